"""What carries somebody's name and is nobody: streets, ships, storms, prizes, brands, hospitals. Rules only."""

from articles.people.carriers import is_carrier
from articles.people.chains import Chain
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.tokens import Token

_SHIPS = frozenset(
    "barge boat corvette destroyer ferry freighter frigate icebreaker lifeboat liner minesweeper schooner ship sloop "
    "steamer submarine tanker trawler tug tugboat vessel yacht".split()
)
_THINGS = frozenset(
    "airport archive arena award bridge center centre cocktail college cup dam fellowship ferry foundation fund"
    " gallery hospital hotel institute lecture library medal memorial monument motel museum observatory park prize"
    " probe rover scholarship school ship spacecraft stadium station street telescope theater theatre tower trophy"
    " trust tunnel university".split()
)
"""What may follow in small letters: "the Nancy Grace Roman telescope"."""
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
    return _is_listed(chain) or (
        len(words) > 1
        and (
            is_carrier(words[0], len(words))
            or _is_built(chain)
            or _is_ship(chain)
            or _is_thing(chain)
        )
    )


def _is_listed(chain: Chain) -> bool:
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
    """Queen Elizabeth Hospital, Sheikh Zayed Centre; but Sir John Hall is somebody."""
    last = chain.words[-1].signs
    if not last & sign.ORGANISATION:
        return False
    return chain.title_key in _ROYAL or (bool(chain.title_key) and not last & sign.ANY_NAME)


def _is_ship(chain: Chain) -> bool:
    """The ferry Anne de Bretagne."""
    before = chain.line.tokens[chain.first - 1] if chain.first else None
    return before is not None and before.key in _SHIPS and not before.capital and not chain.title


def _is_thing(chain: Chain) -> bool:
    """The Nancy Grace Roman telescope."""
    tokens = chain.line.tokens
    if not chain.first or chain.last >= len(tokens):
        return False
    following = tokens[chain.last]
    if following.capital:
        return False
    return following.key in _WORN or (
        following.key in _THINGS and tokens[chain.first - 1].key == "the"
    )
