"""What page builders of WordPress (WPBakery, Divi, Avada, Enfold ...) keep in attributes of shortcodes -> HTML."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote

from articles.ingest.addresses import is_web
from articles.ingest.pictures import figure_markup
from articles.ingest.record import PictureRecord

Attributes = Mapping[str, str]
Gallery = Callable[[Attributes], list[PictureRecord]]

_AROUND: Final = frozenset(
    {"row", "column", "col", "section", "container", "text", "textblock", "inner", "half", "third", "fourth",
     "wrapper", "message", "alert", "tabs", "accordion", "toggles"}
)  # fmt: skip
"""Parts that hold blocks: what stands in two of them is never one paragraph."""
_IN_A_LINE: Final = frozenset({"highlight", "dropcap", "tooltip", "colored", "bold", "small"})
_TITLED: Final = frozenset({"toggle", "tab", "accordion", "blurb", "faq", "tta", "spoiler"})
_BOXES: Final = frozenset({"box", "callout", "infobox", "notification", "factbox"})
_HEADINGS: Final = frozenset({"heading", "title", "headline"})
_PICTURES: Final = frozenset({"image", "img", "imageframe", "picture", "photo"})
_MANY: Final = frozenset(
    {"gallery", "slider", "slide", "carousel", "grid", "images", "post", "posts"}
)
"""Words of a name that show several things, or things of the site."""
_FILMS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "video": "",
}
_LISTS: Final = frozenset({"checklist", "iconlist", "list"})
_BUTTONS: Final = frozenset({"button", "btn"})
_SWITCHES: Final = frozenset({"on", "off", "yes", "no", "true", "false", "none", "default"})
_TITLE: Final = ("title", "heading", "headline", "h2")
_ADDRESS: Final = ("src", "url", "image_url", "image", "link", "photo")
_NUMBER: Final = (
    "image",
    "image_id",
    "attachment",
    "attach_id",
    "attachment_id",
    "img",
    "photo",
    "id",
)
_FILM: Final = ("link", "src", "url", "video_url", "href", "id", "video_id", "video")
_SPEAKERS: Final = ("author", "name", "cite", "author_name", "client")
_POSTS: Final = ("job_title", "position", "company", "company_name", "subtitle")


def of_a_builder(name: str, attributes: Attributes, inner: str, gallery: Gallery) -> str | None:
    """HTML of a builder's part; None for any other shortcode, "" for one that shows nothing of the story."""
    parts = re.split(r"[_-]", name)
    words = set(parts)
    if "raw" in words and {"html", "js"} & words:
        return _decoded(inner) if "html" in words else ""
    if len(parts) > 1 and _BUTTONS & words:
        return ""
    if len(parts) > 1 and not _MANY & words:
        shown = _shown(parts, attributes, inner, gallery)
        if shown is not None:
            return shown
    if _LISTS & words and "<li>" in inner:
        return f"\n\n<ul>{inner}</ul>\n\n"
    if parts[-1] == "item" and {"li", "list", "iconlist", "checklist"} & words:
        return f"<li>{inner.strip() or html.escape(_said(attributes, _TITLE))}</li>"
    return f"\n\n{inner}\n\n" if _AROUND & words and not _IN_A_LINE & words else None


def _shown(parts: list[str], attributes: Attributes, inner: str, gallery: Gallery) -> str | None:
    words = set(parts)
    if parts[-1] in _HEADINGS:
        return _heading(attributes, inner)
    if parts[-1] in _PICTURES:
        return _picture(attributes, inner, gallery)
    if sort := next((each for each in _FILMS if each in words), ""):
        return _film(sort, attributes)
    if {"testimonial", "quote", "blockquote"} & words:
        return _quotation(attributes, inner)
    title = _said(attributes, _TITLE)
    if title and _BOXES & words:
        return f"\n\n<aside><h3>{html.escape(title)}</h3>{inner}</aside>\n\n"
    if title and _TITLED & words:
        return f"\n\n<h3>{html.escape(title)}</h3>\n\n{inner}\n\n"
    return None


def _said(attributes: Attributes, names: tuple[str, ...]) -> str:
    """The first of the attributes that holds words, and no switch."""
    told = (html.unescape(attributes.get(name, "")).strip() for name in names)
    return next((words for words in told if words and words.casefold() not in _SWITCHES), "")


def _heading(attributes: Attributes, inner: str) -> str | None:
    words = inner.strip() or html.escape(_said(attributes, ("text", *_TITLE)))
    told = " ".join(
        attributes.get(name, "")
        for name in ("tag", "font_container", "size", "heading_size", "level")
    )
    rank = re.search(r"(?:\bh|\btag:h|^\s*)([1-6])\b", told)
    number = rank[1] if rank else "2"
    if not words or re.search(r"</?(?:p|div|h[1-6]|ul|ol)\b", words):
        return None
    return f"\n\n<h{number}>{words}</h{number}>\n\n"


def _picture(attributes: Attributes, inner: str, gallery: Gallery) -> str | None:
    within = re.sub(r"<[^<>]{0,1000}>", "", inner).strip()
    address = within if is_web(within) else _said(attributes, _ADDRESS)
    caption = html.escape(attributes.get("caption", "")) or ("" if is_web(within) else within)
    alt = html.unescape(attributes.get("alt", ""))
    if is_web(address):
        return f"\n\n{figure_markup(html.unescape(address), alt=alt, caption=caption)}\n\n"
    number = next(
        (attributes[n] for n in _NUMBER if re.fullmatch(r"\d+", attributes.get(n, ""))), ""
    )
    if not number:
        return None
    found = gallery({"ids": number})
    figures = (
        figure_markup(
            each.reference, alt=alt or each.alt, caption=caption or html.escape(each.caption)
        )
        for each in found
    )
    return f"\n\n{''.join(figures)}\n\n"


def _film(sort: str, attributes: Attributes) -> str | None:
    said = _said(attributes, _FILM)
    if not said or re.search(r"\.(?:mp4|webm|ogv|m4v|mov)\b", said):
        return None
    address = said if is_web(said) else _FILMS[sort].format(said)
    return f"\n\n<p>{html.escape(address)}</p>\n\n" if is_web(address) else None


def _quotation(attributes: Attributes, inner: str) -> str | None:
    who = ", ".join(filter(None, [_said(attributes, _SPEAKERS), _said(attributes, _POSTS)]))
    if not inner.strip():
        return None
    cited = f"<cite>{html.escape(who)}</cite>" if who else ""
    return f"\n\n<blockquote>{inner}{cited}</blockquote>\n\n"


def _decoded(inner: str) -> str:
    """The HTML that WPBakery keeps as an escaped address in base64."""
    try:
        return f"\n\n{unquote(base64.b64decode(inner.strip(), validate=True).decode())}\n\n"
    except (binascii.Error, UnicodeDecodeError):
        return inner
