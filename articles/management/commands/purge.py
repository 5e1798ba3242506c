"""`purge`: the CDN drops the pages it keeps, now or after each change."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.outbound import NotFetched
from articles.public.purging import follow, purge


class Command(BaseCommand):
    help = (
        "Lets the CDN of CDN_URL drop every public page. --watch stays and does so within a second "
        "of each publication, correction and withdrawal: let one run beside the web servers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="stay, and follow each change")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["watch"] and settings.CDN is not None:
                follow()
            purge()
        except NotFetched as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write("The CDN was told to drop all pages.")
