"""What scrapers, dumps of JSON-LD and news services keep apart from the story, into a flat row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.addresses import is_web
from articles.ingest.plain import name_of, plain, words_of
from articles.ingest.rows.aliases import field_of, squash
from articles.ingest.rows.picture_columns import images_of

Row = dict[str, Any]
"""A story's names and values; its values have any shape."""

_ABOUT: Final = (
    "meta", "meta_data", "metadata", "article", "og", "times", "dates", "timestamps", "taxonomy", "classification",
    "details", "info", "publication",
)  # fmt: skip
"""Objects of facts about a story that stand beside its text."""
_FROM_ABOUT: Final = frozenset(
    {
        "headline", "byline", "published_at", "updated_at", "source_url", "language", "section",
        "source_name", "topics", "standfirst", "picture",
    }
)  # fmt: skip
_KINDS: Final = {
    "person": "people", "persons": "people", "per": "people", "people": "people",
    "organization": "organisations", "organisation": "organisations", "org": "organisations",
    "corporation": "organisations", "newsmediaorganization": "organisations", "company": "organisations",
    "governmentorganization": "organisations", "sportsteam": "organisations", "sportsorganization": "organisations",
    "place": "places", "loc": "places", "location": "places", "gpe": "places", "city": "places",
    "country": "places", "administrativearea": "places", "state": "places", "wiki": "topics", "thing": "topics",
    "topic": "topics", "event": "topics", "subject": "topics", "geosubject": "places", "poi": "places",
}  # fmt: skip
_NAMED_THINGS: Final = {"about": "subject", "mentions": "mentioned", "concepts": "", "entities": ""}
"""Lists of things that say their kind, and the part that a person of such a list has."""
_PLACES: Final = ("content_location", "spatial_coverage", "location_created")
_MEDIA: Final = ("media", "associations", "assets", "media_assets", "mediaAssets")
_LEADS: Final = frozenset({"isfeatureimage", "isfeatured", "featured", "islead", "ismain", "lead"})
_TERMS: Final = frozenset({"categories", "tags", "subjects", "subject", "keywords", "topics"})
_LINE_END: Final = re.compile(r"</(?:p|h[1-6]|li|div)>|<br ?/?>")
_FEWEST: Final = 3
"""Names that begin alike before it is no chance."""


def open_scrapers(row: Row) -> None:
    """Give the row the names that the alias table knows, and the things that it speaks of."""
    _drop_prefix(row)
    _open_media(row)
    _open_typed(row)
    _open_notepad(row)
    _open_about(row)
    _open_things(row)
    if row.get("type") and any(squash(name) == "articlebody" for name in row):
        _open_json_ld(row)


def _open_media(row: Row) -> None:
    """The pictures of a list of media of every kind: the one marked so or the first is the lead."""
    for name in _MEDIA:
        if found := images_of(row.get(name)):
            lead = next((one for one in found if _is_lead(one)), found[0])
            row.setdefault("image", lead)
            row.setdefault("gallery", [one for one in found if one is not lead])
            del row[name]
    if isinstance(row.get("preview"), Mapping):  # BLOX
        row.setdefault("image", row.pop("preview"))


def _is_lead(picture: Mapping[str, Any]) -> bool:
    return any(squash(name) in _LEADS and value is True for name, value in picture.items())


def _open_typed(row: Row) -> None:
    """Terms that say what they are (dpa's "dnltype:person"): people and places are no topics."""
    for name in [each for each in row if squash(each) in _TERMS]:
        entries = row[name]
        if not isinstance(entries, list):
            continue
        kept = []
        named: dict[str, dict[str, None]] = {}
        for entry in entries:
            field, thing = (_thing(entry) if isinstance(entry, Mapping) else None) or ("topics", "")
            if field == "topics" or not isinstance(row.get(field) or [], list):
                kept.append(entry)
            else:
                named.setdefault(field, {})[thing] = None
        row[name] = kept
        for field, things in named.items():
            told = row.get(field) or []
            row[field] = [*told, *(thing for thing in things if thing not in told)]


