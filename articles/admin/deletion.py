"""Stories in the words of a deletion: which ones forbid it, and how many lose something."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from articles.models import Article

NAMED = 20
"""Stories that are named; of more their number is said."""


def in_the_way(stories: QuerySet[Article]) -> list[str]:
    """Links to the first stories of these, and how many more there are; empty if there are none."""
    shown: list[str] = [
        format_html(
            '<a href="{}">{}</a>',
            reverse("admin:articles_article_change", args=[number]),
            headline or gettext("(no headline)"),
        )
        for number, headline in stories.order_by("-pk").values_list("pk", "headline")[:NAMED]
    ]
    if len(shown) == NAMED and (more := stories.count() - NAMED):
        words = ngettext("and %(count)s more story", "and %(count)s more stories", more)
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
