"""Lines of noise leave the copy: by their own words, or by what stands beside them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.head_patterns import ADDRESS
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import Rule, edge_places, noise
from articles.ingest.cleaning.text import MAIL_LINE, PHONE_LINE, is_word_like
from articles.ingest.credits import split_credit

SEPARATOR: Final = re.compile(r"(?:[*_=~–—-]\s*){3,40}")
LABEL_WIDTH: Final = 2
LABEL_OF_LETTER: Final = 5
PITCH_LINES: Final = 4
SHORT: Final = 16
"""Words of a question to readers, of a pitch, of the title of a video."""

_ASKS: Final = re.compile(r"(?:Do|Are|Were|Have|Did) (?:YOU|you)\b[^?]*\?")
_PITCHES: Final = ("Join ", "Get ")
_VIDEO: Final = re.compile(r"video \d{1,2}:\d\d(?::\d\d)?", re.IGNORECASE)
LONGEST_APPEAL: Final = 900
_APPEAL: Final = re.compile(
    r"\b(?:please consider (?:making|donating|giving|supporting|becoming|contributing)|financial contributions?|"
    r"support (?:our|\w+[’']s) (?:\w+ ){0,2}(?:journalism|newsroom|reporting)|"
    r"(?:will you|help us|help) (?:support|fund|keep)\b.{0,60}\b(?:journalism|free)\b|"
    r"is a non-?profit newsroom\b|small favou?r to ask\b|by subscribing,? you (?:can )?help\b|"
    r"your (?:support|donation|contribution|gift) (?:helps us|allows us|means we|makes all the difference|keeps)\b|"
    r"we need reporters on the ground\b|buy(?:ing)? us a (?:coffee|pint|drink)\b|"
    r"if you (?:value|enjoy|like|appreciate) (?:\w+ ){0,3}(?:journalism|reporting|newspaper|news)\b.{0,40}\bconsider\b|"
    r"make a (?:[\w-]+ ){0,2}(?:gift|donation|contribution)\b|become an? (?:\w+ )?(?:member|supporter|subscriber)\b)",
    re.IGNORECASE,
)
_SIGNS_OF_APPEAL: Final = (
    "consider", "subscribing", "contribution", "support", "help", "will you", "newsroom", "favo", "buy", "if you",
    "make a", "become a",
)  # fmt: skip
"""One of them stands in every appeal; looking for them takes a tenth of the time."""
_OURS: Final = re.compile(r"\b(?:our|us|we|you|[\w]+[’']s \w+ journalism)\b", re.IGNORECASE)
_SPOKEN: Final = re.compile(r"[\"“”]|\b(?:said|says|told|he|she|his|her)\b")
_OURS_SAID: Final = re.compile(r"\b(?:we|our|us|is on the ground)\b", re.IGNORECASE)
_SHOP: Final = re.compile(
    r"(?:now )?sold out|visit site|(?:click to )?(?:visit|buy|shop)(?: now)?", re.IGNORECASE
)
"""Buttons below what a shop sells."""
_SELLS: Final = re.compile(
    r"[$£€]|\b(?:visit|buy|shop|prices?|deals?|purchase|affiliate|commission)\b", re.IGNORECASE
)
"""What a line of noise says that belongs to a shop."""
_NEAR_BUTTON: Final = 3
"""Lines from a label of a shop to its button, past the product and its price."""
_INBOX: Final = re.compile(r"\b(?:in your (?:in|mail)box|newsletters?)\b", re.IGNORECASE)
_PLATFORM: Final = re.compile(r"YOUTUBE|INSTAGRAM|TIKTOK|VIMEO|FACEBOOK|TWITTER")
"""The name of a platform above the title of what the page embeds from it."""
_MORE_PICTURES: Final = re.compile(r"\+\d{1,3}")
_OPENS: Final = re.compile(r"close|expand|enlarge|open|zoom", re.IGNORECASE)
"""The button of a picture above its caption."""
_BESIDE_ADDRESS: Final = frozenset({"share-bar", "rights-line", "gallery-count"})
"""Rules of the lines among which the page's own address stands."""
_NO_PLAYER: Final = re.compile(r"To view this video,? please ", re.IGNORECASE)
"""What stands below the title of a video."""
_LENGTH: Final = re.compile(r"\d{1,2}:\d\d")
"""How long a video plays, where a copy has one such line; more are a timetable."""


