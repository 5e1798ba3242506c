"""Tells whoever shows pictures that one of them looks or reads differently now."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.module_loading import import_string


def tell(pictures: Collection[int]) -> None:
    """Calls the function that `settings.MEDIA_CHANGED` names with the pictures' numbers.

    Called inside the transaction of the change; an empty setting means nobody listens.
    """
    name = getattr(settings, "MEDIA_CHANGED", "")
    if name:
        listener: Callable[[Collection[int]], None] = import_string(name)
        listener(pictures)
