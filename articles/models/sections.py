"""Section: a part of the site and the desk that fills it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.paths import page_path

RESERVED = frozenset(
    "admin api archive by corrections feed feeds live oembed people pictures preview robots search share "
    "sitemap sitemaps static topics uploads health ready metrics news-sitemap".split()
) | {settings.ADMIN_URL.strip("/")}


def not_reserved(slug: str) -> None:
    """Refuses addresses that pages of the site itself use."""
    if slug in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another."),
            params={"slug": slug},
        )


class Section(models.Model):
    """A part of the site; one row serves the section and its desk."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address"), max_length=60, unique=True, allow_unicode=True, validators=[not_reserved]
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    half_life_days = models.PositiveSmallIntegerField(
        _("half-life of a story, days"),
        null=True,
        blank=True,
        help_text=_("How fast a story of this section grows old as a related link; empty: never."),
        default=180,
    )
    related_within_days = models.PositiveSmallIntegerField(
        _("age window of related links, days"),
        null=True,
        blank=True,
        help_text=_(
            "Below a story of this section the machine links none that was published so many days "
            "before or after it, or more; empty: of any age. Old lists follow in the night."
        ),
    )
    evergreen = models.BooleanField(
        _("evergreen"), default=False, help_text=_("No notice of age on old stories.")
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="sections", verbose_name=_("editors")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_path("", self.slug)
