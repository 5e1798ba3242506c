"""Figures of a body of blocks: captions cleared of noise and credits, repeats beside them merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from articles.body.document import Block
from articles.ingest.cleaning.gallery_counters import without_counter
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import is_finished, key, sentences, tidy, width
from articles.ingest.credits import credit_alone, split_credit
from articles.ingest.picture_labels import (
    caption_and_credit,
    without_known,
    without_label,
    without_picture_word,
)
from articles.ingest.record import StoryRecord

SLANTED_WIDTH: Final = 45
COPY_WIDTH: Final = 4
BESIDE: Final = 2
"""A paragraph this many blocks from a figure may repeat its caption."""

_IN_BRACKETS: Final = re.compile(r"\([^()]+\)")
_INVITES: Final = re.compile(
    r"\b(?:newsletter|subscribe|subscription|sign up|your inbox|(?:download|get) (?:our|the) app|"
    r"this (?:story|article) (?:is|appears) in the)\b",
    re.IGNORECASE,
)


def clean_figures(table: Copy) -> None:
    """Clean each figure of the level, then merge what repeats it."""
    for passage in table.live():
        if passage.source["type"] == "figure":
            _caption(table, passage)
    live = table.live()
    _lone_credits(table, live)
    _paragraphs_beside(table, live)
    _repeated(table)


def loose_copies(table: Copy, record: StoryRecord) -> None:
    """Lines without a stop that print the caption of a picture again, however far from it they stand."""
    live = table.live()
    lines = [each for each in live if _may_repeat_caption(each)]
    if not lines:  # as in most texts, whose paragraphs end with a stop: captions are dear to read
        return
    figures = [each for each in live if each.source["type"] == "figure" and each.text]
    told = {key(caption_and_credit(each.text)[0]): each for each in reversed(figures)}
    lead = {key(caption_and_credit(each.caption)[0]) for each in record.pictures if each.caption}
    for passage in lines:
        if passage.key in told:
            table.take_out(passage, "repeat", into=told[passage.key])
        elif passage.key in lead:
            table.take_out(passage, "known-caption")


def _may_repeat_caption(passage: Passage) -> bool:
    is_paragraph = passage.source["type"] == "paragraph"
    return is_paragraph and passage.open and passage.width >= COPY_WIDTH


def name_of(block: Block) -> str:
    """What a note prints for a block without words: its alternative text or address, else its type."""
    attributes = block["attrs"]
    for name in ("caption", "alt", "title", "heading", "source_url", "key"):
        if attributes.get(name):
            return str(attributes[name])
    return block["type"]


_FILE: Final = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|avif|tiff?)", re.IGNORECASE)
_CAMERA: Final = re.compile(
    r"(?:IMG|DSC[FN]?|PXL|DJI|GOPR|MVI|P\d{5}|image|unnamed)[-_ ]?\(?\d[\w()-]{0,30}"
    r"(?: \(?\d{1,8}\)?){0,2}(?: copy)?"
)
"""Names that cameras and systems give; words behind the number say what is to be seen."""
_SIZE: Final = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|@2x)?\.\w{2,5}\Z")


def names_file(alt: str, address: str) -> bool:
    """Whether an alternative text is only the name of the picture's file."""
    if not alt or len(alt) > 200:
        return False
    if _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return True
    stem = _SIZE.sub("", address.partition("?")[0].rpartition("/")[2])
    coded = alt[0].islower() or re.search(r"[-_\d]", alt) is not None
    return coded and " " not in alt and alt.casefold() == stem.casefold()


def _caption(table: Copy, passage: Passage) -> None:
    attributes = passage.source["attrs"]
    alt = str(attributes.get("alt") or "")
    if names_file(alt, str(attributes.get("source_url") or "")):
        attributes["alt"] = ""
        table.note(Passage(passage.number, alt, alt), "file-name", into=passage)
    text = passage.text
    if noise(text) or noise(text, edge=True):
        table.note(passage, "newsletter-in-caption")
        text = ""
    elif _INVITES.search(text) and len(found := sentences(text)) > 1:
        kept = " ".join(sentence for sentence in found if not _INVITES.search(sentence))
        table.note(passage, "newsletter-in-caption")
        text = kept
    bare = without_counter(text)
    if bare != text:
        table.note(passage, "gallery-counter")
    text = bare
    bare = without_label(text)
    if bare != text:
        table.note(passage, "caption-label")
    text = bare
    if (credit := credit_alone(text)) and not attributes.get("credit"):
        attributes["credit"], text = credit, ""
        table.note(passage, "credit-line")
    elif credited := split_credit(text):
        given = attributes.get("credit", "")
        if not given or key(given) in key(credited.credit) or key(credited.credit) in key(given):
            attributes["credit"] = given or credited.credit
            text = without_picture_word(credited.words)
            table.note(passage, "glued-credit" if credited.glued else "credited-caption")
    elif (known := without_known(text, attributes.get("credit", "")))[0] != text:
        text, attributes["credit"] = known
        table.note(passage, "credited-caption")
    once = _printed_once(text)
    if once != text:
        table.note(passage, "repeat")
    text = once
    passage.rewrite(text)
    attributes["caption"] = text
    for name in ("alt", "credit"):
        attributes[name] = tidy(attributes.get(name) or "")
    attributes["credit"] = credit_alone(attributes["credit"]) or attributes["credit"]
    if _IN_BRACKETS.fullmatch(attributes["credit"]):
        attributes["credit"] = attributes["credit"][1:-1]
    if not (
        text
        or attributes.get("picture")
        or attributes.get("source_url")
        or attributes["alt"]
        or attributes["credit"]
    ):
        passage.raw = passage.raw or "figure"
        table.take_out(passage, "empty-figure")


