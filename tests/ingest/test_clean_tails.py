"""What follows a story: other stories, sources, sign-offs, words for editors; and wire copy."""

from __future__ import annotations

import pytest

from articles.body.document import bullet_list, paragraph
from articles.ingest.clean import fill
from tests.ingest.cleaning import cleaned, cleaned_body, outline, paragraphs, rules, story

BODY = [
    "The museum of rope in Sule has bought the longest rope in the country, its director said on "
    "Monday.",
    "It is 411 meters long and was made for a ship that was never built, in a yard that is now a "
    "dance school.",
    "Nobody has seen all of it at once, because the hall of the museum is only 60 meters long.",
    "A plan to hang it between the two churches was given up when the pastors asked what it was "
    "for.",
    "The rope will be shown in seven parts, each with a sign that says where the next one lies.",
    "Children may pull at the last of them on Sundays, when the guard has his coffee.",
]


@pytest.mark.parametrize(
    "label",
    [
        "You May Also Like",
        "Related stories",
        "Related Articles",
        "Most Read",
        "Recommended for you",
        "More from Coast",
        "Read next",
        "RELATED",
        "Trending now",
        "Around the web",
        "What to read next",
        "Lesen Sie auch",
    ],
)
def test_titles_after_a_label_become_related_candidates(label: str) -> None:
    tail = [
        label,
        "Ten knots that every child should know",
        "1 hour ago",
        "The last ropewalk closes",
        "Sport",
        "2 days ago",
    ]
    result = cleaned("\n\n".join([*BODY, *tail]))
    assert paragraphs(result) == BODY
    assert [each.headline for each in result.related] == [tail[1], tail[3]]
    assert {note.line for note in result.notes} >= {13, 15, 17, 19, 21, 23}


def test_finished_teasers_go_with_their_titles() -> None:
    tail = [
        "You May Also Like",
        "Ten knots that every child should know",
        "Our sailor shows which of them hold and which of them only look as if they did.",
        "The last ropewalk closes",
        "After 240 years the wheel in Harrow Wick has stopped, and nobody knows where the hemp "
        "went.",
    ]
    result = cleaned("\n\n".join([*BODY, *tail]))
    assert paragraphs(result) == BODY
    assert [(each.headline, each.teaser) for each in result.related] == [
        (tail[1], tail[2]),
        (tail[3], tail[4]),
    ]


def test_a_label_with_prose_after_it_is_a_heading_of_the_story() -> None:
    lines = [*BODY[:3], "Related", *BODY[3:]]
    result = cleaned("\n\n".join([*lines, *BODY[::-1][1:4]]))
    assert all(line in paragraphs(result) for line in BODY)
    assert result.related == []


def test_a_list_inside_the_text_ends_at_its_share_line() -> None:
    box = [
        "RELATED ARTICLES",
        "Previous",
        "1",
        "Next",
        "Ten knots that every child should know",
        "Share this article",
        "Share",
    ]
    result = cleaned("\n\n".join([*BODY[:2], *box, *BODY[2:]]))
    assert paragraphs(result) == BODY
    assert [each.headline for each in result.related] == ["Ten knots that every child should know"]


def test_a_link_line_becomes_a_related_candidate() -> None:
    result = cleaned(
        "\n\n".join([*BODY[:2], "READ MORE: Ten knots that every child should know", *BODY[2:]])
    )
    assert paragraphs(result) == BODY
    assert [each.headline for each in result.related] == ["Ten knots that every child should know"]


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ("This post first appeared on Dailyrope.co.uk", "dailyrope.co.uk", "Dailyrope.co.uk"),
        (
            "This article originally appeared on www.dailyrope.com.",
            "dailyrope.com",
            "www.dailyrope.com",
        ),
        ("This story was originally published by The Rope Review.", "", "The Rope Review"),
        ("First published in The Rope Review", "", "The Rope Review"),
        (
            "This article was first published on The Rope Review and is republished here under a "
            "Creative Commons licence.",
            "",
            "The Rope Review",
        ),
        ("The story first appeared in the Herald.", "", "the Herald"),
    ],
)
def test_a_source_line_names_the_source(line: str, code: str, name: str) -> None:
    result = cleaned("\n\n".join([*BODY, line]))
    assert (result.source, result.source_name) == (code, name)
    assert paragraphs(result) == BODY
    assert "first-appeared" in rules(result)


