"""What Drupal and Strapi leave for the site to fill: resolved or told, never as it stands in the copy."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.body.words import block_text
from articles.ingest.dialects.drupal import resolve_tokens
from articles.ingest.readers import jsonlines
from articles.ingest.record import StoryRecord

FIRST = "The council met on Tuesday to discuss the old bridge over the river."
LAST = "Residents said that the ferry was late all winter."


def read(row: dict[str, Any]) -> StoryRecord:
    (story,) = jsonlines.read(io.BytesIO(json.dumps(row).encode()), "export.json")
    assert isinstance(story, StoryRecord)
    return story


def blocks(story: StoryRecord) -> list[tuple[str, str]]:
    return [
        (block["type"], block["attrs"].get("caption", "") or block_text(block))
        for block in (story.body or {})["content"]
    ]


MEDIA = '{"fid":"41","view_mode":"full","attributes":{"alt":"A bridge","title":"In fog"}}'


@pytest.mark.parametrize(
    ("token", "told"),
    [
        (
            '<drupal-media data-entity-uuid="1b-2" data-caption="In fog"></drupal-media>',
            "drupal-media 1b-2: In fog",
        ),
        (
            '<drupal-entity data-entity-type="node" data-entity-uuid="9a"></drupal-entity>',
            "drupal-entity 9a",
        ),
        ("<p>[[nid:5512]]</p>", "nid:5512"),
        (f"<p>[[{MEDIA}]]</p>", "media 41: In fog; A bridge"),
        ("<p>[view:ferries=block]</p>", "view:ferries=block"),
    ],
)
def test_a_token_of_drupal_is_told_and_leaves_the_copy(token: str, told: str) -> None:
    story = read({"title": "The bridge", "body": f"<p>{FIRST}</p>{token}<p>{LAST}</p>"})
    assert blocks(story) == [("paragraph", FIRST), ("paragraph", LAST)]
    assert [what for what, _ in story.removed] == [told]


def test_what_a_token_says_in_words_stays() -> None:
    removed: list[tuple[str, str]] = []
    said = resolve_tokens("<p>See [[nid:12 title=The ferry]] for more.</p>", removed)
    assert said == "<p>See The ferry for more.</p>"
    film = '<drupal-url data-embed-url="https://video.example/1"></drupal-url>'
    assert resolve_tokens(film, removed) == "<p>https://video.example/1</p>"


def test_a_picture_of_drupals_editor_keeps_its_caption() -> None:
    image = '<img data-entity-type="file" src="/a.jpg" alt="A bridge" data-caption="In fog">'
    story = read({"title": "The bridge", "body": f"<p>{FIRST}</p>{image}<p>{LAST}</p>"})
    assert blocks(story) == [("paragraph", FIRST), ("figure", "In fog"), ("paragraph", LAST)]


@pytest.mark.parametrize(
    "words",
    [
        "<p>[[A link]] is how a wiki writes, and [sic] is how an editor does.</p>",
        "<p>He wrote [file: lost] beside each name.</p>",
        '<p>[[{"a": 1}]] is an example of a list.</p>',
    ],
)
def test_brackets_that_are_no_token_stay(words: str) -> None:
    assert resolve_tokens(words, []) == words


ZONE = [
    {"__component": "shared.rich-text", "body": f"{FIRST}\n\n{LAST}"},
    {"__component": "shared.quote", "title": "Ann Orr", "body": "We waited for years."},
    {
        "__component": "shared.media",
        "file": {"data": {"attributes": {"url": "/uploads/a.jpg", "caption": "In fog"}}},
    },
    {
        "__component": "shared.slider",
        "files": {"data": [{"attributes": {"url": f"/uploads/{name}.jpg"}} for name in "bc"]},
    },
]


def test_components_of_a_zone_are_the_text() -> None:
    story = read({"title": "The bridge", "blocks": ZONE})
    assert blocks(story) == [
        ("paragraph", FIRST),
        ("paragraph", LAST),
        ("quotation", "We waited for years.\nAnn Orr"),
        ("figure", "In fog"),
        ("figure", ""),
        ("figure", ""),
    ]
    assert story.removed == []


def test_a_zone_beside_the_text_that_was_taken_is_told() -> None:
    more = {"__component": "shared.rich-text", "body": "The mayor spoke of rust and of money."}
    story = read({"title": "The bridge", "content": f"{FIRST}\n\n{LAST}", "blocks": [*ZONE, more]})
    told = [what for what, _ in story.removed]
    assert "shared.rich-text: The mayor spoke of rust and of money." in told
    assert [what.partition(":")[0] for what in told].count("shared.rich-text") == 1
    assert "shared.media: In fog; /uploads/a.jpg" in told
