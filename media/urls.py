"""The one address of pictures: a rendition under its picture's token."""

from django.urls import path

from media.views import rendition

app_name = "media"
urlpatterns = [path("<str:token>/<str:name>", rendition, name="rendition")]
