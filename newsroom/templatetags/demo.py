"""The public logins of a demo, told where one signs in."""

from django import template
from django.conf import settings
from django.contrib.auth.models import User

from newsroom.demo.accounts import ACCOUNTS, PASSWORD

register = template.Library()


@register.inclusion_tag("admin/_demo_logins.html")
def demo_logins() -> dict[str, object]:
    """The accounts that are still there; none on a site that is no demo."""
    if not settings.DEMO:
        return {"accounts": []}
    names = [account.username for account in ACCOUNTS]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return {
        "accounts": [account for account in ACCOUNTS if account.username in there],
        "password": PASSWORD,
    }
