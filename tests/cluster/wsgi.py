"""The site as the drill serves it: every page that is really made is a line in `renders.log`."""

import os
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponseBase

from articles.public.ready_pages import ReadyPages


def note_renders(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    log = os.open(settings.DATA_DIR / "renders.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def answer(request: HttpRequest) -> HttpResponseBase:
        os.write(log, f"{request.path}\n".encode())
        return get_response(request)

    return answer


settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.cluster.wsgi.note_renders"]
application = ReadyPages(get_wsgi_application())
