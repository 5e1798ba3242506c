"""The names of ninjs in its two generations, and its values of many shapes read by one rule.

1.x has flat names (headline, body_xhtml, person) and objects keyed by name; 2.x and 3.x have
arrays (headlines, bodies, people). Keys are compared in lower case, which makes 3.x's
versionCreated and 2.x's versioncreated one. https://iptc.org/std/ninjs/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from articles.ingest.plain import plain
from articles.ingest.record import PersonRecord

Item = Mapping[str, Any]
"""A JSON object with its keys in lower case; values of any shape, hence Any."""

FLAT_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "headlines": ("headline",), "descriptions": ("description",), "bodies": ("body",),
    "people": ("person",), "places": ("place",), "organisations": ("organisation", "organization"),
    "subjects": ("subject",), "events": ("event",), "objects": ("object",), "genres": ("genre",),
    "infosources": ("infosource",), "services": ("service",), "bylines": ("by", "byline"),
    "located": ("located",),
}  # fmt: skip
"""1.x names (and those of systems that write 1.x), by the 2.x and 3.x name."""
ARRAY_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "people": ("people", "persons"),
    "organisations": ("organisations", "organizations"),
    "bylines": ("bylines",),
}
"""2.x and 3.x names where they differ from the first column above."""
ABOUT: Final = frozenset({"about", "subject", "main", "primary"})
HAS_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?:nitf|body\.content)[\s>]")
"""The root of a document of NITF, or of its text."""
_NITF_BLOCK: Final = re.compile(r"\s*<(?:block|p|hl2|table|media|ol|ul|dl|bq|fn|note|pre|hr)[\s/>]")
"""What may stand in the text of NITF, where its root is left out."""
_FORM: Final = re.compile(r"x?html|text|nitf|plain")
MENTIONS: Final = frozenset({"mentions", "mentioned", "mention"})


@dataclass(frozen=True, slots=True)
class Words:
    """One wording of a headline, description or body."""

    role: str
    kind: str
    """html, nitf, text or other."""
    value: str


def fold(value: Any) -> Any:
    """The same JSON with all keys of objects in lower case."""
    if isinstance(value, dict):
        return {str(key).casefold(): fold(inner) for key, inner in value.items()}
    return [fold(inner) for inner in value] if isinstance(value, list) else value


def said(item: Item, *names: str) -> str:
    """The first of these that is a text or a number, as text."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def wordings(item: Item, name: str) -> list[Words]:
    """All wordings of "headlines", "descriptions" or "bodies", of either generation."""
    found = [_wording(entry) for entry in _as_list(item.get(name))]
    for flat in FLAT_NAMES.get(name, ()):  # 2.0 has arrays under the flat names
        listed = item.get(flat)
        found += [_wording(entry) for entry in listed] if isinstance(listed, list) else []
        for key, value in item.items():
            role = _flat_role(key, flat)
            if role is not None and isinstance(value, str):
                found.append(Words(role, _kind(role, value), value))
    return [words for words in found if words.value.strip()]


def _flat_role(key: str, flat: str) -> str | None:
    """The role in a flat name: "xhtml" of "body_xhtml" and of "bodyxhtml"; None for other names."""
    if not key.startswith(flat):
        return None
    rest = key.removeprefix(flat)
    return rest.removeprefix("_") if rest[:1] in {"", "_"} or _FORM.match(rest) else None


def _wording(entry: Any) -> Words:
    if isinstance(entry, str):
        return Words("", _kind("", entry), entry)
    if not isinstance(entry, Mapping):
        return Words("", "other", "")
    value, role = said(entry, "value"), said(entry, "role", "name").casefold()
    return Words(role, _kind(said(entry, "contenttype", "mimetype") or role, value), value)


def _kind(content_type: str, value: str) -> str:
    named = content_type.casefold()
    if HAS_ROOT.search(value[:2000]) or ("nitf" in named and _NITF_BLOCK.match(value)):
        return "nitf"
    if "html" in named:
        return "html"
    if "xml" in named or "nitf" in named or "json" in named:
        return "other"
    markup = re.search(
        r"</?(?:p|div|br|h[1-6]|ul|ol|section|article|figure)\b[^<>]*>", value[:5000]
    )
    if markup and "plain" not in named:
        return "html"
    return "text"


