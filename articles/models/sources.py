"""Source: who a story came from, and what readers and search engines are told about that."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indexing(models.TextChoices):
    """What search engines are told about this source's stories."""

    NOINDEX = "noindex", _("not indexed here")
    CANONICAL = "canonical", _("points to the source")
    INDEXED = "indexed", _("indexed here")


UNNAMED = "import"
"""Code and first name of the source of what an import brought without one."""


class Source(models.Model):
    """A syndication source, wire or former system."""

    code = models.CharField(
        _("code"),
        max_length=120,
        unique=True,
        help_text=_("Lower case; for a site its host without “www.”"),
    )
    name = models.CharField(_("name"), max_length=160)
    url = models.URLField(_("address"), blank=True)
    indexing = models.CharField(
        _("search engines"), max_length=10, choices=Indexing.choices, default=Indexing.NOINDEX
    )
    is_own = models.BooleanField(
        _("our own"), default=False, help_text=_("A former system of ours: no credit line.")
    )
    credit_line = models.CharField(
        _("credit line"), max_length=200, blank=True, help_text=_("Empty: “First published by …”.")
    )
    page_rules = models.JSONField(
        _("rules for its web pages"),
        default=dict,
        blank=True,
        help_text=_("CSS selectors: headline, byline, body, remove."),
    )
    default_usage_terms = models.CharField(_("usage terms"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(code=""), name="a_source_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_credited(self) -> bool:
        """Whether readers are told of it: it is neither ours nor what stands for a source without a name."""
        return not self.is_own and (self.name != UNNAMED or self.credit_line != "")
