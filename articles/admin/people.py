"""People: the newsroom's directory, found by every name that somebody has."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin import people_merge, people_suggest
from articles.admin.directory import DirectoryAdmin
from articles.admin.paging import BoundedPaginator
from articles.models import Person, PersonAlias, PersonMention
from articles.people.directory_search import named
from articles.subqueries import Counted

WEB_ADDRESS = URLValidator(schemes=["http", "https"])
WIKIDATA = re.compile("Q[1-9][0-9]{0,11}")


MOST_COUNTED = 10_000
"""Stories of a person that the list counts; walking an index so far costs two milliseconds."""


class LinesOfLinks(forms.CharField):
    """Addresses, one a line, for a list of them."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else (value or "").split()
        for line in lines:
            WEB_ADDRESS(line)
        return lines

    def has_changed(self, initial: Any, given: Any) -> bool:
        return (initial or []) != (given or "").split()


class PersonForm(forms.ModelForm):
    class Meta:
        help_texts: ClassVar = {
            "name_is_unique": _(
                "For a name of one word, such as “Madonna”: ticked, the word alone is this person "
                "in every text. Longer names need no tick."
            )
        }

    links = LinesOfLinks(
        label=_("Links"),
        required=False,
        help_text=_("Addresses of the person's own pages, one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    wikidata_id = forms.CharField(
        label=_("Wikidata"), required=False, max_length=200, help_text=_("Such as Q42.")
    )

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Who this is, for readers of the page."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_wikidata_id(self) -> str:
        """Q and a number, also out of a pasted address."""
        given = str(self.cleaned_data["wikidata_id"]).strip().rpartition("/")[2].upper()
        if given and not WIKIDATA.fullmatch(given):
            raise ValidationError(_("Wikidata's number of a person looks like Q42."))
        return given


class AliasForm(forms.ModelForm):
    class Meta:
        help_texts: ClassVar = {
            "is_unique": _(
                "For one word, such as “Musk”: ticked, the word alone is this person in every text. "
                "Longer names need no tick."
            )
        }


class AliasInline(admin.StackedInline):
    """Stacked: cells of Django's tables have no labels."""

    model = PersonAlias
    form = AliasForm
    extra = 0
    fields = (("name", "kind", "is_unique"),)
    verbose_name = _("name")
    verbose_name_plural = _("Other and former names")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.change_person")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)


@admin.register(Person)
class PersonAdmin(DirectoryAdmin):
    tie = "mentions__tag"
    form = PersonForm
    list_display = ("name", "qualifier", "role", "birth_year", "stories", "is_confirmed")
    list_filter = ("is_confirmed",)
    search_fields = ("name_key",)
    search_help_text = _("Any word of any name, with or without accents")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("portrait",)
    inlines = (AliasInline,)
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    change_form_template = "admin/articles/person/change_form.html"
    change_list_template = "admin/articles/person/change_list.html"
    fieldsets = (
        (None, {"fields": ("name", "qualifier", "slug", "role", "note", "is_confirmed")}),
        (
            _("More"),
            {"fields": ("birth_year", "portrait", "wikidata_id", "links", "name_is_unique")},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        asked = [
            ("suggest", people_suggest.suggest),
            ("verdict", people_suggest.verdict),
            ("new", people_suggest.new_person),
            ("lookup", people_suggest.lookup),
        ]
        ours = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"articles_person_{name}")
            for name, view in (*asked, ("report", people_merge.report))
        ]
        split = self.admin_site.admin_view(people_merge.split_page)
        ours.append(path("<int:pk>/split/", split, name="articles_person_split"))
        return [*ours, *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """By any words of a name or alias, accents folded; best fit first."""
        return named(queryset, search_term.replace("\0", "")), False

    def get_ordering(self, request: HttpRequest) -> Any:
        return ("name_key", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request)
        match = request.resolver_match
        if match is None or match.url_name != "articles_person_changelist":
            return people
        ties = PersonMention.objects.filter(tag=OuterRef("pk")).order_by().values("content_object")
        counted_people: QuerySet[Person] = people.annotate(
            story_count=Counted(ties[: MOST_COUNTED + 1])
        )
        return counted_people

    @admin.display(description=_("stories"))
    def stories(self, person: Person) -> int | str:
        count = int(getattr(person, "story_count", None) or 0)
        return count if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
