"""NewsML 1.2 in pieces: components, their lines, their pictures; knows no story.

NewsML 1.2, https://www.iptc.org/std/NewsML/1.2/documentation/
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendant,
    descendants,
    local,
    markup,
    place,
    raw_text,
    text,
    texts,
)
from articles.ingest.filling import credit_line, whole_number, without_picture_label
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord

TEXT_KINDS: Final = re.compile(
    r"text/(?!css|javascript)|xhtml|nitf|html|xml(?!.*image)", re.IGNORECASE
)
PICTURE_KINDS: Final = re.compile(r"image|photo|graphic|picture|jpe?g|png|gif|tiff", re.IGNORECASE)
OTHER_MEDIA: Final = re.compile(
    r"video|audio|animation|broadcast|flash|mpeg|css|javascript", re.IGNORECASE
)
SIDE_ROLES: Final = frozenset(
    {"stylesheet", "headline", "subheadline", "contact", "caption", "logo", "photo", "picture",
     "graphic", "video", "audio", "thumbnail", "quicklook", "abstract", "summary", "synopsis",
     "byline", "dateline", "slugline", "teaser", "photocaption", "title", "lead"}
)  # fmt: skip
"""Roles (letters only, small) of what stands beside a text."""


def formal(element: Element | None) -> str:
    """The FormalName of an element, else its text."""
    return attribute(element, "FormalName") or text(element)


def role_of(component: Element | None) -> str:
    """The role in small letters without signs."""
    return re.sub(r"[^a-z]", "", formal(child(component, "Role")).casefold())


def line(component: Element | None, name: str) -> str:
    """One of the NewsLines of this component itself."""
    return " ".join(texts(child(component, "NewsLines"), name))


def first_line(chain: list[Element], name: str) -> str:
    """The line of this name of the first of these components that has one."""
    return next((words for component in chain if (words := line(component, name))), "")


def components(component: Element) -> list[Element]:
    """The components right inside."""
    return children(component, "NewsComponent")


class TopicNames:
    """The names of topics that an item defines itself, by code and by Duid."""

    def __init__(self, root: Element, language: str) -> None:
        self._language = language.partition("-")[0].casefold()
        self.by_mark: dict[str, Element] = {}
        self._by_code: dict[str, Element] = {}
        for topic in descendants(root, "Topic"):
            self.by_mark.setdefault(attribute(topic, "Duid"), topic)
            self._by_code.setdefault(formal(child(topic, "FormalName")), topic)

    def of_code(self, code: str) -> str:
        """What a code is called; empty where the item does not say."""
        return self.of(self._by_code.get(code))

    def of(self, topic: Element | None) -> str:
        """What a topic is called, in the item's language if it can be told."""
        named = [
            (attribute(words, "lang").partition("-")[0].casefold() == self._language, text(words))
            for words in children(topic, "Description")
            if attribute(words, "Variant").casefold() in {"", "name"} and text(words)
        ]
        return max(named, key=lambda pair: pair[0])[1] if named else ""


def own_language(component: Element) -> str:
    """The language that this component says of itself."""
    return formal(child(component, "DescriptiveMetadata", "Language")) or attribute(
        component, "lang"
    )


def content_kind(content: Element) -> str:
    """What a ContentItem says it is: "text", "picture", "media"; "" where it says nothing."""
    said = " ".join(
        [formal(child(content, name)) for name in ("MediaType", "MimeType", "Format")]
        + [attribute(content, "Href").partition("?")[0][-5:]]
    )
    if OTHER_MEDIA.search(said):
        return "media"
    if PICTURE_KINDS.search(said):
        return "picture"
    if TEXT_KINDS.search(said) or child(content, "DataContent") is not None:
        return "text"
    return ""


def texts_in(component: Element) -> Iterator[tuple[Element, Element]]:
    """Each (component, ContentItem) below that holds text of the story itself."""
    if role_of(component) in SIDE_ROLES:
        return
    for content in children(component, "ContentItem"):
        if content_kind(content) == "text" and text_of(content).strip():
            yield component, content
    for inner in components(component):
        yield from texts_in(inner)


def inside(content: Element) -> Element | None:
    """The DataContent of a ContentItem, also inside an Encoding."""
    found = child(content, "DataContent")
    return found if found is not None else child(content, "Encoding", "DataContent")


def text_of(content: Element) -> str:
    """The words in a ContentItem, decoded where they are encoded."""
    if (decoded := bytes_of(content)) is not None:
        return decoded.decode("utf-8", errors="replace")
    return raw_text(inside(content))


def bytes_of(content: Element) -> bytes | None:
    """What a base64 Encoding holds; None where there is none or it is broken."""
    encoding = child(content, "Encoding")
    if "base64" not in attribute(encoding, "Notation").casefold():
        return None
    coded = "".join(raw_text(child(encoding, "DataContent")).split())
    try:
        return base64.b64decode(coded, validate=True) if coded else None
    except (binascii.Error, ValueError):
        return None


def role_text(component: Element, *roles: str) -> str:
    """The words of the first component below that plays one of these roles."""
    for inner in descendants(component, "NewsComponent"):
        if role_of(inner) in roles:
            pieces = [_plain(content) for content in children(inner, "ContentItem")]
            return " ".join(filter(None, pieces))
    return ""


