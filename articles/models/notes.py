"""Correction: a dated note that stays with its story; FactBox: background that stories share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.body.document import empty
from articles.fields import BodyField


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    RETRACTION = "retraction", _("Retraction")


class Correction(models.Model):
    """What was wrong and when it was put right."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=13,
        choices=CorrectionKind.choices,
        default=CorrectionKind.CORRECTION,
    )
    text = models.TextField(_("what was wrong"), max_length=2000)
    meaning_changed = models.BooleanField(
        _("the meaning changed"), default=False, help_text=_("Then it stands above the story.")
    )
    published_at = models.DateTimeField(_("published"), db_index=True)
    before_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    after_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="a_correction_says_what"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class FactBox(models.Model):
    """Background that several stories share; it says as of when it is true."""

    heading = models.CharField(_("heading"), max_length=300)
    body = BodyField(_("body"), default=empty, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)

    class Meta:
        verbose_name = _("fact box")
        verbose_name_plural = _("fact boxes")
        ordering = ["heading"]

    def __str__(self) -> str:
        return self.heading
