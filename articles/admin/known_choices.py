"""Fields of forms that choose rows by number: known rows cost nothing, all others one query together.

Django asks for each choice again in each step of validation: for the row, whether it is there, and
for the row of the inline itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext_lazy as _

from articles.admin.row_numbers import row_number
from articles.people.merge import KINDS, current_ids


class KnownChoice(forms.ModelChoiceField):
    """A choice among rows too many to list; `known` are rows that were read, by their number.

    What stands there counts as asked for; None says that there is no such row.
    """

    default_error_messages = {
        "invalid_choice": _("It is not there any more, or not for you to choose: choose another.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, Model | None] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> KnownChoice:
        """Each form has a copy of its class's field: what one form may choose, no other learns."""
        copied: KnownChoice = super().__deepcopy__(memo)
        copied.known = dict(self.known)
        return copied

    def know(self, rows: Iterable[Model | None]) -> None:
        """Takes these rows for chosen rightly."""
        self.known |= {str(row.pk): row for row in rows if row is not None}

    def ask(self, given: Iterable[Any]) -> None:
        """Reads all of these that are not known; one query, none if there is nothing to ask.

        Four more at most if one is not there.
        """
        wanted = {str(value) for value in given if row_number(value)} - self.known.keys()
        if wanted:
            self.known |= dict.fromkeys(wanted)
            self.know(self.queryset.filter(pk__in=wanted))  # type: ignore[union-attr]
            self._follow({int(value) for value in wanted if self.known[value] is None})

    def _follow(self, gone: set[int]) -> None:
        """Who was merged into another since the form was opened is the other."""
        kind = self.queryset.model._meta.model_name  # type: ignore[union-attr]
        if not gone or kind not in KINDS:
            return
        leads = {old: now for old, now in current_ids(kind, gone).items() if now != old}
        there = self.queryset.in_bulk(set(leads.values()))  # type: ignore[union-attr]
        self.known |= {str(old): there.get(now) for old, now in leads.items()}

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, Model):
            return super().to_python(value)
        self.ask([value])
        row = self.known.get(str(value))
        if row is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return row


class CheckedOnce(forms.ModelForm):
    """A form whose choices were read as rows; the model does not ask whether they are there."""

    constraints_are_known = False
    """Whether the fields' own checks say all that the constraints say: asking the database costs a query."""

    def _post_clean(self) -> None:
        checked = {
            name
            for name, choice in self.fields.items()
            if isinstance(choice, KnownChoice) and self.cleaned_data.get(name) is not None
        }
        vars(self.instance)["clean_fields"] = partial(
            _clean_others, self.instance.clean_fields, checked
        )
        if self.constraints_are_known:
            vars(self.instance)["validate_constraints"] = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del vars(self.instance)["clean_fields"]
            vars(self.instance).pop("validate_constraints", None)

    def validate_constraints(self) -> None:
        """Django 6.1 asks the database row by row whether a tie is there twice; 5.2 has no such step.

        The set holds every row of its story, and compares them itself.
        """
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude |= {
            name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)
        }
        if self.constraints_are_known:
            return
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


def _clean_others(clean: Any, checked: set[str], exclude: Iterable[str] | None = None) -> None:
    clean(exclude={*(exclude or ()), *checked})
