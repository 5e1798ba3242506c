"""Who is in a story, as the newsroom knows people: the finder of the text joined with the directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from articles.body.document import Document
from articles.body.words import blocks_text
from articles.models import (
    Article,
    CandidateSighting,
    CandidateState,
    NameCandidate,
    NameTally,
    Person,
    PersonAlias,
)
from articles.people.fold import fold_name
from articles.people.recognise import (
    KEEP,
    TAG,
    Directory,
    FoundPerson,
    KnownPerson,
    Layout,
    find_people,
)

TEXT_LIMIT = 400_000
"""Characters of a story that are searched; 60,000 words."""


@dataclass(slots=True)
class Found:
    """Somebody whom a story names."""

    name: str
    score: float
    role: str
    evidence: dict[str, Any]
    """{count, sentence, names: the forms seen in the text}"""
    person: int | None = None
    candidates: tuple[int, ...] = ()
    is_full: bool = True

    @property
    def is_sure(self) -> bool:
        """Whether it may be tagged without anybody looking (people-related.md A3.11)."""
        if self.person is not None:
            return True
        return self.is_full and not self.candidates and self.score >= TAG


@dataclass(slots=True)
class Finder:
    """Finds people with the directory as it was when first asked; `use_directory` False: the rules alone."""

    use_directory: bool = True
    _directory: Directory | None = None
    _refusals: dict[str, float] | None = None
    _names: dict[int, str] = field(default_factory=dict)

    def find(
        self, *, headline: str, standfirst: str, document: Document, language: str = ""
    ) -> list[Found]:
        """Best first. In a language other than English only people of the directory are found."""
        text, layout = laid_out(headline, standfirst, document)
        found = find_people(
            text, directory=self.directory(), refusals=self.refusals(), layout=layout
        )
        known_only = not reads_as_english(text, language)
        return [
            self._joined(person, text)
            for person in found
            if not known_only or person.person_id is not None
        ]

    def directory(self) -> Directory | None:
        """Everybody the newsroom knows, read once."""
        if self._directory is None and self.use_directory:
            self._directory = load_directory()
        return self._directory

    def refusals(self) -> dict[str, float]:
        """Names that editors refused more often than confirmed."""
        if self._refusals is None:
            self._refusals = load_refusals() if self.use_directory else {}
        return self._refusals

    def _joined(self, person: FoundPerson, text: str) -> Found:
        forms = dict.fromkeys(" ".join(text[start:end].split()) for start, end in person.mentions)
        return Found(
            name=person.name,
            score=round(person.score, 2),
            role=person.role,
            evidence={
                "count": len(person.mentions),
                "sentence": person.evidence,
                "names": list(forms)[:10],
            },
            person=person.person_id,
            candidates=person.candidates,
            is_full=person.is_full,
        )


def laid_out(headline: str, standfirst: str, document: Document) -> tuple[str, Layout]:
    """The story as one text, and where its headline, standfirst and captions stand in it."""
    parts: list[str] = []
    place = 0
    captions: list[tuple[int, int]] = []

    def add(words: str) -> tuple[int, int]:
        nonlocal place
        start = place
        parts.append(words)
        place += len(words) + 1
        return start, start + len(words)

    top = add(headline)
    second = add(standfirst)
    for _key, kind, words in blocks_text(document, include_captions=True):
        if place > TEXT_LIMIT:
            break
        span = add(words)
        if kind == "figure":
            captions.append(span)
    layout = Layout(
        headline=top if headline else None,
        standfirst=second if standfirst else None,
        captions=captions,
    )
    return "\n".join(parts), layout


ENGLISH = frozenset("the of and to in a is that for was on with as he at by from his".split())


def reads_as_english(text: str, language: str = "") -> bool:
    """By the tag if there is one, else by its small words: a tenth of all in English news."""
    if language:
        return language.lower().startswith("en")
    words = text[:4000].lower().split()
    if len(words) < 30:
        return True
    return sum(word in ENGLISH for word in words) / len(words) > 0.1


def load_directory() -> Directory:
    """The directory from the rows of people and aliases; two queries."""
    aliases: dict[int, list[str]] = {}
    unique: dict[int, list[str]] = {}
    for person, name, alone in PersonAlias.objects.values_list("person_id", "name", "is_unique"):
        (unique if alone else aliases).setdefault(person, []).append(name)
    rows = Person.objects.values_list("pk", "name", "name_is_unique")
    confirmed = NameTally.objects.filter(confirmed__gt=0).values_list("name_key", "confirmed")
    return Directory.of(
        (
            KnownPerson(
                pk, name, aliases.get(pk, ()), [*unique.get(pk, ()), *([name] if alone else ())]
            )
            for pk, name, alone in rows.iterator(chunk_size=5000)
        ),
        confirmed=dict(confirmed),
    )


def load_refusals() -> dict[str, float]:
    """Folded name -> refusals minus twice the confirmations, where that is positive."""
    rows = NameTally.objects.filter(refused__gt=F("confirmed") * 2)
    return {
        key: float(refused - 2 * confirmed)
        for key, refused, confirmed in rows.values_list("name_key", "refused", "confirmed")
    }


def leave_for_review(sightings: Iterable[tuple[Article, Sequence[Found]]]) -> None:
    """Puts full names that nobody is sure of into the review queue; four statements."""
    seen = [
        (article, each)
        for article, found in sightings
        for each in found
        if each.is_full and not each.is_sure and each.score >= KEEP and not each.candidates
    ]
    if not seen:
        return
    names = {fold_name(each.name)[:160]: each for _article, each in seen}
    NameCandidate.objects.bulk_create(
        (NameCandidate(name_key=key, name=each.name[:100]) for key, each in names.items()),
        ignore_conflicts=True,
        batch_size=500,
    )
    rows = {row.name_key: row for row in NameCandidate.objects.filter(name_key__in=names)}
    CandidateSighting.objects.bulk_create(
        (
            CandidateSighting(
                candidate=rows[fold_name(each.name)[:160]],
                article=article,
                score=each.score,
                role=each.role,
                evidence=each.evidence,
            )
            for article, each in seen
            if rows[fold_name(each.name)[:160]].state == CandidateState.WAITING
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    for key, each in names.items():
        count = sum(fold_name(other.name)[:160] == key for _article, other in seen)
        NameCandidate.objects.filter(name_key=key).update(
            story_count=F("story_count") + count, best_score=Greatest("best_score", each.score)
        )
