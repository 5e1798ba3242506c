"""The site's addresses and one bare view beside them, to measure against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as site

READY = "<!doctype html><title>bare</title><p>" + "A ready string of thirty kilobytes. " * 850

__all__ = ["handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(READY)


urlpatterns = [path("bare/", bare), *site]
