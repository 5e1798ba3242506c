"""Web pages: one saved page, one story, with the figures where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO, Final

from articles.ingest.bodies import BodyRefused
from articles.ingest.encoding import declared_charset, decode, is_binary
from articles.ingest.leads import drop_cut_standfirst
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.notebook import Notebook
from articles.ingest.page.body import find_body
from articles.ingest.page.embedded import bring_pictures, lift_pictures, show_shared
from articles.ingest.page.facts import PageFacts, read_facts
from articles.ingest.page.head import headline_of
from articles.ingest.page.kinds import fault_of_page
from articles.ingest.page.live import with_updates
from articles.ingest.page.mhtml import is_saved_page, unwrap
from articles.ingest.page.numbers import join_numbers
from articles.ingest.page.paid import paid_label
from articles.ingest.page.posts import stories_on, updates_shown
from articles.ingest.page.related import related_in
from articles.ingest.page.remarks import take_remarks
from articles.ingest.page.rules import SiteRule, selected
from articles.ingest.page.saved import see_through_archive, see_through_redirects
from articles.ingest.page.shadows import open_shadows
from articles.ingest.page.state import fill_from_state, states_of, story_in_states
from articles.ingest.page.story import (
    set_addresses,
    set_body,
    set_labels,
    set_people,
    set_pictures,
    set_standfirst,
    set_times,
    without_head,
)
from articles.ingest.page.subjects import set_subjects
from articles.ingest.page.tree import (
    Element,
    PageTooBig,
    drop,
    elements_at,
    letters,
    parse_page,
    prune,
    text_of,
)
from articles.ingest.plain import plain, words_of
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.streams import read_up_to

_ROOT: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|section|header|main|div|p|h[1-6]|table|center|font|img|figure|a|b|ul|ol|br|span|blockquote|style|link|script)\b",
    re.IGNORECASE,
)
_HEAD: Final = 65_536
_ENDINGS: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml.html", ".amp")


def looks_like(name: str, head: bytes) -> bool:
    """HTML by its name or by a tag that only pages use near its beginning; no XML vocabulary."""
    if is_saved_page(head):
        return True
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
    """A StoryRecord, one each of several whole stories, or a Problem: no page, a list of links, too big.

    The first of `rules` that covers the page's address says where its parts stand; what it does
    not say is found by extraction.
    """
    origin = Origin(file=name)
    raw = read_up_to(stream, LIMITS["saved_page_bytes"] + 1)
    try:
        raw, parts_of_page = unwrap(raw) if is_saved_page(raw[:_HEAD]) else (raw, {})
    except ValueError as fault:
        yield Problem(origin, str(fault))
        return
    raw, pictures = lift_pictures(raw)
    pictures |= parts_of_page
    if len(raw) > LIMITS["page_bytes"]:
        yield Problem(
            origin, f"The page is over {megabytes('page_bytes')}, the most a page may have."
        )
        return
    if is_binary(raw[:_HEAD]):
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
    open_shadows(root)
    show_shared(root)
    see_through_archive(root)
    see_through_redirects(root)
    facts = read_facts(root)
    parts = [] if rules else list(stories_on(root, facts))
    for number, part in enumerate(parts, start=1):
        notebook.origin = Origin(file=name, place=f"story {number}")
        yield _read_one(part, read_facts(part), notebook, rules, pictures)
    if not parts:
        story = _read_one(root, facts, notebook, rules, pictures)
        yield story
        if isinstance(story, Problem):
            return
    yield from notebook.problems


def _read_one(
    root: Element,
    facts: PageFacts,
    notebook: Notebook,
    rules: Sequence[SiteRule],
    pictures: Mapping[str, bytes],
) -> StoryRecord | Problem:
    """The story, or why there is none; other stories of the same page are not lost with it."""
    try:
        story = _story(root, facts, notebook, rules)
    except BodyRefused as fault:
        return Problem(notebook.origin, str(fault), field="body")
    if isinstance(story, StoryRecord):
        bring_pictures(story, pictures)
    return story


def _story(
    root: Element, facts: PageFacts, notebook: Notebook, rules: Sequence[SiteRule]
) -> StoryRecord | Problem:
    rule = _rule_for(facts, rules, notebook)
    states = states_of(root)
    remarks = take_remarks(root)
    prune(root)
    for selector in rule.remove:
        for element in selected(root, selector):
            drop(element)
    join_numbers(root)
    declared = next(iter(selected(root, rule.body)), None)
    headline, heading = _headline(root, facts, rule)
    told = words_of(facts.story.get("articleBody"))
    body = find_body(root, facts.base, told=told, declared=declared)
    fewest = max(2 * body.words, len(letters(told)))
    held = story_in_states(states, facts, notebook.origin, fewest=fewest)
    fault = fault_of_page(body, facts, root)
    if fault and held is None:
        return Problem(notebook.origin, fault)
    story = StoryRecord(origin=notebook.origin, format="webpage", headline=plain(headline))
    set_addresses(story, facts)
    _set_status(story, root)
    set_people(story, root, heading, body, facts, rule)
    set_times(story, root, heading, facts, rule, notebook)
    set_labels(story, root, heading, facts, rule)
    if paid := paid_label(heading, facts):
        story.hold.append(f'The page calls it advertising: "{paid}".')
    set_subjects(story, root, facts)
    set_standfirst(story, root, heading, body, facts, rule)
    body = without_head(body, story, heading)
    set_body(story, body, facts)
    if story.body is not None:
        said = facts.story.get("liveBlogUpdate") or updates_shown(root)
        story.body = with_updates(story.body, said)
    if held is not None:
        fill_from_state(story, held)
    set_pictures(story, root, facts)
    story.editor_note = "\n".join(f"Remark: {words}" for words in remarks)
    drop_cut_standfirst(story)
    story.related = related_in(
        root,
        body.container,
        [piece.element for piece in body.teasers],
        facts.base,
        facts.canonical or facts.address,
    )
    return story


def _rule_for(facts: PageFacts, rules: Sequence[SiteRule], notebook: Notebook) -> SiteRule:
    """The first rule for the page's address; one that is not understood is told and not used."""
    address = facts.canonical or facts.address
    rule = next((rule for rule in rules if rule.covers(address)), SiteRule(""))
    faults = rule.faults()
    for fault in chain.from_iterable(faults.values()):
        notebook.note(f"The rule for {rule.host} was not used: {fault}")
    return SiteRule("") if faults else rule


def _headline(root: Element, facts: PageFacts, rule: SiteRule) -> tuple[str, Element | None]:
    for element in selected(root, rule.headline):
        if text_of(element):
            return text_of(element), element
    return headline_of(root, facts)


def _set_status(story: StoryRecord, root: Element) -> None:
    """Medium's export keeps drafts among the rest: they have no date."""
    if (
        elements_at(root, "//*[contains(@class,'h-entry')]")
        and "Exported from Medium" in text_of(root)[-400:]
    ):
        dated = elements_at(root, "//time[contains(@class,'dt-published')]")
        story.status = "usable" if dated else "draft"
