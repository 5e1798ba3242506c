"""Django's migrate, as a site that is being read and written to can bear it.

A change of a table waits for whoever reads it, and all others then wait behind the change: so it waits
half a second, lets them through and asks again.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import OperationalError, connections

WAITS_MS = 500
"""How long one try holds up a page that needs the same table."""
PAUSE = 1.0
TRIES = 200
"""Five minutes: the longest that somebody may read in one transaction, five times over."""
LOCK_NOT_AVAILABLE = "55P03"


class Command(migrate.Command):
    help = f"{migrate.Command.help} Steps aside for readers and asks again."

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        for left in range(TRIES - 1, -1, -1):
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = {WAITS_MS}")
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE or not left:
                    raise
                self.stderr.write("A table is in use. What is done stays done; asking again …")
                time.sleep(PAUSE)
            else:
                break
        connection.close()
