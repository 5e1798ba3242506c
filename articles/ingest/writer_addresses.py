"""Where the source's readers found a story, as paths that lead to it here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from django.conf import settings

from articles.ingest.prepared import Prepared
from articles.ingest.record import StoryRecord
from articles.models import Article, FormerAddress

LONGEST = 700


def add_addresses(stories: Sequence[tuple[Article, Prepared]]) -> None:
    """Former addresses of the source lead here; a path that leads elsewhere already stays."""
    FormerAddress.objects.bulk_create(
        (
            FormerAddress(path=path, article=article)
            for article, prepared in stories
            for path in dict.fromkeys(former_paths(prepared.record))
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def former_paths(record: StoryRecord) -> Iterator[str]:
    """The paths by which readers came, in the form in which they are asked for here.

    A story's own address counts where it is one of this very site: an older system of the house
    stood there. That of another house is no path of ours.
    """
    own = _host(settings.SITE_URL)
    told = [
        each for each in (record.source_url, record.canonical_url) if own and _host(each) == own
    ]
    for address in (*record.former_addresses, *told):
        path = _kept(address)
        if path and len(path) <= LONGEST:
            yield path


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


def _kept(address: str) -> str:
    """A path without its last slash and without escapes, as a request has it; "" for a site alone."""
    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/")
    if "\x00" in path + parts.query:
        return ""
    return f"{path or '/'}?{parts.query}" if parts.query else path
