"""What follows a story on its page: lists of other stories, and the line that names its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from articles.ingest import sign_offs
from articles.ingest.clean_copy import Copy, Passage
from articles.ingest.clean_corrections import corrections
from articles.ingest.clean_rules import noise
from articles.ingest.clean_topics import topics
from articles.ingest.credits import has_picture_label, split_credit
from articles.ingest.head_patterns import MONTH
from articles.ingest.record import RelatedRecord

# A tail begins past this share of the lines, and at most that share of
# what follows is long finished sentences.
TAIL_FROM: Final = 0.35
LONG_SHARE: Final = 0.20
LONG_SENTENCE: Final = 12
HEADLINE_WIDTH: Final = 14
"""Words of a question that may be a title."""
LISTS: Final = 4
"""Lists that may stand in one text with the story between them."""
KNOWN_WORD: Final = 5
"""Letters of a word that says what a story is about."""
TITLE_WIDTH: Final = 5
"""Words; a shorter line under a label may be the next cross-head."""
LONGEST_BOX: Final = 8
MARKERS: Final = 40
"""Labels of lists that are tried as the beginning of the tail; each try reads to the end."""

_MARKER: Final = re.compile(
    r"\W*(?:(?:you (?:may|might|could|will|'ll|’ll) (?:also )?(?:like|enjoy|love|be interested in)|"
    r"(?:people|readers) also (?:read|like)|(?:stories|articles) you (?:may|might) like|"
    r"most (?:read|popular|viewed|shared|watched|commented|recent)(?: (?:in|on) [\w &]{2,30})?|"
    r"read more (?:on|about|from) [^.,:;!?]{2,40}|"
    r"(?:today[’']?s )?(?:top|trending|popular|latest|recent|related|recommended|similar|more|"
    r"other|further|our latest|editor[’']?s|must[- ]reads?)"
    r" (?:stories|story|articles?|posts?|content|news|reading|coverage|topics?|videos?|links?|"
    r"items?|headlines|picks?|reads?|searches)|"
    r"related|recommended(?: for you)?|trending(?: now)?|suggested(?: for you)?|popular(?: now)?|"
    r"more (?:from|on|about|in|like) (?:this|the|our|\w+)\b.{0,40}|more to explore|more like this|"
    r"(?:read|up|what to read|watch|coming up) next|(?:also|see also|read also|also read|don[’']?t miss|in "
    r"case you missed it)|"
    r"(?:from )?around the web|from our (?:partners|sponsors|network)|promoted (?:stories|"
    r"content|links)|"
    r"sponsored (?:stories|content|links)|(?:by )?(?:taboola|outbrain)|in other news|in this "
    r"section|elsewhere on .{2,40}|"
    r"you may have missed|what others are reading|keep (?:on )?reading|before you go|more for "
    r"you|top picks|"
    r"share (?:or comment on )?this article|follow us|leave a (?:comment|reply)|comments? "
    r"?\(?\d*\)?|join the (?:conversation|discussion)|"
    r"comments:? our rules|about the authors?|filed under|tags|topics|(?:explore )?more on (?:this story|these topics)|"
    r"related (?:internet )?links)|"
    r"(?:lesen sie auch|mehr zum thema|auch interessant|à lire aussi|lire aussi|leer también|te "
    r"puede interesar|leggi anche|lees ook))\W*",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"\W*(?:you (?:may|might) (?:also )?(?:like|enjoy)|most (?:read|popular|viewed)(?: (?:in|on) [\w &]{2,30})?|"
    r"read more (?:on|about|from) [^.,:;!?]{2,40}|"
    r"(?:related|recommended|more|top|popular|trending|other|latest|similar) (?:stories|"
    r"articles?|posts?|content|news|headlines|reads?|coverage|topics|links)|"
    r"recommended for you|around the web|more from .{2,40}|read next|what to read next|related)\W*",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    r"[\"“”'‘’].*\b(?:said|says|added|told|wrote|asked)\b|\b(?:he|she|they) (?:said|added|says)\b"
)
"""Somebody's words are copy, however few they are."""
_INLINE_LINK: Final = re.compile(
    r"\W*(?:read (?:more|also|next)|see also|also read|related(?: (?:story|stories|article|"
    r"coverage|news))?|more|watch(?: also)?|"
    r"don[’']?t miss|lesen sie auch|mehr dazu|lire aussi|leggi anche)\s*[:|"
    r"»>–—]+\s*(?P<headline>\S.{8,200})",
    re.IGNORECASE,
)
_WHEN_IN_LIST: Final = re.compile(
    r"\W*(?:(?:by [\w .'’-]{3,40}\W*)?(?:\d{1,3}|an?) ?(?:s|m|h|d|w|min|mins|minutes?|hours?|"
    r"hrs?|days?|weeks?|months?|years?)(?: ago)?|"
    rf"\d{{1,2}} {MONTH}(?:,? \d{{4}})?|{MONTH} \d{{1,2}}(?:,? \d{{4}})?|yesterday|just now)\W*",
    re.IGNORECASE,
)

