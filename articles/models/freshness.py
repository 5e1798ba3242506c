"""Freshness: the number that moves whenever what the public sees changes; one row."""

from django.db import models


class Freshness(models.Model):
    """One row (id 1); articles.freshness reads and moves it."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
