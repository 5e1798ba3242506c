"""What carries somebody's name and is nobody: streets, ships, storms, prizes, brands, hospitals. Rules only."""

from collections.abc import Sequence

from articles.people.carriers import CARRIERS, is_carried, is_carrier
from articles.people.chains import GIVEN_TITLES, Chain, is_used_as_noun
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.tokens import Line, Token

_JOINTS = frozenset({"and", "&"})
_HEIRS = frozenset(
    "Sons Daughters Bros Brothers Co Co. Company Associates Partners Nephews".split()
)
"""What makes a firm of a name with "and"."""
_SHIPS = frozenset(
    "barge boat corvette destroyer ferry freighter frigate icebreaker lifeboat liner minesweeper schooner ship sloop "
    "steamer submarine tanker trawler tug tugboat vessel yacht".split()
)
_THINGS = frozenset(
    "airbase airport archive arena award bridge center centre cocktail college cup dam fellowship ferry foundation fund"
    " gallery hospital hotel institute lecture library medal memorial monument motel museum observatory park prize"
    " probe rover scholarship school ship spacecraft stadium station street telescope theater theatre tower trophy"
    " trust tunnel university".split()
)
"""What may follow in small letters: "the Nancy Grace Roman telescope"."""
_THINGS |= frozenset(
    "auditorium avenue boulevard campus canal clinic expressway highway invitational law lighthouse pavilion pier"
    " regatta reservoir road shipyard square stand terminal tournament viaduct ward wing".split()
)
_ALWAYS_THINGS = frozenset("airbase airport arena stadium station".split())
"""The same without an article: "Eleftherios Venizelos airport was closed"."""
_MOUNTS = frozenset(
    "alpe alpes bois cap col cote lac mont monts pic plateau pointe puy val vallee".split()
)
_PRIZES = frozenset(
    "cesar edgar emmy eisner felix goya hugo juno logie obie olivier oscar tony".split()
)
_OF_PRIZES = frozenset(
    "ballot buzz campaign category ceremony contender contenders favorite favourite glory hopeful hopefuls nod nods"
    " nomination nominations nominee nominees race season shortlist statuette telecast voter voters win winner winners"
    " wins".split()
)
_STREETS = frozenset("ave avenue blvd boulevard lane rd road st street streets".split())
_NAME_AND_STREET = 2
_BREEDS = frozenset("bourbon spaniel spaniels terrier terriers whiskey whisky".split())
_SCHOOLS = frozenset("high elementary middle".split())
_COURTS = frozenset({"court"})  # Court Suzanne Lenglen
_HONORED = frozenset({"sir", "dame", "lord", "lady"})
_FINDS = frozenset(
    "chorea comet disease lymphoma palsy paradox principle razor sarcoma syndrome theorem thyroiditis".split()
)
"""What is called after who found it, or had it: "Lou Gehrig's disease"."""
_ILLS = frozenset("chorea lymphoma palsy sarcoma thyroiditis".split())
"""What somebody named in full has himself: "Jimmy Carver's lymphoma"."""
_LAWS = frozenset({"Law", "Act"})  # Megan's Law; "Blair's law" is one he wrote
_ROYAL_THINGS = frozenset("line railway".split())
_DETERMINERS = frozenset("the a an its their".split())
_SAINTS = frozenset({"st", "saint"})
_TITLE_WORDS = 8
_SMALL_IN_TITLES = frozenset("a an and at for in of on the to with".split())
_ROYAL = frozenset({"king", "queen", "prince", "princess"})


_WORN = frozenset(
    "bag blazer blouse boots clutch coat cologne corset dress earrings fragrance gown handbag heels jacket jeans"
    " jewellery jewelry jumpsuit loafers necklace perfume purse pumps sandals shirt shoes skirt sneakers stilettos suit"
    " sunglasses swimsuit tote trainers trousers tuxedo".split()
)
"""What a designer's name stands before: "in Christian Louboutin heels"."""


def is_named_after(chain: Chain) -> bool:
    """Whether the words name something that is called after somebody, or a place, or nobody real."""
    words = chain.words
    if not words:
        return False
    return (
        is_listed_firm(chain)
        or _is_find(chain)
        or is_carried(chain.line.tokens, chain.first)
        or is_school_at(chain.line, chain.last)
        or is_house_of(chain.line.tokens, chain.last)
        or (len(words) > 2 and words[-1].key == "high")
        or (len(words) == 1 and not chain.title and (_is_half_of_thing(chain) or _is_prize(chain)))
        or _is_address(chain)
        or ((words[0].key in _MOUNTS or chain.title_key in _MOUNTS) and _is_mount(chain))
        or (len(words) > 1 and is_carrier(words[0], len(words)))
        or ((len(words) > 1 or chain.title_key in _ROYAL) and _is_ship(chain))
        or (
            len(words) > 1
            and (
                _is_built(chain)
                or _is_court(chain)
                or chain.line.tokens[chain.first].key in CARRIERS
            )
        )
        or ((len(words) > 1 or chain.title_key in _ROYAL) and _is_thing(chain))
    )


