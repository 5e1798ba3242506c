"""People named in a text: rules, word lists and the newsroom's own directory. No model, no network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.people.called import (
    called_otherwise,
    named_in_full,
    share_surnames,
    with_other_names,
)
from articles.people.directory import Directory, KnownPerson, Rows
from articles.people.lineups import in_lists_of_players
from articles.people.makers import cap_played, is_drama, makers_of
from articles.people.names import fold_name, is_family_first, is_royal, parse_name
from articles.people.passes import (
    accepted_names,
    in_bylines,
    in_loud_lines,
    lone_words,
)
from articles.people.resolve import Cluster, Mention, cluster
from articles.people.roles import Layout, role
from articles.people.score import KEEP, TAG
from articles.people.shown_name import display_name
from articles.people.story import Candidate, gather
from articles.people.text import Reading, read
from articles.people.tokens import Token

__all__ = [
    "KEEP",
    "TAG",
    "Directory",
    "FoundPerson",
    "KnownPerson",
    "Layout",
    "Rows",
    "find_people",
]

_FAMILY_AGAIN = 0.4  # points where the family name alone comes again
_EVIDENCE = 300  # characters of a sentence shown as evidence
_SENTENCE_END = re.compile(  # the sign first: looking back at every letter took sixty times as long
    r"[.?!\n](?:(?<=\n)|(?<!\bMr.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?<!\bLt.)(?<!\bMrs.)(?<!\bRep.)(?<!\bSen.)"
    r"(?<!\bGov.)(?<!\bGen.)(?<!\b[A-Z].)[\"'’”)]*\s)"
)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whom the text names.

    `mentions` are (start, end) in characters of the text as it was handed in, titles and
    possessives left out, in order. `person_id` is set when the directory knows exactly one person
    of that name; `candidates` lists several, or the one whose lone surname this is.
    """

    name: str
    score: float
    role: str
    mentions: tuple[tuple[int, int], ...]
    evidence: str  # the sentence of the first mention
    is_full: bool  # a given name or somebody known by the word; others are never tagged unasked
    person_id: int | None = None
    candidates: tuple[int, ...] = ()


def find_people(
    text: str,
    *,
    directory: Directory | None = None,
    refusals: Mapping[str, float] | None = None,
    layout: Layout | None = None,
    read_loud_lines: bool = True,
) -> list[FoundPerson]:
    """Everybody named in `text`, best first (known, then by score and number of mentions).

    `refusals` maps a folded name (`resolve.fold_name`) to a score: while it is positive, that name
    is nobody. With `read_loud_lines` a line in capitals is searched for people found elsewhere.
    Takes time in proportion to the text; never raises for any string.
    """
    reading = read(text)
    story = gather(reading.text, directory)
    accepted = accepted_names(story)
    accepted += in_bylines(story)
    if directory is not None:
        accepted += called_otherwise(story, accepted, directory)
    accepted += lone_words(story, accepted, directory)
    accepted += in_lists_of_players(story.candidates, accepted)
    if read_loud_lines:
        accepted += in_loud_lines(story, accepted)
    refused = refusals or {}
    accepted = [one for one in accepted if refused.get(_surface(one), 0) <= 0]
    accepted += share_surnames(story.candidates, accepted, reading.text)
    accepted = makers_of(reading.text).left_out(accepted)
    cap_played(accepted, is_drama=is_drama(story.lower))
    accepted.sort(key=lambda one: one.words[0].start)
    return _people(text, reading, accepted, directory, refused, layout or Layout())


def _written(word: Token) -> str:
    """The word with the dot of an abbreviation: St. John."""
    return f"{word.text}." if word.end - word.start == len(word.text) + 1 else word.text


def _name_of(candidate: Candidate) -> str:
    """The name as written, with the family name that it shares."""
    words = " ".join(map(_written, candidate.words))
    return f"{words} {candidate.shared}" if candidate.shared else words


def _points(found: Cluster, accepted: list[Candidate]) -> float:
    """The best of all mentions, and something more where the family name comes again alone.

    Firms and places are shortened to their first word, people to their last.
    """
    best = max(accepted[member].points for member in found.members)
    alone = {accepted[member].key for member in found.members if len(accepted[member].words) == 1}
    if not alone or len(found.members) < 2 or not KEEP < best < TAG:
        return best
    name = parse_name(found.name)
    family = name.words[0] if is_family_first(name) else name.last
    return best + _FAMILY_AGAIN if family in alone else best


def _is_called(found: Cluster, directory: Directory | None) -> bool:
    """Whether the word that is all the text has is the whole name of somebody known: Ronaldo."""
    return directory is not None and directory.is_called(parse_name(found.name).key)


def _shown(found: Cluster, accepted: list[Candidate]) -> str:
    """The name of somebody known as the text has it, with a title that is part of it: "Lady Gaga"."""
    known = [_name_of(accepted[member]) for member in found.members if accepted[member].ids]
    longest = max(known, key=len, default="")
    return longest if len(longest.split()) > len(found.name.split()) else found.name


def _surface(candidate: Candidate) -> str:
    return fold_name(" ".join(word.text for word in candidate.words))


