"""Whom and what a story is tied to, as rows of its form: people, topics, credits, related links."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.known_choices import CheckedOnce, KnownChoice
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Person,
    PersonMention,
    RelatedPick,
    Topic,
)
from articles.publishing.policy import can, visible_to
from articles.publishing.snapshots import CreditTie, PersonTie, PickTie, Ties


class PickSelect(forms.Select):
    """A choice among too many to list: holds the chosen one, the browser finds the others.

    `known` are labels by key that need no query; `data-search` names where to look.
    """

    def __init__(self, search: str, create: str = "") -> None:
        super().__init__(attrs={"data-pick": create})
        self.search = search
        self.known: dict[str, str] = {}

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        chosen = [str(each) for each in value if each]
        unknown = [each for each in chosen if each not in self.known and each.isdecimal()]
        choices: Any = self.choices  # ModelChoiceField sets an iterator that knows its queryset
        rows = choices.queryset.filter(pk__in=unknown) if unknown else ()
        self.known |= {str(row.pk): str(row) for row in rows}
        shown = [("", ""), *((each, self.known[each]) for each in chosen if each in self.known)]
        options = [
            self.create_option(name, key, label, selected=key in chosen, index=number)
            for number, (key, label) in enumerate(shown)
        ]
        return [(None, options, 0)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-search"] = self.address()
        return context

    def address(self) -> str:
        """Where the browser looks: answers {"results": [{"id", "text"}]} to ?term=words."""
        if "." not in self.search:
            return reverse(f"admin:articles_article_{self.search}")
        model, name = self.search.split(".")
        query = f"app_label=articles&model_name={model}&field_name={name}"
        return f"{reverse('admin:autocomplete')}?{query}"


class TieForm(CheckedOnce):
    """One tie; the label of what it is tied to comes with the row and costs no query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choice in self.fields.items():
            if isinstance(choice.widget, PickSelect) and getattr(self.instance, f"{name}_id"):
                other = getattr(self.instance, name)
                choice.widget.known = {str(other.pk): str(other)}
        if "position" in self.fields:
            self.fields["position"].widget = forms.HiddenInput(attrs={"data-position": ""})
            self.fields["position"].required = False

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0


class PersonForm(TieForm):
    tag = KnownChoice(
        Person.objects.all(), label=_("Person"), widget=PickSelect("personmention.tag", "person")
    )


class TopicForm(TieForm):
    topic = KnownChoice(
        Topic.objects.all(), label=_("Topic"), widget=PickSelect("articletopic.topic", "topic")
    )


class CreditForm(TieForm):
    contributor = KnownChoice(
        Contributor.objects.all(),
        label=_("Contributor"),
        widget=PickSelect("articlecontributor.contributor", "contributor"),
    )


class PickForm(TieForm):
    target = KnownChoice(
        Article.objects.only("pk", "headline"),
        label=_("Story of ours"),
        required=False,
        widget=PickSelect("stories"),
    )
    url = forms.URLField(
        label=_("or an address outside"), required=False, max_length=2000, assume_scheme="https"
    )


MOST_ROWS = 500
"""Of one kind; Django alone would build 2,000 forms, 6 s of processor time, for one forged number."""


class TieFormSet(forms.BaseInlineFormSet):
    """Rows that the story brought along when it was loaded; what is chosen anew is read at once."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """Each form knows the same rows, Django's own field for the row's number among them."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        for name, choice in form.fields.items():
            if isinstance(choice, KnownChoice):
                choice.known = self._rows_known(name, choice)
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        number = self._number()
        if isinstance(form.fields.get(number), forms.ModelChoiceField):
            django = form.fields[number]
            form.fields[number] = KnownChoice(
                django.queryset, initial=django.initial, required=False, widget=django.widget
            )

    def _number(self) -> str:
        assert self.model is not None
        return str(self.model._meta.pk.name)

    def _rows_known(self, name: str, choice: KnownChoice) -> dict[str, Any]:
        """What all forms know of one column: the rows that stand, and those chosen anew, read at once."""
        kept: dict[str, dict[str, Any]] = self.__dict__.setdefault("known_rows", {})
        if name not in kept:
            rows = self.get_queryset()
            if name == self._number():
                choice.know(rows)
            else:
                choice.know(getattr(row, name) for row in rows if getattr(row, f"{name}_id"))
            if self.is_bound:
                numbers = range(self.total_form_count())
                choice.ask(self.data.get(f"{self.add_prefix(n)}-{name}") for n in numbers)
            kept[name] = choice.known
        return kept[name]

    def get_queryset(self) -> QuerySet[Any]:
        accessor = self.fk.remote_field.get_accessor_name()
        brought = getattr(self.instance, "_prefetched_objects_cache", {})
        if accessor in brought:
            return brought[accessor]  # type: ignore[no-any-return]
        return super().get_queryset()


class TieInline(admin.StackedInline):
    """Rows that belong to the story; saving them is the story's own save."""

    extra = 0
    template = "admin/articles/tie_inline.html"
    formset = TieFormSet
    ordering = ("position", "pk")
    max_num = MOST_ROWS

    def get_formset(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[Any]:
        """No more forms than a story may have rows, however many a forged post announces."""
        made: type[Any] = super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)
        return made

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can(request.user, "edit", obj) if obj else can(request.user, "create")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can(request.user, "view", obj)


class PeopleInline(TieInline):
    model = PersonMention
    form = PersonForm
    fk_name = "content_object"
    fields = ("position", "tag", "role")
    verbose_name = _("person")
    verbose_name_plural = _("People in this story")


class TopicsInline(TieInline):
    model = ArticleTopic
    form = TopicForm
    fields = ("position", "topic")
    verbose_name = _("topic")
    verbose_name_plural = _("Topics")


class CreditsInline(TieInline):
    model = ArticleContributor
    form = CreditForm
    fields = ("position", "contributor", "role")
    verbose_name = _("contributor")
    verbose_name_plural = _("By whom")


class PicksInline(TieInline):
    model = RelatedPick
    form = PickForm
    fk_name = "article"
    fields = ("position", "target", "headline", "url", "teaser")
    verbose_name = _("related link")
    verbose_name_plural = _("Related")

    def get_formset(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[Any]:
        """Offers what the asker may see, and what is picked already: a number tells no headline."""
        formset: type[Any] = super().get_formset(request, obj, **kwargs)
        target = deepcopy(formset.form.base_fields["target"])
        seen = Q(pk__in=visible_to(request.user, Article.objects.all()).order_by().values("pk"))
        if obj is not None:
            seen |= Q(pk__in=RelatedPick.objects.filter(article=obj).order_by().values("target"))
        target.queryset = target.queryset.filter(seen)
        formset.form.base_fields = {**formset.form.base_fields, "target": target}
        return formset


INLINES = (PeopleInline, TopicsInline, CreditsInline, PicksInline)


def ties_from_formsets(article: Article, formsets: list[Any]) -> Ties:
    """The ties as the form has them, in the order of their positions; what it leaves out stays."""
    ties = Ties()
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
            ties.people = _people(rows, article.mentions.all() if article.pk else ())
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


def _people(rows: list[dict[str, Any]], standing: Iterable[PersonMention]) -> list[PersonTie]:
    """Whoever stood there before keeps how they were found."""
    known = {tie.tag_id: tie for tie in standing}
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
