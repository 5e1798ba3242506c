"""Lines by which a desk speaks to a desk: sign-offs, notes for editors, orders of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from articles.ingest.agencies import WIRES
from articles.ingest.cleaning.head_patterns import LONE_NAME, MAIL_ALONE
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.releases import (
    CONTACT_WIDTH,
    ENDS,
    TO_DESKS,
    behind_end,
    contacts,
    to_editors,
)
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import MAIL_LINE, PHONE_LINE, key, reads_as_names, sentences

LAST_LINES: Final = 6
JOB_WIDTH: Final = 5
NOTEBOOK_FROM: Final = 0.4
"""The share of the lines after which a label such as "Notes to editors" runs to the end."""

_SIGN_OFF: Final = re.compile(
    r"\(?[a-z]{2,4}(?:-[a-z]{2,4}){0,4}(?:/[a-z]{2,4}(?:-[a-z]{2,4}){0,2}){1,5}\)?(?: \([\w, /]{2,30}\))?|"
    r"(?:[-–—]+\s*)?(?:(?i:ends?|ende|enditem)|30|NNNN|"
    r"(?:[A-Z][A-Za-z]{1,11}/)?Fim|[A-Z]{2,4} // [A-Z]{2,4}|"
    r"fin|انتهای پیام)(?:\s*[-–—]+)?|\(?(?i:word ?count:? )?\d{2,5} words\)?|(?i:word ?count:? )\d{2,5}|"
    rf"\((?i:ends?|{WIRES})\)|#{{2,4}}|-\s*0\s*-|(?:[-–—]{{1,2}} ?)?{WIRES}|"
    r"[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d\d.{0,30}|(?:dpa|afp|ap|apa)(?: [a-z]{2,4}| [a-z]\d){1,6}|"
    r"\d{6} [A-Z][A-Za-zä]{2} \d\d|/[\w.-]{2,15}/|\(©? ?[A-ZÀ-Þ]{2,5}\)|"
    r"\((?:Schluss|Ende|Forts(?:etzung|\.)?)\b[^()]{0,20}\)(?: [\w/ +-]{2,40})?|"
    r"© ?[\w-]{2,20}, [a-z]{2,4}:\d[\d/-]{5,40}|(?i:\((?:fotos?|v[íi]deos?|photos?|audio|gráfico)\) ?){1,4}"
)
_INITIALS: Final = re.compile(r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,3}\)")
"""Who wrote and who read it, in brackets; topics or another story may follow."""

_NAME = r"(?P<name>(?:[A-ZÀ-Þ][\w.'’-]+ ){1,3}[A-ZÀ-Þ][\w.'’-]+)"
_JOB = (
    r"(?:reporter|writer|editor|correspondent|columnist|journalist|contributor|freelancer?|"
    r"producer|blogger)"
)
_WHO_WRITES: Final = re.compile(
    rf"\W*{_NAME},?(?: \w+)? (?:is(?: [\w'’,&-]+){{0,10}} {_JOB}s?\b|"
    r"(?:writes|covers|reports) (?:for|about|on) ).{0,300}"
)
# Professors write for papers too, but the last lines of a story may speak of one.
_WHO_IS: Final = re.compile(rf"\W*{_NAME},?(?: \w+)? (?:is|was|has|works|teaches|lives) .{{3,300}}")
_DESK: Final = re.compile(
    r"\s*\((?:(?:additional |with )?(?:reporting|writing|editing|compiled)(?: and \w+)? by\b[^()]{3,300})\)\s*\.?$",
    re.IGNORECASE,
)
"""The desk's credits behind the last sentence: "(Reporting by Ana Ruiz; Editing by Jan Harv)"."""
_REACHED_AT: Final = re.compile(r"\(\([^()]{3,300}\)\)")
_WHAT_CHANGED: Final = re.compile(
    r"\((?:ATTN: [A-Z]\w+|Adds|Updates|Recasts|"
    r"Corrects|Refiles|Repeats|Changes|Clarifies|Writes through|Fixes)\b[^()]{2,300}\)"
)
"""What a wire says of its own version, above the text: "(Adds quotes)"."""
_SURNAME_WRITES: Final = re.compile(
    r"([A-ZÀ-Þ][\w'’-]+) (?:covers|writes|reports|reported from|edits|is (?:an? |the |based )|joined )"
)
_REPORTED_FROM: Final = re.compile(
    rf"{_NAME} (?:reported|contributed)(?: reporting)? from [A-ZÀ-Þ][^!?\"“”:;]{{2,200}}"
)
_IN_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_WHO_HELPED: Final = re.compile(
    r"\W*(?:(?:additional |with )?(?:reporting|writing|editing|graphics|research)|compiled|"
    r"written|edited|produced|translated|reporting|with (?:files|assistance))(?: and \w+)? (?:by|from) "
    r"(?P<names>.{2,240})",
    re.IGNORECASE,
)
_CONTRIBUTED: Final = re.compile(
    r"[（(]?(?:责任?编辑?|責任?編輯?|编辑|編輯)\s*[:：]\s*\S{2,12}|"
    r"\W*[Ww]ith (?:inputs?|reporting) from (?:agencies|[A-Z].{1,80})\W*|"
    r"(?P<names>.{3,200}?) (?:also )?contributed (?:to this (?:report|story|article)|"
    r"(?:(?:to the )?(?:reporting|research|photography)))\b.{0,120}|"
    r"(?:The )?(?:Associated Press|AP|Reuters|CNN[’']s|NBC News)(?: [\w’'-]+){0,3} (?P<more>[A-ZÀ-Þ].{3,200}?) "
    r"(?:in [^.]{2,60} )?(?:also )?contributed\b.{0,60}"
)
_FIRST_OUT: Final = re.compile(
    r"This (?:story|article) was (?:originally|first) published (?:on )?"
    r"(?P<when>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}.{0,30}?)\W*"
)
_FOR_RADIO: Final = re.compile(
    r"Material from (?:the )?[A-Z].{1,60} was used in this (?:report|story)\.?|"
    r"Some (?:information|material|reporting) (?:for|in) this (?:report|story|article) .{3,200}|"
    r"(?:This (?:story|interview|piece)|The (?:audio|radio|broadcast|digital) (?:version|story|interview))\b.{0,60}"
    r"\b(?:edited|produced|adapted)\b.{0,160}\bby [A-Z].{2,160}"
)
_REACH: Final = re.compile(
    r"\W*(?:follow|contact|e-?mail|reach|write to|tweet)\b.{2,200}|@\w{3,30}|[\w.+-]{2,40}@[\w.-]+",
    re.IGNORECASE,
)

