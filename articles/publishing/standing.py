"""A story as the database has it while one transaction holds it: read once for a save and the step after."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from articles.models import Article, Person, Placement, Topic
from articles.publishing.snapshots import CreditTie, Names, PersonTie, PickTie, Ties
from articles.tied import Tied


@dataclass(slots=True)
class Standing:
    """What a writer read under the lock. Whoever passes it on writes inside the same transaction.

    A save makes it true again for the next one, and leaves what must follow a change to `owed`,
    which articles.publishing.saving.settle carries out once.
    """

    row: Article | None
    """None: the story is new."""
    ties: Ties
    names: Names = field(default_factory=Names)
    placements: list[Placement] | None = None
    """Where its pictures stand, with them; None: nobody read it since it changed."""
    is_indexed: bool = False
    """Whether this transaction wrote the index of its pictures already."""
    is_owed: bool = False
    was_public: bool = False
    was_seen: bool = False

    def owe(self, article: Article, *, ties: Ties, was_public: bool, was_seen: bool) -> None:
        """After a save: the story is this one by now, and whoever follows it must be told."""
        self.row, self.ties = copy(article), ties
        self.is_indexed = self.is_owed = True
        self.was_public |= was_public
        self.was_seen |= was_seen


def standing_of(article: Article) -> Standing:
    """Of a story that was read under its lock, its lists with it (article_page.with_ties)."""
    return Standing(
        row=copy(article),
        ties=Ties(
            people=[
                PersonTie(tie.tag_id, tie.role, tie.origin, tie.score, tie.evidence)
                for tie in article.mentions.all()
            ],
            topics=[tie.topic_id for tie in article.topic_ties.all()],
            credits=[CreditTie(tie.contributor_id, tie.role) for tie in article.credits.all()],
            picks=[
                PickTie(
                    pick.target_id, pick.url, pick.headline, pick.teaser, pick.source_id,
                    pick.origin,
                )
                for pick in article.picks.all()
            ],
        ),
        names=Names(
            {tie.tag_id: tie.tag.name for tie in article.mentions.all()},
            {tie.topic_id: tie.topic.name for tie in article.topic_ties.all()},
        ),
        placements=list(article.placements.all()),
    )  # fmt: skip


def tied_of(ties: Ties, names: Names) -> Tied:
    """The ties as those need them who follow a save; names that nobody read yet are a query, and kept."""
    people = _named(Person, [tie.person for tie in ties.people or []], names.people)
    topics = _named(Topic, ties.topics or [], names.topics)
    makers = dict.fromkeys(tie.contributor for tie in ties.credits or [])
    return Tied(people, topics, [*makers])


def _named(
    model: type[Person | Topic], keys: Iterable[int], names: dict[int, str]
) -> dict[int, str]:
    unread = [pk for pk in keys if pk not in names]
    if unread:
        rows = model._default_manager.filter(pk__in=unread).order_by()
        names |= dict(rows.values_list("pk", "name"))
    return {pk: names[pk] for pk in keys if pk in names}
