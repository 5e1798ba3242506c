"""The same rules for bodies of blocks, as web pages give them."""

from __future__ import annotations

import pytest

from articles.body.document import (
    Block,
    bullet_list,
    fact_box,
    figure,
    heading,
    link,
    list_item,
    paragraph,
    quotation,
    rule,
    text,
    validate,
)
from articles.body.words import block_text
from articles.ingest.clean import Cleaned, clean
from articles.ingest.record import Origin, StoryRecord
from tests.ingest.cleaning import (
    captions,
    cleaned_body,
    every_block,
    lacking,
    outline,
    paragraphs,
    rules,
)

BODY = [
    "The clock on the town hall of Sule has stopped at ten past four, and nobody wants it mended.",
    "It is the hour at which the baker puts out the second bread, the mayor said on Monday.",
    "Visitors set their watches by it and then wonder why they miss the boat to the mainland.",
    "A clockmaker from the city has offered to come for nothing, which made the council wary.",
]
CAPTION = "The clock on the town hall on Monday afternoon"


def body(*blocks: object, place: int = 2) -> Cleaned:
    around = [paragraph(line) for line in BODY]
    return cleaned_body(
        *around[:place], *blocks, *around[place:], headline="The clock stands still"
    )


def figures(result: Cleaned) -> list[dict[str, object]]:
    return [
        block["attrs"]
        for block in every_block(list(result.document["content"]))
        if block["type"] == "figure"
    ]


@pytest.mark.parametrize(
    ("given", "caption", "credit"),
    [
        (f"{CAPTION}Credit: EPA", CAPTION, "EPA"),
        (f"{CAPTION} (Jane Doe/AP)", CAPTION, "Jane Doe/AP"),
        (f"1of4{CAPTION}", CAPTION, ""),
        (f"{CAPTION}. Sign up to our newsletter for more news.", f"{CAPTION}.", ""),
        (f"{CAPTION} {CAPTION}", CAPTION, ""),
        ("Advertisement", "", ""),
        ("Photo: Jane Doe", "", "Jane Doe"),
        (f"{CAPTION}.\u00a0 ", f"{CAPTION}.", ""),
    ],
)
def test_a_caption_is_cleared_of_credit_counter_and_invitations(
    given: str, caption: str, credit: str
) -> None:
    result = body(figure(source_url="a.jpg", caption=given))
    (found,) = figures(result)
    assert (found["caption"], found["credit"]) == (caption, credit)
    assert paragraphs(result) == BODY
    if given.strip() != caption:
        assert [note.text for note in result.notes][:1] == [given]


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_paragraph_that_prints_the_caption_again_is_merged_into_the_figure(place: str) -> None:
    pair = [figure(source_url="a.jpg", caption=CAPTION), paragraph(CAPTION)]
    result = body(*(pair if place == "after" else pair[::-1]))
    assert paragraphs(result) == BODY
    (note,) = result.notes
    assert (note.rule, note.action) == ("repeat", "merged")
    assert note.block_id == figures(result)[0]["id"]


def test_a_body_sentence_that_equals_a_caption_stays_in_both_roles() -> None:
    result = body(figure(source_url="a.jpg", caption=CAPTION), paragraph(f"{CAPTION}."))
    assert captions(result) == [CAPTION]
    assert f"{CAPTION}." in paragraphs(result)


def test_alternative_text_printed_beside_its_figure_is_merged() -> None:
    result = body(
        paragraph("A clock with golden hands"),
        figure(source_url="a.jpg", caption=CAPTION, alt="A clock with golden hands"),
    )
    assert paragraphs(result) == BODY
    assert figures(result)[0]["alt"] == "A clock with golden hands"


