"""How people are called whom given and family name alone do not tell: royals, stage names, couples, names at birth."""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.people.chains import STRONG, is_suffix
from articles.people.directory import Directory
from articles.people.lexicon import signs as sign
from articles.people.names import parse_name
from articles.people.resolve import Cluster
from articles.people.story import Candidate, Story

_REIGNING = frozenset("king queen prince princess pope emperor empress".split())
_OF_NO_LIST = frozenset("queen prince princess pope".split())
"""Titles before which a given name may be one that no list has; a king may be of beasts or of rock."""
_COUPLE = frozenset(
    "couple both husband wife married parents brothers sisters twins siblings family pair son daughter sons daughters "
    "children newlyweds spouses mr mrs".split()
)
"""Words in the line of "John and Mary Pickering" that say they are of one family."""
_SAID_OF_BOTH = r"\b(?:Mr|Mrs)\.? (?:and Mrs\.? )?{0}\b|{0}, both\b"
"""Where somebody else of the story has the given name, too."""
_AT_BIRTH = re.compile(r"(?:\b[Bb]orn(?: as)?|\bn[ée]e) $")
_OTHERWISE_KNOWN = re.compile(
    r"(?:,? \(?(?:who (?:is|was) )?(?:(?:also|better|best|fondly|popularly|professionally|simply|widely) )?known"
    r"(?: (?:popularly|professionally|simply))? as|,? \(?(?:alias|aka|a\.k\.a\.)"
    r"|,? \(?(?:whose )?real name(?: is| was|:)?) \Z"
)
"""What stands between somebody's name and another of the same person, which is as full."""
_OTHERWISE_ENDS = (
    "known as ",
    "ly as ",
    "alias ",
    "aka ",
    "a.k.a. ",
    "name ",
    "name is ",
    "name was ",
    "name: ",
)
_LONG_BEFORE = 48
_BORN_BEFORE = 16  # words; "Born in Opelousas, La., on May 3, 1936, to ..."
_OTHERWISE = 1.0  # points of another name of somebody who is named in full
_SHORT = 2  # letters
_BEFORE = 10  # signs before a name that may say it is the one at birth


def share_surnames(
    candidates: Sequence[Candidate], accepted: Sequence[Candidate], text: str
) -> list[Candidate]:
    """Give "John" the family name in "John and Mary Pickering", where the line says they are kin.

    The halves that were not accepted by themselves.
    """
    others = {each.words[0].key for each in accepted if len(each.words) > 1}
    others |= {each.words[0].key for each in accepted if each.chain.title_key in _REIGNING}
    taken = {id(one) for one in accepted}
    found: list[Candidate] = []
    by_end: dict[tuple[int, int], Candidate] = {}
    for other in accepted:
        line, first = other.chain.line, other.chain.first
        joint = line.tokens[first - 1] if first else None
        if joint is None or joint.key not in {"and", "&"}:
            continue
        by_end = by_end or {(id(one.chain.line), one.chain.last): one for one in candidates}
        one = by_end.get((id(line), first - 1))
        if one is None or one is other or not _is_half(one, other):
            continue
        surname, name = other.words[-1].text, one.words[0].key
        if not (
            _COUPLE & {token.key for token in line.tokens}
            or _are_parents(one)
            or _is_family(surname, text)
        ):
            continue
        if name not in others or re.search(_SAID_OF_BOTH.format(re.escape(surname)), text):
            one.shared = other.words[-1].text
            one.points = max(one.points, other.points)
            found += [one] if id(one) not in taken else []
    return found


def _are_parents(one: Candidate) -> bool:
    """Whether somebody was born to the two: "Born in Opelousas to Otis and Rose Prudhomme"."""
    tokens, first = one.chain.line.tokens, one.chain.first
    if not first or tokens[first - 1].key != "to":
        return False
    return any(token.key == "born" for token in tokens[max(0, first - _BORN_BEFORE) : first])


def _is_family(surname: str, text: str) -> bool:
    """Whether the text tells of a family or of a Mr and a Mrs of that name, wherever it does."""
    if len(surname) <= _SHORT:
        return False
    if f"he {surname}s" in text or f"he {surname}es" in text:
        return True
    return f"Mr. {surname}" in text and any(
        f"{title} {surname}" in text for title in ("Mrs.", "Ms.")
    )


