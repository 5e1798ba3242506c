"""What stands twice in a story as sources ship it: the lead picture, and a standfirst cut from the body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from articles.body.document import Block
from articles.body.words import plain_text
from articles.ingest.cleaning.text import key
from articles.ingest.record import PictureRecord, StoryRecord

_RESIZED: Final = re.compile(
    r"(?:-\d{2,4}x\d{2,4}|[-_@]\d{1,4}[wx]?|-scaled|_(?:large|small|medium)|"
    r"-(?:articlelarge|superjumbo|jumbo|facebookjumbo|thumb(?:large|standard)|"
    r"(?:video|medium|square|master)[a-z]{0,20}\d{0,4}))$"
)
_PICTURE_ENDING: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?)$")
_ASKED: Final = re.compile(r"[?&](?:url|src|image|img)=(?P<url>[^&]{5,2000})")
_STOPS: Final = (".", "!", "?", ":", "\u2026", '"', "\u201d")
_HOURS: Final = ("a.m.", "p.m.")
_LABEL: Final = 14
"""Words of a line that may stand above a lead picture: a byline, a button, no sentence."""
_CUT_OFF: Final = re.compile(r"(?:\[?(?:\u2026|\.\.\.)\]?|\[more\])\Z", re.IGNORECASE)
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_MACHINE_CUT: Final = re.compile(r"\[(?:\u2026|\.\.\.)\]\Z")
"""WordPress ends the excerpts that it makes itself like this."""
_CUT_SHORT: Final = 100
"""Letters: programs cut a longer text, editors end a shorter one in such a sign."""
_PROMPT: Final = re.compile(
    r"(?<=[.!?\u2026])\s{0,9}\W{0,3}(?:read (?:more|on|the full story)|continue reading|full story|weiterlesen|"
    r"mehr lesen|lire (?:la suite|plus)|leer más|seguir leyendo|leggi tutto|continua a leggere|leia mais|"
    r"lees (?:meer|verder)|läs mer|les mer|læs mere)[\s.\u2026>\u00bb\u2192]{0,5}\Z",
    re.IGNORECASE,
)
"""What leads from a teaser to its story."""
_SENTENCE: Final = re.compile(
    r"[.!?][\"'\u201d\u2019\u00bb)]?(?=\s+[\"'\u201c\u2018\u00ab\u201e(]?[^\W\d_a-zà-ÿ])"
)
_LINK: Final = 40
"""Characters that a link to a story says beside its headline."""

_FILED: Final = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:, [\w. ]{2,14})? ?(?:\([A-Za-z ]{2,20}\))? ?(?:--|—|–) ?(?=[\"“A-ZÀ-Þ])"
)
"""A place of filing opens a text, never a standfirst: this is the beginning of some version of it."""


def same_picture(one: str, other: str) -> bool:
    """Whether two addresses lead to the same picture, perhaps in two sizes."""
    one, other = _through_resizer(one), _through_resizer(other)
    if not one or not other:
        return False
    if one == other or _file_of(one) == _file_of(other) != "":
        return one == other or not _asks_for_another(one, other)
    return _stem(one) == _stem(other) != "" and not _asks_for_another(one, other)


def _asks_for_another(one: str, other: str) -> bool:
    """Whether one program gives both, and is asked for two pictures ("image.jpg?id=7")."""
    asked = [dict(_WHICH.findall(address.partition("?")[2])) for address in (one, other)]
    return any(asked[1].get(name, value) != value for name, value in asked[0].items())


_WHICH: Final = re.compile(
    r"(?:^|&)(id|asset|assetid|file|filename|image|imageid|img|media|mediaid|name|path|photo|pid|picture|src|url|uuid)="
    r"([^&#]{1,500})",
    re.IGNORECASE,
)
"""What names a picture in the question to a program; the rest is size, cut and signature."""


def _through_resizer(address: str) -> str:
    """The picture that a service for sizes is asked for: ".../resize/?url=https%3A%2F%2F...ferry.jpg"."""
    asked = _ASKED.search(address)
    inner = unquote(asked["url"]) if asked else ""
    return inner if _PICTURE_ENDING.search(inner.partition("?")[0].lower()) else address


def _file_of(address: str) -> str:
    """The address of a picture's file without what is asked of it; "" where it names no picture."""
    file = address.partition("?")[0]
    return file if _PICTURE_ENDING.search(file.lower()) else ""


def _stem(address: str) -> str:
    try:
        name = posixpath.basename(unquote(urlsplit(address).path))
    except ValueError:
        return ""
    stem = _PICTURE_ENDING.sub("", posixpath.splitext(name)[0].lower())  # lead.jpg.webp
    bare = _RESIZED.sub("", stem)
    return bare if len(bare) > 3 else ""


def lead_of(story: StoryRecord) -> PictureRecord | None:
    """The story's lead picture, if the source names one."""
    return next((picture for picture in story.pictures if picture.role == "lead"), None)


