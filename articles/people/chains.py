"""Runs of capitalised words that may be a name, with the title before them taken off."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from articles.people.carriers import is_carrier
from articles.people.edges import (
    NICKNAME_MARKS,
    PLACE_STARTS,
    SHORT_FAMILY,
    VIETNAMESE,
    ends_in_compound,
    is_called_by_trade,
    is_dotted_state,
    is_held_place,
    is_letter_name,
    is_no_start,
    is_office_of_words,
    is_place_phrase,
    is_short_month,
    is_verb_of_headline,
    past_nickname,
    tells_trade,
    until_repeat,
)
from articles.people.initials import initial_belongs
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.text import fold
from articles.people.tokens import OPENING_PARTICLES, PARTICLES, Line, Token

GENERATIONS = frozenset("jr sr jnr snr".split())
_NUMERALS = frozenset("II III IV V VI VII VIII IX XI XII XIII XIV XV XVI XXIII".split())
POSTNOMINALS = frozenset(
    "AC AM AO BL CBE DBE DPhil DSC DSO Esq FBA FRS GBE GCB JD JP KBE KC KCB KCMG KG MA MBA MBE MD MEP MP MSP OBE QC "
    "PhD RN SC SJ TD IAS IPS IFS LLB OAM QPM GCMG ONZM MBBS DFC DFM DSM GC VC CMG CVO KCVO LVO MVO FRSL FRCS FRCP QSO"
    " CNZM SAN GCON GCFR OFR MON EGH CBS EBS MGH VSM AVSM PVSM MLA MLC LLD DD DDS DVM CPA".split()
)
"""What is printed after a name and is no part of it."""
_OFFICE = 2  # words of an office that no list knows
_HYPHENED = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")
_JOINED = re.compile(
    r"([A-ZÀ-Þ][\w'’]+)-(?:style|era|type|like|inspired|backed|led|owned|trained|endorsed|appointed|esque|directed|produced"
    r"|penned|designed|hosted|fronted|run|sponsored|branded|themed|linked)"
)
"""A name joined to a word that tells of it, as an adjective."""
_PARTS_OF_TITLES = frozenset("ch con pro tem tempore".split())
"""What goes on after a title: Det. Con., Mayor Pro Tem."""
_POLICE = frozenset({"det", "detective"})
_SHORT_TITLE = 3
"""Letters of a title of Asia, which never stands behind a name: U Thant, Aung Naing Tun."""
_NO_NOUN = frozenset(
    "and are at can could did for from had has have in is left may might on or sailed sank that to was were which who"
    " will with would".split()
)
_MOST_PARTICLES = 3
LONGEST = 12  # words; a longer run of capitals is a list or a shout and is cut here
STRONG, WEAK = 2, 1
GIVEN_TITLES = frozenset("junior dean don earl lance marquis".split())
_NO_TITLE = frozenset({"st", "saint"})


def is_suffix(text: str) -> bool:
    """Jr, Sr or a numeral in capitals: "Xi" is a name, "XI" the eleventh."""
    return text in _NUMERALS or text.rstrip(".").lower() in GENERATIONS


@dataclass(slots=True)
class Chain:
    """A run of words on one line: `tokens[first:last]` of `line`."""

    line: Line
    first: int
    last: int
    title: int = 0  # STRONG, WEAK or 0: what was taken off the front
    title_key: str = ""
    words: list[Token] = field(default_factory=list)
    nickname: int = 0
    """How many words stand before a nickname in quotes stands inside: Errol "Buju" Parchment."""

    def fill(self) -> None:
        """Put the words of the run at hand, without marks and without a nickname in quotes."""
        if self.last == self.first + 1:  # as most are
            alone = self.line.placed(self.first)
            self.words = [alone] if alone.word else []
            return
        self.words, quoted = [], False
        for place in range(self.first, self.last):
            token = self.line.placed(place)
            if token.text in NICKNAME_MARKS:
                quoted = not quoted
                self.nickname = self.nickname or len(self.words)
            elif token.word and not quoted:
                self.words.append(token)

    @property
    def called(self) -> str:
        """The folded nickname in quotes, where it is one word; else empty."""
        if not self.nickname:
            return ""
        tokens = self.line.tokens[self.first : self.last]
        marks = [at for at, token in enumerate(tokens) if token.text in NICKNAME_MARKS]
        return tokens[marks[0] + 1].key if [marks[0] + 2] == marks[1:2] else ""


def chains(line: Line, first: int = 0, last: int | None = None) -> Iterator[Chain]:
    """Every run of capitalised words in `tokens[first:last]` of a line, fronts trimmed."""
    tokens = line.tokens
    last = len(tokens) if last is None else last
    heads = line.heads
    past = first
    for number in range(bisect_left(heads, first), bisect_left(heads, last)):
        place = heads[number]
        if place < past:
            continue
        end = _run(tokens, place, title_case=line.title_case)
        if end == place:
            continue
        chain = Chain(line, place, min(end, last))
        if _trim(chain):
            yield chain
        past = end


def _run(tokens: list[Token], place: int, *, title_case: bool) -> int:
    """Where the run that starts at `place` ends; `place` itself when none starts there."""
    start = place
    here = place
    while here < len(tokens) and here - place < _MOST_PARTICLES and _opens_run(tokens[here]):
        here += 1
    if here >= len(tokens) or not _belongs(tokens, here, start, title_case=title_case):
        return place
    here += 1
    while here < len(tokens) and here - start < LONGEST:
        if tokens[here].word and tokens[here].is_shared:
            break  # a plain word
        if _belongs(tokens, here, start, title_case=title_case):
            here += 1
            continue
        after = here
        while (
            after < len(tokens) and after - here < _MOST_PARTICLES and _is_particle(tokens[after])
        ):
            after += 1
        if (
            after > here
            and after < len(tokens)
            and _belongs(tokens, after, start, title_case=title_case)
        ):
            here = after + 1
            continue
        after = past_nickname(tokens, here)
        if after and _belongs(tokens, after, start, title_case=title_case):
            here = after + 1
            continue
        if (
            tokens[here].text == ","
            and here + 1 < len(tokens)
            and is_suffix(tokens[here + 1].text)
            and tokens[here + 1].capital
        ):
            here += 2
        break
    return here


def _opens_run(token: Token) -> bool:
    return token.word and not token.capital and token.key in OPENING_PARTICLES


def _is_particle(token: Token) -> bool:
    return token.word and not token.capital and token.key in PARTICLES and token.key != "st"


def _belongs(tokens: list[Token], here: int, start: int, *, title_case: bool) -> bool:
    token = tokens[here]
    if not token.capital:
        return False
    signs = token.signs
    if token.initial:
        return initial_belongs(tokens, here, start)
    before = tokens[here - 1] if here > start else None
    if before is not None and is_dotted_state(before) and signs & sign.BREAK:
        return False  # "in Florence, Ala. He left"
    if signs & (sign.BREAK | sign.CALENDAR):
        following = tokens[here + 1] if here + 1 < len(tokens) else None
        goes_on = (
            following is not None and following.capital and bool(following.signs & sign.ANY_SURNAME)
        )
        if (
            goes_on
            and before is not None
            and before.signs & sign.ANY_GIVEN
            and signs & sign.FREQUENT_GIVEN
        ):
            return not token.opens  # Hendrik Jan Visser
        if before is not None and before.key in VIETNAMESE and not token.opens:
            return following is not None and following.capital  # Truong My Lan
        if before is not None and before.signs & sign.FREQUENT_GIVEN and before.capital:
            if token.opens or title_case or not signs & sign.ANY_SURNAME:
                return False
            if signs & sign.SURNAME_COMMON:
                return True
            return following is None or not following.capital
        return bool(
            signs & sign.CALENDAR
            and signs & sign.FREQUENT_GIVEN
            and following is not None
            and following.capital
            and (following.signs & sign.ANY_SURNAME or is_short_month(token, following))
            and not following.signs & (sign.BREAK | sign.COMMON)
        )
    return not (
        title_case
        and signs & sign.COMMON
        and not signs & (sign.ANY_NAME | sign.TITLE | sign.ORGANISATION)
    )


def _trim(chain: Chain) -> bool:
    """Take titles, nationalities and opening words off the front; False when nothing is left."""
    chain.fill()
    words = chain.words
    if len(words) == 1:
        return _may_be_lone_name(words[0])
    cut = _after_titles(chain)
    while chain.nickname - cut > 1 and not words[cut].signs & sign.ANY_NAME:
        cut += 1  # Co-operative Errol "Buju" Parchment
    while cut < len(words) - 1 and (gone := _goes(words, cut, chain)):
        cut += gone
    while (
        cut < len(words) - 1
        and _is_particle(words[cut])
        and words[cut].key not in OPENING_PARTICLES
    ):
        cut += 1
    while (
        cut < len(words) - 2
        and not words[cut].capital
        and words[cut + 1].signs & sign.FREQUENT_GIVEN
    ):
        cut += 1  # "by von Max Temkin": the particle is a preposition here
    words = words[cut:]
    if tells_trade(words[-1]):
        return False  # Booker Prize-winner
    if len(words) > 1 and "-" in words[-1].text:
        words = [*words[:-1], _without_joined(chain, words[-1])]
    while len(words) > 1 and (
        (words[-1].initial and not is_letter_name(words) and words[-1].text not in {"I", "V"})
        or _is_title_only(words[-1], words)
        or is_verb_of_headline(words)
        or ends_in_compound(words)
        or not words[-1].capital
        or words[-1].text in POSTNOMINALS
    ):
        words = words[:-1]
    words = until_repeat(words)
    if not words or not any(word.capital and not word.initial for word in words):
        return False
    chain.words = words
    return len(words) > 1 or _may_be_lone_name(words[0])


def _may_be_lone_name(word: Token) -> bool:
    """Whether one word can be a name: no initial, and no title that is nobody's family name."""
    if not word.capital or word.initial:
        return False
    return not word.signs & sign.TITLE or bool(word.signs & sign.SURNAME_COMMON)


