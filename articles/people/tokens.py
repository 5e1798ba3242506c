"""Lines of text -> words, initials and punctuation with their signs. Knows nothing of chains or scores."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import Lexicon, lexicon
from articles.people.text import fold, is_no_english

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_UPPER = re.compile(
    r"(?:al-|el-|ul-|ur-|as-|ad-|at-|an-|ash-|ibn-|bin-|d'|l'|dell'|de-)?[A-ZÀ-ÖØ-Þ]|[Ā-ɏḀ-ỿ]"
)
_TOKEN = re.compile(
    rf"""
    (?P<initials>(?<![\w.])(?:[A-Z]\.)+(?:-[A-Z]\.)?)   # J.  J.K.  U.S.  J.-P.
    |(?P<possessive>'[sS](?!\w))
    |(?P<word>(?<!\w)'[tT](?!\w)
        |(?:(?:[Aa]l|[Ee]l|[Uu]l)\ -\ (?=[A-Z]))?[{_LATIN}]+(?:(?:-|'(?![sS](?!\w)))[{_LATIN}]+)*(?![\w]))
    |(?P<other>\w+(?:[.,:/-]\w+)*)|(?P<mark>[^\s\w])
    """,
    re.VERBOSE,
)

ABBREVIATIONS = frozenset(
    "mr mrs ms dr drs prof profs st sen sens rep reps gov govs lt sgt cpl pvt capt col gen gens maj adm cmdr rev hon"
    " fr jr sr pres wm chas thos geo messrs sec supt insp det ald cllr mme mlle mt ft inc corp co ltd bros no vs dept"
    " univ assn jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan"
    " ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo con".split()
)
OPENING_PARTICLES = frozenset(
    "arap de del dela della delos di da dos du van von der den ter bin ibn al el".split()
)
LOUD_SHARE = 0.6  # of the words of a line in capitals: such a line is a heading or a shout
LOUD_WORDS = 3
_TITLE_CASE_SHARE, _TITLE_CASE_WORDS = 0.75, 4
_DEMONYM_ENDINGS = ("ian", "an", "n", "er", "ers", "ese", "ans", "ians")
_CHOSEN = frozenset({"elect", "designate"})  # not yet in office
_LONGEST_WORD = 60  # letters; no name is longer, and looking it up costs


PARTICLES = frozenset(
    "de del dela della delos di da dos das do du des van von der den ter ten la le el al bin ibn bint binti ben abu y e"
    " zu zum af av ul ur arap wa st ap t 't".split()
)
_NOWHERE, _PREFIX = -1, 3  # _PREFIX: letters, as in Ex-Minister; Risa Baraquel-Hon has no title


@dataclass(slots=True, eq=False)
class Token:
    """A word or a mark; `start` and `end` count in the text as it is matched.

    A plain word that opens no sentence is one token for all its places, with no start (`is_shared`),
    and so is a mark right behind one: three words of four are such, and no name begins or ends with
    one in a thousand texts.
    """

    text: str
    key: str  # folded
    start: int
    end: int
    signs: int = 0
    capital: bool = False
    initial: bool = False
    shout: bool = False  # two or more letters, all capitals
    word: bool = False
    opens: bool = False  # the first word of a sentence

    @property
    def is_shared(self) -> bool:
        return self.start == _NOWHERE


@dataclass(slots=True)
class Line:
    """The tokens of one line of text, and how its capitals are to be read."""

    tokens: list[Token]
    loud: bool
    title_case: bool
    heads: list[int]
    """Where a name may begin: the places of words in capitals and of particles that open names."""
    words: list["Look"]
    """The looks of its words, in order, without initials and plain words."""
    plain: list[Token]
    """Its plain words, in order: no capital, no particle, no abbreviation; none has a start."""
    initials: int
    text: str
    start: int
    end: int
    """Where it stands in `text`."""

    def placed(self, place: int) -> Token:
        """The token at that place, made this line's own where it was shared."""
        if self.tokens[place].is_shared:
            own = tokenizer().line(self.text, self.start, self.end, shares=False)
            self.tokens[place] = own.tokens[place]
        return self.tokens[place]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a word says by itself, wherever it stands; the same word has the same one."""

    key: str
    signs: int
    capital: bool
    initial: bool
    shout: bool
    heads: bool
    """Whether a name may begin here."""
    plain: bool
    """Whether it says nothing of names wherever it stands, and may be shared."""


Piece = tuple[str, str, int, int, Look | None]
"""Kind, text, begin and end in its chunk; a look for words."""


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """A plain word with one mark behind it, both as shared tokens."""

    word: Token
    mark: Token
    ends: bool
    """Whether a sentence ends with it."""
    pieces: tuple[Piece, ...]


Cut = Look | Token | Ended | tuple[Piece, ...]
"""What stands between two spaces: one word and nothing else, as a shared token if plain; or pieces."""
MET = 1 << 15
"""Words, and chunks between spaces, that are remembered between texts: some 15 MB."""
_DASHED = "l - "
_SAYING_SOMETHING = OPENING_PARTICLES | PARTICLES | ABBREVIATIONS


class Tokenizer:
    """Cuts text into lines of tokens; remembers the looks of the words it has met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon.signs
        self._met: dict[str, Look] = {}
        self._cuts: dict[str, Cut] = {}

    def lines(self, text: str, *, shares: bool = True) -> Iterator[Line]:
        """Every line that holds a word, in order; unless it `shares`, every token has its place."""
        start = 0
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            line = self.line(text, start, end, shares=shares)
            if line.tokens:
                line.loud = _is_loud(line)
                line.title_case = not line.loud and _is_title_case(line.tokens)
                yield line
            start = end + 1

    def _look(self, word: str) -> Look:
        known = self._met.get(word)
        if known is None:
            if len(self._met) >= MET:
                self._met = {}
            key, signs = self._look_up(word)
            capital = _UPPER.match(word) is not None and (word[0].isupper() or not word.islower())
            known = Look(
                key,
                signs,
                capital,
                initial=len(word) == 1 and capital and word != "Ó",
                shout=capital and len(word) > 1 and word.isupper(),
                heads=capital or key in OPENING_PARTICLES,
                plain=not capital and key not in _SAYING_SOMETHING,
            )
            if len(word) <= _LONGEST_WORD:
                self._met[word] = known
        return known

    def _look_up(self, word: str) -> tuple[str, int]:
        key = fold(word[:_LONGEST_WORD]).replace(" ", "")
        found = self._lexicon.get(key, 0)
        if not word.isascii() and is_no_english(word):
            found &= ~sign.ENGLISH_ONLY  # "Pål" is not a pal
        found = found or self._derived(key)
        if key.endswith("s") and not found & ~sign.COMMON:
            found |= self._lexicon.get(key[:-1], 0) & sign.ROLE
        if not found and "-" in key:
            first, *_, last = key.split("-")
            if word[0].isupper():
                found = self._lexicon.get(first, 0) & sign.ANY_GIVEN
                found |= self._lexicon.get(last, 0) & sign.ANY_SURNAME
            if len(first) <= _PREFIX or first in self._lexicon or word.rpartition("-")[2].islower():
                found |= self._lexicon.get(last, 0) & (sign.TITLE | sign.ROLE | sign.NATIONALITY)
            if last in _CHOSEN:
                found |= self._lexicon.get(first, 0) & sign.TITLE
        elif not found and "'" in key:
            found = self._lexicon.get(key.replace("'", ""), 0)
        return key, found

    def _derived(self, key: str) -> int:
        """Plurals of the words of firms and places, and people called after their country."""
        if key.endswith("s") and self._lexicon.get(key[:-1], 0) & sign.ORGANISATION:
            return sign.ORGANISATION
        if len(key) <= 6 or not key.endswith(_DEMONYM_ENDINGS):
            return 0
        for ending in _DEMONYM_ENDINGS:
            if key.endswith(ending):
                stem = key[: -len(ending)]
                if any(
                    self._lexicon.get(stem + vowel, 0) & sign.PLACE for vowel in ("", "a", "o", "e")
                ):
                    return sign.NATIONALITY
        return 0

    def line(self, text: str, start: int, end: int, *, shares: bool = True) -> Line:
        """The tokens of one line; unless it `shares`, each plain word is its own as well."""
        line = text[start:end]
        chunks = [line] if _DASHED in line else line.split(" ")
        cuts = list(map(self._cuts.get, chunks))
        tokens: list[Token] = []
        heads: list[int] = []
        words: list[Look] = []
        plain: list[Token] = []
        add, add_plain = tokens.append, plain.append
        opens = True
        reached = list(accumulate(map(len, chunks), initial=start))  # spaces not counted
        initials = 0
        for number, known in enumerate(cuts):
            if not opens and shares:
                if type(known) is Token:
                    add(known)
                    add_plain(known)
                    continue
                if type(known) is Ended:
                    add(known.word)
                    add_plain(known.word)
                    add(known.mark)
                    opens = known.ends
                    continue
            chunk = chunks[number]
            cut = known or self._cut(chunk)
            place = reached[number] + number
            if isinstance(cut, Token):
                add_plain(cut)
                add(
                    Token(
                        chunk, cut.key, place, place + len(chunk), cut.signs, word=True, opens=opens
                    )
                )
                opens = False
                continue
            if isinstance(cut, Look):
                if cut.heads:
                    heads.append(len(tokens))
                words.append(cut)
                add(
                    Token(
                        chunk, cut.key, place, place + len(chunk), cut.signs, cut.capital,
                        cut.initial, cut.shout, True, opens,  # noqa: FBT003 - by name takes a tenth longer
                    )
                )  # fmt: skip
                opens = False
                continue
            for kind, found, begins, ends, look in cut.pieces if isinstance(cut, Ended) else cut:
                first, last = place + begins, place + ends
                if look is not None:
                    if look.heads:
                        heads.append(len(tokens))
                    words.append(look)
                    add(
                        Token(
                            found, look.key, first, last, look.signs, look.capital, look.initial,
                            look.shout, True, opens,  # noqa: FBT003
                        )
                    )  # fmt: skip
                    opens = False
                elif kind == "mark":
                    if found == "." and _is_abbreviation(tokens):
                        if tokens[-1].end == first:
                            tokens[-1].end = last
                        continue
                    add(Token(found, found, first, last))
                    opens = _opens_after(tokens, opens=opens)
                else:
                    token = Token(found, found, first, last, opens=opens and kind != "possessive")
                    if kind == "initials":
                        heads.append(len(tokens))
                        self._as_initials(token)
                        initials += 1
                    opens = False
                    add(token)
        return Line(
            tokens, False, False, heads, words, plain, initials, text, start, end  # noqa: FBT003 - set by who asked
        )  # fmt: skip

    def _cut(self, chunk: str) -> "Cut":
        """The words and marks between two spaces."""
        pieces: list[Piece] = []
        length = len(chunk) - (chunk[-1:] in ".,;:!?")
        if length > 1 and chunk[:length].isalpha() and chunk.isascii():  # as most are
            pieces.append(("word", chunk[:length], 0, length, self._look(chunk[:length])))
        for match in _TOKEN.finditer(chunk, length if pieces else 0):
            kind, found = match.lastgroup or "", match.group()
            if " " in found:  # "al - Jaafari", as cut by some tokenizers
                found = found.replace(" ", "")
            look = self._look(found) if kind == "word" else None
            pieces.append((kind, found, *match.span(), look))
        alone = pieces[0] if len(pieces) == 1 else None
        look = alone[4] if alone and alone[1] == chunk else None
        cut: Cut = look or _ended(pieces) or tuple(pieces)
        if look is not None and look.plain:
            cut = _shared(chunk, look)
        if len(chunk) <= _LONGEST_WORD:
            if len(self._cuts) >= MET:
                self._cuts = {}
            self._cuts[chunk] = cut
        return cut

    def _as_initials(self, token: Token) -> None:
        """J. K. are initials of a name; U.S. is a place."""
        token.word = token.capital = token.initial = True
        token.key = token.text.lower()
        token.signs = self._lexicon.get(token.key.replace(".", ""), 0) & sign.PLACE
        if token.signs:
            token.initial = False
            token.shout = True


def _shared(word: str, look: Look) -> Token:
    return Token(word, look.key, _NOWHERE, _NOWHERE, look.signs, word=True)


def _ended(pieces: list[Piece]) -> Ended | None:
    """A plain word and a mark, where the chunk is nothing else."""
    if len(pieces) != 2:
        return None
    (_kind, word, begins, _ends, look), (kind, mark, *_places, _look) = pieces
    if look is None or not look.plain or kind != "mark" or begins:
        return None
    return Ended(
        _shared(word, look), Token(mark, mark, _NOWHERE, _NOWHERE), mark in ".?!", tuple(pieces)
    )


def _is_abbreviation(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[-1].word and tokens[-1].key in ABBREVIATIONS


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The one of this process."""
    return Tokenizer(lexicon())


def _opens_after(tokens: list[Token], *, opens: bool) -> bool:
    mark = tokens[-1].text
    if mark in ".?!:;":
        return mark in ".?!"
    if mark in "\"'([-–—*•|":
        if opens:
            return True
        if mark in "\"'":
            return len(tokens) > 1 and tokens[-2].text in {",", ":"}
        return False
    return opens and mark not in ",&/"


def _is_loud(line: Line) -> bool:
    if not line.initials and not any(look.shout for look in line.words):
        return False
    words = loud = 0
    for token in line.tokens:
        if token.word and len(token.text) > 1:
            words += 1
            loud += token.shout
    if words < LOUD_WORDS:
        return bool(words) and loud == words
    return loud > LOUD_SHARE * words


def _is_title_case(tokens: list[Token]) -> bool:
    """Every Main Word Has a Capital, and some of them are plain English words."""
    if tokens[-1].text == ".":
        return False
    words = [token for token in tokens if token.word]
    if len(words) < _TITLE_CASE_WORDS:
        return False
    long = [token for token in words if len(token.text) > 3 or token.capital]
    capitals = [token for token in long if token.capital]
    plain = sum(
        1
        for token in capitals[1:]
        if token.signs & (sign.COMMON | sign.BREAK)
        and not token.signs & (sign.ANY_NAME | sign.TITLE | sign.ORGANISATION)
    )
    return len(capitals) > _TITLE_CASE_SHARE * len(long) and plain >= 2
