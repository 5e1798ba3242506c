"""Forms of a picture: its words with counters and marks of what the file brought; several files."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from media.embedded import LONGEST_NAME, MOST_NAMES
from media.models import Picture
from media.words import first_sentence, same_words

MOST_FILES = 40
BLOCKS = {"xmp": "XMP", "iptc": "IPTC", "exif": "EXIF"}
COUNTED = {"headline": (70, 110), "caption": (300, 2000), "alt": (125, 250)}
"""Characters that are good, and that are too many; counters only tell, they never stop typing."""


class LinesField(forms.CharField):
    """A list of names, one to a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:  # a list from the row, a text from the browser
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))

    def validate(self, value: Any) -> None:
        if len(value) > MOST_NAMES:
            raise ValidationError(_("At most %(most)d lines."), params={"most": MOST_NAMES})
        if any(len(line) > LONGEST_NAME for line in value):
            raise ValidationError(
                _("A line has at most %(most)d characters."), params={"most": LONGEST_NAME}
            )

    def run_validators(self, value: Any) -> None:
        """The lines are judged by `validate`; validators of texts do not fit a list."""


class PictureForm(forms.ModelForm):
    people_in_picture = LinesField(
        label=_("People in the picture"), required=False, help_text=_("One name to a line.")
    )
    keywords = LinesField(label=_("Keywords"), required=False, help_text=_("One to a line."))

    licence_url = forms.URLField(
        label=_("License page"), required=False, max_length=500, assume_scheme="https"
    )
    acquire_url = forms.URLField(
        label=_("Page to obtain the picture"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Picture
        fields: ClassVar = [
            "headline",
            "caption",
            "alt",
            "creator",
            "credit",
            "source_name",
            "copyright_notice",
            "usage_terms",
            "licence_url",
            "acquire_url",
            "place",
            "taken_at",
            "people_in_picture",
            "keywords",
            "instructions",
            "focal_x",
            "focal_y",
        ]
        widgets: ClassVar = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "instructions": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (good, most) in COUNTED.items():
            if name in self.fields:
                self.fields[name].widget.attrs.update({"data-good": good, "data-most": most})
        for name in ("people_in_picture", "keywords"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3
        for name, block in self.instance.from_file.items():
            if name in self.fields:
                self._mark(name, BLOCKS.get(block, block))
        self._suggest_alt()

    def _mark(self, name: str, block: str) -> None:
        marked = self.fields[name]
        marked.help_text = format_html(
            '{} <span class="from-file">{}</span>',
            marked.help_text,
            _("From the file (%(block)s).") % {"block": block},
        )

    def _suggest_alt(self) -> None:
        """The caption's first sentence is offered and never saved unless somebody takes it."""
        sentence = first_sentence(self.instance.caption)
        if "alt" in self.fields and sentence and not self.instance.alt.strip():
            self.fields["alt"].widget.attrs["data-suggestion"] = sentence

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        alt, caption = cleaned.get("alt", ""), cleaned.get("caption", "")
        if alt and caption and same_words(alt, caption):
            self.add_error(
                "alt",
                _("The alt text repeats the caption; say what is seen, or leave it empty."),
            )
        return cleaned


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)d pictures at a time."), params={"most": MOST_FILES}
            )
        if not any(files):
            raise ValidationError(self.error_messages["required"], code="required")
        return [each for each in files if isinstance(each, UploadedFile)]


class UploadForm(forms.Form):
    """Empty and oversized files pass here: media.processing refuses them in its own words."""

    pictures = ManyFilesField(
        label=_("Pictures"),
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 25 MB and 50 megapixels each."),
        widget=ManyFilesInput(attrs={"multiple": True, "accept": "image/*"}),
    )
