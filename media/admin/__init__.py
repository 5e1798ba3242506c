"""Hands the screens on to Django's autodiscovery."""

from media.admin.picture import PictureAdmin

__all__ = ["PictureAdmin"]
