"""NITF's body.content as HTML and pictures; knows no story."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    markup,
    place,
    text,
    texts,
)
from articles.ingest.filling import credit_line, whole_number
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.record import Origin, PictureRecord

_SAME: Final = (
    "p ul ol li hr br em strong a sup sub q img h2 h3 h4 table tr td th tbody thead caption "
    "blockquote div span u figure figcaption pre"
)
NAMES: Final[dict[str, str]] = {name: name for name in _SAME.split()} | {
    "hl1": "h2", "hl2": "h2", "h1": "h2", "hedline": "", "block": "div", "dl": "div", "dt": "p",
    "dd": "p", "bq": "blockquote", "credit": "cite", "fn": "p", "i": "em", "b": "strong",
    "nitf-table": "table", "datasource": "p", "abstract": "div", "byline": "p", "dateline": "p",
    "copyrite": "p",
}  # fmt: skip
DROPPED: Final = frozenset(
    {"media", "tobject", "key-list", "classifier", "note", "alt-code", "nitf-table-metadata",
     "style", "script", "head", "title", "rights"}
)  # fmt: skip
KEPT_ATTRIBUTES: Final = frozenset({"href", "src", "alt", "start", "colspan", "rowspan"})
_CALLED: Final[dict[tuple[str, str], str]] = {
    ("block", "live-update"): "section", ("block", "fact-box"): "aside", ("bq", "pull-quote"): "blockquote",
    ("hl2", "level-3"): "h3", ("hl2", "level-4"): "h4", ("em", "strong"): "strong", ("p", "as-of"): "p",
    ("p", "subhead"): "h2", ("p", "subheading"): "h2", ("p", "crosshead"): "h2",
}  # fmt: skip
"""What our own export, and papers, say by a class where NITF has one element only."""
_TAKEN: Final = ("date-created", "datecreated", "datetime", "date-taken", "date", "created")
"""What senders call the moment of a picture; NITF leaves the names of such facts to them."""
_TAG_OR_WORDS: Final = re.compile(r"<[^<>]*>|[^<>]+")
_ESCAPED_START: Final = re.compile(
    r"\s*&lt;(?:p|div|h[1-6]|ul|ol|section|article|figure|blockquote)\b"
)
_ESCAPED_END: Final = re.compile(r"&lt;/(?:p|div|h[1-6]|ul|ol)&gt;")
MAX_INLINE_PICTURE: Final = 25 * 1024 * 1024


@dataclass(slots=True)
class Content:
    """What a body.content gives: markup with figures, pictures in it and pictures beside it."""

    markup: str = ""
    in_body: dict[str, PictureRecord] = field(default_factory=dict)
    loose: list[PictureRecord] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Text of notes inside the body: to editors, never to readers."""
    skipped: list[str] = field(default_factory=list)
    """Media that is no picture, named."""
    corrections: list[str] = field(default_factory=list)
    """What an archive has set below a text that was wrong, as a block of its own."""


def read_content(content: Element | None, origin: Origin) -> Content:
    """Read a body.content (or a block of one)."""
    made = Content()
    if content is None:
        return made
    _write_fractions(content)
    _sort_blocks(content, made)
    figures = _sort_media(content, made, origin)
    best = {_best_reference(media) for media in descendants(content, "media")}
    made.notes = [words for note in descendants(content, "note") if (words := text(note))]

    def rename(element: Element) -> tuple[str, Mapping[str, str]] | None:
        return _rename(element, figures, best)

    made.markup = _TAG_OR_WORDS.sub(_unescaped, _join_wrapped(markup(content, rename)))
    return made


def _unescaped(words: re.Match[str]) -> str:
    """Words between two tags as markup, where a sender set its HTML as a text (CDATA)."""
    is_markup = _ESCAPED_START.match(words[0]) and _ESCAPED_END.search(words[0])
    return html.unescape(words[0]) if is_markup else words[0]


def _sort_blocks(content: Element, made: Content) -> None:
    """Blocks that an archive names: its corrections, and a lead that the full text says again."""
    for block in children(content, "block"):
        kind = attribute(block, "class").casefold()
        if "correction" in kind:
            made.corrections += texts(block, "p") or [text(block)]
            content.remove(block)
        elif "lead" in kind:
            others = [other for other in children(content, "block") if other is not block]
            said = {words for other in others for words in texts(other, "p")}
            lead = [re.sub(r"^LEAD: ?", "", words) for words in texts(block, "p")]
            if lead and said.issuperset(lead):
                content.remove(block)


def _write_fractions(content: Element) -> None:
    """A fraction in parts as one text: "3 1/2", where the parts alone would run together."""
    for fraction in list(descendants(content, "frac")):
        over, under = text(child(fraction, "frac-num")), text(child(fraction, "frac-den"))
        before, parent = fraction.getprevious(), fraction.getparent()
        said = (parent.text if before is None else before.tail) if parent is not None else ""
        apart = " " if said and said[-1].isdigit() else ""
        for part in children(fraction):
            fraction.remove(part)
        fraction.text = f"{apart}{over}/{under}" if over and under else over + under


