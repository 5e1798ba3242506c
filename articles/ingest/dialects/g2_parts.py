"""NewsML-G2 in pieces: names, subjects, pictures and renditions; knows no story.

NewsML-G2 2.x, https://www.iptc.org/std/NewsML-G2/guidelines/. Codes are taken as they stand,
whatever the catalog calls their scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.ingest.dialects.subjects import subject_name
from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendants,
    language,
    local,
    place,
    text,
    texts,
)
from articles.ingest.filling import credit_line, whole_number
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.record import Origin, PersonRecord, PictureRecord

PERSON: Final = re.compile(r"person|people", re.IGNORECASE)
ORGANISATION: Final = re.compile(r"organi[sz]ation|company|team|party$", re.IGNORECASE)
PLACE: Final = re.compile(r"geo|place|poi|location|country|city", re.IGNORECASE)
SECTION: Final = re.compile(r"department|category|section|desk|ressort", re.IGNORECASE)
_SHORT_FORMS: Final = frozenset({"mnemonic", "ap.productid", "code"})
PICTURE_CLASSES: Final = frozenset({"picture", "photo", "photograph", "graphic", "image", "still"})


def code(element: Element | None) -> str:
    """The qcode, uri or literal of a concept."""
    return attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")


def tail(qualified: str) -> str:
    """What follows the scheme of a code."""
    return re.split(r"[:/#]", qualified)[-1]


class Names:
    """The names of concepts, with those that the item states once in `assert` elements."""

    def __init__(self, news_item: Element, language: str) -> None:
        self._language = language.partition("-")[0].casefold()
        self._asserted: dict[str, Element] = {
            code(found): found for found in children(news_item, "assert") if code(found)
        }

    def of(self, concept: Element | None) -> str:
        """What a concept is called, in the item's language if it can be told."""
        if concept is None:
            return ""
        known = self._asserted.get(code(concept))
        return (
            self._own(concept) or (self._own(known) if known is not None else "") or _wordy(concept)
        )

    def _own(self, concept: Element) -> str:
        names = [found for found in children(concept, "name") if text(found)]
        names = [n for n in names if tail(attribute(n, "role")).casefold() not in _SHORT_FORMS]

        def rank(name: Element) -> tuple[bool, bool]:
            said = attribute(name, "lang").partition("-")[0].casefold()
            return said == self._language, attribute(name, "role") == ""

        return text(max(names, key=rank)) if names else ""

    def kind(self, concept: Element) -> str:
        """What sort of thing a concept is: the end of its type, said here or in the assertion."""
        known = self._asserted.get(code(concept))
        said = attribute(concept, "type") or attribute(known, "type")
        if not said and known is not None:
            said = tail(code(child(known, "type")))
        return tail(said)


def _wordy(concept: Element) -> str:
    """A literal is words; of a code only a broadest subject has a name that we know."""
    coded = attribute(concept, "qcode") or attribute(concept, "uri")
    literal = "" if coded else attribute(concept, "literal")
    literal = literal or ("" if len(concept) else text(concept))
    readable = re.search(r"[^\W\d_]{3}", literal) and not re.fullmatch(r"[A-Z]{1,4}", literal)
    words = literal if readable else ""
    return words or subject_name(code(concept))


def identifiers(concept: Element) -> dict[str, str]:
    """Scheme to code of a concept, and of what it is the same as."""
    found: dict[str, str] = {}
    for same in [concept, *children(concept, "sameAs")]:
        qualified = attribute(same, "qcode")
        if ":" in qualified:
            scheme, _, value = qualified.partition(":")
            found.setdefault(scheme, value)
        address = attribute(same, "uri") or attribute(same, "href")
        wikidata = re.search(r"wikidata\.org/(?:entity|wiki)/(Q\d+)$", address)
        if wikidata:
            found["wikidata"] = wikidata[1]
        elif address:
            found.setdefault("uri", address)
    return found


def subjects(meta: Element | None, names: Names) -> Iterator[tuple[str, str, Element]]:
    """Each subject as (sort, name, element): person, organisation, place, section or topic."""
    for subject in children(meta, "subject"):
        kind = names.kind(subject)
        if kind in {"", "abstract", "concept"}:  # then the scheme may say more
            kind = code(subject).partition(":")[0] if ":" in code(subject) else ""
        sort = "topic"
        shapes = (("person", PERSON), ("organisation", ORGANISATION), ("place", PLACE))
        for name, shape in (*shapes, ("section", SECTION)):
            if shape.search(kind):
                sort = name
                break
        words = names.of(subject)
        if len(words) > 1:
            yield sort, words, subject


def people(meta: Element | None, names: Names) -> list[PersonRecord]:
    """The people among the subjects."""
    return [
        PersonRecord(name, "subject", identifiers(element))
        for sort, name, element in subjects(meta, names)
        if sort == "person"
    ]


def worded(meta: Element | None, name: str, *roles: str) -> str:
    """The headline or description with the first of these roles ("": no role), else the first."""
    found = _spoken_here(meta, [each for each in children(meta, name) if text(each)])
    for role in roles:
        for element in found:
            if tail(attribute(element, "role")).casefold() == role:
                return text(element)
    return text(found[0]) if found and "only" not in roles else ""