_FOR_EDITORS: Final = re.compile(
    r"\W*(?:(?:[a-z]{2,5}[- ])?(?:notebook|notizblock)|notes? (?:to|for) editors?|editor[’']?s? notes? \(not for "
    r"publication\)|notes? to (?:desks?|subscribers))\W*",
    re.IGNORECASE,
)
_NOT_FOR_PRINT: Final = re.compile(
    r"\bnot (?:intended )?for (?:publication|broadcast)\b|\binternal use only\b|\beditors only\b|"
    r"\bnicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b",
    re.IGNORECASE,
)
_HINTS: Final = ("publication", "ffentlich", "internal", "editors only", "broadcast")
_PROSE: Final = re.compile(
    r"\b(?:said|says|told|he|she|they|was|were|has|have|had)\b", re.IGNORECASE
)
_EMBARGO: Final = re.compile(
    r"\W*(?:(?:strictly |under |strict )*embargo(?:ed)?\b(?:\W*(?:until|till|to|for|:).{0,160}|"
    r"\W*)|not (?:to be )?(?:used|released|published) before\b.{3,120}|"
    r"(?:hold|release)(?: for release)? (?:until|at|after) (?=.*(?:\d|day\b|notice)).{3,80}|"
    r"sperrfrist\b.{0,120})",
    re.IGNORECASE,
)
_FOR_RELEASE: Final = re.compile(
    r"\W*(?:for immediate release\b.{0,40}|(?:press|media|news) release)\W*", re.IGNORECASE
)
_HELPED: Final = re.compile(
    r"[A-ZÀ-Þ][^.!?\"“”]{4,200}\bcontributed (?:reporting )?to this (?:report|story|article)(?: from [\w ,]{2,40})?\."
)
SENTENCE: Final = 300
HELPED_WIDTH: Final = 40
"""Words of a story on one line, and characters of its last sentence."""
_BY_AT_END: Final = re.compile(
    rf"By (?P<names>{LONE_NAME.pattern}(?: and {LONE_NAME.pattern})?)(?:\W{{1,3}}\S+@\S+)?\.?"
)
"""Who wrote it, below the text: "By Ann Orr; annorr@harbor.example"."""
_ABOUT: Final = re.compile(
    r"\W*(?:about the (?:authors?|writers?|reporters?)|über (?:den autor|die autorin)|zur person|"
    r"sobre (?:la firma|el autor|la autora|o autor|a autora)|(?:à propos de )?l[’']auteure?|sull[’']autore|"
    r"over de auteur|om (?:författaren|forfatteren)|(?:об авторе|про автора)|عن (?:الكاتب|المؤلف)|"
    r"この記事を書いた人|作者简介|作者簡介|기자 소개)\W*",
    re.IGNORECASE,
)
_OF_ANYBODY: Final = re.compile(r"\W*(?:zur person|l[’']auteure?)\W*", re.IGNORECASE)
"""Labels of the writer's box and as well of a box about whom the story is about."""
ABOUT_FROM: Final = 14
ABOUT_LINES: Final = 4
LONGEST_BIO: Final = 600
"""Lines from the end where such a label stands, lines below it, and their characters."""
_ENDITEM: Final = re.compile(
    r"(?<=[.!?\"”’'])\s+(?:Enditem|ENDS|\(ENDS\)|-ENDS-|Ends/.{0,20})\s*$|(?<=[。！？”」』])\s*[（(]完[）)]\s*$"
)
_EDITED_BY: Final = re.compile(r"[;,.] ?(?:[Ww]riting|[Ee]diting) by ")
MAKERS: Final = 14
"""Lines about its makers that may follow a wire's credits."""


