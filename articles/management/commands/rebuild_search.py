"""`rebuild_search`: the search index anew, in the language that the site has now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.engine import rebuild

EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Makes the search index anew. Needed after LANGUAGE_CODE changed: words are stemmed in the "
        "site's language. Readers go on searching meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        def told(done: int) -> None:
            if options["verbosity"] and done % EVERY == 0:
                self.stderr.write(f"{done} stories")

        done = rebuild(told)
        if options["verbosity"]:
            self.stdout.write(f"The words of {done} stories are indexed.")
