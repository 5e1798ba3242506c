"""The form of one story: its words, its ties as rows, and the version that it started from."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.known_choices import CheckedOnce, KnownChoice
from articles.admin.moments import MomentField
from articles.body.document import LIMITS, empty, pictures, schema
from articles.fields import checked_body
from articles.models import Article, Section
from media.models import Picture

COUNTED = {
    "headline": "40-70-110",
    "standfirst": "90-160-400",
    "seo_title": "20-60-90",
    "seo_description": "50-160-300",
    "social_title": "20-70-120",
    "lead_caption": "20-300-600",
    "lead_alt": "20-125-250",
}
"""Field -> characters: good from, good to, red from; typing is never blocked."""

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
        if isinstance(value, str):
            return value
        return json.dumps(value or empty(), ensure_ascii=False)

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
        except RecursionError as error:
            raise ValidationError(
                _("Body: it nests at most %(depth)s blocks."), params={"depth": LIMITS["depth"]}
            ) from error
        except ValueError as error:
            raise ValidationError(
                _("The text is not readable: %(error)s"), params={"error": error}
            ) from error
        return checked_body(document)


class StoryForm(CheckedOnce):
    """Every field of a story that is written by hand; only the headline is needed to save."""

    body = BodyFormField(
        label=_("Text"),
        required=False,
        help_text=_("What you paste is cleaned like an import; you are told what was left out."),
    )
    section = KnownChoice(
        Section.objects.all(),
        label=_("Section"),
        required=False,
        empty_label=_("none yet"),
        help_text=_("Where the story stands on the site; needed to publish."),
    )
    lead_picture = KnownChoice(
        Picture.objects.all(),
        label=_("Lead picture, by its number"),
        required=False,
        help_text=_("Pictures are listed with their numbers; with scripts on you choose by sight."),
        widget=forms.NumberInput(attrs={"min": 1}),
    )
    embargo_until = MomentField(
        label=_("Embargo until"),
        required=False,
        help_text=_("Readers see nothing before this time, even of a live story."),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    constraints_are_known = (
        True  # urgency has its range; the others are of fields that are not here
    )

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
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "headline-field", "data-one-line": ""}
            ),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "standfirst-field"}),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "lead_alt": forms.Textarea(attrs={"rows": 2, "data-one-line": ""}),
            "seo_description": forms.Textarea(attrs={"rows": 2}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "editor_note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "lead_caption": _("Caption"),
            "lead_alt": _("Alt text"),
            "lead_decorative": _("Decorative: it says nothing that the text does not"),
            "seo_title": _("Search title"),
            "seo_description": _("Search description"),
        }
        help_texts = {
            "headline": _("The only thing that a draft needs."),
            "standfirst": _("One or two sentences under the headline: why to read on."),
            "lead_alt": _("What is seen, for those who cannot see it."),
            "lead_decorative": _("Screen readers pass over it then."),
            "slugline": _("The desk’s working name; readers never see it."),
            "kind": _("Opinion, analysis and reviews say so above the headline."),
            "seo_title": _("For search engines, if the headline does not say it to a stranger."),
            "seo_description": _("The two lines under the title in search results."),
            "social_title": _("On cards where the story is shared."),
            "noindex": _("Search engines leave the story out."),
            "urgency": _("The wire’s scale: 1 is a flash, 9 can wait."),
            "usage_terms": _("What the source lets us do with it."),
            "web_forbidden": _("The source does not allow it on the web: it cannot be published."),
            "editor_note": _("Between us and the wire; never printed."),
            "evergreen": _("No notice says how old the story is."),
            "link_people": _("The first mention of each person leads to their page."),
            "kicker": _("A word above the headline, such as “Analysis”."),
            "byline": _("As printed: “By Ana Torres”. Empty: the contributors below."),
            "dateline": _("Place of filing, before the first words."),
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
            self.fields["slug"].widget.attrs["data-follows-slug"] = "headline"
            self.fields["slug"].help_text = _("Follows the headline until you write your own.")
        self._know_what_stands()

    def _know_what_stands(self) -> None:
        """The story's own section and pictures came with it; a picture that they name is there."""
        choices = {
            name: choice for name, choice in self.fields.items() if isinstance(choice, KnownChoice)
        }
        for name, choice in choices.items():
            if self.instance._meta.get_field(name).is_cached(self.instance):
                choice.know([getattr(self.instance, name)])
        brought = getattr(self.instance, "_prefetched_objects_cache", {}).get("placements", ())
        if "lead_picture" in choices:
            choices["lead_picture"].know(row.picture for row in brought)

    def clean_body(self) -> Any:
        """The figures of a body name pictures that are there."""
        body = self.cleaned_data["body"]
        figures = pictures(body)
        wanted = {figure.picture for figure in figures if figure.picture is not None}
        absent = wanted - self._there(wanted)
        if absent:
            place = next(figure.place for figure in figures if figure.picture in absent)
            raise ValidationError(
                _("%(place)s: There is no picture %(number)s."),
                code="invalid_body",
                params={
                    "place": f"{place[:1].upper()}{place[1:]}",
                    "number": min(absent),
                },
            )
        return body

    def _there(self, wanted: set[int]) -> set[int]:
        """Which of these pictures there are; those asked for are read with the lead picture, at once."""
        choice = self.fields.get("lead_picture")
        if not isinstance(choice, KnownChoice):
            choice = KnownChoice(Picture.objects.all())
        choice.ask([*wanted, self.data.get(self.add_prefix("lead_picture"))])
        return {key for key in wanted if choice.known.get(str(key)) is not None}

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "headline" in self.changed_data or self.data.get("confirm_headline"):
            self.instance.headline_proposed = False
        if "slug" in self.changed_data:
            self.instance.slug_edited = bool(cleaned.get("slug"))
        return cleaned
