"""A story as the database has it while one transaction holds it: read once for a save and the step after."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from articles.models import Article, Person
from articles.publishing.snapshots import CreditTie, PersonTie, PickTie, Ties
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
    names: dict[int, str] = field(default_factory=dict)
    """People by number, as far as anybody read them."""
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
        names={tie.tag_id: tie.tag.name for tie in article.mentions.all()},
    )  # fmt: skip


def tied_of(ties: Ties, names: dict[int, str]) -> Tied:
    """The ties as those need them who follow a save; names that nobody read yet are one query."""
    people = [tie.person for tie in ties.people or []]
    unread = [pk for pk in people if pk not in names]
    if unread:
        names |= dict(Person.objects.filter(pk__in=unread).values_list("pk", "name"))
    makers = dict.fromkeys(tie.contributor for tie in ties.credits or [])
    return Tied({pk: names[pk] for pk in people if pk in names}, list(ties.topics or []), [*makers])