@pytest.mark.parametrize(
    "line",
    [
        "The rope first appeared to be a fake.",
        "This was first published as a joke, he said, and nobody laughed for a week.",
        "The book was published by her sister in 1911 and sold nine copies.",
        "It first appeared on a Monday.",
    ],
)
def test_a_sentence_about_appearing_is_no_source_line(line: str) -> None:
    assert line in paragraphs(cleaned("\n\n".join([*BODY[:3], line, *BODY[3:]])))


@pytest.mark.parametrize(
    "mark",
    [
        "hh/ph/ts/hd",
        "ends",
        "ENDS",
        "-ends-",
        "- 30 -",
        "###",
        "(Reuters)",
        "-- AP",
        "NNNN",
        "dpa ab yy cd",
        "/ritzau/",
        "(©NTB)",
        "(Schluss) abc/def",
        "Fim",
        "Lusa/Fim",
        "RA // JMP",
        "© dpa-infocom, dpa:240503-99-123456/2",
    ],
)
def test_an_agencys_sign_off_is_dropped(mark: str) -> None:
    result = cleaned("\n\n".join([*BODY, mark]))
    assert paragraphs(result) == BODY
    assert "agency-sign-off" in rules(result)


@pytest.mark.parametrize(
    "note",
    [
        "Jane Doe is a reporter for the Sule Herald.",
        "Reporting by Jane Doe in Sule; Editing by Bo Ray",
        "Additional reporting by Ann Lee.",
        "Associated Press writer Jane Doe contributed to this report.",
        "Follow Jane Doe on Twitter: @janedoe",
        "Contact Jane Doe at jane@example.org",
    ],
)
def test_a_note_about_the_authors_is_kept_for_editors(note: str) -> None:
    result = cleaned("\n\n".join([*BODY, note]))
    assert paragraphs(result) == BODY
    if "author-note" in rules(result):
        assert result.author_note == note
        assert fill(story("x"), result).editor_note == f"Author note: {note}"
    else:
        assert rules(result)[-1] == "newsletter"


def test_a_person_of_the_story_who_is_a_writer_is_no_author_note() -> None:
    line = "Tamsin Vane is a writer who lives in the tower and feeds its bats."
    assert line in paragraphs(cleaned("\n\n".join([*BODY[:3], line, *BODY[3:]])))


@pytest.mark.parametrize(
    "label",
    [
        "# Notebook",
        "# dpa-Notizblock",
        "The following information is not intended for publication",
        "Notes to editors",
    ],
)
def test_words_for_editors_are_kept_from_readers(label: str) -> None:
    result = cleaned(
        "\n\n".join([*BODY, label, "The director can be reached on +00 555 0100.", "ab/cd"])
    )
    assert paragraphs(result) == BODY
    assert "+00 555 0100" in result.editor_note
    assert label in result.editor_note


@pytest.mark.parametrize(
    ("order", "moment"),
    [
        ("EMBARGOED UNTIL 00:01 GMT MONDAY 3 MARCH 2025", "2025-03-03T00:01:00+00:00"),
        ("Strictly embargoed until 6 a.m. ET, March 3, 2025", "2025-03-03T06:00:00-05:00"),
        ("EMBARGO: 2025-03-03T00:01:00Z", "2025-03-03T00:01:00+00:00"),
        ("Embargoed until 00:01 GMT Monday", None),
        ("UNDER EMBARGO", None),
        ("Hold until further notice", None),
        ("Not to be published before 3 March 2025", None),
    ],
)
def test_an_order_about_time_is_an_embargo_or_holds_the_story(
    order: str, moment: str | None
) -> None:
    result = cleaned("\n\n".join([order, *BODY]))
    assert paragraphs(result) == BODY
    filled = fill(story("x"), result)
    assert order in filled.editor_note
    if moment:
        assert filled.embargo_until is not None
        assert filled.embargo_until.isoformat() == moment
        assert filled.hold == []
    else:
        assert filled.embargo_until is None
        assert filled.hold == [f"The copy orders a time that cannot be read: {order}"]


def test_news_about_an_embargo_is_news() -> None:
    line = (
        "The embargo was lifted on Tuesday, and the ropes were the first goods to leave the port."
    )
    result = cleaned("\n\n".join([line, *BODY]))
    assert paragraphs(result)[0] == line
    assert not result.embargo