def orders_of_time(copy: Copy) -> None:
    """Take out an order about the time of release, and whom a press release says to call."""
    orders = (_FOR_RELEASE, _WHAT_CHANGED, TO_DESKS)
    for passage in copy.live()[:6]:
        if any(order.fullmatch(passage.text) for order in orders):
            to_editors(copy, passage, "not-for-publication")
    contacts(copy)
    behind_end(copy)
    live = copy.live()
    for passage in {id(each): each for each in (*live[:6], *live[-3:])}.values():
        short = len(passage.text) <= 240 and not _PROSE.search(passage.text)
        if short and _EMBARGO.fullmatch(passage.text):
            copy.cleaned.embargo = passage.text
            to_editors(copy, passage, "embargo-line")


def words_for_editors(copy: Copy) -> None:
    """A notebook runs to the end; a paragraph that says it is not for publication stands alone."""
    live = copy.live()
    for index, passage in enumerate(live):
        if TO_DESKS.fullmatch(passage.text[:260]) and passage.role != "gone":
            to_editors(copy, passage, "not-for-publication")
            continue
        label = _FOR_EDITORS.fullmatch(passage.text) if len(passage.text) < 60 else None
        if passage.role == "gone" or not (label or _is_kept_from_readers(passage)):
            continue
        late = index >= NOTEBOOK_FROM * len(live)
        ended = any(ENDS.fullmatch(each.text) for each in live[:index] if len(each.text) < 12)
        to_the_end = passage.text.startswith("#") or (late and (label or index >= len(live) - 12))
        for each in live[index:] if to_the_end or (label and ended) else _block_from(live, index):
            to_editors(copy, each, "not-for-publication")


def where_writers_were(copy: Copy) -> None:
    """Above the text of several writers stands who of them reported from where; it is for editors."""
    byline = copy.cleaned.byline.casefold()
    for passage in copy.live()[:3] if byline else ():
        found = _REPORTED_FROM.fullmatch(passage.text) if len(passage.text) <= SENTENCE else None
        if found and found["name"].casefold() in byline:
            keep_author_note(copy, passage)
            return


def about_writers(copy: Copy) -> None:
    """Below "About the author" stand a name, a job and who that is; all of it is for editors."""
    live = copy.live()
    for place in range(max(3, len(live) - ABOUT_FROM), len(live)):
        if not _ABOUT.fullmatch(live[place].text[:60]):
            continue
        below = live[place + 1 : place + 1 + ABOUT_LINES]
        bios = [
            at for at, each in enumerate(below) if each.finished and _WHO_IS.fullmatch(each.text)
        ] or _bio_to_the_end(live[place], live[place + 1 :], copy.cleaned.byline)
        if bios and all(each.open and each.width <= CONTACT_WIDTH for each in below[: bios[0]]):
            copy.take_out(live[place], "author-note")
            for passage in below[: bios[0] + 1]:
                note = copy.cleaned.author_note
                copy.cleaned.author_note = f"{note}\n{passage.text}" if note else passage.text
                copy.take_out(passage, "author-note")
            return