def _plain(content: Element) -> str:
    """The words of a small ContentItem on one line, its paragraphs parted by full stops."""
    whole = inside(content)
    if bytes_of(content) is not None or whole is None or not len(whole):
        return plain(text_of(content))
    page = descendant(whole, "body")
    paragraphs = re.split(r"</p>|</div>|</h\d>", markup(whole if page is None else page))
    words = [found for part in paragraphs if (found := plain(part))]
    ended = [word if re.search(r"[.!?。！？:;]$", word) else f"{word}." for word in words[:-1]]
    return " ".join([*ended, *words[-1:]])


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture with every address that a body may show it by."""

    record: PictureRecord
    addresses: tuple[str, ...]
    is_logo: bool
    rank: int
    mark: str
    """The Duid by which a text points at it."""


def pictures_in(component: Element, origin: Origin) -> Iterator[PicturePart | str]:
    """The pictures below, each with all its renditions; other media by name."""
    contents = list(descendants(component, "ContentItem"))
    kinds = {content_kind(content) for content in contents if not _is_caption(content)}
    if not contents:
        return
    if role_of(component) in {"video", "audio"} or kinds == {"media"}:
        if role_of(component) != "stylesheet":
            yield f"{role_of(component) or 'media'}: {line(component, 'HeadLine')}"[:200]
    elif kinds <= {"picture"} and kinds and not _holds_several(component):
        yield _picture(component, contents, origin)
    else:
        for inner in components(component):
            yield from pictures_in(inner, origin)
        own = [c for c in children(component, "ContentItem") if content_kind(c) == "picture"]
        if own:
            yield _picture(component, own, origin)


def _is_caption(content: Element) -> bool:
    return role_of(content.getparent()) in {"caption", "photocaption", "headline", "abstract"}


def _holds_several(component: Element) -> bool:
    """Whether more than one picture stands inside: each has lines or a caption of its own."""
    named = [
        inner
        for inner in components(component)
        if role_of(inner) not in {"caption", "photocaption"}
        and (line(inner, "HeadLine") or role_of(inner) in {"photo", "picture", "logo", "graphic"})
    ]
    return len(named) > 1


def _picture(component: Element, contents: list[Element], origin: Origin) -> PicturePart:
    shown = [content for content in contents if content_kind(content) == "picture"]
    best = max(shown, key=_size)
    headline = _line_below(component, "HeadLine")
    caption = role_text(component, "caption", "photocaption", "abstract") or _caption_line(
        component
    )
    if not caption:
        caption, headline = headline, ""
    by = without_picture_label(_line_below(component, "ByLine"))
    credit = credit_line(by, _line_below(component, "CreditLine"))
    caption, credit = caption_and_credit(caption, credit, by)
    role = role_of(component)
    return PicturePart(
        PictureRecord(
            origin=Origin(origin.file, place(component) or origin.place),
            reference=attribute(best, "Href"),
            caption=caption,
            credit=credit,
            creator=by,
            copyright=_line_below(component, "CopyrightLine"),
            usage_terms=_line_below(component, "RightsLine"),
            headline=headline,
            width=_characteristic(best, "width"),
            height=_characteristic(best, "height"),
            content=bytes_of(best),
        ),
        tuple(address for content in shown if (address := attribute(content, "Href"))),
        role == "logo",
        whole_number(_property(child(component, "DescriptiveMetadata"), "Rank")) or 99,
        attribute(component, "Duid"),
    )


def _caption_line(component: Element) -> str:
    """A caption that stands among the lines, by the type that the line is given."""
    for extra in descendants(component, "NewsLine"):
        if "caption" in formal(child(extra, "NewsLineType")).casefold():
            return " ".join(texts(extra, "NewsLineText"))
    return ""


def _line_below(component: Element, name: str) -> str:
    found = next(
        (
            words
            for lines in descendants(component, "NewsLines")
            if (words := " ".join(texts(lines, name)))
        ),
        "",
    )
    return line(component, name) or found


def _property(holder: Element | None, name: str) -> str:
    for fact in children(holder, "Property"):
        if attribute(fact, "FormalName").casefold() == name.casefold():
            return attribute(fact, "Value") or text(fact)
    return ""


def _characteristic(content: Element, ending: str) -> int | None:
    for fact in descendants(child(content, "Characteristics"), "Property"):
        if attribute(fact, "FormalName").casefold().endswith(ending):
            return whole_number(attribute(fact, "Value"))
    return None


def _size(content: Element) -> tuple[int, int]:
    pixels = (_characteristic(content, "width") or 0) * (_characteristic(content, "height") or 0)
    return pixels, whole_number(text(child(content, "Characteristics", "SizeInBytes"))) or 0


def point(group: Element, part: PicturePart) -> None:
    """Let a picture that the text shows by its mark ("#photo0") be known by its address."""
    if not part.mark:
        return
    for reference in descendants(group, "media-reference"):
        if attribute(reference, "data-location") == f"#{part.mark}":
            reference.set("source", part.record.reference)


def term(part: Element) -> str:
    """One of the terms of use; a day alone says nothing without its name."""
    name = {"StartDate": "from ", "EndDate": "until "}.get(local(part), "")
    return f"{name}{text(part)}"


def language_groups(top: Element) -> list[Element]:
    """The components that are one story each: languages, or texts with headlines of their own."""
    inner = components(top)
    spoken = {own_language(found) for found in inner if any(texts_in(found))}
    if len(spoken) > 1:
        return [found for found in inner if any(texts_in(found))]
    headed = [found for found in inner if any(texts_in(found)) and line(found, "HeadLine")]
    heads = {line(found, "HeadLine") for found in headed}
    if len(heads) > 1 and attribute(top, "EquivalentsList").casefold() != "yes":
        return headed
    if len(inner) == 1 and not children(top, "ContentItem") and local(inner[0]):
        return language_groups(inner[0])
    return [top]
