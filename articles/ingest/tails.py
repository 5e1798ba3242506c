"""What follows a story on its page: lists of other stories, sign-offs, notes for editors and sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from articles.ingest.clean_copy import Cleaned, Copy, Passage
from articles.ingest.clean_rules import noise
from articles.ingest.record import RelatedRecord

# people-related.md D2 rule 1: a tail begins past this share of the lines, and at most that share of
# what follows is long finished sentences.
TAIL_FROM: Final = 0.35
LONG_SHARE: Final = 0.20
LONG_SENTENCE: Final = 12
LONGEST_BOX: Final = 8
MARKERS: Final = 40
"""Labels of lists that are tried as the beginning of the tail; each try reads to the end."""

_MARKER: Final = re.compile(
    r"\W*(?:(?:you (?:may|might|could|will|'ll|’ll) (?:also )?(?:like|enjoy|love|be interested in)|"
    r"(?:people|readers) also (?:read|like)|(?:stories|articles) you (?:may|might) like|"
    r"most (?:read|popular|viewed|shared|watched|commented|recent)|"
    r"(?:today[’']?s )?(?:top|trending|popular|latest|recent|related|recommended|similar|more|"
    r"other|further|our latest|editor[’']?s|must[- ]reads?)"
    r" (?:stories|story|articles?|posts?|content|news|reading|coverage|topics?|videos?|links?|"
    r"items?|headlines|picks?|reads?|searches)|"
    r"related|recommended(?: for you)?|trending(?: now)?|suggested(?: for you)?|popular(?: now)?|"
    r"more (?:from|on|about|in|like) (?:this|the|our|\w+)\b.{0,40}|more to explore|more like this|"
    r"(?:read|up|what to read|watch|coming up) next|(?:also|see also|read also|don[’']?t miss|in "
    r"case you missed it)|"
    r"(?:from )?around the web|from our (?:partners|sponsors|network)|promoted (?:stories|"
    r"content|links)|"
    r"sponsored (?:stories|content|links)|(?:by )?(?:taboola|outbrain)|in other news|in this "
    r"section|elsewhere on .{2,40}|"
    r"you may have missed|what others are reading|keep (?:on )?reading|before you go|more for "
    r"you|top picks|"
    r"share (?:or comment on )?this article|follow us|leave a (?:comment|reply)|comments? "
    r"?\(?\d*\)?|join the (?:conversation|discussion)|"
    r"about the authors?|filed under|tags|topics|sign up .{3,60}|get the latest .{3,60})|"
    r"(?:lesen sie auch|mehr zum thema|auch interessant|à lire aussi|lire aussi|leer también|te "
    r"puede interesar|leggi anche|lees ook))\W*",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"\W*(?:you (?:may|might) (?:also )?(?:like|enjoy)|most (?:read|popular|viewed)|"
    r"(?:related|recommended|more|top|popular|trending|other|latest|similar) (?:stories|"
    r"articles?|posts?|content|news|headlines|reads?|coverage|topics|links)|"
    r"recommended for you|around the web|more from .{2,40}|read next|what to read next|related)\W*",
    re.IGNORECASE,
)
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
    r"\d{1,2} \w{3,9},? \d{4}|\w{3,9} \d{1,2},? \d{4}|yesterday|just now)\W*",
    re.IGNORECASE,
)

_FIRST_APPEARED: Final = re.compile(
    r"\W*(?:(?:this|the|an?(?: longer)? version of this|a version of the)(?: \w+){0,2} )?"
    r"(?:(?:was|were|is|has been|had been) )?(?:(?:first|originally|previously|also|re-?)\s*-?)"
    r"(?:appeared|published|posted|ran|printed|released|republished)\s+(?:(?:as .{3,60} )?(?:in|"
    r"on|at|by|with|via|from))\s+"
    r"(?P<name>(?:the )?\S.{0,80}?)"
    r"(?:\s*[,.;]?\s*(?:and (?:is|has been|was)|under|with|here|on \w+ \d|in \w+ "
    r"\d{4}).{0,120})?\W*",
    re.IGNORECASE,
)
_HINT_OF_SOURCE: Final = re.compile(r"(?:ppeared|ublished|osted|ran|rinted|eleased) ")
_FULL_HOST: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})(?:/\S*)?", re.IGNORECASE
)

_SIGN_OFF: Final = re.compile(
    r"[a-z]{2,4}(?:/[a-z]{2,4}){1,5}|(?:-+\s*)?(?:(?i:ends?|ende)|30|NNNN|fin|full "
    r"stop)(?:\s*-+)?|[-–—]?\(?end(?:s|item)?\)?|#{2,4}|-\s*0\s*-|-30-|"
    r"\(?(?:AP|Reuters|AFP|dpa|PA|Xinhua|ANI|PTI|IANS|CNN|UPI)\)?|[-–—]{1,2} ?(?:AP|Reuters|AFP|"
    r"dpa|PA|ANI|PTI|IANS|BBC|CNN|Bloomberg)|"
    r"[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d\d.{0,30}|(?:dpa|afp|ap|apa)(?: [a-z]{2,3}){1,6}|\d{6} "
    r"[A-Z]{3} \d\d"
)
_ENDS: Final = re.compile(r"\W*(?:ends|ende|end|-?30-?|#{3})\W*")
_AUTHOR_NOTE: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}(?:is|was) (?:an? |the )?(?:[\w'’-]+ ){0,6}(?:reporter|writer|"
    r"editor|correspondent|columnist|journalist|author|"
    r"contributor|fellow|critic|producer|freelancer?|professor)\b.{0,300}"
    r"|(?:\W*)(?:(?:additional |with )?(?:reporting|writing|editing|compiled|contributed|"
    r"research|graphics?) by|reporting from)\b.{2,300}"
    r"|(?:.{3,160} )contributed (?:to this|reporting)\b.{0,120}"
    r"|(?:follow|contact|e-?mail|reach|write to)(?: \w+){0,5} (?:on (?:twitter|x|bluesky|"
    r"mastodon|instagram|facebook)|at|via)\b.{0,160}"
    r"|(?:follow )?@\w{3,30}|[\w.+-]{2,40}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_FOR_EDITORS: Final = re.compile(
    r"\W*(?:notebook|notizblock|notes? (?:to|for) editors?|editor[’']?s? notes? \(not for "
    r"publication\)|notes? to (?:desks?|subscribers))\W*",
    re.IGNORECASE,
)
_NOT_FOR_PRINT: Final = re.compile(
    r"\bnot (?:intended )?for publication\b|\bnicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b|"
    r"\b(?:for )?internal use only\b|"
    r"\bnot for (?:broadcast|release to the public)\b|\beditors only\b",
    re.IGNORECASE,
)
_EMBARGO: Final = re.compile(
    r"\W*(?:(?:strictly |under |strict )*embargo(?:ed)?\b(?:\W*(?:until|till|to|for|:).{0,160}|"
    r"\W*)|not (?:to be )?(?:used|released|published) before\b.{3,120}|"
    r"(?:hold|release) (?:for|until|at) .{3,80}|sperrfrist\b.{0,120})",
    re.IGNORECASE,
)
_HIGHLIGHT: Final = re.compile(r"@highlights?\b\s*:?\s*(?P<words>.*)", re.IGNORECASE)


def set_aside(copy: Copy, *, with_tail: bool = True) -> None:
    """Take out, in this order: highlights, words for editors, sources, tail, lists, sign-offs."""
    _highlights(copy)
    _for_editors(copy)
    _sources(copy)
    if with_tail:
        _tail(copy)
    _boxes(copy)
    _sign_offs(copy)
    _sources(copy)


def _highlights(copy: Copy) -> None:
    points: list[str] = []
    label = False
    for passage in copy.live():
        match = _HIGHLIGHT.fullmatch(passage.text) if passage.text[:1] == "@" else None
        if match:
            if match["words"]:
                points.append(match["words"])
            label = not match["words"]
            copy.take_out(passage, "highlights")
        elif label:
            points.append(passage.text)
            label = False
            copy.take_out(passage, "highlights")
    copy.cleaned.standfirst = " ".join(
        point if point[-1] in ".!?…" else f"{point}."
        for point in (each.rstrip(" .") or each for each in points)
    )


def set_orders_aside(copy: Copy) -> None:
    """Take out an order about the time of release and hold the story for it."""
    live = copy.live()
    for passage in {id(each): each for each in (*live[:6], *live[-3:])}.values():
        if len(passage.text) <= 240 and _EMBARGO.fullmatch(passage.text) and not _is_prose(passage):
            copy.cleaned.hold.append(f"The copy says: {passage.text}")
            _to_editors(copy, passage, "embargo-line")


def _is_prose(passage: Passage) -> bool:
    return bool(
        re.search(r"\b(?:said|says|told|he|she|they|was|were|has|have|had)\b", passage.text)
    )


def _for_editors(copy: Copy) -> None:
    """A notebook runs to the end; a paragraph that says it is not for publication stands alone."""
    live = copy.live()
    for index, passage in enumerate(live):
        if len(passage.text) > 400 or passage.role == "gone":
            continue
        label = _FOR_EDITORS.fullmatch(passage.text) if len(passage.text) < 60 else None
        if not label and not _is_marked(passage.text):
            continue
        if (
            not label
            and _is_prose(passage)
            and passage.finished
            and "publication" not in passage.text.casefold()[:60]
        ):
            continue
        late = index >= 0.4 * len(live)
        ended = any(_ENDS.fullmatch(each.text.casefold()) for each in live[:index])
        to_the_end = (
            passage.text.startswith("#")
            or (label and (late or ended))
            or (late and index >= len(live) - 12)
        )
        for each in live[index:] if to_the_end else _block_from(live, index):
            _to_editors(copy, each, "not-for-publication")
        if to_the_end:
            return


def _is_marked(text: str) -> bool:
    lower = text.casefold()
    hinted = any(
        word in lower for word in ("public", "ffentlich", "internal", "editors only", "broadcast")
    )
    return hinted and _NOT_FOR_PRINT.search(text) is not None


def _block_from(live: Sequence[Passage], index: int) -> list[Passage]:
    """A lone label takes the next paragraph with it; a whole sentence stands for itself."""
    return list(live[index : index + (1 if live[index].width > 8 else 2)])


def _to_editors(copy: Copy, passage: Passage, rule: str) -> None:
    note = copy.cleaned.editor_note
    copy.cleaned.editor_note = f"{note}\n{passage.text}" if note else passage.text
    copy.take_out(passage, rule)


def source_of(text: str) -> tuple[str, str] | None:
    """(host or "", name as printed) of a line that says where the story first appeared, or None."""
    if len(text) > 240 or not _HINT_OF_SOURCE.search(text):
        return None
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
    for passage in copy.live():
        if found := source_of(passage.text):
            learn_source(copy.cleaned, found)
            copy.take_out(passage, "first-appeared")


def learn_source(cleaned: Cleaned, found: tuple[str, str]) -> None:
    """Keep the first source that the copy names."""
    if not cleaned.source_name:
        cleaned.source, cleaned.source_name = found


def is_marker(text: str) -> bool:
    """Whether `text` is the label of a list of other stories."""
    return len(text) <= 80 and _MARKER.fullmatch(text) is not None


def _tail(copy: Copy) -> None:
    live = copy.live()
    late = range(max(1, int(TAIL_FROM * len(live))), len(live))
    for index in islice((each for each in late if is_marker(live[each].text)), MARKERS):
        if is_tail(live[index].text, live[index + 1 :]):
            read_list(copy, live[index:])
            return


def is_tail(marker: str, after: Sequence[Passage]) -> bool:
    """D2 rule 1, and for plain labels of lists also titles and finished teasers by turns."""
    lines = [
        each for each in after if noise(each.text, edge=True) is None and not source_of(each.text)
    ]
    long = [each.finished and each.width >= LONG_SENTENCE for each in lines]
    if not lines or sum(long) <= LONG_SHARE * len(lines):
        return True
    by_turns = not any(one and other for one, other in pairwise(long))
    return (
        bool(_STRONG.fullmatch(marker))
        and by_turns
        and not long[0]
        and sum(long) <= len(lines) / 2
        and len(lines) <= 24
    )


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
        elif is_marker(passage.text) and _STRONG.fullmatch(passage.text):
            read_list(copy, [passage, *_listed(live[index + 1 : index + 2 + LONGEST_BOX])])


def _listed(after: Sequence[Passage]) -> list[Passage]:
    """The lines of a list in the text: as far as an end mark or a last date, else none."""
    last = -1
    for index, each in enumerate(after):
        if each.finished and each.width >= LONG_SENTENCE:
            break
        if noise(each.text, edge=True) or _WHEN_IN_LIST.fullmatch(each.text):
            last = index
    return list(after[: last + 1])


def read_list(copy: Copy, lines: Sequence[Passage]) -> None:
    """Turn a label and its titles and teasers into related candidates; all of it leaves the text."""
    copy.take_out(lines[0], "related-marker")
    related: list[RelatedRecord] = []
    for passage in lines[1:]:
        text = passage.text
        known = noise(text, edge=True)
        if (
            known
            or is_marker(text)
            or _WHEN_IN_LIST.fullmatch(text)
            or not re.search(r"[^\W\d_]", text)
        ):
            copy.take_out(passage, known.name if known else "tail")
        elif source_of(text) or _AUTHOR_NOTE.fullmatch(text):
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


def _sign_offs(copy: Copy) -> None:
    """Agency marks and notes about the authors, from the last lines upwards."""
    live = copy.live()
    for passage in reversed(live[2:][-6:]):
        text = passage.text
        if len(text) <= 40 and _SIGN_OFF.fullmatch(text):
            copy.take_out(passage, "agency-sign-off")
        elif (
            len(text) <= 400
            and _AUTHOR_NOTE.fullmatch(text)
            and not text.startswith(("'", '"', "“", "‘"))
        ):
            note = copy.cleaned.author_note
            copy.cleaned.author_note = f"{text}\n{note}" if note else text
            copy.take_out(passage, "author-note")
        elif noise(text, edge=True) is None and not source_of(text):
            return
