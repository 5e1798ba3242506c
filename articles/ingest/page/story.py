"""What was read of a web page -> the fields of a StoryRecord, each by its own order of trust."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from articles.ingest.addresses import host, is_web, last_part, source_code
from articles.ingest.bodies import set_html
from articles.ingest.bylines import byline_of as names_as_byline
from articles.ingest.bylines import contributors_of
from articles.ingest.leads import join_lead, opening_figure, same_picture
from articles.ingest.notebook import Notebook
from articles.ingest.page.blocks import Piece
from articles.ingest.page.body import PageBody
from articles.ingest.page.byline import byline_of, reporters_below, signed_in
from articles.ingest.page.dates import completed, dates_in, in_its_zone, on_its_clock, updates_in
from articles.ingest.page.descriptions import description_in
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.figures import figure_of
from articles.ingest.page.flat_head import below_headline, deck_of
from articles.ingest.page.head import kicker_of
from articles.ingest.page.library import found_day
from articles.ingest.page.points import points_under
from articles.ingest.page.printed import has_a_field, is_link_to_section, is_portrait, shows
from articles.ingest.page.rules import SiteRule, said_by_rule
from articles.ingest.page.section import section_by_link, section_by_path, section_in_title
from articles.ingest.page.set_apart import lede_in_bold, paragraph_set_apart
from articles.ingest.page.standfirst import heading_below, paragraph_below, standfirst_of
from articles.ingest.page.topics import tag_links
from articles.ingest.page.tree import Element, elements_at, letters, text_of
from articles.ingest.plain import plain, words_of
from articles.ingest.record import ContributorRecord, StoryRecord
from articles.ingest.rows.mapping import language_tag
from articles.ingest.stand_ins import is_log_in, is_nobody, without_defaults

_PICTURES_BY: Final = re.compile(
    r"(?:photo(?:graph(?:s|y)?|s)?|pictures?|images?|illustrations?|videos?|graphics?) by\b",
    re.IGNORECASE,
)
_MOST_DATES: Final = 60
_SITE: Final = 5
"""Letters of a site's name that is told in a writer's: "Harbour Post Sports"."""
_WHOLE: Final = 400
"""Letters of a text in the head beyond which it may replace the few that the page shows."""


def set_addresses(story: StoryRecord, facts: PageFacts) -> None:
    story.canonical_url = facts.canonical
    story.source_url = facts.address or facts.canonical
    story.source = source_code(facts.canonical, facts.address)
    story.source_name = facts.site_name
    story.source_id = story.canonical_url or story.source_url
    slug = last_part(story.source_id)
    story.slug = slug if re.fullmatch(r"[\w-]{3,200}", slug) and not slug.isdecimal() else ""


def set_people(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    body: PageBody,
    facts: PageFacts,
    rule: SiteRule,
) -> None:
    people = contributors_of(said_by_rule(root, rule.byline)) or facts.authors()
    sites = facts.site_names | {
        letters(part) for part in re.split(r"\s[|\u2013-]\s", facts.page_title)
    }
    printed = ""
    if (reporters := reporters_below(heading)) and not any(
        each.name in reporters for each in people
    ):
        people = contributors_of(reporters)
    if not people or all(_is_nobody(person, sites) for person in people):
        printed = byline_of(root, heading, body.container)
        people = contributors_of(printed) or people or ([] if printed else facts.owners())
    elif not rule.byline:
        own = "".join(host(facts.canonical).split(".")[-2:-1])
        shown = [
            each
            for each in contributors_of(byline_of(root, heading, body.container))
            if not any(site in _key(each) for site in {*sites, own} if len(site) > _SITE)
        ]
        if len(shown) > len(people) and {_key(each) for each in people} <= {
            _key(each) for each in shown
        }:
            people = shown  # the head names but the first of them
    named = [
        person
        for person in people
        if not is_nobody(person.name) and not _PICTURES_BY.match(person.name)
    ] or [person for person in people if is_log_in(person.name)]
    story.contributors = [each for each in named if letters(each.name) not in sites] or named
    story.byline = names_as_byline(story.contributors) or printed


def _key(person: ContributorRecord) -> str:
    return letters(person.name)


def _is_nobody(person: ContributorRecord, sites: set[str]) -> bool:
    """The site's own name, or a log-in name, where a writer should stand."""
    name = letters(person.name)
    return (
        name in sites
        or is_nobody(person.name)
        or (" " not in person.name and person.name.islower())
    )


