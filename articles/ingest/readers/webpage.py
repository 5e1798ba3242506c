"""Web pages: one saved page, one story, with the figures where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from articles.ingest.addresses import is_web, last_part, source_code
from articles.ingest.bodies import set_html
from articles.ingest.bylines import byline_of as names_as_byline
from articles.ingest.bylines import contributors_of
from articles.ingest.encoding import declared_charset, decode, is_binary
from articles.ingest.leads import drop_cut_standfirst, join_lead, lead_of, same_picture
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.mapping import language_tag
from articles.ingest.noting import Notebook
from articles.ingest.page_body import PageBody, find_body
from articles.ingest.page_facts import PageFacts, read_facts
from articles.ingest.page_head import byline_of, dates_in, headline_of, kicker_of, standfirst_of
from articles.ingest.page_related import related_in
from articles.ingest.page_tree import (
    Element,
    PageTooBig,
    drop,
    letters,
    link_share,
    parse_page,
    prune,
    text_of,
)
from articles.ingest.plain import plain, words_of
from articles.ingest.record import ContributorRecord, Origin, Problem, StoryRecord
from articles.ingest.selectors import to_xpath

_ROOT: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|section|header|main|div|p|h[1-6]|table|center|font|img|figure|a|b|ul|ol|br|span|blockquote|style|link|script)\b",
    re.IGNORECASE,
)
_ENDINGS: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml.html", ".amp")
_FEWEST_LETTERS: Final = 12
_ERROR_LETTERS: Final = 1_500


@dataclass(frozen=True, slots=True)
class SiteRule:
    """How one site marks its stories, as CSS selectors; an empty one leaves the field to the reader."""

    host: str
    """The host without "www."; its subdomains are meant too."""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    date: str = ""
    section: str = ""
    body: str = ""
    remove: tuple[str, ...] = ()
    """Selectors of what is taken out of the page before anything is read."""

    def covers(self, address: str) -> bool:
        """Whether the rule is for this address."""
        name, own = source_code(address), self.host.lower().removeprefix("www.")
        return bool(own) and (name == own or name.endswith(f".{own}"))


def looks_like(name: str, head: bytes) -> bool:
    """HTML by its name or by a tag that only pages use near its beginning; no XML vocabulary."""
    text = decode(head, declared_charset(head)).text.lstrip("\ufeff \t\r\n")
    if re.match(r"<\?xml", text) and not re.search(
        r"<html[\s>]|<!doctype\s+html", text[:4000], re.IGNORECASE
    ):
        return False
    if name.lower().endswith(_ENDINGS):
        return True
    start = re.sub(r"^(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)+", "", text[:20_000], flags=re.DOTALL)
    return bool(_ROOT.match(start)) and bool(
        re.search(r"</?(?:html|body|p|div|h1|article|br|td)\b", text, re.IGNORECASE)
    )


def read(
    stream: BinaryIO, name: str, *, rules: Sequence[SiteRule] = ()
) -> Iterator[StoryRecord | Problem]:
    """One StoryRecord, or one Problem: no page, a list of links, an error page, too big.

    The first of `rules` that covers the page's address says where its parts stand; what it does
    not say is found by extraction.
    """
    origin = Origin(file=name)
    raw = stream.read(LIMITS["page_bytes"] + 1)
    if len(raw) > LIMITS["page_bytes"]:
        yield Problem(
            origin, f"The page is over {megabytes('page_bytes')}, the most a page may have."
        )
        return
    if is_binary(raw[:65_536]):
        yield Problem(origin, "The file is binary, not a web page.")
        return
    decoded = decode(raw, declared_charset(raw[:4_096]))
    notebook = Notebook(origin)
    for note in decoded.notes:
        notebook.note(note)
    try:
        root = parse_page(decoded.text)
    except PageTooBig as fault:
        yield Problem(origin, str(fault))
        return
    if root is None or not letters(text_of(root)):
        yield Problem(origin, "The page holds no text. Check how it was saved.")
        return
    story = _story(root, name, notebook, rules)
    if isinstance(story, Problem):
        yield story
        return
    yield from notebook.problems
    yield story


def _story(
    root: Element, name: str, notebook: Notebook, rules: Sequence[SiteRule]
) -> StoryRecord | Problem:
    facts = read_facts(root)
    rule = next(
        (rule for rule in rules if rule.covers(facts.canonical or facts.address)), SiteRule("")
    )
    prune(root)
    for selector in rule.remove:
        for element in _selected(root, selector):
            drop(element)
    declared = next(iter(_selected(root, rule.body)), None)
    headline, heading = _headline(root, facts, rule)
    body = find_body(root, facts.base, declared=declared)
    fault = _fault(body, facts)
    if fault:
        return Problem(notebook.origin, fault)
    story = StoryRecord(origin=notebook.origin, format="webpage", headline=plain(headline))
    _set_addresses(story, facts)
    _set_people(story, root, heading, body, facts, rule)
    _set_times(story, root, heading, facts, rule, notebook)
    _set_labels(story, root, heading, facts, rule)
    _set_standfirst(story, root, heading, body, facts, rule)
    body = _without_head(body, story, heading)
    _set_body(story, body, facts)
    _set_pictures(story, facts)
    drop_cut_standfirst(story)
    story.related = related_in(root, body.container, facts.base, facts.canonical or facts.address)
    return story


def _selected(root: Element, selector: str) -> list[Element]:
    return list(root.xpath(to_xpath(selector))) if selector else []


def _said_by_rule(root: Element, selector: str) -> str:
    return next((text_of(element) for element in _selected(root, selector) if text_of(element)), "")


def _headline(root: Element, facts: PageFacts, rule: SiteRule) -> tuple[str, Element | None]:
    for element in _selected(root, rule.headline):
        if text_of(element):
            return text_of(element), element
    return headline_of(root, facts)


def _fault(body: PageBody, facts: PageFacts) -> str:
    """Why the page is no story; "" if it is one."""
    said = len(letters(words_of(facts.story.get("articleBody"))))
    if facts.is_error and body.words < _ERROR_LETTERS and not said:
        return f'The page is an error page ("{facts.page_title[:80]}"), not a story.'
    if (
        body.words < _FEWEST_LETTERS
        and not said
        and not any(piece.kind == "figure" for piece in body.pieces)
    ):
        return "No story was found on this page: it has no running text. It may need scripts or a login."
    linked = sum(len(piece.key) * piece.links for piece in body.pieces)
    if body.words and linked > 0.7 * body.words and not facts.story:
        return "The page is a list of links to other pages, not a story."
    if facts.is_listing and linked > 0.3 * max(body.words, 1):
        return "The page calls itself a list of stories. Import the stories one by one."
    return ""


def _set_addresses(story: StoryRecord, facts: PageFacts) -> None:
    story.canonical_url = facts.canonical
    story.source_url = facts.address or facts.canonical
    story.source = source_code(facts.canonical, facts.address)
    story.source_name = facts.site_name
    story.source_id = story.canonical_url or story.source_url
    slug = last_part(story.source_id)
    story.slug = slug if re.fullmatch(r"[\w-]{3,200}", slug) and not slug.isdecimal() else ""


def _set_people(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    body: PageBody,
    facts: PageFacts,
    rule: SiteRule,
) -> None:
    printed = _said_by_rule(root, rule.byline)
    named = facts.authors()
    people = contributors_of(printed) or named
    site = letters(facts.site_name)
    if not printed and (not people or all(_is_nobody(person, site) for person in people)):
        shown = byline_of(root, heading, body.container)
        people = contributors_of(shown) or people
    story.contributors = [
        person
        for person in people
        if not re.fullmatch(r"admin(?:istrator)?", person.name, re.IGNORECASE)
    ]
    story.byline = names_as_byline(story.contributors)


def _is_nobody(person: ContributorRecord, site: str) -> bool:
    """The site's own name, or a log-in name, where a writer should stand."""
    name = letters(person.name)
    return (
        name == site
        or name in {"admin", "administrator", "editor", "redaktion"}
        or (" " not in person.name and person.name.islower())
    )


