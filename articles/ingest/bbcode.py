"""BBCode, as forums and older systems keep text -> the HTML for it."""

from __future__ import annotations

import html
import re
from typing import Final

from articles.ingest.pictures import figure_markup
from articles.ingest.plain import has_markup

_TAGS: Final = {
    "b": "strong", "i": "em", "u": "u", "s": "s", "quote": "blockquote", "h2": "h2", "h3": "h3",
}  # fmt: skip
_PAIR: Final = re.compile(
    r"\[(b|i|url|img|quote)(?:=[^\[\]\n]{1,500})?\][^\[\]]{1,2000}\[/\1\]", re.IGNORECASE
)
"""One whole pair: a lone "[b]" may be a sign of the text."""
_LINK: Final = re.compile(
    r"\[url(?:=[\"']?(?P<address>[^\[\]\"'\s]{1,500})[\"']?)?\](?P<words>[^\[\]]{1,1000})\[/url\]",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(
    r"\[img(?:=[^\[\]]{0,100})?\]\s*(?P<address>[^\[\]\s]{1,1000})\s*\[/img\]", re.IGNORECASE
)
_TAG: Final = re.compile(
    r"\[(?P<close>/?)(?P<name>b|i|u|s|quote|h2|h3)(?:=[^\[\]\n]{0,100})?\]", re.IGNORECASE
)
_SETTING: Final = re.compile(
    r"\[/?(?:size|color|font|center|left|right|justify)(?:=[^\[\]\n]{0,100})?\]", re.IGNORECASE
)


def has_bbcode(text: str) -> bool:
    """Whether a pair of BBCode's tags stands in the text."""
    return "[/" in text and _PAIR.search(text) is not None


def from_bbcode(text: str) -> str:
    """The text with HTML for bold, italics, links, pictures and quotations."""
    text = text if has_markup(text) else html.escape(text, quote=False)
    text = _PICTURE.sub(lambda found: figure_markup(found["address"]), text)
    text = _SETTING.sub("", text)
    text = _TAG.sub(_tag, text)
    return _LINK.sub(_link, text)


def _tag(found: re.Match[str]) -> str:
    return f"<{found['close']}{_TAGS[found['name'].lower()]}>"


def _link(found: re.Match[str]) -> str:
    address = found["address"] or found["words"].strip()
    return f'<a href="{html.escape(address)}">{found["words"]}</a>'