def _without_joined(chain: Chain, word: Token) -> Token:
    """The name in "Bolt-style" and "Obama-era", in the place of the whole word."""
    found = _JOINED.fullmatch(word.text)
    if found is None:
        return word
    key = fold(found[1])
    own = lexicon().signs.get(key, 0)
    name = replace(word, text=found[1], key=key, end=word.start + len(found[1]), signs=own)
    tokens = chain.line.tokens
    for place in range(chain.first, chain.last):
        if tokens[place] is word:
            tokens[place] = name
    return name


def _after_titles(chain: Chain) -> int:
    words = chain.words
    suffixed = len(words) > 1 and is_suffix(words[-1].text)
    end = len(words) - 1 - suffixed
    cut = 0
    for place in range(end):
        word = words[place]
        key = word.key.rstrip(".")
        if cut == place > 0 and chain.title == STRONG and _is_part_of_title(key, chain.title_key):
            cut = place + 1
            continue
        if tells_trade(word):
            chain.title, cut = WEAK, place + 1  # Tony Award-winning Ida Holm
            continue
        if key == "sr" and not place:
            is_man = words[1].signs & sign.MALE  # Sr. Fernando Morales; Sr. Philomena D'Cruz
            chain.title, chain.title_key, cut = STRONG, "mr" if is_man else "sister", 1
            continue
        if key in _NO_TITLE or not word.signs & (sign.TITLE | sign.ROLE | sign.RELATION):
            continue
        if key in GIVEN_TITLES and place == end - 1:
            continue  # Dean Martin, Earl Warren: one word is left
        if place == end - 1 and is_called_by_trade(word, words[place + 1]):
            continue
        if word.signs & sign.TITLE and word.signs & sign.ANY_NAME and place > 1:
            before = words[place - 1].signs
            if before & sign.ANY_GIVEN and not before & (sign.TITLE | sign.ROLE):
                continue  # Syed Ali Shah Gilani
        if word.signs & sign.TITLE:
            chain.title, chain.title_key = STRONG, key
        elif word.signs & sign.ANY_NAME and place and words[place - 1].signs & sign.FREQUENT_GIVEN:
            continue  # Russell Crowe Hunter
        else:
            chain.title = max(chain.title, WEAK)
        cut = place + 1
    return cut


