"""Freshness: the number that moves whenever what the public sees changes; one row."""

from uuid import uuid4

from django.db import models


class Freshness(models.Model):
    """One row (id 1); articles.freshness reads and moves it."""

    number = models.BigIntegerField(default=0)
    paper = models.UUIDField(default=uuid4, null=True, editable=False)
    """Which paper this is: feeds name its stories by it, so that no two papers' are one."""

    def __str__(self) -> str:
        return str(self.number)
