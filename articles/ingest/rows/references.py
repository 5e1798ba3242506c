"""JSON whose stories point at their authors, terms and pictures elsewhere in the file: pointers followed.

JSON:API keeps them under `included`, Contentful under `entries` and `assets`. Only one step is
followed (of the parts of a text a few), so that what points in a circle ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from articles.ingest.addresses import is_web
from articles.ingest.jsonld import resolved
from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.components import component_node
from articles.ingest.rows.paragraphs import PARAGRAPH, body_of_paragraphs, is_paragraph

Documents = Mapping[str, Mapping[str, Any]]
"""Id -> a document that stories of the same dataset point at."""
Known = Mapping[tuple[str, str], Mapping[str, Any]]
"""(type, id) -> the object with its own names and values."""

_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:-[A-Za-z0-9]{2,8})*")
_TOLD: Final = ("name", "title", "url", "label", "originalFilename", "creditLine")
_BESIDE: Final = re.compile(
    r"author|person|people|writer|staff|categor|tag|topic|section|desk|series|imageAsset|fileAsset",
    re.IGNORECASE,
)
FEWEST_CAPTION_WORDS: Final = 3
_PARTS_DEEP: Final = 5
"""Paragraphs in paragraphs, and the media and files in those."""
_MEDIA: Final = "media--"
_PARTS: Final = (_MEDIA, PARAGRAPH)
_DEEPEST: Final = 40
"""Levels of rich text; what lies deeper is refused with the body."""
_NAMES: Final = {
    "uid": "creator",
    "user": "author",
    "owner": "author",
    "field_media_image": "image",
}
"""What systems call a pointer whose name would say nothing to the table of aliases."""


def with_references(value: object) -> object:
    """The value with each pointer of its stories replaced by what it points at; others untouched."""
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("@graph"), list):
        objects = list(_objects(value["@graph"]))
        graph = [{name: resolved(one[name], objects) for name in one} for one in objects]
        return {**value, "@graph": graph}
    if isinstance(value.get("included"), list):
        known = {
            (str(one.get("type")), str(one.get("id"))): one for one in _objects(value["included"])
        }
        data = value.get("data")
        told = [_api_story(one, known) for one in (data if isinstance(data, list) else [data])]
        return {**value, "data": told, "included": []}
    entries: Any = value.get("entries")
    assets: Any = value.get("assets")
    stories = "entries"
    if isinstance(value.get("includes"), Mapping) and isinstance(value.get("items"), list):
        beside, stories = value["includes"], "items"  # as the delivery interface answers
        more = beside.get("Entry")
        entries = [*(more if isinstance(more, list) else []), *value["items"]]
        assets = beside.get("Asset") or []
    if isinstance(entries, list) and isinstance(assets, list):
        linked = {
            (kind, str(one["sys"].get("id"))): {**_fields(one), **_kind(one)}
            for kind, found in (("Entry", entries), ("Asset", assets))
            for one in _objects(found)
            if isinstance(one.get("sys"), Mapping)
        }
        _show_assets(linked)
        pointed = set(_pointed_numbers([one.get("fields") for one in _objects(entries)]))
        of_stories = {_sort(one) for one in _objects(entries) if not _is_beside(one)} - {""}
        told = [
            _linked_story(one, linked)
            for one in _objects(value[stories])
            if not (_number(one) in pointed and _is_beside(one) and _sort(one) not in of_stories)
        ]
        return {**value, stories: told, "assets": [], "includes": {}}
    return value


def _kind(entry: Mapping[str, Any]) -> dict[str, str]:
    """What sort of entry it is, among its fields, where a text shows it."""
    return {"_kind": sort} if (sort := _sort(entry)) else {}


def _show_assets(linked: Mapping[tuple[str, str], dict[str, Any]]) -> None:
    """The files in entries that only set words beside them: a picture with its caption and credit."""
    for (kind, _number), fields in linked.items():
        for name, value in fields.items() if kind == "Entry" else ():
            system = value.get("sys") if isinstance(value, Mapping) else None
            if isinstance(system, Mapping) and system.get("linkType") == "Asset":
                fields[name] = linked.get(("Asset", str(system.get("id"))), value)


def _number(entry: Mapping[str, Any]) -> str:
    return str(_inside(entry, "sys", "id"))


def _sort(entry: Mapping[str, Any]) -> str:
    """What the system calls entries like this one; a story without a text is one of its sort."""
    return str(_inside(entry, "sys", "contentType", "sys", "id") or "")


def _is_beside(entry: Mapping[str, Any]) -> bool:
    """Whether an entry that stories point at is none itself: a writer, a section, a tag."""
    fields = entry.get("fields")
    return isinstance(fields, Mapping) and "body" not in {field_of(str(name)) for name in fields}


def _pointed_numbers(value: Any, depth: int = 0) -> Iterator[str]:
    """The id of every entry that these values point at."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _pointed_numbers(one, depth + 1)
    elif isinstance(value, Mapping):
        system = value.get("sys")
        if isinstance(system, Mapping) and system.get("linkType") == "Entry":
            yield str(system.get("id"))
        for one in value.values():
            yield from _pointed_numbers(one, depth + 1)