_FIRST_APPEARED: Final = re.compile(
    r"\W*(?:(?:this|the)(?: \w+){0,1} (?:article|story|post|piece|column|essay|report|interview|"
    r"content|feature|review|commentary|op-ed|excerpt|blog|analysis)\s+(?:(?:was|is|has been) )?)?"
    r"(?:(?:first|originally|previously)\s+(?:appeared|published|posted|ran|printed|released)|"
    r"(?:re-?published|reprinted|syndicated))\s+(?:as .{3,60} )?"
    r"(?:in|on|at|by|with|via|from|with permission (?:of|from))\s+(?P<name>(?:the )?\S.{0,80}?)"
    r"(?:\s*[,.;]?\s*(?:and (?:is|has been|was)|under|with|here|on \w+ \d|in \w+ \d{4})"
    r".{0,120})?\W*",
    re.IGNORECASE,
)
_FOOT_OF_FEED: Final = re.compile(
    r"\W*(?:The post .{1,300}? (?:appeared first|first appeared) on|Der Beitrag .{1,300}? erschien zuerst auf|"
    r"L[’']article .{1,300}? est apparu en premier sur|La entrada .{1,300}? se publicó primero en|"
    r"L[’']articolo .{1,300}? proviene da) (?P<name>\S.{0,80}?)\W*"
)
"""What WordPress sets under each entry of its feeds, in its languages."""
_HINT_OF_SOURCE: Final = re.compile(
    r"(?:ppeared|ublished|osted|ran|rinted|eleased|dicated|pparu|schien|ublicó|roviene) "
)
_FULL_HOST: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})(?:/\S*)?", re.IGNORECASE
)


def set_aside(copy: Copy, *, with_tail: bool = True) -> None:
    """Take out, in order: highlights, words for editors, sources, tail, lists, corrections, sign-offs."""
    sign_offs.highlights(copy)
    sign_offs.words_for_editors(copy)
    _sources(copy)
    topics(copy)
    if with_tail:
        _tail(copy)
    _boxes(copy)
    corrections(copy)
    _source_line(copy)
    sign_offs.last_lines(copy)
    _sources(copy)


def source_of(text: str) -> tuple[str, str] | None:
    """(host or "", name as printed) of a line that says where the story first appeared, or None."""
    if len(text) > 400 or not _HINT_OF_SOURCE.search(text):
        return None
    match = _FOOT_OF_FEED.fullmatch(text)
    if match is None and len(text) <= 240:
        match = _FIRST_APPEARED.fullmatch(text)
    if not match:
        return None
    name = match["name"].strip(" .,;:\"'“”‘’()")
    if (
        not name
        or len(name.split()) > 8
        or not (name[:1].isupper() or name.startswith("the ") or "." in name)
    ):
        return None
    full = _FULL_HOST.fullmatch(name)
    return (full["host"].casefold() if full else "", name)


def _sources(copy: Copy) -> None:
    live = copy.live()
    for place, passage in enumerate(live):
        outside = place < 3 or place >= 0.6 * len(live)
        if outside and (found := source_of(passage.text)):
            _learn_source(copy, passage, found)


def _learn_source(copy: Copy, passage: Passage, found: tuple[str, str]) -> None:
    if not copy.cleaned.source_name:
        copy.cleaned.source, copy.cleaned.source_name = found
    copy.take_out(passage, "first-appeared")


_SOURCE_LINE: Final = re.compile(
    r"(?:Sources?|Quelle|Fuente|Fonte)\s*:\s*(?P<name>[A-ZÀ-Þ][^.:;]{1,60})"
)
LAST_LINES: Final = 3


