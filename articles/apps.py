"""The articles app: stories, the people in them, and everything done with them."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from articles import clock

        connection_created.connect(clock.ask, dispatch_uid="articles.clock")
