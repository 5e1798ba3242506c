"""Django's own admin, with the desk as its index and Django's accounts in our words."""

from django.apps import apps
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.DeskSite"

    def ready(self) -> None:
        super().ready()
        apps.get_app_config("auth").verbose_name = _("Accounts")
        group = apps.get_model("auth", "Group")._meta
        group.verbose_name, group.verbose_name_plural = _("role"), _("roles")