def test_the_same_figure_twice_is_one() -> None:
    result = body(
        figure(source_url="https://x.org/a.jpg?w=300", caption=CAPTION),
        figure(source_url="https://x.org/a.jpg?w=900", caption=CAPTION),
        figure(source_url="https://x.org/b.jpg", caption=CAPTION),
    )
    assert [each["source_url"] for each in figures(result)] == [
        "https://x.org/a.jpg?w=300",
        "https://x.org/b.jpg",
    ]


def test_a_credit_in_a_paragraph_of_its_own_goes_to_the_figure_before_it() -> None:
    result = body(figure(source_url="a.jpg", caption=CAPTION), paragraph("Photo: Jane Doe"))
    assert figures(result)[0]["credit"] == "Jane Doe"
    assert paragraphs(result) == BODY


def test_a_figure_with_nothing_in_it_is_dropped_with_its_rule() -> None:
    result = body(figure())
    assert figures(result) == []
    assert rules(result) == ["empty-figure"]


def test_share_bars_labels_and_link_lists_leave_the_body() -> None:
    result = body(
        bullet_list("Facebook", "Twitter", "E-mail"),
        paragraph("Advertisement"),
        heading("Read more"),
        bullet_list(
            list_item(paragraph(text("Ten clocks that are right", link("https://x.org/ten"))))
        ),
        paragraph("Scroll down for video"),
    )
    assert paragraphs(result) == BODY
    assert [(each.headline, each.url) for each in result.related] == [
        ("Ten clocks that are right", "https://x.org/ten")
    ]


def test_a_real_list_stays() -> None:
    result = body(bullet_list("The clock is from 1704", "It has one hand", "The hand is of wood"))
    assert [kind for kind, _ in outline(result)].count("paragraph") == len(BODY) + 3


def test_a_tail_of_teasers_becomes_related_candidates_with_their_addresses() -> None:
    result = body(
        heading("You May Also Like"),
        figure(source_url="teaser.jpg"),
        paragraph(text("Ten clocks that are right", link("/ten"))),
        paragraph("3 hours ago"),
        bullet_list(
            list_item(
                paragraph(text("A short history of the second hand", link("https://x.org/hand")))
            )
        ),
        place=4,
    )
    assert paragraphs(result) == BODY
    assert figures(result) == []
    assert [(each.headline, each.url) for each in result.related] == [
        ("Ten clocks that are right", "/ten"),
        ("A short history of the second hand", "https://x.org/hand"),
    ]
    assert "teaser.jpg" in [note.text for note in result.notes]


def test_inner_marks_survive_a_cut_at_the_beginning() -> None:
    first = paragraph(
        "SULE (AP) — The clock on the ",
        text("town hall", "strong"),
        " of Sule has stopped at last.",
    )
    result = cleaned_body(first, *(paragraph(line) for line in BODY[1:]), headline="Clock")
    assert result.document["content"][0]["content"] == [
        {"type": "text", "text": "The clock on the "},
        {"type": "text", "text": "town hall", "marks": [{"type": "strong"}]},
        {"type": "text", "text": " of Sule has stopped at last."},
    ]


def test_captions_printed_again_as_paragraphs_become_figures_that_wait() -> None:
    result = body(paragraph(CAPTION), paragraph(CAPTION), paragraph(CAPTION))
    assert captions(result) == [CAPTION]
    assert figures(result)[0]["picture"] is None


def test_noise_inside_boxes_and_quotations_goes_too() -> None:
    result = body(
        fact_box("The clock is from 1704.", "Advertisement", heading="The clock"),
        quotation("It is a good clock.", "Share this article"),
    )
    words = [shown for _, shown in outline(result)]
    assert "The clock is from 1704." in words
    assert "It is a good clock." in words
    assert not {"Advertisement", "Share this article"} & set(words)


def test_the_order_of_blocks_is_kept_and_ids_stay() -> None:
    given = validate(
        {
            "type": "doc",
            "content": [
                paragraph(BODY[0]),
                heading("The hands"),
                figure(source_url="a.jpg", caption=CAPTION),
                paragraph(BODY[1]),
                rule(),
                paragraph(BODY[2]),
            ],
        }
    )
    result = clean(StoryRecord(origin=Origin("page.html"), body=dict(given), headline="Clock"))
    assert result.document == given
    assert result.notes == []


