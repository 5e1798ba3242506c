"""The site with the bare view, as the benchmark serves it; every answer tells its queries."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from articles.public import page_cache
from articles.public.ready_pages import ReadyPages
from tests.bench.text_of_bare import READY

NOTHING = "/nothing/"
BARE = READY.encode()
page_cache.UNCACHED = (*page_cache.UNCACHED, "bare/")  # else it would be as ready as our pages
settings.ROOT_URLCONF = "tests.bench.urls"
settings.MIDDLEWARE = ["tests.bench.counting.count_queries", *settings.MIDDLEWARE]
ready = ReadyPages(get_wsgi_application())


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The site; /nothing/ is what the server costs by itself, with the bare view's bytes."""
    if environ["PATH_INFO"] == NOTHING:
        start_response(
            "200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BARE)))]
        )
        return [BARE]
    return ready(environ, start_response)
