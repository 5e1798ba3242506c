"""The form of one story: its words, its ties as rows, and the version that it started from."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.body.document import schema
from articles.fields import checked_body
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    RelatedPick,
)
from articles.publishing.policy import can
from articles.publishing.snapshots import CreditTie, PersonTie, PickTie, Ties, ties_of

COUNTED = {
    "headline": "40-70-110",
    "standfirst": "90-160-400",
    "seo_title": "20-60-90",
    "seo_description": "50-160-300",
    "social_title": "20-70-120",
    "lead_caption": "20-300-600",
    "lead_alt": "20-125-250",
}
"""Field -> characters: good from, good to, red from (experience.md E9); typing is never blocked."""

FOLLOWS = {"seo_title": "headline", "social_title": "headline", "seo_description": "standfirst"}
"""Fields that are the other one while they are empty."""


class BodyWidget(forms.Textarea):
    """The body editor: a textarea of JSON, over which the browser lays the writing surface."""

    template_name = "admin/articles/body_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["schema"] = json.dumps(schema())
        return context


class BodyFormField(forms.CharField):
    """A body as JSON text; what is not a document is refused with the block named."""

    widget = BodyWidget

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def has_changed(self, initial: Any, given: Any) -> bool:
        try:
            return bool(self.to_python(given) != initial)
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if not value:
            return {"type": "doc", "content": []}
        try:
            document = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(
                _("The text is not readable: %(error)s"), params={"error": error}
            ) from error
        return checked_body(document)


class StoryForm(forms.ModelForm):
    """Every field of a story that is written by hand; only the headline is needed to save."""

    body = BodyFormField(label=_("Text"), required=False)
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = (
            "headline", "kicker", "standfirst", "body", "slug", "slugline", "section", "kind",
            "byline", "dateline", "language", "lead_picture", "lead_caption", "lead_alt",
            "lead_decorative", "seo_title", "seo_description", "social_title", "embargo_until",
            "urgency", "usage_terms", "web_forbidden", "editor_note", "noindex",
            "evergreen", "link_people",
        )  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-field"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "standfirst-field"}),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "seo_description": forms.Textarea(attrs={"rows": 2}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "editor_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "base_version" in self.fields:
            self.fields["base_version"].initial = self.instance.version
        for name, limits in COUNTED.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-count"] = limits
        for name, other in FOLLOWS.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-follows"] = other
        if "slug" in self.fields:
            self.fields["slug"].help_text = _("Follows the headline until you write your own.")

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "headline" in self.changed_data or self.data.get("confirm_headline"):
            self.instance.headline_proposed = False
        if "slug" in self.changed_data:
            self.instance.slug_edited = bool(cleaned.get("slug"))
        return cleaned


class TieInline(admin.TabularInline):
    """Rows that belong to the story; saving them is the story's own save."""

    extra = 0
    template = "admin/articles/tie_inline.html"
    ordering = ("position", "pk")

    def has_add_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "edit", row) if row else can(request.user, "create")

    def has_change_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return self.has_add_permission(request, row)

    def has_delete_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return self.has_add_permission(request, row)

    def has_view_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "view", row)


class PeopleInline(TieInline):
    model = PersonMention
    fk_name = "content_object"
    fields = ("position", "tag", "role")
    autocomplete_fields = ("tag",)
    verbose_name = _("person")
    verbose_name_plural = _("People in this story")


class TopicsInline(TieInline):
    model = ArticleTopic
    fields = ("position", "topic")
    autocomplete_fields = ("topic",)
    verbose_name = _("topic")
    verbose_name_plural = _("Topics")


class CreditsInline(TieInline):
    model = ArticleContributor
    fields = ("position", "contributor", "role")
    autocomplete_fields = ("contributor",)
    verbose_name = _("credit")
    verbose_name_plural = _("By whom")


class PicksInline(TieInline):
    model = RelatedPick
    fk_name = "article"
    fields = ("position", "target", "headline", "url", "teaser")
    autocomplete_fields = ("target",)
    verbose_name = _("related link")
    verbose_name_plural = _("Related")


INLINES = (PeopleInline, TopicsInline, CreditsInline, PicksInline)


def ties_from_formsets(article: Article, formsets: list[Any]) -> Ties:
    """The ties as the form has them, in the order of their positions; what it leaves out stays."""
    ties = Ties()
    current = ties_of(article) if article.pk else Ties([], [], [], [])
    for formset in formsets:
        rows = sorted(
            (
                form.cleaned_data
                for form in formset.forms
                if form.cleaned_data and not form.cleaned_data.get("DELETE")
            ),
            key=lambda row: row.get("position") or 0,
        )
        if formset.model is PersonMention:
            ties.people = _people(rows, current.people or [])
        elif formset.model is ArticleTopic:
            ties.topics = list(dict.fromkeys(row["topic"].pk for row in rows if row.get("topic")))
        elif formset.model is ArticleContributor:
            ties.credits = [
                CreditTie(row["contributor"].pk, row.get("role") or "")
                for row in rows
                if row.get("contributor")
            ]
        elif formset.model is RelatedPick:
            ties.picks = _picks(rows)
    return ties


def _people(rows: list[dict[str, Any]], current: list[PersonTie]) -> list[PersonTie]:
    known = {tie.person: tie for tie in current}
    ties: dict[int, PersonTie] = {}
    for row in rows:
        if not row.get("tag"):
            continue
        person = row["tag"].pk
        old = known.get(person)
        role = row.get("role") or "mentioned"
        ties[person] = (
            PersonTie(person, role, old.origin, old.score, old.evidence)
            if old
            else PersonTie(person, role)
        )
    return list(ties.values())


def _picks(rows: list[dict[str, Any]]) -> list[PickTie]:
    return [
        PickTie(
            target=row["target"].pk if row.get("target") else None,
            url=row.get("url") or "",
            headline=row.get("headline") or "",
            teaser=row.get("teaser") or "",
            source_id=row["id"].source_id if row.get("id") else "",
            origin=row["id"].origin if row.get("id") else "editor",
        )
        for row in rows
        if row.get("target") or row.get("url") or row.get("headline")
    ]
