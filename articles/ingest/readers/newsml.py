"""NewsML 1.x: a story for each news item and language, with the pictures that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO, Final

from articles.ingest.cleaning.text import key
from articles.ingest.credit_names import credited_names
from articles.ingest.dialects.autop import paragraphs
from articles.ingest.dialects.genres import kind_of
from articles.ingest.dialects.newsml_parts import (
    TopicNames,
    content_kind,
    first_line,
    formal,
    inside,
    language_groups,
    line,
    own_language,
    pictures_in,
    point,
    role_text,
    term,
    text_of,
    texts_in,
)
from articles.ingest.dialects.nitf import fill_body, fill_from_nitf
from articles.ingest.dialects.nitf_body import read_content
from articles.ingest.dialects.subjects import is_broadest, subject_name
from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendant,
    descendants,
    markup,
    place,
    raw_text,
    text,
    texts,
)
from articles.ingest.filling import Filling, extend
from articles.ingest.plain import has_blocks, has_markup, plain
from articles.ingest.record import (
    Origin,
    PersonRecord,
    PictureRecord,
    Problem,
    RelatedRecord,
    StoryRecord,
)
from articles.ingest.xmltree import BadXml, iter_elements

FORMAT: Final = "newsml"
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?NewsML[\s>]")
_CODE: Final = re.compile(r"[A-Z]{2,3}|[A-Z]{1,3}-?[A-Z0-9]{1,3}|-?[\d.]+|")
_OTHER_MEDIA: Final = "only sound, video or other media"
_KILLS: Final = frozenset({"delete", "kill", "cancel", "rescind", "withdraw", "retract"})
_NOTES: Final = re.compile(r"note|advisory|instruction|editorialinfo", re.IGNORECASE)
_PLACE_WORDS: Final = re.compile(r"country|state|region|city|province|location", re.IGNORECASE)


def looks_like(name: str, head: bytes) -> bool:
    """Whether the root element is NewsML."""
    return bool(_ROOT.search(head.replace(b"\0", b"")))


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    """Each NewsItem as its stories, its picture, or the reason why it is neither."""
    seen = False
    try:
        for news_item in iter_elements(stream, {"NewsItem"}):
            seen = True
            yield from _read_item(news_item, Origin(name, place(news_item)), zone)
    except BadXml as error:
        yield Problem(Origin(name, f"line {error.line}" if error.line else ""), str(error))
        return
    if not seen:
        yield Problem(Origin(name), "There is no NewsItem in this file.")


def _read_item(
    news_item: Element, origin: Origin, zone: tzinfo | None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    top = child(news_item, "NewsComponent")
    groups = language_groups(top) if top is not None else []
    groups = [group for group in groups if any(texts_in(group))]
    if groups:
        for group in groups:
            filling = _begin(news_item, origin, zone)
            _fill(filling, group, alone=len(groups) == 1)
            yield from filling.done()
        return
    filling = _begin(news_item, origin, zone)
    story = filling.story
    parts = list(pictures_in(top, origin)) if top is not None else []
    pictures = [part.record for part in parts if not isinstance(part, str)]
    if not pictures and story.extra.get("instruction", "").casefold() in _KILLS:
        story.status, story.hold = "canceled", []  # the order can be about nothing else
    if story.status in {"canceled", "withheld"}:
        story.headline = line(top, "HeadLine")
        yield from filling.done()
    elif pictures:
        yield from pictures
    elif child(news_item, "Update") is not None:
        told = "The item holds only changes to an earlier revision; ask for it whole."
        yield Problem(origin, told)
    else:
        kinds = {content_kind(found) for found in descendants(news_item, "ContentItem")} - {""}
        what = "no text and no picture" if kinds != {"media"} else _OTHER_MEDIA
        yield Problem(origin, f"The item {story.source_id!r} holds {what}.", "kind")


def _begin(news_item: Element, origin: Origin, zone: tzinfo | None) -> Filling:
    filling = Filling(origin, FORMAT, zone)
    _identity(filling, news_item)
    _management(filling, news_item)
    return filling


def _identity(filling: Filling, news_item: Element) -> None:
    story = filling.story
    names = child(news_item, "Identification", "NewsIdentifier")
    provider, day, code = (text(child(names, n)) for n in ("ProviderId", "DateId", "NewsItemId"))
    if provider and code:
        if not day.isdecimal():  # some write a time there, and some that of the revision
            day = text(child(news_item, "NewsManagement", "FirstCreated"))[:8]
        story.source_id = ":".join(filter(None, ["urn:newsml", provider, day, code]))
    else:
        story.source_id = text(child(names, "PublicIdentifier")) or text(
            descendant(news_item, "guid")
        )
    story.source = re.sub(r"^(?:https?://)?(?:www\.)?", "", provider.casefold()).rstrip("/")
    story.version = text(child(names, "RevisionId"))
    root = news_item.getparent()
    envelope = child(root, "NewsEnvelope")
    provider_party = formal(descendant(descendant(news_item, "Provider"), "Party"))
    story.source_name = (
        provider_party
        or formal(child(envelope, "SentFrom", "Party"))
        or formal(child(envelope, "NewsService"))
    )
    filling.urgency(formal(child(envelope, "Priority")))
    filling.fact("name label", text(child(news_item, "Identification", "NameLabel")))


def _management(filling: Filling, news_item: Element) -> None:
    story = filling.story
    management = child(news_item, "NewsManagement")
    first = text(child(management, "FirstPublished")) or text(child(management, "FirstCreated"))
    story.published_at = filling.date(first, "published_at")
    story.updated_at = filling.date(text(child(management, "ThisRevisionCreated")), "updated_at")
    story.published_at = story.published_at or story.updated_at
    filling.status(formal(child(management, "Status")))
    filling.urgency(formal(child(management, "Urgency")) or story.urgency)
    _future(filling, management)
    for instruction in children(management, "Instruction"):
        words = formal(instruction)
        filling.fact("instruction", words)
        if words.casefold() in _KILLS and story.status != "canceled":
            filling.hold(f"The source instructs {words!r} for earlier revisions.")
    for name in ("DerivedFrom", "AssociatedWith"):
        related = [
            " ".join(filter(None, [attribute(found, "NewsItem"), text(child(found, "Comment"))]))
            for found in children(management, name)
        ]
        filling.fact(
            "derived from" if name == "DerivedFrom" else "associated with", "; ".join(related)
        )
    story.editor_note = "\n".join(texts(news_item, "Comment"))


def _future(filling: Filling, management: Element | None) -> None:
    """A status that will change: to usable is an embargo, to anything else an editor must know."""
    for change in children(management, "StatusWillChange"):
        future = formal(child(change, "FutureStatus"))
        when = text(child(change, "DateAndTime"))
        if future.casefold() == "usable":
            filling.embargo(when or "no time")
        else:
            filling.hold(f"The source will change the status to {future!r} at {when}.")


def _fill(filling: Filling, group: Element, *, alone: bool) -> None:
    story = filling.story
    chain = [group, *(up for up in group.iterancestors() if up.tag == group.tag)]
    text_component, content = _best_text(group)
    _tell_other_texts(filling, group, content)
    inner = [text_component, *(up for up in text_component.iterancestors() if up in set(chain))]
    chain = list(dict.fromkeys([*inner[:1], *chain]))
    filling.language(next(filter(None, (own_language(c) for c in [*chain, text_component])), ""))
    if not alone and story.language:
        story.source_id = f"{story.source_id}#{story.language}"
    names = TopicNames(group.getroottree().getroot(), story.language)
    _lines(filling, group, chain)
    for component in reversed(chain):
        _metadata(filling, component, names)
    pictures = _pictures(filling, group)
    _body(filling, content, pictures)
    filling.fact("contact", role_text(group, "contact"))
    for reference in descendants(group, "NewsItemRef"):
        words = text(child(reference, "Comment"))
        story.related.append(RelatedRecord(words, source_id=attribute(reference, "NewsItem")))


def _best_text(group: Element) -> tuple[Element, Element]:
    """The fullest text: NITF or XHTML before bare words."""

    def weight(pair: tuple[Element, Element]) -> tuple[bool, int]:
        holder = inside(pair[1])
        return holder is not None and len(holder) > 0, len(text_of(pair[1]))

    return max(texts_in(group), key=weight)


def _tell_other_texts(filling: Filling, group: Element, best: Element) -> None:
    """Say which texts of the item were not taken, such as a sidebar's; the same words in another form are none."""
    taken = plain(text_of(best))
    for component, content in texts_in(group):
        words = plain(text_of(content))
        if content is not best and key(words[:200]) not in key(taken):
            told = f"{line(component, 'HeadLine')} {words}".strip()
            filling.story.removed.append((told[:2000], "another text of the item, beside this one"))


