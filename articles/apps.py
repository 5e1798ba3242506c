"""The articles app: stories, the people in them, and everything done with them."""

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from articles import clock
        from articles.publishing.roles import make_missing_roles

        connection_created.connect(clock.ask, dispatch_uid="articles.clock")
        # The permissions of our apps are there by the time that auth, which stands behind them, is told.
        post_migrate.connect(
            make_missing_roles, sender=apps.get_app_config("auth"), dispatch_uid="articles.roles"
        )
