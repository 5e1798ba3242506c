"""Whatever is written into a body, the page holds only elements and attributes of ours."""

from __future__ import annotations

import json
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import document as doc
from articles.body.from_html import from_html
from articles.body.render import render, render_feed
from tests.body.documents import HOSTILE, all_blocks, any_text, documents
from tests.shared_data import shared_data

ALLOWED = {
    "html": set(),
    "head": set(),
    "body": set(),
    "p": {"id", "class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "strong": set(),
    "em": set(),
    "br": set(),
    "hr": {"id"},
    "ul": {"id", "class"},
    "ol": {"id", "start"},
    "li": {"id"},
    "blockquote": {"id", "class"},
    "footer": set(),
    "aside": {"id", "class", "aria-hidden", "aria-labelledby"},
    "section": {"id", "class"},
    "time": {"datetime"},
    "div": {
        "aria-hidden",
        "id",
        "class",
        "data-provider",
        "data-key",
        "data-label",
        "data-title",
        "data-frame",
        "data-show",
        "data-notice",
    },
    "a": {"href", "rel"},
    "span": set(),
    "table": set(),
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "class"},
    "td": {"class"},
}
SAFE_STARTS = ("https://", "http://", "mailto:", "tel:", "/")


def assert_inert(html: str) -> None:
    page = html5lib.parse(html, namespaceHTMLElements=False)
    for element in page.iter():
        assert isinstance(element.tag, str), f"a comment: {html}"
        assert element.tag in ALLOWED, html
        assert set(element.attrib) <= ALLOWED[element.tag], html
        assert element.get("href", "/").startswith(SAFE_STARTS), html


def everywhere(text: str) -> list[Any]:
    """A block for every place of a body that takes text."""
    return [
        doc.paragraph(text, doc.text(text, "strong", "emphasis", doc.link("/a"))),
        doc.heading(text[:300]),
        doc.quotation(text, attribution=text[:300]),
        doc.pull_quote(text, attribution=text[:300]),
        doc.bullet_list(text),
        doc.ordered_list(doc.list_item(text, doc.bullet_list(text))),
        doc.fact_box(text, heading=text[:300]),
        doc.embed("youtube", "abcdefghijk", title=text[:300]),
        doc.live_update(text, at="2026-01-01T00:00:00Z", heading=text[:300]),
        doc.table([text[:1000], doc.table_cell(text[:1000])], caption=text[:3000], head_row=True),
        doc.figure(caption=text[:3000], alt=text[:1000], credit=text[:500]),
    ]


@pytest.mark.thorough
@given(documents(all_blocks(any_text)))
@settings(max_examples=80, deadline=None)
def test_any_text_in_any_place_renders_inert(body):
    assert_inert(render(body, first_mentions={"script": "/people/script", "alert": "/alert"}))
    assert_inert(render_feed(body, site_url="https://example.org"))


@given(st.one_of(st.sampled_from(HOSTILE), st.text("<>/=\"'! abimgscript-", max_size=80)))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_into_an_inert_body(markup):
    assert_inert(render(from_html(markup).document))


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_of_a_body_is_escaped(text):
    assert_inert(render(doc.document(*everywhere(text))))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name",
    ["xss/dompurify-even.json", "xss/payloadsallthethings-even.json", "strings/blns.json"],
)
def test_public_attack_strings_are_inert(name):
    told = json.loads(shared_data("security", *name.split("/")).read_text("utf-8"))
    strings = list(_strings(told))
    assert len(strings) > 100
    for text in strings:
        assert_inert(render(doc.document(*everywhere(text[:50_000]))))
        assert_inert(render(from_html(text).document))


def _strings(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