def _set_times(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    facts: PageFacts,
    rule: SiteRule,
    notebook: Notebook,
) -> None:
    quiet = replace(notebook, problems=[])
    shown = [_said_by_rule(root, rule.date)] if rule.date else []
    candidates = [
        *shown,
        *facts.dates(),
        *dates_in(root, heading, facts.canonical or facts.address),
    ]
    for value in candidates[:60]:
        story.published_at = quiet.moment(value, "published_at", day_first=_day_first(facts))
        if story.published_at is not None:
            break
        quiet.problems.clear()
    notebook.problems += [problem for problem in quiet.problems if story.published_at]
    for value in facts.dates(updated=True):
        story.updated_at = quiet.moment(value, "updated_at")
        if story.updated_at is not None:
            break
    if story.updated_at and story.published_at and story.updated_at <= story.published_at:
        story.updated_at = None


def _day_first(facts: PageFacts) -> bool | None:
    return None if facts.language().lower().startswith("en") or not facts.language() else True


def _set_labels(
    story: StoryRecord, root: Element, heading: Element | None, facts: PageFacts, rule: SiteRule
) -> None:
    html = root if root.tag == "html" else root.getroottree().getroot()
    said = (
        html.get("lang")
        or html.get("{http://www.w3.org/XML/1998/namespace}lang")
        or facts.language()
    )
    story.language = language_tag(said)
    categories = [
        text_of(link) for link in root.xpath("//a[contains(concat(' ',@rel,' '),' category ')]")
    ]
    story.section = plain(
        _said_by_rule(root, rule.section) or facts.section() or next(iter(categories), "")
    )[:100]
    tags = [
        text_of(link)
        for link in root.xpath(
            "//a[contains(concat(' ',@rel,' '),' tag ') and not(contains(@rel,'category'))]"
        )
    ]
    tags += [
        text_of(link)
        for link in root.xpath(
            "//a[contains(concat(' ',@class,' '),' p-tag ') or contains(concat(' ',@class,' '),' p-category ')]"
        )
    ]
    topics = [*(facts.topics()), *tags, *categories[:10]]
    story.topics = [
        topic
        for topic in dict.fromkeys(topic.strip(" #,") for topic in topics)
        if 1 < len(topic) <= 80 and topic != story.section
    ][:50]
    story.kicker = _said_by_rule(root, rule.kicker) or kicker_of(root, heading)
    if letters(story.kicker) == letters(story.headline):
        story.kicker = ""


