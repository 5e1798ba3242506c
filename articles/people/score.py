"""How much a run of capitalised words looks like a person's name, in points. Rules and weights only."""

import re

from articles.people.chains import PARTICLES, STRONG, WEAK, Chain, is_suffix
from articles.people.lexicon import signs as sign
from articles.people.tokens import Token

KEEP = 1.0  # suggested to an editor from here on
TAG = 1.5  # tagged by an import without a person looking

_SURNAME_ENDING = re.compile(
    r".{2,}(?:ov|ova|ev|eva|yev|enko|sky|skyy|skiy|ski|ska|skaya|skii|cki|cka|wicz|vic|vich|evich|ovich|sson|sen|sdottir|poulos|opoulou|akis|idis|iadis"
    r"|shvili|adze|yan|ian|escu|zadeh|oglu|ulu|nejad|pour|elli|etti|ini|ucci|acci|eau|aux|ault|quist|qvist|strom|stein|berg|berger|mann|mayer|meyer"
    r"|baum|witz|itz|ez|inho|inen|onen|anen|enen|aitis|auskas|unas|iene|ou|shita|moto|mura|kawa|zaki|hashi|guchi|wala|kar|murthy|swamy|nathan|singhe|wardene|tunga|ul-haq)"
)  # fmt: skip
_PLACE_ENDING = re.compile(
    r".{2,}(?:stan|burg|burgh|ville|shire|land|grad|abad|pur|polis|minster|chester|mouth|istan|cester)s?"
)
_PEOPLE_ENDING = re.compile(r".{3,}(?:ese|ians?|ists?|ism|ites?|ish)")
_HYPHENED = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")
_SAINTS = frozenset("st saint san santa".split())  # towns, churches and clubs
_DISMISSALS = frozenset({"b", "c"})  # a cricket card: "Atherton c Malik b Waqar"
_BOWLED = re.compile(r"\d+(?:\.\d)?-\d+-\d+-\d+")  # Reiffel 10-1-52-1
_AMERICAN_SEAT = re.compile(r"[RDI]-[A-Z]")  # Armey, R-Texas
_JOINED = re.compile(r"-(?:ul|al|ud|ur|ur|el)-")  # Inzamam-ul-Haq
_NO_LONE_GIVEN = (
    sign.COMMON | sign.ANY_PLACE | sign.NATIONALITY | sign.ORGANISATION | sign.FIRM | sign.CALENDAR
)
_CAMEL = re.compile(
    r"^(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|Ap|St)[A-Z]?[a-z]+[A-Z]"
)  # products: OpenOffice
_ENTRY = {"in": -1.0, "at": -1.0, "near": -1.0, "from": -0.6, "to": -0.6}
_COMPANY_MARKS = {"&"}
_CORPORATE = frozenset(  # what firms and clubs are called, too
    "breeder broker builder carrier challenger champion dealer defender designer developer "
    "distributor holder host insurer leader maker manufacturer newcomer operator opponent "
    "owner partner printer producer publisher retailer rival sponsor supplier trader winner".split()
)
_MINUTE = re.compile(r"[1-9]\d(?:st|nd|rd|th)?|[1-9](?:st|nd|rd|th)|[1-9]\d?(?:min|pen|m)")
_BORN = {"born", "aged", "b.", "d.", "nee", "née"}
_WHO = {"who", "whose", "whom"}


def name_points(chain: Chain, *, lone_lower: bool) -> float:
    """Points for the words of the name themselves; `lone_lower`: seen in lower case in this text."""
    words = [word for word in chain.words if word.capital or word.key not in PARTICLES]
    if len(words) > 1 and is_suffix(words[-1].text):
        suffix = _suffix_points(words, titled=bool(chain.title))
        words = words[:-1]
    else:
        suffix = 0.0
    if len(words) == 1:
        return _one_word(chain, words[0], lone_lower=lone_lower) + suffix
    points = suffix + _parts(words) + _strangers(words)
    if any(not word.capital for word in chain.words):
        points += 0.8 if words[0].signs & sign.ANY_NAME or words[-1].signs & sign.ANY_NAME else 0.3
    if len(words) > 4:
        points -= 1.0
    return points


def _suffix_points(words: list[Token], *, titled: bool) -> float:
    """Jr and Sr are for people; numerals are for ships and bowls too."""
    if words[-1].key.rstrip(".") in {"jr", "sr", "jnr", "snr"}:
        return 1.0
    return 1.0 if titled or words[0].signs & sign.FREQUENT_GIVEN else -0.5


