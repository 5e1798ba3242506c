"""A wiki's edit links behind headings, who is quoted below a quotation, and names of firms as headings."""

from __future__ import annotations

import pytest

from articles.body.document import Inline, heading, link, paragraph, quotation, text
from tests.ingest.cleaning import cleaned, cleaned_body, outline, rules

PROSE = "The wheel was built from oak and iron and has been restored by forty volunteers."
MORE = "The trust asked the council for money to keep the gates in order for ten years."


def strong(words: str) -> Inline:
    return text(words, "strong")


@pytest.mark.parametrize(
    "behind",
    [
        "[edit]",
        " [ edit ]",
        "[edit | edit source]",
        "[Bearbeiten | Quelltext bearbeiten]",
        "[modifier | modifier le code]",
    ],
)
def test_an_edit_link_leaves_a_heading_in_markup_and_in_bare_text(behind: str) -> None:
    marked = cleaned_body(paragraph(PROSE), heading(f"Oak and iron{behind}"), paragraph(MORE))
    assert outline(marked)[1] == ["heading", "Oak and iron"]
    assert "edit-link" in rules(marked)
    bare = cleaned(f"{PROSE}\n\nOak and iron{behind}\n\n{MORE}", headline="The wheel turns")
    assert ["heading", "Oak and iron"] in outline(bare)


@pytest.mark.parametrize(
    "words",
    [
        f"{PROSE} [edit]",
        "Oak and iron [edited for length]",
        "Oak and iron [1]",
        "How to use the button [edit] in a wiki",
    ],
)
def test_other_brackets_stay(words: str) -> None:
    made = cleaned_body(paragraph(PROSE), paragraph(words), paragraph(MORE))
    assert words in [each[1] for each in outline(made)]
    assert "edit-link" not in rules(made)


@pytest.mark.parametrize(
    "signed",
    [
        "— Ada Finn, Chair of the Mill Trust",
        "– Bo Ray",
        "-- Ann Orr, Pell Ironworks Inc.",
        "— Łucja Orr",
    ],
)
def test_who_is_quoted_is_told_by_the_quotation(signed: str) -> None:
    name = signed.lstrip("—–- ")
    below = cleaned_body(
        paragraph(PROSE), quotation(MORE), paragraph(strong(signed)), paragraph(PROSE)
    )
    inside = cleaned_body(paragraph(PROSE), quotation(MORE, signed), paragraph(MORE))
    for made in (below, inside):
        assert made.document["content"][1]["attrs"]["attribution"] == name
        assert not any(each[0] == "heading" for each in outline(made))
        assert [each.text for each in made.notes if each.rule == "attribution"] == [signed]


@pytest.mark.parametrize(
    "words",
    [
        "— Then the bell rang, and they all went home.",
        "Ada Finn, Chair",
        "— and the bell",
        "— Reporting by Ann Orr",
        "— With files from Bo Ray",
        "— Updated on Monday",
        "— What the wheel costs",
    ],
)
def test_other_lines_below_a_quotation_stay_paragraphs(words: str) -> None:
    made = cleaned_body(paragraph(PROSE), quotation(MORE), paragraph(words), paragraph(PROSE))
    assert made.document["content"][1]["attrs"]["attribution"] == ""
    assert words in [each[1] for each in outline(made)]


def test_two_lines_with_a_dash_below_a_quotation_are_a_list() -> None:
    lines = [paragraph("– Ada Finn"), paragraph("– Bo Ray")]
    made = cleaned_body(paragraph(PROSE), quotation(MORE), *lines, paragraph(PROSE))
    assert [each[1] for each in outline(made)][2:4] == ["– Ada Finn", "– Bo Ray"]


def test_a_linked_signature_keeps_its_link_and_a_bold_one_is_no_heading() -> None:
    linked = paragraph("— ", text("Ada Finn", link("https://mill.example/ada")))
    made = cleaned_body(paragraph(PROSE), quotation(MORE), linked, paragraph(PROSE))
    assert made.document["content"][2]["type"] == "paragraph"
    bold = cleaned_body(paragraph(PROSE), paragraph(strong("— Bo Ray, Miller")), paragraph(MORE))
    assert outline(bold)[1] == ["paragraph", "— Bo Ray, Miller"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Pell Ironworks Inc.", "heading"),
        ("Kest & Sons, Ltd.", "heading"),
        ("What the wheel costs", "heading"),
        ("It works.", "paragraph"),
        ("They met at ten a.m.", "paragraph"),
        ("He would not co.", "paragraph"),
    ],
)
def test_a_stop_that_belongs_to_a_name_ends_no_sentence_in_bold(words: str, kind: str) -> None:
    made = cleaned_body(paragraph(PROSE), paragraph(strong(words)), paragraph(MORE))
    assert outline(made)[1] == [kind, words]
