"""From where the work at hand is done: the address of the request, for the audit log; knows no model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_address: ContextVar[str] = ContextVar("address_of_work", default="")


@contextmanager
def working_from(address: str) -> Iterator[None]:
    """Everything that is recorded inside the block came from this address."""
    token = _address.set(address[:64])
    try:
        yield
    finally:
        _address.reset(token)


def address() -> str:
    """The address of whoever asked for the work at hand; empty for a command."""
    return _address.get()
