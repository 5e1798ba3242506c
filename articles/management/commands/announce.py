"""`announce`: hubs and search engines hear of what was published, changed and withdrawn."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import clock
from articles.public.announce import announce
from articles.publishing.announcing import is_on


class Command(BaseCommand):
    help = (
        "Tells the WebSub hub and IndexNow what changed since the last time. Run it every minute "
        "where WEBSUB_HUB or INDEXNOW_KEY is set; what was not heard is tried four times more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_on():
            raise CommandError("Nobody is to be told: WEBSUB_HUB and INDEXNOW_KEY are not set.")
        told = announce(clock.now())
        self.stdout.write(f"{told.stories} stories told")
        if told.faults:
            raise CommandError(" ".join(told.faults))
