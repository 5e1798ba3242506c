"""manage.py check_stories: the publish checks over all live stories."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.models import Article, Section
from articles.publishing.checking import check_many
from articles.publishing.checks import is_blocked


class Command(BaseCommand):
    help = (
        "Looks at every live story as before publishing. Exit status 1 if something that must be "
        "right is not; warnings alone are 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object to a story")
        parser.add_argument("--section", help="only stories of the section with this address")
        parser.add_argument("--blocks", action="store_true", help="tell no warnings")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        stories = Article.objects.published(now)
        if options["section"]:
            if not Section.objects.filter(slug=options["section"]).exists():
                raise CommandError(
                    f"--section: there is none called “{options['section']}”.", returncode=2
                )
            stories = stories.filter(section__slug=options["section"])
        checked = blocked = 0
        for article, findings in check_many(stories, now=now):
            checked += 1
            blocked += is_blocked(findings)
            told = [one for one in findings if one.severity == "block" or not options["blocks"]]
            if not told:
                continue
            if options["json"]:
                self.stdout.write(
                    json.dumps(
                        {
                            "id": article.pk,
                            "headline": article.headline,
                            "findings": [
                                {"check": one.check, "severity": one.severity, "field": one.field,
                                 "message": str(one.message)}
                                for one in told
                            ],
                        },
                        ensure_ascii=False,
                    )
                )  # fmt: skip
                continue
            self.stdout.write(f"{article.pk} {article.headline}")
            for one in told:
                self.stdout.write(f"  {one.severity}: {one.message}")
        if options["verbosity"] and not options["json"]:
            self.stderr.write(
                f"{checked} live stories checked, {blocked} with something that must be right"
            )
        if blocked:
            sys.exit(1)