def _objects(entries: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in entries if isinstance(one, Mapping))


def _api_story(story: Any, known: Known) -> Any:
    """A JSON:API object with its relationships among its attributes."""
    relations = story.get("relationships") if isinstance(story, Mapping) else None
    if not isinstance(relations, Mapping):
        return story
    own = story.get("attributes")
    attributes = dict(own) if isinstance(own, Mapping) else {}
    paragraphs: list[dict[str, Any]] = []
    shown: set[tuple[str, str]] = set()
    for name, relation in relations.items():
        pointers = relation.get("data") if isinstance(relation, Mapping) else None
        many = pointers if isinstance(pointers, list) else [pointers]
        found = [one for pointer in many for one in _pointed_at(pointer, known, shown)]
        if found and all(map(is_paragraph, found)):
            paragraphs += found
        elif found:
            plain = _NAMES.get(name, name.removeprefix("field_"))
            attributes.setdefault(plain, found if isinstance(pointers, list) else found[0])
    if paragraphs:
        attributes["body"] = body_of_paragraphs(attributes.get("body"), paragraphs)
    here = _inside(story, "links", "self", "href") or _inside(story, "links", "self")
    if isinstance(here, str) and is_web(here):
        attributes.setdefault("source_domain", urlsplit(here).hostname)
    return {**story, "attributes": attributes}


def _pointed_at(
    pointer: Any, known: Known, shown: set[tuple[str, str]], depth: int = 0
) -> Iterator[dict[str, Any]]:
    """What a pointer leads to; a paragraph, which has one owner, once: `shown` holds those of the story."""
    if not isinstance(pointer, Mapping):
        return
    which = str(pointer.get("type")), str(pointer.get("id"))
    if which in shown:
        return
    if which[0].startswith(PARAGRAPH):
        shown.add(which)
    one = known.get(which)
    attributes = one.get("attributes") if one else None
    if isinstance(attributes, Mapping):
        inner = attributes.get("uri")
        address = inner.get("url") if isinstance(inner, Mapping) else None
        meta = pointer.get("meta")
        facts = {**attributes, **(meta if isinstance(meta, Mapping) else {})}
        facts["name"] = facts.get("display_name") or facts.get("name")
        part = _part(which[0], one, known, shown, depth)
        if part and is_paragraph(part):
            yield part
            return
        facts |= part
        address = address or part.get("url")
        title = facts.get("title")
        if address and isinstance(title, str) and len(title.split()) >= FEWEST_CAPTION_WORDS:
            facts.setdefault("caption", title)  # Drupal's pictures have no other words below them
        yield {**facts, "url": address} if address else facts


