"""Which words at the ends of a run of capitals are no part of the name in it. Rules only."""

from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.tokens import Token

SHORT_FAMILY = 5  # letters of a Korean or Chinese family name
VIETNAMESE = frozenset(
    "bui dang dinh doan duong hoang huynh luong ngo nguyen pham phan tran trinh truong vuong".split()
)
"""Family names before a given name that may be a word of English: My, Do, To, So."""
_BORN = frozenset("backed based born bred educated owned raised trained".split())
"""What ends a word that stands before a name: "Beijing-born Chloe Abara"."""
_AT_BIRTH = frozenset({"nee", "née"})
QUOTE_MARKS = frozenset("\"'")
NICKNAME_MARKS = QUOTE_MARKS | {"(", ")"}
_NICKNAME_WORDS = 3
_KNOWN_SOON = 4  # tokens; ", who is better known as"
_NO_FAMILY = sign.PLACE | sign.ORGANISATION | sign.NATIONALITY | sign.COMMON
_SHORT_MONTH = 3
_PLAIN = 4  # letters; "Sung-min" is no compound
_PUT_ON = frozenset("on to via".split())
_LETTERED = frozenset(
    "appendix block exhibit grade group hepatitis plan pool schedule terminal vitamin".split()
)
STATES = frozenset(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa"
    " tenn tex va vt wash wis wyo".split()
)
PLACE_STARTS = frozenset("st saint san santa santo los las fort mount port new".split())


def is_called_by_trade(word: Token, following: Token) -> bool:
    """Whether what somebody does is a given name here: "Hunter Reese", but "Hunter John"."""
    return bool(
        word.signs & sign.FREQUENT_GIVEN
        and not word.signs & sign.TITLE
        and following.signs & sign.ANY_SURNAME
        and not following.signs & sign.FREQUENT_GIVEN
    )


def is_office_of_words(words: list[Token]) -> bool:
    """Whether two plain words stand before a given name: "Swan Marker Eric Doyle"."""
    *before, name = words
    plain = all(word.signs & sign.COMMON and not word.signs & sign.ANY_GIVEN for word in before)
    return plain and bool(name.signs & sign.FREQUENT_GIVEN) and not name.signs & sign.COMMON


def is_no_start(word: Token) -> bool:
    """A place, a firm's word or a plain word that is no given name: it may stand before a name."""
    if word.signs & sign.ANY_GIVEN or word.key in PLACE_STARTS:
        return False
    if word.signs & sign.TOWN and word.signs & sign.SURNAME_COMMON and not word.signs & _NO_FAMILY:
        return False  # Rutherford Byron Haines
    if word.signs & (sign.ANY_PLACE | sign.ORGANISATION | sign.NATIONALITY):
        return True
    if word.signs & sign.COMMON and not word.signs & sign.ANY_SURNAME:
        return True
    if _is_compound(word) or word.text.rpartition("-")[2] in _BORN:
        return True
    return word.shout or (not word.signs and word.key.endswith(("ist", "ists", "crat", "ian")))


def is_held_place(tokens: list[Token], first: int) -> bool:
    """Whether an office stands before a place and who holds it: "Governor of Virginia Ada Pell"."""
    if first < 2 or tokens[first - 1].key != "of":
        return False
    place, following = tokens[first], tokens[first + 1]
    held = tokens[first - 2].signs & (sign.TITLE | sign.ROLE) and place.signs & sign.ANY_PLACE
    given = following.signs & sign.FREQUENT_GIVEN and not following.signs & sign.ORGANISATION
    return bool(held and given)


def ends_in_compound(words: list[Token]) -> bool:
    """Whether plain words joined end a run ("Ada Kessler Part-time"), of whatever sense; Lam Wing-sing is a name."""
    first = words[0]
    is_family = len(words) == 2 and len(first.text) <= SHORT_FAMILY
    return _is_compound(words[-1]) and not (is_family and first.signs & sign.SURNAME_COMMON)


def _is_compound(word: Token) -> bool:
    """Plain words joined: "Fifth-grader Lacey Brooks", "Part-owner Tom Law"."""
    parts = word.text.split("-")
    if len(parts) < 2 or not parts[-1][:1].islower():
        return False
    if len(parts) == 2 and len(parts[1]) < _PLAIN:
        return False
    known = lexicon().signs
    return all(known.get(part, 0) & sign.COMMON for part in word.key.split("-"))


def tells_trade(word: Token) -> bool:
    """Plain words joined that tell what somebody does or did: "Award-winning", "Prize-winner"."""
    behind = word.key.rpartition("-")[2] if "-" in word.key else ""
    if len(behind) < _PLAIN or not _is_compound(word):
        return False
    done = len(behind) > _PLAIN and behind.endswith(("ing", "ed"))
    return done or bool(lexicon().signs.get(behind, 0) & sign.ROLE)


def is_dotted_state(word: Token) -> bool:
    """Whether a word is the short form of a State with its dot: Ala., Miss."""
    return word.key in STATES and word.end - word.start > len(word.text)


