"""What agencies set into an entry of Atom beside its words: NITF as its content, management, key words."""

from __future__ import annotations

from typing import Final

from articles.ingest.bylines import byline_of, contributors_of
from articles.ingest.dialects.feed_nodes import all_of, first_text
from articles.ingest.dialects.nitf import fill_from_nitf
from articles.ingest.elements import attribute, descendant, text
from articles.ingest.filling import Filling, extend
from articles.ingest.notebook import Notebook
from articles.ingest.plain import plain
from articles.ingest.record import StoryRecord
from articles.ingest.xmltree import Element

_WORDS: Final = (
    "headline", "standfirst", "byline", "dateline", "contributors", "body", "lines", "language", "kind", "urgency",
    "embargo_until", "usage_terms", "kicker", "slugline",
)  # fmt: skip
"""Fields in which a whole document says more than the feed around it."""


def take_document(story: StoryRecord, entry: Element, notebook: Notebook) -> bool:
    """Fill the story from the NITF that is the entry's content; False where there is none."""
    found = (descendant(content, "nitf") for content in all_of(entry, "content"))
    nitf = next((document for document in found if document is not None), None)
    if nitf is None:
        return False
    filling = Filling(story.origin, "nitf")
    fill_from_nitf(filling, nitf)
    told = filling.story
    if filling.refused:
        story.hold.append(filling.refused)
    for name in _WORDS:
        if value := getattr(told, name):
            setattr(story, name, value)
    extend(story.topics, told.topics)
    extend(story.places, told.places)
    extend(story.organisations, told.organisations)
    story.people += [
        each for each in told.people if each.name not in {p.name for p in story.people}
    ]
    story.pictures += told.pictures
    story.corrections += told.corrections
    story.hold += told.hold
    story.removed += told.removed
    story.editor_note = "\n".join(filter(None, [story.editor_note, told.editor_note]))
    story.extra |= told.extra
    if told.status not in {"", "usable"}:
        story.status = told.status
    summary = plain(first_text(entry, "summary"))
    story.standfirst = story.standfirst or ("" if summary == story.headline else summary)
    notebook.problems += filling.problems
    return True


def tell_management(story: StoryRecord, entry: Element) -> None:
    """Headline, slugline, urgency, version and byline as an agency's own elements say them."""
    facts = descendant(entry, "ContentMetadata")
    if facts is None:
        return
    if headline := text(descendant(facts, "HeadLine")):
        story.headline = headline
    story.slugline = story.slugline or text(descendant(facts, "SlugLine"))
    story.dateline = story.dateline or text(descendant(facts, "DateLine"))
    story.version = story.version or text(descendant(entry, "ManagementSequenceNumber"))
    priority = attribute(descendant(facts, "Priority"), "Numeric")
    if story.urgency is None and priority.isdecimal() and 1 <= int(priority) <= 9:
        story.urgency = int(priority)
    byline = text(descendant(facts, "ByLine"))
    if byline and not story.contributors:
        story.contributors = contributors_of(byline)
        story.byline = story.byline or byline_of(story.contributors) or byline
