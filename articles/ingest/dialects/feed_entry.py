"""One entry of an RSS, Atom or RDF feed -> a StoryRecord; the feed's own facts fill what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from articles.ingest.addresses import absolute, is_web, last_part, source_code
from articles.ingest.bodies import set_html, set_lines
from articles.ingest.bylines import byline_of, contributors_of, is_no_author
from articles.ingest.dialects.feed_agency import take_document, tell_management
from articles.ingest.dialects.feed_media import media_of
from articles.ingest.dialects.feed_nodes import all_of, first_text, markup_in, text_in
from articles.ingest.dialects.feed_standing import set_standing
from articles.ingest.notebook import Notebook
from articles.ingest.plain import has_blocks, has_markup, plain
from articles.ingest.record import (
    ContributorRecord,
    PersonRecord,
    PictureRecord,
    RelatedRecord,
    StoryRecord,
)
from articles.ingest.rows.mapping import language_tag
from articles.ingest.xmltree import Element

_FULL_TEXT: Final = (
    "content:encoded",
    "content",
    "xhtml:body",
    "fullitem",
    "xhtml:div",
    "yandex:full-text",
    "turbo:content",
)
_SUMMARIES: Final = (
    "description", "summary", "dc:description", "itunes:summary", "media:description",
)  # fmt: skip
_PROMPT: Final = re.compile(
    r"\s*(?P<cut>[\[(]?(?:…|\.\.\.|&hellip;)[\])]?)?\s*(?P<prompt>(?:(?<=[.!?…”’\"')\]\s])|^)"
    r"(?:Continue reading|Read (?:more|on|the (?:full|rest)|full)|Weiterlesen|Mehr lesen|Lire la suite|Leer más|"
    r"Seguir leyendo|Leggi tutto|Continua a leggere|Lees (?:meer|verder))\b.{0,160})$"
)
_APPEARED: Final = re.compile(
    r"\s*\b(?:The post|Der Beitrag|L['’]article|La entrada|El artículo|L['’]articolo|O post|Het bericht)\s.{1,300}?"
    r"\s(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|"
    r"apareció primero en|proviene da|apareceu primeiro em|verscheen eerst op)\s.{1,120}$"
)
"""The foot that WordPress sets under each description of its feeds."""
_LONG_SUMMARY: Final = 700
"""Characters from which a description is taken for the story itself: standfirsts stay below 500."""
_OF_EPISODES: Final = ("duration", "season", "episode", "episodeType", "subtitle")
"""What a podcast says of an episode beside its words and its file."""
_FILE: Final = re.compile(r"\.(?:mp3|m4a|mp4|ogg|pdf|jpe?g|png)(?:$|[?#])", re.IGNORECASE)
_BLOGGER_KIND: Final = "http://schemas.google.com/g/2005#kind"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_SECTION: Final = re.compile(
    r"(?:^|[/#:_-])(?:sections?|ressorts?|rubri(?:que|k)s?|desks?|sekt?ion(?:er)?|secci(?:on|ones)|sezion[ei])/?$",
    re.IGNORECASE,
)
"""A scheme or domain that says of a category that it is a part of the site."""


_PERSON: Final = re.compile(r"(?:^|[/#:_-])(?:person(?:en|s)?|people)/?$", re.IGNORECASE)


_PUBLISHED: Final = (
    "pubDate", "published", "issued", "prism:publicationDate", "dc:date", "date", "dcterms:issued", "created",
    "dcterms:created",
)  # fmt: skip


@dataclass(slots=True)
class Channel:
    """What a feed says of itself."""

    title: str = ""
    link: str = ""
    language: str = ""
    rights: str = ""


def channel_of(entry: Element) -> Channel:
    """The feed that an entry stands in, as far as it was read."""
    channel = Channel()
    parent = entry.getparent()
    while parent is not None:
        for holder in [parent, *all_of(parent, "channel")]:
            channel.title = channel.title or plain(first_text(holder, "title"))
            channel.link = channel.link or _alternate(holder)
            channel.language = channel.language or first_text(holder, "language", "dc:language")
            channel.language = channel.language or holder.get(_LANG, "")
            channel.rights = channel.rights or first_text(
                holder, "copyright", "rights", "dc:rights"
            )
        parent = parent.getparent()
    return channel


def _base_of(entry: Element) -> str:
    """The address by which an entry's relative ones are read: xml:base, said here or further out."""
    base = ""
    for element in reversed([entry, *entry.iterancestors()]):
        said = element.get(_BASE) or ""
        base = absolute(said, base) if said and base else said or base
    return base


