"""The ties of imported stories: people, topics, credits and related candidates, by sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.bulk import insert, insert_values
from articles.ingest.prepared import Prepared
from articles.ingest.record import RelatedRecord
from articles.ingest.writer_lookups import Bearer, Names
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    MentionOrigin,
    MentionRole,
    PersonMention,
    PickOrigin,
    RelatedPick,
)
from articles.people.fold import fold_name, row_key
from articles.people.review import leave_for_review
from articles.people.suggest import Finder, Found
from articles.people.verdicts import Refused
from articles.publishing.placing import listed_at
from articles.publishing.snapshots import CreditTie, PersonTie, PickTie, Ties, ties_of

Stories = Sequence[tuple[Article, Prepared]]
Listed = dict[int, datetime | None]
"""When each story stands in lists, by its number."""


@dataclass(slots=True)
class People:
    """Who is in a story: those the source names, then those the finder is sure of."""

    finder: Finder = field(default_factory=Finder)

    def ties(self, stories: Stories, names: Names) -> list[list[PersonTie]]:
        """One list a story; names that nobody is sure of go to the review queue."""
        refused = Refused([article.pk for article, _ in stories if article.version > 1])
        found = [
            [each for each in self._find(prepared) if not refused.covers(article.pk, each)]
            for article, prepared in stories
        ]
        wanted = {person.name for _a, prepared in stories for person in prepared.record.people}
        wanted |= {each.name for story in found for each in story if each.is_sure}
        known = names.people(sorted(wanted))
        result = []
        for (article, prepared), story in zip(stories, found, strict=True):
            ties: dict[int, PersonTie] = {}
            for person in prepared.record.people:
                if refused.covers(article.pk, Found(person.name, 0.0, "", {})):
                    continue
                self._tie_named(person.name, person.role, story, known, names, ties)
            for each in story:
                self._tie_found(each, known, names, ties)
            result.append(subjects_first(ties.values()))
        leave_for_review(
            (article, story) for (article, _), story in zip(stories, found, strict=True)
        )
        return result

    def planned(self, prepared: Prepared) -> list[dict[str, Any]]:
        """{name, role, aliases_seen} of everybody who would be tied; writes nothing."""
        found = self._find(prepared)
        by_key = {fold_name(each.name): each for each in found}
        people: dict[str, dict[str, Any]] = {}
        for person in prepared.record.people:
            seen = by_key.get(fold_name(person.name))
            people[fold_name(person.name)] = {
                "name": person.name,
                "role": person.role or (seen.role if seen else "mentioned"),
                "aliases_seen": seen.evidence.get("names", []) if seen else [],
            }
        for each in found:
            if each.is_sure:
                people.setdefault(
                    fold_name(each.name),
                    {
                        "name": each.name,
                        "role": each.role,
                        "aliases_seen": each.evidence.get("names", []),
                    },
                )
        return list(people.values())

    def _find(self, prepared: Prepared) -> list[Found]:
        if prepared.people is None:
            prepared.people = self.finder.find(**prepared.searched())
        return prepared.people

    def _tie_named(
        self,
        name: str,
        role: str,
        found: list[Found],
        known: dict[str, list[Bearer]],
        names: Names,
        ties: dict[int, PersonTie],
    ) -> None:
        bearers = known.get(name, [])
        if len(bearers) > 1:
            return
        person = bearers[0] if bearers else names.new_person(name)
        known[name] = [person]
        seen = next((each for each in found if fold_name(each.name) == person.name_key), None)
        ties.setdefault(
            person.pk,
            PersonTie(
                person.pk,
                role or (seen.role if seen else "mentioned"),
                MentionOrigin.SOURCE,
                evidence=seen.evidence if seen else {},
            ),
        )

    def _tie_found(
        self, each: Found, known: dict[str, list[Bearer]], names: Names, ties: dict[int, PersonTie]
    ) -> None:
        if not each.is_sure:
            return
        person_id = each.person
        if person_id is None:
            bearers = known.get(each.name, [])
            if len(bearers) > 1:
                return
            person = bearers[0] if bearers else names.new_person(each.name)
            known[each.name] = [person]
            person_id = person.pk
        ties.setdefault(
            person_id,
            PersonTie(person_id, each.role, MentionOrigin.FOUND, each.score, each.evidence),
        )


def subjects_first(ties: Iterable[PersonTie]) -> list[PersonTie]:
    """The order of a story's list of people: whom it is about, then whom it names most."""
    return sorted(
        ties, key=lambda tie: (tie.role != MentionRole.SUBJECT, -tie.evidence.get("count", 0))
    )


