"""NewsML-G2: news items alone, in a news message, and set together by package items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import BinaryIO, Final

from articles.ingest.addresses import is_web
from articles.ingest.credit_names import credited_names
from articles.ingest.dialects.g2_packages import (
    TEXT_CLASSES,
    Packages,
    about_package,
    picture_of,
    read_packages,
)
from articles.ingest.dialects.g2_parts import (
    PICTURE_CLASSES,
    Names,
    address,
    best_rendition,
    class_of,
    code,
    people,
    picture_links,
    remote_pictures,
    spoken,
    subjects,
    tail,
    text_contents,
    worded,
)
from articles.ingest.dialects.g2_text import fill_text
from articles.ingest.dialects.genres import kind_of
from articles.ingest.dialects.roles import KICKERS, SUMMARIES
from articles.ingest.dialects.subjects import is_broadest
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
from articles.ingest.filling import Filling, extend, source_of, whole_number
from articles.ingest.record import Origin, PictureRecord, Problem, RelatedRecord, StoryRecord
from articles.ingest.xmltree import BadXml, iter_elements

FORMAT: Final = "newsml_g2"
ITEMS: Final = frozenset(
    {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}
)
_ROOT: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:newsItem|newsMessage|packageItem|planningItem|conceptItem|knowledgeItem)[\s>]"
)
_NO_STORY: Final[dict[str, str]] = {
    "conceptItem": "a concept", "knowledgeItem": "a vocabulary", "catalogItem": "a catalog",
    "planningItem": "a plan of coverage",
}  # fmt: skip


def looks_like(name: str, head: bytes) -> bool:
    """Whether the root element is one of NewsML-G2."""
    return bool(_ROOT.search(head.replace(b"\0", b"")))


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    """Each item as a story or a picture, or the reason why it is neither.

    Pictures that a package sets beside a text of the same file go with that text. The stream
    must be seekable: packages are read first.
    """
    seen = False
    try:
        packages = read_packages(stream, name)
        stream.seek(0)
        for found in iter_elements(stream, ITEMS):
            seen = True
            origin = Origin(name, place(found))
            yield from _read_item(found, origin, packages, zone)
    except BadXml as error:
        yield Problem(Origin(name, f"line {error.line}" if error.line else ""), str(error))
        return
    if not seen:
        yield Problem(Origin(name), "There is no item of NewsML-G2 in this file.")


def _read_item(
    item: Element, origin: Origin, packages: Packages, zone: tzinfo | None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    name, kind, guid = local(item), class_of(item), attribute(item, "guid")
    if name == "packageItem":
        yield about_package(item, origin, packages)
    elif name in _NO_STORY:
        yield Problem(origin, f"The item {guid!r} is {_NO_STORY[name]}, not a story.", "kind")
    elif kind in PICTURE_CLASSES:
        if guid not in packages.taken:
            yield picture_of(item, origin)
    elif kind not in TEXT_CLASSES and not text_contents(item):
        title = worded(child(item, "contentMeta"), "headline", "", "main") or guid
        yield Problem(origin, f"The item {title[:100]!r} is of the class {kind!r}.", "kind")
    else:
        filling = Filling(origin, FORMAT, zone)
        _fill(filling, item, packages)
        yield from filling.done()


def _fill(filling: Filling, item: Element, packages: Packages) -> None:
    story = filling.story
    item_meta, meta = child(item, "itemMeta"), child(item, "contentMeta")
    filling.language(attribute(child(meta, "language"), "tag") or language(item))
    names = Names(item, story.language)
    _identity(filling, item, item_meta, names)
    _management(filling, item_meta, meta)
    _lines(filling, item_meta, meta, names)
    _subjects(filling, meta, names)
    _rights(filling, child(item, "rightsInfo"), names)
    _links(filling, item, item_meta, packages)
    beside: dict[str, PictureRecord] = {}
    for guid in packages.pictures_of(story.source_id):
        picture = replace(packages.pictures[guid])
        filling.picture(picture)
        beside.update(dict.fromkeys([guid, *packages.addresses[guid]], picture))
    story.related += packages.beside(story.source_id)
    pictures = _own_pictures(filling, item, names)
    if story.pictures and not any(picture.role == "lead" for picture in story.pictures):
        story.pictures[0].role = "lead"
    _body(filling, item, {**beside, **pictures})


def _identity(filling: Filling, item: Element, item_meta: Element | None, names: Names) -> None:
    story = filling.story
    story.source_id = attribute(item, "guid")
    story.version = attribute(item, "version")
    provider = child(item_meta, "provider")
    literal = attribute(provider, "literal") or tail(code(provider))
    story.source_name = names.of(provider) or literal
    story.source = source_of(story.source_id) or (
        literal.casefold() if "." in literal else story.source_name.casefold()
    )
    story.source_url = story.source_id if is_web(story.source_id) else ""
    for alternative in children(child(item, "contentMeta"), "altId"):
        kind = tail(attribute(alternative, "type")) or "other"
        filling.fact(f"id: {kind}", text(alternative))


def _management(filling: Filling, item_meta: Element | None, meta: Element | None) -> None:
    story = filling.story
    story.updated_at = filling.date(text(child(item_meta, "versionCreated")), "updated_at")
    first = text(child(item_meta, "firstCreated")) or text(child(meta, "contentCreated"))
    story.published_at = filling.date(first, "published_at") or story.updated_at
    for embargoed in children(item_meta, "embargoed"):
        if text(embargoed):
            filling.embargo(text(embargoed))
        else:
            filling.hold("The story is under an embargo without an end.")
    filling.status(code(child(item_meta, "pubStatus")) or text(child(item_meta, "pubStatus")))
    filling.urgency(text(child(meta, "urgency")))
    story.editor_note = "\n".join(texts(item_meta, "edNote"))
    signals = [tail(code(signal)) for signal in children(item_meta, "signal")]
    filling.fact("signals", ", ".join(signals))
    filling.fact("expires", text(child(item_meta, "expires")))
    if {"kill", "withdraw", "retract"} & {signal.casefold() for signal in signals}:
        filling.status("canceled")
    for name in ("profile", "service", "role"):
        element = child(item_meta, name)
        filling.fact(name, text(child(element, "name")) or text(element) or tail(code(element)))


def _lines(filling: Filling, item_meta: Element | None, meta: Element | None, names: Names) -> None:
    story = filling.story
    story.headline = worded(meta, "headline", "main", "") or text(child(item_meta, "title"))
    heads = children(meta, "headline")
    story.kicker = worded(meta, "headline", *KICKERS, "only")
    subs = [text(head) for head in heads if "sub" in attribute(head, "role").casefold()]
    if not subs and len({attribute(head, "lang") for head in heads}) == 1:
        subs = [text(head) for head in heads[1:2] if not attribute(head, "role")]
    summary = worded(meta, "description", *SUMMARIES, "", "main", "abstract", "only")
    story.standfirst = summary or " ".join(subs)
    story.byline = ", ".join(texts(meta, "by"))
    story.slugline = text(child(meta, "slugline"))
    located = children(meta, "located")
    story.dateline = re.sub(r"(?<=\))\.[\s–—-]*$", "", text(child(meta, "dateline"))).strip(
        " -–—,"
    ) or ", ".join(filter(None, [names.of(spot) for spot in located]))
    extend(story.places, (names.of(spot) for spot in located))
    others = [
        text(head) for head in heads if text(head) not in {story.headline, story.kicker, *subs}
    ]
    filling.fact("other headlines", " | ".join(others))
    said = [words for words in texts(meta, "description") if words != summary]
    filling.fact("other descriptions", " | ".join(said))
    if summary:
        filling.fact("second headline", " | ".join(subs))
    for maker in children(meta, "creator", "contributor"):
        role = "" if _writes(maker) else _task(maker, names)
        for name in credited_names(names.of(maker)):
            filling.contributor(name, role)
    for name in credited_names(story.byline):
        filling.contributor(name)
    filling.fact("credit", ", ".join(texts(meta, "creditline")))
    filling.fact(
        "info source", ", ".join(filter(None, map(names.of, children(meta, "infoSource"))))
    )


def _writes(maker: Element) -> bool:
    """Whether a creator wrote the text: one whose role is a picture's did not."""
    role = tail(attribute(maker, "role")).casefold()
    return local(maker) == "creator" and not re.search("phot|camera|video|illustr|graphic", role)