def _set_standfirst(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    body: PageBody,
    facts: PageFacts,
    rule: SiteRule,
) -> None:
    text = _said_by_rule(root, rule.standfirst)
    if not text:
        text, _element = standfirst_of(root, heading, body.container)
    story.standfirst = text or ("" if facts.description == facts.site_name else facts.description)
    if letters(story.standfirst) == letters(story.headline):
        story.standfirst = ""


def _without_head(body: PageBody, story: StoryRecord, heading: Element | None) -> PageBody:
    """The body without what stands in fields of its own: headline, kicker, standfirst, byline line."""
    said = {letters(text) for text in (story.headline, story.kicker, story.standfirst) if text}
    byline = letters(story.byline)
    pieces = []
    words = 0
    for piece in body.pieces:
        early = words < 300
        is_head = piece.element is heading or (
            piece.key in said and (early or piece.kind == "heading")
        )
        is_by = (
            early
            and byline
            and len(piece.key) < len(byline) + 40
            and byline in piece.key
            and piece.kind == "text"
        )
        if is_head or (is_by and len(body.pieces) > 1):
            if piece.key == letters(story.standfirst) and piece.key not in {
                letters(story.headline),
                letters(story.kicker),
            }:
                story.standfirst = plain(re.sub(r"<[^<>]*>", " ", piece.markup))
            continue
        words += len(piece.key) if piece.kind != "figure" else 0
        pieces.append(piece)
    return PageBody(pieces or body.pieces, body.dropped, body.container)


def _set_body(story: StoryRecord, body: PageBody, facts: PageFacts) -> None:
    said = facts.story.get("articleBody")
    told = words_of(said)
    if isinstance(said, str) and len(letters(told)) > 2 * body.words and len(letters(told)) > 400:
        paragraphs = [plain(part) for part in re.split(r"\n\s*|</p>|<br\s*/?>\s*<br\s*/?>", said)]
        set_html(
            story,
            "".join(f"<p>{_escape(part)}</p>" for part in paragraphs if part),
            base=facts.base,
        )
        return
    set_html(story, body.markup(), base=facts.base)
    for piece in body.dropped[:100]:
        if piece.element is not None and body.container is not None and len(piece.key) > 2:
            words = plain(re.sub(r"<[^<>]*>", " ", piece.markup))
            story.removed.append((words[:300], "stands around the story on the page, not in it"))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _set_pictures(story: StoryRecord, facts: PageFacts) -> None:
    lead = facts.lead(story.origin)
    blocks = (story.body or {}).get("content") or []
    figures = [block["attrs"] for block in blocks if block["type"] == "figure"]
    opening = blocks[0]["attrs"] if blocks and blocks[0]["type"] == "figure" else None
    if lead is not None and is_web(lead.reference):
        inside = any(
            same_picture(lead.reference, figure.get("source_url", ""))
            for figure in figures[1 if opening else 0 :]
        )
        if not inside:
            story.pictures.append(lead)
    join_lead(story)
    if lead_of(story) is not None and not lead_of(story).caption and opening is not None:  # type: ignore[union-attr]
        return


__all__ = ["SiteRule", "link_share", "looks_like", "read"]
