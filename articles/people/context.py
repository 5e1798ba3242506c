"""How much what stands around a run of capitals speaks for a person, in points. Rules and weights only."""

import re

from articles.people.chains import STRONG, WEAK, Chain, is_used_as_noun
from articles.people.edges import is_dotted_state
from articles.people.lexicon import signs as sign
from articles.people.score import given_points
from articles.people.tokens import Token

_DISMISSALS = frozenset({"b", "c", "st"})  # a cricket card: "Atherton c Malik b Waqar"
_BOWLED = re.compile(r"\d+(?:\.\d)?-\d+-\d+-\d+")  # Reiffel 10-1-52-1
_AMERICAN_SEAT = re.compile(r"[RDI]-[A-Z]")  # Armey, R-Texas
_ENTRY = {"in": -1.0, "at": -1.0, "near": -1.0, "from": -0.6, "to": -0.6}
_COMPANY_MARKS = {"&"}
_MINUTE = re.compile(r"[1-9]\d(?:st|nd|rd|th)?|[1-9](?:st|nd|rd|th)|[1-9]\d?(?:min|pen|m)")
_ANIMALS = frozenset(
    "bear bull cat colt cow dog elephant filly foal gelding goat gorilla greyhound horse kitten labrador mare parrot"
    " pig pony poodle puppy spaniel stallion terrier tiger tortoise".split()
)
_SCHOOLED = frozenset("graduated from,studied at,taught at,teaches at,enrolled at".split(","))
_BORN = {"born", "aged", "b.", "d.", "nee", "née"}
_BEHIND_AGE = frozenset({",", ".", ";", ")", "and", "of", "from"})
_WHO = {"who", "whose", "whom"}
_KIN = frozenset(
    "aunt boyfriend bride brother companion cousin dad daughter ex-boyfriend ex-girlfriend ex-husband "
    "ex-wife father fiance fiancee girlfriend goddaughter godfather godmother godson granddaughter "
    "grandfather grandmother grandson half-brother half-sister husband lover mom mother mum nephew niece "
    "partner roommate sibling sister son spouse stepbrother stepdaughter stepfather stepmother stepsister "
    "stepson twin uncle widow widower wife".split()
)
_KIN_PLURAL = frozenset(
    "brothers children cousins daughters grandchildren granddaughters grandsons kids nephews nieces parents sisters"
    " sons twins".split()
)
_KIN |= _KIN_PLURAL
_OWNERS = frozenset("my your his her its our their whose 's".split())
_BESIDE_KIN = frozenset({"with", "and"})  # "Gowda with sons Revanna and Hemant"
_GREETINGS = frozenset(
    "hi hello hey thanks dear okay ok hiya howdy bye goodbye sorry morning evening".split()
)
_CALLED = frozenset("named called".split())  # "a girl named Amal"; a company may be called so, too
_LOWER_OFFICES = frozenset(  # they stand before a firm, a place or a month as well
    "acting attorney chair chief comrade constable court director executive father general head interim judge justice "
    "lance major manager master minor officer private speaker".split()
)
_BUILT_AT = frozenset("in on at near off along down outside".split())
_BUILT_LAST = frozenset(
    "avenue bridge castle circle close court crescent drive farm field fort hall hill house island lake lane "
    "lodge mill park place point pond road school square street tower valley".split()
)
_SHOPS = frozenset(  # firms that are always printed with a possessive
    "arby barron bloomingdale bonham boot christie debenham denny domino hardee harrod hershey kellogg "
    "kohl ladbroke levi lloyd lowe macy mcdonald moody reader sainsbury sardi selfridge sotheby tiffany "
    "wendy wetherspoon woolworth".split()
)
_NO_OWN_KIN = frozenset("brother companion partner sister twin".split())  # "Ford's sister company"
_BESIDE_ONE = frozenset("i me he she him".split())
_NAMINGS = {("i", "am"), ("name", "is"), ("this", "is")}
_NO_KIN = sign.COMMON | sign.PLACE | sign.NATIONALITY | sign.CALENDAR | sign.BREAK
KIN_POINTS = 2.3  # enough for a word that no list knows
_CARD = 2.4  # a line of a cricket card: enough, too
_THE = -2.5  # "the Musk", "the Bill Gates of Ohio"
_THE_WHOLE = -6.0  # "the Edmund Fitzgerald." is a ship
_QUOTES = frozenset("\"'")
_QUOTED = 2.3  # "..." said Lucrezia
_OWNED_BY = frozenset({"of", "in"})
_HOLDINGS = frozenset(
    "bonds division holders share shareholders shares stake stock subsidiary unit".split()
)
_FIRM = -2.5  # "shares of Baxter Travenol"
_EMPLOYER = -6.0  # "Gordon Fitch of Sidley Austin"
_USING = frozenset("wear wears wearing wore drank drinks drinking sipped sipping sips".split())
"""What stands before a designer and a drink: "she wore Marc Jacobs"."""
_OF_WHOM = frozenset(
    "biography bust caricature cartoon coverage criticism defeat drawing etching imitation impersonation impression"
    " interview killing likeness memoir mural murder painting photo photograph photographs photos picture pictures"
    " portrait portraits portrayal profile sculpture shooting sketch statue study treatment waxwork".split()
)
"""Works and deeds with an "of" behind who did them: "a biography by Walter Simms of Andrew Pike"."""
_TO_SOMEBODY = frozenset(
    "according engaged gave lose loses losing lost married marrying speak speaks spoke spoken talked talks thanks"
    " wed".split()
)
_OASIS = -1.5  # "near Al Ula"
_SOME = frozenset("most many some several few these those".split())
_PEOPLE = -3.0  # "most Kalva Dorras"
_HIS_OWN = frozenset("his its their".split())
_WORK = -1.5  # "in his Pell of Arden"
_RESULT = 0.5  # "2. Ilse Brandvold, Norway, 2:22:57"
_STATE = -1.5  # "Jean Lafitte, La."
_SAINTS = frozenset({"st", "saint"})
_OWNING = frozenset({"'s", "'"})
_CHURCH = -2.0  # "St. Luke's", "St. James's Park"
_BUILT = -2.4  # "in Charlotte Street", "at Thomas Lake"
_CORPORATE = frozenset(  # what firms and clubs are called, too
    "breeder broker builder carrier challenger champion dealer defender designer developer "
    "distributor holder host insurer leader maker manufacturer newcomer operator opponent "
    "owner partner printer producer publisher retailer rival sponsor supplier trader winner".split()
)


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
    if following is not None and following.key in _OWNING and chain.words[0].key in _SAINTS:
        points += _CHURCH
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
    named = tokens[first - 2] if before.text == "," and first > 1 else before
    if named.key in _ANIMALS and not named.capital:
        return _EMPLOYER  # "her dog, Hank Williams"
    if not alone and first > 1 and f"{tokens[first - 2].key} {key}" in _SCHOOLED:
        return _EMPLOYER  # "graduated from Sarah Lawrence"
    if alone and before.text == ":" and is_of_kin(chain):
        return _as_kin(chain.words[0]) if _may_be_kin(chain.words[0]) else 0.0
    if (
        before.text == ","
        and first > 1
        and tokens[first - 2].signs & sign.RELATION
        and not tokens[first - 2].capital
    ):
        kin = tokens[first - 2]
        if alone and kin.key in _KIN and _is_owned(tokens, first - 2) and _ends_here(chain, tokens):
            plain = 1.3 if chain.words[0].signs & sign.COMMON else 0.0
            return _as_kin(chain.words[0]) + plain if _may_be_kin(chain.words[0]) else 0.7
        return 0.7 + _alone_given(chain.words)
    if alone and before.signs & sign.RELATION and not before.capital:
        if key in _KIN and _is_owned(tokens, first - 1):
            return _as_kin(chain.words[0]) if not chain.words[0].signs & _NO_KIN else 0.7
        return 0.7 + _alone_given(chain.words)
    if alone and (points := _spoken_to(chain.words[0], tokens, first)):
        return points
    if (
        before.word
        and not before.capital
        and before.signs & (sign.ROLE | sign.RELATION | sign.TITLE)
    ):
        if not alone:
            return 1.2
        return 0.7 if key in _CORPORATE or key in _LOWER_OFFICES else 1.4
    if before.signs & sign.SAYING and not before.capital:
        quoted = first > 1 and tokens[first - 2].text in _QUOTES
        return _QUOTED if alone and quoted and not chain.words[0].signs & _NO_KIN else 1.0
    if key in _OWNED_BY and first > 1 and tokens[first - 2].key in _HOLDINGS:
        return _FIRM
    if not alone and (_is_of_somebody(tokens, first) or key in _USING):
        following = tokens[chain.last] if chain.last < len(tokens) else None
        owns = key != "of" and following is not None and following.key in _OWNING
        return 0.0 if owns else _EMPLOYER  # "wore Lionel Mason's shirt"
    if alone and key == "and" and first > 1 and tokens[first - 2].key in _BESIDE_ONE:
        return 1.3
    if before.text in _DISMISSALS:
        return _CARD
    if not alone and key in _BUILT_AT and chain.words[-1].key in _BUILT_LAST:
        return _ENTRY.get(key, 0.0) + _BUILT
    if key == "to" and first > 1 and tokens[first - 2].key in _TO_SOMEBODY:
        return 0.0
    if key in _ENTRY:
        if not alone and chain.words[0].key == "al" and not chain.words[1].signs & sign.ANY_SURNAME:
            return _ENTRY[key] + _OASIS
        return -1.0 if alone else _ENTRY[key]
    if key == "the":
        return _THE if alone or is_used_as_noun(chain) else _THE_WHOLE
    if before.text in _COMPANY_MARKS:
        return _partnership(chain)
    if not alone and key in _SOME and _is_plural(chain.words[-1]):
        return _PEOPLE
    if not alone and key in _HIS_OWN:
        return _WORK
    if key in {"a", "an", "this", "each", "every", "no", "any"}:
        return -1.5
    return 0.0


