"""The wsgi door for servers: pages that are kept already, then Django."""

import os

# Read by what is imported next.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.core.wsgi import get_wsgi_application

from articles.public.ready_pages import ReadyPages

application = ReadyPages(get_wsgi_application())
