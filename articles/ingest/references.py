"""JSON whose stories point at their authors, terms and pictures elsewhere in the file: pointers followed.

JSON:API keeps them under `included`, Contentful under `entries` and `assets`. Only one step is
followed, so that what points in a circle ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

Known = Mapping[tuple[str, str], Mapping[str, Any]]
"""(type, id) -> the object with its own names and values."""

_NAMES: Final = {"uid": "author", "user": "author", "owner": "author", "field_media_image": "image"}
"""What systems call a pointer whose name would say nothing to the table of aliases."""


def with_references(value: object) -> object:
    """The value with each pointer of its stories replaced by what it points at; others untouched."""
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("included"), list):
        known = {
            (str(one.get("type")), str(one.get("id"))): one for one in _objects(value["included"])
        }
        data = value.get("data")
        entries = data if isinstance(data, list) else [data]
        return {**value, "data": [_api_story(one, known) for one in entries], "included": []}
    if isinstance(value.get("entries"), list) and isinstance(value.get("assets"), list):
        linked = {
            (kind, str(one["sys"].get("id"))): _fields(one)
            for kind, name in (("Entry", "entries"), ("Asset", "assets"))
            for one in _objects(value[name])
            if isinstance(one.get("sys"), Mapping)
        }
        stories = [_linked_story(one, linked) for one in _objects(value["entries"])]
        return {**value, "entries": stories, "assets": []}
    return value


def _objects(entries: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in entries if isinstance(one, Mapping))


def _api_story(story: Any, known: Known) -> Any:
    """A JSON:API object with its relationships among its attributes."""
    relations = story.get("relationships") if isinstance(story, Mapping) else None
    if not isinstance(relations, Mapping):
        return story
    attributes = dict(story.get("attributes") or {})
    for name, relation in relations.items():
        pointers = relation.get("data") if isinstance(relation, Mapping) else None
        many = pointers if isinstance(pointers, list) else [pointers]
        found = [one for pointer in many for one in _pointed_at(pointer, known)]
        if found:
            plain = _NAMES.get(name, name.removeprefix("field_"))
            attributes.setdefault(plain, found if isinstance(pointers, list) else found[0])
    return {**story, "attributes": attributes}


def _pointed_at(pointer: Any, known: Known) -> Iterator[dict[str, Any]]:
    if not isinstance(pointer, Mapping):
        return
    one = known.get((str(pointer.get("type")), str(pointer.get("id"))))
    attributes = one.get("attributes") if one else None
    if isinstance(attributes, Mapping):
        inner = attributes.get("uri")
        address = inner.get("url") if isinstance(inner, Mapping) else None
        facts = {**attributes, **(pointer.get("meta") or {})}
        facts["name"] = facts.get("display_name") or facts.get("name")
        yield {**facts, "url": address} if address else facts


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


def _spoken(value: Any) -> Any:
    return next(iter(value.values())) if isinstance(value, Mapping) and len(value) == 1 else value


def _linked_story(entry: Mapping[str, Any], known: Known) -> Mapping[str, Any]:
    fields = {name: _follow(value, known) for name, value in _fields(entry).items()}
    return {**entry, "fields": fields}


def _follow(value: Any, known: Known) -> Any:
    if isinstance(value, list):
        return [_follow(one, known) for one in value]
    system = value.get("sys") if isinstance(value, Mapping) else None
    if isinstance(system, Mapping) and system.get("type") == "Link":
        return known.get((str(system.get("linkType")), str(system.get("id"))), value)
    return value
