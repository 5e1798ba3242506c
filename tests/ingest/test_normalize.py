"""Fields in one form: trims, limits, zones, language, status, addresses, what is missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles.body.document import figure, paragraph
from articles.ingest.fields_in_form import language_tag, page_address, web_address
from articles.ingest.normalize import ENTRIES, LIMITS, missing, normalize
from articles.ingest.record import (
    Origin,
    PictureRecord,
    RelatedRecord,
    StoryRecord,
)
from tests.ingest.records import NOON, body, record

SOFT = [
    name
    for name, limit in LIMITS.items()
    if limit.over == "held" and name not in ("byline", "language", "source_url", "canonical_url")
]


def test_texts_are_trimmed_composed_and_freed_of_zero_width_signs() -> None:
    made, problems = normalize(
        record(headline=" The\u00a0dam\u200b ho\ufeffld s\u0301 ", section="  World\tNews ")
    )
    assert (made.headline, made.section) == ("The dam hold ś", "World News")
    assert problems == []


def test_the_record_given_is_left_as_it_is() -> None:
    given = record(byline="By JANE DOE", topics=["a", "A"], published_at=datetime(2021, 3, 3))
    before = repr(given)
    normalize(given)
    assert repr(given) == before


def test_what_is_normal_stays_as_it_is() -> None:
    made, _ = normalize(
        record(
            byline="By JANE DOE",
            topics=["Dams", "dams "],
            language="en_gb",
            source="WWW.Herald.com",
        )
    )
    again, problems = normalize(made)
    assert again == made
    assert problems == []


@pytest.mark.parametrize(
    "name", [name for name, limit in LIMITS.items() if limit.over == "refused"]
)
def test_a_story_over_a_hard_limit_is_refused_with_the_limit_named(name: str) -> None:
    most = LIMITS[name].most
    assert normalize(record(**{name: "x" * most}))[1] == []
    made, problems = normalize(record(**{name: "x" * (most + 1)}))
    (problem,) = problems
    assert (problem.action, problem.field) == ("refused", name)
    assert str(most) in problem.message
    assert problem.origin == Origin("wire.jsonl", "line 3")
    assert getattr(made, name) == "x" * (most + 1)


@pytest.mark.parametrize("name", SOFT)
def test_a_text_over_a_soft_limit_waits_for_an_editor_whole(name: str) -> None:
    long = "x" * (LIMITS[name].most + 1)
    made, problems = normalize(record(**{name: long}))
    assert long not in getattr(made, name)
    assert made.extra[f"{name} (too long)"] == long
    assert [problem.action for problem in problems] == ["held"]
    assert made.hold == [problems[0].message]
    assert f"{name} (too long): xxx" in made.editor_note


def test_of_too_many_topics_the_rest_is_named_and_the_story_waits() -> None:
    topics = [f"Topic {number}" for number in range(ENTRIES["topics"].most + 2)]
    made, problems = normalize(record(topics=topics))
    assert made.topics == topics[:-2]
    assert made.extra["topics (over the limit)"] == "; ".join(topics[-2:])
    assert problems[0].action == "held"


def test_a_story_with_thousands_of_pictures_is_refused() -> None:
    pictures = [
        PictureRecord(origin=Origin("x"), caption=f"Picture {number}") for number in range(501)
    ]
    assert normalize(record(pictures=pictures))[1][0].action == "refused"


def test_topics_that_differ_only_in_case_or_spacing_are_one() -> None:
    made, _ = normalize(record(topics=["Storm  Halla", "storm halla", "#Dams", " ", "—", "Dams,"]))
    assert made.topics == ["Storm Halla", "Dams"]


@pytest.mark.parametrize("name", ["published_at", "updated_at", "embargo_until"])
def test_a_time_without_a_zone_holds_the_story_or_is_read_in_the_one_given(name: str) -> None:
    naive = datetime(2021, 7, 3, 12, 0)
    made, (problem,) = normalize(record(**{name: naive}))
    assert getattr(made, name) is None
    assert (problem.action, problem.field) == ("held", name)
    made, problems = normalize(record(**{name: naive}), zone=ZoneInfo("Europe/Oslo"))
    assert problems == []
    assert getattr(made, name).utcoffset() == timedelta(hours=2)


def test_an_update_before_the_publication_is_left_out_and_said() -> None:
    made, (problem,) = normalize(record(published_at=NOON, updated_at=NOON - timedelta(hours=1)))
    assert made.updated_at is None
    assert problem.action == "noted"


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("en_US.UTF-8", "en-US"),
        ("EN", "en"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("German", "de"),
        ("deu", "de"),
        ("es-419", "es-419"),
        ("xx yy", ""),
        ("und", ""),
        ("mul-Latn", ""),
        ("e", ""),
        ("", ""),
    ],
)
def test_a_language_becomes_a_tag(given: str, tag: str) -> None:
    assert language_tag(given) == tag


def test_a_language_that_nobody_knows_is_noted() -> None:
    made, (problem,) = normalize(record(language="klingon!"))
    assert (made.language, problem.action) == ("", "noted")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("publish", "usable"),
        ("Published", "usable"),
        ("stat:usable", "usable"),
        ("auto-draft", "draft"),
        ("future", "scheduled"),
        ("private", "private"),
        ("stat:withheld", "withheld"),
        ("Cancelled", "canceled"),
        ("trash", "canceled"),
        ("", ""),
    ],
)
def test_a_status_becomes_our_word(given: str, status: str) -> None:
    made, problems = normalize(record(status=given))
    assert (made.status, problems) == (status, [])


def test_a_status_that_cannot_be_read_holds_the_story() -> None:
    made, (problem,) = normalize(record(status="sort of ready"))
    assert (made.status, problem.action) == ("", "held")
    assert made.hold


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("https://user:secret@example.org/", ""),
        ("https://exa mple.org/", ""),
        ("ftp://example.org/", ""),
        ("https://", ""),
        ("https://example.org:port/", ""),
        ("//example.org/a", ""),
    ],
)
def test_only_web_addresses_are_kept(given: str, address: str) -> None:
    assert web_address(given) == address
    made, problems = normalize(record(source_url=given))
    assert made.source_url == address
    assert bool(problems) == (not address)


def test_a_former_address_may_be_a_path() -> None:
    assert page_address("/2013/a-day") == "/2013/a-day"
    made, problems = normalize(
        record(former_addresses=["/2013/a-day", "/2013/a-day", "//evil.example/", "data:x"])
    )
    assert made.former_addresses == ["/2013/a-day"]
    assert len(problems) == 2


def test_long_words_of_pictures_and_teasers_go_to_the_editor_whole() -> None:
    picture = PictureRecord(origin=Origin("x"), caption="c" * 3_001, alt="A dam")
    made, problems = normalize(
        record(pictures=[picture], related=[RelatedRecord("A day", "t" * 501)])
    )
    assert (made.pictures[0].caption, made.pictures[0].alt, made.related[0].teaser) == (
        "",
        "A dam",
        "",
    )
    assert made.extra["caption of a picture (too long)"] == "c" * 3_001
    assert "(of 3001 characters)" in made.editor_note
    assert [problem.action for problem in problems] == ["noted", "noted"]


def test_related_candidates_stand_once() -> None:
    made, _ = normalize(
        record(
            related=[
                RelatedRecord("A\u00a0day"),
                RelatedRecord("a day", "again"),
                RelatedRecord(" "),
            ]
        )
    )
    assert [each.headline for each in made.related] == ["A day"]


def test_an_urgency_outside_the_wires_scale_is_left_out() -> None:
    assert normalize(record(urgency=3))[0].urgency == 3
    made, (problem,) = normalize(record(urgency=0))
    assert (made.urgency, problem.field) == (None, "urgency")


def test_missing_things_are_listed_with_their_count() -> None:
    assert missing(StoryRecord(origin=Origin("x"))) == [
        "headline",
        "byline",
        "date",
        "section",
        "text",
    ]
    waiting = body(
        paragraph("It holds."),
        figure(caption="The dam", proposed=True),
        figure(caption="The crest", credit="EPA"),
        figure(source_url="a.jpg", credit="EPA"),
        figure(picture=4, alt="A dam", credit="EPA"),
    )
    found = missing(
        record(
            headline_proposed=True,
            byline="Jane Doe",
            published_at=NOON,
            section="World",
            body=waiting,
        )
    )
    assert found == [
        "headline (proposed)",
        "pictures wanted: 2",
        "captions to confirm: 1",
        "alt: 1",
        "credit: 1",
    ]


def test_a_complete_story_lacks_nothing() -> None:
    whole = record(
        byline="Jane Doe", published_at=NOON, section="World", body=body(paragraph("It holds."))
    )
    assert missing(whole) == []