def _bio_to_the_end(label: Passage, below: Sequence[Passage], byline: str) -> list[int]:
    """Where the last of a few lines stands that end the copy below such a label, in any language."""
    own = list(takewhile(lambda one: one.source["type"] != "heading" or one.text in byline, below))
    few = 0 < len(own) <= ABOUT_LINES and sum(len(each.text) for each in own) <= LONGEST_BIO
    if few and _OF_ANYBODY.fullmatch(label.text):
        said = " ".join(each.text for each in own)
        few = any(name in said for name in byline.split() if len(name) > 2 and name.istitle())
    return [len(own) - 1] if few else []


def _is_kept_from_readers(passage: Passage) -> bool:
    """Whether a short line says so of itself; a sentence about such a line does not."""
    text = passage.text
    lower = text.casefold() if len(text) <= 400 else ""
    if not any(word in lower for word in _HINTS) or not (match := _NOT_FOR_PRINT.search(text)):
        return False
    return match.start() < 4 or not (passage.finished and _PROSE.search(text))


def _block_from(live: Sequence[Passage], index: int) -> Sequence[Passage]:
    """A lone label takes the next paragraph with it; a whole sentence stands for itself."""
    return live[index : index + (1 if live[index].width > 8 else 2)]


def is_author_note(text: str, before: str = "", byline: str = "") -> bool:
    """Whether a last line is about who made the story; `before` is the text above it.

    With a byline only its names count. Without one, whoever the story speaks of is no author
    of it, so that its last sentence stays.
    """
    if len(text) > 400 or text.startswith(("'", '"', "“", "‘")):
        return False
    if byline and (match := _SURNAME_WRITES.match(text)):
        return match[1].casefold() in byline.casefold()
    if byline and (match := _WHO_IS.fullmatch(text)):
        return match["name"].split(" ")[-1].casefold() in byline.casefold()
    if match := _WHO_WRITES.fullmatch(text):
        return match["name"].split(" ")[-1] not in before
    if match := _WHO_HELPED.fullmatch(text):
        return reads_as_names(
            re.sub(r"(?i)\b(?:editing|writing|reporting|additional)\b", "", match["names"])
        )
    if _CONTRIBUTED.fullmatch(text) or _FOR_RADIO.fullmatch(text):
        return True
    return "@" in text and _REACH.fullmatch(text) is not None


def is_signed_off(text: str) -> bool:
    """Whether a line is an agency's mark below its copy: "lha/dpa"."""
    return len(text) <= 40 and (_INITIALS.fullmatch(text) or _SIGN_OFF.fullmatch(text)) is not None


def keep_author_note(copy: Copy, passage: Passage) -> None:
    """Take a passage out of the text; editors find it in the note about the authors."""
    _note_above(copy, passage.text)
    copy.take_out(passage, "author-note")


def _note_above(copy: Copy, words: str) -> None:
    """Set words above what the note about the authors says already."""
    copy.cleaned.author_note = "\n".join(filter(None, (words, copy.cleaned.author_note)))


def last_lines(copy: Copy) -> None:
    """Take agency marks and notes about the authors off the end, from the last line upwards."""
    _behind_credits(copy)
    live = copy.live()
    for passage in live[-LAST_LINES:]:
        if _INITIALS.fullmatch(passage.text[:40]):
            copy.take_out(passage, "agency-sign-off")
    for passage in (live := copy.live())[-LAST_LINES:]:
        if ended := _ENDITEM.search(passage.text[-60:]):
            passage.rewrite(passage.text[: len(passage.text) - len(ended[0])])
            copy.note(passage, "desk-credits")
    _helpers_behind_text(copy, live[-1:])
    above = "\n".join(each.text for each in live[-60:-1])
    for passage in reversed(live[1:][-LAST_LINES:]):
        text, byline = passage.text, copy.cleaned.byline
        above = above.removesuffix(text).rstrip("\n")
        if text.endswith((")", ").")) and (found := _DESK.search(text[-400:])) and found[0] != text:
            _note_above(copy, found[0].strip())
            passage.rewrite(text[: len(text) - len(found[0])])
            copy.note(passage, "desk-credits")
            return
        if not byline and len(text) <= 120 and (by := _BY_AT_END.fullmatch(text)):
            byline = copy.cleaned.byline = by["names"]
            copy.take_out(passage, "byline")
        elif not byline and (named := _named_by_mail(passage, live)):
            copy.cleaned.byline = named.text
            copy.take_out(passage, "byline")
            copy.take_out(named, "byline")
        elif passage.role == "gone":
            continue
        elif PHONE_LINE.fullmatch(text) or _is_below_phone(passage, live):
            return
        elif out := _FIRST_OUT.fullmatch(text):
            copy.cleaned.published_at = copy.cleaned.published_at or out["when"]
            copy.take_out(passage, "published-time")
        elif byline and _names_writer(text, byline):
            keep_author_note(copy, passage)
        elif len(text) <= 40 and _SIGN_OFF.fullmatch(text):
            copy.take_out(passage, "agency-sign-off")
        elif (
            _REACHED_AT.fullmatch(text.lstrip("-–— "))
            or MAIL_ALONE.fullmatch(text.strip("[]()"))
            or _WHAT_CHANGED.fullmatch(text)
            or is_author_note(text, above, byline)
            or _by_first_name(text, byline)
            or _is_job_below(passage, live, byline)
        ):
            keep_author_note(copy, passage)
        elif any(map(str.isalnum, text)) and noise(text, edge=True) is None:
            return