def is_listed_firm(chain: Chain) -> bool:
    """A firm, a place or a figure of fiction, with what was taken for a title or without: Dr Pepper."""
    known = lexicon().signs
    words = chain.words
    if len(words) > 1 and known.get(_joined(words), 0) & (sign.FIRM | sign.ANY_PLACE):
        return True
    if (
        len(words) > 2
        and words[0].signs & sign.PLACE
        and known.get(_joined(words[1:]), 0) & sign.FIRM
    ):
        return True  # Bank of America Merrill Lynch
    if chain.last - chain.first == len(words):
        return False  # nothing was taken off
    whole = [token for token in chain.line.tokens[chain.first : chain.last] if token.word]
    return bool(known.get(_joined(whole), 0) & sign.FIRM)


def _joined(words: list[Token]) -> str:
    return " ".join(word.key for word in words).replace(".", "")


def _is_built(chain: Chain) -> bool:
    """Queen Elizabeth Hospital, Sheikh Zayed Centre, Earl Campbell Field; but Sir John Hall is somebody."""
    last = chain.words[-1].signs
    if not last & sign.ORGANISATION:
        return False
    if chain.title_key in GIVEN_TITLES and not chain.words[0].signs & sign.GIVEN_TOP:
        return True  # the title is the given name of whom it is called after
    return chain.title_key in _ROYAL or (bool(chain.title_key) and not last & sign.ANY_NAME)


def _is_court(chain: Chain) -> bool:
    """Court Philippe Chatrier, but no High Court."""
    tokens = chain.line.tokens
    place = next((at for at in range(chain.first, chain.last) if tokens[at] is chain.words[0]), 0)
    if not place or tokens[place - 1].key not in _COURTS or not tokens[place - 1].capital:
        return False
    return place < 2 or not tokens[place - 2].capital or tokens[place - 2].opens


def _is_ship(chain: Chain) -> bool:
    """The ferry Anne de Bretagne, the Sir Robert Owens."""
    before = chain.line.tokens[chain.first - 1] if chain.first else None
    if chain.title_key in _HONORED and before is not None and before.key == "the":
        return not is_used_as_noun(chain)
    is_ship = before is not None and before.key in _SHIPS and not before.capital
    return is_ship and (not chain.title or chain.title_key in _ROYAL)


def _is_find(chain: Chain) -> bool:
    """Lou Gehrig's disease, Martyn's Law."""
    owned = chain.line.tokens[chain.last : chain.last + 2]
    if len(owned) < 2 or owned[0].key != "'s":
        return False
    if owned[1].capital and owned[1].key in _THINGS and chain.title_key in _ROYAL:
        return True  # Queen Ethelburga's School
    if owned[1].key in _ILLS:
        return len(chain.words) == 1
    beyond = chain.line.tokens[chain.last + 2 : chain.last + 3]
    is_law = owned[1].text in _LAWS and not (beyond and beyond[0].capital)  # "Kern's Law Firm"
    return is_law or owned[1].key in _FINDS


def _is_thing(chain: Chain) -> bool:
    things = _THINGS | _ROYAL_THINGS if chain.title_key in _ROYAL else _THINGS
    return is_thing_at(chain.line.tokens, chain.first, chain.last, things)


def is_thing_at(
    tokens: Sequence[Token], first: int, last: int, things: frozenset[str] = _THINGS
) -> bool:
    """Whether `tokens[first:last]` only names a thing: the Nancy Grace Roman telescope, the new Rajiv Gandhi wing."""
    if last >= len(tokens):
        return False
    following = tokens[last]
    if following.capital:
        return False
    if following.key in _WORN or following.key in _BREEDS:
        return True
    if following.key not in things:
        return False
    before = tokens[max(0, first - 2) : first]
    if following.key in _ALWAYS_THINGS:
        return True
    return bool(before) and (
        before[-1].key in _DETERMINERS
        or (
            len(before) > 1
            and before[0].key in _DETERMINERS
            and not before[1].capital
            and not before[1].signs & sign.ROLE  # "saw the striker Peter Hollis stand"
        )
    )


