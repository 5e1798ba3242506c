"""The wsgi door for servers: pages that are kept already, then Django."""

import os

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", "newsroom.settings"
)  # read by what is imported next

from django.core.wsgi import get_wsgi_application

from articles.public.ready_pages import ReadyPages

application = ReadyPages(get_wsgi_application())