def drop_noise(copy: Copy) -> None:
    """Take out the lines that are noise, each with its rule."""
    live = copy.live()
    edges = edge_places([each.text for each in live])
    sure = {id(each): found for each in live if (found := noise(each.text)) is not None}
    asking = {id(each) for each in live if not each.role and _asks_for_money(each.text)}
    _labels_of_shops(live, sure)
    _boxes_of_newsletters(copy, live, sure)
    _boxes_of_appeals(copy, live, asking)
    lengths = [each for each in live if _LENGTH.fullmatch(each.text)]
    lone_length = lengths[0] if len(lengths) == 1 else None
    for place, passage in enumerate(live):
        if passage.role == "gone":
            continue
        above = live[place - 1] if place else None
        below = live[place + 1] if place + 1 < len(live) else None
        beside = [each for each in (above, below) if each is not None]
        edge = place in edges or any(id(other) in sure for other in beside)
        found = sure.get(id(passage)) or noise(passage.text, edge=edge)
        if rule := _by_neighbors(passage, above, below, sure, lone_length):
            copy.take_out(passage, rule)
        elif found and not _is_copy_here(found, passage, beside, sure):
            copy.take_out(passage, found.name)
        elif id(passage) in asking:
            copy.take_out(passage, "appeal")
        elif _is_only_signs(passage.text):
            copy.take_out(passage, "empty-line")
    _heads_of_newsletters(copy, live)


def _labels_of_shops(live: list[Passage], sure: dict[int, Rule]) -> None:
    """Adds to `sure` the labels that are noise because a button of the shop stands beside them."""
    for place, passage in enumerate(live):
        found = noise(passage.text, edge=True) if id(passage) not in sure else None
        if found and found.where == "beside":
            near = live[max(place - _NEAR_BUTTON, 0) : place + _NEAR_BUTTON + 1]
            if any(id(other) in sure and _SELLS.search(other.text) for other in near):
                sure[id(passage)] = found


def _is_copy_here(
    rule: Rule, passage: Passage, beside: list[Passage], sure: dict[int, Rule]
) -> bool:
    """Whether the rule's line stands where it is copy: a cell of a table, a label far from any shop."""
    if rule.where == "beside":
        return id(passage) not in sure
    if MAIL_LINE.fullmatch(passage.text) and any(PHONE_LINE.fullmatch(o.text) for o in beside):
        return True
    return rule.where == "edge" and _is_cell(passage, beside)


def _boxes_of_appeals(copy: Copy, live: list[Passage], asking: set[int]) -> None:
    """What stands between two lines that ask for money belongs to their box."""
    places = [place for place, each in enumerate(live) if not each.role and id(each) in asking]
    for start, end in pairwise(places):
        if end - start == 2 and _OURS_SAID.search(live[start + 1].text):
            copy.take_out(live[start + 1], "appeal")


def _boxes_of_newsletters(copy: Copy, live: list[Passage], sure: dict[int, Rule]) -> None:
    """The pitch between the label "Newsletter" and the button below it."""
    places = [
        place
        for place, each in enumerate(live)
        if id(each) in sure and sure[id(each)].name == "newsletter"
    ]
    for start, end in pairwise(places):
        label, button, pitch = live[start], live[end], live[start + 1 : end]
        short = label.width <= LABEL_WIDTH and button.width <= LABEL_WIDTH
        if short and 0 < len(pitch) <= PITCH_LINES and not any(each.role for each in pitch):
            for each in pitch:
                copy.take_out(each, "newsletter")


