"""What an editor pastes is cleaned as an import cleans it, and every line of it is somewhere."""

from __future__ import annotations

import pytest

from articles.body.document import document, heading, paragraph
from articles.body.from_html import from_html
from articles.body.words import plain_text
from articles.ingest.clean import Cleaned
from articles.ingest.cleaning.text import words
from articles.ingest.pasted import Pasted, _is_too_long, _told, clean_pasted, clean_pasted_lines
from articles.ingest.record import Origin, StoryRecord

FIRST = "The lock at Tarn will be shut for six weeks from Monday, the canal office said on Friday."
SECOND = "Boats can wait in the upper basin, where the office has laid out forty moorings."
THIRD = "The gates were last replaced in 1961, and two of them have leaked since the spring flood."
PAGE = f"""<article><h1>Lock at Tarn shuts for six weeks</h1>
<p class="byline">By Odile Maas, Waterways Correspondent</p>
<p><b>TARN</b> — {FIRST}</p>
<figure><img src="/lock.jpg" alt="A lock">
<figcaption>The lower gate in May. Photograph: Ida Rolf/Sound Wire</figcaption></figure>
<p>{SECOND}</p><p>ADVERTISEMENT</p><p><strong>READ MORE: Ferry fares rise again</strong></p>
<p>{THIRD}</p><p>Sign up for our newsletter</p></article>"""
LINES = f"""Lock at Tarn shuts for six weeks

By Odile Maas

TARN, Nov 27 (Sound Wire) - {FIRST}

Advertisement

{SECOND}

{THIRD}
"""


def left(pasted: Pasted) -> list[str]:
    return [each.text for each in pasted.left_out]


def paragraphs(pasted: Pasted) -> list[str]:
    blocks = pasted.document["content"]
    return [plain_text(document(each)) for each in blocks if each["type"] == "paragraph"]


def test_a_page_becomes_copy_and_what_it_tells_beside_it_goes_into_the_form() -> None:
    pasted = clean_pasted(from_html(PAGE).document, {}, begins=True)
    assert paragraphs(pasted) == [FIRST, SECOND, THIRD]
    assert pasted.fields == {
        "headline": "Lock at Tarn shuts for six weeks",
        "byline": "Odile Maas, Waterways Correspondent",
        "dateline": "TARN",
    }
    assert left(pasted) == [
        "Lock at Tarn shuts for six weeks",
        "By Odile Maas, Waterways Correspondent",
        "ADVERTISEMENT",
        "READ MORE: Ferry fares rise again",
        "Sign up for our newsletter",
    ]
    assert all(each.reason.endswith(".") for each in pasted.left_out)
    [figure] = [each for each in pasted.document["content"] if each["type"] == "figure"]
    assert figure["attrs"]["caption"] == "The lower gate in May."
    assert figure["attrs"]["credit"] == "Ida Rolf/Sound Wire"


def test_no_word_is_lost() -> None:
    whole = from_html(PAGE).document
    pasted = clean_pasted(whole, {}, begins=True)
    credited = [each["attrs"].get("credit", "") for each in pasted.document["content"]]
    kept = plain_text(pasted.document, include_captions=True)
    told = " ".join([kept, *left(pasted), *pasted.fields.values(), *credited, "Photograph"])
    given = plain_text(whole, include_captions=True)
    assert {*words(given)} <= {*words(told)}


def test_what_the_form_says_stays_and_a_title_like_its_headline_goes() -> None:
    form = {"headline": "Tarn lock shuts for six weeks", "byline": "By Jo Kern"}
    pasted = clean_pasted(from_html(PAGE).document, form, begins=True)
    assert pasted.fields == {"dateline": "TARN"}
    assert "Lock at Tarn shuts for six weeks" in left(pasted)
    other = clean_pasted(from_html(PAGE).document, {"headline": "Canal to close"}, begins=True)
    assert other.document["content"][0]["type"] == "heading"


def test_a_piece_put_into_a_text_is_freed_of_what_is_no_copy() -> None:
    whole = from_html(f"<p>{SECOND}</p><p>Advertisement</p><p>{THIRD}</p>").document
    pasted = clean_pasted(whole, {"headline": "Lock shuts"}, begins=False)
    assert paragraphs(pasted) == [SECOND, THIRD]
    assert left(pasted) == ["Advertisement"]


def test_a_story_put_into_a_text_stays_as_it_is() -> None:
    """Nobody fills byline and place of one story from another that is set into it."""
    whole = from_html(PAGE).document
    assert clean_pasted(whole, {"headline": "Lock shuts"}, begins=False) == Pasted(whole)


@pytest.mark.parametrize(
    "markup",
    ["<p>Advertisement</p>", "<p>Read more: Ferry fares rise</p><p>Sign up for our newsletter</p>"],
)
def test_a_line_or_two_are_somebodys_own_words(markup: str) -> None:
    whole = from_html(markup).document
    assert clean_pasted(whole, {}, begins=True) == Pasted(whole)


