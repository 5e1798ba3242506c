"""The people, topics and contributors of stories, read once for all who follow a story that was saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from articles.models import ArticleContributor, ArticleTopic, PersonMention


@dataclass(slots=True)
class Tied:
    """Whom and what one story is tied to, each in the editor's order."""

    people: dict[int, str] = field(default_factory=dict)
    """Number -> name."""
    topics: dict[int, str] = field(default_factory=dict)
    """Likewise."""
    makers: list[int] = field(default_factory=list)

    @property
    def entities(self) -> list[str]:
        """The people and topics as terms of the library."""
        people, topics = sorted(self.people), sorted(self.topics)
        return [*(f"@{pk}" for pk in people), *(f"#{pk}" for pk in topics)]


TiedStories = Mapping[int, Tied]


def read_tied(stories: Collection[int]) -> dict[int, Tied]:
    """What each of these stories is tied to; three queries."""
    tied = {story: Tied() for story in stories}
    mentions = PersonMention.objects.filter(content_object__in=stories)
    for story, person, name in mentions.values_list("content_object_id", "tag_id", "tag__name"):
        tied[story].people[person] = name
    topics = ArticleTopic.objects.filter(article__in=stories).order_by("position", "pk")
    for story, topic, name in topics.values_list("article_id", "topic_id", "topic__name"):
        tied[story].topics[topic] = name
    makers = ArticleContributor.objects.filter(article__in=stories)
    for story, maker in makers.values_list("article_id", "contributor_id"):
        if maker not in tied[story].makers:
            tied[story].makers.append(maker)
    return tied