def add_ties(stories: Stories, names: Names, people: People) -> None:
    """Writes every tie of new stories by four statements."""
    listed = {article.pk: listed_at(article) for article, _ in stories}
    _add_topics(stories, names, listed)
    _add_contributors(stories, names, listed)
    _add_mentions(stories, people.ties(stories, names), listed)
    insert(
        _pick(article, position, related)
        for article, prepared in stories
        for position, related in enumerate(prepared.record.related)
    )


def _add_mentions(stories: Stories, mentions: list[list[PersonTie]], listed: Listed) -> None:
    insert_values(
        PersonMention,
        ("content_object_id", "tag_id", "role", "origin", "score", "evidence", "position",
         "story_published_at"),
        (
            (article.pk, tie.person, tie.role, tie.origin, tie.score, tie.evidence, position,
             listed[article.pk])
            for (article, _), ties in zip(stories, mentions, strict=True)
            for position, tie in enumerate(ties)
        ),
    )  # fmt: skip


def _add_topics(stories: Stories, names: Names, listed: Listed) -> None:
    topics = names.topics({topic for _a, prepared in stories for topic in prepared.record.topics})
    insert_values(
        ArticleTopic,
        ("article_id", "topic_id", "position", "story_published_at"),
        (
            (article.pk, topic, position, listed[article.pk])
            for article, prepared in stories
            for position, topic in enumerate(
                dict.fromkeys(topics[name].pk for name in prepared.record.topics if name in topics)
            )
        ),
    )


def _add_contributors(stories: Stories, names: Names, listed: Listed) -> None:
    contributors = names.contributors(
        {each.name for _a, prepared in stories for each in prepared.record.contributors}
    )
    insert_values(
        ArticleContributor,
        ("article_id", "contributor_id", "role", "position", "story_published_at"),
        (
            (article.pk, contributor, role, position, listed[article.pk])
            for article, prepared in stories
            for position, (contributor, role) in enumerate(
                dict.fromkeys(
                    (contributors[each.name].pk, each.role[:80])
                    for each in prepared.record.contributors
                    if each.name in contributors
                )
            )
        ),
    )


def _pick(article: Article, position: int, related: RelatedRecord) -> RelatedPick:
    return RelatedPick(
        article=article,
        position=position,
        headline=related.headline[:300],
        headline_key=row_key(related.headline),
        teaser=related.teaser[:500],
        url=related.url[:2000],
        source_id=related.source_id[:255],
        origin=PickOrigin.SOURCE,
    )


def ties_for_update(
    article: Article, prepared: Prepared, names: Names, people: People | None = None
) -> Ties:
    """What an update adds to the ties; nothing that stands there is taken away.

    People whom an editor refused in this story do not come back.
    """
    current = ties_of(article)
    record = prepared.record
    tied = {tie.person for tie in current.people or []}
    [found] = (people or People()).ties([(article, prepared)], names)
    topics = names.topics(record.topics)
    ours = {topic.pk: None for topic in topics.values()}
    contributors = names.contributors([each.name for each in record.contributors])
    credited = {tie.contributor for tie in current.credits or []}
    picked = {fold_name(tie.headline) for tie in current.picks or []}
    return Ties(
        people=[*(current.people or []), *(tie for tie in found if tie.person not in tied)],
        topics=list(dict.fromkeys([*(current.topics or []), *ours])),
        credits=[
            *(current.credits or []),
            *(
                CreditTie(contributors[each.name].pk, each.role[:80])
                for each in record.contributors
                if each.name in contributors and contributors[each.name].pk not in credited
            ),
        ],
        picks=[
            *(current.picks or []),
            *(
                PickTie(
                    None, each.url, each.headline[:300], each.teaser[:500], each.source_id, "source"
                )
                for each in record.related
                if fold_name(each.headline) not in picked
            ),
        ],
    )