def _join_wrapped(text_markup: str) -> str:
    """Paragraphs whose lines a wire has broken at its own width, joined again."""
    breaks = text_markup.count("<br>")
    if breaks < 3:
        return text_markup
    wrapped = len(re.findall(r"[^<>\n]{45,80}<br>(?=[^<>\n])", text_markup))
    if wrapped < breaks * 0.6:
        return text_markup
    return re.sub(r"\s*<br>\s*(?=[^\s<])", " ", text_markup)


def _rename(
    element: Element, figures: set[str], best: set[Element | None]
) -> tuple[str, Mapping[str, str]] | None:
    name = local(element)
    if name == "media" and place(element) + _reference(element) in figures:
        return "figure", {}
    if name == "media-reference":
        if element in best:
            return "img", {"src": _address(element), "alt": attribute(element, "alternate-text")}
        return None
    if name in DROPPED or name.startswith("media-"):
        return None
    attributes = {
        str(key): str(value)
        for key, value in element.attrib.items()
        if key in KEPT_ATTRIBUTES and value
    }
    if name == "chron" and attribute(element, "norm"):
        return "time", {"datetime": attribute(element, "norm")}
    if name == "ol" and attribute(element, "seqnum").isdecimal():
        attributes["start"] = attribute(element, "seqnum")
    classes = attribute(element, "class").split()
    called = next((_CALLED[name, kind] for kind in classes if (name, kind) in _CALLED), "")
    if called:
        return called, {**attributes, "class": " ".join(classes)}
    if name == "table":
        attributes["class"] = " ".join(classes)
    return NAMES.get(name, ""), attributes


def _sort_media(content: Element, made: Content, origin: Origin) -> set[str]:
    """Say which media stands between paragraphs (a figure there) and which beside the text."""
    figures: set[str] = set()
    words = [found for found in content.iterdescendants() if local(found) in {"p", "hl2", "li"}]
    words = [
        found for found in words if not any(local(up) == "media" for up in found.iterancestors())
    ]
    order = {found: number for number, found in enumerate(content.iterdescendants())}
    first, last = (order[words[0]], order[words[-1]]) if words else (0, 0)
    for media in descendants(content, "media"):
        kind = attribute(media, "media-type") or "image"
        if kind.casefold() not in {"image", "photo", "picture", "graphic", "photograph"}:
            told = ", ".join(filter(None, [_reference(media), *texts(media, "media-caption")]))
            made.skipped.append(f"{kind}: {told or text(media)}"[:300])
            continue
        picture = read_media(media, origin)
        role = attribute(media, "class")
        is_inside = role == "body" or (role != "lead" and first < order[media] < last)
        if picture.reference and not picture.content and is_inside:
            made.in_body[picture.reference] = picture
            figures.add(place(media) + picture.reference)
        else:
            picture.role = "body" if made.loose else "lead"
            made.loose.append(picture)
    return figures


def read_media(media: Element, origin: Origin) -> PictureRecord:
    """One media element that holds a picture."""
    best = _best_reference(media)
    facts = {
        attribute(fact, "name").casefold().replace("_", "-"): attribute(fact, "value") or text(fact)
        for fact in children(media, "media-metadata")
    }
    caption = " ".join(text(found) for found in children(media, "media-caption")).strip()
    producer = " ".join(texts(media, "media-producer"))
    owner = attribute(best, "source-credit") or facts.get("credit", "")
    credit = credit_line(producer, owner)
    caption, credit = caption_and_credit(caption, credit)
    return PictureRecord(
        origin=Origin(origin.file, place(media) or origin.place),
        reference=_address(best),
        caption=caption,
        alt=attribute(best, "alternate-text"),
        credit=credit,
        creator=facts.get("photographer", "") or facts.get("creator", "") or producer,
        copyright=attribute(best, "copyright") or facts.get("copyright", ""),
        headline=facts.get("headline", ""),
        taken_at=next((facts[name] for name in _TAKEN if facts.get(name)), ""),
        place=facts.get("city", "") or facts.get("location", ""),
        width=whole_number(attribute(best, "width")),
        height=whole_number(attribute(best, "height")),
        content=_inline_bytes(media),
    )


def _reference(media: Element) -> str:
    return _address(_best_reference(media))


def _address(reference: Element | None) -> str:
    return attribute(reference, "source") or attribute(reference, "name")


def _best_reference(media: Element) -> Element | None:
    """The largest picture named; the first of equals."""
    named = [found for found in children(media, "media-reference") if _address(found)]
    return max(named, key=lambda found: whole_number(attribute(found, "width")) or 0, default=None)


def _inline_bytes(media: Element) -> bytes | None:
    inline = child(media, "media-object")
    if inline is None or attribute(inline, "encoding").casefold() != "base64":
        return None
    coded = "".join((inline.text or "").split())
    if not coded or len(coded) > MAX_INLINE_PICTURE * 4 // 3:
        return None
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return None
