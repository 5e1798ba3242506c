"""What names a story for good, whatever its headline, section and domain; no other paper has it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db.models import Subquery

from articles.freshness import ROW
from articles.models import Freshness

PAPER = Subquery(Freshness.objects.filter(pk=ROW).values("paper")[:1])
"""Which paper this is: drawn by lot with the database's first row, and kept with it."""


def story_urn(paper: UUID | None, pk: int) -> str:
    """A URN of the whole world (RFC 9562), as RFC 4287 asks of an entry's id.

    A paper that never published has no key yet; it goes by its address.
    """
    return uuid5(paper or uuid5(NAMESPACE_URL, settings.SITE_URL), f"story/{pk}").urn
