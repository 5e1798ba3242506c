"""ninjs 3.0 (https://iptc.org/std/ninjs/): a list of news items as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from articles.export.markup import Facts, as_html, body_pictures, lead_picture

SCHEMA: Final = "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
PUB_STATUS: Final = {"published": "usable", "archived": "usable", "withdrawn": "canceled"}
"""State to pubStatus; every other story is withheld, so that nobody publishes it by mistake."""


def write(stories: Iterable[Facts]) -> Iterator[str]:
    """One JSON array; each item on a line of its own."""
    opening = "[\n"
    for story in stories:
        yield opening + json.dumps(item(story), ensure_ascii=False, separators=(",", ":"))
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else "[]\n"


def item(story: Facts) -> dict[str, Any]:
    """One story as a ninjs item; keys without a value are left out."""
    markup = as_html(story)
    found = {
        "uri": story["source_id"] or story["url"],
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "text",
        "language": story["language"],
        "version": story["version"],
        "firstCreated": story["published_at"],
        "versionCreated": story["updated_at"] or story["published_at"],
        "embargoed": story["embargo_until"],
        "pubStatus": PUB_STATUS.get(story["state"], "withheld"),
        "urgency": story["urgency"],
        "headlines": _worded(main=story["headline"], kicker=story["kicker"]),
        "descriptions": _worded(summary=story["standfirst"]),
        "by": story["byline"],
        "located": story["dateline"],
        "people": [*map(_person, story["people"]), *map(_maker, story["contributors"])],
        "subjects": _subjects(story),
        "genres": [{"name": story["kind"]}] if story["kind"] != "news" else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": markup}] if markup else [],
        "associations": list(_associations(story)),
        "infoSources": [{"name": story["source"]}] if story["source"] else [],
        "usageTerms": story["usage_terms"],
        "edNote": story["editor_note"],
        "links": [{"rel": "canonical", "href": story["url"]}] if story["url"] else [],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _worded(**wordings: str) -> list[dict[str, str]]:
    return [{"role": role, "value": words} for role, words in wordings.items() if words]


def _person(person: Facts) -> dict[str, str]:
    return {"name": person["name"], "rel": "about" if person["role"] == "subject" else "mentions"}


def _maker(maker: Facts) -> dict[str, str]:
    role = {"role": maker["role"]} if maker["role"] else {}
    return {"name": maker["name"], "rel": "creator", **role}


def _subjects(story: Facts) -> list[dict[str, str]]:
    section = [{"name": story["section"], "rel": "section"}] if story["section"] else []
    return [*section, *({"name": topic, "rel": "about"} for topic in story["topics"])]


def _associations(story: Facts) -> Iterator[dict[str, Any]]:
    """The pictures, the lead under the name that wires give it; then the related stories."""
    lead = lead_picture(story)
    if lead is not None:
        yield {"name": "featuremedia", **_picture(lead)}
    for number, picture in enumerate(body_pictures(story), start=1):
        yield {"name": f"picture-{number}", **_picture(picture)}
    for related in story["related"]:
        found = {
            "name": "related",
            "type": "text",
            "headlines": _worded(main=related["headline"]),
            "descriptions": _worded(summary=related["teaser"]),
            "uri": related["url"],
        }
        yield {name: value for name, value in found.items() if value}


def _picture(picture: Facts) -> dict[str, Any]:
    rendition = {"name": "original", "href": picture["reference"]}
    size = {name: picture[name] for name in ("width", "height") if picture[name]}
    found = {
        "type": "picture",
        "descriptions": _worded(caption=picture["caption"]),
        "altText": picture["alt"],
        "creditLine": picture["credit"],
        "renditions": [{**rendition, **size}],
    }
    return {name: value for name, value in found.items() if value}
