"""The environment, read once. Every setting that an operator may choose is named here, with what it does.

Errors name the variable, what was found and what is expected, because an operator reads them at a bad moment.
"""

from __future__ import annotations

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


def data_folder() -> Path:
    """The folder of all state (`PORTAL_DATA`, default `var/`); made when absent, readable by its owner only."""
    folder = Path(env.str("PORTAL_DATA", default=str(ROOT / "var"))).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """`SECRET_KEY`, or a key made once and kept in the data folder (mode 600): no secret stands in the code."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(f"SECRET_KEY has {len(given)} characters; at least 32 are needed.")
        return given
    path = folder / "secret-key"
    if not path.exists():
        # O_EXCL: of two processes that start together one writes, the other reads what was written.
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def sqlite(folder: Path) -> dict[str, object]:
    """The embedded database: write-ahead log and immediate transactions, so that writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "portal.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=2000;"
                "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA foreign_keys=ON;"
            ),
        },
        "TEST": {"NAME": folder / "test.sqlite3"},
    }


def database(folder: Path) -> dict[str, object]:
    """`DATABASE_URL` (postgres://user:password@host:port/name), or SQLite in the data folder."""
    if not env.str("DATABASE_URL", default=""):
        return sqlite(folder)
    settings: dict[str, object] = dict(env.db_url("DATABASE_URL"))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(folder) | {"NAME": settings["NAME"]}
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"DATABASE_URL names {settings['ENGINE']}; use postgres://… or sqlite:///….")
    # lock_timeout: a deed that waits longer than this for a row answers "busy" instead of holding a web thread.
    return settings | {
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
        "OPTIONS": {"options": "-c lock_timeout=15000"},
    }


def broker_url(folder: Path) -> str:
    """`BROKER_URL` (redis://… or amqp://…), or the embedded durable file broker in the data folder."""
    return str(env.str("BROKER_URL", default="")) or f"files://{quote(str(folder / 'broker'))}"


def networks(variable: str, given: list[str]) -> list[IPv4Network | IPv6Network]:
    """The networks that a variable names, such as `10.1.2.0/24`."""
    try:
        return [ip_network(each.strip()) for each in given]
    except ValueError as error:
        raise ImproperlyConfigured(f"{variable}: {error}. Give networks such as 10.1.2.0/24, with commas.") from error


def session_engine(cache_url: str) -> str:
    """Sessions in the database, with the cache before it where all web processes share it.

    In the memory of one process somebody would stay signed in who signed out in another, or act in a former role.
    """
    shared = bool(cache_url) or env.int("WEB_PROCESSES", default=1) == 1
    return f"django.contrib.sessions.backends.{'cached_db' if shared else 'db'}"


def mail(folder: Path) -> dict[str, object]:
    """`EMAIL_URL` (smtp+tls://user:password@host:587), or letters as files in the data folder, for whoever runs it."""
    if not env.str("EMAIL_URL", default=""):
        kept: str = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
        return {"EMAIL_BACKEND": kept, "EMAIL_FILE_PATH": folder / "mail"}
    settings: dict[str, object] = dict(env.email_url("EMAIL_URL"))
    return {name: value for name, value in settings.items() if name.startswith("EMAIL_")} | {"EMAIL_TIMEOUT": 20}
