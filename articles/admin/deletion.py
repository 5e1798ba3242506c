"""Stories in the words of a deletion: which ones forbid it, and how many lose something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from articles.models import ArticleQuerySet
from articles.publishing.policy import visible_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

NAMED = 20
"""Stories that are named; of more their number is said."""


def in_the_way(stories: ArticleQuerySet, user: User | AnonymousUser) -> list[str]:
    """Links to the first of these stories that `user` may see, and how many more there are; empty if none is.

    A story keeps its section or picture also from those who may not know its headline.
    """
    newest = visible_to(user, stories).order_by("-pk")
    shown: list[str] = [
        format_html(
            '<a href="{}">{}</a>',
            reverse("admin:articles_article_change", args=[number]),
            headline or gettext("(no headline)"),
        )
        for number, headline in newest.values_list("pk", "headline")[:NAMED]
    ]
    if more := stories.count() - len(shown):
        words = (
            ngettext("and %(count)s more story", "and %(count)s more stories", more)
            if shown
            else ngettext("%(count)s story", "%(count)s stories", more)
        )
        shown.append(words % {"count": more})
    return shown


def losses(stories: int, *, rows: int) -> list[str]:
    """What happens to so many stories, and to the pages of so many rows that are deleted."""
    words = ngettext(
        "%(n)s story loses it; the story itself stays.",
        "%(n)s stories lose it; the stories themselves stay.",
        stories,
    )
    return [
        words % {"n": stories} if stories else gettext("No story has it."),
        ngettext(
            "Its page is gone: whoever follows a link to it finds nothing there.",
            "Their pages are gone: whoever follows a link to one finds nothing there.",
            rows,
        ),
    ]
