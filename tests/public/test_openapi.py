"""The description of the API is true: every key of every answer stands in it, with its type, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from articles.public.openapi import described
from tests.public.paper import make_paper

pytestmark = pytest.mark.django_db

TYPES: dict[str, Any] = {"string": str, "integer": int, "array": list, "object": dict}
FORMATS: dict[str, Any] = {"date-time": datetime.fromisoformat, "uri": urlsplit}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Where the value is not as the schema says; a key that it does not name is a fault, too."""
    if reference := schema.get("$ref"):
        yield from faults(
            value, described()["components"]["schemas"][reference.split("/")[-1]], place
        )
        return
    if value is None:
        if not schema.get("nullable"):
            yield f"{place} is null"
        return
    if not isinstance(value, TYPES[schema["type"]]) or value not in schema.get("enum", [value]):
        yield f"{place} is {value!r}"
        return
    if kind := schema.get("format"):
        FORMATS[kind](value)
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from faults(item, schema["items"], f"{place}[{number}]")
    if named := schema.get("properties"):
        yield from (f"{place}.{name} is not there" for name in set(schema["required"]) - set(value))
        yield from (f"{place}.{name} is not described" for name in set(value) - set(named))
        for name in set(value) & set(named):
            yield from faults(value[name], named[name], f"{place}.{name}")
    elif isinstance(value, dict):
        yield from (
            f"{place}.{name} is not there" for name in set(schema.get("required", ())) - set(value)
        )


def test_every_answer_is_as_the_description_says(client: Client) -> None:
    paper = make_paper()
    asked = {
        "/api/stories": "?limit=2", "/api/stories/{id}": "", "/api/stories/{id}/ninjs": "",
        "/search/suggest": "?q=mar", "/oembed": "?url=" + quote(f"http://127.0.0.1:8000{paper.story.get_absolute_url()}"),
    }  # fmt: skip
    told = client.get("/api/openapi.json").json()
    assert told == described()
    assert set(told["paths"]) == set(asked)
    for path, query in asked.items():
        content = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        answer = client.get(path.replace("{id}", str(paper.story.pk)) + query)
        assert answer.status_code == 200, path
        assert list(faults(answer.json(), content["schema"], path)) == []


def test_each_described_path_is_an_address_of_the_site() -> None:
    for path in described()["paths"]:
        resolve(path.replace("{id}", "1"))
    with pytest.raises(Resolver404):
        resolve("/api/nothing/at/all")


def test_the_judge_sees_what_is_wrong() -> None:
    schema = described()["components"]["schemas"]["Suggestions"]
    wrong = {"suggestions": [{"kind": 1, "name": "A", "url": None, "more": ""}], "next": None}
    assert len(list(faults(wrong, schema))) == 5
