"""The admin site: Django's own, named after the newsroom, with the desk as its index."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = True