def test_highlights_become_the_standfirst() -> None:
    points = [
        "@highlight",
        "The rope is 411 meters long",
        "@highlight",
        "It was made for a ship that was never built",
    ]
    result = cleaned("\n\n".join([*BODY, *points]))
    assert paragraphs(result) == BODY
    assert (
        result.standfirst
        == "The rope is 411 meters long. It was made for a ship that was never built."
    )


def test_a_label_highlights_inside_the_text_takes_nothing_with_it() -> None:
    lines = ["Highlights", "Revenue rose to 4 million", "About the museum of rope"]
    result = cleaned("\n\n".join([*BODY[:2], *lines, *BODY[2:]]))
    assert result.standfirst == ""
    assert [note.line for note in result.notes if note.rule == "highlights"] == []


def test_a_label_highlights_above_a_list_leaves_the_table_below_it() -> None:
    listed = bullet_list("The rope grew by 3 meters.", "One hall was closed.")
    table = [paragraph("2026 | 2025"), paragraph("Visitors | 4.1 | 3.8")]
    blocks = [paragraph(BODY[0]), paragraph("Highlights"), listed, *table, paragraph(BODY[1])]
    result = cleaned_body(*blocks)
    assert result.standfirst == ""
    assert [block["type"] for block in result.document["content"]] == [
        block["type"] for block in blocks
    ]


@pytest.mark.parametrize(
    "words", ["mk-ir/tab/ub", "bur-mk/tab", "dpa jo yyzz n1 po", "041200 Mrz 26"]
)
def test_initials_of_those_who_worked_on_it_end_the_copy(words: str) -> None:
    assert paragraphs(cleaned("\n\n".join([*BODY, words]))) == BODY


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        (f"{BODY[0]} Watch the rope come home »", BODY[0]),
        (f"{BODY[0]} See photos of the longest ropes » .", BODY[0]),
        ("Watch the rope come home »", None),
        ("The sign reads Watch your step.", "The sign reads Watch your step."),
        ("« Watch out », said the Frenchman.", "« Watch out », said the Frenchman."),
    ],
)
def test_a_prompt_to_a_video_is_cut_off_the_end(printed: str, left: str | None) -> None:
    result = cleaned("\n\n".join([BODY[1], printed, *BODY[2:]]))
    assert paragraphs(result) == [BODY[1], *([left] if left else []), *BODY[2:]]
    assert ("link-prompt" in rules(result)) == (printed != left)


@pytest.mark.parametrize(
    ("slugline", "topics"),
    [
        ("ROPE-MUSEUM/HALL (UPDATE 1, PIX)", []),
        ("ROPE-MUSEUM/HALL", []),
        ("ROPE-MUSEUM", ["ROPE MUSEUM", "HALL"]),
    ],
)
def test_a_line_of_key_words_that_prints_the_slugline_names_no_topics(
    slugline: str, topics: list[str]
) -> None:
    line = f"Keywords: {'ROPE MUSEUM/HALL (UPDATE 1, PIX)' if not topics else 'ROPE MUSEUM, HALL'}"
    given = story("\n\n".join([*BODY, line]), slugline=slugline)
    assert fill(given, cleaned("\n\n".join([*BODY, line]))).topics == topics


def test_ways_to_reach_somebody_below_a_release_stay_together() -> None:
    ways = [
        "Media may call the museum:",
        "Desk: +45 5555 0101",
        "Mobile: 5555 0102",
        "Email: rope@sule.example",
    ]
    assert paragraphs(cleaned("\n\n".join([*BODY, *ways])))[-4:] == ways
    alone = cleaned("\n\n".join([*BODY, "Email: rope@sule.example"]))
    assert "author-note" in rules(alone)


@pytest.mark.parametrize("words", ["Bobbins on the hull", "‘Not one thread more’"])
def test_a_short_line_between_dashes_above_copy_is_a_heading(words: str) -> None:
    text = "\n\n".join([*BODY[:3], f"- {words} -", *BODY[3:], "- 30 -", "- more -"])
    assert ["heading", words] in outline(cleaned(text))
    kept = ["— it was a Monday —", "- Yes - no - maybe.", "— Ada Lund —"]
    asked = ["— Who knows —", "- ENDS -", "- Advertisement -"]
    result = cleaned("\n\n".join([*BODY[:3], *kept[:2], BODY[2], *asked, *BODY[3:], kept[2]]))
    assert not [line for line in outline(result) if line[0] == "heading"]