def _source_line(copy: Copy) -> None:
    """Learn "Source: Al Jazeera and news agencies" from one of the last lines."""
    for passage in copy.live()[3:][-LAST_LINES:]:
        if match := _SOURCE_LINE.fullmatch(passage.text):
            _learn_source(copy, passage, ("", match["name"].strip()))


def take_inner_line(copy: Copy, line: Passage) -> None:
    """A source line or author note that stands inside a list which goes with the tail."""
    if found := source_of(line.text):
        _learn_source(copy, line, found)
    else:
        sign_offs.keep_author_note(copy, line)


def is_marker(text: str) -> bool:
    """Whether `text` is the label of a list of other stories."""
    return len(text) <= 80 and _MARKER.fullmatch(text) is not None


def _tail(copy: Copy) -> None:
    for _ in range(LISTS):
        if not _read_tail(copy, copy.live()):
            return


def _read_tail(copy: Copy, live: list[Passage]) -> bool:
    place = find_tail([each.text for each in live], lambda place: live[place + 1 :])
    if place is not None:
        read_list(copy, [live[place], *list_of(live[:place], live[place], live[place + 1 :])])
    return place is not None


def list_of(
    above: Sequence[Passage], label: Passage, after: Sequence[Passage]
) -> Sequence[Passage]:
    """The lines below a label without the sentences that go on with the story behind its titles.

    Titles and teasers by turns are a list to the end. Sentences behind titles alone are the story
    if they speak of what it spoke of.
    """
    spoken = [place for place, each in enumerate(after) if _is_title_or_text(each)]
    shapes = "".join("s" if _is_prose(after[place]) else "t" for place in spoken)
    found = _TITLES_THEN_TEXT.match(shapes)
    if found is None:
        return after
    start = spoken[found.end("titles")]
    next_lines = after[start : start + 2]
    one_title = shapes == "ts"
    if one_title and _YOURS.match(label.text):
        return after
    if found["titles"] != shapes[:-1] or one_title:
        seen = {word for each in above for word in _words(each)}
        if not any(seen & _words(each) or _SAYS.search(each.text[:400]) for each in next_lines):
            return after
    return after[:start]


def _is_title_or_text(passage: Passage) -> bool:
    text = passage.text
    return not (
        noise(text, edge=True)
        or _WHEN_IN_LIST.fullmatch(text)
        or is_marker(text)
        or source_of(text)
        or sign_offs.is_author_note(text)
    )


def _words(passage: Passage) -> set[str]:
    return {word for word in passage.key[:2000].split() if len(word) >= KNOWN_WORD}


_TITLES_THEN_TEXT: Final = re.compile(r"(?P<titles>t+)(?:s$|ss)")
_SAYS: Final = re.compile(r"\b(?:said|says|added|adds|told|sagte|dit|dijo|disse|ha detto)\b")
_YOURS: Final = re.compile(
    r"\W*(?:you (?:may|might)|most |recommended|popular|trending)", re.IGNORECASE
)


def find_tail(texts: Sequence[str], after: Callable[[int], Sequence[Passage]]) -> int | None:
    """The place of the label at which the list of other stories begins; None without one.

    `after` gives the lines that follow a place, as a reader would see them.
    """
    labels = (
        place
        for place in range(1, len(texts))
        if is_marker(texts[place]) or _READ_MORE.fullmatch(texts[place])
    )
    for place in islice(labels, MARKERS):
        if _READ_MORE.fullmatch(texts[place]):
            lines = after(place)
            if place >= TAIL_FROM * len(texts) and lines and not any(map(_is_prose, lines)):
                return place
            continue
        plain = _STRONG.fullmatch(texts[place]) is not None
        if place >= TAIL_FROM * len(texts):
            if _is_tail(after(place), alternating=plain):
                return place
        elif plain and _is_tail(after(place), alternating=True, share=0.0):
            return place  # a short story above a long list
    return None


def _is_copy(passage: Passage) -> bool:
    return passage.width >= LONG_SENTENCE or _SPOKEN.search(passage.text[:400]) is not None


_READ_MORE: Final = re.compile(r"\W*(?:read more|more on this(?: story)?)\W*", re.IGNORECASE)
"""Also a prompt in the midst of a text: a list only if nothing but titles follows."""


