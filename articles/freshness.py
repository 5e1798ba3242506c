"""The number that moves whenever what the public sees changes; the page cache reads it.

It stands in the database, one row, so that every web machine sees the same one. Whoever
changes something that readers see calls `move()` inside the same transaction.
"""

from django.apps import apps
from django.db.models import F

ROW = 1


def current() -> int:
    """The number now; 0 before anything was ever published."""
    freshness = apps.get_model("articles", "Freshness")
    return freshness.objects.filter(pk=ROW).values_list("number", flat=True).first() or 0


def move() -> None:
    """Says that public pages may look different from now on."""
    freshness = apps.get_model("articles", "Freshness")
    if not freshness.objects.filter(pk=ROW).update(number=F("number") + 1):
        freshness.objects.get_or_create(pk=ROW, defaults={"number": 1})