def test_the_record_given_is_not_changed() -> None:
    record = StoryRecord(
        origin=Origin("page.html"),
        body={
            "type": "doc",
            "content": [paragraph(f"{BODY[0]}\u00a0"), paragraph("Advertisement")],
        },
    )
    before = repr(record)
    clean(record)
    assert repr(record) == before


@pytest.mark.parametrize(
    "content", [None, {}, {"type": "doc", "content": []}, {"type": "doc", "content": [paragraph()]}]
)
def test_an_empty_body_is_an_empty_document(content: dict[str, object] | None) -> None:
    record = StoryRecord(origin=Origin("page.html"), body=content)
    assert clean(record).document == {"type": "doc", "content": []}
    assert "text" in lacking(record)


def test_a_short_line_in_bold_above_copy_is_a_heading() -> None:
    result = body(paragraph(text("The second bread", "strong")))
    assert ["heading", "The second bread"] in outline(result)
    assert rules(result).count("bold-heading") == 1


@pytest.mark.parametrize(
    "below",
    [
        [bullet_list("One hand", "Twelve figures")],
        [paragraph("Three things are wrong with it now:"), bullet_list("The hand", "The bell")],
    ],
)
def test_a_line_in_bold_above_a_list_is_a_heading(below: list[Block]) -> None:
    result = body(paragraph(text("What it has", "strong")), *below, place=4)
    assert ["heading", "What it has"] in outline(result)


@pytest.mark.parametrize(
    "below", [[bullet_list("One hand", "Twelve figures")], [paragraph("Now see:")]]
)
def test_a_label_in_bold_is_no_heading(below: list[Block]) -> None:
    result = body(paragraph(text("What it has:", "strong")), *below, place=4)
    assert "bold-heading" not in rules(result)


def test_bold_copy_is_no_heading() -> None:
    told = body(paragraph(text("Nobody wants it mended.", "strong")))
    running = body(paragraph(text("The second", "strong"), text(" bread")))
    assert "bold-heading" not in {*rules(told), *rules(running)}


def test_a_link_in_brackets_is_another_story() -> None:
    result = body(
        paragraph(text("[ The boat that nobody missed ]", link("https://sule.example/boat")))
    )
    assert paragraphs(result) == BODY
    assert [(each.headline, each.url) for each in result.related] == [
        ("The boat that nobody missed", "https://sule.example/boat")
    ]


def test_a_paragraph_of_buttons_goes_and_one_with_a_sentence_stays() -> None:
    bar = "E-mail the editor | Print this story | Share"
    assert paragraphs(body(paragraph(text(bar)))) == BODY
    kept = "Print this story | The baker said so."
    assert kept in paragraphs(body(paragraph(text(kept))))


HEAD = "Bakers count the last loaves before the oven rests"
REST = (
    "The oven rests from Monday, " + "and nobody on the square has bread until it burns again. " * 5
)


def test_a_body_of_one_paragraph_that_is_parted_loses_no_word_and_no_link() -> None:
    run = (text(f"{HEAD} The "), text("oven", link("https://sule.example/oven")))
    result = cleaned_body(paragraph(*run, text(REST.removeprefix("The oven"))), headline=HEAD)
    assert paragraphs(result) == [REST.strip()]
    (block,) = result.document["content"]
    assert any("marks" in piece for piece in block["content"])
    whole = f"{HEAD} and before it {REST}".strip()
    assert paragraphs(cleaned_body(paragraph(whole), headline=HEAD)) == [whole]