def _people(
    text: str,
    reading: Reading,
    accepted: list[Candidate],
    directory: Directory | None,
    refused: Mapping[str, float],
    layout: Layout,
) -> list[FoundPerson]:
    mentions = [
        Mention(_name_of(one), one.words[0].start, one.chain.title_key, one.called)
        for one in accepted
    ]
    spans = [reading.original(one.words[0].start, one.words[-1].end) for one in accepted]
    read_at = [(one.words[0].start, one.words[-1].end) for one in accepted]
    clusters = [
        named_in_full(one, [accepted[member] for member in one.members])
        for one in with_other_names(cluster(mentions), reading.text, read_at)
    ]
    clusters = [one for one in clusters if refused.get(fold_name(one.name), 0) <= 0]
    if directory is not None:
        clusters = [
            part
            for one in clusters
            for each in _sons_apart(one, accepted, directory)
            for part in _others_apart(each, accepted, directory)
        ]
    links = [(one, *_linked(one, accepted, directory)) for one in clusters]
    if directory is not None:
        links = _joined(links)
    busiest = max((len(one.members) for one, *_ in links), default=0)
    people: list[FoundPerson] = []
    for one, person_id, candidates in links:
        places = tuple(spans[member] for member in one.members)
        people.append(
            FoundPerson(
                name=_shown(one, accepted) if person_id is not None else one.name,
                score=round(_points(one, accepted), 2),
                role=role(places, layout, length=len(text), busiest=busiest),
                mentions=places,
                evidence=_sentence(text, places[0]),
                is_full=one.is_full or (bool(candidates) and _is_called(one, directory)),
                person_id=person_id,
                candidates=candidates,
            )
        )
    people.sort(key=lambda person: (person.person_id is None, -person.score, -len(person.mentions)))
    return people


def _sons_apart(found: Cluster, accepted: list[Candidate], directory: Directory) -> list[Cluster]:
    """Two persons, where the text has "Amos Tull" and "Amos Tull Jr." and the directory knows the first only."""
    name = parse_name(found.name)
    if not name.suffix or is_royal(name.title):
        return [found]
    names = {member: parse_name(_name_of(accepted[member])) for member in found.members}
    sons = [member for member in found.members if names[member].suffix]
    others = [member for member in found.members if not names[member].suffix]
    full = [names[member] for member in others if names[member].is_full]
    known = directory.ids_of(full[0]) if full else ()
    if not known or (directory.is_named_so(name) and known == directory.ids_of(name)):
        return [found]
    return [Cluster(display_name(full), others, is_full=True), replace(found, members=sons)]


def _others_apart(found: Cluster, accepted: list[Candidate], directory: Directory) -> list[Cluster]:
    """Two persons, where "Mother Agnes" is known and the text has a Sister Agnes Daly, too."""
    names = {member: parse_name(_name_of(accepted[member])) for member in found.members}
    styled = [
        member
        for member in found.members
        if accepted[member].ids and len(accepted[member].words) > 1 and not names[member].is_full
    ]
    ids = {person for member in styled for person in accepted[member].ids}
    full = [name for name in names.values() if name.is_full]
    if not ids or not full or any(ids & {*directory.ids_of(name)} for name in full):
        return [found]
    known = [member for member in found.members if ids & {*accepted[member].ids}]
    others = [member for member in found.members if member not in known]
    shown = display_name([names[member] for member in known])
    return [Cluster(shown, known, is_full=found.is_full), replace(found, members=others)]


_Link = tuple[Cluster, int | None, tuple[int, ...]]


def _joined(links: list[_Link]) -> list[_Link]:
    """Once for each person of the directory, whatever other names the story has: Tiger, Eldrick Woods."""
    first: dict[int, Cluster] = {}
    kept: list[_Link] = []
    for one, person_id, candidates in links:
        known = first.get(person_id) if person_id is not None else None
        if known is None:
            kept.append((one, person_id, candidates))
            if person_id is not None:
                first[person_id] = one
            continue
        known.members = sorted([*known.members, *one.members])
        if (one.is_full, len(one.name.split())) > (known.is_full, len(known.name.split())):
            known.name = one.name
        known.is_full = known.is_full or one.is_full
    return kept


def _linked(
    found: Cluster, accepted: list[Candidate], directory: Directory | None
) -> tuple[int | None, tuple[int, ...]]:
    """B7: one full name known -> that person; several -> ask; a lone surname is only ever asked."""
    if directory is None:
        return None, ()
    name = parse_name(found.name)
    members = [accepted[member] for member in found.members]
    if found.is_full and name.is_full and any(len(each.words) > 1 for each in members if each.ids):
        members = [each for each in members if len(each.words) > 1]
    elif found.is_full and name.is_full:
        members = []  # "Kimbal Musk" is nobody for whom "Musk" alone stands
    named = {each.ids for each in members if each.ids}
    certain = {ids[0] for ids in named if len(ids) == 1}
    if len(certain) == 1:
        return certain.pop(), ()
    if named:
        return None, tuple(dict.fromkeys(person for ids in named for person in ids))
    if found.is_full and not name.is_full:  # a royal, a name of the stage
        ids = () if name.title else directory.ids_of_surname(name.last)
        return (ids[0], ()) if len(ids) == 1 else (None, ids)
    if not found.is_full:
        return None, directory.ids_of_surname(name.last)
    ids = directory.ids_of(name)
    is_other = name.suffix and not is_royal(name.title) and not directory.is_named_so(name)
    if len(ids) == 1 and len(name.given[0]) > 1 and not is_other:
        return (None, ids) if directory.has_other_particles(ids[0], name) else (ids[0], ())
    return None, ids  # several, an initial that may stand for somebody else, or a son


def _sentence(text: str, span: tuple[int, int]) -> str:
    """The sentence around a stretch of text, cut to a length that can be shown."""
    floor = max(0, span[0] - _EVIDENCE)
    start = floor
    for match in _SENTENCE_END.finditer(text, floor, span[0]):
        start = match.end()
    ending = _SENTENCE_END.search(text, span[1], span[1] + _EVIDENCE)
    end = ending.end() if ending else min(len(text), span[1] + _EVIDENCE)
    return " ".join(text[start:end].split())
