"""What the page of a story's form shows beside the form: findings, pictures, scripts, words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from js_asset import ImportMap

from articles.admin.writing_words import writing_words
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    Placement,
    RelatedPick,
)
from articles.publishing.checks import Facts, Finding, check_facts, internal_links
from articles.publishing.policy import can
from media.admin.upload import picture_json
from media.models import Picture

MODULES = (
    "blocks", "boxes", "choosing", "commands", "counting", "embedding", "figure", "form", "ids",
    "keys", "lead", "linking", "main", "moving", "page", "paste", "picker", "slash", "summary", "ties",
    "toolbar", "words",
)  # fmt: skip
"""The scripts under static/articles/editor/; each is imported by its name in the import map."""


def with_ties(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories with all rows that their form shows: six queries for one story."""
    picks = RelatedPick.objects.select_related("target").defer("target__body")
    brought: list[Prefetch[Any]] = [
        Prefetch("mentions", PersonMention.objects.select_related("tag")),
        Prefetch("topic_ties", ArticleTopic.objects.select_related("topic")),
        Prefetch("credits", ArticleContributor.objects.select_related("contributor")),
        Prefetch("picks", picks),
        Prefetch("placements", Placement.objects.select_related("picture")),
    ]
    return stories.select_related("section", "lead_picture").prefetch_related(*brought)


def findings_of(article: Article, *, now: datetime | None = None) -> list[Finding]:
    """check_story of a story loaded by `with_ties`: one query instead of five."""
    now = now or timezone.now()
    links = internal_links(article)
    public = Article.objects.published(now).exclude(pk=article.pk)
    others = public.filter(Q(headline=article.headline) | Q(pk__in=links)).values_list(
        "pk", "headline"
    )
    known = dict(others[: len(links) + 50])
    picks = list(article.picks.all())
    facts = Facts(
        article=article,
        now=now,
        placements=list(article.placements.all()),
        people=[tie.tag.name for tie in article.mentions.all()],
        hidden_picks=[
            pick.headline
            for pick in picks
            if pick.target is not None and not pick.target.is_published(now)
        ],
        dead_links=[path for key, path in links.items() if key not in {*known, article.pk}],
        same_headline=bool(article.headline) and article.headline in known.values(),
        has_picks=bool(picks),
    )
    return check_facts(facts)


def import_map(request: HttpRequest) -> SafeString:
    """The one inline script of the admin: where each module's file is, under the page's nonce."""
    names = {f"desk/{name}": f"articles/editor/{name}.js" for name in MODULES}
    names["tiptap"] = "django_prose_editor/editor.js"
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    rendered: SafeString = ImportMap(names, nonce=nonce).render()
    return rendered


def writing_values(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """What the scripts need to know, as JSON values: addresses, words, pictures, rights."""
    addresses = {
        name: reverse(f"admin:articles_article_{name}")
        for name in ("paste", "stories", "embed", "pictures", "caption", "make")
    }
    addresses["library"] = reverse("admin:media_picture_library")
    addresses["upload"] = reverse("admin:media_picture_upload")
    user = request.user
    return {
        "addresses": addresses,
        "words": writing_words(),
        "pictures": [picture_json(picture) for picture in pictures_of(article).values()],
        "may": {
            "caption": user.has_perm("media.change_picture"),
            "upload": user.has_perm("media.add_picture"),
            "make": [
                kind
                for kind in ("person", "topic", "contributor")
                if user.has_perm(f"articles.add_{kind}")
            ],
        },
        "places": {
            "desk": reverse("admin:index"),
            "stories": reverse("admin:articles_article_changelist"),
            "pictures": reverse("admin:media_picture_changelist"),
        },
    }


def pictures_of(article: Article | None) -> dict[int, Picture]:
    """The pictures that the stored story shows, by number; no query after `with_ties`."""
    if article is None:
        return {}
    placed = {row.picture.pk: row.picture for row in article.placements.all() if row.picture}
    if article.lead_picture is not None:
        placed[article.lead_picture.pk] = article.lead_picture
    return placed


def may_write(request: HttpRequest, article: Article | None) -> bool:
    """Whether the page is a form for this user, or only shows the story."""
    if article is None:
        return can(request.user, "create")
    return can(request.user, "edit", article)