def _spoken_here(meta: Element | None, found: list[Element]) -> list[Element]:
    """Those in the language that the item says of itself, or in none; all where none is."""
    wanted = attribute(child(meta, "language"), "tag") or language(meta)
    wanted = wanted.partition("-")[0].casefold()
    here = [
        each
        for each in found
        if attribute(each, "lang").partition("-")[0].casefold() in {wanted, ""}
    ]
    return here or found


def spoken(parent: Element | None, name: str, language: str) -> str:
    """The texts of these children that are in this language, or in none; else the first."""
    wanted = language.partition("-")[0].casefold()
    found = [element for element in children(parent, name) if text(element)]
    said = [e for e in found if attribute(e, "lang").partition("-")[0].casefold() in {wanted, ""}]
    return " ".join(text(element) for element in said or found[:1])


def remote_pictures(news_item: Element) -> list[Element]:
    """Every rendition of a picture that the item points at."""
    return [
        found
        for found in descendants(child(news_item, "contentSet"), "remoteContent")
        if attribute(found, "contenttype").casefold().startswith("image/")
        or (
            not attribute(found, "contenttype")
            and re.search(
                r"\.(?:jpe?g|png|gif|webp|tiff?)(?:\?|$)", attribute(found, "href"), re.IGNORECASE
            )
        )
    ]


def address(content: Element) -> str:
    """Where a rendition is."""
    return attribute(content, "href") or attribute(content, "residref")


def best_rendition(contents: list[Element]) -> Element | None:
    """The largest; watermarked ones and previews last."""

    def rank(content: Element) -> tuple[bool, int, int]:
        said = attribute(content, "rendition").casefold()
        pixels = (whole_number(attribute(content, "width")) or 0) * (
            whole_number(attribute(content, "height")) or 0
        )
        named = next((3 - n for n, word in enumerate(("high", "main", "web")) if word in said), 0)
        return "watermark" not in said, pixels, named

    return max(contents, key=rank, default=None)


def class_of(news_item: Element) -> str:
    """The sort of item: text, picture, video, composite ...; empty where it does not say."""
    meta = child(news_item, "itemMeta")
    return tail(code(child(meta, "itemClass"))).casefold()


def read_picture(news_item: Element, origin: Origin) -> PictureRecord:
    """A news item that is a picture."""
    meta = child(news_item, "contentMeta")
    item_meta = child(news_item, "itemMeta")
    rights = child(news_item, "rightsInfo")
    names = Names(news_item, attribute(news_item, "lang"))
    best = best_rendition(remote_pictures(news_item))
    creators = [name for creator in children(meta, "creator") if (name := names.of(creator))]
    creators = [name for name in creators if " " in name] or creators  # others are initials
    by = ", ".join(texts(meta, "by")) or ", ".join(creators)
    caption = worded(meta, "description", "caption", "", "main")
    headline = worded(meta, "headline", "", "main") or text(child(item_meta, "title"))
    if not caption:
        caption, headline = headline, ""
    embargo = " ".join(texts(item_meta, "embargoed"))
    credit = ", ".join(texts(meta, "creditline")) or credit_line(
        by, names.of(child(meta, "infoSource")) or names.of(child(rights, "copyrightHolder"))
    )
    caption, credit = caption_and_credit(caption, credit, by)
    named = list(subjects(meta, names))
    return PictureRecord(
        origin=Origin(origin.file, place(news_item) or origin.place),
        reference=address(best) if best is not None else "",
        caption=caption,
        alt=worded(meta, "description", "alt", "alttext", "accessibility", "only"),
        credit=credit,
        creator=", ".join(creators) or by,
        copyright=text(child(rights, "copyrightNotice"))
        or names.of(child(rights, "copyrightHolder")),
        usage_terms=spoken(rights, "usageTerms", attribute(news_item, "lang")),
        headline=headline,
        place=names.of(child(meta, "located"))
        or next((name for sort, name, _ in named if sort == "place"), ""),
        taken_at=text(child(meta, "contentCreated")),
        instructions=" ".join(
            [*texts(item_meta, "edNote"), *([f"Embargo: {embargo}."] if embargo else [])]
        ),
        width=whole_number(attribute(best, "width")),
        height=whole_number(attribute(best, "height")),
        people=[name for sort, name, _ in named if sort == "person"],
        keywords=[*texts(meta, "keyword"), *(name for sort, name, _ in named if sort == "topic")],
    )


def text_contents(news_item: Element) -> list[Element]:
    """The inline contents that may be the text, the richest first."""
    found = [
        content
        for content in children(child(news_item, "contentSet"), "inlineXML", "inlineData")
        if not attribute(content, "contenttype")
        .casefold()
        .startswith(("image/", "video/", "audio/"))
        and (len(content) or text(content))
    ]
    return sorted(found, key=lambda content: (local(content) != "inlineXML", -len(text(content))))


def picture_links(item: Element) -> list[Element]:
    """The links of an item to pictures that are items themselves."""
    return [
        link
        for link in children(child(item, "itemMeta"), "link")
        if attribute(link, "residref")
        and not attribute(link, "href")
        and (
            tail(code(child(link, "itemClass"))).casefold() in PICTURE_CLASSES
            or attribute(link, "contenttype").casefold().startswith("image/")
        )
    ]
