from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from articles.body.document import InvalidBody, children, inlines, walk
from articles.body.from_html import FromMarkup, from_html
from articles.body.markup.rules import DROPPED, is_hidden
from articles.body.words import plain_text
from tests.body.markup_samples import READ
from tests.pace import answered_within
from tests.shared_data import shared_data


def outline(read: FromMarkup) -> list[Any]:
    return [_line(block) for block in read.document["content"]]


def _line(block: Any) -> Any:
    told = "".join(_marked(run) if run["type"] == "text" else "\n" for run in inlines(block))
    facts = {
        name: value
        for name, value in block["attrs"].items()
        if name != "id" and value not in ("", None, False)
    }
    inside = [_line(child) for child in children(block)]
    return tuple(part for part in (block["type"], told, facts, inside) if part)


def _marked(run: Any) -> str:
    told = run["text"]
    for mark in run.get("marks", []):
        sign = {"strong": "*", "emphasis": "_"}.get(mark["type"], "~")
        told = f"{sign}{told}{sign}"
    return told


@pytest.mark.parametrize(("markup", "blocks"), READ.values(), ids=READ.keys())
def test_markup_becomes_blocks(markup, blocks):
    assert outline(from_html(markup)) == blocks


REMOVED = [
    ("<script src='/a.js'></script>", "script", "scripts are not kept"),
    ("<svg><text>x</text></svg>", "svg", "drawings"),
    ("<form><label>Mail</label><input></form>", "form", "forms"),
    ("<button>Go</button>", "button", "form controls"),
    ("<iframe src='https://ads.example/x'></iframe>", "iframe", "not of a provider"),
    ("<a href='data:text/html,x'>a</a>", "link", "scheme"),
    ("<img src='/p.gif' width=1 height=1>", "img", "too small"),
    ("<video src='/a.mp4'>no video</video>", "video", "video files"),
    ("<p style='display: none'>unseen</p>", "p", "hidden"),
    ("<p>a <del>b</del></p>", "del", "struck out"),
    ("<img src='/a.jpg' alt='" + "b" * 1001 + "'>", "alt", "longer than 1,000"),
    ("<img alt='a' src='/" + "b" * 2001 + "'>", "src", "longer than 2,000"),
    ("<img>", "img", "neither"),
    ("<p>a<a href='#_ftn1'>[1]</a></p>", "footnote", "no footnotes"),
    ("<p>a<sup><a href='#sdfootnote1sym'>1</a></sup></p>", "footnote", "no footnotes"),
    ("<p>a<a class=msocomanchor href='#_msocom_1'>[A1]</a></p>", "comment", "in the margin"),
    ("<div style='mso-element:comment-list'><p>Who says so?</p></div>", "comment", "in the margin"),
    ("<table><tr><td>a<td>b</table>", "table", "stand on one line"),
    (
        "<blockquote class='twitter-tweet'>"
        + "tea " * 200
        + "<a href='https://x.com/a/status/1'>x</a></blockquote>",
        "blockquote",
        "only its beginning",
    ),
]


@pytest.mark.parametrize(("markup", "what", "reason"), REMOVED)
def test_what_a_body_cannot_hold_is_named_with_its_reason(markup, what, reason):
    (removed,) = from_html(markup).removed
    assert removed.what == what
    assert reason in removed.reason


def test_a_form_around_a_whole_story_is_not_a_form():
    story = "A story that stands inside the form of an old page. " * 6
    read = from_html(f"<form><h2>Head</h2><p>{story}</p></form>")
    assert [block["type"] for block in read.document["content"]] == ["heading", "paragraph"]


def test_addresses_are_resolved_against_the_page():
    read = from_html("<p><a href='b.html'>b</a><img src='../c.jpg'></p>", "https://example.org/x/a")
    (text, figure) = read.document["content"]
    assert text["content"][0]["marks"][0]["attrs"]["href"] == "https://example.org/x/b.html"
    assert figure["attrs"]["source_url"] == "https://example.org/c.jpg"


def test_text_over_a_limit_finds_another_place():
    caption = "word " * 700
    read = from_html(f"<figure><img src='/a.jpg'><figcaption>{caption}</figcaption></figure>")
    assert outline(read) == [
        ("figure", {"source_url": "/a.jpg"}),
        ("paragraph", caption.strip()),
    ]


def test_lists_deeper_than_a_body_nests_lose_no_word():
    markup = "".join(f"<ul><li>item {level}" for level in range(20))
    found = plain_text(from_html(markup).document).split("\n")
    assert found == [f"item {level}" for level in range(20)]