def _is_prose(passage: Passage) -> bool:
    asks = passage.text.endswith("?") and passage.width <= HEADLINE_WIDTH
    return passage.finished and not asks and noise(passage.text, edge=True) is None


def _is_tail(after: Sequence[Passage], *, alternating: bool, share: float = LONG_SHARE) -> bool:
    """Few long sentences, or for plain labels of lists also titles and finished teasers by turns."""
    lines = [
        each for each in after if noise(each.text, edge=True) is None and not source_of(each.text)
    ]
    lines = [each for each in lines if not sign_offs.is_author_note(each.text)]
    long = [each.finished and _is_copy(each) for each in lines]
    if sum(long) <= share * len(lines):
        return bool(lines) or share > 0
    by_turns = 4 <= len(lines) <= 24 and not any(long[::2]) and all(long[1::2])
    return alternating and by_turns and len({each.key for each in lines}) == len(lines)


def _boxes(copy: Copy) -> None:
    """Lists of other stories inside the text: a label with titles, and "Read more: Title"."""
    live = copy.live()
    for index, passage in enumerate(live):
        if passage.role == "gone":
            continue
        match = _INLINE_LINK.fullmatch(passage.text) if len(passage.text) <= 240 else None
        if match and not passage.finished:
            copy.cleaned.related.append(RelatedRecord(headline=match["headline"]))
            copy.take_out(passage, "related-headline")
        elif _READ_MORE.fullmatch(passage.text) or (
            is_marker(passage.text) and not _NO_LIST.match(passage.text)
        ):
            listed = _listed(live[index + 1 : index + 2 + LONGEST_BOX])
            if any(_is_title(each) for each in listed) or _STRONG.fullmatch(passage.text):
                read_list(copy, [passage, *listed])


_NO_LIST: Final = re.compile(
    r"\W*(?:comments?|leave|share|follow|about|join|tags|topics|filed)\b", re.IGNORECASE
)
"""Labels that stand above something else than other stories."""


def _listed(after: Sequence[Passage]) -> list[Passage]:
    """The lines of a list in the text: as far as an end mark or a last date, else none."""
    last, titles = -1, 0
    for index, each in enumerate(after):
        if each.finished and _is_copy(each):
            break
        if noise(each.text, edge=True) or _WHEN_IN_LIST.fullmatch(each.text):
            last = index
        elif last == index - 1 and _is_title(each):
            last, titles = index, titles + 1
    if titles == len(after):
        return []  # nothing shows where it ends
    return list(after[: last + 1])


def _is_title(passage: Passage) -> bool:
    return (
        passage.open
        and not passage.role
        and passage.width >= TITLE_WIDTH
        and split_credit(passage.text) is None
        and not has_picture_label(passage.text)
    )


def _last_that_speaks(lines: Sequence[Passage]) -> Passage | None:
    """The last line that is neither a button nor a label."""
    speaking = [each for each in lines[1:] if noise(each.text, edge=True) is None]
    return speaking[-1] if speaking else None


def read_list(copy: Copy, lines: Sequence[Passage]) -> None:
    """Turn a label and its titles and teasers into related candidates; all of it leaves the text."""
    copy.take_out(lines[0], "related-marker")
    related: list[RelatedRecord] = []
    last = _last_that_speaks(lines)
    for passage in lines[1:]:
        text = passage.text
        if (
            passage is last
            and passage.finished
            and len(related) > 1
            and not any(each.teaser for each in related)
        ):
            break  # titles alone, then a sentence: the story goes on
        known = noise(text, edge=True)
        if (
            known
            or is_marker(text)
            or _WHEN_IN_LIST.fullmatch(text)
            or not re.search(r"[^\W\d_]", text)
        ):
            copy.take_out(passage, known.name if known else "tail")
        elif source_of(text) or sign_offs.is_author_note(text):
            continue
        elif (
            related
            and not related[-1].teaser
            and (not passage.open and passage.width >= 5 and not text.endswith("?"))
        ):
            related[-1].teaser = text
            copy.take_out(passage, "related-teaser")
        elif passage.width >= 3 and len(text) <= 300:
            related.append(RelatedRecord(headline=text))
            copy.take_out(passage, "related-headline")
        else:
            copy.take_out(passage, "tail")
    copy.cleaned.related += related
