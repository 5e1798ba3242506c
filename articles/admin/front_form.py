"""The places of a front as its form shows and sends them: rows in order, each a story or the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.moments import FORMAT, MomentField
from articles.admin.row_numbers import row_number
from articles.fronts import LEAD_LASTS
from articles.models import Article, ArticleQuerySet, Visibility
from articles.publishing.editions import MOST_PLACES, Placing
from media.models import Picture

STORY_NUMBER = re.compile(r"(?:.*-)?(\d{1,18})/?$", re.DOTALL)
"""A story's number by itself or at the end of its address."""


def moment_field(label: Any, **options: Any) -> forms.DateTimeField:
    """A moment in the site's zone, to the minute."""
    return MomentField(label=label, required=False, input_formats=[FORMAT], **options)


class SlotForm(forms.Form):
    """One row. Without a story it is a place for the newest."""

    use_required_attribute = False

    story = forms.IntegerField(required=False, widget=forms.HiddenInput)
    headline = forms.CharField(label=gettext_lazy("Headline here"), max_length=300, required=False)
    kicker = forms.CharField(label=gettext_lazy("Kicker here"), max_length=60, required=False)
    picture = forms.IntegerField(
        label=gettext_lazy("Picture here (its number)"), required=False, min_value=1
    )
    pinned_until = moment_field(gettext_lazy("Here until"))

    def placing(self) -> Placing:
        values = self.cleaned_data
        if not values.get("story"):
            return Placing()
        return Placing(
            values["story"],
            values.get("headline", ""),
            values.get("kicker", ""),
            values.get("picture"),
            values.get("pinned_until"),
        )


class EditionForm(forms.Form):
    """What is asked about the whole arrangement."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    allow_repeats = forms.BooleanField(
        label=gettext_lazy("Stories of the top may stand in their sections below, too"),
        required=False,
    )
    live_from = moment_field(gettext_lazy("Go live at"))
    at = moment_field(gettext_lazy("As it will be at"))


@dataclass(slots=True)
class Row:
    """A place on the screen: its form, and what is known of the story in it."""

    form: SlotForm
    key: str
    story: Article | None = None
    picture: Picture | None = None
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FrontForm:
    """All rows and the questions about the whole; `problems` are sentences for the editor."""

    rows: list[Row]
    whole: EditionForm
    problems: list[str] = field(default_factory=list)

    def is_valid(self) -> bool:
        forms_are = [self.whole.is_valid(), *(row.form.is_valid() for row in self.rows)]
        return all(forms_are) and not self.problems

    def placings(self) -> list[Placing]:
        return [row.form.placing() for row in self.rows]


def form_of(placings: Sequence[Placing], whole: dict[str, Any]) -> FrontForm:
    """A form that shows an arrangement."""
    rows = [
        Row(SlotForm(initial=_initial(placing), prefix=f"r{number}"), f"r{number}")
        for number, placing in enumerate(placings)
    ]
    return FrontForm(rows, EditionForm(initial=whole))


def form_from(posted: QueryDict) -> FrontForm:
    """The form as it was sent, its rows in the order of `row`, moved and added to as asked."""
    keys = [key for key in dict.fromkeys(posted.getlist("row")) if re.fullmatch(r"r\d{1,6}", key)]
    rows = [Row(SlotForm(posted, prefix=key), key) for key in keys[:MOST_PLACES]]
    _step(rows, posted)
    form = FrontForm(rows, EditionForm(posted))
    added = posted.get("add", "").strip()
    if added or "_gap" in posted:
        _add(form, added)
    return form


def is_rearranged(posted: QueryDict) -> bool:
    """Whether the form was sent only to move, add or take away a row."""
    return bool(posted.keys() & {"_up", "_down", "_remove", "_add", "_gap"})


def _step(rows: list[Row], posted: QueryDict) -> None:
    places = {row.key: place for place, row in enumerate(rows)}
    removed = places.get(posted.get("_remove", ""))
    if removed is not None:
        del rows[removed]
        return
    for name, way in (("_up", -1), ("_down", 1)):
        place = places.get(posted.get(name, ""))
        if place is not None and 0 <= place + way < len(rows):
            rows[place], rows[place + way] = rows[place + way], rows[place]


def _add(form: FrontForm, added: str) -> None:
    key = f"r{max((int(row.key[1:]) for row in form.rows), default=-1) + 1}"
    number = STORY_NUMBER.match(added)
    if len(form.rows) >= MOST_PLACES:
        form.problems.append(_("A front has at most %(n)s places.") % {"n": MOST_PLACES})
    elif added and number is None:
        form.problems.append(
            _("“%(words)s” is no story: give its number, or its address on this site.")
            % {"words": added}
        )
    else:
        values = {f"{key}-story": number[1] if number else ""}
        form.rows.append(Row(SlotForm(values, prefix=key), key))


def _initial(placing: Placing) -> dict[str, Any]:
    return {
        "story": placing.article,
        "headline": placing.headline,
        "kicker": placing.kicker,
        "picture": placing.picture,
        "pinned_until": placing.pinned_until,
    }


def furnish(form: FrontForm, seen: ArticleQuerySet, now: datetime) -> None:
    """Puts stories and pictures beside the rows and says what keeps them from readers; 2 queries."""
    wanted = {row.key: _number(row.form["story"].value()) for row in form.rows}
    pictures = {row.key: _number(row.form["picture"].value()) for row in form.rows}
    stories = seen.for_cards().in_bulk([pk for pk in wanted.values() if pk])
    shown = Picture.objects.in_bulk([pk for pk in pictures.values() if pk])
    placed: set[int] = set()
    for place, row in enumerate(form.rows):
        number = wanted[row.key]
        row.story = stories.get(number or 0)
        row.picture = shown.get(pictures[row.key] or 0)
        if number and row.story is None:
            form.problems.append(
                _("There is no story %(number)s that you may see.") % {"number": number}
            )
        if number in placed:
            form.problems.append(
                _("“%(headline)s” is placed twice.") % {"headline": row.story or number}
            )
        if pictures[row.key] and row.picture is None:
            form.problems.append(
                _("There is no picture %(number)s.") % {"number": pictures[row.key]}
            )
        placed |= {number} if number else set()
        row.remarks = list(_remarks(row, place, now))


def _remarks(row: Row, place: int, now: datetime) -> Iterator[str]:
    story = row.story
    if story is None:
        return
    due = story.public_from
    if not story.is_published(now):
        if due is not None and due > now and story.visibility == Visibility.PUBLIC:
            yield _("Readers see it from %(moment)s; until then the newest stands here.") % {
                "moment": dateformat.format(timezone.localtime(due), _("d M H:i"))
            }
        else:
            yield _("Readers do not see it; the newest stands here.")
    if place == 0 and not row.form["pinned_until"].value():
        hours = LEAD_LASTS // timedelta(hours=1)
        yield _("Leads for %(hours)s hours, then the newest; say until when to keep it longer.") % {
            "hours": hours
        }


def _number(value: Any) -> int | None:
    return row_number(value) or None
