"""Blocks whose words stand in the markup's own data: ACF's in WordPress, attachments of Rails (Trix) -> HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from articles.ingest.addresses import is_web
from articles.ingest.pictures import figure_markup
from articles.ingest.plain import has_blocks, plain
from articles.ingest.strictjson import BadJSON, loads

_OF_THE_SITE: Final = re.compile(
    r"related|newsletter|sign-?up|subscri|promo|donat|advert(?!orial)|\bcta|banner|\bform|hero|posts"
)
_HEADINGS: Final = frozenset({"title", "heading", "headline", "subheading"})
_SPEAKERS: Final = frozenset({"author", "attribution", "name", "cite", "source", "speaker"})
_PICTURES: Final = re.compile(r"image|photo|picture|bild|foto", re.IGNORECASE)
_FEWEST_WORDS: Final = 3
_ATTACHMENT: Final = re.compile(
    r"<action-text-attachment\b(?P<facts>(?:[^<>\"]|\"[^\"]{0,4000}\"){0,2000})>(?:\s{0,20}</action-text-attachment>)?"
)
_FACT: Final = re.compile(r'([a-z-]{2,20})="([^"]{0,4000})"')

Gallery = Callable[[str], str]
"""HTML of the picture of a number."""


def acf_markup(name: str, facts: str, picture: Gallery) -> str:
    """HTML of what an ACF block's fields hold, in their order; "" for one of the site's furniture."""
    if not name.startswith("acf/") or _OF_THE_SITE.search(name):
        return ""
    try:
        told = loads(facts)
    except BadJSON:
        return ""
    data = told.get("data") if isinstance(told, Mapping) else None
    fields = {
        key: str(value).strip()
        for key, value in (data.items() if isinstance(data, Mapping) else ())
        if isinstance(value, (str, int)) and not key.startswith("_")
    }
    said = [key for key, value in fields.items() if len(plain(value).split()) >= _FEWEST_WORDS]
    if not said and not any(_PICTURES.search(key) for key in fields):
        return ""
    inside = "".join(_pieces(name, fields, picture))
    return f"\n\n<aside>{inside}</aside>\n\n" if "box" in name and inside else f"\n\n{inside}\n\n"


def _pieces(name: str, fields: Mapping[str, str], picture: Gallery) -> Iterator[str]:
    is_quote = "quote" in name
    who = next((plain(fields[key]) for key in fields if key in _SPEAKERS), "") if is_quote else ""
    for key, value in fields.items():
        if key in _HEADINGS:
            yield f"<h3>{html.escape(plain(value))}</h3>"
        elif _PICTURES.search(key) and value.isdecimal():
            yield picture(value)
        elif len(plain(value).split()) >= _FEWEST_WORDS and not is_web(value):
            words = value if has_blocks(value) else f"<p>{value}</p>"
            cited = f"<cite>{html.escape(who)}</cite>" if who else ""
            sort = ' class="pullquote"' if "pull" in name else ""
            yield f"<blockquote{sort}>{words}{cited}</blockquote>" if is_quote else words


def with_attachments(markup: str) -> str:
    """The markup with a figure for each picture that Rails keeps as an attachment, a link for other files."""
    return _ATTACHMENT.sub(_attached, markup) if "<action-text-attachment" in markup else markup


def _attached(found: re.Match[str]) -> str:
    facts: dict[str, Any] = {
        name: html.unescape(said) for name, said in _FACT.findall(found["facts"])
    }
    address, caption = facts.get("url", ""), facts.get("caption", "")
    if not address:
        return found[0]
    if facts.get("content-type", "").startswith("image/"):
        return figure_markup(address, alt=facts.get("alt", ""), caption=html.escape(caption))
    words = html.escape(caption or facts.get("filename", "") or address)
    return f'<p><a href="{html.escape(address)}">{words}</a></p>'