def _lines(filling: Filling, group: Element, chain: list[Element]) -> None:
    story = filling.story
    story.headline = first_line(chain, "HeadLine") or role_text(group, "headline", "title")
    story.standfirst = (
        first_line(chain, "SubHeadLine")
        or role_text(group, "subheadline")
        or role_text(group, "abstract", "summary", "synopsis", "lead")
    )
    story.byline = first_line(chain, "ByLine")
    title = first_line(chain, "ByLineTitle")
    for name in credited_names(story.byline):
        filling.contributor(name, title)
    dateline = first_line(chain, "DateLine")
    dateline = re.sub(r"\s*\([^()]{2,40}\)\s*[-–—]*$", "", dateline).strip(" -–—,")
    story.dateline = dateline if re.search(r"[^\W\d]{2}", dateline) else ""
    story.slugline = first_line(chain, "SlugLine") or story.extra.pop("name label", "")
    story.usage_terms = first_line(chain, "RightsLine")
    filling.fact("copyright", first_line(chain, "CopyrightLine"))
    filling.fact("credit", first_line(chain, "CreditLine"))
    filling.fact("series", first_line(chain, "SeriesLine"))
    for component in chain:
        for keywords in texts(child(component, "NewsLines"), "KeywordLine"):
            filling.topics(re.split(r"\s*[,;/]\s*", keywords))
        for extra in children(child(component, "NewsLines"), "NewsLine"):
            kind, words = formal(child(extra, "NewsLineType")), text(child(extra, "NewsLineText"))
            if _NOTES.search(kind):
                story.editor_note = f"{story.editor_note}\n{words}".strip()
            else:
                filling.fact(kind.casefold() or "news line", words)