def _is_half_of_thing(chain: Chain) -> bool:
    """Lewis and Clark Bridge, Harland and Wolff shipyard, Rosencrantz and Marsh Ltd."""
    tokens, last = chain.line.tokens, chain.last
    if last + 2 >= len(tokens) or tokens[last].key != "and":
        return False
    other, thing = tokens[last + 1 : last + 3]
    return (
        other.capital
        and thing.capital
        and bool(other.signs & sign.ANY_SURNAME and thing.signs & sign.ORGANISATION)
        and not other.signs & sign.PLACE
        and not (other.signs & sign.GIVEN_TOP and thing.signs & sign.SURNAME_COMMON)
    )


def _is_mount(chain: Chain) -> bool:
    """The Col de la Loze, Val d'Isère, Alpe d'Huez; Col. de la Rue and Val Kilmer are somebody."""
    before = chain.line.tokens[max(0, chain.first - 1)].key == "the"
    if chain.title_key == "col" and before and not chain.words[0].capital:
        return True
    first, *others = chain.words
    return first.key in _MOUNTS and bool(others) and others[0].key.startswith(("d'", "de"))


def _is_address(chain: Chain) -> bool:
    """Whether a number or another street stands before it: "312 Franklin St.", "Ash Lane and Taylor Street"."""
    tokens, first = chain.line.tokens, chain.first
    if chain.words[-1].key not in _STREETS or len(chain.words) < _NAME_AND_STREET:
        return False
    before = tokens[first - 1].text if first else ""
    if before.isdigit() or (len(chain.words) > _NAME_AND_STREET and chain.words[-1].key != "lane"):
        return True  # Omar Mukhtar Street
    return before in {"and", ",", "&"} and first > 1 and tokens[first - 2].key in _STREETS


def _is_prize(chain: Chain) -> bool:
    """Oscar voters, the Tony nominee; Edgar nominates nobody."""
    tokens, last = chain.line.tokens, chain.last
    return chain.words[0].key in _PRIZES and last < len(tokens) and tokens[last].key in _OF_PRIZES


def is_school_at(line: Line, last: int) -> bool:
    """Whether the words before `last` are those of a school: Daniel Boone High, Carver High School."""
    following = line.tokens[last] if last < len(line.tokens) else None
    if following is None or not following.capital:
        return False
    return following.key in _SCHOOLS and not following.opens and not line.title_case


def is_house_of(tokens: Sequence[Token], last: int) -> bool:
    """Whether the name goes on as that of a house: Amos Pell and Sons, Thomas Crane Public Library."""
    if last >= len(tokens) or not (tokens[last].capital or tokens[last].key in _JOINTS):
        return False
    following = tokens[last : last + 3]
    if len(following) > 1 and following[0].key in _JOINTS and following[1].text in _HEIRS:
        return True
    for place, token in enumerate(following):
        if (
            not token.capital
            or token.opens
            or token.signs & (sign.BREAK | sign.ANY_NAME | sign.TITLE)
        ):
            return False
        if token.signs & sign.ORGANISATION:
            return place > 0
        if not token.signs & sign.COMMON:
            return False
    return False


def is_nickname(chain: Chain) -> bool:
    """Whether quotes stand around it and a name goes on behind them: "Don Nino" Lo Presti."""
    tokens, first, last = chain.line.tokens, chain.first, chain.last
    if not first or last + 1 >= len(tokens):
        return False
    if not tokens[first - 1].text == tokens[last].text == '"':
        return False
    following = tokens[last + 1]
    return following.capital and not following.signs & (sign.BREAK | sign.CALENDAR)


def is_saint(chain: Chain) -> bool:
    """St. Francis de Sales, St Mawes: mostly a church, a school or a town."""
    return len(chain.words) > 1 and chain.words[0].key.rstrip(".") in _SAINTS


def ends_title_of_work(chain: Chain) -> bool:
    """Whether quotes hold a title that ends with the name: "The Winter of Tom Paine"."""
    tokens, place = chain.line.tokens, chain.first
    if chain.last >= len(tokens) or tokens[chain.last].text != '"':
        return False
    if place and tokens[place - 1].text == '"':
        return len(chain.words) > 1 or bool(chain.title)  # the rose "Queen Elizabeth"
    if len(chain.words) == 1:
        return False
    while place and chain.first - place < _TITLE_WORDS:
        place -= 1
        token = tokens[place]
        if token.text == '"':
            return place + 1 < chain.first
        if not token.word or not (token.capital or token.key in _SMALL_IN_TITLES):
            return False
    return False
