"""The read-only API described for programs, as OpenAPI 3.0: what its answers hold, in the glossary's words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from articles.models import Article
from articles.public.answers import conditional, open_to_all
from articles.public.api import MOST, USUAL
from articles.public.api_walk import FILTERS

Schema = dict[str, Any]
"""A piece of the description (JSON values, hence Any)."""

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
TIME: Schema = {"type": "string", "format": "date-time"}


@conditional
def description(request: HttpRequest) -> HttpResponse:
    """What /api/openapi.json says."""
    return open_to_all(JsonResponse(described(), json_dumps_params={"ensure_ascii": False}))


def described() -> Schema:
    return {
        "openapi": "3.0.3",
        "info": {
            "title": settings.SITE_NAME,
            "version": "1",
            "description": "Published stories. Keys are only ever added.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {path: {"get": asked} for path, asked in _paths().items()},
        "components": {"schemas": _schemas()},
    }


def _paths() -> dict[str, Schema]:
    story, stories = reverse("api_story", args=[0]), reverse("api_stories")
    ninjs = reverse("api_ninjs", args=[0])
    number = {"name": "id", "in": "path", "required": True, "schema": {**NUMBER, "minimum": 0}}
    limit = {**NUMBER, "minimum": 1, "maximum": MOST, "default": USUAL}
    listed = [_asked(name, "A slug.") for name in FILTERS]
    listed += [_asked("limit", "", limit), _asked("cursor", "From `next`.")]
    sizes = [_asked(name, "", {**NUMBER, "minimum": 1}) for name in ("maxwidth", "maxheight")]
    address = _asked("url", "A story's own.", ADDRESS) | {"required": True}
    form = _asked("format", "", {**TEXT, "enum": ["json"]})
    return {
        stories: _answer("The newest first.", "Stories", listed),
        story.replace("0", "{id}"): _answer("One story.", "Story", [number]),
        ninjs.replace("0", "{id}"): _answer("As ninjs 3.0.", "Ninjs", [number]),
        reverse("suggest"): _answer("Names that begin so.", "Suggestions", [_asked("q", "")]),
        reverse("oembed"): _answer("oEmbed 1.0.", "OEmbed", [address, *sizes, form]),
    }


def _asked(name: str, told: str, schema: Schema = TEXT) -> Schema:
    return {"name": name, "in": "query", "description": told, "schema": schema}


def _answer(summary: str, name: str, parameters: list[Schema]) -> Schema:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "404": {"description": "There is none that is public.", "content": {"text/html": {}}},
        },
    }


def _object(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "nullable": True}


def _schemas() -> dict[str, Schema]:
    picture = _object(
        id=NUMBER, url=ADDRESS, width=NUMBER, height=NUMBER, caption=TEXT, alt=TEXT, credit=TEXT
    )
    named = _object(name=TEXT, url=ADDRESS)
    kinds = {
        **TEXT,
        "enum": [value for value, _label in Article._meta.get_field("kind").flatchoices],
    }
    summary: dict[str, Schema] = {
        "id": NUMBER, "url": ADDRESS, "api_url": ADDRESS, "ninjs_url": ADDRESS, "headline": TEXT, "kicker": TEXT,
        "standfirst": TEXT, "kind": kinds, "section": _or_null(_object(name=TEXT, slug=TEXT)), "authors": _list(TEXT),
        "language": TEXT, "published_at": TIME, "updated_at": _or_null(TIME), "picture": _or_null(picture),
    }  # fmt: skip
    whole: dict[str, Schema] = {
        "byline": TEXT, "dateline": TEXT, "source": _or_null(TEXT), "corrected_at": _or_null(TIME),
        "body": _object(type={**TEXT, "enum": ["doc"]}, content=_list({"type": "object"})), "body_text": TEXT,
        "people": _list(_object(name=TEXT, role={**TEXT, "enum": ["subject", "mentioned"]}, url=ADDRESS)),
        "topics": _list(named), "pictures": _list(_or_null(picture)),
        "corrections": _list(_object(kind=TEXT, text=TEXT, published_at=TIME)),
    }  # fmt: skip
    suggestion = _object(kind=TEXT, name=TEXT, note=TEXT, url=TEXT)
    return {
        "Summary": _object(**summary),
        "Stories": _object(
            stories=_list({"$ref": "#/components/schemas/Summary"}), next=_or_null(ADDRESS)
        ),
        "Story": _object(**summary, **whole),
        "Ninjs": {
            "type": "object",
            "required": ["uri", "standard", "type", "pubStatus", "headlines"],
        },
        "Suggestions": _object(suggestions=_list(suggestion)),
        "OEmbed": {
            "type": "object",
            "required": ["version", "type", "title", "width", "height", "html"],
        },
    }
