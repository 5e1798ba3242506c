"""Which runs of capitals are accepted as names: the passes over all candidates of a story."""

from collections import defaultdict
from itertools import pairwise

from articles.people.carriers import CARRIERS
from articles.people.chains import Chain, is_used_as_noun
from articles.people.context import KIN_POINTS, context_points, is_of_kin
from articles.people.directory import Directory
from articles.people.edges import known_as
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.lone import short_forms
from articles.people.named_after import (
    ends_title_of_work,
    is_listed_firm,
    is_named_after,
    is_nickname,
    is_saint,
)
from articles.people.names import ARTICLES, compact, first_of_two, parse_name
from articles.people.score import KEEP, name_points
from articles.people.story import Candidate, Story
from articles.people.tokens import Token

_SECOND_PASS = 1.0  # points of a lone word accepted because its full name is
_BESIDE = 0.6  # points for each accepted neighbor in a list, and .2 once
_AGAIN, _AGAIN_MOST = 0.1, 3  # points for each further place of a lone word
_BYLINE, _LONGEST_BYLINE = 2.0, 4  # points, words
_NEVER = -5.0
_LABEL, _SHOUTED = 2.0, 1.5  # the name of who speaks, when it comes again; in capitals
_TALKED, _TALKED_COMMON = 1.0, 3.3  # a given name in a conversation; one that is a word, too (Mike)
_CARRIED = -3.0  # "Andrew", where "Hurricane Andrew" is told of
_BARRED = -0.6  # "the Musk", "in Musk, Texas": such a place is not lifted by others
_BRAND = 1.4  # less than is tagged unasked
_TOWNS_RATHER = sign.GIVEN_TOP | sign.SURNAME_COMMON | sign.FIRM  # Austin, Mercedes; not Mary
_PLACE_STARTS = frozenset("st saint san santa los las fort mount port new".split())


def accepted_names(story: Story) -> list[Candidate]:
    """Step 6 and 7: score every chain; a failing one of three words is tried from its second."""
    accepted: list[Candidate] = []
    carried = {
        candidate.words[-1].key
        for candidate in story.candidates
        if candidate.words[0].key in CARRIERS and len(candidate.words) > 1
    }
    for candidate in story.candidates:
        if not (candidate.ids or candidate.stage):
            chain = candidate.chain
            candidate.context = context_points(chain)
            if carried and len(chain.words) == 1 and chain.words[0].key in carried:
                candidate.context += _CARRIED
            candidate.points = _points(chain, story, candidate.context)
            if ends_title_of_work(chain) or is_saint(chain):
                candidate.points = min(candidate.points, _BRAND)
    _pool_lone_words(story.candidates)
    _cap_brands(story.candidates)
    for candidate in story.candidates:
        if candidate.ids or candidate.stage:
            accepted.append(candidate)
            continue
        if candidate.points >= KEEP:
            accepted.append(candidate)
            continue
        if _retried(candidate, story):
            accepted.append(candidate)
    return accepted + _listed(story, accepted)


def _cap_brands(candidates: list[Candidate]) -> None:
    """Nobody is tagged unasked who stands in a list with a firm: "Dior, Christian Lacroix and Fendi"."""
    listed: list[Candidate] = []
    for one, other in pairwise([*candidates, None]):
        assert one is not None
        listed.append(one)
        if (
            other is not None
            and one.chain.line is other.chain.line
            and _are_listed(one.chain, other.chain)
        ):
            continue
        if len(listed) > 2 and sum(_is_firm(each.chain) for each in listed) * 2 >= len(listed):
            for each in listed:
                if not each.ids and not each.chain.title:
                    each.points = min(each.points, _BRAND)
        listed = []


def _is_firm(chain: Chain) -> bool:
    words = chain.words
    if len(words) == 1:
        return bool(words[0].signs & sign.FIRM) and not words[0].signs & sign.FREQUENT_GIVEN
    return is_listed_firm(chain)


