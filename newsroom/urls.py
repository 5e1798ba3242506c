"""The addresses of the whole site: the admin, the pictures, and everything readers meet.

`/health`, `/ready` and `/metrics` are answered before, by newsroom.health.
"""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom.favicon import favicon

urlpatterns = [
    path(settings.ADMIN_URL, admin.site.urls),
    path("favicon.ico", favicon, name="favicon"),
    path("pictures/", include("media.urls")),
    path("", include("articles.public.urls")),
]
handler404 = "articles.public.views.not_found"
handler500 = "articles.public.views.server_error"
