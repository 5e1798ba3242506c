"""The form of a source: each rule for its web pages a field of its own, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.ingest.page.rules import SiteRule
from articles.ingest.said import said
from articles.models import Source

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

PREFIX: Final = "rule_"
RULE_NAMES: Final = (*SiteRule.FIELDS, "remove")
_TYPED_AS_IT_IS: Final = {
    "autocapitalize": "none",
    "autocomplete": "off",
    "spellcheck": "false",
}


class Selector(forms.CharField):
    """One selector."""

    widget: type[forms.Widget] = forms.TextInput
    longest = 1_000
    look: ClassVar[dict[str, Any]] = {"class": "vTextField selector"}

    def __init__(self, label: Words, help_text: Words) -> None:
        super().__init__(
            label=capfirst(label),
            help_text=help_text,
            required=False,
            widget=self.widget(attrs={**_TYPED_AS_IT_IS, **self.look}),
            max_length=self.longest,
        )


class Selectors(Selector):
    """Selectors, one to a line; a list."""

    widget = forms.Textarea
    longest = 20_000
    look: ClassVar[dict[str, Any]] = {"class": "vLargeTextField selector", "rows": 4}

    def to_python(self, value: Any) -> Any:
        return [
            line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()
        ]

    def prepare_value(self, value: Any) -> Any:
        """Each selector on one line, whatever it was kept as."""
        if not isinstance(value, list):
            return value
        return "\n".join(" ".join(str(selector).splitlines()) for selector in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))


class SourceForm(forms.ModelForm):
    """A source; its rules are tried before they are kept, and kept as the import reads them."""

    rule_headline = Selector(_("headline"), _("The heading of the story, as in h1.title."))
    rule_kicker = Selector(_("kicker"), _("The short label above the headline."))
    rule_standfirst = Selector(_("standfirst"), _("The paragraph under the headline."))
    rule_byline = Selector(_("byline"), _("Where the writers are named, as in .author."))
    rule_date = Selector(_("date"), _("When it was published, as in time.published."))
    rule_section = Selector(_("section"), _("The name of the section."))
    rule_body = Selector(
        _("text"), _("The box with the whole text and its pictures, as in div.story.")
    )
    rule_remove = Selectors(
        _("left out"),
        _(
            "What is no part of the story, as in .promo; one to a line. It goes before anything is read."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, given in _kept(self.instance).items():
            self.initial.setdefault(f"{PREFIX}{name}", given)

    def clean(self) -> dict[str, Any] | None:
        """Puts what is wrong beside the field that it is in."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, faults in SiteRule.faults_of(self.rules()).items():
            for fault in faults:
                self.add_error(f"{PREFIX}{name}", said(fault))
        return cleaned

    def rules(self) -> dict[str, Any]:
        """What was typed, in the shape in which rules are kept."""
        typed = {name: self.cleaned_data.get(f"{PREFIX}{name}") for name in RULE_NAMES}
        return {name: given for name, given in typed.items() if given}

    def _post_clean(self) -> None:
        """What no field shows, and no import reads, stays as it was."""
        super()._post_clean()  # type: ignore[misc]
        kept = {
            name: given for name, given in _kept(self.instance).items() if name not in RULE_NAMES
        }
        self.instance.page_rules = {**kept, **self.rules()}


def _kept(source: Source) -> dict[str, Any]:
    rules = source.page_rules
    return dict(rules) if isinstance(rules, Mapping) else {}


def rule_said(name: str) -> str:
    """What the form calls that rule; of an unknown one its name."""
    field = SourceForm.base_fields.get(f"{PREFIX}{name}")
    return str(field.label if field else name)


def in_one_line(given: object) -> str:
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)
