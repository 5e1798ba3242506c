"""Labels that pages print above a caption or a credit ("Image caption"): what follows each is known by it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from articles.ingest.agencies import HOUSES
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.text import key, reads_as_names
from articles.ingest.credits import split_credit

_PICTURE: Final = r"(?:image|media|video|picture|photo)"
_CAPTION: Final = re.compile(rf"{_PICTURE} caption\s*[:,]?", re.IGNORECASE)
_CREDIT: Final = re.compile(rf"{_PICTURE} (?:copyright|source|credit)\s*:?", re.IGNORECASE)
_CREDIT_LINE: Final = re.compile(
    rf"{_PICTURE} (?:copyright|source|credit)\s*[:,]\s*(?P<credit>\S.{{1,80}})", re.IGNORECASE
)
_ON_ONE_LINE: Final = re.compile(
    rf"{_PICTURE} (?:copyright|source|credit)\s*[:,]?\s+(?P<credit>\S.{{1,80}}?)\s+"
    rf"{_PICTURE} caption\s*[:,]?\s+(?P<caption>\S.{{8,600}})",
    re.IGNORECASE,
)
_LONGEST_CREDIT: Final = 80


_INSERTED: Final = tuple(
    (re.compile(first, re.IGNORECASE), re.compile(last, re.IGNORECASE), rule, most)
    for first, last, rule, most in (
        (r"skip past newsletter promotion", r"after newsletter promotion", "newsletter", 12),
        (r"newsletter sign-?ups?", r"(?:subscribe|sign (?:me )?up)(?: now)?", "newsletter", 5),
        (r"this content is provided by .{2,40}, which may be using cookies.{0,400}",
         r"allow cookies once", "cookies", 8),
        (r".{0,40}\bnewsletter\b.{0,60}", r"by (?:signing up|subscribing|submitting).{0,240}", "newsletter", 8),
        (r"disclosure statement", r"republish this article", "rights-line", 30),
        (r"support (?:our work|us|\w+(?: \w+)?)", r"donate(?: now| today| here)?\W*", "appeal", 6),
        (r"continue reading (?:this|your) article with", r"an? (?:\w+ ){1,3}subscription", "paywall", 3),
        (r"support truly(?: independent journalism)?", r"support us to deliver .{3,60}|support now", "appeal", 12),
        (r"newsletters?", r"mit (?:ihrer|deiner) (?:registrierung|anmeldung) .{5,200}", "newsletter", 6),
        (r"newsletters?", r"(?:jetzt|hier|gleich) (?:kostenlos )?(?:anmelden|abonnieren)", "newsletter", 5),
        (r"is (?:this|the) page useful\?", r"report a problem with this page", "share-bar", 6),
        (r"video", r".{0,120}\bcheck out what[’']s clicking on .{3,40}", "video-prompt", 4),
        (r"share your thoughts", r"(?:.{0,200}[.?!] )?join the conversation(?: below)?\W*", "share-bar", 3),
        (r"video ad feedback", r"see more videos", "video-prompt", 12),
    )
)  # fmt: skip
"""(first line, last line, rule, most lines) of what pages set into a story."""
_GUIDE: Final = re.compile(
    r"quick guide|q&a|explainer|timeline|profile|at a glance|key facts", re.IGNORECASE
)
_SHOW: Final = re.compile(r"show|hide", re.IGNORECASE)
_HOUSE_BEFORE: Final = re.compile(rf"(?P<house>{HOUSES}) (?P<alt>[A-ZÀ-Þ]\w*[ ,].{{8,400}})")
_SOURCE_LABEL: Final = re.compile(rf"{_PICTURE} source,", re.IGNORECASE)
"""With a comma it stands below the picture's alternative text."""
_SOLD: Final = re.compile(r"Buy (?:Now|this photo)", re.IGNORECASE)
"""A button that stands between the alternative text and the caption."""
_IS_BUTTON: Final = re.compile(
    r"\b(?:sharing|share|copy|caption|copyright|published)\b", re.IGNORECASE
)
_SHORTEST_CAPTION: Final = 4
_COUNT: Final = re.compile(r"\d{1,3} ?(?:/|of) ?\d{1,3}")
_NAMED: Final = re.compile(r"(?:Image|Photo|Picture|Video|Foto|Bild)")
_CREDIT_WORD: Final = re.compile(r"(?:Photo )?Credits?[:…]?|Credit\.\.\.")
MOST_BELOW_NUMBER: Final = 45
MOST_IN_CREDIT: Final = 12
"""Words."""
_LAST_STOP: Final = re.compile(r"[\w)”\"’'][\w)”\"’'][.!?][”\"’']? (?=\S)")
"""The end of a sentence; a stop behind one letter is an initial's."""
_FIRST_LINES: Final = 24
_POSITION: Final = re.compile(r"0?0:\d\d")
_LENGTH: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_HIDE: Final = re.compile(r"(?:hide|toggle) caption", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"(?P<told>\S.{12,900}?)\s*(?:hide|toggle) caption", re.IGNORECASE)
BELOW_HIDDEN: Final = 5
"""Lines below it among which caption and credit may stand again."""
_LONGEST_ALTERNATIVE: Final = 60
"""Words."""


