"""PostgreSQL's index takes the words of many stories sorted and at once; word by word each is a walk of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MANY = 20
"""Stories from which it pays."""
ROOM = "16MB"
"""What may wait: more than a batch of the import, some 8 KB a story of 600 words."""
_CLEAN = (
    "SELECT gin_clean_pending_list(oid) FROM pg_class "
    "WHERE oid = to_regclass('search_by_words') AND pg_has_role(relowner, 'USAGE')"
)
"""Only the index's owner may ask for it; without, a later save or vacuum does it."""


@contextmanager
def entered_together(stories: int) -> Iterator[None]:
    """Within a transaction: the words written here wait, and are in the index when it ends."""
    if connection.vendor != "postgresql" or stories < MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL gin_pending_list_limit = '{ROOM}'")
        yield
        cursor.execute(_CLEAN)
        cursor.execute("SET LOCAL gin_pending_list_limit TO DEFAULT")


def enter_what_waits() -> None:
    """Puts the words that wait into the index, lest an editor's save has to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_CLEAN)