def set_times(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    facts: PageFacts,
    rule: SiteRule,
    notebook: Notebook,
) -> None:
    quiet = replace(notebook, problems=[])
    shown = [said_by_rule(root, rule.date)] if rule.date else []
    address = facts.canonical or facts.address
    day_first = _day_first(_language(root, facts))
    said = list(islice(chain(shown, facts.dates(), dates_in(root, heading, address)), _MOST_DATES))
    changed = list(islice(chain(facts.dates(updated=True), updates_in(root, heading)), 30))
    for place, value in enumerate(said):
        story.published_at = quiet.moment(value, "published_at", day_first=day_first)
        if story.published_at is not None:
            others = [other for other in said[place + 1 :] if other not in changed]
            better = completed(story.published_at, value, others, day_first=day_first)
            better = better or in_its_zone(story.published_at, value, facts.dates())
            notebook.problems += [] if better else quiet.problems
            story.published_at = better or story.published_at
            break
        quiet.problems.clear()
    if story.published_at is None and story.status != "draft":
        story.published_at = quiet.moment(found_day(root), "published_at")
    for value in changed:
        updated = on_its_clock(quiet.moment(value, "updated_at", day_first=day_first), value, story)
        if updated and not (story.published_at and updated <= story.published_at):
            story.updated_at = updated
            break


def _language(root: Element, facts: PageFacts) -> str:
    page = root.getroottree().getroot()
    own = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")
    shown = next((each.get("lang") or "" for each in page.iter("body")), "")
    return own or facts.language() or shown


def _day_first(language: str) -> bool | None:
    """How a page of this language means 03/04/2026; None where that is not known."""
    tag = language.lower().replace("_", "-")
    if tag in {"en-us", "en-ph"}:
        return False
    return None if tag in {"", "en"} else True


def set_labels(
    story: StoryRecord, root: Element, heading: Element | None, facts: PageFacts, rule: SiteRule
) -> None:
    story.language = language_tag(_language(root, facts))
    categories = [
        text_of(link)
        for link in elements_at(root, "//a[contains(concat(' ',@rel,' '),' category ')]")
    ]
    gone = story.removed
    story.section = (
        _section_of(
            [said_by_rule(root, rule.section), facts.section(), *_marked(root), *categories], gone
        )
        or _section_of([section_by_path(root, story.headline)], gone)
        or _section_of([section_by_link(heading)], gone)
        or _section_of([section_in_title(root, facts)], gone)
    )
    tags = [text_of(link) for link in tag_links(root, heading)]
    topics = without_defaults([*facts.topics(), *tags, *categories[:10]], gone)
    story.topics = _topics_of(topics, story.section, facts)
    kicker, is_link = kicker_of(root, heading, story.headline)
    story.kicker = said_by_rule(root, rule.kicker) or kicker
    told = {letters(story.headline), letters(story.section)} | facts.site_names
    if letters(story.kicker) in told:
        story.kicker = ""
    if story.kicker and is_link and not story.section:  # the label leads to its section's page
        story.section, story.kicker = plain(story.kicker)[:100], ""


def _marked(root: Element) -> list[str]:
    """The section by microdata or RDFa."""
    path = "//*[@itemprop='articleSection' or @property='articleSection']"
    return [each.get("content") or text_of(each) for each in elements_at(root, path)[:1]]


def _section_of(names: list[str], gone: list[tuple[str, str]]) -> str:
    """The first name that is one; `gone` is told of defaults."""
    return next((plain(name)[:100] for name in without_defaults(names, gone) if name), "")


