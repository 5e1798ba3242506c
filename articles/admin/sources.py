"""Sources: who stories come from, and what search engines and readers are told of that."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.utils.translation import gettext_lazy as _

from articles.admin.shown import ShownAdmin
from articles.ingest.page.rules import SiteRule
from articles.models import Source


class SourceForm(forms.ModelForm):
    """A source; rules for its pages are tried before they are kept."""

    class Meta:
        help_texts: ClassVar = {
            "page_rules": _(
                "CSS selectors by field: headline, kicker, standfirst, byline, date, section, body; "
                'remove is a list. For example {"body": "div.story", "remove": [".promo"]}. The next '
                "import of its pages reads by them; --dry-run shows what comes of it."
            )
        }

    def clean_page_rules(self) -> Any:
        """Rules that work, or a sentence for each thing that is wrong; JSON holds any shape."""
        rules = self.cleaned_data["page_rules"] or {}
        if faults := SiteRule.faults_of(rules):
            raise ValidationError(faults)
        return rules


@admin.register(Source)
class SourceAdmin(ShownAdmin):
    form = SourceForm
    list_display = ("name", "code", "indexing", "is_own")
    list_filter = ("indexing", "is_own")
    search_fields = ("name", "code")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("name", "code", "url", "is_own")}),
        (_("For readers"), {"fields": ("credit_line", "indexing", "default_usage_terms")}),
        (_("For the import"), {"fields": ("page_rules",)}),
    )
