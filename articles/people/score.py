"""How much a run of capitalised words looks like a person's name, in points. Rules and weights only."""

import re

from articles.people.chains import Chain, is_suffix
from articles.people.chinese import PINYIN
from articles.people.lexicon import signs as sign
from articles.people.tokens import PARTICLES, Token

KEEP = 1.0  # suggested to an editor from here on
_MOST_WORDS, _LIST = 7, 4.0  # longer runs are lists and shouts
TAG = 1.5  # tagged by an import without a person looking

_SURNAME_ENDING = re.compile(
    r".{2,}(?:ov|ova|ev|eva|yev|enko|enka|sky|skyy|skiy|ski|ska|skaya|skii|cki|cka|wicz|vic|vich|evich|ovich|sson|sen|sdottir|poulos|opoulou|akis|idis|iadis"
    r"|shvili|adze|yan|ian|escu|zadeh|oglu|ulu|nejad|pour|elli|etti|ini|ucci|acci|eau|aux|ault|quist|qvist|strom|stein|berg|berger|mann|mayer|meyer"
    r"|baum|witz|itz|ez|inho|inen|onen|anen|enen|aitis|auskas|unas|iene|ou|shita|moto|mura|kawa|zaki|hashi|guchi|wala|kar|murthy|swamy|nathan|singhe|wardene|tunga|ul-haq)"
)  # fmt: skip
_PLACE_ENDING = re.compile(
    r".{2,}(?:stan|burg|burgh|ville|shire|land|grad|abad|pur|polis|minster|chester|mouth|istan|cester)s?"
)
_FIRM_ENDING = re.compile(
    r".{2,}(?:bank|banken|bankas|corp|gesellschaft|gruppe|pharma|soft|tech|telecom|telekom|verein|werke)"
)
_PEOPLE_ENDING = re.compile(r".{3,}(?:ese|ians?|ists?|ism|ites?|ish)")
_FAMILY_ENDING = re.compile(r".{3,}(?:ish|ist|ite)")  # Norrish, Tryst, Thwaite
_LETTERS = frozenset(
    "AJ BJ CJ DJ EJ JB JC JD JG JJ JK JM JP JR JT JV KC KD KJ KT LJ MJ OJ PJ RJ SJ TJ TK WG WH".split()
)
"""Two letters that people are called by: PJ Honan."""
_LETTERED = 1.2
_HYPHENED = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")
_SHORT_FAMILY, _SYLLABLES = 5, 0.9  # letters of a Chinese family name; points
_JOINED = re.compile(r"-(?:ul|al|ud|ur|ur|el)-")  # Inzamam-ul-Haq
_NO_LONE_GIVEN = (
    sign.COMMON | sign.ANY_PLACE | sign.NATIONALITY | sign.ORGANISATION | sign.FIRM | sign.CALENDAR
)
_PARTED_VILLAGES = frozenset("greater higher lower nether upper".split())
_BUILT = frozenset("park hall court field lake island bridge point hill house".split())
"""What Victoria Park and Charlotte Hall are, whose first word is a town, too."""
_BORN_TO = frozenset("prince princess queen pope".split())
_PRINCE = 0.2  # Prince Casimir, whom no list knows
_NICKNAMED = 1.4  # Errol "Buju" Parchment: only people are called so
_WHOLE = 3.0  # Robert E. Lee Drive
_VILLAGE = 2.5  # Upper Slaughterford
_KOREAN = frozenset(
    "ae ah bae beom bin bum cheol chul dong eun gi gyu ha han hee ho hoon hun hwan hye hyeon hyun il ja jeong ji jin"
    " jong joo joon jun jung kyu kyung mi min myung na nam ok ra rae ran ri rim sang seok seong seung soo sook su suk"
    " sun sung tae won woo yeon yong yoon young yun".split()
)
"""What the given name of a Korean ends with."""
_CAMEL = re.compile(
    r"^(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz|Ap|St)[A-Z]?[a-z]+[A-Z]"
)  # products: OpenOffice


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
    if chain.nickname and len(words) == 2:
        points += _NICKNAMED
    if any(not word.capital for word in chain.words):
        points += 0.8 if words[0].signs & sign.ANY_NAME or words[-1].signs & sign.ANY_NAME else 0.3
    if len(words) > 4:
        points -= 1.0 if len(words) <= _MOST_WORDS else _LIST
    return points


def _suffix_points(words: list[Token], *, titled: bool) -> float:
    """Jr and Sr are for people; numerals are for ships and bowls too."""
    if words[-1].key.rstrip(".") in {"jr", "sr", "jnr", "snr"}:
        return 1.0
    return 1.0 if titled or words[0].signs & sign.FREQUENT_GIVEN else -0.5


def _parts(words: list[Token]) -> float:
    first, last = words[0], words[-1]
    points = 0.5 if len(words) <= 3 else 0.0
    points -= _VILLAGE if first.key in _PARTED_VILLAGES else 0.0
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
    if _is_pinyin(words) or _is_korean_turned(words):
        points += _SYLLABLES
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


def _is_korean(words: list[Token]) -> bool:
    """Park Ji-eun, whatever a park is."""
    return (
        len(words) == 2
        and bool(words[0].signs & sign.SURNAME_COMMON)
        and _HYPHENED.fullmatch(words[1].text) is not None
    )


def _is_korean_turned(words: list[Token]) -> bool:
    """Sun-young Park, as Koreans abroad are printed."""
    first, last = words[0], words[-1]
    return (
        len(words) == 2
        and bool(last.signs & sign.SURNAME_COMMON)
        and len(last.text) <= _SHORT_FAMILY
        and _HYPHENED.fullmatch(first.text) is not None
        and first.text.rpartition("-")[2] in _KOREAN
    )


def _is_pinyin(words: list[Token]) -> bool:
    """Deng Yaping: a short family name, then one or two syllables that no list knows."""
    first, last = words[0], words[-1]
    return (
        len(words) == 2
        and bool(first.signs & sign.SURNAME_COMMON)
        and len(first.text) <= _SHORT_FAMILY
        and not last.signs & ~sign.ANY_NAME
        and not first.signs & sign.GIVEN_TOP
        and PINYIN.fullmatch(first.key) is not None
        and PINYIN.fullmatch(last.key) is not None
    )


def given_points(word: Token) -> float:
    """Points for a word that opens a name of two words or follows a title."""
    signs = word.signs
    common = signs & sign.COMMON
    if word.text in _LETTERS:
        return _LETTERED
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
        if signs & sign.ORGANISATION and not (
            (place == 0 and _is_korean(words)) or (is_last and _is_korean_turned(words))
        ):
            if is_last:
                is_place = bool(first & sign.ANY_PLACE) and word.key in _BUILT
                is_whole = place > 1 and not signs & sign.ANY_SURNAME
                points -= 0.6 if surely_named and surname and place == 1 and not is_place else 2.2
                points -= _WHOLE if is_whole else 0.0
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
            and not (is_last and _FAMILY_ENDING.fullmatch(word.key))
        ):
            points -= 1.0
        elif not signs and _FIRM_ENDING.fullmatch(word.key):
            points -= 1.5
        elif not signs and _PLACE_ENDING.fullmatch(word.key):
            points -= 0.5
        if signs & sign.COMMON and not signs & sign.ANY_NAME:
            points -= 0.9
        is_letters = word.text in _LETTERS and place == 0
        if word.shout and not is_letters and not (signs & sign.ANY_NAME and len(word.text) > 3):
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
    if chain.title_key in _BORN_TO and not signs:
        points += _PRINCE
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
