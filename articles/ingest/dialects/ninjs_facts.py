"""What a ninjs item tells that has no field of ours, as named facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.ingest.addresses import without_revision
from articles.ingest.dialects.ninjs_picture import rights
from articles.ingest.dialects.ninjs_words import Item, name_of, named, names, parts, said, wordings
from articles.ingest.filling import Filling
from articles.ingest.notebook import status_of
from articles.ingest.plain import plain


def fill_facts(filling: Filling, item: Item) -> None:
    """What the item says beside its story: other headlines, numbers, signals, fields of the house."""
    _state_of_the_desk(filling, item)
    filling.fact("copyright", said(rights(item), "copyrightnotice", "copyrightholder"))
    filling.fact("info source", ", ".join(names(item, "infosources")))
    filling.fact("products", ", ".join(names(item, "products")))
    heads = [plain(words.value) for words in wordings(item, "headlines")]
    others = [head for head in heads if head not in {filling.story.headline, filling.story.kicker}]
    others = [head for head in others if head not in filling.story.standfirst]
    filling.fact("other headlines", " | ".join(dict.fromkeys(others)))
    for name in ("expires", "profile", "contentcreated", "representationtype", "evolvedfrom"):
        filling.fact(name, said(item, name))
    for name, value in alternative_ids(item.get("altids")):
        filling.fact(f"id: {name}"[:80], value)
    signals = [
        *map(name_of, named(item, "signal")),
        *names(item, "signals"),
        *names(item, "editorialtypes"),
    ]
    filling.fact("signals", ", ".join(filter(None, signals)))
    _own_fields(filling, item.get("extra"))
    trust = [said(t, "title", "href", "uri") for _, t in parts(item, "trustindicators")]
    trust += [said(t, "title", "href", "code") for _, t in parts(item, "trustindicator")]
    filling.fact("trust indicators", "; ".join(filter(None, trust)))


def _state_of_the_desk(filling: Filling, item: Item) -> None:
    """Superdesk's own items say where they stand with the desk: spiked, in progress."""
    doubts: list[str] = []
    state = status_of(said(item, "state"), doubts)
    if not doubts and state not in {"", "usable"}:
        filling.story.status = state


def lasting_number(item: Item) -> tuple[str, str]:
    """The item's number in all its versions, and the revision that stood in it.

    Of an address whose path alone names the item, the query may change by version.
    """
    uri, revision = without_revision(said(item, "uri", "guid", "id"), said(item, "version"))
    if revision:
        return uri, revision
    address, mark, _query = uri.partition("?")
    codes = {code for _name, code in alternative_ids(item.get("altids")) if len(code) > 3}
    return (address if mark and address.rpartition("/")[2] in codes else uri), ""


def _own_fields(filling: Filling, extra: Any) -> None:
    """Fields that a newsroom added to its system (Superdesk): a kicker is ours, the others are told."""
    for name, value in extra.items() if isinstance(extra, Mapping) else ():
        words = plain(str(value)) if isinstance(value, (str, int, float)) else ""
        if name in {"kicker", "overline"} and not filling.story.kicker:
            filling.story.kicker = words
        else:
            filling.fact(f"field: {name}"[:80], words)


def alternative_ids(value: Any) -> Iterator[tuple[str, str]]:
    """(name, number) of each other number of the item, in either generation's shape."""
    if isinstance(value, Mapping):
        yield from ((str(name), str(code)) for name, code in value.items())
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, Mapping):
                yield said(entry, "role") or "other", said(entry, "value")
