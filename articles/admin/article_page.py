"""What the page of a story's form shows beside the form: findings, pictures, scripts, words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, FloatField, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast
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
    Comment,
    Contributor,
    Person,
    PersonMention,
    Placement,
    RelatedPick,
    Topic,
)
from articles.publishing.checked_facts import (
    Facts,
    dead_links,
    internal_links,
    is_told_twice,
    public_others,
)
from articles.publishing.checks import Finding, check_facts
from articles.publishing.policy import can
from media.admin.upload import picture_json
from media.models import Picture

MODULES = (
    "blocks", "boxes", "choosing", "commands", "counting", "embedding", "figure", "first", "form", "growing",
    "held", "ids", "lead", "linking", "main", "moving", "offers", "own", "page", "paste", "pasted", "picker",
    "presence", "signing",
    "slash", "summary", "tables", "ties", "toolbar", "words",
)  # fmt: skip
"""The scripts under static/articles/editor/; each is imported by its name in the import map."""


SHOWN = (
    "shown_qualifier", "shown_role", "shown_origin", "shown_score", "shown_evidence",
)  # fmt: skip
"""What the rows of all ties have in common beside both ends; empty where a tie knows no such thing."""


def with_ties(stories: QuerySet[Article], pk: int) -> Article | None:
    """The story with all rows that its form shows: four queries, whatever it holds."""
    picks = RelatedPick.objects.select_related("target").defer("target__body")
    placements = Placement.objects.select_related("picture")
    brought: list[Prefetch[Any]] = [Prefetch("picks", picks), Prefetch("placements", placements)]
    rows = stories.select_related("section", "lead_picture").prefetch_related(*brought)
    article = rows.filter(pk=pk).first()
    if article is not None:
        _bring_names(article)
    return article


def _bring_names(article: Article) -> None:
    """People, topics and contributors of the story in one query, as if each were prefetched."""
    people = PersonMention.objects.filter(content_object=article)
    topics = ArticleTopic.objects.filter(article=article)
    makers = ArticleContributor.objects.filter(article=article)
    none = Value("", output_field=CharField())
    how = (F("origin"), F("score"), Cast("evidence", TextField()))
    unknown = (none, Value(None, output_field=FloatField()), Value("", output_field=TextField()))
    named = _named(people, "tag", F("tag__qualifier"), F("role"), *how).union(
        _named(topics, "topic", none, none, *unknown),
        _named(makers, "contributor", none, F("role"), *unknown),
        all=True,
    )
    found: dict[str, list[Any]] = {"tag": [], "topic": [], "contributor": []}
    for kind, pk, position, other, name, qualifier, role, origin, score, evidence in sorted(
        named, key=lambda row: (row[2], row[1])
    ):
        ends = {"pk": pk, "position": position}
        if kind == "tag":
            person = Person(pk=other, name=name, qualifier=qualifier)
            tie: Any = PersonMention(
                **ends, content_object=article, tag=person, role=role, origin=origin, score=score,
                evidence=json.loads(evidence),
            )  # fmt: skip
        elif kind == "topic":
            tie = ArticleTopic(**ends, article=article, topic=Topic(pk=other, name=name))
        else:
            maker = Contributor(pk=other, name=name)
            tie = ArticleContributor(**ends, article=article, contributor=maker, role=role)
        tie._state.adding = False
        found[kind].append(tie)
    _keep(article, "mentions", people, found["tag"])
    _keep(article, "topic_ties", topics, found["topic"])
    _keep(article, "credits", makers, found["contributor"])


def _named(ties: QuerySet[Any], end: str, *shown: Any) -> QuerySet[Any, Any]:
    """Rows of kind, key, position, key and name of the other end, and what SHOWN names."""
    rows: QuerySet[Any, Any] = (
        ties.order_by()
        .annotate(kind=Value(end, output_field=CharField()), **dict(zip(SHOWN, shown, strict=True)))
        .values_list("kind", "pk", "position", end, f"{end}__name", *SHOWN)
    )
    return rows


def _keep(article: Article, name: str, ties: QuerySet[Any], rows: list[Any]) -> None:
    """What a Prefetch leaves behind: a queryset that was read already."""
    ties._result_cache = rows
    ties._prefetch_done = True  # type: ignore[attr-defined]
    article._prefetched_objects_cache[name] = ties  # type: ignore[attr-defined]


def findings_of(
    article: Article, *, comments: Sequence[Comment] = (), now: datetime | None = None
) -> list[Finding]:
    """check_story of a story loaded by `with_ties`: one query instead of five."""
    now = now or timezone.now()
    links = internal_links(article)
    others = public_others(article, links, now=now)
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
        dead_links=dead_links(article, links, others),
        same_headline=is_told_twice(article, others),
        has_picks=bool(picks),
        open_comments=[one.text for one in comments if one.resolved_at is None],
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
        for name in ("paste", "stories", "embed", "pictures", "words", "make")
    }
    addresses["library"] = reverse("admin:media_picture_library")
    addresses["upload"] = reverse("admin:media_picture_upload")
    user = request.user
    return {
        "addresses": addresses,
        "words": writing_words(),
        "pictures": [picture_json(picture) for picture in pictures_of(article).values()],
        "may": {
            "word": user.has_perm("media.change_picture"),
            "user": user.pk,
            "upload": user.has_perm("media.add_picture"),
            "make": [
                kind
                for kind in ("person", "topic", "contributor")
                if user.has_perm(f"articles.add_{kind}")
            ],
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