def test_what_would_leave_nothing_stays() -> None:
    whole = document(*(paragraph("Advertisement") for _each in range(4)))
    assert clean_pasted(whole, {"headline": "Lock shuts"}, begins=True) == Pasted(whole)


def test_a_sentence_is_not_made_the_headline() -> None:
    whole = document(paragraph(FIRST), paragraph(SECOND), paragraph(THIRD))
    assert clean_pasted(whole, {}, begins=True).fields == {}


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("<b>Lock at Tarn shuts for six weeks</b>", "Lock at Tarn shuts for six weeks"),
        ("<b>The lock shuts on Monday.</b>", ""),
        ("<b>TARN, Friday</b>", ""),
    ],
)
def test_a_bold_line_that_ends_no_sentence_is_a_title(first: str, headline: str) -> None:
    whole = from_html(f"<p>{first}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>").document
    assert clean_pasted(whole, {}, begins=True).fields.get("headline", "") == headline


def test_a_heading_of_one_word_heads_a_part() -> None:
    whole = document(heading("Background"), *map(paragraph, (FIRST, SECOND, THIRD)))
    assert clean_pasted(whole, {}, begins=True).fields == {}


def test_a_heading_within_the_text_is_no_headline() -> None:
    whole = document(paragraph(FIRST), heading("What boaters can do"), paragraph(THIRD))
    assert clean_pasted(whole, {}, begins=True).fields == {}


def test_bare_lines_are_copy_too() -> None:
    pasted = clean_pasted_lines(LINES, {}, begins=True)
    assert paragraphs(pasted) == [FIRST, SECOND, THIRD]
    assert pasted.fields["headline"] == "Lock at Tarn shuts for six weeks"
    assert (pasted.fields["byline"], pasted.fields["dateline"]) == ("Odile Maas", "TARN, Nov 27")
    assert "Advertisement" in left(pasted)


def test_times_orders_and_notes_go_to_the_desk() -> None:
    copy = LINES.replace("By Odile Maas", "By Odile Maas\nPublished 27 November 2026, 14:05 GMT")
    pasted = clean_pasted_lines(copy, {}, begins=True)
    assert "27 November 2026, 14:05 GMT" in pasted.fields["editor_note"]


def test_what_goes_off_a_paragraph_and_stands_in_no_field_is_told() -> None:
    agency = clean_pasted_lines(f"(ANSA) - {FIRST}\n\n{SECOND}\n\n{THIRD}", {}, begins=True)
    assert (paragraphs(agency), left(agency)) == ([FIRST, SECOND, THIRD], ["(ANSA) -"])
    signed = f"{FIRST}\n\n{SECOND}\n\n{THIRD} (Reporting by Ann Orr; Editing by Jo Kern)"
    pasted = clean_pasted_lines(signed, {"editor_note": "Call Ann."}, begins=True)
    assert left(pasted) == ["(Reporting by Ann Orr; Editing by Jo Kern)"]


def test_an_agencys_story_put_into_a_text_stays_as_it_is() -> None:
    text = f"(ANSA) - {FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert paragraphs(clean_pasted_lines(text, {}, begins=False))[0] == f"(ANSA) - {FIRST}"


def test_an_order_of_time_is_told_once() -> None:
    order = "EMBARGOED UNTIL 00.01 FRIDAY 4 DECEMBER"
    whole = document(*map(paragraph, (order, FIRST, SECOND, THIRD)))
    assert clean_pasted(whole, {}, begins=True).fields["editor_note"] == order


def test_the_first_of_counted_points_is_no_headline() -> None:
    points = [heading(f"{number}. The lock") for number in (1, 2, 3)]
    whole = document(points[0], paragraph(FIRST), points[1], paragraph(SECOND), points[2])
    pasted = clean_pasted(whole, {}, begins=True)
    assert "headline" not in pasted.fields
    assert [each["type"] for each in pasted.document["content"]].count("heading") == 3


def test_what_is_too_long_for_its_line_of_the_form_stays_in_the_text() -> None:
    cleaned = Cleaned(document(paragraph(FIRST)), standfirst="x" * 2_000)
    assert _is_too_long(_told(cleaned, StoryRecord(Origin("paste"))))
    assert not _is_too_long({"standfirst": "x" * 1_000, "editor_note": "x" * 2_000})


def test_joined_lines_can_be_put_back() -> None:
    verse = "\n".join(
        [
            "When all the boats are in the bay and all the lamps are lit,",
            "and all the men have gone away to find a place to sit,",
            "the sea comes up along the wall and sings a song of old,",
            "and nobody will come at all, for all the nights are cold.",
        ]
    )
    assert clean_pasted_lines(verse, {"headline": "Boats"}, begins=True).is_changed
    assert not clean_pasted_lines(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", {}, begins=True).is_changed