def _is_below_phone(passage: Passage, live: Sequence[Passage]) -> bool:
    """Whether an address ends a list of ways to reach somebody of whom the copy speaks."""
    if not MAIL_LINE.fullmatch(passage.text):
        return False
    place = next(n for n, each in enumerate(live) if each is passage)
    return any(PHONE_LINE.fullmatch(each.text) for each in live[max(0, place - 2) : place])


def _helpers_behind_text(copy: Copy, last: Sequence[Passage]) -> None:
    """The last sentence of a story on one line, where it says who helped with the report."""
    for passage in last:
        if passage.width <= HELPED_WIDTH or "contributed" not in passage.text[-SENTENCE:]:
            continue
        told = sentences(passage.text[-SENTENCE:])
        helped = told[-1] if len(told) > 1 else ""
        if len(helped) < SENTENCE and _HELPED.fullmatch(helped):
            _note_above(copy, helped)
            passage.rewrite(passage.text[: -len(helped)].rstrip())
            copy.note(passage, "desk-credits")


def _named_by_mail(passage: Passage, live: Sequence[Passage]) -> Passage | None:
    """The line above an address that is the name which the address holds; None without one."""
    if not MAIL_ALONE.fullmatch(passage.text):
        return None
    above = live[live.index(passage) - 1]
    family = key(above.text).rpartition(" ")[2]
    named = LONE_NAME.fullmatch(above.text) and family in key(passage.text.partition("@")[0])
    return above if named else None


def _names_writer(text: str, byline: str) -> bool:
    """Whether a line is the byline again, or the name of one of its writers."""
    name = key(_IN_BRACKETS.sub("", text))
    return name == key(byline) or (" " in name and f" {name} " in f" {key(byline)} ")


def _is_job_below(passage: Passage, live: Sequence[Passage], byline: str) -> bool:
    """Whether "Senior Reporter" stands below the name of the writer."""
    place = live.index(passage)
    above = live[place - 1].text if place else ""
    job = passage.width <= JOB_WIDTH and re.search(rf"\b{_JOB}\b", passage.text, re.IGNORECASE)
    return bool(byline and job and passage.open and _names_writer(above, byline))


def _by_first_name(text: str, byline: str) -> bool:
    """Whether a line says who the writer is by first name: "Ana is a correspondent in Sule."."""
    first, _, rest = byline.partition(" ")
    name = byline.split(",")[0].split(" and ")[0]
    does = (
        r"(?:covers|writes about|reports on|is the author of|(?:can|may) be (?:reached|contacted)) "
    )
    has = r"(?:latest |new |first |debut )?(?:book|novel|memoir|podcast|column)\b"
    if not rest:
        return False
    # A pattern for each name would be made anew for each writer: the name is taken off first.
    behind = text[len(name) :] if text.casefold().startswith(name.casefold()) else ""
    if re.match(rf" {does}|[’']s {has}", behind):
        return True
    behind = text[len(first) :] if text.casefold().startswith(first.casefold()) else ""
    return re.match(rf" is an? [^.]*\b{_JOB}\b", behind) is not None


def _behind_credits(copy: Copy) -> None:
    """Behind "Reporting by ...; Editing by ..." the copy is over: what follows is about its makers."""
    live = copy.live()
    for place in range(max(1, len(live) // 2, len(live) - MAKERS), len(live)):
        match = _WHO_HELPED.fullmatch(live[place].text)
        if match is None or not _EDITED_BY.search(live[place].text):
            continue
        if is_author_note(live[place].text):
            for passage in reversed(live[place:]):
                if found := noise(passage.text, edge=True):
                    copy.take_out(passage, found.name)
                else:
                    keep_author_note(copy, passage)
        return
