"""The beacon of related links: off unless RELATED_CLICKS is set; no cookie is read, nobody is told apart."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.related.clicking import count_click

STORY = re.compile(r"-([0-9]{1,18})/?$")
MOST_BYTES = 4096


@csrf_exempt
@require_POST
def related_click(request: HttpRequest) -> HttpResponse:
    """{"from": path, "to": path} of two stories -> 204, counted if a link ties them.

    Without a session there is nothing that a forged request could misuse; requests from other
    sites are not counted.
    """
    if not settings.RELATED_CLICKS:
        raise Http404
    pair = _pair(request.body[: MOST_BYTES + 1])
    if pair and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        count_click(*pair)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _pair(sent: bytes) -> tuple[int, int] | None:
    try:
        told = json.loads(sent)
        found = [STORY.search(str(told[name])[:2000]) for name in ("from", "to")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if found[0] is None or found[1] is None:
        return None
    return int(found[0][1]), int(found[1][1])