def test_lines_of_signs_are_rules_and_go_where_they_framed_what_was_cut() -> None:
    signs = paragraph(text("___"))
    body = [paragraph(text(words)) for words in BODY]
    note = paragraph(text("Poe reported from Sule."))
    result = cleaned_body(*body[:2], signs, *body[2:], signs, note, signs, byline="By Ann Poe")
    kinds = [block["type"] for block in result.document["content"]]
    assert kinds == ["paragraph", "paragraph", "rule", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("alt", "address", "kept"),
    [
        ("DSC_0042.JPG", "https://a.example/x.jpg", ""), ("IMG_2041", "https://a.example/x.jpg", ""),
        ("mill-wheel-3", "https://a.example/u/mill-wheel-3-1024x683.jpg", ""),
        ("Mill", "https://a.example/mill.jpg", "Mill"),
        ("A mill wheel", "https://a.example/a-mill-wheel.jpg", "A mill wheel"),
        ("IMG 20260301 101500 (2)", "https://a.example/x.jpg", ""), ("DSC01234 copy", "https://a.example/x.jpg", ""),
        ("image 1 of the mill at night", "https://a.example/x.jpg", "image 1 of the mill at night"),
        ("P1 2026 race at the mill", "https://a.example/x.jpg", "P1 2026 race at the mill"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_no_alternative_text(alt: str, address: str, kept: str) -> None:
    result = cleaned_body(
        paragraph("The wheel turned on Friday."), figure(alt=alt, source_url=address)
    )
    drawn = next(block for block in result.document["content"] if block["type"] == "figure")
    assert drawn["attrs"]["alt"] == kept
    assert ("file-name" in rules(result)) is not bool(kept)


def test_paragraphs_with_typed_bullets_are_a_list_and_a_lone_one_is_none() -> None:
    copy = "The union accepted the rota on Friday, its steward said in the yard."
    result = cleaned_body(
        paragraph(copy),
        paragraph("* Looms restart"),
        paragraph("• Pay rises"),
        paragraph(copy[:-1] + " again."),
    )
    assert [block["type"] for block in result.document["content"]] == [
        "paragraph",
        "bullet_list",
        "paragraph",
    ]
    lone = cleaned_body(
        paragraph(copy), paragraph("* Figures of last year."), paragraph(copy[:-1] + " again.")
    )
    assert {block["type"] for block in lone.document["content"]} == {"paragraph"}
    notes = [
        "*Names have been changed.",
        "*Figures of last year.",
        "*Ada*: We wait.",
        "*Bo*: So do we.",
    ]
    result = cleaned_body(*map(paragraph, [copy, *notes, copy[:-1] + " again."]))
    assert paragraphs(result)[1:-1] == notes


def test_a_bullet_in_bold_goes_and_noise_is_no_entry() -> None:
    copy = "The union accepted the rota on Friday, its steward said in the yard."
    result = cleaned_body(
        paragraph(copy),
        paragraph("• Sign up for our newsletter"),
        *(
            paragraph(text("•", "strong"), text(f" {words}"))
            for words in ("Looms restart", "Pay rises")
        ),
        paragraph(copy[:-1] + " again."),
    )
    entries = result.document["content"][1]
    assert [block_text(each) for each in entries["content"]] == ["Looms restart", "Pay rises"]


def test_a_last_line_that_says_when_the_story_first_came_out_is_its_time() -> None:
    result = body(
        paragraph("This story was originally published June 2, 2026 at 9:15 AM."), place=4
    )
    assert paragraphs(result) == BODY
    assert result.published_at == "June 2, 2026 at 9:15 AM"
    told = body(paragraph("This story was originally published in a book of tales."), place=4)
    assert not told.published_at


def test_how_a_writer_is_reached_is_no_part_of_the_text() -> None:
    record = StoryRecord(origin=Origin("page.html"), byline="IDA HOLM")
    line = "Ida Holm can be reached at 555-0142. Follow her on the quay."
    record.body = {"type": "doc", "content": [*map(paragraph, BODY), paragraph(line)]}
    assert line in clean(record).author_note
