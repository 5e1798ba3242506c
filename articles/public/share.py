"""A story's share picture where its own is too small or there is none: drawn of its headline."""

from __future__ import annotations

import logging

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import clock
from articles.models import Article
from articles.publishing.cards import card_of
from media.cards import make_card
from media.locks import BusyError
from media.processing import UnmadeRenditionError
from media.views import PUBLIC, picture_file

log = logging.getLogger(__name__)


@require_safe
def share_picture(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """The card of a public story; under a former name, one redirect to the present one."""
    stories = Article.objects.published(clock.now()).select_related("section", "lead_picture")
    article = stories.filter(pk=pk).first() if pk < 10**18 else None
    if article is None:
        raise Http404
    card = card_of(article)
    if not card.can_be_drawn:
        raise Http404
    if card.digest != digest:
        return HttpResponsePermanentRedirect(reverse("share", args=[pk, card.digest]))
    try:
        path = make_card(card)
    except UnmadeRenditionError as error:
        log.warning("story %s has no share picture: %s", pk, error)
        raise Http404 from error
    except BusyError:
        return HttpResponse(status=503, headers={"Retry-After": "2"})
    response = picture_file(request, path, f'"{digest}"', "image/jpeg")
    response.headers["Cache-Control"] = PUBLIC
    return response