def inserted(copy: Copy) -> None:
    """Take out what stands between the two lines that say so."""
    live = copy.live()
    for place, first in enumerate(live):
        for begins, ends, rule, longest in _INSERTED:
            if not begins.fullmatch(first.text[:440]):
                continue
            rest = live[place : place + longest]
            last = next((at for at, each in enumerate(rest) if ends.fullmatch(each.text)), None)
            for passage in rest[: last + 1] if last is not None else ():
                copy.take_out(passage, rule)


def guides(copy: Copy) -> None:
    """A box that a button unfolds: its label, its title (now a heading) and "Show" above its text."""
    live = copy.live()
    for place, label in enumerate(live[:-2]):
        button = live[place + 2]
        if not _GUIDE.fullmatch(label.text) or not _SHOW.fullmatch(button.text):
            continue
        copy.take_out(label, "read-more")
        copy.take_out(button, "read-more")
        if live[place + 1].open and not live[place + 1].role:
            live[place + 1].role = "heading"


def house_before(copy: Copy) -> None:
    """An agency glued before a picture's alternative text, with the caption on the line below."""
    live = copy.live()
    for alternative, caption in pairwise(live):
        match = _HOUSE_BEFORE.fullmatch(alternative.text[:500])
        if (
            match
            and not alternative.finished
            and not caption.finished
            and caption.width >= _SHORTEST_CAPTION
            and not alternative.role
            and not caption.role
        ):
            copy.take_out(alternative, "alternative-text", into=caption)
            _make_caption(copy, caption, match["house"])


def pictures_named(copy: Copy) -> None:
    """A lone "Image" above a caption with its credit, or above the alternative text of one."""
    live = copy.live()
    for place, label in enumerate(live):
        if not _NAMED.fullmatch(label.text):
            continue
        below = live[place + 1 : place + 3]
        credited = [split_credit(each.text[:900]) is not None and not each.role for each in below]
        if credited[:1] == [True]:
            copy.take_out(label, "picture-label")
        elif credited[1:] == [True] and below[0].width <= _LONGEST_ALTERNATIVE:
            copy.take_out(label, "picture-label")
            copy.take_out(below[0], "alternative-text", into=below[1])


def hidden(copy: Copy) -> None:
    """A caption and its credit before "hide caption" on one line; both are printed again below it."""
    live = copy.live()
    for place, caption in enumerate(live):
        found = _HIDDEN.fullmatch(caption.text) if caption.text[-7:].lower() == "caption" else None
        if found is None or caption.role:
            continue
        told, below = found["told"], live[place + 1 : place + 1 + BELOW_HIDDEN]
        names = [each for each in below if told.endswith(f" {each.text}") and each.text != told]
        credit = max((each.text for each in names), key=len, default="") or _named_last(told)
        caption.rewrite(told.removesuffix(credit).rstrip())
        _make_caption(copy, caption, credit)
        for each in below:
            if _HIDE.fullmatch(each.text):
                copy.take_out(each, "picture-label", into=caption)
            elif each.key in (key(credit), caption.key):
                copy.take_out(each, "repeat", into=caption)


def _named_last(told: str) -> str:
    """The names behind the last stop of a line; "" where no sentence ends before them."""
    end = max((found.end() for found in _LAST_STOP.finditer(told[-200:])), default=0)
    names = told[-200:][end:]
    named = end > 0 and len(names.split()) <= MOST_IN_CREDIT and reads_as_names(names)
    return names if named else ""


def toggled(copy: Copy) -> None:
    """A caption and its credit above "hide caption", and the credit once more below "toggle caption"."""
    live = copy.live()
    for place, button in enumerate(live):
        if place < 2 or not _HIDE.fullmatch(button.text):
            continue
        caption, credit = live[place - 2 : place]
        if caption.role or credit.role or credit.width > _LONGEST_ALTERNATIVE // 4:
            continue
        copy.take_out(credit, "credit-line", into=caption)
        _make_caption(copy, caption, credit.text)
        for below in live[place : place + 3]:
            if _HIDE.fullmatch(below.text):
                copy.take_out(below, "picture-label")
            elif below.key == credit.key:
                copy.take_out(below, "repeat", into=caption)


