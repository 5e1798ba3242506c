"""Front, FrontEdition, FrontSlot: curated pages; Banner: breaking news above all pages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Front(models.Model):
    """A page that editors arrange: the home page, or a section's."""

    section = models.OneToOneField(
        "articles.Section", models.CASCADE, null=True, blank=True, related_name="front"
    )
    """None: the home page."""

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")

    def __str__(self) -> str:
        return str(self.section) if self.section_id else str(_("Home"))


class FrontEdition(models.Model):
    """One arrangement of a front, never changed once it is saved; of the live ones the newest shows."""

    front = models.ForeignKey(Front, models.CASCADE, related_name="editions")
    is_live = models.BooleanField(_("live"), default=False)
    allow_repeats = models.BooleanField(
        _("stories of the top stand in their sections, too"), default=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    live_from = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["front", "is_live", "-live_from"], name="live_edition")]

    def __str__(self) -> str:
        return f"{self.front_id} #{self.pk}"


class FrontSlot(models.Model):
    """A place on a front with the story in it and how it looks there."""

    edition = models.ForeignKey(FrontEdition, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"))
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    headline = models.CharField(_("headline here"), max_length=300, blank=True)
    kicker = models.CharField(_("kicker here"), max_length=60, blank=True)
    picture = models.ForeignKey(
        "media.Picture", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="a_slot_once_per_edition"),
            models.UniqueConstraint(fields=["edition", "article"], name="a_story_once_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article_id}"


class Banner(models.Model):
    """Breaking news: one line above every page until it ends."""

    text = models.CharField(_("text"), max_length=160)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_banner_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.text
