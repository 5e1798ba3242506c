"""The screens of pictures: list with thumbnails, form with focal point, upload of several files."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.admin.filters import UploadFilter, WordsFilter
from media.admin.forms import PictureForm, UploadForm
from media.admin.library import library_page
from media.admin.replacing import ReplaceFile
from media.admin.upload import Arrival, take_all
from media.changes import tell
from media.models import Picture, PictureQuerySet
from media.processing import remove_files, remove_renditions

PREVIEWS = (("wide", (16, 9, "16:9")), ("card", (5, 4, "5:4")), ("square", (1, 1, "1:1")))
"""Crops shown beside the focal point: class name; sides and name of the ratio."""


@admin.register(Picture)
class PictureAdmin(ReplaceFile):
    """An app above may register a subclass, to say where a picture is used."""

    form = PictureForm
    change_form_template = "media/admin/change_form.html"
    change_list_template = "media/admin/change_list.html"
    list_display = ("thumbnail", "words", "credit_shown", "lacking", "size", "created_at")
    list_display_links = ("thumbnail", "words")
    list_filter = (WordsFilter, UploadFilter)
    list_per_page = 40
    list_max_show_all = 40
    search_fields = ("search_words",)
    search_help_text = _("Words of the caption, headline, credit, place, keywords; names of people")
    ordering = ("-created_at", "-pk")
    readonly_fields = (
        "original_name",
        "size",
        "format",
        "source_url",
        "uploaded_by",
        "created_at",
        "changed_at",
    )
    fieldsets: ClassVar = [
        (_("Words"), {"fields": ["caption", "alt", "headline"]}),
        (
            _("Credit and rights"),
            {
                "fields": [
                    "creator",
                    "credit",
                    "source_name",
                    "copyright_notice",
                    "usage_terms",
                    "instructions",
                    "licence_url",
                    "acquire_url",
                ]
            },
        ),
        (
            _("Who, where, when"),
            {"fields": ["people_in_picture", "place", "taken_at", "keywords"]},
        ),
        (_("File"), {"fields": list(readonly_fields)}),
        (_("Focal point"), {"fields": ["focal_x", "focal_y"], "classes": ["focal-fields"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return super().get_queryset(request).select_related("uploaded_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[QuerySet[Picture], bool]:
        if search_term and isinstance(queryset, PictureQuerySet):
            return queryset.matching(search_term), False
        return queryset, False

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        if not picture.file_exists():
            return format_html('<span class="picture-absent">{}</span>', gettext("File missing"))
        return format_html(
            '<img class="picture-thumbnail" src="{}" width="80" height="80" alt="{}" '
            'loading="lazy">',
            picture.rendition_url(160, "1:1"),
            picture.alt or picture.original_name,
        )

    @admin.display(description=_("words"))
    def words(self, picture: Picture) -> str:
        spoken = picture.caption or picture.headline
        return Truncator(spoken).chars(140) if spoken else gettext("No caption yet")

    @admin.display(description=_("credit"))
    def credit_shown(self, picture: Picture) -> str:
        return picture.credit_line

    @admin.display(description=_("missing"))
    def lacking(self, picture: Picture) -> str:
        lacking = []
        if not picture.credit_line:
            lacking.append(gettext("credit"))
        if not picture.alt.strip():
            lacking.append(gettext("alt"))
        if picture.instructions:
            lacking.append(gettext("see warning"))
        return ", ".join(lacking)

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        pixels = f"{picture.width} × {picture.height}"
        return f"{pixels}, {filesizeformat(picture.bytes)}"

    def get_urls(self) -> list[URLPattern]:
        upload = path(
            "upload/", self.admin_site.admin_view(self.upload_view), name="media_picture_upload"
        )
        library = path(
            "library/", self.admin_site.admin_view(self.library_view), name="media_picture_library"
        )
        return [upload, library, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A picture begins with its file: one or several, by button, drop or camera."""
        arrivals = self._arrivals(request)
        taken = [arrival.taken.picture for arrival in arrivals or [] if arrival.taken]
        if taken and "_popup" in request.POST:
            return self.response_add(request, taken[0])
        if len(taken) == 1 and arrivals and len(arrivals) == 1:
            self._tell(request, arrivals[0])
            return HttpResponseRedirect(reverse("admin:media_picture_change", args=[taken[0].pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Upload pictures"),
            "opts": self.opts,
            "form": UploadForm(request.POST or None, request.FILES or None),
            "arrivals": arrivals or [],
            "is_popup": "_popup" in request.GET or "_popup" in request.POST,
            **(extra_context or {}),
        }
        return render(request, "media/admin/upload.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        picture = context.get("original")
        if isinstance(picture, Picture):
            context |= {
                "preview_url": picture.rendition_url(940),
                "preview_ratios": PREVIEWS,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """The same for scripts: files in, a list of what became of each out."""
        if request.method != "POST":
            return JsonResponse({"sentence": gettext("Send pictures by POST.")}, status=405)
        arrivals = self._arrivals(request)
        if arrivals is None:
            return JsonResponse({"sentence": gettext("No picture came with this.")}, status=400)
        return JsonResponse({"pictures": [arrival.as_json() for arrival in arrivals]})

    def library_view(self, request: HttpRequest) -> HttpResponse:
        """Pictures to pick from: ?q=words&look=credit|alt|warning&mine=1&today=1&page=2."""
        if not self.has_view_permission(request) or not request.user.is_authenticated:
            raise PermissionDenied
        asked = request.GET
        answer = library_page(
            Picture.objects.all(),
            query=asked.get("q", ""),
            look=asked.get("look", ""),
            page=asked.get("page", "1"),
            user=request.user if asked.get("mine") else None,
            today=bool(asked.get("today")),
        )
        return JsonResponse(answer)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's signature)
        """Words that a person wrote no longer count as the file's; old copies go."""
        for name in form.changed_data:
            obj.from_file.pop(name, None)
        super().save_model(request, obj, form, change)
        tell([obj.pk])
        transaction.on_commit(partial(remove_renditions, obj, but_current=True))

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        """The file goes once the row is really gone."""
        transaction.on_commit(partial(remove_files, obj))
        tell([obj.pk])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        for picture in queryset:
            self.delete_model(request, picture)

    def _arrivals(self, request: HttpRequest) -> list[Arrival] | None:
        """None if no upload was asked for, or if it is not one; else what became of each file."""
        if not self.has_add_permission(request) or not request.user.is_authenticated:
            raise PermissionDenied
        if request.method != "POST":
            return None
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return None
        arrivals = take_all(form.cleaned_data["pictures"], request.user)
        for arrival in arrivals:
            if arrival.taken and arrival.taken.is_new:
                self.log_addition(request, arrival.taken.picture, [{"added": {}}])
        return arrivals

    def _tell(self, request: HttpRequest, arrival: Arrival) -> None:
        """The remarks of a single upload, above the form it leads to."""
        taken = arrival.taken
        if taken is None:
            return
        if taken.is_new:
            messages.success(request, gettext("The picture is saved. Now its words:"))
        for remark in arrival.remarks:
            messages.warning(request, remark)
        for near in taken.resembling:
            link = reverse("admin:media_picture_change", args=[near.pk])
            messages.warning(
                request, format_html('{} <a href="{}">{}</a>', gettext("Compare:"), link, near)
            )
