"""Announcement: a story that hubs and search engines are still to be told of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """One row a story, whatever happens to the story itself; gone once everybody was told."""

    story = models.PositiveBigIntegerField(unique=True)
    path = models.CharField(max_length=700)
    section_path = models.CharField(max_length=100, blank=True)
    was_seen = models.BooleanField(default=False)
    """Readers have seen it already: that it is gone may be told, too."""
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.path