def _printed_once(text: str) -> str:
    """A caption whose words stand twice in a row, as alternative text and caption run together."""
    half = len(text) // 2
    for cut in (half, half + 1):
        one, other = text[:cut].strip(), text[cut:].strip()
        if width(one) >= 4 and key(one) == key(other):
            return max((one, other), key=is_finished)
    return text


def _lone_credits(table: Copy, live: Sequence[Passage]) -> None:
    """A paragraph such as "Photo: Jane Doe" right after a figure is the figure's credit."""
    for passage, following in pairwise(live):
        if (
            passage.source["type"] != "figure"
            or following.source["type"] != "paragraph"
            or following.role == "gone"
        ):
            continue
        credit = credit_alone(following.text)
        if credit and passage.role != "gone":
            given = passage.source["attrs"].get("credit", "")
            if not given or key(given) == key(credit):
                passage.source["attrs"]["credit"] = given or credit
                table.take_out(following, "credit-line", into=passage)


def _paragraphs_beside(table: Copy, live: Sequence[Passage]) -> None:
    """A paragraph near a figure that prints its caption or alternative text again."""
    for place, passage in enumerate(live):
        if passage.source["type"] != "figure" or passage.role == "gone":
            continue
        attributes = passage.source["attrs"]
        caption, alt = key(attributes.get("caption", "")), key(attributes.get("alt", ""))
        if not caption and place + 1 < len(live) and _is_set_as_caption(live[place + 1]):
            words = live[place + 1].text
            told = split_credit(words)
            attributes["caption"] = told.words if told else words
            attributes["credit"] = attributes.get("credit") or (told.credit if told else "")
            passage.rewrite(attributes["caption"])
            table.take_out(live[place + 1], "credited-caption", into=passage)
            caption = passage.key
        near = [*live[max(0, place - BESIDE) : place], *live[place + 1 : place + 1 + BESIDE]]
        for other in near:
            if other.source["type"] != "paragraph" or other.role == "gone" or other.width < 2:
                continue
            if caption and other.key == caption:
                if other.finished and not is_finished(attributes["caption"]):
                    table.note(passage, "caption-and-sentence")
                else:
                    table.take_out(other, "repeat", into=passage)
            elif alt and other.key == alt and other.open:
                table.take_out(other, "alternative-text", into=passage)
            elif not caption and not alt and (credited := split_credit(other.text)) and other.open:
                attributes["caption"], attributes["credit"] = credited.words, credited.credit
                passage.rewrite(credited.words)
                table.take_out(other, "credited-caption", into=passage)
                caption = passage.key


def _is_set_as_caption(passage: Passage) -> bool:
    """Whether a paragraph is slanted as a whole, as papers set what stands below a picture."""
    runs = [run for run in passage.source.get("content", []) if run.get("text", "").strip()]
    slanted = all({"type": "emphasis"} in run.get("marks", []) for run in runs)
    told = passage.open or split_credit(passage.text) is not None
    short = 3 < passage.width <= SLANTED_WIDTH and passage.source["type"] == "paragraph"
    return bool(runs) and slanted and short and told and passage.role != "gone"


def _repeated(table: Copy) -> None:
    """The same picture with the same caption a second time."""
    first: dict[tuple[object, str, str], Passage] = {}
    for passage in table.live():
        if passage.source["type"] != "figure":
            continue
        attributes = passage.source["attrs"]
        address = re.sub(r"[?#].*$", "", attributes.get("source_url", ""))
        known = (attributes.get("picture"), address, passage.key)
        if known in first:
            passage.raw = passage.raw or name_of(passage.source)
            table.take_out(passage, "repeated-figure", into=first[known])
        else:
            first[known] = passage
