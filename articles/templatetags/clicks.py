"""The script that counts related links, where the newsroom wants them counted."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def related_clicks() -> SafeString | str:
    """The script's element, or nothing while RELATED_CLICKS is off."""
    if not settings.RELATED_CLICKS:
        return ""
    return format_html(
        '<script type="module" src="{}" data-related-clicks="{}"></script>',
        static("newsroom/related-clicks.js"),
        reverse("related_click"),
    )
