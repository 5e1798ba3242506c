"""The library as a picker reads it: searched, narrowed, 40 a page, as JSON."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator

from media.admin.filters import NARROWING
from media.admin.upload import picture_json
from media.models import PictureQuerySet

A_PAGE = 40


def library_page(
    pictures: PictureQuerySet,
    *,
    query: str = "",
    look: str = "",
    page: str = "1",
    user: AbstractBaseUser | None = None,
    today: bool = False,
) -> dict[str, Any]:
    """One page, newest first; two queries.

    `look` is a key of filters.NARROWING; `user` keeps what that user uploaded. An app above
    hands a narrowed queryset, such as the pictures that no story uses.
    """
    if look in NARROWING:
        pictures = NARROWING[look](pictures)
    if user is not None:
        pictures = pictures.uploaded_by_user(user)
    if today:
        pictures = pictures.uploaded_today()
    shown = Paginator(pictures.matching(query).newest_first(), A_PAGE).get_page(page)
    return {
        "pictures": [picture_json(picture) for picture in shown],
        "page": shown.number,
        "pages": shown.paginator.num_pages,
        "total": shown.paginator.count,
    }
