"""The site's addresses and one bare view beside them, to measure against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as site
from tests.bench.text_of_bare import READY

__all__ = ["handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(READY)


urlpatterns = [path("bare/", bare), *site]
