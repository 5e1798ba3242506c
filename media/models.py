"""Picture: one original, the words and rights that belong to it wherever it stands; no story."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Length, Trim
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.embedded import Rights
from media.finding import search_text
from media.renditions import FigureView, Spec, address, widths
from media.words import credit_line

SAME_PICTURE_BITS = 6
"""Of 64: re-saved, resized and lightly retouched copies of a picture differ by up to 6 bits."""
RENDERING = 1
"""Raised when processing changes what a rendition looks like: all are made again."""


def new_token() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def upload_name(picture: Picture, name: str) -> str:
    """A generated name under uploads/; of the name given, only the ending is kept."""
    generated = new_token()
    return f"pictures/{generated[:2]}/{generated}{PurePath(name).suffix.lower()[:5]}"


class PictureQuerySet(models.QuerySet["Picture"]):
    def without_credit(self) -> PictureQuerySet:
        """Neither an agency nor a creator is named."""
        return self.filter(credit="", creator="")

    def without_alt(self) -> PictureQuerySet:
        """No words yet for those who cannot see it."""
        return self.annotate(alt_length=Length(Trim("alt"))).filter(alt_length=0)

    def warned(self) -> PictureQuerySet:
        """The picture desk left an instruction, such as "no web" or an embargo."""
        return self.exclude(instructions="")

    def uploaded_by_user(self, user: AbstractBaseUser) -> PictureQuerySet:
        return self.filter(uploaded_by_id=user.pk)

    def uploaded_since(self, moment: datetime) -> PictureQuerySet:
        return self.filter(created_at__gte=moment)

    def uploaded_today(self, now: datetime | None = None) -> PictureQuerySet:
        """Since midnight in the site's zone."""
        local = timezone.localtime(now)
        return self.uploaded_since(local.replace(hour=0, minute=0, second=0, microsecond=0))

    def matching(self, query: str) -> PictureQuerySet:
        """Every word of the query stands somewhere among the picture's words and names."""
        found = self
        for word in search_text(query[:300]).split()[:12]:
            found = found.filter(search_words__contains=word)
        return found

    def newest_first(self) -> PictureQuerySet:
        return self.order_by("-created_at", "-pk")

    def resembling(self, dhash: int, *, but_not: int = 0, limit: int = 5) -> list[Picture]:
        """The pictures that look nearly the same, nearest first; two queries whatever the number.

        Flat pictures (a hash of almost no set or unset bits) resemble each other by chance
        and are never named. 50,000 pictures take about 0.2 s.
        """
        if not 4 <= _bits(dhash) <= 60:
            return []
        near: list[tuple[int, int]] = []
        hashes = self.exclude(dhash=None).exclude(pk=but_not).values_list("pk", "dhash")
        for pk, other in hashes.iterator(chunk_size=5000):
            distance = _bits(dhash ^ (other or 0))
            if distance <= SAME_PICTURE_BITS:
                near.append((distance, pk))
        order = [pk for _distance, pk in sorted(near)[:limit]]
        found = self.model.objects.in_bulk(order)
        return [found[pk] for pk in order if pk in found]