HOSTILE = {
    "nested elements": "<div>" * 50_000 + "end",
    "nested marks": "<b><i>" * 50_000 + "end",
    "nested lists": "<ul><li>" * 50_000 + "end",
    "nested quotations": "<blockquote>" * 100_000 + "end",
    "nested tables": "<table><tr><td>" * 50_000 + "end",
    "nested figures": "<figure><figcaption>" * 50_000 + "end",
    "nested forms": "<form>" * 50_000 + "end",
    "nested links": "<a href=https://example.org>" * 50_000 + "end",
    "open paragraphs": "<p>" * 30_000 + "end",
    "stray ends": "<div>" * 100_000 + "</nothing>" * 100_000 + "end",
    "open brackets": "<" * 90_000 + " end",
    "many breaks": "<p>" + "<br>" * 30_000 + "end",
    "many cells": "<table><tr>" + "<td>a" * 10_000 + "<td>end",
    "empty paragraphs": "<p> </p>" * 20_000 + "end",
    "a long style": f"<p style='{'font-weight:' * 50_000}'>end",
    "a long set of pictures": f"<img src=x srcset='{'a ' * 200_000}'>end",
    "spaces": " " * 1_000_000 + "end",
    "many attributes": f"<p {' '.join(f'a{number}=x' for number in range(10_000))}>end",
}


@pytest.mark.thorough
@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_read_in_time(markup):
    read = answered_within(5, lambda: from_html(markup))  # the slowest takes 0.9 s, measured
    if "form" not in markup:
        assert plain_text(read.document).endswith("end")


def test_markup_over_every_limit_is_refused_with_a_sentence():
    with pytest.raises(InvalidBody, match="at most 5,000 blocks"):
        from_html("<hr>" * 6_000)
    with pytest.raises(InvalidBody, match="20,000,000"):
        from_html(" " * 20_000_001)


@pytest.mark.thorough
def test_real_pages_lose_no_word():
    pages = sorted(shared_data("html").rglob("*.html"))
    assert pages
    for page in pages:
        markup = page.read_text("utf-8", errors="replace")
        kept = _words(_everything(from_html(markup, "https://example.org/")))
        parser = lxml_html.HTMLParser(encoding="utf-8")
        tree = lxml_html.fromstring(markup.encode(), parser=parser)
        etree.strip_elements(tree, *DROPPED, "iframe", "form", with_tail=False)
        for paragraph in tree.iter("p"):
            if not any(is_hidden(each.attrib) for each in (paragraph, *paragraph.iterancestors())):
                whole = _words(paragraph.text_content())  # a break may stand inside a "word"
                lost = whole & _words(" ".join(paragraph.itertext())) - kept
                assert not lost, (page.name, lost)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", text))


def _everything(read: FromMarkup) -> str:
    texts = [plain_text(read.document, include_captions=True)]
    texts += [each.text for each in read.removed]
    for block, _ in walk(read.document):
        texts += [value for value in block["attrs"].values() if isinstance(value, str)]
    return " ".join(texts)


@pytest.mark.parametrize(
    ("inside", "whose"),
    [
        ("<p>It rose <span class=citation>(Orr 2020)</span> in March.</p>", ""),
        ('<p>It rose, <a class="citation" href="/a">she said</a>, in March.</p>', ""),
        ("It rose in March.<span class=cite>[3]</span> It fell in May.", ""),
        ("It rose in <span class=quote-source>The Lay</span> in March.", ""),
        ("It rose in March. <span class=quote-author>Ann Orr</span>", "Ann Orr"),
        ("<p>It rose in March.</p><span class=cite>Ann Orr</span>", "Ann Orr"),
        ("It rose in March<div class=citation>Ann Orr</div>", "Ann Orr"),
    ],
)
def test_a_source_within_a_sentence_stays_in_it(inside: str, whose: str) -> None:
    (quoted,) = from_html(f"<blockquote>{inside}</blockquote>").document["content"]
    assert quoted["attrs"]["attribution"] == whose


@pytest.mark.parametrize(
    ("classes", "is_pulled"),
    [
        ("pull-quote", True),
        ("c-pullquote", True),
        ("c-block pull-quote-wrapper", True),
        ("article-body has-pullquote", False),
        ("with-pull-quote", False),
        ("story pull-quote-layout", False),
    ],
)
def test_only_the_box_itself_is_a_pull_quote(classes: str, *, is_pulled: bool) -> None:
    markup = f'<div class="{classes}"><p>It rose in March.</p><p>It fell in May.</p></div>'
    kinds = {block["type"] for block in from_html(markup).document["content"]}
    assert kinds == ({"pull_quote"} if is_pulled else {"paragraph"})
