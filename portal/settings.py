"""The project's settings. What an operator may choose comes from `env.py`; the rest is the same everywhere."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from portal.env import ROOT, broker_url, data_folder, database, env, mail, networks, secret_key, session_engine

PORTAL_DATA = data_folder()
SECRET_KEY = secret_key(PORTAL_DATA)
DEBUG = False
DEMO = env.bool("PORTAL_DEMO", default=False)
VERSION = "0.1.0"
API_VERSION = "1.0.0"

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])
BEHIND_TLS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "portal",
    "catalogue",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "api.conventions.middleware.ApiConventions",  # outside all that may refuse a request, so that no refusal is HTML
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.people.actors.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "frontend.templatetags.portal"],
            "libraries": {"desk": "frontend.templatetags.desk", "offering": "frontend.templatetags.offering"},
        },
    }
]

# --- data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": database(PORTAL_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "portal"}
}
MEDIA_ROOT = PORTAL_DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
INVOICES_JUDGED_APART = True  # what providers send in is read in a process of its own
EVIDENCE_MOST_BYTES = env.int("EVIDENCE_MOST_MB", default=10) * 1024 * 1024
EVIDENCE_SCANNER = env.str("EVIDENCE_SCANNER", default="")
EVIDENCE_SCANNER_SECONDS = env.int("EVIDENCE_SCANNER_SECONDS", default=10)
PICTURE_MOST_BYTES = env.int("PICTURE_MOST_MB", default=10) * 1_000_000
PICTURE_MOST_PIXELS = env.int("PICTURE_MOST_MEGAPIXELS", default=36) * 1_000_000
PICTURES_PER_PROVIDER = env.int("PICTURES_PER_PROVIDER", default=500)

# --- people and sessions ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ACCOUNT_ADAPTER = "portal.people.adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that registered: allauth checks that
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # allauth's own limits for the rest
    "signup": env.str("REGISTER_RATE", default="30/h/ip"),
    "register_check": "120/m/ip",
    "survey": "300/h/ip",  # a whole school answers from behind one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0  # behind our own proxy the address that it saw
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = session_engine(CACHE_URL)
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS

# --- safety -------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = BEHIND_TLS and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # machines ask these from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
FLOORS = ("catalogue", "portal", "api", "frontend")
LOCALE_PATHS: list[Path] = [path for floor in FLOORS for path in sorted((ROOT / floor).glob("**/locale"))]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- static files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "frontend" / "static"]
HOUSE_STYLES = ROOT / "frontend" / "house_styles"
ILLUSTRATIONS = ROOT / "frontend" / "static" / "img" / "illustrations.svg"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},  # not private, unlike uploads
    },
}
WHITENOISE_MANIFEST_STRICT = False

# --- work in the background: the database is the truth, the broker a hint (docs/adr) -------------------------------
CELERY_BROKER_URL = broker_url(PORTAL_DATA)
# A hint may get lost, so nobody waits for a broker that is away (kombu would try for six seconds in the request).
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1}
if CELERY_BROKER_URL.startswith("files:"):
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"polling_interval": 0.1}
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 2.0}
CELERY_BROKER_CONNECTION_TIMEOUT = 2.0
# what is done at once; what takes a second; what waits for a mail server; what takes minutes; what waits for others
QUEUES = ("work", "documents", "mail", "imports", "webhooks")
CELERY_TASK_DEFAULT_QUEUE = "work"
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), name) for name in QUEUES]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_DATA / "clock")
CELERY_BEAT_SCHEDULE = {
    "listen-for-webhooks": {"task": "portal.listen_for_webhooks", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-outbox": {"task": "portal.sweep_outbox", "schedule": 3.0, "options": {"expires": 3}},
    "accept-silently": {"task": "portal.accept_silent_deliveries", "schedule": 3600.0, "options": {"expires": 3600}},
    "accept-invoices": {"task": "portal.accept_silent_invoices", "schedule": 3600.0, "options": {"expires": 3600}},
    "remind-of-invoices": {"task": "portal.remind_of_invoices", "schedule": 3600.0, "options": {"expires": 3600}},
    "remind-of-deliveries": {"task": "portal.remind_of_deliveries", "schedule": 3600.0, "options": {"expires": 3600}},
    "remind-of-claims": {"task": "portal.remind_of_claims", "schedule": 21600.0, "options": {"expires": 3600}},
    "keep-queues": {"task": "portal.keep_queues", "schedule": 60.0, "options": {"expires": 60}},
    "keep-time-of-rounds": {"task": "portal.keep_time_of_rounds", "schedule": 60.0, "options": {"expires": 60}},
    "look-at-searches": {"task": "portal.look_at_searches", "schedule": 900.0, "options": {"expires": 900}},
    "forget-replies": {"task": "portal.forget_old_replies", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget-mails": {"task": "portal.forget_old_mails", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget-jobs": {"task": "portal.forget_old_jobs", "schedule": 3600.0, "options": {"expires": 3600}},
    "lapse-vouchers": {"task": "portal.lapse_vouchers", "schedule": 86400.0, "options": {"expires": 3600}},
    "remind-of-bookings": {"task": "portal.remind_of_bookings", "schedule": 3600.0, "options": {"expires": 3600}},
    "gather-notices": {"task": "portal.gather_notices", "schedule": 900.0, "options": {"expires": 900}},
    "forget-codes": {"task": "portal.forget_codes", "schedule": 86400.0, "options": {"expires": 3600}},
}
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=20)
OUTBOX_ATTEMPTS = env.int("OUTBOX_ATTEMPTS", default=8)
BROCHURE_WAIT_SECONDS = env.int("BROCHURE_WAIT_SECONDS", default=10)
WEBHOOK_HOURS = env.int("WEBHOOK_HOURS", default=72)  # 3 days
WEBHOOK_SECONDS = env.int("WEBHOOK_SECONDS", default=10)
WEBHOOK_SUBSCRIPTIONS = env.int("WEBHOOK_SUBSCRIPTIONS", default=20)  # of one organisation at once
WEBHOOK_INSIDE_NETWORKS = networks("WEBHOOK_INSIDE_NETWORKS", env.list("WEBHOOK_INSIDE_NETWORKS", default=[]))
JOB_STEP_SECONDS = env.int("JOB_STEP_SECONDS", default=60)
JOB_KEEP_DAYS = env.int("JOB_KEEP_DAYS", default=7)

# --- the REST API -------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.conventions.authentication.TokenAuthentication",
        "api.conventions.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.conventions.permissions.ScopedPermission"],
    "DEFAULT_PAGINATION_CLASS": "api.conventions.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": ["api.conventions.filters.StrictFilters"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.conventions.parsers.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "api.conventions.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["api.conventions.throttling.TokenRate", "api.conventions.throttling.PublicRate"],
    "DEFAULT_THROTTLE_RATES": {
        "token": env.str("API_RATE_TOKEN", default="6000/min"),
        "public": env.str("API_RATE_PUBLIC", default="3000/min"),
    },
    "EXCEPTION_HANDLER": "api.conventions.problems.answer",
    "DATETIME_FORMAT": "iso-8601",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Keuzeportaal",
    "DESCRIPTION": "From a published offer to a paid invoice and its line in the SiSa table.",
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": "Keuzeportaal", "url": PUBLIC_URL, "email": "team@keuzeportaal.example"},
    "LICENSE": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    "SERVERS": [{"url": f"{PUBLIC_URL}/api/v1", "description": "this installation"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": ["api.conventions.schema.problems_and_headers"],
    "COMPONENT_SPLIT_REQUEST": True,
}

# --- logs: one line of JSON per event, to standard error; never a secret, a token or a body -----------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logs.json_formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "celery": {"level": env.str("LOG_LEVEL_CELERY", default="WARNING")},
        "amqp": {"level": "WARNING"},
    },
}

# --- letters ------------------------------------------------------------------------------------------------------
MAIL_SERVER = bool(env.str("EMAIL_URL", default=""))
globals().update(mail(PORTAL_DATA))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="keuzeportaal@localhost")
# how many letters per minute a mail server takes, e.g. "smtp.example.nl=60,*=300"
EMAIL_PER_MINUTE = env.dict("EMAIL_PER_MINUTE", cast={"value": int}, default={})
MAIL_SECONDS = env.int("MAIL_SECONDS", default=60)
MAIL_KEEP_DAYS = env.int("MAIL_KEEP_DAYS", default=30)
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)
CALENDAR_DAYS_BACK = env.int("CALENDAR_DAYS_BACK", default=365)  # bookings of longer ago leave the calendar feeds
# whoever registers proves that the address is theirs, as soon as letters can be sent
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_SERVER else "none"