def other_kind(entry: Element) -> str:
    """What a Blogger export says an entry is, if it is no post or page: "comment", "template"."""
    kind = _kind_of(entry)
    return "" if kind in {"", "post", "page"} else kind


def _kind_of(entry: Element) -> str:
    kinds = [
        category.get("term", "")
        for category in all_of(entry, "category")
        if category.get("scheme") == _BLOGGER_KIND
    ]
    return (kinds[0].rpartition("#")[2] if kinds else first_text(entry, "blogger:type")).lower()


def story_of(entry: Element, channel: Channel, notebook: Notebook) -> StoryRecord | None:
    """The story of an entry; None if it says nothing at all."""
    story = StoryRecord(origin=notebook.origin, format="feed", status="usable")
    _set_addresses(story, entry, channel)
    base = story.source_url or _base_of(entry) or channel.link
    for title in all_of(entry, "title", "dc:title", "media:title"):
        story.headline = plain(markup_in(title))
        if story.headline:
            break
    story.published_at = _moment(entry, notebook, "published_at", *_PUBLISHED)
    story.updated_at = _moment(
        entry, notebook, "updated_at", "updated", "modified", "dcterms:modified", "dc:modified"
    )
    if story.published_at is None:
        story.published_at, story.updated_at = story.updated_at, None
    if story.updated_at == story.published_at:
        story.updated_at = None
    story.language = language_tag(
        first_text(entry, "dc:language", "language") or entry.get(_LANG, "") or channel.language
    )
    _set_people(story, entry)
    _set_topics(story, entry)
    if not take_document(story, entry, notebook):
        _set_text(story, entry, _base_of(entry) or base)
    tell_management(story, entry)
    media = media_of(entry, story.origin, _base_of(entry) or base)
    story.pictures += _without_figures(media.pictures, story)
    for number, address in enumerate(media.enclosures[:10], start=1):
        story.extra["enclosure" if number == 1 else f"enclosure {number}"] = address
    _tell_episode(story, entry)
    story.usage_terms = plain(
        first_text(entry, "dc:rights", "rights", "copyright", "media:copyright")
        or _license(entry)
        or channel.rights
    )
    set_standing(story, entry, notebook)
    if _kind_of(entry) == "page":
        story.hold.append("It is a page of the site, not a story.")
    _set_related(story, entry, base)
    if path := first_text(entry, "blogger:filename"):  # where the blog had it
        story.former_addresses.append(path)
        story.slug = last_part(path)
    if (meta := plain(first_text(entry, "blogger:metaDescription"))) and not story.standfirst:
        story.standfirst = meta
    said = story.headline or story.standfirst or story.body or story.lines
    return story if said else None


def _set_addresses(story: StoryRecord, entry: Element, channel: Channel) -> None:
    base = _base_of(entry) or channel.link
    guid = next(all_of(entry, "guid", "id"), None)
    identifier = text_in(guid) if guid is not None else ""
    link = first_text(entry, "feedburner:origLink") or _alternate(entry)
    if (
        not link
        and is_web(identifier)
        and (guid is None or guid.get("isPermaLink", "true").lower() != "false")
    ):
        link = identifier
    story.source_url = absolute(link, base) if link else ""
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    story.source_id = identifier or about or first_text(entry, "dc:identifier") or story.source_url
    page = "" if _FILE.search(story.source_url) else story.source_url
    story.source = source_code(page, identifier, channel.link, base, story.source_url)
    origin = next(all_of(entry, "source"), None)
    if origin is not None:
        story.source_name = plain(
            first_text(origin, "title") or ("" if len(origin) else text_in(origin))
        )
    story.source_name = (
        story.source_name or plain(first_text(entry, "dc:publisher")) or channel.title
    )