def _is_half(one: Candidate, other: Candidate) -> bool:
    """Whether a given name stands alone before a given name with its family name."""
    if len(one.words) != 1 or len(other.words) != 2 or one.chain.title == STRONG:
        return False
    above = one.chain.line.tokens[max(0, one.chain.first - 2) : one.chain.first]
    if len(above) == 2 and above[1].text == "," and above[0].capital:
        return False  # "sons Guido, Henrique and José Pedro"
    if is_suffix(other.words[-1].text):
        return False  # "his sons, Otis and Walter Jr."
    signs = one.words[0].signs
    given = other.words[0].signs & sign.ANY_GIVEN and not other.words[0].initial
    known = signs & sign.FREQUENT_GIVEN or (
        signs & sign.GIVEN and not signs & (sign.COMMON | sign.ANY_PLACE)
    )
    return bool(known and given)


def named_in_full(cluster: Cluster, members: Sequence[Candidate]) -> Cluster:
    """The person of a cluster under the whole name that the text gives: "Prince William", "Beyoncé"."""
    if cluster.is_full:
        return cluster
    if stage := next((each.stage for each in members if each.stage), ""):
        return replace(cluster, name=stage, is_full=True)
    for each in members:
        title, word = each.chain.title_key, each.words[0]
        named = word.signs & sign.ANY_GIVEN or (not word.signs and title in _OF_NO_LIST)
        alone = len(each.words) == 1 or (len(each.words) == 2 and is_suffix(each.words[1].text))
        tokens, first = each.chain.line.tokens, each.chain.first
        if first and tokens[first - 1].key == "the":
            continue  # "the Queen Victoria pub", "the King Charles spaniel"
        if title in _REIGNING and alone and named:
            return replace(cluster, name=f"{title.capitalize()} {cluster.name}", is_full=True)
    return cluster


def with_other_names(
    clusters: list[Cluster], text: str, spans: Sequence[tuple[int, int]]
) -> list[Cluster]:
    """The persons; a name behind "born" or "known as" is whoever was told of before it."""
    kept: list[Cluster] = []
    ends = {spans[member][1]: one for one in clusters for member in one.members}
    for one in clusters:
        first = min(spans[member][0] for member in one.members)
        known = None
        before = text[max(0, first - _LONG_BEFORE) : first]
        if one.is_full and _AT_BIRTH.search(before[-_BEFORE:]):
            known = next((each for each in kept if _may_be_born(each, one)), None)
        elif (
            one.is_full
            and before.endswith(_OTHERWISE_ENDS)
            and (told := _OTHERWISE_KNOWN.search(before))
        ):
            known = ends.get(first - len(told[0]))
            known = known if known is not one and known in kept else None
        if known:
            known.members = sorted([*known.members, *one.members])
            if not known.is_full:
                known.name, known.is_full = one.name, True
        else:
            kept.append(one)
    return kept


def _may_be_born(known: Cluster, other: Cluster) -> bool:
    one, two = parse_name(known.name), parse_name(other.name)
    return bool(one.given and two.given and one.given[0] == two.given[0])


def called_otherwise(
    story: Story, accepted: list[Candidate], directory: Directory
) -> list[Candidate]:
    """Words that are another name of somebody known whom the story names in full: LeBron, Magic.

    Those accepted already learn whose they are.
    """
    present = {one.ids[0] for one in accepted if len(one.ids) == 1}
    if not present:
        return []
    taken = {id(one) for one in accepted}
    surnames = {one.words[-1].key for one in accepted if len(one.words) > 1}
    found: list[Candidate] = []
    for candidate in story.candidates:
        word = candidate.words[0]
        if candidate.ids or len(candidate.words) > 1 or word.shout:
            continue
        if directory.is_called(word.key):
            called = () if candidate.chain.title else directory.ids_called(word.key)
        elif word.key not in surnames:
            called = directory.ids_of_surname(word.key)
        else:
            continue
        if len(called) != 1 or called[0] not in present:
            continue
        if id(candidate) in taken:
            candidate.ids = called
        elif (
            word.key not in story.lower
            and (candidate.context > 1 or not (word.opens and word.signs & sign.COMMON))
            and not word.signs & sign.ANY_PLACE
            and not _follows_article(candidate)
        ):
            candidate.ids, candidate.points = called, _OTHERWISE
            found.append(candidate)
    return found


def _follows_article(candidate: Candidate) -> bool:
    tokens, first = candidate.chain.line.tokens, candidate.chain.first
    return first > 0 and tokens[first - 1].key == "the"