def _part(
    kind: str, one: Any, known: Known, shown: set[tuple[str, str]], depth: int
) -> dict[str, Any]:
    """What a paragraph or a medium of Drupal's says and points at itself: it is a part of the story."""
    if depth > _PARTS_DEEP or not kind.startswith(_PARTS):
        return {}
    told: dict[str, Any] = {"type": kind}
    for name, value in one["attributes"].items():
        if name.startswith("field_"):
            told[name.removeprefix("field_")] = value
    relations = one.get("relationships")
    for name, relation in relations.items() if isinstance(relations, Mapping) else ():
        pointers = relation.get("data") if isinstance(relation, Mapping) else None
        many = pointers if isinstance(pointers, list) else [pointers]
        if kind.startswith(_MEDIA):
            many = [each for each in _objects(many) if not str(each.get("type")).startswith(_PARTS)]
        found = [each for inner in many for each in _pointed_at(inner, known, shown, depth + 1)]
        if found and kind.startswith(_MEDIA) and found[0].get("url"):
            told = {**found[0], **told}
        elif found and name.startswith("field_"):
            told[name.removeprefix("field_")] = found
    return told


def _fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry or asset in the first language that each has."""
    fields = entry.get("fields")
    found = (
        {name: _spoken(value) for name, value in fields.items()}
        if isinstance(fields, Mapping)
        else {}
    )
    file = found.get("file")
    return {**found, "url": file.get("url")} if isinstance(file, Mapping) else found


def _language(fields: Any) -> str:
    """The language of the first field that is kept by language."""
    for value in fields.values() if isinstance(fields, Mapping) else ():
        if isinstance(value, Mapping) and value and all(map(_LANGUAGE.fullmatch, value)):
            return str(next(iter(value)))
    return ""


def _spoken(value: Any) -> Any:
    """A value that is kept by language, in the first one."""
    by_language = isinstance(value, Mapping) and all(map(_LANGUAGE.fullmatch, value)) and value
    return next(iter(value.values())) if by_language else value


def _linked_story(entry: Mapping[str, Any], known: Known) -> Mapping[str, Any]:
    fields = {name: _follow(value, known) for name, value in _fields(entry).items()}
    if language := _language(entry.get("fields")):
        fields.setdefault("language", language)
    return {**entry, "fields": fields}


def _inside(value: Mapping[str, Any], *keys: str) -> Any:
    found: Any = value
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _follow(value: Any, known: Known, depth: int = 0) -> Any:
    if isinstance(value, list):
        return [_follow(one, known, depth) for one in value]
    if isinstance(value, Mapping) and "nodeType" in value and depth < _DEEPEST:
        # Rich text shows its pictures by pointers, too.
        target = _inside(value, "data", "target")
        if value["nodeType"] == "embedded-entry-block" and (node := _component(target, known)):
            return node
        shown = {"data": {"target": _follow(target, known)}} if target else {}
        return {**value, "content": _follow(value.get("content"), known, depth + 1), **shown}
    system = value.get("sys") if isinstance(value, Mapping) else None
    if isinstance(system, Mapping) and system.get("type") == "Link":
        return known.get((str(system.get("linkType")), str(system.get("id"))), value)
    return value


def _component(target: Any, known: Known) -> Mapping[str, Any] | None:
    """An entry that a text shows, as a node of it; None for one that says nothing by itself."""
    fields = _follow(target, known)
    if not isinstance(fields, Mapping) or "_kind" not in fields:
        return None
    held = {name: value for name, value in fields.items() if name != "_kind"}
    node = component_node(str(fields["_kind"]), held)
    return node if node.get("type") in {"html", "newsletter"} else None


def beside_stories(value: object) -> tuple[str, Mapping[str, Any]] | None:
    """The id and the names of a document that is no story (Sanity's authors, terms, pictures)."""
    if not isinstance(value, Mapping) or not isinstance(value.get("_id"), str):
        return None
    if not isinstance(value.get("_type"), str) or isinstance(value.get("body"), (list, str)):
        return None
    told = {name: value[name] for name in _TOLD if isinstance(value.get(name), str)}
    return (value["_id"], told) if _BESIDE.search(value["_type"]) and told else None


def with_documents(value: Any, known: Documents, depth: int = 0) -> Any:
    """The value with each {"_ref": id} replaced by the document of that id, if it is known."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [with_documents(one, known, depth + 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("_ref"), str):
        return known.get(value["_ref"], value)
    return {name: with_documents(inner, known, depth + 1) for name, inner in value.items()}
