"""can(user, action, article): the one answer to who may do what with a story.

Forms, actions, autocompletes, history, previews and exports all ask here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from articles.models import (
    Article,
    ArticleContributor,
    ArticleQuerySet,
    Section,
    State,
    Visibility,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

ACTIONS = (
    "view", "create", "edit", "review", "publish", "withdraw", "delete", "caption", "import",
    "comment",
)  # fmt: skip

WORKING = frozenset({State.DRAFT, State.IN_PROGRESS})


def can(user: User | AnonymousUser, action: str, article: Article | None = None) -> bool:
    """Whether `user` may do `action` with `article`, or with some story if none is named.

    Actions are those of ACTIONS; another raises ValueError.
    """
    if action not in ACTIONS:
        raise ValueError(f"“{action}” is no action; there are {', '.join(ACTIONS)}.")
    if not user.is_active or not user.is_staff:
        return False
    if user.is_superuser:
        return True
    return RULES[action](user, article)


def sees_all(user: User | AnonymousUser) -> bool:
    """Whether no story of the newsroom is hidden from `user`."""
    return user.is_superuser or user.has_perm("articles.edit_any_article")


def visible_to(user: User | AnonymousUser, stories: ArticleQuerySet) -> ArticleQuerySet:
    """Those of the stories that `user` may see in the newsroom; can(user, "view") for lists."""
    if not user.is_active or not user.is_staff:
        return stories.none()
    if sees_all(user):
        return stories
    if not user.has_perm("articles.view_article"):
        return stories.none()
    credited = ArticleContributor.objects.filter(contributor__user=user).order_by()
    theirs = (
        Q(visibility=Visibility.PUBLIC, state=State.PUBLISHED, embargo_until=None)
        | Q(created_by=user)
        | Q(pk__in=credited.values("article"))
        | Q(section__in=Section.objects.filter(editors=user).order_by().values("pk"))
    )
    # A case and no plain OR: else SQLite gathers all that match from four indexes and sorts them.
    seen = Case(When(theirs, then=Value(1)), default=Value(0), output_field=IntegerField())
    return stories.alias(seen_by_asker=seen).filter(seen_by_asker=1)


def editable_by(user: User | AnonymousUser, stories: ArticleQuerySet) -> ArticleQuerySet:
    """Those of the stories that `user` may edit; can(user, "edit") for lists."""
    if not user.is_active or not user.is_staff:
        return stories.none()
    if user.is_superuser:
        return stories
    if not user.has_perm("articles.change_article"):
        return stories.none()
    if user.has_perm("articles.edit_any_article"):
        return stories
    own = Q(created_by=user) | Q(credits__contributor__user=user)
    return stories.filter(Q(section__editors=user) | (own & Q(state__in=WORKING))).distinct()


def captionable_by(user: User | AnonymousUser, stories: ArticleQuerySet) -> ArticleQuerySet:
    """Those whose captions `user` may correct: can(user, "edit") or can(user, "caption") for lists."""
    if can(user, "caption") and user.has_perm("articles.edit_any_article"):
        return stories
    return editable_by(user, stories)


def with_rights(user: User | AnonymousUser, stories: QuerySet[Article]) -> QuerySet[Article]:
    """The same stories; can() asks nothing more of the database about these and this user."""
    mine = user.pk or 0
    edits = Section.editors.through.objects.filter(section=OuterRef("section"), user=mine)
    credited = ArticleContributor.objects.filter(article=OuterRef("pk"), contributor__user=mine)
    return stories.annotate(
        rights_of=Value(mine),
        rights_in=F("section"),
        edits_section=Exists(edits),
        is_credited=Exists(credited),
    )


def _owns(user: User | AnonymousUser, article: Article) -> bool:
    if article.created_by_id == user.pk:
        return True
    if getattr(article, "rights_of", None) == user.pk:
        return bool(article.is_credited)  # type: ignore[attr-defined]
    return article.pk is not None and article.credits.filter(contributor__user=user.pk).exists()


def _edits_section(user: User | AnonymousUser, article: Article) -> bool:
    came_with = getattr(article, "rights_of", None), getattr(article, "rights_in", None)
    if came_with == (user.pk, article.section_id):
        return bool(article.edits_section)  # type: ignore[attr-defined]
    section = article.section
    return section is not None and section.editors.filter(pk=user.pk or 0).exists()


def _may_view(user: User | AnonymousUser, article: Article | None) -> bool:
    if user.has_perm("articles.edit_any_article"):
        return True
    if not user.has_perm("articles.view_article"):
        return False
    if article is None:
        return True
    openly_public = (
        article.visibility == Visibility.PUBLIC
        and article.state == State.PUBLISHED
        and article.embargo_until is None
    )
    return openly_public or _owns(user, article) or _edits_section(user, article)


def _may_create(user: User | AnonymousUser, article: Article | None) -> bool:
    return user.has_perm("articles.add_article")


def _may_edit(user: User | AnonymousUser, article: Article | None) -> bool:
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_any_article") or article is None:
        return True
    if _edits_section(user, article):
        return True
    return article.state in WORKING and _owns(user, article)


def _leads(permission: str, user: User | AnonymousUser, article: Article | None) -> bool:
    if not user.has_perm(permission):
        return False
    if user.has_perm("articles.edit_any_article") or article is None:
        return True
    return _edits_section(user, article)


def _may_review(user: User | AnonymousUser, article: Article | None) -> bool:
    return _leads("articles.publish_article", user, article)


def _may_withdraw(user: User | AnonymousUser, article: Article | None) -> bool:
    return _leads("articles.withdraw_article", user, article)


def _may_delete(user: User | AnonymousUser, article: Article | None) -> bool:
    if not user.has_perm("articles.delete_article"):
        return False
    return article is None or article.visibility == Visibility.HIDDEN


def _may_comment(user: User | AnonymousUser, article: Article | None) -> bool:
    """Whoever works on it: also its writer while others review it."""
    if user.has_perm("articles.edit_any_article"):
        return True
    if not user.has_perm("articles.change_article"):
        return False
    return article is None or _owns(user, article) or _edits_section(user, article)


def _may_caption(user: User | AnonymousUser, article: Article | None) -> bool:
    if not user.has_perm("media.change_picture"):
        return False
    return article is None or user.has_perm("articles.edit_any_article") or _may_edit(user, article)


def _may_import(user: User | AnonymousUser, article: Article | None) -> bool:
    return user.has_perm("articles.import_article")


RULES = {
    "view": _may_view,
    "create": _may_create,
    "edit": _may_edit,
    "review": _may_review,
    "publish": _may_review,
    "withdraw": _may_withdraw,
    "delete": _may_delete,
    "caption": _may_caption,
    "import": _may_import,
    "comment": _may_comment,
}