def pick(found: list[Words], *roles: str, strict: bool = False) -> str:
    """The plain words of the wording with the first role that is there, else of the first."""
    readable = [words for words in found if words.kind in {"text", "html"}]
    readable.sort(key=lambda words: words.kind == "html")
    for role in roles:
        for words in readable:
            if words.role == role:
                return plain(words.value)
    return "" if strict or not readable else plain(readable[0].value)


def named(item: Item, name: str) -> list[Item]:
    """The objects of a list of people, places, subjects ..., of either generation."""
    names = dict.fromkeys((*ARRAY_NAMES.get(name, (name,)), *FLAT_NAMES.get(name, ())))
    return [
        _with_name(entry, said(item, "language")) if isinstance(entry, Mapping) else {"name": entry}
        for key in names
        for entry in _as_list(item.get(key))
        if isinstance(entry, (Mapping, str))
    ]


def _with_name(entry: Item, language: str) -> Item:
    """An entry whose names are listed by language, under the name in the item's own, else the first."""
    listed = [each for each in _as_list(entry.get("names")) if isinstance(each, Mapping)]
    if said(entry, "name") or not listed:
        return entry
    wanted = language.partition("-")[0].casefold()
    spoken = (
        said(each, "language", "lang", "langtag").partition("-")[0].casefold() for each in listed
    )
    best = next(
        (each for each, tag in zip(listed, spoken, strict=True) if tag == wanted), listed[0]
    )
    return {**entry, "name": said(best, "value", "name")}


def names(item: Item, name: str) -> list[str]:
    """Their names alone."""
    return [words for entry in named(item, name) if (words := name_of(entry))]


def name_of(entry: Item) -> str:
    """What an entry is called."""
    return plain(said(entry, "name", "title", "value")) or _word_code(said(entry, "literal"))


def _word_code(code: str) -> str:
    """A literal that reads as words ("Innenriks"); codes are no names."""
    return (
        code if re.fullmatch(r"[^\W\d_][^\W\d_ '-]*(?: [\w'-]+)*", code) and len(code) > 4 else ""
    )


def role_of(entry: Item) -> str:
    """The rel of an entry without scheme, or the first of its rels."""
    rels = entry.get("rels")
    first = rels[0] if isinstance(rels, list) and rels and isinstance(rels[0], str) else ""
    return re.split(r"[:/#]", (said(entry, "rel") or first).casefold())[-1]


def people(item: Item) -> Iterator[PersonRecord]:
    """The people whom the item is about or mentions."""
    for entry in named(item, "people"):
        rel = role_of(entry)
        role = "subject" if rel in ABOUT else "mentioned" if rel in MENTIONS else ""
        person = PersonRecord(name_of(entry), identifiers=identifiers(entry))
        person.role = role  # type: ignore[assignment]  # one of the three by construction
        if rel not in {"author", "creator", "contributor", "byline"}:
            yield person


def identifiers(entry: Item) -> dict[str, str]:
    """Scheme to code of a person, place or subject."""
    code, scheme, uri = said(entry, "code", "literal"), said(entry, "scheme"), said(entry, "uri")
    found = {scheme: code} if scheme and code else {}
    for address in (uri, f"{scheme}{code}" if scheme else ""):
        wikidata = re.search(r"wikidata\.org/(?:entity|wiki)/(Q\d+)$", address)
        if wikidata:
            found = {"wikidata": wikidata[1]}
    if uri and "wikidata" not in found:
        found["uri"] = uri
    return found


def parts(item: Item, name: str) -> list[tuple[str, Item]]:
    """Associations or renditions as (name, object), whether keyed by name or in a list."""
    value = item.get(name)
    pairs = (
        value.items() if isinstance(value, Mapping) else [("", entry) for entry in _as_list(value)]
    )
    found: list[tuple[str, Item]] = []
    for key, entry in pairs:
        for one in entry if isinstance(entry, list) else [entry]:
            if isinstance(one, Mapping):
                found.append((key or said(one, "name"), one))
    return found


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
