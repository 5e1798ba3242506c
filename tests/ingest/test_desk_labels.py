"""Copy as a desk types it: fields above the text by their names, labels before heads, boxes and captions."""

from __future__ import annotations

import io

import pytest

from articles.body.document import paragraph
from articles.ingest.readers import plaintext
from articles.ingest.record import StoryRecord
from articles.ingest.typed_head import head_of
from tests.ingest.cleaning import captions, cleaned, cleaned_body, of_type, paragraphs, rules

FIRST = "The bakers of Norrhaven have counted their crumbs for a year, and the sum is larger than they thought."
MORE = "It is a cake a day, said the baker Jo Kern, who has the figures on a slate in her shop."
LAST = "The bakers will meet again in May to weigh what the town throws away at night."


@pytest.mark.parametrize(
    ("above", "fields"),
    [
        (["HEADLINE: Crumbs count", "STRAP: A year of cake", ""], {"headline", "strap"}),
        (["SLUG: CRUMBS 2", "WORDS: 210", "HEAD: Crumbs count", "By Ann Orr"], {"slugline", "words", "head"}),
        (["HEADLINE:", "Crumbs count", "", "STANDFIRST: A year of cake", "", "COPY:"], {"headline", "standfirst"}),
        (["Slug: crumbs", "Title: Crumbs count", "Contact: Ann Orr"], {"slug", "title", "contact"}),
        (["title: Crumbs count", "date: 2026-03-04", "---"], {"title", "date"}),
        (["Words: Ann Orr", "Date: 2026-03-04", ""], {"byline", "date"}),
    ],
)  # fmt: skip
def test_fields_above_a_text_are_known_by_their_names(above: list[str], fields: set[str]) -> None:
    head = head_of([*above, FIRST, "", MORE])
    assert head is not None
    assert set(head.fields) == fields
    below = [each for each in [*above, FIRST][head.lines :] if each]
    assert below in ([FIRST], ["By Ann Orr", FIRST])


@pytest.mark.parametrize(
    "lines",
    [
        ["Q: How long?", "A: A year.", ""],
        ["Headline: Crumbs count", ""],
        ["Date:", "", "Summary:", ""],
        ["Author:", "Why crumbs?", "", "Source:", "Why not?", "", "Author:", "Who eats them?", ""],
        ["Words: we have many of them.", "Length: it is what counts", "so they say"],
        [
            "Host: Good day.",
            "Title: none",
            "Guest: Good day to you and to all who hear us this morning.",
        ],
    ],
)
def test_a_text_that_begins_with_colons_is_no_head(lines: list[str]) -> None:
    assert head_of([*lines, FIRST, "", MORE]) is None


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("X-HEAD: A cake a day", "A cake a day"),
        ("Crosshead: A cake a day", "A cake a day"),
        ("SUBHEAD 2 – A cake a day", "A cake a day"),
        ("PANEL: A CAKE A DAY", "A cake a day"),
    ],
)
def test_a_label_before_a_head_goes_in_lines_and_in_blocks(line: str, head: str) -> None:
    lines = cleaned(f"{FIRST}\n\n{line}\n\n{MORE}\n\n{LAST}", headline="Crumbs count")
    blocks = cleaned_body(*map(paragraph, (FIRST, line, MORE, LAST)), headline="Crumbs count")
    for result in (lines, blocks):
        assert of_type(result, "heading") == [head]
        assert rules(result).count("desk-label") == 1


@pytest.mark.parametrize(
    "line",
    [
        "Panel: the bakers, who came late, sat down.",
        "BOX: it was empty.",
        "The panel: a short guide",
    ],
)
def test_a_sentence_or_words_that_are_no_label_stay(line: str) -> None:
    result = cleaned(f"{FIRST}\n\n{line}\n\n{MORE}\n\n{LAST}", headline="Crumbs count")
    assert "desk-label" not in rules(result)


def test_a_labelled_caption_is_one_in_blocks_too() -> None:
    line = "CAPTION 2: Jo Kern at her slate. PHOTO: Ann Orr/Norrhaven Post"
    for result in (
        cleaned_body(*map(paragraph, (FIRST, line, MORE, LAST)), headline="Crumbs count"),
        cleaned(f"{FIRST}\n\n{line}\n\n{MORE}\n\n{LAST}", headline="Crumbs count"),
    ):
        assert captions(result) == ["Jo Kern at her slate."]
        assert paragraphs(result) == [FIRST, MORE, LAST]


@pytest.mark.parametrize(
    "note", ["[NOTE TO DESK: check Krumär]", "(SUBS: please legal this)", "[[EDS - no art yet]]"]
)
def test_a_note_to_the_desk_in_brackets_is_kept_from_readers(note: str) -> None:
    result = cleaned_body(*map(paragraph, (FIRST, note, MORE, LAST)), headline="Crumbs count")
    assert paragraphs(result) == [FIRST, MORE, LAST]
    assert note in result.editor_note


@pytest.mark.parametrize("count", ["142 words", "(1,142 words)", "Word count: 142"])
def test_how_long_the_copy_is_stands_below_it_for_nobody(count: str) -> None:
    count = count.replace(",", "")
    result = cleaned(f"{FIRST}\n\n{MORE}\n\n{LAST}\n\n-30-\n\n{count}", headline="Crumbs count")
    assert paragraphs(result) == [FIRST, MORE, LAST]


def test_a_second_name_for_one_field_keeps_its_words_beside_the_story() -> None:
    copy = f"HEADLINE: Crumbs count\nHEAD: A year of cake\nSTRAP: The sum\n\n{FIRST}\n\n{MORE}\n"
    [story] = plaintext.read(io.BytesIO(copy.encode()), "crumbs.txt")
    assert isinstance(story, StoryRecord)
    assert (story.headline, story.standfirst) == ("Crumbs count", "The sum")
    assert story.extra == {"head": "A year of cake"}