def is_letter_of(before: str, letter: str) -> bool:
    """Whether a letter ends a sentence and is nobody's initial: "said so on X.", "to Plan B."."""
    return before in _LETTERED or (letter == "X." and before in _PUT_ON)


def is_short_month(token: Token, following: Token) -> bool:
    """Jun Takahata: no month is printed so, short and without a dot, before a word that no list knows."""
    return len(token.text) == token.end - token.start == _SHORT_MONTH and not following.signs


def past_nickname(tokens: list[Token], here: int) -> int:
    """After the nickname in quotes at `here`, or 0: Earvin "Magic" Johnson."""
    before = tokens[here - 1]
    if tokens[here].text == "(" and before.capital:
        return _past_brackets(tokens, here)
    if tokens[here].text not in QUOTE_MARKS or not before.capital:
        return 0
    if before.signs & ~sign.ANY_NAME and not before.signs & sign.ANY_GIVEN:
        return 0
    for after in range(here + 2, min(here + 2 + _NICKNAME_WORDS, len(tokens) - 1)):
        if tokens[after].text == tokens[here].text and tokens[after - 1].capital:
            following = tokens[after + 1]
            alone = after == here + 2 and bool(before.signs & sign.ANY_GIVEN or not before.signs)
            named = following.signs & sign.ANY_SURNAME or not following.signs or alone
            return after + 1 if following.capital and named else 0
    return 0


def _past_brackets(tokens: list[Token], here: int) -> int:
    """After "(Bob)" in "Robert (Bob) Fairlie", "(nee Sheehan)" in "Nora (nee Sheehan) Lawlor"; or 0."""
    inside = here + 1 + (here + 1 < len(tokens) and tokens[here + 1].key in _AT_BIRTH)
    if inside + 2 >= len(tokens) or tokens[inside + 1].text != ")":
        return 0
    before, word, following = tokens[here - 1], tokens[inside], tokens[inside + 2]
    against = sign.ANY_PLACE | sign.ORGANISATION | sign.NATIONALITY
    if not before.signs & sign.FREQUENT_GIVEN or not following.capital or following.signs & against:
        return 0
    if word.shout and _are_initials(word.text, tokens[here - len(word.text) : here]):
        return inside + 2  # Patrick Joseph (PJ) Honan
    is_called = word.capital and word.signs & sign.ANY_NAME and not word.signs & against
    return inside + 2 if is_called and not word.shout else 0


def _are_initials(letters: str, words: list[Token]) -> bool:
    return [word.text[:1] for word in words if word.capital] == list(letters)


def is_in_quotes_inside(tokens: list[Token], first: int, last: int) -> bool:
    """Whether what is known is a nickname in the midst of a name: Dwayne "The Rock" Johnson."""
    return (
        first > 1
        and last + 1 < len(tokens)
        and tokens[first - 1].text in QUOTE_MARKS
        and tokens[first - 1].text == tokens[last].text
        and tokens[first - 2].capital
        and tokens[last + 1].capital
    )


def known_as(tokens: list[Token], last: int) -> str:
    """The folded word by which whose name ends before `last` is called: "Emeka Obi, also known as Mekus"; or ""."""
    for place in range(last, min(last + _KNOWN_SOON, len(tokens) - 2)):
        if tokens[place].key == "known":
            called = tokens[place + 2]
            following = tokens[place + 3] if place + 3 < len(tokens) else None
            against = (
                sign.TITLE
                | sign.ANY_PLACE
                | sign.ORGANISATION
                | sign.NATIONALITY
                | sign.BREAK
                | sign.COMMON
            )
            is_one = called.capital and not called.shout and not (following and following.capital)
            is_told = tokens[place + 1].key == "as" and is_one and not called.signs & against
            return called.key if is_told else ""
        if tokens[place].capital or tokens[place].text == ".":
            break
    return ""


def is_place_phrase(first: str, second: str) -> bool:
    """Whether two folded words name a town or a country together: Hong Kong, St Louis."""
    return bool(lexicon().signs.get(f"{first} {second}", 0) & sign.ANY_PLACE)


def is_letter_name(words: list[Token]) -> bool:
    """Malcolm X, Kenny G: a letter without a dot, and a given name before it."""
    return (
        len(words) == 2
        and not words[1].text.endswith(".")
        and bool(words[0].signs & sign.FREQUENT_GIVEN)
    )


def is_verb_of_headline(words: list[Token]) -> bool:
    """Whether a full name is followed by a capitalised verb: "Brendan Eich Steps Down"."""
    last = words[-1]
    return (
        len(words) > 2
        and last.key.endswith(("s", "ed"))
        and last.signs in {sign.COMMON, sign.COMMON | sign.SAYING, sign.SAYING}
        and bool(words[0].signs & sign.FREQUENT_GIVEN)
        and not words[-2].signs & sign.COMMON
    )


def until_repeat(words: list[Token]) -> list[Token]:
    """A word said twice ends the name: "Elon Musk Musk"."""
    for place in range(2, len(words)):
        if words[place].key == words[place - 1].key and not words[place].initial:
            return words[:place]
    return words
