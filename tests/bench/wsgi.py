"""The site with the bare view, as the benchmark serves it; every answer tells its queries."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from articles.public import page_cache
from articles.public.ready_pages import ReadyPages

page_cache.UNCACHED = (*page_cache.UNCACHED, "bare/")  # else it would be as ready as our pages
settings.ROOT_URLCONF = "tests.bench.urls"
settings.MIDDLEWARE = ["tests.bench.counting.count_queries", *settings.MIDDLEWARE]
application = ReadyPages(get_wsgi_application())