def _metadata(filling: Filling, component: Element, names: TopicNames) -> None:
    story = filling.story
    described = child(component, "DescriptiveMetadata")
    genres = [formal(genre) for genre in children(described, "Genre")]
    story.kind = kind_of(genres) or story.kind
    filling.fact("genre", ", ".join(genres))
    _subjects(filling, described, names)
    for spot in [*children(described, "Location"), *([] if described is None else [described])]:
        facts = [
            f for f in children(spot, "Property") if _PLACE_WORDS.search(attribute(f, "FormalName"))
        ]
        named = [attribute(fact, "Value") for fact in facts]
        extend(story.places, (name for name in named if not _CODE.fullmatch(name)))
    for fact in children(described, "Property"):
        if "person" in attribute(fact, "Role").casefold():
            filling.people([PersonRecord(attribute(fact, "Value"), "mentioned")])
        elif "keyword" in attribute(fact, "FormalName").casefold():
            filling.topics([attribute(fact, "Value")])
    for interest in children(described, "OfInterestTo"):
        filling.fact("of interest to", formal(interest))
    _topics(filling, component, names)
    for fact in descendants(child(component, "Metadata"), "Property"):
        _property(filling, attribute(fact, "FormalName"), attribute(fact, "Value"))
    for fact in children(child(component, "AdministrativeMetadata"), "Property"):
        _administrative(filling, attribute(fact, "FormalName"), attribute(fact, "Value"))
    for maker in descendants(child(component, "AdministrativeMetadata"), "Creator"):
        for party in children(maker, "Party"):
            names_in_it = credited_names(formal(party))
            for name in names_in_it:
                filling.contributor(name)
            if names_in_it and not story.byline:
                story.byline = formal(party)
    provider = formal(child(component, "AdministrativeMetadata", "Provider", "Party"))
    story.source_name = story.source_name or provider
    filling.fact("source", formal(child(component, "AdministrativeMetadata", "Source", "Party")))
    for rights in descendants(child(component, "RightsMetadata"), "UsageRights"):
        terms = "; ".join(term(part) for part in children(rights) if text(part))
        story.usage_terms = "; ".join(filter(None, [story.usage_terms, terms]))


