"""What can be done with many stories of the list at once; each asks first and tells what failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.article_live import FOLDS
from articles.export import formats
from articles.models import Article, Person, Section
from articles.people.fold import row_key
from articles.publishing import bulk
from articles.publishing.clock import UnclearTime, moment_of
from articles.publishing.policy import can
from articles.publishing.states import TRANSITIONS

TOLD = 20
"""Failures that are told one by one."""


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), label=gettext_lazy("Section"))

    def step(self, request: HttpRequest) -> bulk.Step:
        return bulk.assign_section(self.cleaned_data["section"], request.user)  # type: ignore[arg-type]


class PersonForm(forms.Form):
    person = forms.CharField(
        label=gettext_lazy("Name of the person, as in the directory"), max_length=160
    )

    def clean_person(self) -> Person:
        name = self.cleaned_data["person"]
        found = list(Person.objects.filter(name_key=row_key(name))[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Nobody in the directory has this name.")
                if not found
                else _("Several people have this name: tag them in the story itself.")
            )
        return found[0]


class AddPersonForm(PersonForm):
    def step(self, request: HttpRequest) -> bulk.Step:
        return bulk.add_person(self.cleaned_data["person"], request.user)  # type: ignore[arg-type]


class RemovePersonForm(PersonForm):
    def step(self, request: HttpRequest) -> bulk.Step:
        return bulk.remove_person(self.cleaned_data["person"], request.user)  # type: ignore[arg-type]


class IndexForm(forms.Form):
    noindex = forms.TypedChoiceField(
        label=gettext_lazy("Search engines"),
        choices=[("1", gettext_lazy("hide from them")), ("0", gettext_lazy("show to them"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    def step(self, request: HttpRequest) -> bulk.Step:
        return bulk.set_noindex(hidden=self.cleaned_data["noindex"], by=request.user)  # type: ignore[arg-type]


STEP_NAMES = {
    "start": gettext_lazy("Start"),
    "submit": gettext_lazy("Send to review"),
    "send_back": gettext_lazy("Send back"),
    "release": gettext_lazy("Release as draft"),
    "hold": gettext_lazy("Hold"),
    "publish": gettext_lazy("Publish"),
    "schedule": gettext_lazy("Schedule"),
    "unschedule": gettext_lazy("Take off the schedule"),
    "unpublish": gettext_lazy("Take offline to work on it"),
    "withdraw": gettext_lazy("Withdraw for good"),
    "reinstate": gettext_lazy("Reinstate as draft"),
    "archive": gettext_lazy("Archive"),
    "reopen": gettext_lazy("Reopen"),
}


class StepForm(forms.Form):
    """A step of the table; the reason and the time are asked for where the step needs them."""

    move = forms.ChoiceField(
        label=gettext_lazy("Step"),
        choices=[
            (each.name, STEP_NAMES[each.name]) for each in TRANSITIONS if each.name != "withdraw"
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason (to hold, take offline or reinstate)"),
        max_length=300,
        required=False,
    )
    at = forms.CharField(
        label=gettext_lazy("Time to go out (to schedule)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    fold = forms.ChoiceField(
        label=gettext_lazy("If the clocks show this time twice"),
        choices=[("", gettext_lazy("say so and ask")), *FOLDS],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The time as an instant; the hour that clocks repeat is asked about."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            cleaned["at"] = moment_of(cleaned.get("at", ""), fold=cleaned.get("fold", ""))
        except UnclearTime as fault:
            self.add_error("at", str(fault))
        return cleaned

    def step(self, request: HttpRequest) -> bulk.Step:
        given = self.cleaned_data
        return bulk.take_step(
            given["move"],
            request.user,  # type: ignore[arg-type]
            reason=given["reason"],
            at=given["at"],
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def step(self, request: HttpRequest) -> bulk.Step:
        return bulk.take_step("withdraw", request.user, reason=self.cleaned_data["reason"])  # type: ignore[arg-type]


class StoryActions(admin.ModelAdmin):
    """The actions of the list; who may do none of them to any story is not offered them."""

    actions = (
        "assign_section", "add_person", "remove_person", "change_state", "change_indexing",
        "withdraw_stories", "export_stories",
    )  # fmt: skip

    def get_actions(self, request: HttpRequest, action_location: Any = None) -> dict[str, Any]:
        """Never Django's own deletion, which asks nobody about the single story.

        Django 6.1 says which page asks; before that only the list does.
        """
        where = {} if action_location is None else {"action_location": action_location}
        offered = super().get_actions(request, **where)
        needs = {"export_stories": "view", "withdraw_stories": "withdraw"}
        return {
            name: action
            for name, action in offered.items()
            if name != "delete_selected" and can(request.user, needs.get(name, "edit"))
        }

    @admin.action(description=gettext_lazy("Assign a section"))
    def assign_section(
        self, request: HttpRequest, stories: QuerySet[Article]
    ) -> HttpResponse | None:
        return self._ask(request, stories, "assign_section", SectionForm, _("Assign a section"))

    @admin.action(description=gettext_lazy("Tag a person"))
    def add_person(self, request: HttpRequest, stories: QuerySet[Article]) -> HttpResponse | None:
        return self._ask(request, stories, "add_person", AddPersonForm, _("Tag a person"))

    @admin.action(description=gettext_lazy("Take off a person"))
    def remove_person(
        self, request: HttpRequest, stories: QuerySet[Article]
    ) -> HttpResponse | None:
        return self._ask(
            request, stories, "remove_person", RemovePersonForm, _("Take off a person")
        )

    @admin.action(description=gettext_lazy("Take a step"))
    def change_state(self, request: HttpRequest, stories: QuerySet[Article]) -> HttpResponse | None:
        return self._ask(request, stories, "change_state", StepForm, _("Take a step"))

    @admin.action(description=gettext_lazy("Show to or hide from search engines"))
    def change_indexing(
        self, request: HttpRequest, stories: QuerySet[Article]
    ) -> HttpResponse | None:
        return self._ask(request, stories, "change_indexing", IndexForm, _("Search engines"))

    @admin.action(description=gettext_lazy("Withdraw for good"))
    def withdraw_stories(
        self, request: HttpRequest, stories: QuerySet[Article]
    ) -> HttpResponse | None:
        return self._ask(request, stories, "withdraw_stories", WithdrawForm, _("Withdraw for good"))

    @admin.action(description=gettext_lazy("Export as JSON Lines"))
    def export_stories(
        self, request: HttpRequest, stories: QuerySet[Article]
    ) -> StreamingHttpResponse:
        chosen = Article.objects.filter(pk__in=[row.pk for row in self._chosen(stories)])
        answer = StreamingHttpResponse(
            formats.write("jsonl", chosen), content_type="application/x-ndjson; charset=utf-8"
        )
        answer.headers["Content-Disposition"] = 'attachment; filename="stories.jsonl"'
        return answer

    def _chosen(self, stories: QuerySet[Article]) -> list[Article]:
        """The whole rows; the list reads stories without their bodies."""
        keys = list(stories.order_by().values_list("pk", flat=True)[: bulk.MOST])
        return list(Article.objects.filter(pk__in=keys).select_related("section", "source"))

    def _ask(
        self,
        request: HttpRequest,
        stories: QuerySet[Article],
        name: str,
        form_of: Callable[..., Any],
        title: str,
    ) -> HttpResponse | None:
        """The page that asks, and what was asked carried out."""
        if name not in self.get_actions(request):
            raise PermissionDenied
        form = form_of(request.POST if "carry_out" in request.POST else None, prefix="bulk")
        chosen = self._chosen(stories)
        if form.is_bound and form.is_valid():
            self._tell(request, bulk.to_each(chosen, form.step(request)))
            return redirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "stories": chosen,
            "action": name,
            "most": bulk.MOST,
        }
        return render(request, "admin/articles/article/bulk.html", context)

    def _tell(self, request: HttpRequest, outcome: bulk.Outcome) -> None:
        if outcome.done:
            words = ngettext("%(n)s story changed.", "%(n)s stories changed.", outcome.done)
            messages.success(request, words % {"n": outcome.done})
        if outcome.same:
            words = ngettext("%(n)s was so already.", "%(n)s were so already.", outcome.same)
            messages.info(request, words % {"n": outcome.same})
        if outcome.failed:
            rows = format_html_join("", "<li><strong>{}</strong>: {}</li>", outcome.failed[:TOLD])
            words = ngettext(
                "%(n)s story stays as it was:",
                "%(n)s stories stay as they were:",
                len(outcome.failed),
            )
            messages.error(
                request, format_html("{}<ul>{}</ul>", words % {"n": len(outcome.failed)}, rows)
            )