def _is_plural(word: Token) -> bool:
    """Whether a word may count several of a people: "most Kalva Dorras"; Williams is a name."""
    return word.key.endswith("s") and not word.signs & (sign.SURNAME_COMMON | sign.ANY_GIVEN)


def _is_of_somebody(tokens: list[Token], first: int) -> bool:
    """Whether a firm stands here: "Gordon Fitch of Sidley Austin", "a partner at Baker Herrick"."""
    before = tokens[max(0, first - 4) : first]
    if before[-1].key == "at":
        worker = before[-2] if len(before) > 1 else None
        return worker is not None and not worker.capital and bool(worker.signs & sign.ROLE)
    if before[-1].key != "of":
        return False
    name = before[:-2] if before[-2:-1] and before[-2].text == "," else before[:-1]
    return (
        len(name) > 1
        and not _is_work_by(tokens, first - 1)
        and all(word.word and word.capital for word in name[-2:])
        and bool(name[-2].signs & sign.FREQUENT_GIVEN)
        and not name[-1].signs & (sign.TITLE | sign.ORGANISATION | sign.ANY_PLACE)
    )


def _is_work_by(tokens: list[Token], place: int) -> bool:
    """Whether a work or a deed and who did it stand before `place`: "a portrait by Lucian Falk of"."""
    while place and tokens[place - 1].word and tokens[place - 1].capital:
        place -= 1
    return place > 1 and tokens[place - 1].key == "by" and tokens[place - 2].key in _OF_WHOM