def counted(copy: Copy) -> None:
    """Captions below their numbers ("1 / 3"), with the same names behind the last stop of each."""
    found: list[tuple[Passage, str]] = []
    for number, caption in pairwise(copy.live()):
        if (
            not caption.role
            and _COUNT.fullmatch(number.text)
            and (who := _named_last(caption.text))
        ):
            found.append((caption, who))
    for number, caption in pairwise(copy.live()):
        whole = not caption.role and caption.width <= MOST_BELOW_NUMBER and len(number.text) <= 2
        if whole and number.text.isdigit() and (who := _named_last(caption.text)) and " " in who:
            caption.rewrite(caption.text.removesuffix(who).rstrip())
            _make_caption(copy, caption, who)
            copy.take_out(number, "gallery-count")
    told = [who for _caption, who in found]
    for caption, who in found:
        if told.count(who) > 1 and " " in who:
            caption.rewrite(caption.text.removesuffix(who).rstrip())
            _make_caption(copy, caption, who)


def between_words(copy: Copy) -> None:
    """A lone "Photo" above a caption, and a lone "Credit" above who took it."""
    live = copy.live()
    for place, label in enumerate(live):
        if not _CREDIT_WORD.fullmatch(label.text) or place + 1 == len(live) or not place:
            continue
        caption, credit = live[place - 1], live[place + 1]
        if caption.role or credit.role or credit.width > MOST_IN_CREDIT or credit.finished:
            continue
        if caption.width < _SHORTEST_CAPTION or not reads_as_names(credit.text):
            continue
        for each, rule in ((label, "picture-label"), (credit, "credit-line")):
            copy.take_out(each, rule, into=caption)
        _make_caption(copy, caption, credit.text)
        if place > 1 and _NAMED.fullmatch(live[place - 2].text):
            copy.take_out(live[place - 2], "picture-label", into=caption)


def players(copy: Copy) -> None:
    """Where a player stands and how long it plays, on two lines above the text: "0:03", "1:02"."""
    live = [each for each in copy.live()[:_FIRST_LINES] if each.text != "/"]
    for position, length in pairwise(live):
        if _POSITION.fullmatch(position.text) and _LENGTH.fullmatch(length.text):
            copy.take_out(position, "video-prompt")
            copy.take_out(length, "video-prompt")
            return


def labelled(copy: Copy) -> None:
    """Give captions and credits that stand below their labels their roles; the labels go."""
    players(copy)
    inserted(copy)
    guides(copy)
    house_before(copy)
    pictures_named(copy)
    hidden(copy)
    toggled(copy)
    counted(copy)
    between_words(copy)
    live = copy.live()
    credit: Passage | None = None
    place = 0
    while place < len(live):
        label = live[place]
        value = live[place + 1] if place + 1 < len(live) else None
        place += 1
        if len(label.text) > 700:
            continue
        if _SOURCE_LABEL.match(label.text):
            _alternative_above(copy, live, place - 1)
        if _SOLD.fullmatch(label.text) and place > 1 and live[place - 2].open:
            copy.take_out(live[place - 2], "alternative-text")
        if _CREDIT.fullmatch(label.text) and value and len(value.text) <= _LONGEST_CREDIT:
            copy.take_out(label, "picture-label")
            copy.take_out(value, "credit-line")
            credit = value
            place += 1
        elif (
            (match := _CREDIT_LINE.fullmatch(label.text))
            and value
            and _CAPTION.fullmatch(value.text)
        ):
            label.rewrite(match["credit"])
            copy.take_out(label, "credit-line")
            credit = label
        elif _CAPTION.fullmatch(label.text) and value:
            copy.take_out(label, "picture-label")
            _make_caption(copy, value, credit.text if credit else "")
            credit = None
            place += 1
        elif match := _ON_ONE_LINE.fullmatch(label.text):
            label.rewrite(match["caption"])
            _make_caption(copy, label, match["credit"])
            credit = None
        elif label.width > 3:
            credit = None


def _alternative_above(copy: Copy, live: list[Passage], place: int) -> None:
    """The alternative text that stands above "Image source, ...", where the caption follows."""
    above, below = live[place - 1] if place else None, live[place + 1 : place + 3]
    captioned = any(_CAPTION.match(each.text) for each in below)
    headed = any(each.width >= _SHORTEST_CAPTION for each in live[: max(0, place - 1)])
    if (
        above is not None
        and captioned
        and headed  # the first line of a page is its headline
        and not above.role
        and above.open
        and _SHORTEST_CAPTION <= above.width <= _LONGEST_ALTERNATIVE
        and not _IS_BUTTON.search(above.text)
    ):
        copy.take_out(above, "alternative-text")


def _make_caption(copy: Copy, passage: Passage, credit: str) -> None:
    passage.role, passage.credit = "caption", passage.credit or credit
    copy.note(passage, "credited-caption")
