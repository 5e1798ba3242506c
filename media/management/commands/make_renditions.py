"""Makes the public copies of pictures ahead of their readers; AVIF is made here only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from media.batch import make_all, tidy
from media.models import Picture
from media.progress import counted
from media.renditions import TYPES


class Command(BaseCommand):
    help = "Make the public copies of pictures (AVIF, WebP, JPEG) that do not exist yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "pictures", nargs="*", type=int, help="numbers of pictures; all if none"
        )
        parser.add_argument(
            "--format",
            dest="endings",
            action="append",
            choices=list(TYPES),
            help="may be repeated; avif and webp if not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = Picture.objects.all()
        if options["pictures"]:
            pictures = pictures.filter(pk__in=options["pictures"])
        outcomes = make_all(pictures, endings=options["endings"] or ["avif", "webp"])
        made = failed = 0
        for outcome in counted(outcomes, pictures.count(), self.stderr, options["verbosity"]):
            made += outcome.made
            if outcome.problem:
                failed += 1
                self.stderr.write(f"Picture {outcome.picture.pk}: {outcome.problem}.")
        self.stdout.write(f"{made} made, {failed} pictures failed, {tidy()} old arrivals removed.")
        if failed:
            raise SystemExit(1)