def _ends_here(chain: Chain, tokens: list[Token]) -> bool:
    """Whether the name is all there is between two commas: "his cousin, Wade, hid it"."""
    return chain.last >= len(tokens) or tokens[chain.last].text in {",", ".", "and"}


def _as_kin(word: Token) -> float:
    """KIN_POINTS, and what a town of that name would cost: "her son Branford"."""
    if word.signs & sign.TOWN and not word.signs & sign.SURNAME_COMMON:
        return KIN_POINTS + (0.6 if word.signs & sign.FREQUENT_GIVEN else 1.6)
    return KIN_POINTS


def _may_be_kin(word: Token) -> bool:
    return not word.signs & _NO_KIN or bool(
        word.signs & sign.GIVEN_TOP and not word.signs & (sign.PLACE | sign.BREAK)
    )


def is_of_kin(chain: Chain) -> bool:
    """Whether a list of somebody's kin begins here: "his sons, Branford, Winton and Jason"."""
    tokens = chain.line.tokens
    place = _index(chain, chain.words[0]) - 1
    if place > 0 and tokens[place].text == ":":
        return tokens[place - 1].key in _KIN_PLURAL  # "three children: Ottilie, Bram and Cyrus"
    if place > 0 and tokens[place].text == ",":
        place -= 1
    return place > 0 and tokens[place].key in _KIN_PLURAL and _is_owned(tokens, place)


