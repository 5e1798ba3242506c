"""What the form asks beside the story: the kind of change to a live one, and times to go out."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_conflict import WAS_DELETED, choices_of
from articles.admin.article_waiting import kept_back, waiting_until
from articles.admin.known_choices import KnownChoice
from articles.models import Article, Correction, Placement, Visibility
from articles.publishing import pending
from articles.publishing.changing import Change
from articles.publishing.checks import check_change, check_standing
from articles.publishing.clock import UnclearTime, moment_of
from articles.publishing.joining import joined_words
from articles.publishing.placing import placements_of
from articles.publishing.policy import can
from media.models import Picture

KINDS = (
    ("tidy", gettext_lazy("Tidy-up: readers need not know")),
    ("update", gettext_lazy("Update: the page says “Updated”")),
    ("correction", gettext_lazy("Correction: something was wrong")),
    ("clarification", gettext_lazy("Clarification: something was unclear")),
    ("retraction", gettext_lazy("Retraction: the story does not stand")),
)
NOT_SAID = gettext_lazy("Readers see this story: say what kind of change this is.")
GONE = gettext_lazy(
    "Somebody deleted this story while you wrote. Your words are here: save them, and they are a new story."
)
MOST_NOTES = 50
TAKES_AWAY = frozenset({"unpublish", "unschedule", "withdraw", "archive"})
"""Steps after which readers see nothing: no fault of the form stands in their way."""
FOLDS = (("first", gettext_lazy("the first time")), ("second", gettext_lazy("the second time")))


class TimesForm(forms.Form):
    """Times to go out, read in the site's zone; the hour that clocks repeat is asked about."""

    instance: Article
    is_kept = True
    """Whether what was sent shall be saved; a preview only looks at it."""
    asks_fold = False
    go_out: datetime | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "embargo_until" in self.fields:
            self._read_embargo(cleaned)
        if self.data.get(WAS_DELETED):
            self.add_error(None, GONE)
        if self.data.get("_move") == "schedule":
            self.go_out = self.moment("go_out_at")
            if self.go_out is None and not self.errors:
                self.add_error(None, _("Say when the story shall go out."))
        return cleaned

    def _post_clean(self) -> None:
        """A story that is out, or goes out by the clock, is not broken by a change (E27)."""
        watched = self.instance.visibility == Visibility.PUBLIC and self.is_kept
        current = copy(self.instance)
        super()._post_clean()  # type: ignore[misc]
        if not watched or self.errors or self.data.get("_move") in TAKES_AWAY:
            return
        base = self.cleaned_data.get("base_version")
        joined = joined_words(
            current,
            self.instance,
            base_version=current.version if base is None else base,
            choices=choices_of(self.data),
        )
        if joined is None:  # asked again once the clash is settled
            return
        before = check_standing(current, self._placements(current))
        for fault in check_change(before, joined, self._placements(joined)):
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)

    def _placements(self, article: Article) -> list[Placement]:
        choice = self.fields.get("lead_picture")
        known = choice.known if isinstance(choice, KnownChoice) else {}
        pictures = {int(key): row for key, row in known.items() if isinstance(row, Picture)}
        return placements_of(article, pictures)

    def _read_embargo(self, cleaned: dict[str, Any]) -> None:
        """Django only says that a repeated hour is unclear; here the editor says which is meant."""
        if not self.has_error("embargo_until"):
            return
        try:
            moment = moment_of(
                self.data.get("embargo_until", ""), fold=self.data.get("go_out_fold", "")
            )
        except UnclearTime as fault:
            self.asks_fold = fault.is_repeated
            del self.errors["embargo_until"]
            self.add_error("embargo_until", str(fault))
        else:
            if moment is not None:
                del self.errors["embargo_until"]
                cleaned["embargo_until"] = moment

    def moment(self, name: str) -> datetime | None:
        """The time that the editor wrote; a time that is unclear becomes an error of the form."""
        try:
            return moment_of(self.data.get(name, ""), fold=self.data.get("go_out_fold", ""))
        except UnclearTime as fault:
            self.asks_fold = fault.is_repeated
            self.add_error(None, str(fault))
        return None


class TidyForm(TimesForm):
    """Who may not publish may tidy up what readers see, and tell nobody."""

    change = forms.ChoiceField(
        label=gettext_lazy("What kind of change is this?"),
        choices=KINDS[:1],
        required=False,
        widget=forms.RadioSelect,
    )


class SaidForm(forms.Form):
    """What is said of a change to readers who have read what it changes."""

    change = forms.ChoiceField(
        label=gettext_lazy("What kind of change is this?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": NOT_SAID},
    )
    change_text = forms.CharField(
        label=gettext_lazy("For readers: what was wrong, or what is new"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    meaning_changed = forms.BooleanField(
        label=gettext_lazy("The meaning changed: put the note above the story"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "change" in self.fields:  # a preview asks nothing
            said = self.told()
            if said.corrects and not said.text.strip():
                wanted = ValidationError(_("Say in one sentence what was wrong."))
                self.add_error("change_text", wanted)
        return cleaned

    def told(self) -> Change:
        cleaned = self.cleaned_data
        return Change(
            cleaned.get("change") or "tidy",
            cleaned.get("change_text") or "",
            meaning_changed=bool(cleaned.get("meaning_changed")),
        )

    @classmethod
    def for_user(cls, user: Any, article: Article, sent: Any) -> SaidForm:
        """The question by itself; who may not publish may tidy up only."""
        form = cls(sent, initial={"change": ""})
        if not can(user, "publish", article):
            form.fields["change"].choices = KINDS[:1]  # type: ignore[attr-defined]
            del form.fields["change_text"], form.fields["meaning_changed"]
        return form


class LiveForm(SaidForm, TimesForm):
    """A change to what readers already see says what it is; a correction says what was wrong."""

    show_at = forms.CharField(
        label=gettext_lazy("Show the change at (empty: now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    shows_later: datetime | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "change" in self.fields:
            self.fields["change"].required = False  # a form without a change says nothing

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "change" not in self.fields:
            return cleaned
        if not cleaned.get("change") and set(self.changed_data) - {"base_version"}:
            self.add_error("change", NOT_SAID)
        self.shows_later = self.moment("show_at")
        if self.shows_later is not None and self.shows_later <= timezone.now():
            self.add_error("show_at", _("This time has passed already."))
        return cleaned


class StoryAsking(admin.ModelAdmin):
    """Joins these questions with whatever form the story has."""

    def get_form(
        self,
        request: HttpRequest,
        obj: Article | None = None,
        change: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        asking: type[TimesForm] = TimesForm
        if obj is not None and is_seen(obj):
            asking = LiveForm if can(request.user, "publish", obj) else TidyForm
        made_by: Any = type(form)
        return made_by("AskingStoryForm", (asking, form), {})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article = (extra_context or {}).get("article")
        around = {
            "notes": notes_of(article) if article else [],
            "waiting_until": waiting_until(article),
            "kept_back": kept_back(article),
            "put_off_by": pending.put_off_by(article) if article else "",
            "may_publish": can(request.user, "publish", article),
        }
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **around}
        )


def notes_of(article: Article) -> list[Correction]:
    """The dated notes of a story that has any, newest first; no query for one that never had."""
    if article.corrected_at is None and article.updated_at is None:
        return []
    return list(article.corrections.all()[:MOST_NOTES])


def is_seen(article: Article) -> bool:
    """Whether readers see the story, so that a change to it is a change to what was said."""
    return article.is_published()
