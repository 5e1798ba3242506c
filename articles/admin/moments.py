"""A moment in a form of the desk: in the site's zone, in a year that the site reckons with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.years import YEARS

FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """To the minute, as a browser's own field for dates and times sends it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is not None and moment.year not in YEARS:
            raise ValidationError(
                _("Choose a year from %(first)d to %(last)d.")
                % {"first": YEARS[0], "last": YEARS[-1]}
            )
        return moment
