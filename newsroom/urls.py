"""The addresses of the whole site: the admin, the pictures, and everything readers meet."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import health
from newsroom.favicon import favicon

urlpatterns = [
    path(settings.ADMIN_URL, admin.site.urls),
    path("favicon.ico", favicon, name="favicon"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("pictures/", include("media.urls")),
    path("", include("articles.public.urls")),
]
handler404 = "articles.public.views.not_found"
handler500 = "articles.public.views.server_error"