def _alternate(holder: Element) -> str:
    """RSS's <link>text</link>, or Atom's link of the relation alternate."""
    others: list[str] = []
    for link in all_of(holder, "link"):
        address = (link.get("href") or text_in(link)).strip()
        relation = (link.get("rel") or "alternate").lower()
        if address and relation == "alternate":
            if (link.get("type") or "text/html").lower() in {"text/html", "application/xhtml+xml"}:
                return address
            others.append(address)
    return others[0] if others else ""


def _moment(entry: Element, notebook: Notebook, field: str, *names: str) -> datetime | None:
    for element in all_of(entry, *names):
        text = text_in(element)
        moment = notebook.moment(text, field, name=text) if text else None
        if moment is not None:
            return moment
    return None


def _tell_episode(story: StoryRecord, entry: Element) -> None:
    """What a podcast says of an episode; its guests are people of the story, its hosts made it."""
    for name in _OF_EPISODES:
        if (words := plain(first_text(entry, f"itunes:{name}"))) and words != story.standfirst:
            story.extra[f"episode: {name.removeprefix('episode') or 'number'}".casefold()] = words[
                :500
            ]
    for somebody in all_of(entry, "podcast:person"):
        name, role = plain(text_in(somebody)), (somebody.get("role") or "host").casefold()
        known = {each.name.casefold() for each in story.contributors}
        if role == "guest" and name:
            story.people.append(PersonRecord(name))
        elif name and name.casefold() not in known:
            story.contributors.append(ContributorRecord(name, role, somebody.get("href") or ""))


def _set_people(story: StoryRecord, entry: Element) -> None:
    people: dict[str, ContributorRecord] = {}
    printed = ""
    for element in all_of(entry, "author", "dc:creator", "dc:author", "itunes:author"):
        if (
            people
            and element.tag != "author"
            and str(element.tag).endswith("}author")
            and "itunes" in str(element.tag)
        ):
            continue
        name = (
            first_text(element, "name")
            or ("" if len(element) else text_in(element))
            or first_text(element, "email")
        )
        printed = printed or ("" if is_no_author(name) or "@" in name else name)
        for person in contributors_of(name):
            person.url = first_text(element, "uri", "url", "homepage")
            people.setdefault(person.name.casefold(), person)
    story.byline = byline_of(list(people.values())) or printed
    for element in all_of(entry, "contributor", "dc:contributor"):
        for person in contributors_of(first_text(element, "name") or text_in(element)):
            person.role = "contributor"
            people.setdefault(person.name.casefold(), person)
    story.contributors = list(people.values())


def _set_topics(story: StoryRecord, entry: Element) -> None:
    topics: list[str] = []
    for category in all_of(entry, "category", "media:category", "itunes:category"):
        if category.get("scheme") == _BLOGGER_KIND:
            continue
        name = plain(
            category.get("label")
            or category.get("term")
            or category.get("text")
            or text_in(category)
        )
        scheme = category.get("scheme") or category.get("domain") or ""
        if _SECTION.search(scheme) and not story.section:
            story.section = name
        elif _PERSON.search(scheme):
            story.people.append(PersonRecord(name))
        else:
            topics.append(name)
    for element in all_of(entry, "dc:subject", "media:keywords", "itunes:keywords", "keywords"):
        topics += [plain(topic) for topic in text_in(element).replace(";", ",").split(",")]
    story.section = story.section or plain(first_text(entry, "prism:section", "section"))
    said = dict.fromkeys(topic for topic in topics if topic and topic != story.section)
    story.topics = list(said)
    for spot in all_of(
        entry, "georss:featurename", "featurename", "dc:coverage", "blogger:location"
    ):
        name = plain(first_text(spot, "blogger:name") or ("" if len(spot) else text_in(spot)))
        if name and name not in story.places:
            story.places.append(name)


