"""What the delivery interfaces of Umbraco and Kontent wrap each value in -> rows of plain names and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.plain import text_of
from articles.ingest.rows.components import component_node

Node = Mapping[str, Any]
"""An object of an answer; its values have any shape."""
_OBJECT: Final = re.compile(
    r'<object\b[^<>]{0,300}?\bdata-codename="(?P<name>[\w-]{1,200})"[^<>]{0,300}>\s{0,9}</object>'
)
_SYSTEM: Final = {"id": "id", "codename": "slug", "language": "language", "workflow_step": "workflow_step",
                  "last_modified": "updated_at"}  # fmt: skip


def with_plain_values(value: object) -> object:
    """The answer with each story as a row; any other value as it is."""
    if not isinstance(value, Mapping):
        return value
    found = value.get("items", value.get("item"))
    stories = found if isinstance(found, list) else [found]
    if stories and all(map(_is_of_kontent, stories)):
        beside = value.get("modular_content")
        known = beside if isinstance(beside, Mapping) else {}
        return {"items": [_of_kontent(one, known) for one in stories]}
    if stories and all(map(_is_of_umbraco, stories)):
        return {"items": [_of_umbraco(one) for one in stories]}
    return value


def _is_of_kontent(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("system"), Mapping)
        and isinstance(value.get("elements"), Mapping)
    )


def _of_kontent(story: Node, known: Node) -> dict[str, Any]:
    row = {
        ours: story["system"][name] for name, ours in _SYSTEM.items() if story["system"].get(name)
    }
    for name, element in story["elements"].items():
        if isinstance(element, Mapping) and "value" in element:
            own = "slug" if element.get("type") == "url_slug" else name
            row[own] = _value(element, known)
    return row


def _value(element: Node, known: Node) -> Any:
    sort, value = element.get("type"), element["value"]
    if sort == "rich_text" and isinstance(value, str):
        return _OBJECT.sub(lambda found: _shown(found["name"], known) or found[0], value)
    if sort == "asset" and isinstance(value, list):
        assets = [
            {**one, "alt": one.get("description")} for one in value if isinstance(one, Mapping)
        ]
        return [
            {k: v for k, v in one.items() if k in {"url", "alt", "width", "height"}}
            for one in assets
        ]
    if sort == "modular_content" and isinstance(value, list):
        return [_fields(known[name]) for name in value if _is_of_kontent(known.get(name))]
    return value


def _shown(name: str, known: Node) -> str:
    """An item inside a text, as what its fields hold."""
    one = known.get(name)
    if not isinstance(one, Mapping) or not _is_of_kontent(one):
        return ""
    return text_of(component_node(str(one["system"].get("type")), _fields(one)).get("html"))


def _fields(one: Node) -> dict[str, Any]:
    """An item's values by their names; items inside it are not followed."""
    return {
        name: _value(element, {})
        for name, element in one["elements"].items()
        if isinstance(element, Mapping) and "value" in element
    }


def _is_of_umbraco(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("contentType"), str)
        and isinstance(value.get("properties"), Mapping)
    )


def _of_umbraco(story: Node) -> dict[str, Any]:
    route = story.get("route")
    row = {
        "id": story.get("id"),
        "created_at": story.get("createDate"),
        "updated_at": story.get("updateDate"),
    }
    row["url"] = route.get("path") if isinstance(route, Mapping) else None
    row["name"] = story.get("name")
    texts: list[Any] = []
    for name, value in story["properties"].items():
        if isinstance(value, Mapping) and isinstance(value.get("markup"), str):
            texts.append({"type": "text", "fields": {"html": value["markup"]}})
        elif isinstance(value, Mapping) and isinstance(value.get("items"), list):
            texts += _blocks(value["items"])
        else:
            row[name] = _plain(value)
    return {**row, "body": texts} if texts else row


def _blocks(parts: list[Any]) -> Iterator[dict[str, Any]]:
    for part in parts:
        held = part.get("content") if isinstance(part, Mapping) else None
        if isinstance(held, Mapping) and _is_of_umbraco(held):
            fields = {name: _plain(value) for name, value in held["properties"].items()}
            yield {"type": held["contentType"], "fields": fields}


def _plain(value: Any) -> Any:
    """A picture or a page that is picked, with its properties among its names; a text without its wrapper."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("markup"), str):
        return value["markup"]
    own = value.get("properties")
    told = {
        name: one
        for name, one in value.items()
        if name not in {"properties", "crops", "focalPoint"}
    }
    return {**told, **(own if isinstance(own, Mapping) else {})}
