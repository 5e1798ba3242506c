"""Public copies of pictures, behind the gate; originals have no address."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from media.locks import BusyError
from media.models import Picture
from media.processing import (
    MissingOriginalError,
    UnmadeRenditionError,
    make_rendition,
    rendition_path,
)
from media.renditions import TYPES, Spec, spec_from_name, widths

log = logging.getLogger(__name__)

Gate = Callable[[Collection[int], datetime, AbstractBaseUser | AnonymousUser], bool]

PUBLIC = "public, max-age=60, s-maxage=5"
"""A withdrawn picture leaves shared caches within 5 s; a changed credit shows within a minute."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Disposition": "inline",
}
TOKEN = re.compile("[0-9a-f]{32}")
NOBODY = 0
"""A picture number that does not exist: unknown names ask the gate as well, and take as long."""


@require_safe
def rendition(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One rendition, made at its first request; whoever may not see it gets the 404 of the unknown.

    Nothing public before a story that uses the picture is: `settings.MEDIA_GATE` names the
    function that knows, (numbers of pictures, now, user) -> bool.
    """
    spec = spec_from_name(name)
    known = spec is not None and TOKEN.fullmatch(token)
    picture = Picture.objects.filter(token=token).first() if known else None
    is_public = may_see(picture, AnonymousUser())
    if not is_public and not may_see(picture, request.user):
        raise Http404
    if picture is None or spec is None or not _exists(picture, spec):
        raise Http404
    return _answer(request, picture, spec, "no-store, private" if not is_public else PUBLIC)


def may_see(picture: Picture | None, user: AbstractBaseUser | AnonymousUser) -> bool:
    """What the gate says; without a gate, only who may see pictures in the admin."""
    if not settings.MEDIA_GATE:
        return bool(picture) and user.has_perm("media.view_picture")  # type: ignore[union-attr]
    gate: Gate = import_string(settings.MEDIA_GATE)
    return gate([picture.pk if picture else NOBODY], timezone.now(), user)


def _exists(picture: Picture, spec: Spec) -> bool:
    return spec.width in widths(picture.width, picture.height, spec.ratio)


def _answer(
    request: HttpRequest, picture: Picture, spec: Spec, cache_control: str
) -> HttpResponseBase:
    if spec.ending == "avif" and not rendition_path(picture, spec).exists():
        # AVIF takes seconds and is made by command only; a page that still names it gets WebP.
        response: HttpResponseBase = redirect(
            "media:rendition", picture.token, Spec(spec.width, spec.ratio, "webp").name
        )
    else:
        try:
            path = make_rendition(picture, spec)
        except (MissingOriginalError, UnmadeRenditionError) as error:
            log.warning("picture %s has no rendition %s: %s", picture.pk, spec.name, error)
            raise Http404 from error
        except BusyError:
            return HttpResponse(status=503, headers={"Retry-After": "2"})
        response = picture_file(
            request, path, f'"{picture.fingerprint}-{spec.name}"', TYPES[spec.ending]
        )
    response.headers["Cache-Control"] = cache_control
    if cache_control != PUBLIC:
        patch_vary_headers(response, ["Cookie"])
    return response


def picture_file(
    request: HttpRequest, path: Path, etag: str, content_type: str
) -> HttpResponseBase:
    """The file with the headers that let it be a picture and nothing else."""
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(path.open("rb"), content_type=content_type)
    for header, value in {**_HEADERS, "ETag": etag}.items():
        response.headers[header] = value
    response.csp = {"default-src": ["'none'"], "sandbox": []}  # type: ignore[attr-defined]
    return response
