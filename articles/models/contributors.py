"""Contributor: somebody who makes stories, with or without an account; ArticleContributor: the byline."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.paths import page_path
from articles.people.fold import LONGEST_KEY, row_key


class Contributor(models.Model):
    """A writer, photographer or agency named in bylines."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    name_key = models.CharField(max_length=LONGEST_KEY, db_index=True, editable=False)
    is_agency = models.BooleanField(_("agency"), default=False)
    role = models.CharField(_("role"), max_length=120, blank=True)
    bio = models.TextField(_("about"), max_length=2000, blank=True)
    beats = models.CharField(_("beats"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    contact_url = models.URLField(_("contact page"), blank=True)
    photo = models.ForeignKey(
        "media.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = row_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return page_path("by", self.slug)


class ArticleContributor(models.Model):
    """One credit of a story: who, as what, in which order."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="credits", db_index=False
    )
    contributor = models.ForeignKey(
        Contributor, models.CASCADE, related_name="credits", db_index=False
    )
    role = models.CharField(
        _("role"), max_length=80, blank=True, help_text=_("As printed; empty for the writer.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    story_published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"],
                name="one_credit_per_contributor_and_role",
            ),
        ]
        indexes = [
            models.Index(
                fields=["contributor", "-story_published_at", "-article"],
                name="credit_by_contributor_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} of {self.article_id}"
