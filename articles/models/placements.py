"""Placement: where each picture stands, with which words; an index kept by saving, the document is the truth."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementRole(models.TextChoices):
    LEAD = "lead", _("lead")
    BODY = "body", _("body")


class Placement(models.Model):
    """One picture, here or still wanted, in one story."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="placements", db_index=False
    )
    picture = models.ForeignKey(
        "media.Picture", models.PROTECT, null=True, blank=True, related_name="placements"
    )
    role = models.CharField(max_length=4, choices=PlacementRole.choices)
    block_id = models.CharField(max_length=16, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    caption = models.TextField(blank=True)
    alt = models.CharField(max_length=1000, blank=True)
    decorative = models.BooleanField(default=False)
    wanted_credit = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "role", "block_id"], name="a_place_holds_one_picture"
            ),
        ]
        indexes = [
            models.Index(
                fields=["article"],
                condition=models.Q(picture__isnull=True),
                name="placements_wanted",
            ),
            models.Index(
                fields=["article"],
                condition=models.Q(alt="", decorative=False),
                name="placements_without_alt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.position} of {self.article_id}"