def _open_notepad(row: Row) -> None:
    """What a wire writes for editors beside its text: addresses, contacts, plans."""
    notes = row.get("notepad")
    if not isinstance(notes, Mapping):
        return
    texts = [value for value in notes.values() if isinstance(value, str)]
    lines = [plain(line) for text in texts for line in _LINE_END.split(text)]
    known = [words_of(row[name]) for name in row if field_of(name) == "editor_note"]
    row["editor_note"] = "\n".join(filter(None, [*known, *lines]))


def _drop_prefix(row: Row) -> None:
    """news_title, news_body, news_date: the name of the table before each of its columns."""
    if {field_of(name) for name in row if squash(name) != "name"} & {"headline", "body"}:
        return
    begun = Counter(name.partition("_")[0] for name in row if "_" in name)
    for start, count in begun.most_common(1):
        if count >= _FEWEST:
            for name in [name for name in row if name.startswith(f"{start}_")]:
                row.setdefault(name.removeprefix(f"{start}_"), row.pop(name))


def _open_about(row: Row) -> None:
    """Facts in an object beside the text, where the story itself does not say them."""
    known = {field_of(name) for name in row}
    for name, value in list(_facts(row)):
        field = field_of(name)
        if field in _FROM_ABOUT and field not in known and value not in (None, "", [], {}):
            row.setdefault(name, value)


def _facts(row: Mapping[str, Any], depth: int = 2) -> Iterator[tuple[str, Any]]:
    for holder in _ABOUT:
        about = row.get(holder)
        if isinstance(about, Mapping):
            for name, value in about.items():
                dated = value.get("$date") if isinstance(value, Mapping) else None
                yield name, dated or value
            if depth:
                yield from _facts(about, depth - 1)


def _open_things(row: Row) -> None:
    """People, organisations and places out of lists of things of every kind."""
    for name, part in _NAMED_THINGS.items():
        entries = row.get(name)
        entries = [entries] if isinstance(entries, Mapping) else entries
        if not isinstance(entries, list):
            continue
        for entry in entries:
            if isinstance(entry, Mapping) and (thing := _thing(entry)):
                field, told = thing
                kept = row.get(field)
                whole = kept if isinstance(kept, list) else [kept] if kept else []
                is_person = field == "people" and part
                row[field] = [*whole, {"name": told, "role": part} if is_person else told]
    for name in list(row):
        if squash(name) in map(squash, _PLACES) and not row.get("places"):
            row["places"] = row[name]


def _thing(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """Which field of ours the thing belongs to, and its name."""
    said = entry.get("@type") or entry.get("type") or entry.get("kind") or entry.get("category")
    kinds = [str(kind).rpartition(":")[2] for kind in (said if isinstance(said, list) else [said])]
    field = next((_KINDS[squash(str(kind))] for kind in kinds if squash(str(kind)) in _KINDS), "")
    label = entry.get("label")
    told = label.get("eng") or label.get("en") if isinstance(label, Mapping) else None
    name = words_of(told) or name_of(entry)
    return (field, name) if field and name else None


def _open_json_ld(row: Row) -> None:
    """schema.org: the page, the publisher and the holder of rights are things of their own."""
    page = row.get("mainEntityOfPage")
    addresses = [
        row.get("url"),
        page.get("@id") if isinstance(page, Mapping) else page,
        row.get("id"),
    ]
    found = (each for each in addresses if isinstance(each, str) and is_web(each))
    if address := next(found, ""):
        row["url"] = address.partition("#")[0]
    for name in ("publisher", "copyrightHolder"):
        if isinstance(row.get(name), Mapping):
            row[name] = name_of(row[name])
    if words_of(row.get("copyrightNotice")) or words_of(row.get("usageInfo")):
        row.pop("copyrightHolder", None)
    if isinstance(row.get("license"), Mapping):
        row["license"] = row["license"].get("url") or name_of(row["license"])
