"""FormerAddress: an old address keeps working; Tombstone: a withdrawn story stays withdrawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """A path that once led to something of ours; it leads there in one hop."""

    path = models.CharField(
        _("path"), max_length=700, unique=True, help_text=_("From the root, without a last slash.")
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    person = models.ForeignKey(
        "articles.Person", models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    topic = models.ForeignKey(
        "articles.Topic", models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    contributor = models.ForeignKey(
        "articles.Contributor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="former_addresses",
    )
    section = models.ForeignKey(
        "articles.Section", models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.path


class Tombstone(models.Model):
    """Says that a story was withdrawn, so that no import, restore or cache revives it."""

    source_code = models.CharField(max_length=120, blank=True)
    source_id = models.CharField(max_length=255, blank=True)
    article_pk = models.BigIntegerField(unique=True, null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    paths = models.JSONField(default=list)
    picture_hashes = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        indexes = [models.Index(fields=["source_code", "source_id"], name="tombstone_by_source")]

    def __str__(self) -> str:
        return f"{self.article_pk}: {self.reason}"