def _task(maker: Element, names: Names) -> str:
    """What a contributor did: the role as an attribute, or as an element with a name or a code."""
    element = child(maker, "role")
    named = "" if element is None else names.of(element) or tail(code(element))
    return tail(attribute(maker, "role")) or named or "contributor"


def _subjects(filling: Filling, meta: Element | None, names: Names) -> None:
    story = filling.story
    filling.people(people(meta, names))
    for sort, name, element in subjects(meta, names):
        if sort == "organisation":
            extend(story.organisations, [name])
        elif sort == "place":
            extend(story.places, [name])
        elif sort == "section" or (sort == "topic" and is_broadest(code(element))):
            if story.section and sort == "topic":
                filling.topics([name])
            story.section = story.section or name
        elif sort == "topic":
            filling.topics([name])
    unnamed = [code(each) for each in children(meta, "subject") if not names.of(each)]
    filling.fact("subject codes", ", ".join(dict.fromkeys(filter(None, unnamed))))
    item_meta = child(meta.getparent(), "itemMeta") if meta is not None else None
    story.section = story.section or text(child(item_meta, "service", "name"))
    filling.topics(texts(meta, "keyword"))
    members = [names.of(group) for group in children(item_meta, "memberOf")]
    if members:
        filling.topics([story.section, *members[1:]])
        story.section = members[0] or story.section
    genres = children(meta, "genre")
    story.kind = kind_of([word for genre in genres for word in (names.of(genre), code(genre))])
    filling.fact("genre", ", ".join(names.of(genre) or tail(code(genre)) for genre in genres))