def _parts(words: list[Token]) -> float:
    first, last = words[0], words[-1]
    points = 0.5 if len(words) <= 3 else 0.0
    points += given_points(first)
    if any(word.initial for word in words):
        points += 1.9
    points += surname_points(last)
    if (
        not first.signs & sign.ANY_GIVEN
        and first.signs & sign.SURNAME_COMMON
        and last.signs & sign.FREQUENT_GIVEN
    ):
        points += 0.9 if not last.signs & sign.COMMON else 0.3
    if _HYPHENED.fullmatch(last.text) and not first.signs & (sign.TITLE | sign.PLACE):
        points += 1.0
    unknown = sum(not word.signs for word in words)
    if not any(word.signs & sign.ANY_NAME or word.initial for word in words):
        points += 0.45 * min(unknown, 3)
    elif unknown and not first.signs and last.signs & sign.ANY_SURNAME and len(words) == 2:
        points += 0.25
    elif (
        unknown
        and not last.signs
        and first.signs & sign.SURNAME_COMMON
        and not first.signs & sign.ANY_GIVEN
    ):
        points += 0.5
    return points


def given_points(word: Token) -> float:
    """Points for a word that opens a name of two words or follows a title."""
    signs = word.signs
    common = signs & sign.COMMON
    if signs & sign.NATIONALITY:
        return 1.2 if signs & sign.GIVEN_TOP else 0.6 if signs & sign.GIVEN_COMMON else 0.0
    if signs & sign.GIVEN_TOP:
        return 1.4 if common else 2.4
    if signs & sign.GIVEN_COMMON:
        return 0.6 if common else 1.8
    if signs & sign.GIVEN:
        return 0.2 if common else 1.2
    return 0.0


def surname_points(word: Token) -> float:
    """Points for the last word of a name."""
    signs = word.signs
    if signs & sign.SURNAME_COMMON:
        points = 0.9
    elif signs & sign.SURNAME:
        points = 0.6
    elif not signs & (
        sign.COMMON | sign.ANY_PLACE | sign.NATIONALITY
    ) and _SURNAME_ENDING.fullmatch(word.key):
        return 0.6
    else:
        return 0.0
    return points / 2 if signs & sign.COMMON else points


def _strangers(words: list[Token]) -> float:
    """What speaks against a name of several words."""
    points = 0.0
    first = words[0].signs
    named = bool(first & sign.FREQUENT_GIVEN) and not first & sign.ORGANISATION
    surely_named = named and bool(first & sign.GIVEN_TOP or not first & sign.SURNAME_COMMON)
    for place, word in enumerate(words):
        if word.initial:
            continue
        signs = word.signs
        is_last = place == len(words) - 1
        surname = bool(signs & sign.SURNAME_COMMON)
        if signs & sign.ORGANISATION:
            if is_last:
                points -= 0.6 if surely_named and surname and place == 1 else 2.2
            else:
                points -= 0.5 if signs & sign.ANY_GIVEN else 1.5
        elif signs & sign.PLACE and not (place == 0 and signs & sign.FREQUENT_GIVEN):
            points -= 0.4 if is_last and surname and named else 1.2
        elif signs & sign.TOWN and not named and not surname and not signs & sign.ANY_GIVEN:
            points -= 1.3
        if signs & sign.CALENDAR and not signs & sign.FREQUENT_GIVEN and not surname:
            points -= 2.5
        if (
            signs & sign.NATIONALITY
            and not (is_last and surname)
            and not signs & sign.FREQUENT_GIVEN
        ):
            points -= 1.5
        elif (
            not signs
            and _PEOPLE_ENDING.fullmatch(word.key)
            and not _SURNAME_ENDING.fullmatch(word.key)
        ):
            points -= 1.0
        elif not signs and _PLACE_ENDING.fullmatch(word.key):
            points -= 0.5
        if signs & sign.COMMON and not signs & sign.ANY_NAME:
            points -= 0.9
        if word.shout and not (signs & sign.ANY_NAME and len(word.text) > 3):
            points -= 1.5
        elif not signs & sign.ANY_NAME and _CAMEL.search(word.text):
            points -= 1.2
    return points


def _one_word(chain: Chain, word: Token, *, lone_lower: bool) -> float:
    signs = word.signs
    points = -1.2
    if chain.title:
        points += given_points(word) / 2
    elif not (signs & _NO_LONE_GIVEN or lone_lower):
        points += 0.8 * given_points(word)
    points += surname_points(word)
    if signs & sign.NOTABLE and not signs & (sign.COMMON | sign.ANY_PLACE):
        points += 1.4
    if any(not part.capital for part in chain.words):
        points += 0.8
    if word.opens and not chain.title:
        points -= 0.8 if signs & sign.COMMON or not signs & sign.ANY_SURNAME else 0.2
    if signs & sign.COMMON or lone_lower:
        points -= 1.3 if not chain.title else 0.3
    if signs & sign.PLACE:
        points -= 0.3 if signs & sign.GIVEN_TOP else 3.0
    elif signs & sign.TOWN and not signs & sign.SURNAME_COMMON:
        points -= 0.6 if signs & sign.FREQUENT_GIVEN else 1.6
    if signs & sign.CALENDAR:
        points -= 2.5
    if signs & sign.NATIONALITY or (
        not signs and _PEOPLE_ENDING.fullmatch(word.key) and not _SURNAME_ENDING.fullmatch(word.key)
    ):
        points -= 1.5
    if signs & sign.ORGANISATION:
        points -= 2.2
    if signs & sign.FIRM:
        points -= 1.0 if chain.title else 2.5
    if word.shout:
        points -= 1.5
    if _JOINED.search(word.key):
        points += 1.2
    return points


