"""The ledger of captions: where a picture stands, with which words, and one correction for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Trim
from django.utils.translation import gettext as _

from articles import clock
from articles.body.document import walk
from articles.body.words import bare
from articles.models import Article, Placement, Visibility
from articles.publishing.checks import check_change, check_standing
from articles.publishing.picture_words import write_words
from articles.publishing.policy import can, captionable_by, visible_to
from articles.publishing.saving import StaleVersion, save_story
from media.models import Picture
from media.words import FILE_NAME

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_STORIES = 500
"""Stories named on a picture's page; agency portraits stand in more."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place of a picture: the story, the words there, and whether they drifted."""

    placement: Placement
    caption: str
    """As readers see it: the place's own, else the picture's."""
    is_own: bool
    """Whether the place says it in its own words."""
    has_drifted: bool
    """Own words that differ from the picture's by more than marks and case."""
    may_change: bool


def uses_of(picture: Picture, user: User) -> list[Use]:
    """Every place of the picture in stories that `user` may see, newest story first; two queries."""
    seen = visible_to(user, Article.objects.all()).values("pk")
    rows = (
        Placement.objects.filter(picture=picture, article__in=seen)
        .select_related("article__section")
        .defer("article__body")
        .order_by(F("article__published_at").desc(nulls_last=True), "-article", "position")
    )
    rows = rows[:MOST_STORIES]
    shown = Article.objects.filter(pk__in=[row.article_id for row in rows])
    editable = set(captionable_by(user, shown).order_by().values_list("pk", flat=True))
    return [
        Use(
            placement=row,
            caption=row.caption or picture.caption,
            is_own=bool(row.caption),
            has_drifted=bool(row.caption) and bare(row.caption) != bare(picture.caption),
            may_change=row.article_id in editable,
        )
        for row in rows
    ]


@dataclass(slots=True)
class Pushed:
    """What became of a correction: stories saved, and sentences about those that were not."""

    saved: int = 0
    failed: list[str] = field(default_factory=list)


def push_caption(
    picture: Picture, *, caption: str, stories: Iterable[int], by: User, is_own: bool = False
) -> Pushed:
    """Writes the caption into the chosen stories, a version each; a story that fails stops no other.

    `is_own` makes it the picture's caption too, and the stories then follow the picture.
    """
    pushed = Pushed()
    if is_own:
        write_words(picture, by=by, caption=caption)
    words = "" if is_own else caption
    for article in _chosen(stories, by, pushed):
        before = check_standing(article, [])
        if not _put_caption(article, picture.pk, words):
            continue
        broken = (
            check_change(before, article, []) if article.visibility == Visibility.PUBLIC else []
        )
        for fault in broken:
            told = {"story": article.headline, "fault": fault.message}
            pushed.failed.append(_("%(story)s: %(fault)s") % told)
        if not broken:
            _save(article, by, _("caption corrected"), pushed)
    return pushed


def push_credit(
    picture: Picture, *, creator: str, credit: str, stories: Iterable[int], by: User
) -> Pushed:
    """Corrects the credit, which is the picture's, and notes it in the chosen stories' versions."""
    pushed = Pushed()
    write_words(picture, by=by, creator=creator, credit=credit)
    for article in _chosen(stories, by, pushed):
        _save(article, by, _("credit of a picture corrected"), pushed)
    return pushed


def _chosen(stories: Iterable[int], by: User, pushed: Pushed) -> Iterator[Article]:
    """The chosen stories whose captions `by` may correct, one at a time; the others get a sentence."""
    for article in Article.objects.filter(pk__in=list(stories)[:MOST_STORIES]).order_by("pk"):
        if can(by, "edit", article) or can(by, "caption", article):
            yield article
        else:
            pushed.failed.append(_("%(story)s: you may not edit it.") % {"story": article.headline})


def _save(article: Article, by: User, note: str, pushed: Pushed) -> None:
    try:
        save_story(article, by=by, action="caption", note=note)
    except StaleVersion:
        pushed.failed.append(
            _("%(story)s: somebody saved it at this moment.") % {"story": article.headline}
        )
    else:
        pushed.saved += 1


def _put_caption(article: Article, picture: int, caption: str) -> bool:
    """Sets the caption wherever the story shows the picture; whether anything changed."""
    changed = False
    if article.lead_picture_id == picture and article.lead_caption != caption:
        article.lead_caption = caption
        changed = True
    for block, _place in walk(article.body):
        if block["type"] != "figure" or block["attrs"]["picture"] != picture:
            continue
        if block["attrs"]["caption"] != caption:
            block["attrs"]["caption"] = caption
            changed = True
    return changed


PROBLEMS = ("alt", "credit", "picture", "file name")
LOOKED_AT = 10_000
"""Live stories that the report looks at, newest first; `check_stories` looks at every one."""
NAMED_BY_FILE = rf"^\s*({FILE_NAME})\s*$"


def live_problems(kind: str) -> QuerySet[Placement]:
    """Places in the newest live stories where something lacks: one of PROBLEMS; newest story first."""
    live = Article.objects.published(clock.now()).newest_first().values("pk")[:LOOKED_AT]
    rows = Placement.objects.filter(article__in=live)
    if kind == "alt":
        rows = rows.annotate(own=Trim("picture__alt")).filter(
            alt="", decorative=False, own="", picture__isnull=False
        )
    elif kind == "credit":
        rows = rows.filter(picture__credit="", picture__creator="")
    elif kind == "picture":
        rows = rows.filter(Q(picture__isnull=True) | Q(picture__missing=True))
    else:
        rows = rows.filter(
            Q(caption__iregex=NAMED_BY_FILE) | Q(caption="", picture__caption__iregex=NAMED_BY_FILE)
        )
    return (
        rows.select_related("article", "picture")
        .defer("article__body")
        .order_by("-article__published_at", "position")
    )
