"""The site's addresses and one view that fails, to look at the page that readers then see."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as site
from tests.judges.addresses import BROKEN

__all__ = ["handler404", "handler500", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path(BROKEN.removeprefix("/"), broken), *site]