def _rights(filling: Filling, rights: Element | None, names: Names) -> None:
    language = filling.story.language
    filling.story.usage_terms = spoken(rights, "usageTerms", language)
    notice = spoken(rights, "copyrightNotice", language)
    filling.fact("copyright", notice or names.of(child(rights, "copyrightHolder")))


def _links(filling: Filling, item: Element, item_meta: Element | None, packages: Packages) -> None:
    story = filling.story
    pictures = picture_links(item)
    missing = [link for link in pictures if attribute(link, "residref") not in packages.pictures]
    if missing:
        filling.note(f"Of its pictures {len(missing)} are not in this file.", "pictures")
    for link in children(item_meta, "link"):
        if link in pictures:
            continue
        rel = tail(attribute(link, "rel")).casefold()
        reference = attribute(link, "residref")
        target = attribute(link, "href")
        title = (
            text(child(link, "title"))
            or worded(link, "headline", "")
            or text(child(link, "itemMeta", "title"))
            or worded(child(link, "contentMeta"), "headline", "")
        )
        if attribute(link, "contenttype").casefold().startswith("image/") and (target or reference):
            filling.picture(PictureRecord(story.origin, target or reference, caption=title))
        elif re.search("previous|translat|derived", rel):
            filling.fact(rel, reference or target)
        elif "correct" in rel:
            filling.fact("corrects", reference or target)
        elif rel in {"canonical", "alternate"} and is_web(target):
            story.canonical_url = story.canonical_url or target
        elif title or target or reference:
            related = RelatedRecord(
                title, url=target if is_web(target) else "", source_id=reference
            )
            story.related.append(related)


def _own_pictures(filling: Filling, item: Element, names: Names) -> dict[str, PictureRecord]:
    """Pictures that the text itself carries: renditions of one, if they are of one size family."""
    shown = remote_pictures(item)
    named = [content for content in shown if attribute(content, "rendition")]
    groups = [named] if named else []
    groups += [[content] for content in shown if content not in named]
    by_address: dict[str, PictureRecord] = {}
    for group in groups:
        best = best_rendition(group)
        assert best is not None
        picture = PictureRecord(
            Origin(filling.story.origin.file, place(best)),
            address(best),
            caption=worded(best, "description", "caption", ""),
            alt=text(child(best, "altText")),
            credit=text(child(best, "creditline")),
            headline=worded(best, "headline", ""),
            width=whole_number(attribute(best, "width")),
            height=whole_number(attribute(best, "height")),
        )
        filling.picture(picture)
        by_address.update({address(content): picture for content in group})
    return by_address


def _body(filling: Filling, item: Element, pictures: dict[str, PictureRecord]) -> None:
    contents = text_contents(item)
    if contents:
        used = fill_text(filling, contents[0], pictures)
        story = filling.story
        story.pictures = [picture for picture in story.pictures if picture.reference not in used]
        return
    remote = [address(c) for c in descendants(child(item, "contentSet"), "remoteContent")]
    remote = [found for found in remote if found and found not in pictures]
    if remote:
        filling.note(f"The text stands at {remote[0]!r} and was not fetched.", "body")