def _is_dropped(word: Token) -> bool:
    """Whether a word before a frequent given name is no part of the name: it says something else."""
    if word.signs & sign.ANY_NAME and not word.signs & (
        sign.ANY_PLACE | sign.ORGANISATION | sign.FIRM
    ):
        return False
    return bool(word.signs) or word.shout or word.opens


def _listed(story: Story, accepted: list[Candidate]) -> list[Candidate]:
    """Names that stand in a list beside accepted ones: "Sting, Ridho and Elton John"."""
    sure = {
        id(candidate)
        for candidate in accepted
        if len(candidate.words) > 1 or candidate.context >= KIN_POINTS
    }
    found: list[Candidate] = []
    beside: dict[int, float] = {}
    kin: set[int] = set()
    for one, other in pairwise(story.candidates):
        if one.chain.line is other.chain.line and _are_listed(one.chain, other.chain):
            if id(one) in kin or (len(one.words) == 1 and is_of_kin(one.chain)):
                kin.add(id(other))
                beside[id(other)] = KIN_POINTS
            if id(one) in sure:
                beside[id(other)] = beside.get(id(other), 0.2) + _BESIDE
            if id(other) in sure:
                beside[id(one)] = beside.get(id(one), 0.2) + _BESIDE
    taken = {id(candidate) for candidate in accepted}
    for candidate in story.candidates:
        bonus = beside.get(id(candidate))
        if bonus and id(candidate) not in taken and candidate.points + bonus >= KEEP:
            candidate.points += bonus
            found.append(candidate)
    return found


def _are_listed(one: Chain, other: Chain) -> bool:
    if not 0 < other.first - one.last < 3:
        return False
    between = [token.key for token in one.line.tokens[one.last : other.first]]
    return between in ([","], ["and"], [",", "and"], [";"])


def _pool_lone_words(candidates: list[Candidate]) -> None:
    """A lone word that comes again and again is judged by the best of its places."""
    places: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        words = candidate.chain.words
        if len(words) == 1 and not candidate.ids:
            places[words[0].key].append(candidate)
    for same in places.values():
        barred = sum(candidate.context <= _BARRED for candidate in same)
        if len(same) > 1 and barred * 2 < len(same):
            best = max(candidate.points for candidate in same)
            best += _AGAIN * min(len(same) - 1, _AGAIN_MOST)
            for candidate in same:
                if candidate.context > _BARRED:
                    candidate.points = best


def _retried(candidate: Candidate, story: Story) -> bool:
    """Step 7: whether the name starts at the second or third word of a chain that failed."""
    chain = candidate.chain
    words = chain.words
    if len(words) < 3 or words[-1].signs & sign.ORGANISATION or words[0].key in _PLACE_STARTS:
        return False
    if is_named_after(chain):
        return False
    for place in (1, 2):
        if len(words) - place < 2:
            return False
        if words[place].capital and words[place].signs & sign.FREQUENT_GIVEN:
            shorter = Chain(chain.line, chain.first, chain.last, words=words[place:])
            points = _points(shorter, story, context_points(shorter))
            if points >= KEEP:
                if story.is_foreign or any(_is_dropped(word) for word in words[:place]):
                    candidate.chain = shorter
                candidate.points = points
                return True
    return False


def _points(chain: Chain, story: Story, context: float) -> float:
    words = chain.words
    if (
        is_named_after(chain)
        or is_nickname(chain)
        or (story.is_foreign and not _is_plainly_named(words))
    ):
        return _NEVER
    lone_lower = len(words) == 1 and words[0].key in story.lower
    points = name_points(chain, lone_lower=lone_lower) + context
    if len(words) == 1 and not lone_lower and not chain.title:
        points += _spoken_points(chain, words[0], story)
    return points