def _topics_of(names: list[str], section: str, facts: PageFacts) -> list[str]:
    """The topics once each, without the section's name and the site's own."""
    site_in_title = re.split(r"\s[|\u2013-]\s", facts.page_title)[1:][-1:]
    own = {_own(name) for name in (facts.site_name, *site_in_title)}
    return [
        topic
        for topic in dict.fromkeys(name.strip(" #,") for name in names)
        if (1 < len(topic) <= 80 or not topic.isascii())
        and letters(topic) != letters(section)
        and _own(topic) not in own
    ][:50]


def _own(name: str) -> str:
    """The site's name as letters, without its article: many pages list it among the topics."""
    return letters(re.sub(r"(?i)^the\s", "", name.strip()))


def set_standfirst(
    story: StoryRecord,
    root: Element,
    heading: Element | None,
    body: PageBody,
    facts: PageFacts,
    rule: SiteRule,
) -> None:
    words = " ".join(piece.words for piece in body.pieces if piece.kind != "figure")
    writers = [each.name for each in story.contributors]
    told, gone = description_in(root, facts, writers, f"{story.headline} {words}")
    text = said_by_rule(root, rule.standfirst)
    if not text:
        text, _element = standfirst_of(root, heading, body.container)
    if not text:
        first = next((piece.element for piece in body.pieces if piece.kind == "text"), None)
        text, points = points_under(heading, first)
        if points is not None:
            body.dropped = [piece for piece in body.dropped if piece.element is not points]
            body.pieces = list(_without_summary(body.pieces, heading, points))
    text = text or paragraph_below(heading, body.container, told) or heading_below(heading, story)
    deck = _deck(body, heading, told)
    if not text and not deck:
        text = paragraph_set_apart(heading, body.pieces, story)
    text = text or (lede_in_bold(body.pieces, told) if not deck else "")
    below = "" if _is_lede(body, told) else deck or told
    story.standfirst = _without_kicker(text, story.kicker) or below
    if letters(story.standfirst) == letters(story.headline):
        story.standfirst = ""
    story.removed += gone


def _is_lede(body: PageBody, told: str) -> bool:
    """Whether the description only repeats the text's first paragraph, set like the second."""
    texts = [piece.element for piece in body.pieces if piece.kind == "text"][:2]
    if len(texts) < 2 or letters(text_of(texts[0])) != letters(told):
        return False
    first, second = ((each.tag, each.get("class"), _box(each)) for each in texts)
    return first == second


def _box(element: Element) -> tuple[str, str | None, bool]:
    """What the box of a paragraph is like, and whether it holds the headline, too."""
    around = element.getparent()
    if around is None:
        return "", None, False
    return str(around.tag), around.get("class"), around.find(".//h1") is not None


def _without_summary(
    pieces: list[Piece], heading: Element | None, points: Element
) -> Iterator[Piece]:
    """The pieces without the lists above the text, whose points the standfirst holds, and their labels."""
    above, told = True, False
    for piece in pieces:
        above = above and piece.kind != "text"
        told = told or piece.element is points
        is_cross_head = told and piece.kind == "heading"
        if not above or is_cross_head or piece.kind == "figure" or piece.element is heading:
            yield piece


def _without_kicker(text: str, kicker: str) -> str:
    return text.removeprefix(kicker).lstrip(" .:|-\u2013\u2014") if kicker else text


def _deck(body: PageBody, heading: Element | None, told: str) -> str:
    """A heading right under the headline that the head gives as the description, or begins with it."""
    places = [place for place, piece in enumerate(body.pieces) if piece.element is heading]
    for piece in body.pieces[places[0] + 1 if places else 0 :]:
        if piece.kind == "figure":
            continue
        said = letters(told)
        same = len(said) > 20 and (piece.key.startswith(said) or said.startswith(piece.key))
        return text_of(piece.element) if piece.kind == "heading" and same else ""
    return ""