def _is_owned(tokens: list[Token], kin: int) -> bool:
    """Whether the kin at that place is somebody's: "his second wife", "Ndiaye's mother"."""
    if kin and tokens[kin - 1].key in _BESIDE_KIN and tokens[kin].key not in _NO_OWN_KIN:
        return True
    return any(token.key in _OWNERS for token in tokens[max(0, kin - 3) : kin])


def _spoken_to(word: Token, tokens: list[Token], first: int) -> float:
    """Points for a lone word after a greeting or after words that give a name."""
    if word.signs & _NO_KIN or word.shout:
        return 0.0
    before = tokens[first - 1]
    further = tokens[first - 2] if first > 1 else None
    greeting = further if before.text == "," else before
    if greeting is not None and greeting.key in _GREETINGS:
        return 1.5
    if further is None:
        return 0.0
    if before.key in _CALLED and further.signs & sign.RELATION and not further.capital:
        return KIN_POINTS
    is_given = (further.key, before.key) in _NAMINGS or (
        further.key == "name" and before.key in {"is", "'s", "was"}
    )
    return 1.2 if is_given and word.signs & sign.ANY_NAME else 0.0


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
    if key == "'s" and alone and beyond is not None:
        return _owning(tokens[last], beyond)
    if alone and key == "and" and beyond is not None and beyond.key in _BESIDE_ONE:
        return 1.3
    if following.word and not following.capital:
        if following.signs & sign.SAYING:
            speaks_for_it = alone and tokens[last].signs & sign.ANY_PLACE
            return 1.5 if not speaks_for_it or tokens[last].signs & sign.GIVEN_TOP else 0.3
        if key in _WHO:
            return 1.5
        if key in _BORN or key == "lbw" or text in _DISMISSALS:
            return 1.5
        return 0.0
    if _BOWLED.fullmatch(text):
        return _CARD
    if beyond is None:
        return 0.0
    if text == ",":
        return _after_comma(tokens, last, beyond, alone=alone)
    if text == "(":
        return _after_bracket(tokens, last, beyond)
    return 0.0


def _owning(word: Token, owned: Token) -> float:
    """Points for a lone word in the possessive, by what it owns."""
    if word.key in _SHOPS:
        return -2.5
    if owned.key in _KIN and owned.key not in _NO_OWN_KIN and not owned.capital:
        return 1.8
    return 0.0


def _after_comma(tokens: list[Token], last: int, beyond: Token, *, alone: bool) -> float:
    third = tokens[last + 3] if last + 3 < len(tokens) else None
    if (
        beyond.text.isdigit()
        and len(beyond.text) <= 3
        and (third is None or third.key in _BEHIND_AGE)
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
    if beyond.key in {"a", "his", "her"} and third is not None and third.key in _ANIMALS:
        return _EMPLOYER
    if beyond.key in {"the", "a", "an", "his", "her", "then", "now", "former"}:
        return 0.5
    if (
        beyond.word
        and not beyond.capital
        and beyond.signs & (sign.ROLE | sign.TITLE | sign.RELATION)
    ):
        return 0.5
    if beyond.signs & sign.PLACE and beyond.capital:
        return _STATE if not _is_result(tokens, last + 3) else _RESULT
    if beyond.capital and is_dotted_state(beyond):
        return _STATE
    return 0.0


def _is_result(tokens: list[Token], place: int) -> bool:
    """Whether a comma and a time or a distance follow, as in lists of results."""
    if place + 1 >= len(tokens) or tokens[place].text != ",":
        return False
    figure = tokens[place + 1].text
    return figure[0].isdigit() and not figure.isdigit()


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
