"""What a page's JSON-LD says a story is about and what may be done with it: people, places, kind, terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from articles.ingest import jsonld
from articles.ingest.addresses import is_web
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import Element, text_of
from articles.ingest.plain import name_of, plain, words_of
from articles.ingest.record import CorrectionRecord, PersonRecord, StoryRecord

_KINDS: Final = {
    "opinionnewsarticle": "opinion", "analysisnewsarticle": "analysis",
    "backgroundnewsarticle": "explainer", "reviewnewsarticle": "review", "liveblogposting": "live",
    "interview": "interview",
}  # fmt: skip
_RIGHTS: Final = ("dc.rights", "dcterms.rights", "dc:rights", "copyright", "rights")
_MOST: Final = 50


def set_subjects(story: StoryRecord, root: Element, facts: PageFacts) -> None:
    """Sets people, places, organisations, kind, dateline, usage terms and corrections of the story."""
    for key, role in (("about", "subject"), ("mentions", "mentioned")):
        for entry in _entries(facts.story.get(key)):
            _sort(story, entry, role)
    text = plain(text_of(root)) if (named := facts.named_people()) else ""
    story.people += [PersonRecord(name, "mentioned") for name in named if name in text]
    for entry in _entries(facts.story.get("contentLocation")):
        _add(story.places, name_of(entry))
    types = jsonld.types_of(facts.story)
    story.kind = next((kind for name, kind in _KINDS.items() if name in types), "")
    if not story.kind and facts.is_opinion:
        story.kind = "opinion"
    story.dateline = words_of(facts.story.get("dateline"))[:200]
    story.usage_terms = _terms(root, facts)[:500]
    for entry in _entries(facts.story.get("correction")):
        text = words_of(entry)
        if text and not is_web(text):
            story.corrections.append(CorrectionRecord(text, _moment(entry)))


def _moment(entry: Any) -> datetime | None:
    """When a correction was made; None where it says no day."""
    said = entry.get("datePublished") if isinstance(entry, Mapping) else None
    try:
        return read_date(said, zone=UTC) if isinstance(said, str) else None
    except UnreadableDate:
        return None


def _entries(value: Any) -> list[Any]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, (str, Mapping))][:_MOST]


def _sort(story: StoryRecord, entry: Any, role: str) -> None:
    name = name_of(entry)
    types = jsonld.types_of(entry) if isinstance(entry, Mapping) else set()
    if not name or is_web(name):
        return
    if "person" in types:
        same = entry.get("sameAs")
        address = same if isinstance(same, str) else ""
        known = {"sameAs": address} if address else {}
        story.people.append(
            PersonRecord(name, "subject" if role == "subject" else "mentioned", known)
        )
    elif types & {"organization", "newsmediaorganization", "corporation", "sportsteam"}:
        _add(story.organisations, name)
    elif types & {"place", "city", "country", "state", "administrativearea"}:
        _add(story.places, name)
    else:
        _add(story.topics, name)


def _add(names: list[str], name: str) -> None:
    if name and name not in names:
        names.append(name)


def _terms(root: Element, facts: PageFacts) -> str:
    said = words_of(facts.story.get("license")) or facts.first(_RIGHTS)
    if said:
        return said
    links = (link for tag in ("link", "a") for link in root.iter(tag))
    return next(
        (link.get("href") or "" for link in links if "license" in (link.get("rel") or "").split()),
        "",
    )
