"""Rows of a system that hold more than stories: pages of the site, and by which way a row came."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.body.words import block_text
from articles.ingest.readers import jsonlines
from articles.ingest.record import StoryRecord

ROW = {
    "title": "The ferry office moves",
    "body": "<p>The ferry office moves to the old customs house on the first of May, its clerk said.</p>",
}


def read(**values: Any) -> StoryRecord:
    document = json.dumps([{**ROW, **values}]).encode()
    story = next(iter(jsonlines.read(io.BytesIO(document), "rows.json")))
    assert isinstance(story, StoryRecord)
    return story


@pytest.mark.parametrize(
    "said", [{"type": "page"}, {"post_type": "Page"}, {"type": "node--page"}, {"contentType": "static page"},
     {"type": "page", "og_type": "article"}]
)  # fmt: skip
def test_a_page_of_the_site_waits_for_an_editor(said: dict[str, str]) -> None:
    assert read(**said).hold == ["It is a page of the site, not a story."]


@pytest.mark.parametrize(
    "said", [{"type": "post"}, {"type": "front page"}, {"page": "page"},
     {"type": "page", "@type": "NewsArticle"}, {"type": "newspage"}, {"section": "page"}]
)  # fmt: skip
def test_a_story_is_no_page(said: dict[str, str]) -> None:
    assert read(**said).hold == []


@pytest.mark.parametrize("way", ["app", "API", "CSV import", "web", "e-mail"])
def test_the_way_by_which_a_row_came_is_no_paper(way: str) -> None:
    story = read(source=way)
    assert (story.source, story.source_name) == ("", "")
    assert [words for words, _reason in story.removed] == [f"{way} (source)"]


@pytest.mark.parametrize("paper", ["The App", "Webb County Post", "Import Weekly", "web.example"])
def test_a_paper_whose_name_has_such_a_word_stays(paper: str) -> None:
    story = read(source=paper)
    assert paper in {story.source, story.source_name}
    assert story.removed == []


@pytest.mark.parametrize(("given", "credit"), [(84, ""), ("84", ""), ("Studio 84", "Studio 84")])
def test_the_number_of_an_account_is_no_credit(given: object, credit: str) -> None:
    picture = {"source_url": "https://paper.example/a.jpg", "author": given}
    assert read(featured_image=picture).pictures[0].credit == credit


def test_a_label_before_the_link_of_an_ans_document_is_no_part_of_its_headline() -> None:
    links = [
        ("[RELATED: The office moved before]", "/a"),
        ("More: how to move", "/b"),
        ("Watching ferries", "/c"),
    ]
    elements = [{"type": "interstitial_link", "content": words, "url": url} for words, url in links]
    text = [{"type": "text", "content": "The ferry office moves to the old customs house in May."}]
    story = read(
        headlines={"basic": "The ferry office moves"}, content_elements=text + elements, body=None
    )
    assert [each.headline for each in story.related] == [
        "The office moved before", "how to move", "Watching ferries"
    ]  # fmt: skip


def test_the_card_of_another_post_is_one_link_whether_it_is_empty_or_filled() -> None:
    facts = "{&quot;title&quot;:&quot;The customs house&quot;,&quot;url&quot;:&quot;https://o.example/p/e&quot;}"
    inside = '<a class="embedded-post" href="https://o.example/p/e"><div>The customs house</div><div>It was …</div></a>'
    told = []
    for words in ("", inside):
        card = f'<div class="embedded-post-wrap" data-attrs="{facts}">{words}</div>'
        told.append(read(body=ROW["body"] + card).body)
    assert told[0] is not None
    assert [each["content"] for each in told[0]["content"]] == [
        each["content"] for each in (told[1] or {})["content"]
    ]


def test_names_that_begin_with_capitals_are_read_in_objects_too() -> None:
    story = read(
        Author={"FullName": "Ivy Trent", "Role": "Reporter"}, Category=[{"Id": 2, "Title": "Oddities"}],
        Tags=[{"Name": "clocks"}, {"Name": "Corn Hall"}], RelatedArticles=[{"Title": "The roof leaks", "Slug": "roof"}],
        Cover={"URL": "/clock.jpg", "AltText": "A clock", "Caption": "The clock in May."},
    )  # fmt: skip
    assert [(each.name, each.role) for each in story.contributors] == [("Ivy Trent", "Reporter")]
    assert (story.section, story.topics) == ("Oddities", ["clocks", "Corn Hall"])
    assert [each.headline for each in story.related] == ["The roof leaks"]
    assert [(each.reference, each.alt) for each in story.pictures] == [("/clock.jpg", "A clock")]


def test_numbered_columns_are_pictures_with_their_words() -> None:
    story = read(
        photo1="a.jpg", photo1_cutline="The quay.", photo1_credit="Staff photo by Jo Kern", photo2="",
        photo_caption_3="The gate.", photo_url_3="c.jpg", photo_credit_3=None,
    )  # fmt: skip
    told = [(each.reference, each.role, each.caption) for each in story.pictures]
    assert told == [("a.jpg", "lead", "The quay."), ("c.jpg", "", "The gate.")]
    assert "photo1_cutline" not in story.extra


def test_a_named_lead_stays_the_lead_and_no_numbered_picture_is_lost() -> None:
    story = read(image="lead.jpg", photo1="a.jpg", photo1_caption="The quay.", photo2="b.jpg")
    told = [(each.reference, each.role == "lead") for each in story.pictures]
    assert told == [("lead.jpg", True), ("a.jpg", False), ("b.jpg", False)]
    story = read(photo1="a.jpg", photo2="b.jpg", pictures={"url": "c.jpg"})
    assert {each.reference for each in story.pictures} == {"a.jpg", "b.jpg", "c.jpg"}


def test_numbered_columns_that_speak_against_each_other_stay_facts() -> None:
    story = read(photo1="a.jpg", image1="b.jpg", image2="4711", photo3_credit="Jo Kern")
    assert not story.pictures
    assert story.extra["image1"] == "b.jpg"
    story = read(photo1="a.jpg", image2="4711", photo3_credit="Jo Kern")
    assert [each.reference for each in story.pictures] == ["a.jpg"]
    assert (story.extra["image2"], story.extra["photo3_credit"]) == ("4711", "Jo Kern")


def test_numbers_without_a_picture_stay_facts() -> None:
    story = read(photo1_credit="Jo Kern", image_2_alt="A gate")
    assert not story.pictures
    assert story.extra["photo1_credit"] == "Jo Kern"


NEVER = {"published_at": None, "created_at": "2026-05-04T08:00:00Z"}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (NEVER, "draft"),
        ({**NEVER, "pub_date": "2026-05-05T08:00:00Z"}, ""),
        ({"deleted_at": "NaT"}, ""),
        ({"deleted_at": []}, ""),
        ({"deleted_at": "2026-05-04"}, "canceled"),
        ({"password": "no"}, ""),
        ({"password": "seal"}, "private"),
        ({"stage": "1"}, ""),
        ({"stage": 0}, ""),
        ({"stage": "draft"}, "draft"),
    ],
)
def test_what_a_row_leaves_open_says_nothing_against_it(
    said: dict[str, object], status: str
) -> None:
    assert read(**said).status == status


@pytest.mark.parametrize(
    ("said", "status", "is_held"),
    [
        ({"embargo_lifted": True}, "", False),
        ({"embargo_lifted": "false"}, "draft", False),
        ({"embargo_country": "Tulland"}, "", False),
        ({"is_embargoed": "yes"}, "", True),
        ({"embargo_lifted": "noon"}, "", True),
    ],
)
def test_a_column_that_says_whether_an_embargo_is_over(
    said: dict[str, object], status: str, *, is_held: bool
) -> None:
    story = read(**said)
    assert (story.status, bool(story.hold)) == (status, is_held)


def apple(*parts: dict[str, object]) -> list[str]:
    lede = {"role": "body", "text": ROW["body"], "format": "html"}
    document = {
        "title": ROW["title"],
        "layout": {"columns": 7},
        "components": [lede, *parts],
        "componentTextStyles": {},
    }
    story = next(iter(jsonlines.read(io.BytesIO(json.dumps(document).encode()), "article.json")))
    assert isinstance(story, StoryRecord)
    assert story.body is not None
    return [
        f"{block['attrs']['caption']}|{block['attrs']['credit']}"
        if block["type"] == "figure"
        else block_text(block)
        for block in story.body["content"][1:]
    ]


def test_words_below_a_picture_of_apple_news_are_its_caption_and_credit() -> None:
    photo = {"role": "photo", "URL": "bundle://office.jpg"}
    caption = {"role": "caption", "text": "The customs house in May."}
    taken = {"role": "photographer", "text": "Rosa Hill"}
    assert apple(photo, caption, taken) == ["The customs house in May.|Rosa Hill"]
    told = {**photo, "caption": "The customs house in May."}
    assert apple(told, caption) == ["The customs house in May.|"]


def test_a_caption_of_apple_news_without_a_picture_stays() -> None:
    assert apple({"role": "caption", "text": "The customs house in May."}) == [
        "The customs house in May."
    ]
