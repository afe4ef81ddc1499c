"""One deed = one function = one transaction.

A deed that calls another deed, or that runs inside a front door's `unit_of_work`, joins the transaction that is open
already: no savepoint, no extra statement, and all of it stands or falls together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
_open: ContextVar[bool] = ContextVar("deed_open", default=False)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Everything inside is one transaction; an exception undoes all of it."""
    token = _open.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _open.reset(token)


@contextmanager
def row_of_many() -> Iterator[None]:
    """One row of a bulk deed: undone alone when it is refused, while the other rows stand."""
    with unit_of_work():
        yield


def deed(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a public action: it runs in one transaction, its own or the caller's."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _open.get():
            return function(*args, **kwargs)
        with unit_of_work():
            return function(*args, **kwargs)

    return run
