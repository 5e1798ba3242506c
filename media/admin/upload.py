"""Several files at once: each is taken in or refused by itself, for the page and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from media.filetypes import MOST_A_DAY, MOST_BYTES_A_DAY
from media.intake import Taken, take_in
from media.locks import BusyError
from media.models import Picture
from media.processing import MissingOriginalError, UnmadeRenditionError, make_renditions
from media.refusals import Refused
from media.renditions import Spec, widths

AT_ONCE = (("1:1", 160, "jpg"), ("1:1", 320, "jpg"), ("", 940, "jpg"), ("", 940, "webp"))
"""What the desk shows at once after an upload, and what most readers will ask for first."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one uploaded file."""

    name: str
    taken: Taken | None = None
    refused: Refused | None = None

    @property
    def remarks(self) -> list[str]:
        """Full sentences for who uploaded it; empty if all is as expected."""
        if self.refused is not None:
            return [self.refused.sentence]
        if self.taken is None:
            return []
        remarks = []
        if not self.taken.is_new:
            remarks.append(_("This very file is here already; nothing was stored twice."))
        if self.taken.animated:
            remarks.append(_("It is animated; only its first frame is shown."))
        if self.taken.resembling:
            remarks.append(_("It looks nearly the same as a picture that is here already."))
        if self.taken.picture.instructions:
            remarks.append(
                _("The picture desk says: %(words)s") % {"words": self.taken.picture.instructions}
            )
        return remarks

    def as_json(self) -> dict[str, Any]:
        """For the upload by script: what a picker needs to show and place the picture."""
        answer: dict[str, Any] = {
            "name": self.name,
            "taken": self.taken is not None,
            "remarks": self.remarks,
        }
        if self.taken is not None:
            answer |= {"is_new": self.taken.is_new, **picture_json(self.taken.picture)}
            answer["resembling"] = [picture_json(each) for each in self.taken.resembling]
        return answer


def picture_json(picture: Picture) -> dict[str, Any]:
    """A picture as the scripts of the admin know it."""
    return {
        "id": picture.pk,
        "url": reverse("admin:media_picture_change", args=[picture.pk]),
        "thumbnail": picture.rendition_url(320, "1:1"),
        "preview": picture.rendition_url(940),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption,
        "alt": picture.alt,
        "creator": picture.creator,
        "agency": picture.credit,
        "credit": picture.credit_line,
        "uploader": picture.uploaded_by_id,
        "instructions": picture.instructions,
    }


@dataclass(slots=True)
class Room:
    """What an account may still bring today: a stolen one shall not fill the disk (ASVS 5.2.4)."""

    files: int
    bytes: int

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Room:
        day = Picture.objects.filter(uploaded_by_id=user.pk).uploaded_since(timezone.now() - DAY)
        brought = day.aggregate(files=Count("pk"), bytes=Sum("bytes", default=0))
        return cls(MOST_A_DAY - brought["files"], MOST_BYTES_A_DAY - brought["bytes"])

    def holds(self, size: int) -> bool:
        """Whether a file of this size may come, too; then it takes its place."""
        if self.files < 1 or self.bytes < size:
            return False
        self.files, self.bytes = self.files - 1, self.bytes - size
        return True


def take_all(files: Iterable[UploadedFile], user: AbstractBaseUser) -> list[Arrival]:
    """Takes every file in that is a picture; one that is refused stops no other."""
    arrivals = []
    room = Room.of(user)
    for upload in files:
        name = upload.name or ""
        if not room.holds(upload.size or 0):
            arrivals.append(Arrival(name, refused=Refused("quota")))
            continue
        taken = take_in(upload, name=name, uploaded_by=user)
        if isinstance(taken, Refused):
            arrivals.append(Arrival(name, refused=taken))
            continue
        _prepare(taken.picture)
        arrivals.append(Arrival(name, taken=taken))
    return arrivals


def _prepare(picture: Picture) -> None:
    """Makes what the next page shows; if it cannot be made now, it is made when asked for."""
    specs = []
    for ratio, wanted, ending in AT_ONCE:
        existing = widths(picture.width, picture.height, ratio)
        width = next((each for each in existing if each >= wanted), existing[-1])
        specs.append(Spec(width, ratio, ending))
    try:
        make_renditions(picture, specs)
    except (BusyError, MissingOriginalError, UnmadeRenditionError):
        return