def _is_part_of_title(key: str, title: str) -> bool:
    return key in _PARTS_OF_TITLES and (key != "con" or title in _POLICE)  # Premier Con Stavros


def _goes(words: list[Token], place: int, chain: Chain) -> int:
    """How many words from `place`, the first that is left, are no part of the name after them."""
    word, following = words[place], words[place + 1]
    if is_carrier(word, len(words) - place):
        return 0
    signs = word.signs
    left = len(words) - place
    if signs & sign.NATIONALITY and not signs & sign.FREQUENT_GIVEN:
        return 1
    if left > 2 and is_place_phrase(word.key, following.key):
        return 0 if word.key in _NO_TITLE else 2
    if left > _OFFICE + 1 and is_no_start(word) and is_no_start(following):
        named = words[place + _OFFICE].signs
        if named & sign.FREQUENT_GIVEN and not named & (sign.COMMON | sign.ORGANISATION):
            return _OFFICE  # Miss Universe Philippines Celeste Ortiz
    if left > 2 and not place and is_held_place(chain.line.tokens, chain.first):
        return 1
    if left > _OFFICE and is_office_of_words(words[place : place + _OFFICE + 1]):
        return _OFFICE
    if left > 2 and not word.initial and is_no_start(word):
        if following.signs & sign.ANY_GIVEN and not following.signs & (
            sign.ORGANISATION | sign.COMMON
        ):
            return 1
        if following.signs & sign.FREQUENT_GIVEN and not following.signs & sign.ORGANISATION:
            return 1
        if signs & sign.ANY_PLACE and not signs & sign.ANY_NAME and word.key not in PLACE_STARTS:
            return 1
    if left == 2 and len(word.text) <= SHORT_FAMILY and _HYPHENED.fullmatch(following.text):
        return 0  # Ban Ki-moon, whatever "ban" means
    if word.opens and signs & sign.COMMON and not signs & sign.ANY_GIVEN:
        surname_first = signs & sign.ANY_SURNAME and left == 2
        return int(not surname_first or bool(following.signs & sign.FREQUENT_GIVEN))
    return 0


def _is_title_only(word: Token, words: list[Token]) -> bool:
    return bool(
        word.signs & sign.TITLE
        and not word.signs & sign.ANY_SURNAME
        and not is_suffix(word.text)
        and (len(word.text) > _SHORT_TITLE or word.shout)
        and len(words) > 1
    )


def is_used_as_noun(chain: Chain) -> bool:
    """Whether a plain word goes on after the name: "the Annie Oakley print", "the Dole camp"."""
    tokens = chain.line.tokens
    following = tokens[chain.last] if chain.last < len(tokens) else None
    return (
        following is not None
        and following.word
        and not following.capital
        and following.key not in _NO_NOUN
    )
