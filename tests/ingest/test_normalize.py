"""Fields in one form: trims, limits, names, zones, language, status, addresses, digest, missing."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from articles.body.document import figure, paragraph
from articles.ingest.credit_names import contributors_of_byline, person_name
from articles.ingest.fields_in_form import language_tag, page_address, web_address
from articles.ingest.normalize import ENTRIES, LIMITS, digest, missing, normalize
from articles.ingest.record import (
    ContributorRecord,
    Line,
    Origin,
    PersonRecord,
    PictureRecord,
    RelatedRecord,
    StoryRecord,
)

SOFT = [
    name
    for name, limit in LIMITS.items()
    if limit.over == "held" and name not in ("byline", "language", "source_url", "canonical_url")
]
NOON = datetime(2021, 3, 3, 12, 0, tzinfo=UTC)


def record(**fields: Any) -> StoryRecord:
    return StoryRecord(
        **{"origin": Origin("wire.jsonl", "line 3"), "headline": "The dam holds", **fields}
    )


def body(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


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


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By JANE DOE", [("Jane Doe", "")]),
        ("By Jane Doe and Ann Roe", [("Jane Doe", ""), ("Ann Roe", "")]),
        ("Jane Doe, Ann Roe and Bo Ray", [("Jane Doe", ""), ("Ann Roe", ""), ("Bo Ray", "")]),
        ("Jane Doe, Transport Editor", [("Jane Doe", "Transport Editor")]),
        ("JANE McDONALD, ASSOCIATED PRESS", [("Jane McDonald", "Associated Press")]),
        ("MARY O'BRIEN-VANE in Paris", [("Mary O'Brien-Vane", "")]),
        ("By SARAH DE LA CRUZ", [("Sarah de la Cruz", "")]),
        ("J.K. DOE & BO RAY", [("J.K. Doe", ""), ("Bo Ray", "")]),
        ("Jane Doe For Mailonline", [("Jane Doe", "for Mailonline")]),
        ("jane.doe@example.org (Jane Doe)", [("Jane Doe", "")]),
        ("Dana Kerr, The Columbus Ledger", [("Dana Kerr", "The Columbus Ledger")]),
        ("Stan Gehler, WNOR-TV", [("Stan Gehler", "WNOR-TV")]),
        ("Lena Brandt mit dpa", [("Lena Brandt", ""), ("dpa", "agency")]),
        ("Associated Press", [("Associated Press", "agency")]),
        ("Staff and agencies", []),
        ("Daily Herald Reporter", []),
        ("", []),
    ],
)
def test_a_byline_gives_the_people_who_wrote_the_story(
    byline: str, people: list[tuple[str, str]]
) -> None:
    assert [(each.name, each.role) for each in contributors_of_byline(byline)] == people
    made, _ = normalize(record(byline=byline))
    assert made.byline == byline
    assert [each.name for each in made.contributors] == [name for name, _ in people]


def test_contributors_that_the_source_names_win_over_the_byline() -> None:
    made, _ = normalize(
        record(
            byline="By Somebody Else",
            contributors=[
                ContributorRecord("JANE DOE ", url="javascript:x"),
                ContributorRecord("Jane Doe"),
            ],
        )
    )
    assert made.contributors == [ContributorRecord("Jane Doe")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("VAN DER BERG", "Van der Berg"),
        ("Anna\u200b Ost", "Anna Ost"),
        ("BBC", "BBC"),
        ("bell hooks", "bell hooks"),
        ("By .", ""),
    ],
)
def test_a_name_reads_as_people_write_it(printed: str, name: str) -> None:
    assert person_name(printed) == name


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("PELL, DANA L", "Dana L Pell"),
        ("Pell, Dana", "Dana Pell"),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("de la Cruz, Ana", "Ana de la Cruz"),
        ("Dana Pell, MD", "Dana Pell, MD"),
        ("Sammy Davis, Jr.", "Sammy Davis, Jr."),
        ("Dana Pell, Rosa Hill", "Dana Pell, Rosa Hill"),
        ("CHER", "CHER"),
    ],
)
def test_a_person_that_an_index_lists_by_surname_reads_as_others_do(listed: str, name: str) -> None:
    made, _ = normalize(record(people=[PersonRecord(listed)]))
    assert [person.name for person in made.people] == [name]


def test_a_place_in_capitals_gets_the_usual_letters_and_a_code_stays() -> None:
    made, _ = normalize(
        record(places=["ROTTERDAM", "NEW YORK", "USA", "Rotterdam", "HOBOKEN (NJ)"])
    )
    assert made.places == ["Rotterdam", "New York", "USA", "HOBOKEN (NJ)"]


def test_people_of_the_source_are_merged_by_name_and_the_subject_stays_one() -> None:
    made, _ = normalize(
        record(
            people=[
                PersonRecord("Ada  Lovelace", "mentioned", {"wikidata": "Q7259"}),
                PersonRecord("ADA LOVELACE", "subject", {"viaf": "1"}),
                PersonRecord(" \u200b"),
            ]
        )
    )
    assert made.people == [
        PersonRecord("Ada Lovelace", "subject", {"viaf": "1", "wikidata": "Q7259"})
    ]


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


SAME = [
    {"headline": "The  dam\u00a0holds"},
    {"origin": Origin("other.jsonl", "line 9")},
    {"version": "2"},
    {"published_at": NOON.astimezone(timezone(timedelta(hours=5)))},
    {"body": body({**paragraph("It holds."), "attrs": {"id": "abcdef"}})},
]
OTHER = [
    {"headline": "The dam falls"},
    {"published_at": NOON + timedelta(minutes=1)},
    {"body": body(paragraph("It falls."))},
    {"topics": ["Dams", "Rivers"]},
    {"people": [PersonRecord("Ada Lovelace")]},
    {"status": "canceled"},
    {"pictures": [PictureRecord(origin=Origin("x"), content=b"1")]},
    {"related": [RelatedRecord("A day")]},
]


def _said() -> StoryRecord:
    return record(published_at=NOON, body=body(paragraph("It holds.")), topics=["Dams"])


@pytest.mark.parametrize("change", SAME, ids=lambda change: next(iter(change)))
def test_what_says_the_same_has_the_same_digest(change: dict[str, Any]) -> None:
    assert digest(dataclasses.replace(_said(), **change)) == digest(_said())


@pytest.mark.parametrize("change", OTHER, ids=lambda change: next(iter(change)))
def test_what_says_something_else_has_another_digest(change: dict[str, Any]) -> None:
    assert digest(dataclasses.replace(_said(), **change)) != digest(_said())


def test_the_digest_is_the_same_in_every_process_and_release() -> None:
    given = record(lines=[Line(1, "It holds.")], headline="The dam holds")
    assert digest(given) == "2e84e8be0120313ab4a994373f44db524339940011370f0b77b7fffbba389dc9"


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
