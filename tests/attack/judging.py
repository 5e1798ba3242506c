"""S3: what must hold of any markup, any lines and any file, whoever made them; shared by suite and fuzzer."""

from __future__ import annotations

import io
import random
import re

from articles.body.from_html import from_html
from articles.body.from_text import from_text
from articles.body.render import render
from articles.body.words import plain_text
from articles.ingest.formats import FORMATS, reader
from articles.ingest.prepare import prepare
from articles.ingest.record import StoryRecord
from tests.attack.payloads import numbered

TAGS = ("p", "h2", "blockquote", "ul", "ol", "li", "figure", "figcaption", "strong", "em", "a href='/x'", "b",
        "i", "div", "span", "table", "td", "pre", "br", "hr", "img src='/a.jpg'", "svg", "math", "style",
        "script", "title", "textarea", "noscript", "template", "aside", "section", "a href='javascript:x'")  # fmt: skip
BITS = ("words", " ", "&amp;", "&lt;", "<", ">", "\u2028", "\u00a0", "é", "'", '"', "<!--", "-->", "<![CDATA[", "]]>",
        "\n\n", "\t", "\x0b", "<p", "</", "&#0;", "&#x1F600;", "&notanentity;", "\u202e", "</p></div>")  # fmt: skip
READ = [key for key in FORMATS if key != "iptc_picture"]
RUNS = re.compile(r"<script|\son\w+\s*=\s*[\"']|href=[\"']?\s*javascript:", re.IGNORECASE)
"""What no rendered body has; words say `<` as an entity, so that quotes and brackets are markup's own."""


def soup(chance: random.Random) -> str:
    """Tags opened, closed and left open at random, with hostile strings between them."""
    strings = numbered()
    parts = []
    for _n in range(chance.randint(1, 14)):
        tag = chance.choice(TAGS)
        parts.append(
            chance.choice(
                (f"<{tag}>", f"</{tag.split()[0]}>", chance.choice(BITS), chance.choice(strings))
            )
        )
    return "".join(parts)


def fault_of_markup(markup: str) -> str:
    """Read and rendered it holds nothing that runs; from then on nothing moves."""
    once = render(from_html(markup).document)
    twice = render(from_html(once).document)
    if runs(once):
        return "something that runs"
    return "" if twice == render(from_html(twice).document) else "not the same when read again"


def fault_of_lines(lines: str) -> str:
    """Plain text becomes one document, which its own words give again."""
    once = plain_text(from_text(lines))
    return "" if plain_text(from_text(once)) == once else "words moved"


def fault_of_file(key: str, content: bytes) -> str:
    """Its reader says what is wrong and goes on; what becomes a story can be stored and shown.

    Copy is not cleaned a second time: without its first byline a story begins with another line.
    """
    for each in reader(key).read(io.BytesIO(content), f"a.{key}"):
        if isinstance(each, StoryRecord) and runs(render(prepare(each).document)):
            return "something that runs"
    return ""


def runs(rendered: str) -> bool:
    """Whether a tag of it would; the words between tags are left out."""
    return bool(RUNS.search(re.sub(r">[^<]*<", "><", rendered)))
