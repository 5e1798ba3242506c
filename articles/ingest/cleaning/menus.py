"""The menus of a page that was copied whole: short lines above its headline and below its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.head_patterns import BY, BY_ELSEWHERE, STAMP, STAMPS, WHEN
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import reads_as_names

MOST: Final = 90
"""Lines above a headline; the menus of large papers have sixty."""
ENTRY_WIDTH: Final = 4
HEADLINE_WIDTH: Final = 5
SHORT_HEADLINE: Final = 3
PROSE_WIDTH: Final = 12
FEWEST: Final = 4
FEWEST_BELOW: Final = 6
BYLINE_WIDTH: Final = 14
NEAR: Final = 3
"""Lines above the headline among which its kicker stands."""
SITE_WIDTH: Final = 7
MENU_LENGTH: Final = 240
"""Signs of a menu on one line."""
_BETWEEN: Final = re.compile(r"\s*[|•·»]\s*|\s{2,}|\t")
_HOME: Final = re.compile(
    r"home|home ?page|front page|startseite|accueil|inicio|portada|início|página inicial|hem|hjem|forsiden?|"
    r"skip to .{3,30}|zum inhalt springen|aller au contenu|saltar al contenido",
    re.IGNORECASE,
)
_ENTRY: Final = re.compile(
    r"(?:us |uk |world |local |national |latest |more )?(?:news|sports?|business|politics|opinion|weather|money|travel|"
    r"health|science|tech(?:nology)?|entertainment|lifestyle|culture|video|search|menu|log ?in|log ?out|sign in|"
    r"subscribe|register|my account|newsletters?|contact us|about us|jobs|obituaries|classifieds|e-?paper|sitemap|"
    r"advertise(?: with us)?|privacy policy|terms (?:of use|and conditions)|cookie policy|accessibility|"
    r"politik|wirtschaft|sport|kultur|panorama|suche|abo|anmelden|politique|économie|société|se connecter|s[’']abonner|"
    r"política|economía|deportes|sociedad|opinión|buscar|suscríbete|cronaca|cerca|abbonati|zoeken|inloggen)",
    re.IGNORECASE,
)
"""What the menus of papers hold, in the languages of the trade."""
_SERVICE: Final = re.compile(
    r"newsletters?|contact us|about us|jobs|classifieds|e-?paper|sitemap|advertise(?: with us)?|privacy policy|"
    r"terms .{3,20}|cookie policy|accessibility|register|my (?:account|profile)|log ?(?:in|out)|search|menu|archives?|"
    r"zoeken|suche|buscar|cerca|subscribe|sign in|weather|crossword|puzzles|games|shop|store|podcasts?|"
    r"e-?edition|e-?newspaper",
    re.IGNORECASE,
)
"""Entries that are no section, and so no kicker."""
_TODAY: Final = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.{0,50}\d.{0,30}|.{0,40}\d ?°.{0,20}",
    re.IGNORECASE,
)
"""Day and weather, as papers print them beside their name."""
_TICKER: Final = re.compile(r".{2,40}\d [+–−-]?\d{1,4}[.,]\d{1,3} ?%")
"""What shares stand at."""
_SITE: Final = re.compile(r"\s*[-–—|:•·]\s*(?P<name>[^|]{2,60})")


def menus_above(copy: Copy) -> None:
    """Take out the menus above the head, and the page's title where the headline stands below it."""
    for each in copy.live()[: 2 * FEWEST]:
        if _is_menu_line(each):
            copy.take_out(each, "site-menu")
    _title_again(copy, copy.live()[:MOST])
    live = copy.live()[:MOST]
    start = _head(live)
    above = live[:start]
    entries = [each for each in above if _is_entry(each)]
    first_home = bool(above) and _HOME.fullmatch(above[0].text) is not None
    if len(entries) < FEWEST - first_home or not any(map(_is_known, above)):
        return
    if any(map(_is_prose, above)):
        return
    named = (each for each in reversed(above[-NEAR:]) if noise(each.text, edge=True) is None)
    headed = start < len(live) and not _is_field(live, start)
    headed = headed and (_is_of_head(live[start]) or _is_short_headline(live[start]))
    last = next(named, None) if headed else None
    for each in above:
        if each is not last or not _is_kicker(each):
            copy.take_out(each, "site-menu")


def _is_menu_line(passage: Passage) -> bool:
    """Whether the entries of a menu stand side by side, parted by bars or wide spaces."""
    if len(passage.text) > MENU_LENGTH:
        return False
    entries = [each for each in _BETWEEN.split(passage.raw.strip()) if each]
    if len(entries) == 1:  # "Home News Sport Business"
        entries = passage.text.split()
        return len(entries) >= FEWEST and all(map(_is_known_entry, entries))
    short = all(len(each.split()) <= ENTRY_WIDTH for each in entries)
    return len(entries) >= NEAR and short and sum(map(_is_known_entry, entries)) > 1