def _spoken_points(chain: Chain, word: Token, story: Story) -> float:
    """Points for a lone word where people talk: who speaks, and given names in what is said."""
    signs = word.signs
    tokens = chain.line.tokens
    after = tokens[chain.last].text if chain.last < len(tokens) else ""
    if chain.first == 0 and after == ":" and story.labels[word.key] > 1:
        if signs & sign.ANY_NAME and (signs & sign.GIVEN_TOP or not signs & sign.COMMON):
            return _LABEL + _SHOUTED * word.shout
        return 0.0
    if (
        not story.is_spoken
        or word.opens
        or signs & (sign.ANY_PLACE | sign.NATIONALITY | sign.ORGANISATION | sign.CALENDAR)
    ):
        return 0.0
    if signs & sign.GIVEN_TOP and signs & sign.COMMON:
        return _TALKED_COMMON
    return _TALKED if signs & sign.FREQUENT_GIVEN and not signs & sign.COMMON else 0.0


def _is_plainly_named(words: list[Token]) -> bool:
    """Two to four words, the first a frequent given name: all that is trusted in a foreign text."""
    first = words[0]
    return (
        1 < len(words) <= 4
        and bool(first.signs & sign.FREQUENT_GIVEN)
        and not first.signs & sign.COMMON
    )


def lone_words(
    story: Story, accepted: list[Candidate], directory: Directory | None
) -> list[Candidate]:
    """Step 8: lone words that are the family or given name of somebody accepted."""
    surnames, given, wholes = _known_words(accepted)
    nicknames = _nicknames(story, accepted)
    taken = {id(candidate) for candidate in accepted}
    found: list[Candidate] = []
    for candidate in story.candidates:
        if id(candidate) in taken:
            continue
        words = candidate.words
        if len(words) > 1:
            if candidate.key in wholes:
                candidate.points = _SECOND_PASS
                found.append(candidate)
            continue
        word = words[0]
        is_confirmed = directory is not None and directory.is_confirmed(word.key)
        is_surname = word.key in surnames or compact(word.key) in surnames
        is_nickname_here = word.key in nicknames
        if not (is_confirmed or is_surname or word.key in given or is_nickname_here):
            continue
        if _is_of_firm(candidate.chain):
            continue
        if (_follows(candidate, "the") and not is_used_as_noun(candidate.chain)) or (
            candidate.context <= _BARRED and word.signs & (sign.ANY_PLACE | sign.FIRM)
        ):
            continue
        if (
            is_nickname_here
            or (is_surname and _may_be_surname(candidate, story))
            or (word.key in given and _may_be_given(word, story))
            or (
                is_confirmed
                and not word.signs & (sign.COMMON | sign.ANY_PLACE)
                and word.key not in story.lower
            )
        ):
            candidate.points = _SECOND_PASS
            found.append(candidate)
    return found


def _nicknames(story: Story, accepted: list[Candidate]) -> set[str]:
    """The words by which the story says that people are called; each candidate learns its own."""
    tells = "known" in story.lower
    found: set[str] = set()
    for each in accepted:
        if each.chain.nickname:
            each.called = each.chain.called
        elif tells and len(each.words) > 1:
            each.called = known_as(each.chain.line.tokens, each.chain.last)
        if each.called:
            found.add(each.called)
    return found - story.lower


def _is_of_firm(chain: Chain) -> bool:
    """Whether an ampersand joins the word to another capital: "Johnson & Johnson"."""
    tokens = chain.line.tokens
    before = tokens[chain.first - 2 : chain.first] if chain.first > 1 else []
    after = tokens[chain.last : chain.last + 2]
    pairs = [(before[1], before[0])] if len(before) == 2 else []
    pairs += [(after[0], after[1])] if len(after) == 2 else []
    return any(joint.text == "&" and other.capital for joint, other in pairs)


