"""People: the newsroom's directory, found by every name that somebody has."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Person, PersonAlias
from articles.people.fold import fold_name


class AliasInline(admin.TabularInline):
    model = PersonAlias
    extra = 0
    fields = ("name", "kind", "is_unique")


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ("name", "qualifier", "role", "stories", "is_confirmed")
    list_filter = ("is_confirmed",)
    search_fields = ("name_key",)
    search_help_text = _("Any name of the person, with or without accents")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("portrait",)
    inlines = (AliasInline,)
    list_per_page = 50
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("name", "qualifier", "slug", "role", "note", "is_confirmed")}),
        (
            _("More"),
            {"fields": ("birth_year", "portrait", "wikidata_id", "links", "name_is_unique")},
        ),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """By the beginning of a name, an alias or their words, accents folded."""
        key = fold_name(search_term)[:100]
        if not key:
            return queryset, False
        by_alias = PersonAlias.objects.filter(name_key__startswith=key).values("person")
        found = queryset.filter(name_key__contains=key) | queryset.filter(pk__in=by_alias)
        return found, False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request)
        if (
            request.resolver_match
            and request.resolver_match.url_name == "articles_person_changelist"
        ):
            return people.annotate(story_count=Count("mentions"))
        return people

    @admin.display(description=_("stories"))
    def stories(self, person: Person) -> int:
        return int(getattr(person, "story_count", 0))