def menus_below(copy: Copy) -> None:
    """Take out the run of short lines at the end, where some of it is known from the menus of papers."""
    run: list[Passage] = []
    for passage in reversed(copy.live()):
        known = noise(passage.text)
        if not passage.role and not run and known and known.name == "rights-line":
            continue
        if passage.role or not _is_entry(passage):
            break
        run.append(passage)
    if len(run) >= FEWEST_BELOW and sum(map(_is_known, run)) > 1:
        for each in run:
            copy.take_out(each, "site-menu")


def _title_again(copy: Copy, live: Sequence[Passage]) -> None:
    """The title of the page and the menus below it, where the headline that it repeats stands."""
    title = live[0] if live else None
    if title is None or title.role or title.width < HEADLINE_WIDTH:
        return
    for place, each in enumerate(live[1:], start=1):
        if each.finished and each.width >= PROSE_WIDTH:
            return
        again = each.width >= HEADLINE_WIDTH and title.key.startswith(each.key)
        site = _SITE.fullmatch(title.text[len(each.text) :]) if again else None
        menu = place > FEWEST and title.key == each.key
        if site and len(site["name"].split()) <= SITE_WIDTH:
            name = re.split(r"\s[-–—|]\s", site["name"])[-1].strip()
            if reads_as_names(name) and not copy.cleaned.source_name:
                copy.cleaned.source_name = name
        if site or menu:
            copy.take_out(title, "headline-repeated")
            for other in live[1:place]:
                if not other.role:
                    copy.take_out(other, "site-menu")
            return


def _head(live: Sequence[Passage]) -> int:
    """The place where the head begins: the first long line above the first field or the first prose.

    A long line above more of the menu is a title in it.
    """
    end = next(
        (place for place, each in enumerate(live) if _is_prose(each) or _is_field(live, place)),
        0,
    )
    for start in range(end):
        below = live[start + 1 : start + 1 + FEWEST]
        in_menu = len(below) == FEWEST and all(map(_is_entry, below)) and any(map(_is_known, below))
        if _is_of_head(live[start]) and not in_menu:
            return start
    return end - (end > 0 and _is_short_headline(live[end - 1]) and _is_field(live, end))


def _is_prose(passage: Passage) -> bool:
    """Whether a line is a sentence of the story, and none of the box that asks about cookies."""
    return passage.finished and passage.width >= PROSE_WIDTH and noise(passage.text) is None


def _is_short_headline(passage: Passage) -> bool:
    """Whether a line right above a byline or a time is a headline, though no longer than a menu's entries."""
    fits = SHORT_HEADLINE <= passage.width < HEADLINE_WIDTH and passage.open
    return fits and noise(passage.text, edge=True) is None and not _TODAY.fullmatch(passage.text)


def _is_field(live: Sequence[Passage], place: int) -> bool:
    """Whether a byline or a time stands here that no menu follows: papers print today's date above theirs."""
    text = live[place].text
    if len(text) > 160:
        return False
    by = live[place].width <= BYLINE_WIDTH and (BY.match(text) or BY_ELSEWHERE.fullmatch(text))
    timed = STAMP.fullmatch(text) or STAMPS.match(text)
    if by or timed:
        return True
    below = live[place + 1 : place + FEWEST]
    in_menu = len(below) == FEWEST - 1 and all(map(_is_entry, below))
    return WHEN.fullmatch(text) is not None and not in_menu


def _is_of_head(passage: Passage) -> bool:
    long = passage.width >= HEADLINE_WIDTH and not _TODAY.fullmatch(passage.text)
    long = long and not _TICKER.fullmatch(passage.text[:MOST])
    return long and noise(passage.text, edge=True) is None


def _is_entry(passage: Passage) -> bool:
    return (passage.open and passage.width <= ENTRY_WIDTH) or _is_known(passage)


def _is_known(passage: Passage) -> bool:
    """Whether a line is a menu's by its words."""
    text = passage.text
    if len(text) > 90 or text.endswith(":"):
        return False
    return _is_known_entry(text)


def _is_known_entry(text: str) -> bool:
    known = noise(text, edge=True)
    return bool(
        _HOME.fullmatch(text)
        or _ENTRY.fullmatch(text)
        or _TICKER.fullmatch(text)
        or (known and known.name in ("site-menu", "cookies"))
    )


def _is_kicker(passage: Passage) -> bool:
    """Whether the last line above the headline names its section or topic."""
    short = passage.open and passage.width <= ENTRY_WIDTH
    known = _SERVICE.fullmatch(passage.text) is not None
    return short and not known and not any(map(str.isdigit, passage.text))
