"""Who translated a story: a credit of its own, whatever the source calls it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.ingest.clean import clean, fill
from articles.ingest.credit_names import contributors_of_byline
from articles.ingest.readers import jsonlines, webpage, wxr
from articles.ingest.record import StoryRecord
from articles.ingest.translators import translators_in
from tests.ingest.test_page_true_copy import TEXT, lines, story


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Translated by Kai Lund", ["Kai Lund"]),
        ("Translated from the Norwegian by Kai Lund and Bo Vik.", ["Kai Lund", "Bo Vik"]),
        ("(Translation: Kai Lund)", ["Kai Lund"]),
        ("Aus dem Englischen von Eva Brandt", ["Eva Brandt"]),
        ("Übersetzung aus dem Dänischen: Eva Brandt", ["Eva Brandt"]),
        ("Traduit de l’anglais par Odile Marin", ["Odile Marin"]),
        ("Traducción de Paco Ruiz", ["Paco Ruiz"]),
        ("Traduzido do inglês por Rui Melo", ["Rui Melo"]),
        ("Vertaald door Joke Smit", ["Joke Smit"]),
        ("Översättning: Kai Lund", ["Kai Lund"]),
        ("翻訳：山田花子", ["山田花子"]),
    ],
)
def test_a_line_that_only_says_who_translated_is_a_credit(line: str, names: list[str]) -> None:
    assert translators_in(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Translated by Kai Lund, the poem fills forty pages and sells well.",
        "Translation by machine is cheap, said the clerk.",
        "Translated into Norwegian by a crew of nine",
        "Aus dem Wasser von gestern wurde Eis.",
        "The book was translated by Kai Lund in 1911. It sold badly.",
        "Traducción de un poema que nadie quiso",
        "Translated by",
        "Translation: The Musical",
        "Traduction de La Peste",
        "Traduction: Paris",
    ],
)
def test_copy_about_a_translation_is_no_credit(line: str) -> None:
    assert translators_in(line) == []


def filled(page: str) -> StoryRecord:
    (found,) = webpage.read(io.BytesIO(page.encode()), "page.html")
    assert isinstance(found, StoryRecord)
    return fill(found, clean(found))


@pytest.mark.parametrize("line", ["Translated from the Norwegian by Kai Lund.", "Translation: Kai Lund"])  # fmt: skip
@pytest.mark.parametrize("is_above", [True, False])
def test_a_page_that_names_its_translator_credits_both(line: str, *, is_above: bool) -> None:
    byline, paragraph = '<p class="byline">By Ann Orr</p>', f"<p>{line}</p>"
    rest = "".join(f"<p>{each}</p>" for each in TEXT)
    page = (
        "<html><head><title>The weir</title></head><body><article><h1>The weir holds for now</h1>"
        f"{byline}{paragraph if is_above else ''}{rest}{'' if is_above else paragraph}</article></body></html>"
    )
    found = filled(page)
    assert [(each.name, each.role) for each in found.contributors] == [
        ("Ann Orr", ""),
        ("Kai Lund", "translator"),
    ]
    assert found.byline.startswith("Ann Orr; ")
    assert (found.standfirst, lines(found)) == ("", TEXT)


def test_a_sentence_about_a_translator_stays_in_the_copy() -> None:
    said = "The poem was translated by Kai Lund in a week, on a ferry that never left."
    assert said in lines(story(f"<p>{said}</p>"))


@pytest.mark.parametrize(
    "fields",
    [
        {"author": "Ann Orr", "translator": "Kai Lund"},
        {"author": "Ann Orr", "translated_by": ["Kai Lund"]},
        {"authors": [{"name": "Ann Orr", "role": "author"}, {"name": "Kai Lund", "role": "Translator"}]},
        {"author": "Ann Orr", "contributors": [{"name": "Kai Lund", "role": "translator"}]},
        {"byline": "Ann Orr. Translated by Kai Lund"},
    ],
)  # fmt: skip
def test_a_row_keeps_its_translator_apart_from_its_author(fields: dict[str, Any]) -> None:
    row = {"headline": "The weir", "body": " ".join(TEXT), **fields}
    (made,) = jsonlines.read(io.BytesIO(json.dumps(row).encode()), "a.jsonl")
    assert isinstance(made, StoryRecord)
    assert [(each.name, each.role) for each in made.contributors] == [
        ("Ann Orr", ""),
        ("Kai Lund", "translator"),
    ]
    assert made.byline.startswith("Ann Orr")
    assert "Kai Lund" in made.byline


def test_a_post_credits_the_translator_of_its_custom_field() -> None:
    document = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item>'
        "<title>The weir</title><dc:creator>Ann Orr</dc:creator><wp:status>publish</wp:status><wp:postmeta>"
        "<wp:meta_key>translator</wp:meta_key><wp:meta_value>Kai Lund</wp:meta_value></wp:postmeta></item>"
        "</channel></rss>"
    )
    made = next(iter(wxr.read(io.BytesIO(document.encode()), "export.xml")))
    assert isinstance(made, StoryRecord)
    assert made.byline == "Ann Orr; translator: Kai Lund"
    assert [each.role for each in made.contributors] == ["", "translator"]


def test_a_byline_names_its_translator_in_brackets() -> None:
    made = contributors_of_byline("Ann Orr (translation: Kai Lund)")
    assert [(each.name, each.role) for each in made] == [
        ("Ann Orr", ""),
        ("Kai Lund", "translator"),
    ]
