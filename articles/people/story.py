"""What one reading of a text gathers before anything is decided: runs of capitals and known names."""

from collections import Counter
from dataclasses import dataclass, field

from articles.people.carriers import is_carried
from articles.people.chains import GENERATIONS, Chain, chains, is_suffix
from articles.people.directory import Directory, Match
from articles.people.edges import is_in_quotes_inside
from articles.people.lexicon import signs as sign
from articles.people.named_after import is_house_of, is_school_at, is_thing_at
from articles.people.stage import stage_name_at
from articles.people.text import fold
from articles.people.tokens import Line, Token, tokenizer

_KNOWN = 4.0  # points of a name that stands in the directory
_ENGLISH = sign.COMMON | sign.BREAK
_ENGLISH_SHARE = 0.65  # of the lower-case words; English news has over .9, German under .4
_TALK = frozenset("i you me my your i'm i've i'll you're we're mine yours".split())
_TALK_SHARE = 0.04  # of all words; news with quotations has .01 to .02, a transcript .06 and more
_LABEL_WORDS = 3
_ENOUGH_PLAIN = 15  # lower-case words from which a language can be told


@dataclass(slots=True)
class Candidate:
    chain: Chain
    points: float
    ids: tuple[int, ...] = ()
    context: float = 0.0  # the part of the points that comes from around the name
    stage: str = ""  # a name of the stage, as it is printed
    called: str = ""  # the folded word by which the story calls whom it names here
    shared: str = ""  # the family name that is said once for two: "John and Mary Pickering"

    @property
    def words(self) -> list[Token]:
        return self.chain.words

    @property
    def key(self) -> str:
        return " ".join(word.key for word in self.chain.words)


@dataclass(slots=True)
class Story:
    """What one reading of a text gathers before anything is decided."""

    candidates: list[Candidate] = field(default_factory=list)
    loud: list[Line] = field(default_factory=list)
    lower: set[str] = field(default_factory=set)  # words seen in lower case
    plain: int = 0  # lower-case words, and how many of them are English
    english: int = 0
    words: int = 0
    talk: int = 0  # words of somebody who speaks to somebody
    labels: Counter[str] = field(default_factory=Counter)  # who speaks, at the start of lines

    @property
    def is_spoken(self) -> bool:
        """Whether the text is a conversation, where people are called by their given names."""
        return self.talk > _TALK_SHARE * self.words

    @property
    def is_foreign(self) -> bool:
        """Whether the text is in another language, where capitals and particles mean other things."""
        return self.plain >= _ENOUGH_PLAIN and self.english < _ENGLISH_SHARE * self.plain


def gather(text: str, directory: Directory | None) -> Story:
    story = Story()
    plain: list[Token] = []
    for line in tokenizer().lines(text):
        if line.loud:
            story.loud.append(line)
            if directory is not None:
                _known_in(line, directory, story, with_chains=False)
            continue
        if label := _label(line):
            story.labels[label] += 1
        _count(line, story)
        plain += line.plain
        _known_in(line, directory, story, with_chains=True)
    _count_plain(plain, story)
    return story


def _count(line: Line, story: Story) -> None:
    """What tells a conversation and a language, by the words of a line that are not plain."""
    lower = [look for look in line.words if not look.capital]
    story.words += len(line.words) + line.initials
    story.lower.update([look.key for look in lower])
    story.plain += len(lower)
    story.english += sum([1 for look in lower if look.signs & _ENGLISH])
    story.talk += sum([1 for look in line.words if look.key in _TALK])


def _count_plain(words: list[Token], story: Story) -> None:
    """The same by the plain words of all lines, each of which is one token wherever it stands."""
    story.words += len(words)
    story.plain += len(words)
    counted = Counter(words)
    story.lower.update([word.key for word in counted])
    story.english += sum([times for word, times in counted.items() if word.signs & _ENGLISH])
    story.talk += sum([counted[word] for word in counted if word.key in _TALK])


def _label(line: Line) -> str:
    """The speaker in "SARAH: Did you call?", folded; empty where the line has none."""
    for place, token in enumerate(line.tokens[: _LABEL_WORDS + 1]):
        if token.text == ":":
            return " ".join(word.key for word in line.tokens[:place])
        if not token.capital:
            break
    return ""


def _known_in(line: Line, directory: Directory | None, story: Story, *, with_chains: bool) -> None:
    """Names of the directory and of the stage on this line, and the chains in the gaps between them."""
    tokens = line.tokens
    gap = 0
    for here in directory.places(line) if directory is not None else line.heads:
        if here < gap:
            continue
        odd = directory.odd_at(line, here) if directory is not None else None
        match = odd
        if match is None and directory is not None:
            match = directory.longest(tokens, here)
        stage = ""
        if match is None and with_chains:
            end, stage = stage_name_at(tokens, here)
            match = Match(here, end, ()) if stage else None
        if match is None or (
            not stage
            and (
                is_in_quotes_inside(tokens, match.first, match.last)
                or (not odd and _is_inside_longer(line, match.first, match.last))
            )
        ):
            continue
        if with_chains:
            for chain in chains(line, gap, match.first):
                story.candidates.append(Candidate(chain, 0.0))
        chain = Chain(line, match.first, match.last)
        if odd is None:
            chain.fill()
        else:
            chain.words = [_as_one(line, match)]
        if match.first and tokens[match.first - 1].signs & sign.TITLE:
            chain.title_key = tokens[match.first - 1].key.rstrip(".")
        story.candidates.append(Candidate(chain, _KNOWN, match.ids, stage=stage))
        gap = match.last
    if with_chains:
        for chain in chains(line, gap):
            story.candidates.append(Candidate(chain, 0.0))


def _as_one(line: Line, match: Match) -> Token:
    """A name with signs and figures in it as one word: P!nk."""
    start, end = line.placed(match.first).start, line.placed(match.last - 1).end
    text = line.text[start:end]
    return Token(text, fold(text), start, end, capital=True, word=True)


def _is_inside_longer(line: Line, first: int, last: int) -> bool:
    """Whether the known name is only part of another: "Elon Musk Foundation", "Place Charles de Gaulle"."""
    tokens = line.tokens
    if is_school_at(line, last):
        return True
    if last < len(tokens):
        following = tokens[last]
        beyond = tokens[last + 1] if following.text == "," and last + 1 < len(tokens) else following
        is_son = beyond.capital and beyond.key.rstrip(".") in GENERATIONS
        is_heir = (
            last - first > 1 and is_suffix(beyond.text) and not tokens[first].signs & sign.TITLE
        )
        if is_son or (beyond is following and is_heir):
            return True  # the son or the grandson of whom is known
        if is_house_of(tokens, last):
            return True
        if following.capital and not following.initial and not following.shout:
            signs = following.signs
            if signs & sign.ORGANISATION and not signs & sign.BREAK:
                return True
            if signs & sign.SURNAME_COMMON and not signs & (sign.COMMON | sign.BREAK):
                return True
    if is_carried(tokens, first) or (last - first > 1 and is_thing_at(tokens, first, last)):
        return True
    if first and last - first > 1:
        before = tokens[first - 1]
        return (
            before.capital
            and bool(before.signs & sign.FREQUENT_GIVEN)
            and not before.signs & (sign.TITLE | sign.COMMON)
        )
    if first and last - first == 1:
        before = tokens[first - 1]
        given = before.signs & sign.ANY_GIVEN and not before.signs & (sign.BREAK | sign.TITLE)
        return before.capital and (bool(given) or not before.signs)
    return False