def _set_text(story: StoryRecord, entry: Element, base: str) -> None:
    found = ((each, markup_in(each)) for each in all_of(entry, *_FULL_TEXT))
    holder, full = next(((each, said) for each, said in found if said), (entry, ""))
    base = _base_of(holder) or base
    summaries = [
        markup for name in _SUMMARIES for markup in map(markup_in, all_of(entry, name)) if markup
    ]
    groups = all_of(entry, "media:group", "media:content")
    told = (first_text(group, "media:description") for group in groups)
    summaries = summaries or [text for text in told if text]
    summary = summaries[0] if summaries else ""
    if not full and len(summaries) > 1 and len(summaries[1]) > len(summary) + 200:
        full = summaries[1]
    if not full and (len(plain(summary)) >= _LONG_SUMMARY or summary.count("<p") > 2):
        full, summary = summary, ""
    if len(summary) > 2 * len(full) > 0 and len(plain(summary)) >= _LONG_SUMMARY:
        full, summary = summary, full
    if full:
        set_html(story, full, base=base) if has_markup(full) else set_lines(
            story, plain_lines(full)
        )
    words = _without_prompt(plain(summary), story)
    opening = plain(full)[: max(len(words) - 10, 20)]
    if words and not (full and words.startswith(opening)) and words != story.headline:
        story.standfirst = words if len(words) < 2_000 else words[:2_000].rsplit(" ", 1)[0]
    if not full and words and has_blocks(summary):
        _keep_pictures(story, summary, base)


def _without_prompt(words: str, story: StoryRecord) -> str:
    """A description without the invitation to read on that it ends in."""
    if appeared := _APPEARED.search(words):
        story.removed.append((appeared[0].strip(), "the feed's own foot names the site"))
        words = words[: appeared.start()]
    found = _PROMPT.search(words)
    if found is None:
        return words
    story.removed.append((found["prompt"], "it sends the reader to the page of the feed"))
    return words[: found.start()] + ("…" if found["cut"] else "")


def plain_lines(text: str) -> str:
    """Bare text with its line ends kept and its entities resolved."""
    return "\n".join(plain(line) for line in text.splitlines())


def _keep_pictures(story: StoryRecord, summary: str, base: str) -> None:
    """A short description often opens with the story's picture."""
    probe = StoryRecord(origin=story.origin)
    if set_html(probe, summary, base=base) and probe.body:
        for block in probe.body["content"]:
            if (
                block["type"] == "figure"
                and block["attrs"]["source_url"]
                and "lead picture" not in story.extra
            ):
                story.extra["lead picture"] = block["attrs"]["source_url"]


def _without_figures(pictures: list[PictureRecord], story: StoryRecord) -> list[PictureRecord]:
    """Pictures that do not already stand in the body."""
    inside = {
        block["attrs"].get("source_url", "")
        for block in (story.body or {}).get("content", [])
        if block["type"] == "figure"
    }
    return [picture for picture in pictures if picture.reference not in inside]


def _license(entry: Element) -> str:
    return next(
        (link.get("href", "") for link in all_of(entry, "link") if link.get("rel") == "license"), ""
    )


def _set_related(story: StoryRecord, entry: Element, base: str) -> None:
    for link in all_of(entry, "link"):
        if link.get("rel") in {"related", "via"} and link.get("href"):
            address = absolute(link.get("href", ""), base)
            story.related.append(
                RelatedRecord(headline=plain(link.get("title") or ""), url=address)
            )
