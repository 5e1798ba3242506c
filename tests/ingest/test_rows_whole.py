"""What rows and their answers must not lose: stories of a list, paragraphs, terms, and which story it is."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.ingest.addresses import without_revision
from articles.ingest.dialects.drupal import resolve_tokens
from articles.ingest.leads import same_picture
from articles.ingest.readers import jsonlines, ninjs
from articles.ingest.record import StoryRecord
from articles.ingest.rows.unfold_blocks import open_blocks
from tests.pace import answered_within

TEXT = "The harbor master shut the north pier on Monday, after divers had found a crack in it."
STORIES = [
    {"id": number, "title": f"Pier {number} shuts", "body": f"{TEXT} It is pier {number}."}
    for number in (1, 2)
]


def read(value: Any) -> list[StoryRecord]:
    found = list(jsonlines.read(io.BytesIO(json.dumps(value).encode()), "rows.json"))
    assert all(isinstance(each, StoryRecord) for each in found)
    return [each for each in found if isinstance(each, StoryRecord)]


@pytest.mark.parametrize("name", ["articles", "items", "posts"])
@pytest.mark.parametrize(
    "told", [{"created_at": "2026-11-30T10:00:00Z"}, {"authors": [{"name": "Ann Orr"}]}]
)
def test_a_list_of_stories_has_a_time_and_a_maker_of_its_own(
    name: str, told: dict[str, Any]
) -> None:
    assert [each.source_id for each in read({"title": "Export", **told, name: STORIES})] == [
        "1",
        "2",
    ]


def test_entries_with_times_are_stories_where_the_list_has_a_maker() -> None:
    dated = [{**each, "published_at": "2026-11-30T10:00:00Z"} for each in STORIES]
    assert len(read({"title": "The Pier", "author": "Ann Orr", "content": dated})) == 2


def test_parts_of_a_body_are_no_stories() -> None:
    parts = [{"title": f"Part {number}", "text": TEXT} for number in (1, 2)]
    told = {"title": "Pier shuts", "author": "Ann Orr", "published_at": "2026-11-30T10:00:00Z"}
    assert [each.headline for each in read({**told, "content": parts})] == ["Pier shuts"]


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ({"url": "https://p.example/whole.jpg"}, "whole"),
        ({"url": "https://p.example/whole.jpg", "width": 3000}, "whole"),
        ({"url": "https://p.example/whole.jpg", "width": 90}, "large"),
        ({"url": "https://p.example/asset/77"}, "large"),
        ({}, "large"),
    ],
)
def test_a_size_of_a_picture_stands_for_it_only_where_it_is_larger(
    picture: dict[str, Any], address: str
) -> None:
    sizes = [
        {"href": f"https://p.example/{name}.jpg", "width": width}
        for name, width in (("small", 100), ("large", 800))
    ]
    (story,) = read([{**STORIES[0], "image": {**picture, "renditions": sizes}}])
    assert story.pictures[0].reference == f"https://p.example/{address}.jpg"


@pytest.mark.parametrize("people", ["Bo Li", ["Bo Li"]])
def test_a_person_among_the_terms_stays_beside_others(people: Any) -> None:
    tags = [{"name": "Ann Orr", "type": "person"}, {"name": "Piers", "type": "topic"}]
    (story,) = read([{**STORIES[0], "people": people, "tags": tags}])
    named = [each.name for each in story.people]
    assert "Bo Li" in named
    assert "Ann Orr" in [*named, *story.topics]


def _paragraph(number: int, *below: int) -> dict[str, Any]:
    pointed = [{"type": "paragraph--text", "id": str(each)} for each in below]
    return {
        "type": "paragraph--text",
        "id": str(number),
        "attributes": {"field_text": {"value": f"<p>Part {number} of the story.</p>"}},
        "relationships": {"field_parts": {"data": pointed}},
    }


def _drupal(included: list[dict[str, Any]]) -> dict[str, Any]:
    fields = {
        f"field_{number}": {"data": [{"type": "paragraph--text", "id": str(number)}]}
        for number in (1, 2)
    }
    node = {"type": "node--article", "id": "9", "attributes": {"title": "Pier"}}
    return {"data": {**node, "relationships": fields}, "included": included}


def _parts(story: StoryRecord) -> list[str]:
    blocks = (story.body or {"content": []})["content"]
    return ["".join(run["text"] for run in block["content"]) for block in blocks]


def test_all_fields_of_paragraphs_are_the_text() -> None:
    (story,) = read(_drupal([_paragraph(1), _paragraph(2)]))
    assert _parts(story) == ["Part 1 of the story.", "Part 2 of the story."]


def test_paragraphs_that_point_at_each_other_cost_no_more_than_they_are() -> None:
    numbers = range(1, 31)
    (story,) = answered_within(
        2, lambda: read(_drupal([_paragraph(number, *numbers) for number in numbers]))
    )
    assert len(_parts(story)) == len(set(_parts(story))) > 5


URN = "urn:newsml:wire.example:20261130:ferry-1"


@pytest.mark.parametrize(
    ("number", "version", "known"),
    [
        (f"{URN}:2", "", (URN, "2")),
        (f"{URN}:02U", "2", (URN, "02")),
        (URN, "2", (URN, "")),
        (f"{URN}:7", "1", (f"{URN}:7", "")),
        ("urn:uuid:7:2", "", ("urn:uuid:7:2", "")),
    ],
)
def test_the_revision_is_no_part_of_a_number(
    number: str, version: str, known: tuple[str, str]
) -> None:
    assert without_revision(number, version) == known


def test_a_row_and_a_wire_s_item_are_known_by_the_same_number_in_each_revision() -> None:
    for revision in ("1", "2"):
        (row,) = read([{**STORIES[0], "urn": f"{URN}:{revision}"}])
        item = {"uri": f"{URN}:{revision}", "type": "text", "headline": "Pier", "body_text": TEXT}
        (wire,) = ninjs.read(io.BytesIO(json.dumps(item).encode()), "a.json")
        assert isinstance(wire, StoryRecord)
        assert (row.source_id, row.version) == (wire.source_id, wire.version) == (URN, revision)


def test_a_related_item_is_named_by_the_number_that_lasts() -> None:
    item = {
        "uri": f"{URN}:1", "type": "text", "headline": "Pier", "body_text": TEXT,
        "associations": {"other": {"type": "text", "uri": f"{URN}b:3", "headline": "Mill"}},
    }  # fmt: skip
    (wire,) = ninjs.read(io.BytesIO(json.dumps(item).encode()), "a.json")
    assert isinstance(wire, StoryRecord)
    assert [each.source_id for each in wire.related] == [f"{URN}b"]


def test_a_comma_in_a_quoted_cell_parts_no_cells() -> None:
    table = {"type": "data", "data": {"content": 'Town,Budget\n"Orr, north","1,200"'}}
    row: dict[str, Any] = {"cards": [{"story-elements": [table]}]}
    open_blocks(row)
    assert "<td>Orr, north</td><td>1,200</td>" in row["body"][0]["html"]


def _wire(**values: Any) -> StoryRecord:
    item = {"uri": "urn:pier:1", "type": "text", "headline": "Pier", **values}
    (story,) = ninjs.read(io.BytesIO(json.dumps(item).encode()), "a.json")
    assert isinstance(story, StoryRecord)
    return story


@pytest.mark.parametrize(
    ("bodies", "parts"),
    [
        ({"body_html": f"<p>{TEXT}</p>"}, [TEXT, "Write to us."]),
        ({"body_html": f"<p>{TEXT}</p><p>Write to us.</p>"}, [TEXT, "Write to us."]),
        ({}, ["Write to us."]),
    ],
)
def test_the_words_below_a_wire_s_text_stand_once(bodies: dict[str, str], parts: list[str]) -> None:
    assert _parts(_wire(**bodies, body_footer="<p>Write to us.</p>")) == parts


def test_a_letter_that_is_no_topic_is_told() -> None:
    story = _wire(body_text=TEXT, subject=[{"name": "a"}, {"name": "Ports"}])
    assert story.topics == ["Ports"]
    assert [words for words, _reason in story.removed] == ["a"]


def test_parts_in_a_component_are_read() -> None:
    parts = [{"title": "What shut?", "text": f"<p>{TEXT}</p>"}]
    layouts = [{"acf_fc_layout": "accordion", "items": parts}]
    (story,) = read([{"id": 1, "title": "Pier", "layouts": layouts}])
    assert _parts(story) == ["What shut?", TEXT]


def test_a_long_token_of_a_medium_is_no_copy() -> None:
    told = {"fid": "7", "attributes": {"alt": "The pier", "style": "float:left;" * 40}}
    removed: list[tuple[str, str]] = []
    assert resolve_tokens(f"<p>Shut.</p><p>[[{json.dumps(told)}]]</p>", removed) == "<p>Shut.</p>"
    assert [words for words, _reason in removed] == ["media 7: The pier"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.jpg?w=90&sig=x", "a.jpg?w=800&sig=y", True),
        ("image.jpg?id=7&w=90", "image.jpg?id=7", True),
        ("image.jpg?id=7", "image.jpg?id=8", False),
        ("small/image.jpg?src=pier", "large/image.jpg?src=mill", False),
        ("pier-90x60.jpg", "pier.jpg", True),
    ],
)
def test_one_program_gives_many_pictures(one: str, other: str, *, same: bool) -> None:
    begin = "https://p.example/"
    assert same_picture(begin + one, begin + other) is same


@pytest.mark.parametrize("odd", [None, 7, True, "x", [7], [[]], {"x": None}])
def test_a_value_of_another_shape_ends_no_import(odd: Any) -> None:
    entry = {"sys": {"id": "1"}, "fields": {"title": "Pier", "body": TEXT}}
    pointer = {"type": "paragraph--text", "id": "1", "meta": odd}
    node = {"type": "node--article", "attributes": odd, "relationships": {"a": {"data": pointer}}}
    element = {"type": odd, "subtype": odd, "metadata": odd, "text": odd}
    for value in (
        {"items": [entry], "includes": {"Entry": odd, "Asset": odd}},
        {"data": [node], "included": [_paragraph(1)]},
        {
            **STORIES[0],
            "cards": [{"story-elements": [element, {"type": "jsembed", "embed-js": "é"}]}],
        },
        {**STORIES[0], "blocks": [{"__component": "a.quote", "quote": odd, "file": odd}]},
        {**STORIES[0], "media": odd, "tags": odd, "notepad": odd, "image": {"renditions": odd}},
    ):
        list(jsonlines.read(io.BytesIO(json.dumps(value).encode()), "rows.json"))