def _heads_of_newsletters(copy: Copy, live: list[Passage]) -> None:
    """The head of a box whose words all went: "Pets in your inbox" above "Sign up"."""
    gone = {id(each) for each in live if each.role == "gone"}
    for head, pitch in pairwise(live):
        is_head = head.role in ("", "heading") and head.open and head.width <= SHORT // 2
        rule = noise(pitch.text) if is_head and id(pitch) in gone else None
        if rule and rule.name == "newsletter" and _INBOX.search(head.text):
            copy.take_out(head, "newsletter")


def _asks_for_money(text: str) -> bool:
    """Whether the house asks its readers to pay for its work."""
    if len(text) > LONGEST_APPEAL:
        return False
    folded = text.casefold()
    if not any(map(folded.__contains__, _SIGNS_OF_APPEAL)) or not _APPEAL.search(text):
        return False
    return _OURS.search(text) is not None and not _SPOKEN.search(text)


def _is_said_by_house(text: str) -> bool:
    """Whether a sentence speaks for the house to its readers: a box may stand between two paragraphs, too."""
    return _OURS.search(text) is not None and not _SPOKEN.search(text)


def _by_neighbors(
    passage: Passage,
    above: Passage | None,
    below: Passage | None,
    sure: dict[int, Rule],
    lone_length: Passage | None,
) -> str:
    """The rule by which a line goes with the lines beside it; "" if it stays."""
    before, after = (sure[id(each)].name if id(each) in sure else "" for each in (above, below))
    short = passage.width <= SHORT
    if id(passage) not in sure:
        pitch = short and passage.open and passage.text.startswith(_PITCHES)
        if pitch and after == "newsletter":
            return "newsletter"
        pitch = pitch or passage.open or _is_said_by_house(passage.text)
        if pitch and before == "newsletter" and after in ("newsletter", "cookies"):
            return "newsletter"  # it stands inside the box
    if after == "newsletter" and passage.open and passage.width <= LABEL_OF_LETTER and below:
        words = passage.key.split()[:2]
        if len(words) == 2 and " ".join(words) in below.key:
            return "newsletter"  # "Ann Orr's Travel" above "Sign up to Ann Orr's free email"
    if short and "contact-prompt" in (before, after) and _ASKS.fullmatch(passage.text):
        return "contact-prompt"
    titled = short and passage.open and above is not None
    if titled and not passage.role and below is not None and _NO_PLAYER.match(below.text):
        return "video-prompt"
    if titled and above and (above is lone_length or _VIDEO.fullmatch(above.text)):
        return "video-prompt"
    sold = short and passage.open and below is not None and id(below) in sure
    if sold and below and _SHOP.fullmatch(below.text) and noise(passage.text, edge=True) is None:
        return "advertisement"
    if titled and above and _PLATFORM.fullmatch(above.text):
        return "video-prompt"
    is_above_title = below is not None and below.open and below.width <= SHORT
    if is_above_title and (passage is lone_length or _PLATFORM.fullmatch(passage.text)):
        return "video-prompt"
    if ADDRESS.fullmatch(passage.text) and not _BESIDE_ADDRESS.isdisjoint((before, after)):
        return "share-bar"
    opens = _OPENS.fullmatch(passage.text) and below is not None
    if opens and below and below.open and below.width > 3 and not below.role:
        return "read-more"
    if _MORE_PICTURES.fullmatch(passage.text) and (below is None or below.width > 3):
        return "gallery-count"
    return "gallery-count" if _counts_pictures(passage, below) else ""


def _counts_pictures(passage: Passage, below: Passage | None) -> bool:
    """Whether a lone number stands above a caption with its credit: how many pictures there are."""
    return (
        passage.text.isdigit()
        and len(passage.text) <= 3
        and below is not None
        and below.width > 3
        and split_credit(below.text) is not None
    )


def _is_only_signs(text: str) -> bool:
    return not (
        not text or is_word_like(text) or SEPARATOR.fullmatch(text) or re.search(r"\d", text)
    )


def _is_cell(passage: Passage, beside: list[Passage]) -> bool:
    """Whether a bare number stands between short lines, as in a table of results."""
    return (
        passage.text.isdigit()
        and bool(beside)
        and all(other.width <= 4 and noise(other.text, edge=True) is None for other in beside)
    )