def _may_be_surname(candidate: Candidate, story: Story) -> bool:
    """Whether the surname of somebody accepted is that name here: not in "Young people came"."""
    word, chain = candidate.words[0], candidate.chain
    if word.signs & sign.NATIONALITY:
        return False
    if not (word.opens and word.signs & sign.COMMON and word.key in story.lower):
        return True
    tokens = chain.line.tokens
    following = tokens[chain.last] if chain.last < len(tokens) else None
    return following is not None and bool(
        following.signs & sign.SAYING or following.text in {"'s", ","}
    )


def _may_be_given(word: Token, story: Story) -> bool:
    """Whether a lone word that is the given name of somebody accepted is that name here, too."""
    if word.signs & (sign.PLACE | sign.NATIONALITY):
        return False
    if word.signs & sign.TOWN and word.signs & _TOWNS_RATHER != sign.GIVEN_TOP:
        return False
    if not word.signs & sign.COMMON:
        return True
    return word.key not in story.lower and (bool(word.signs & sign.GIVEN_TOP) or not word.opens)


def _known_words(accepted: list[Candidate]) -> tuple[set[str], set[str], set[str]]:
    surnames: set[str] = set()
    given: set[str] = set()
    wholes: set[str] = set()
    written = {tuple([word.text for word in each.words]): each for each in reversed(accepted)}
    for texts, candidate in written.items():
        if not any(word.capital and not word.initial for word in candidate.words):
            continue
        name = parse_name(" ".join(texts))
        surnames.add(name.last)
        if name.last.startswith(ARTICLES):
            surnames.add(compact(name.last))  # Khalid al-Mutairi is called Mutairi
        surnames |= first_of_two(name)
        if name.given:
            wholes.add(candidate.key)
            if len(name.given[0]) > 1:
                given |= {name.given[0], name.given[0].partition("-")[0]}
                given |= lexicon().nicknames.get(name.given[0], frozenset())
                given.update(short_forms(name.given[0]))
    return surnames, given, wholes


def _follows(candidate: Candidate, key: str) -> bool:
    chain = candidate.chain
    return chain.first > 0 and chain.line.tokens[chain.first - 1].key == key


def in_loud_lines(story: Story, accepted: list[Candidate]) -> list[Candidate]:
    """Step 8, second half: in lines of capitals only people who are known by now."""
    if not story.loud:
        return []
    surnames, _, wholes = _known_words(accepted)
    starts = {whole.partition(" ")[0] for whole in wholes}
    taken = {id(token) for candidate in accepted for token in candidate.words}
    found: list[Candidate] = []
    for line in story.loud:
        tokens = line.tokens
        here = 0
        while here < len(tokens):
            token = tokens[here]
            last = here
            if token.word and id(token) not in taken:
                if token.key in starts:
                    last = _whole_at(tokens, here, wholes)
                if last == here and token.key in surnames and not token.signs & sign.PLACE:
                    last = here + 1
            if last > here:
                chain = Chain(line, here, last)
                chain.fill()
                found.append(Candidate(chain, _SECOND_PASS))
                here = last
            else:
                here += 1
    return found


def in_bylines(story: Story) -> list[Candidate]:
    """Lines in capitals that say they are bylines: "By JAMES BROOKE"."""
    found: list[Candidate] = []
    for line in story.loud:
        names = line.tokens[1:]
        if line.tokens[0].key != "by" or not 2 <= len(names) <= _LONGEST_BYLINE:
            continue
        if all(token.word and token.capital for token in names) and (
            names[0].initial or names[0].signs & sign.ANY_GIVEN
        ):
            chain = Chain(line, 1, len(line.tokens))
            chain.fill()
            found.append(Candidate(chain, _BYLINE))
    return found


def _whole_at(tokens: list[Token], first: int, wholes: set[str]) -> int:
    """Where the known full name at `first` ends, or `first`."""
    words: list[str] = []
    last = first
    for here in range(first, min(first + 6, len(tokens))):
        if not tokens[here].word:
            break
        words.append(tokens[here].key)
        if " ".join(words) in wholes:
            last = here + 1
    return last
