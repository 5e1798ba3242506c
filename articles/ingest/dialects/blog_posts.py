"""Posts of Tumblr and LiveJournal: each sort's own names, as the named values of a row."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.dialects.autop import paragraphs
from articles.ingest.elements import Element, attribute, children, descendants, local, raw_text
from articles.ingest.pictures import figure_markup

Row = dict[str, Any]
"""A post's names and values; its values have any shape."""

SORTS: Final = frozenset(
    {"text", "photo", "quote", "link", "video", "audio", "answer", "chat", "blocks"}
)
_SORT_OF_XML: Final = {"regular": "text", "conversation": "chat"}
_XML_NAMES: Final = {
    "regular-title": "title", "regular-body": "body", "photo-caption": "caption", "quote-text": "text",
    "quote-source": "source", "link-text": "title", "link-url": "url", "link-description": "description",
    "conversation-title": "title", "conversation-text": "body", "video-caption": "caption",
    "video-source": "video_url", "audio-caption": "caption", "question": "question", "answer": "answer",
}  # fmt: skip
_CUT: Final = re.compile(r"</?(?:lj-cut|cut)\b[^<>]{0,300}>", re.IGNORECASE)
_USER: Final = re.compile(
    r"<(?:lj|user)\s[^<>]{0,100}?(?:user|name|comm)\s?=\s?[\"']?([\w-]{1,40})[\"']?[^<>]{0,100}>",
    re.IGNORECASE,
)
_BLOCKS: Final = re.compile(r"</?(?:p|div|br)\b|<h[1-6]\b", re.IGNORECASE)


def open_tumblr(row: Row) -> None:
    """Give a post of Tumblr's JSON a headline and a body, whatever its sort."""
    sort = row.get("type")
    if not isinstance(sort, str) or sort not in SORTS or "post_url" not in row:
        return
    row.pop("summary", None)  # the first words of the text, cut by a machine
    blocks = row.get("content")
    if isinstance(blocks, list) and blocks and _is_heading(blocks[0]):
        row.setdefault("title", blocks[0].get("text"))
        row["content"] = blocks[1:]
    given = row.pop("photos", None)
    photos = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    shown = [
        (str(size.get("url") or ""), str(one.get("caption") or ""))
        for one in photos
        if isinstance(size := one.get("original_size"), Mapping)
    ]
    _open_sort(row, sort, shown)


def _is_heading(block: object) -> bool:
    return isinstance(block, Mapping) and block.get("subtype") == "heading1"


def tumblr_row(post: Element) -> Row:
    """A post of Tumblr's XML export."""
    row: Row = {"source_id": attribute(post, "id"), "slug": attribute(post, "slug")}
    row["post_url"] = attribute(post, "url-with-slug") or attribute(post, "url")
    row["date"] = attribute(post, "unix-timestamp") or attribute(post, "date-gmt")
    row["state"] = attribute(post, "state")
    if attribute(post, "private") in {"true", "1"}:
        row["state"] = "private"
    shown: list[tuple[str, str]] = []
    for holder in list(descendants(post, "photo")) or [post]:  # of several each has a holder
        if sizes := children(holder, "photo-url"):  # the largest first
            shown.append((raw_text(sizes[0]).strip(), attribute(holder, "caption")))
    for one in children(post):
        if local(one) == "tag":
            row.setdefault("tags", []).append(raw_text(one).strip())
        elif name := _XML_NAMES.get(local(one)):
            row.setdefault(name, raw_text(one).strip())
    blog = next(descendants(post.getroottree().getroot(), "tumblelog"), None)
    row["source_name"] = attribute(blog, "title") or attribute(blog, "name")
    sort = attribute(post, "type")
    _open_sort(row, _SORT_OF_XML.get(sort, sort), shown)
    return row


def _open_sort(row: Row, sort: str, shown: list[tuple[str, str]]) -> None:
    """Headline and body of a post that is no plain text."""
    caption = str(row.pop("caption", None) or "")
    if sort == "photo" and shown:
        row["body"] = _photos(shown, caption)
    elif sort == "quote" and isinstance(row.get("text"), str):
        source = str(row.pop("source", None) or "")
        row["body"] = f"<blockquote><p>{row.pop('text')}</p><cite>{source}</cite></blockquote>"
    elif sort == "link":
        address = html.escape(str(row.pop("url", None) or ""))
        words = str(row.get("title") or "") or address
        link = f'<p><a href="{address}">{words}</a></p>' if address else ""
        row["body"] = f"{link}{row.pop('description', None) or ''}"
    elif sort in {"video", "audio"}:
        address = html.escape(
            str(row.pop("video_url", None) or row.pop("permalink_url", None) or "")
        )
        seen = (
            f'<figure><iframe src="{address}"></iframe></figure>'
            if address.startswith("http")
            else ""
        )
        row["body"] = f"{seen}{caption}"
    elif sort == "answer" and "answer" in row:
        row["body"] = f"<p><strong>{row.pop('question', '')}</strong></p>{row.pop('answer')}"


def _photos(shown: list[tuple[str, str]], caption: str) -> str:
    """Pictures, the caption of a lone one below it where it is one paragraph."""
    inside = re.sub(r"^\s*<p>|</p>\s*$", "", caption)
    below = inside if len(shown) == 1 and not _BLOCKS.search(inside) else ""
    figures = "".join(figure_markup(address, caption=own or below) for address, own in shown)
    return figures if below else f"{figures}{caption}"


def livejournal_row(entry: Element) -> Row:
    """An entry of LiveJournal and its kin: line ends are breaks, cuts and users have tags of their own."""
    said = {local(one): raw_text(one).strip() for one in children(entry)}
    text = _USER.sub(r"\1", _CUT.sub("\n\n", said.get("event", "")))
    security = said.get("security", "")
    return {
        "source_id": said.get("itemid", ""),
        "title": said.get("subject", ""),
        "body": text if _BLOCKS.search(text) else paragraphs(text),
        "date": said.get("eventtime", ""),
        "state": "published" if security in {"", "public"} else "private",
        "tags": said.get("taglist", "") or said.get("tags", ""),
        "url": said.get("url", ""),
    }