def without_head(body: PageBody, story: StoryRecord, heading: Element | None) -> PageBody:
    """The body without what has a field of its own: headline, kicker, standfirst, byline line."""
    standfirst = letters(story.standfirst)
    heading = next((each.element for each in body.pieces if shows(each, heading)), heading)
    titles = {letters(story.headline), letters(story.kicker)} - {""}
    pieces: list[Piece] = []
    words = 0
    headed = all(each.element is not heading for each in body.pieces)
    for found in body.pieces:
        early = words < 300
        piece, labels = below_headline(found, story.headline) if early else (found, [])
        _take_labels(story, labels)
        is_title = piece.element is heading or (
            piece.key in titles and (early or piece.kind == "heading")
        )
        if piece.element is heading and pieces and not story.kicker:
            story.kicker = _label_above(pieces[-1], piece)
        if early and (piece is not found or piece.element is heading):
            pieces, words = _without_lines_above(pieces, story), 0
        headed = headed or piece.element is heading
        if early and headed and is_link_to_section(piece, story):
            continue
        if is_title or has_a_field(piece, story, standfirst, early=early):
            if piece.key == standfirst and not is_portrait(piece, story):
                story.standfirst = piece.words
            continue
        if not piece.key and piece is not found:
            continue
        words += len(piece.key) if piece.kind != "figure" else 0
        pieces.append(piece)
    if not words:  # the page says nothing but its headline
        pieces = [piece for piece in body.pieces if piece.element is not heading]
    return replace(body, pieces=pieces)


def _take_labels(story: StoryRecord, labels: list[str]) -> None:
    """What stands with the headline in one element: a standfirst, who wrote it, or nothing of ours."""
    story.standfirst = story.standfirst or deck_of(labels)
    if not story.byline and (name := signed_in(labels)):
        story.contributors, story.byline = contributors_of(name), name
    story.removed += [
        (label, "stands under the headline")
        for label in labels
        if label and label != story.standfirst
    ]


def _without_lines_above(pieces: list[Piece], story: StoryRecord) -> list[Piece]:
    """The pictures above the headline; menus and dates there go."""
    story.removed += [
        (each.words[:300], "stands above the headline")
        for each in pieces
        if each.kind != "figure" and each.key and each.words != story.kicker
    ]
    return [each for each in pieces if each.kind == "figure"]


def _label_above(piece: Piece, heading: Piece) -> str:
    """A word or two right above the headline, in the same element of the page."""
    words = piece.words
    beside = heading.element.getparent() in (piece.element, piece.element.getparent())
    label = piece.kind == "text" and beside
    return words if label and len(words.split()) <= 4 and not re.search(r"\d", words) else ""


def set_body(story: StoryRecord, body: PageBody, facts: PageFacts) -> None:
    said = facts.story.get("articleBody")
    told = words_of(said)
    longer = len(letters(told)) > 2 * body.words
    if isinstance(said, str) and longer and (len(letters(told)) > _WHOLE or not body.words):
        paragraphs = [plain(part) for part in re.split(r"\n\s*|</p>|<br\s*/?>\s*<br\s*/?>", said)]
        set_html(
            story,
            "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs if part),
            base=facts.base,
        )
        return
    set_html(story, body.markup(), base=facts.base)
    for piece in body.dropped[:100]:
        if piece.element is not None and body.container is not None and len(piece.key) > 2:
            words = piece.words
            story.removed.append((words[:300], "stands around the story on the page, not in it"))


def set_pictures(story: StoryRecord, root: Element, facts: PageFacts) -> None:
    held = any(picture.role == "lead" for picture in story.pictures)
    lead = None if held else facts.lead(story.origin)
    blocks = (story.body or {}).get("content") or []
    figures = [block["attrs"] for block in blocks if block["type"] == "figure"]
    opens = opening_figure(blocks) is not None
    if lead is not None and is_web(lead.reference):
        inside = any(
            same_picture(lead.reference, figure.get("source_url", ""))
            for figure in figures[1 if opens else 0 :]
        )
        if not inside:
            told = figure_of(root, lead.reference, facts.base)
            if told is not None and letters(told.alt) != letters(story.headline):
                lead.alt = lead.alt or told.alt
            story.pictures.append(lead)
    join_lead(story)