class Picture(models.Model):
    file = models.FileField(_("file"), upload_to=upload_name, max_length=120, editable=False)
    token = models.CharField(max_length=32, default=new_token, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    dhash = models.BigIntegerField(null=True, blank=True, db_index=True, editable=False)
    format = models.CharField(_("format"), max_length=8, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    bytes = models.PositiveIntegerField(_("size in bytes"), editable=False)

    caption = models.TextField(
        _("caption"),
        blank=True,
        max_length=2000,
        help_text=_("What the picture means: who, where, when. A story may say it differently."),
    )
    alt = models.CharField(
        _("alt text"),
        blank=True,
        max_length=500,
        help_text=_(
            "What is seen, for those who cannot see it. About 125 characters, 250 at most."
        ),
    )
    credit = models.CharField(
        _("credit"), blank=True, max_length=300, help_text=_("Agency or owner, as printed.")
    )
    creator = models.CharField(
        _("photographer"), blank=True, max_length=300, help_text=_("Who made the picture.")
    )
    headline = models.CharField(_("headline"), blank=True, max_length=300)
    copyright_notice = models.CharField(_("copyright notice"), blank=True, max_length=500)
    usage_terms = models.TextField(_("usage terms"), blank=True, max_length=2000)
    licence_url = models.URLField(_("license page"), blank=True, max_length=500)
    acquire_url = models.URLField(_("page to obtain the picture"), blank=True, max_length=500)
    source_name = models.CharField(_("source"), blank=True, max_length=200)
    place = models.CharField(_("place"), blank=True, max_length=300)
    taken_at = models.CharField(
        _("taken"),
        blank=True,
        max_length=40,
        help_text=_(
            "As precisely as it is known: 2024, 2024-05, 2024-05-17 or with time and zone."
        ),
    )
    instructions = models.TextField(
        _("picture desk's warning"),
        blank=True,
        max_length=2000,
        help_text=_("Shown in red wherever the picture is picked, such as “no web” or an embargo."),
    )
    people_in_picture = models.JSONField(_("people in the picture"), blank=True, default=list)
    keywords = models.JSONField(_("keywords"), blank=True, default=list)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, percent from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, percent from the top"), default=50, validators=[MaxValueValidator(100)]
    )

    original_name = models.CharField(_("name of the file"), blank=True, max_length=255)
    source_url = models.CharField(_("came from"), blank=True, max_length=2000)
    from_file = models.JSONField(blank=True, default=dict, editable=False)
    """Which of the words above the file itself brought, and in which block: {"credit": "xmp"}."""
    search_words = models.TextField(blank=True, default="", editable=False)
    avif_for = models.CharField(max_length=16, blank=True, default="", editable=False)
    """The fingerprint for which every AVIF rendition was made."""
    missing = models.BooleanField(_("file is missing"), default=False, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "-id"], name="pictures_newest_first"),
            models.Index(
                fields=["-created_at"],
                condition=models.Q(credit="", creator=""),
                name="pictures_without_credit",
            ),
            models.Index(fields=["uploaded_by", "-created_at"], name="pictures_of_a_user"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~models.Q(sha256=""),
                name="a_picture_is_stored_once",
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="the_focal_point_is_in_the_picture",
            ),
            models.CheckConstraint(
                condition=models.Q(width__gte=1, height__gte=1, bytes__gte=1),
                name="a_picture_has_a_size",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.caption[:80] or self.original_name or self.token[:8]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the words that searching reads in step with the words that people read."""
        self.search_words = self.words_to_search()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_words", "changed_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The larger view; readers reach it only while a public story shows the picture."""
        spec = Spec(widths(self.width, self.height)[-1], "", "jpg")
        return reverse("media:rendition", args=[self.token, spec.name])

    def words_to_search(self) -> str:
        """What `search_words` must hold; bulk writers set it from here."""
        return search_text(
            self.headline,
            self.caption,
            self.alt,
            self.credit,
            self.creator,
            self.source_name,
            self.place,
            *self.people_in_picture,
            *self.keywords,
            self.original_name,
        )

    @property
    def credit_line(self) -> str:
        """As printed after "Photograph:"."""
        return credit_line(self.creator, self.credit)

    @property
    def is_small(self) -> bool:
        """Too small for the pictures that search engines and social cards ask for (1200 px)."""
        return self.width < 1200

    @property
    def fingerprint(self) -> str:
        """16 digits that change when any rendition of this picture would."""
        parts = [RENDERING, self.sha256, self.file.name, self.focal_x, self.focal_y, self.rights()]
        return hashlib.sha256(json.dumps(parts, default=repr).encode()).hexdigest()[:16]

    def rights(self) -> Rights:
        """The words that every public copy carries inside the file."""
        return Rights(
            caption=self.caption,
            alt=self.alt,
            credit=self.credit,
            creator=self.creator,
            source_name=self.source_name,
            copyright_notice=self.copyright_notice,
            usage_terms=self.usage_terms,
            licence_url=self.licence_url,
            acquire_url=self.acquire_url,
            headline=self.headline,
        )

    def view(self) -> FigureView:
        """What a page needs to draw this picture; no query."""
        return FigureView(
            pk=self.pk,
            token=self.token,
            width=self.width,
            height=self.height,
            alt=self.alt,
            caption=self.caption,
            credit=self.credit_line,
            focal_x=self.focal_x,
            focal_y=self.focal_y,
            has_avif=bool(self.avif_for) and self.avif_for == self.fingerprint,
            missing=self.missing or not self.file_exists(),
        )

    def file_exists(self) -> bool:
        """Whether the original is in the upload folder; a storage elsewhere is trusted."""
        try:
            return Path(self.file.path).is_file()
        except NotImplementedError:
            return True
        except ValueError:  # no file was ever set
            return False

    def rendition_url(self, wanted: int, ratio: str = "", ending: str = "jpg") -> str:
        """The path of the smallest rendition at least `wanted` wide, else of the widest."""
        existing = widths(self.width, self.height, ratio)
        width = next((each for each in existing if each >= wanted), existing[-1])
        return address(self.token, Spec(width, ratio, ending))


def _bits(number: int) -> int:
    """How many bits are set in the 64 of a signed number."""
    return (number & 0xFFFF_FFFF_FFFF_FFFF).bit_count()
