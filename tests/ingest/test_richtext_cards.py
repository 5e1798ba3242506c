"""The cards of Ghost's editors and the flat rich texts of other systems, each as the HTML that it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from articles.ingest.richtext.cards import card_markup
from articles.ingest.richtext.left_out import left_out
from articles.ingest.richtext.trees import to_markup

LINK = "https://harbor.example/tide"


@pytest.mark.parametrize(
    ("kind", "card", "markup"),
    [
        (
            "gallery",
            {"images": [{"src": "a.jpg"}, {"src": "b.jpg"}], "caption": "Low tide"},
            '<figure><img src="a.jpg" alt=""></figure>'
            '<figure><img src="b.jpg" alt=""><figcaption>Low tide</figcaption></figure>',
        ),
        ("embed", {"url": LINK, "caption": "The <b>pier</b>"},
         f"<figure><p>{LINK}</p><figcaption>The pier</figcaption></figure>"),
        ("bookmark", {"url": LINK, "metadata": {"title": "Tides"}}, f'<p><a href="{LINK}">Tides</a></p>'),
        ("bookmark", {"metadata": {"title": "Tides"}}, ""),
        ("kg-card-button", {"buttonUrl": LINK, "buttonText": "Go"}, f'<p><a href="{LINK}">Go</a></p>'),
        ("callout", {"calloutText": "Mind the gap."}, "<aside><p>Mind the gap.</p></aside>"),
        ("toggle", {"heading": "When?", "content": "At noon."}, "<h3>When?</h3><p>At noon.</p>"),
        ("code-card", {"code": "a < b"}, "<pre>a &lt; b</pre>"),
        ("header", {"header": "Tides", "subheader": "A guide"}, "<h2>Tides</h2><p>A guide</p>"),
        ("call-to-action", {"textValue": "Come along."}, "<p>Come along.</p>"),
        ("email", {"html": "<p>For subscribers of the letter</p>"}, None),
    ],
)  # fmt: skip
def test_a_card_becomes_what_a_story_holds_of_it(
    kind: str, card: dict[str, Any], markup: str | None
) -> None:
    assert card_markup(kind, card) == markup


def _draft(text: str, **ranges: list[dict[str, Any]]) -> dict[str, Any]:
    return {"blocks": [{"text": text, **ranges}], "entityMap": {"0": {"data": {"url": LINK}}}}


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        (
            _draft(
                "Low & high tide",
                inlineStyleRanges=[{"style": "BOLD", "offset": 0, "length": 3}],
                entityRanges=[{"key": 0, "offset": 6, "length": 40}],
            ),
            f'<p><strong>Low</strong> &amp; <a href="{LINK}">high tide</a></p>',
        ),
        (
            [{"type": "list-item", "text": "Ebb", "spans": [{"type": "em", "start": 0, "end": 1}]},
             {"type": "list-item", "text": "Flood", "spans": []},
             {"type": "o-list-item", "text": "Noon", "spans": []}],
            "<ul><li><em>E</em>bb</li><li>Flood</li></ul><ol><li>Noon</li></ol>",
        ),
        (
            [{"_type": "block", "style": "h2", "children": [{"text": "Tides"}]},
             {"_type": "photoBlock", "url": "https://harbor.example/a.jpg", "caption": "a < b"}],
            '<h2>Tides</h2><figure><img src="https://harbor.example/a.jpg" alt="">'
            "<figcaption>a &lt; b</figcaption></figure>",
        ),
    ],
)  # fmt: skip
def test_a_text_with_ranges_becomes_paragraphs_with_marks(value: object, markup: str) -> None:
    assert to_markup(value) == markup


def test_a_card_of_mobiledoc_that_no_story_holds_is_told() -> None:
    document = {
        "version": "0.3.1", "markups": [["strong"]], "atoms": [],
        "cards": [["paywall", {"title": "For members"}]],
        "sections": [[1, "p", [[0, [0], 1, "Ebb"], [0, [], 0, " & flood"]]], [10, 0]],
    }  # fmt: skip
    assert to_markup(document) == "<p><strong>Ebb</strong> &amp; flood</p>"
    assert left_out(document) == [("paywall: For members", "a card that a story cannot hold")]


@pytest.mark.parametrize(
    ("caption", "shown"),
    [
        ("Low & high: 1 < 2", "Low &amp; high: 1 &lt; 2"),
        ("Tom &amp; Jo", "Tom &amp; Jo"),
        ("The <b>pier</b> at noon", "The pier at noon"),
    ],
)
def test_a_caption_in_a_tree_is_words_and_no_markup(caption: str, shown: str) -> None:
    tree = [{"type": "image", "url": f"{LINK}.jpg", "caption": caption, "children": [{"text": ""}]}]
    assert f"<figcaption>{shown}</figcaption>" in to_markup(tree)