def join_lead(story: StoryRecord) -> None:
    """A body that opens with the lead picture gives it up, with its caption, alt and credit."""
    lead = lead_of(story)
    blocks = (story.body or {}).get("content") or []
    place = opening_figure(blocks)
    if lead is None or not blocks:
        return None
    if place is None:
        return _drop_second(story, lead)
    attributes = blocks[place]["attrs"]
    if not same_picture(lead.reference, attributes.get("source_url", "")):
        return _drop_second(story, lead)
    # What stands under the picture was written for this story; what the head says, for any.
    lead.caption = attributes.get("caption") or lead.caption
    lead.alt = attributes.get("alt") or lead.alt
    lead.credit = attributes.get("credit") or lead.credit
    if story.body is not None and len(blocks) > 1:
        story.body = {**story.body, "content": [*blocks[:place], *blocks[place + 1 :]]}
    return None


def opening_figure(blocks: Sequence[Block]) -> int | None:
    """Where the figure stands with which a body opens, lines that are no sentences aside; None without one."""
    for place, block in enumerate(blocks):
        if block["type"] == "figure":
            return place
        words = plain_text({"type": "doc", "content": [block]}).split()
        ends = words[-1] if words else ""
        ended = ends[-1:] in _STOPS and ends not in _HOURS
        if block["type"] != "paragraph" or len(words) > _LABEL or ended:
            return None
    return None


def _drop_second(story: StoryRecord, lead: PictureRecord) -> None:
    """The lead picture once more in the body, with the same caption, goes; its credit stays."""
    blocks = (story.body or {}).get("content") or []
    for place, block in enumerate(blocks):
        said = block["attrs"]
        if (
            block["type"] == "figure"
            and lead.caption
            and key(lead.caption) == key(said.get("caption") or "")
            and same_picture(lead.reference, said.get("source_url", ""))
        ):
            story.removed.append(
                (lead.caption, "the lead picture once more, with the same caption")
            )
            lead.alt, lead.credit = lead.alt or said.get("alt", ""), lead.credit or said["credit"]
            story.body = {"type": "doc", "content": [*blocks[:place], *blocks[place + 1 :]]}
            return


def drop_cut_standfirst(story: StoryRecord) -> None:
    """A standfirst that a machine cut out of the body's beginning says nothing of its own."""
    if not story.standfirst:
        return
    if prompt := _PROMPT.search(story.standfirst):
        story.standfirst = story.standfirst[: prompt.start()]
    standfirst = _without_link(story.standfirst.rstrip(), story.headline)
    opening = _letters(_body_text(story))
    words = _letters(_CUT_OFF.sub("", standfirst))
    if _MACHINE_CUT.search(standfirst) or _FILED.match(standfirst):
        story.extra["excerpt"], story.standfirst = story.standfirst, ""
    if not words or not opening or not story.standfirst:
        return
    cut = bool(_CUT_OFF.search(standfirst))
    later_half = words[len(words) // 2 :][:120]
    cut_later = len(later_half) >= 40 and later_half in opening
    if (
        opening.startswith(words)
        or _runs_from_caption(story, words)
        or cut_later
        or (cut and words[:60] in opening[:600])
        or (words in opening and (cut or 2 * len(words) > len(opening)))
    ):
        story.extra["excerpt"] = story.standfirst
        story.standfirst = ""
    elif cut and len(words) > _CUT_SHORT:
        story.extra["excerpt"] = story.standfirst
        story.standfirst = _whole_sentences(story.standfirst)


def _whole_sentences(standfirst: str) -> str:
    """What stands before the sentence in whose middle a program cut a text off; "" for nothing."""
    ends = list(_SENTENCE.finditer(standfirst))
    return standfirst[: ends[-1].end()] if ends and ends[-1].end() > _LINK else ""


def _without_link(standfirst: str, headline: str) -> str:
    """An excerpt without the link to its own story behind the cut: "… Mill reopens: read on →"."""
    head, cut, link = standfirst.rpartition("\u2026")
    named = _letters(headline)
    is_link = bool(cut and named) and named in _letters(link)
    return head + cut if is_link and len(link) <= len(headline) + _LINK else standfirst


def _runs_from_caption(story: StoryRecord, words: str) -> bool:
    """Whether a program that cut the words took the first picture's caption for the text's beginning."""
    lead = lead_of(story)
    blocks = (story.body or {}).get("content") or []
    first = blocks[0]["attrs"].get("caption") if blocks and blocks[0]["type"] == "figure" else ""
    caption = _letters(first or (lead.caption if lead else ""))
    return (
        bool(caption)
        and len(words) > len(caption)
        and (caption + _letters(_body_text(story))).startswith(words)
    )


def _body_text(story: StoryRecord) -> str:
    if story.body:
        blocks = [block for block in story.body["content"] if block["type"] != "figure"]
        return plain_text({"type": "doc", "content": blocks[:8]})[:6_000]
    return " ".join(line.text for line in (story.lines or [])[:12])[:6_000]


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())
