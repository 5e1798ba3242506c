"""The page that puts another file in a picture's place, everywhere or as a picture of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.intake import take_in
from media.models import Picture
from media.refusals import Refused
from media.replacing import replace_file, words_of


class ReplaceForm(forms.Form):
    """A file, and the question which places shall show it."""

    WHERE: ClassVar = [
        ("everywhere", _("Everywhere: every story that shows this picture shows the new file")),
        ("own", _("As a picture of its own, with the same words: stories keep the old one")),
    ]
    file = forms.FileField(
        label=_("New file"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 25 MB and 50 megapixels."),
    )
    where = forms.ChoiceField(
        label=_("Where shall it stand?"), choices=WHERE, widget=forms.RadioSelect
    )


class ReplaceFile(admin.ModelAdmin):
    """Adds `<number>/replace/` to the screens of pictures."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.replace_view)
        return [path("<int:key>/replace/", view, name="media_picture_replace"), *super().get_urls()]

    def replace_view(self, request: HttpRequest, key: int) -> HttpResponse:
        picture = get_object_or_404(Picture, pk=key)
        if not (self.has_change_permission(request, picture) and self.has_add_permission(request)):
            raise PermissionDenied
        form = ReplaceForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            answer = self._replace(request, picture, form.cleaned_data)
            if isinstance(answer, Picture):
                address = reverse("admin:media_picture_change", args=[answer.pk])
                return HttpResponseRedirect(address)
            form.add_error("file", answer.sentence)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Replace the file"),
            "opts": self.opts,
            "picture": picture,
            "form": form,
            **self.places_of(request, picture),
        }
        return render(request, "media/admin/replace.html", context)

    def places_of(self, request: HttpRequest, picture: Picture) -> dict[str, Any]:
        """What an app above knows of the places that would change, for the page."""
        return {}

    def _replace(
        self, request: HttpRequest, picture: Picture, asked: dict[str, Any]
    ) -> Picture | Refused:
        user: Any = request.user
        file, name = asked["file"], asked["file"].name
        if asked["where"] == "own":
            taken = take_in(file, name=name, uploaded_by=user, words=words_of(picture))
            if isinstance(taken, Refused):
                return taken
            told, answer = gettext("The file is a picture of its own now."), taken.picture
            if not taken.is_new:
                told = gettext("This very file is here already; nothing was stored twice.")
        else:
            before = picture.original_name
            replaced = replace_file(picture, file, name=name)
            if isinstance(replaced, Refused):
                return replaced
            told, answer = gettext("The new file stands wherever the picture does."), replaced
            if replaced.pk != picture.pk:
                told = gettext("This very file is another picture already; nothing was changed.")
            else:  # the audit log of the house keeps it as it keeps a form's changes
                request.changed_here = {"file": before}, {"file": name}  # type: ignore[attr-defined]
                self.log_change(
                    request, picture, [{"changed": {"fields": [f"file, was {before}"]}}]
                )
        messages.success(request, told)
        return answer
