from __future__ import annotations

import re
import time
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from articles.body.document import InvalidBody, children, inlines, walk
from articles.body.from_html import FromMarkup, from_html
from articles.body.markup.rules import DROPPED, is_hidden
from articles.body.words import plain_text
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


READ = {
    "marks": (
        "<p>Plain <b>bold <i>both</i></b> <em>slanted</em> <u>lined</u></p>",
        [("paragraph", "Plain *bold *_*both*_ _slanted_ lined")],
    ),
    "loose text": (
        "one<div>two<p>three</p>four</div>five",
        [("paragraph", word) for word in ("one", "two", "three", "four", "five")],
    ),
    "white space": (
        "<p>\n  a\n  <b> b</b> c&nbsp;</p><p>&nbsp;</p><p>\u200b</p>",
        [("paragraph", "a *b* c")],
    ),
    "breaks": (
        "<p>a<br>b<br/><br/>c<br></p>",
        [("paragraph", "a\nb"), ("paragraph", "c")],
    ),
    "headings": (
        "<h1>A</h1><h2><b>B</b></h2><h3>C <b>d</b></h3><h4>E</h4><h6>F</h6>",
        [
            ("heading", "A", {"level": 2}),
            ("heading", "B", {"level": 2}),
            ("heading", "C *d*", {"level": 3}),
            ("heading", "E", {"level": 4}),
            ("heading", "F", {"level": 4}),
        ],
    ),
    "a heading too long to be one": (
        f"<h2>{'long ' * 100}</h2>",
        [("paragraph", ("long " * 100).strip())],
    ),
    "lists": (
        "<ul><li>a<ol start=3><li>b</ol><li><p>c</p><p>d</p></ul>",
        [
            (
                "bullet_list",
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "a"),
                            ("ordered_list", {"start": 3}, [("list_item", [("paragraph", "b")])]),
                        ],
                    ),
                    ("list_item", [("paragraph", "c"), ("paragraph", "d")]),
                ],
            )
        ],
    ),
    "a figure in a list follows it": (
        "<ul><li>a<img src='/a.jpg'></li></ul>b",
        [
            ("bullet_list", [("list_item", [("paragraph", "a")])]),
            ("figure", {"source_url": "/a.jpg"}),
            ("paragraph", "b"),
        ],
    ),
    "a quotation": (
        "<blockquote><p>a</p><h2>b</h2><ul><li>c</ul><footer>— <cite>Ada</cite></footer></blockquote>",
        [
            (
                "quotation",
                {"attribution": "Ada"},
                [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")],
            )
        ],
    ),
    "a quotation in a figure": (
        "<figure><blockquote>a</blockquote><figcaption>Ada</figcaption></figure>",
        [("quotation", {"attribution": "Ada"}, [("paragraph", "a")])],
    ),
    "a pull quote": (
        "<figure class='wp-block-pullquote'><blockquote><p>a</p><cite>Ada</cite></blockquote></figure>",
        [("pull_quote", "a", {"attribution": "Ada"})],
    ),
    "a figure": (
        "<figure><a href='/big'><img src='/a.jpg' alt='Alt'></a><figcaption>Said <b>so</b>. "
        "<span class='photo-credit'>Jo/Wire</span></figcaption></figure>",
        [
            (
                "figure",
                {"caption": "Said so.", "alt": "Alt", "credit": "Jo/Wire", "source_url": "/a.jpg"},
            )
        ],
    ),
    "a caption of an older editor": (
        "<div class='wp-caption alignleft'><img src='data:image/gif;base64,R0' "
        "data-src='https://example.org/a.jpg'><p class='wp-caption-text'>Said</p></div>",
        [("figure", {"caption": "Said", "source_url": "https://example.org/a.jpg"})],
    ),
    "a gallery": (
        "<figure><figure><img src='1.jpg'><figcaption>one</figcaption></figure>"
        "<figure><img src='2.jpg'></figure><figcaption>both</figcaption></figure>",
        [
            ("figure", {"caption": "one", "source_url": "1.jpg"}),
            ("figure", {"source_url": "2.jpg"}),
            ("paragraph", "both"),
        ],
    ),
    "the widest picture of a set": (
        "<img srcset='/a.jpg 480w, /b.jpg 1200w, /c.jpg 800w' alt='x'>",
        [("figure", {"alt": "x", "source_url": "/b.jpg"})],
    ),
    "a picture in the middle of a text": (
        "<p>a <img src='/i.jpg'> b</p>",
        [("paragraph", "a b"), ("figure", {"source_url": "/i.jpg"})],
    ),
    "a picture that a script would load": (
        "<img src='data:image/gif;base64,R0' alt='x'><noscript><img src='/a.jpg'></noscript>"
        "<img data-src='/b.jpg' src='/w.gif'><noscript><img src='/b.jpg'></noscript>",
        [("figure", {"alt": "x", "source_url": "/a.jpg"}), ("figure", {"source_url": "/b.jpg"})],
    ),
    "an emoji": ("<p>Hi <img class='emoji' src='/e.png' alt='🙂'></p>", [("paragraph", "Hi 🙂")]),
    "a player": (
        "<p>a</p><iframe src='https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0' "
        "title='Film'>no frames</iframe>",
        [
            ("paragraph", "a"),
            ("embed", {"provider": "youtube", "key": "abcdefghijk", "title": "Film"}),
        ],
    ),
    "an address on its own line": (
        "<figure class='wp-block-embed'><div>https://vimeo.com/123456</div>"
        "<figcaption>Film</figcaption></figure>",
        [("embed", {"provider": "vimeo", "key": "123456", "title": "Film"})],
    ),
    "a post": (
        "<blockquote class='twitter-tweet'><p>Tea</p>— Ada "
        "<a href='https://twitter.com/ada/status/1234?ref=x'>May 1</a></blockquote>",
        [("embed", {"provider": "x", "key": "1234", "title": "Tea — Ada May 1"})],
    ),
    "a fact box": (
        "<aside><h3>Tea</h3><ul><li>a</ul></aside><aside>b</aside>",
        [
            (
                "fact_box",
                {"heading": "Tea"},
                [("bullet_list", [("list_item", [("paragraph", "a")])])],
            ),
            ("paragraph", "b"),
        ],
    ),
    "a table": (
        "<table><tr><th>A<th>B<tr><td>1<td><p>2</p><tr><td><p>c</p><p>d</p></table>",
        [
            ("paragraph", "A | B"),
            ("paragraph", "1 | 2"),
            ("paragraph", "c"),
            ("paragraph", "d"),
        ],
    ),
    "preformatted text": ("<pre>a\n b\n\nc</pre>", [("paragraph", "a\nb"), ("paragraph", "c")]),
    "small figures": (
        "<p>H<sub>2</sub>O, m<sup>2</sup>, 4<sup>th</sup></p>",
        [("paragraph", "H₂O, m², 4th")],
    ),
    "a rule": ("a<hr>b", [("paragraph", "a"), ("rule",), ("paragraph", "b")]),
    "links": (
        "<p><a href='/a'>a</a> <a href='x.html'>b</a> <a href='#c'>c</a> <a href='javascript:d'>d</a></p>",
        [("paragraph", "~a~ b c d")],
    ),
    "a page": (
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><!-- c -->"
        "<p>a</p><script>b</script></body></html>",
        [("paragraph", "a")],
    ),
    "a paste from Google Docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0">'
        '<p dir="ltr"><span style="font-weight:400;">a </span><span style="font-weight:700;'
        'font-style:italic">b</span> <a href="https://www.google.com/url?q=https://example.org/'
        '&amp;sa=D">c</a></p><ul><li dir="ltr"><p role="presentation"><span>d</span></p></li>'
        "<ul><li><p>e</p></li></ul></ul></b>",
        [
            ("paragraph", "a _*b*_ ~c~"),
            (
                "bullet_list",
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "d"),
                            ("bullet_list", [("list_item", [("paragraph", "e")])]),
                        ],
                    )
                ],
            ),
        ],
    ),
    "a paste from Word": (
        "<p class=MsoNormal>a<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>b</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>·</span>c</p><p class=MsoNormal>d</p>",
        [
            ("paragraph", "a"),
            (
                "ordered_list",
                {"start": 1},
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "b"),
                            ("bullet_list", [("list_item", [("paragraph", "c")])]),
                        ],
                    )
                ],
            ),
            ("paragraph", "d"),
        ],
    ),
    "nothing": (" \n ", []),
}


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


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_read_in_time(markup):
    started = time.process_time()
    read = from_html(markup)
    assert time.process_time() - started < 5  # the slowest takes 0.9 s, measured
    if "form" not in markup:
        assert plain_text(read.document).endswith("end")


def test_markup_over_every_limit_is_refused_with_a_sentence():
    with pytest.raises(InvalidBody, match="at most 5,000 blocks"):
        from_html("<hr>" * 6_000)
    with pytest.raises(InvalidBody, match="20,000,000"):
        from_html(" " * 20_000_001)


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