def context_points(chain: Chain) -> float:
    """Points for what stands around the name, its title included."""
    tokens = chain.line.tokens
    points = 0.0
    if chain.title == STRONG:
        points += 2.6
    elif chain.title == WEAK:
        points += 1.4
    first = _index(chain, chain.words[0])
    last = _index(chain, chain.words[-1])
    points += _before(chain, tokens, first)
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.text in _COMPANY_MARKS:
        points += _partnership(chain)
    points += _after(tokens, last, alone=len(chain.words) == 1)
    return points


def _index(chain: Chain, word: Token) -> int:
    tokens = chain.line.tokens
    for place in range(chain.first, chain.last):
        if tokens[place] is word:
            return place
    return chain.first


def _before(chain: Chain, tokens: list[Token], first: int) -> float:
    before = tokens[first - 1] if first else None
    if before is None or chain.title:
        return 0.0
    alone = len(chain.words) == 1
    key = before.key
    if (
        before.text == ","
        and first > 1
        and tokens[first - 2].signs & sign.RELATION
        and not tokens[first - 2].capital
    ):
        return 0.7 + _alone_given(chain.words)
    if alone and before.signs & sign.RELATION and not before.capital:
        return 0.7 + _alone_given(chain.words)
    if (
        before.word
        and not before.capital
        and before.signs & (sign.ROLE | sign.RELATION | sign.TITLE)
    ):
        if not alone:
            return 1.2
        return 0.7 if key in _CORPORATE or before.signs & sign.TITLE else 1.4
    if before.signs & sign.SAYING and not before.capital:
        return 1.0
    if before.text in _DISMISSALS:
        return 2.0
    if key in _ENTRY:
        return -1.0 if alone else _ENTRY[key]
    if key == "the":
        return -2.5
    if before.text in _COMPANY_MARKS:
        return _partnership(chain)
    if key in {"a", "an", "this", "each", "every", "no", "any"}:
        return -1.5
    return 0.0


def _alone_given(words: list[Token]) -> float:
    """Kin are called by the given name alone: "his brother Toby"."""
    if len(words) > 1 or words[0].signs & (sign.COMMON | sign.PLACE | sign.NATIONALITY):
        return 0.0
    return 0.7 * given_points(words[0])


def _partnership(chain: Chain) -> float:
    """Beside "&": mostly a firm; two people when the name is complete."""
    return -0.5 if len(chain.words) > 1 and chain.words[0].signs & sign.FREQUENT_GIVEN else -2.5


def _after(tokens: list[Token], last: int, *, alone: bool) -> float:
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is None:
        return 0.0
    beyond = tokens[last + 2] if last + 2 < len(tokens) else None
    text, key = following.text, following.key
    if following.word and not following.capital:
        if following.signs & sign.SAYING:
            return 1.5
        if key in _WHO:
            return 1.5
        if key in _BORN or key == "lbw" or text in _DISMISSALS:
            return 1.5
        return 0.0
    if _BOWLED.fullmatch(text):
        return 2.0
    if beyond is None:
        return 0.0
    if text == ",":
        return _after_comma(tokens, last, beyond, alone=alone)
    if text == "(":
        return _after_bracket(tokens, last, beyond)
    return 0.0


def _after_comma(tokens: list[Token], last: int, beyond: Token, *, alone: bool) -> float:
    third = tokens[last + 3] if last + 3 < len(tokens) else None
    if (
        beyond.text.isdigit()
        and len(beyond.text) <= 3
        and third is not None
        and third.text in {",", "."}
    ):
        return 2.0
    if beyond.key in _WHO:
        return 1.2
    if _AMERICAN_SEAT.match(beyond.text):
        return 1.5
    if beyond.key in _BORN:
        return 1.5
    if beyond.signs & sign.SAYING and not beyond.capital:
        return 0.5
    if beyond.key in {"the", "a", "an", "his", "her", "then", "now", "former"}:
        return 0.5
    if (
        beyond.word
        and not beyond.capital
        and beyond.signs & (sign.ROLE | sign.TITLE | sign.RELATION)
    ):
        return 0.5
    if beyond.signs & sign.PLACE and beyond.capital:
        return -1.5
    return 0.0


def _after_bracket(tokens: list[Token], last: int, beyond: Token) -> float:
    third = tokens[last + 3] if last + 3 < len(tokens) else None
    if third is not None and third.text == ")":
        if beyond.text.isdigit() and len(beyond.text) <= 2:
            return 1.2 if len(beyond.text) == 2 else 0.5
        if beyond.signs & (sign.PLACE | sign.NATIONALITY):
            return 1.0
        if beyond.shout:
            return -1.0 if len(beyond.text) > 3 else 0.0
    if _MINUTE.fullmatch(beyond.key):
        return 1.5
    if beyond.key in _BORN or (beyond.text[:4].isdigit() and len(beyond.text) == 9):
        return 1.5
    return 0.0
