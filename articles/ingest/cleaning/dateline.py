"""The place of filing before a text ("OSLO (Reuters) - ...") or on lines of its own; it becomes a field."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from articles.ingest.agencies import WIRES
from articles.ingest.cleaning.head_patterns import MONTH
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import is_capitals
from articles.ingest.letters import CAPITALS
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.text import fold

HEAD_LENGTH: Final = 28
"""Lines from the top among which a dateline is looked for."""

SHORTEST_PLACE: Final = 4
"""Letters of a place before a colon; "SB:" is somebody who asks."""
_PLACE = (
    r"[A-ZÀ-Þ][\w.'’/-]*(?: [\w.'’/-]+){0,3}(?:, [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2})?"
)
_DAY_OF_FILING = (
    rf"(?:, {MONTH} \d{{1,2}}(?:, \d{{4}})?|, \d{{1,2}} [a-zà-ÿ]{{3,10}}\.?(?: \d{{4}})?)?"
)
_WIRE: Final = rf"(?P<agency>(?:\w{{2,5}}/)?{WIRES}(?:/\w{{2,5}})?)"
"""An agency, perhaps with its region or the house that added to its copy: "dpa/lno", "gso/dpa"."""
_REGION: Final = r"(?: \([A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){0,3}\))?"
"""What tells towns apart: "Mondoñedo (Lugo), 29 mar (EFE).-"."""
_DATELINE: Final = re.compile(
    rf"(?:(?P<place>{_PLACE}{_REGION}(?i:{_DAY_OF_FILING})),? )?\({_WIRE}\)\.?\s*(?:-{{1,2}}|"
    rf"[–—])?\s*(?=[\"“‘'A-ZÀ-Þ0-9])"
)
_DATELINE_ALONE: Final = re.compile(rf"(?P<place>{_PLACE}) ?\({_WIRE}\)\s*(?:-{{1,2}}|[–—])")
"""A dateline that the page sets on a line of its own, above the text."""
_STATION_ALONE: Final = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){0,3}(?:, [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ]\w+)?)?) "
    r"\((?P<agency>[A-Z][A-Z0-9 /]{1,14})\) ?(?:-{1,2}|[–—])"
)
"""A place in capitals with the station that filed from it: "TULSA, Okla. (KTUL) -"."""
_PLACE_AND_DASH: Final = re.compile(r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}?) ?[—–]")
""""NAIVASHA, KENYA —" on a line of its own."""
_CAPITAL_PLACE: Final = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){{0,3}}(?:, [A-ZÀ-Þ][\w.]+(?: "
    rf"[A-ZÀ-Þ]\w+)?)?(?i:{_DAY_OF_FILING}))"
    rf"(?: \((?P<agency>[A-Za-z ]{{2,20}})\))? ?(?:/[A-Za-z -]{{2,30}}/ ?)?(?:--|—|–| - |: )\s*(?=[\"“‘'A-ZÀ-Þ0-9])"
)
_CAPITALS_AND_STOP: Final = re.compile(
    rf"(?P<place>[{CAPITALS}][{CAPITALS}'’-]{{4,24}})(?:, \d{{1,2}}\.? [^\W\d_]{{3,12}})?\. (?=[{CAPITALS}«„\"“])"
)
""""VENEZIA. Da trent'anni ...": so papers outside of English set it."""
_SLASHED: Final = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){{0,3}}(?i:{_DAY_OF_FILING}))\.? "
    rf"/(?P<agency>[A-Za-z ]{{2,20}})/\.?\s*"
    rf"(?:--|—|–|- )?\s*(?=[\"“‘'A-ZÀ-Þ0-9])|"
    rf"(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){{0,3}}(?:, [A-ZÀ-Þ][\w.]+)?)--\((?P<wire>[A-Z ]{{2,30}})\)--"
)
"""MOSCOW, June 13. /TASS/. and NEW YORK--(BUSINESS WIRE)--"""
_SPEAKER: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){0,3}: ")
"""A name in capitals before a colon, as transcripts set it."""
_DAY_ALONE: Final = re.compile(rf"{MONTH} \d{{1,2}}", re.IGNORECASE)
""""Jan. 17 (UPI) -- ...": the day of filing without its place."""
_PLACE_ALONE: Final = re.compile(
    r"(?!(?:Q|A|Note|Update|Correction|Question|Answer|Editor)\b)"
    r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}(?:, [A-ZÀ-Þ][\w'’ -]{2,20})?:"
)
_LAST_SIGNS: Final = ":-–—"
"""One of them ends every place that stands on a line of its own."""
_AGENCY_NAME: Final = re.compile(rf"\(?{WIRES}\)?")
_DASH: Final = re.compile(r"[–—-]{1,2}")
_PLACE_NAME: Final = re.compile(rf"(?=.{{2,40}}$){_PLACE}")
_NO_PLACE: Final = frozenset(
    "BREAKING UPDATE UPDATED EXCLUSIVE WATCH LIVE OPINION ANALYSIS VIDEO PHOTOS REVIEW NEW NOTE "
    "SIR MADAM CORRECTION FILE PHOTO QUESTION ANSWER WARNING ADVICE TIP TIPS SPOILER ALERT FACT MYTH "
    "RESULT RESULTS SCORE WHAT WHO WHEN WHERE WHY HOW CLARIFICATION REVEALED EXPLAINED READ SEE "
    "FROM BY UPDATES TRANSCRIPT STEP PART CHAPTER ROUND DAY OFFICIAL JUST TOP SPECIAL FEATURE "
    "COMMENT EDITORIAL INTERVIEW PROFILE OBITUARY PODCAST LISTEN NB PS MORE ALSO VERDICT RATING "
    "RELATED PRICE AGE NAME JOB BORN FOR AGAINST PRO CON PROS CONS YES NO ADVERTISEMENT IMPORTANT "
    "HINTERGRUND KOMMENTAR ANALYSE PORTRÄT REPORTAGE NACHTRAG HINWEIS ANHANG KORREKTUR RÉCIT PORTRAIT ENTRETIEN "
    "ENQUÊTE TRIBUNE DÉCRYPTAGE ANNEXE ANÁLISIS OPINIÓN ENTREVISTA CRÓNICA ANÁLISE OPINIÃO ANALISI COMMENTO INTERVISTA "
    "NOTA FACTBOX".split()
)


_CITY_AND_LAND: Final = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}, [A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}\.?) "
    r"[–—] (?=[\"“‘'A-ZÀ-Þ0-9])"
)
""""Sfax, Tunisia – By two in the morning ..."."""
_CITY: Final = re.compile(r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?) — (?=[A-ZÀ-Þ\"“])")
""""Phoenix — A second hiker ...": a place if the story says so."""


_CITY_ELSEWHERE: Final = re.compile(
    rf"(?P<place>[{CAPITALS}][\w’'-]+(?: [{CAPITALS}][\w’'-]+)?) [–-] (?=[{CAPITALS}\"“«])"
)
_RELEASE: Final = re.compile(r"[A-ZÀ-Þ][^/]{3,60}(?:/[A-Za-z -]{4,24}/|\([A-Z]{4,} [A-Z]{3,}\)) ?-")
_AT: Final = "in|near|from|outside|to|of|at|di|dari|ke|w|z|do|en|em|de|no|na|a|à|ao|в|у|з|из|ở|tại|i|på|til|u|v"
"""What stands before the name of a place, in the languages of the trade."""


def _mixed(copy: Copy, head: str) -> re.Match[str] | None:
    """A dateline that is not in capitals, where a comma or the story shows that it is a place."""
    if match := _CITY_AND_LAND.match(head):
        return match
    if (match := _CAPITALS_AND_STOP.match(head)) and not copy.english:
        place = match["place"]
        named = rf"(?={place[0]})(?i:{re.escape(place)})"
        stands = re.compile(rf"\b(?:{_AT}) {named}\b|^{named}, ")
        told = [copy.cleaned.headline, *(each.text[:2000] for each in copy.live())]
        return match if any(map(stands.search, told)) else None
    match = _CITY.match(head) or _CITY_ELSEWHERE.match(head)
    if match and (match.re is _CITY or not copy.english):
        stands = re.compile(rf"\b(?:{_AT}) {re.escape(match['place'])}\b")
        told = [copy.cleaned.headline, *(each.text[:2000] for each in copy.live())]
        told = [each.removeprefix(match[0]) for each in told]
        if any(map(stands.search, told)):
            return match
    return None


def is_agency(text: str) -> bool:
    """Whether a line or its part is the name of an agency, which stands where a place might."""
    return _AGENCY_NAME.fullmatch(text) is not None


def is_release(text: str) -> bool:
    """Whether a text begins with the dateline of a press release: "MILL VALLEY, May 2 /PRNewswire/ -- "."""
    return _RELEASE.match(text[:160]) is not None


def agency_alone(copy: Copy) -> bool:
    """Place, agency and a dash on lines of their own ("Tokyo", "CNN", "—") above the text."""
    lines = [each for each in copy.passages[:HEAD_LENGTH] if each.text]
    for place in range(len(lines) - 2):
        agency, dash, text = lines[place : place + 3]
        if agency.role or not _AGENCY_NAME.fullmatch(agency.text) or not _DASH.fullmatch(dash.text):
            continue
        if not text.finished:
            return False
        copy.cleaned.agency = agency.text.strip("()")
        copy.take_out(agency, "dateline")
        copy.take_out(dash, "head-mark")
        above = lines[place - 1] if place else None
        if above is not None and not above.role and _PLACE_NAME.fullmatch(above.text):
            copy.cleaned.dateline = above.text
            copy.take_out(above, "dateline")
        return True
    return False


_AGENCY_BEHIND: Final = re.compile(
    r"\s*\((?P<agency>[^()\d]{2,40})\)[\s.–—_-]*$|(?<=\w)\s*[–—_-]+\s*$"
)
_BEHIND_PLACE: Final = re.compile(
    r"(?:, [^(),.–—]{3,24}\.?)?\s?(?:\((?P<agency>[^()]{2,40})\)\.?\s*(?:[–—_:-]{1,2}\s?)?|\s?[–—_]\s|\s-{1,2}\s)"
    r"\s*(?=[\"“‘'«„¿¡A-ZÀ-Þ0-9])"
)
"""What stands between the place of filing and the first sentence: day, agency, dash."""


def without_agency(dateline: str) -> tuple[str, str]:
    """A dateline that a source gives without the agency and the dash behind it, and the agency."""
    found = _AGENCY_BEHIND.search(dateline[-60:])
    if found is None or _is_part_of_place(found):
        return dateline, ""
    return dateline[: len(dateline) - len(found[0])].rstrip(" ,"), found["agency"] or ""


def _is_part_of_place(found: re.Match[str]) -> bool:
    """Whether the brackets tell towns of one name apart: "Frankfurt (Oder)", "Santiago (Chile)"."""
    words, before = found["agency"] or "", found.string[: found.start()]
    if before.isupper() or re.search(r"[\d,]", before):
        return False
    return (
        words.istitle() and not found[0].rstrip().endswith(tuple("-–—_")) and not is_agency(words)
    )


def _told_again(copy: Copy, given: str) -> bool:
    """Whether the text begins with the place that the source gives, which is taken out there."""
    place = without_agency(given)[0].rstrip(" .,:-–—")
    for passage in [each for each in copy.live() if not each.role][:4]:
        head = passage.text[: len(place) + 80]
        if not place or head[: len(place)].casefold() != place.casefold():
            continue
        found = _BEHIND_PLACE.match(head, len(place))
        if found and len(passage.text) - found.end() >= _SHORTEST_TEXT:
            copy.cleaned.agency = found["agency"] or ""
            passage.rewrite(passage.text[found.end() :])
            copy.note(passage, "dateline")
            return True
    return False


_SHORTEST_TEXT: Final = 20
"""Characters behind a dateline."""


def dateline(copy: Copy, given: str = "") -> None:
    """Take the place of filing out of the text's beginning; `given` is what the source's own field says."""
    if given and _told_again(copy, given):
        return
    live = [each for each in copy.live()[:HEAD_LENGTH] if not noise(each.text, edge=True)]
    if not _on_its_own_line(copy, live):
        _before_text(copy, live)


def _on_its_own_line(copy: Copy, live: list[Passage]) -> bool:
    """Learn the place from a line that says nothing else, above copy."""
    places = [each for each in live if _PLACE_ALONE.fullmatch(each.text)]
    for passage, after in pairwise(live[:9]):
        if passage.text[-1:] not in _LAST_SIGNS:
            continue
        is_heading = passage.source["type"] == "heading"  # a page sets no place as a heading
        is_place = not is_heading and places == [passage]  # of several each is a heading
        bare = _PLACE_AND_DASH.fullmatch(passage.text)
        alone = _DATELINE_ALONE.fullmatch(passage.text) if after.width > 5 else None
        if is_place and Speakers(copy).speaks(passage.text.rstrip(" :")):
            continue
        if is_place and after.finished and after.width > 12:
            copy.cleaned.dateline = passage.text.rstrip(" :")
        elif bare and after.finished and after.width > 5:
            place = bare["place"].strip(" ,")
            field = "agency" if is_agency(place) else "dateline"
            setattr(copy.cleaned, field, place)
        elif alone := alone or _STATION_ALONE.fullmatch(passage.text):
            copy.cleaned.dateline, copy.cleaned.agency = alone["place"], alone["agency"]
        else:
            continue
        copy.take_out(passage, "dateline")
        return True
    return False


def _before_text(copy: Copy, live: list[Passage]) -> None:
    """Learn the place from the words before the first sentence of the copy, and take them off."""
    for passage in [each for each in live if not each.role][:8]:
        head = passage.text[:160]
        if slashed := _SLASHED.match(head):
            agency = (slashed["agency"] or slashed["wire"]).strip()
            _take_off(copy, passage, slashed, slashed["place"] or slashed["city"], agency)
            return
        if mixed := _mixed(copy, head) if passage.finished else None:
            _take_off(copy, passage, mixed, mixed["place"], copy.cleaned.agency)
            return
        match = _DATELINE.match(head) if "(" in head else None
        match = match or _CAPITAL_PLACE.match(head)
        if match is None or not _is_dateline(copy, passage, match):
            continue
        if sum(each.text.startswith(match[0]) for each in live) > 1:
            continue  # a salutation or a label: a story is filed from one place once
        day_alone = _DAY_ALONE.fullmatch(match["place"] or "")
        place = "" if day_alone else match["place"] or ""
        _take_off(copy, passage, match, place, match["agency"] or "")
        behind = _CAPITAL_PLACE.match(passage.text[:160]) if not match["place"] else None
        if behind and not behind["agency"] and _is_dateline(copy, passage, behind):
            _take_off(
                copy, passage, behind, behind["place"], match["agency"]
            )  # (ANSA) - ROMA, 29 MAR -
        _house_above(copy, passage)
        return


def _is_dateline(copy: Copy, passage: Passage, match: re.Match[str]) -> bool:
    """Whether words that look like a place of filing stand before copy, and no speaker is meant."""
    place = match["place"] or ""
    long = len(passage.text) - match.end() >= _SHORTEST_TEXT and not is_capitals(passage.text)
    known = place.split(" ")[0].strip(",.") not in _NO_PLACE
    if not match["agency"] and _is_label(copy, match["place"] or ""):
        return False
    return known and long and not (":" in match[0] and Speakers(copy).speaks(place))


def _is_label(copy: Copy, place: str) -> bool:
    """Whether words in capitals are plain words of which no place is called: "APPENDIX", "EDITOR'S NOTE".

    A place that the story speaks of ("in Sandwich") is one, whatever it means.
    """
    words = [fold(word).removesuffix("'s") for word in place.split(" ")]
    signs = lexicon().signs
    if "," in place or not all(signs.get(word, 0) & sign.COMMON for word in words):
        return False
    if any(signs.get(word, 0) & sign.ANY_PLACE for word in (*words, " ".join(words))):
        return False
    stands = re.compile(rf"\b(?:{_AT}) {re.escape(place.title())}\b")
    told = (copy.cleaned.headline, *(each.text[:2000] for each in copy.live()))
    return not any(map(stands.search, told))


def _take_off(copy: Copy, passage: Passage, match: re.Match[str], place: str, agency: str) -> None:
    copy.cleaned.dateline, copy.cleaned.agency = place, agency
    passage.rewrite(passage.text[match.end() :])
    copy.note(passage, "dateline")


def _house_above(copy: Copy, dated: Passage) -> None:
    """The agency's full name on the line above the dateline that has its initials."""
    above = copy.live()[: copy.live().index(dated)][-1:]
    for each in above:
        initials = "".join(word[0] for word in each.text.split() if word[0].isupper())
        if each.open and not each.role and len(initials) > 1 and initials == copy.cleaned.agency:
            copy.take_out(each, "byline")


class Speakers:
    """Who speaks in a copy, by the words before the colons; read once for all its lines."""

    def __init__(self, copy: Copy) -> None:
        told = [(each.text, _SPEAKER.match(each.text) is not None) for each in copy.live()]
        self.turns = sum(is_turn for _, is_turn in told)
        named = (text for text, is_turn in told if ":" in text and not is_turn)
        self.named = Counter(text.partition(":")[0] for text in named)

    def speaks(self, name: str) -> bool:
        """Whether words before a colon say who speaks: initials, a name that stands there again, or others."""
        return len(name) < SHORTEST_PLACE or self.turns + self.named[name] > 1