def _administrative(filling: Filling, name: str, value: str) -> None:
    story = filling.story
    if name.casefold() in {"department", "section", "desk"}:
        story.section = story.section or value
    elif name.casefold() in {"priority", "urgency"}:
        filling.urgency(story.urgency or value)
    elif _NOTES.search(name) and value:
        story.editor_note = f"{story.editor_note}\n{value}".strip()


def _subjects(filling: Filling, described: Element | None, names: TopicNames) -> None:
    story = filling.story
    for subject in descendants(
        described, "Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier"
    ):
        code = attribute(subject, "FormalName")
        if re.search(r"\d{8}$", code):
            name = names.of_code(code) or subject_name(code)
            story.section = story.section or (name if is_broadest(code) else "")
            filling.topics([name])
        else:
            filling.topics([code])
    story.topics = [name for name in story.topics if name != story.section]


def _property(filling: Filling, name: str, value: str) -> None:
    if "keyword" in name.casefold():
        filling.topics([value])
        if _PLACE_WORDS.search(name):
            extend(filling.story.places, [value])
    elif name and value:
        filling.fact(name, value)


def _topics(filling: Filling, component: Element, names: TopicNames) -> None:
    """Topics that the item itself defines and then points at."""
    for occurrence in descendants(child(component, "DescriptiveMetadata"), "TopicOccurrence"):
        topic = names.by_mark.get(attribute(occurrence, "Topic").removeprefix("#"))
        name = names.of(topic) or formal(child(topic, "FormalName"))
        kind = formal(child(topic, "TopicType")).casefold()
        if "person" in kind or "people" in kind:
            code = child(topic, "FormalName")
            scheme, number = attribute(code, "Scheme") or attribute(code, "Vocabulary"), text(code)
            marks = {scheme[:80]: number} if scheme and number != name else {}
            filling.people([PersonRecord(name, "subject", marks)])
        elif re.search(r"compan|organi|team", kind):
            extend(filling.story.organisations, [name])
        elif _PLACE_WORDS.search(kind) or "geo" in kind:
            extend(filling.story.places, [name])
        else:
            filling.topics([name])


def _pictures(filling: Filling, group: Element) -> dict[str, PictureRecord]:
    by_address: dict[str, PictureRecord] = {}
    found = []
    for part in pictures_in(group, filling.story.origin):
        if isinstance(part, str):
            filling.story.removed.append((part, "a story holds pictures and text"))
            continue
        filling.picture(part.record)
        by_address.update(dict.fromkeys(part.addresses, part.record))
        point(group, part)
        found.append(part)
    photographs = [part for part in found if not part.is_logo]
    if photographs:
        min(photographs, key=lambda part: part.rank).record.role = "lead"
    return by_address


def _body(filling: Filling, content: Element, pictures: dict[str, PictureRecord]) -> None:
    holder = inside(content)
    used: set[str] = set()
    nitf = child(holder, "nitf")
    page = descendant(holder, "html")
    if nitf is not None:
        fill_from_nitf(filling, nitf)
    elif page is not None:
        body = child(page, "body")
        used = filling.html_body(markup(page if body is None else body), pictures=pictures)
    elif child(holder, "body") is not None and child(holder, "body", "body.content") is not None:
        assert holder is not None
        fill_body(filling, holder)
    elif holder is not None and len(holder):
        whole = descendant(holder, "body.content")
        content_made = read_content(holder if whole is None else whole, filling.story.origin)
        for picture in content_made.loose:
            if picture.reference or picture.caption:
                filling.picture(picture)
        used = filling.html_body(content_made.markup, pictures={**content_made.in_body, **pictures})
    else:
        words = text_of(content) or raw_text(holder)
        if has_markup(words):
            made = words if has_blocks(words) else paragraphs(words)
            used = filling.html_body(made, pictures=pictures)
        else:
            filling.text_body(words.strip("\n"))
    filling.story.pictures = [p for p in filling.story.pictures if p.reference not in used]
