"""Undoes everything that one account did since a time; says first what it would do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.publishing.undoing import undo_account


class Command(BaseCommand):
    help = (
        "Undoes an account's changes since a time: of stories, people, topics, sections, pictures' "
        "words, accounts and fronts. Without --really it only says which."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="the account's username")
        parser.add_argument(
            "--since", required=True, help="such as 2026-11-22T09:00, the site's time"
        )
        parser.add_argument("--really", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['user']}”.")
        try:
            since = parse_datetime(options["since"])
        except ValueError:
            since = None
        if since is None:
            raise CommandError(f"“{options['since']}” is no time. Write it as 2026-11-22T09:00.")
        if timezone.is_naive(since):
            since = timezone.make_aware(since)
        done = undo_account(user, since, dry=not options["really"])
        for name in ("restored", "joined", "hidden"):
            for number, headline in getattr(done, name):
                self.stdout.write(f"{name}: {number} “{headline}”")
        for line in done.rows:
            self.stdout.write(f"taken back: {line}")
        for line in done.left:
            self.stdout.write(f"look at this yourself: {line}")
        count = len(done.restored) + len(done.joined) + len(done.hidden)
        verb = "undone" if options["really"] else "would be undone; add --really to do it"
        self.stdout.write(
            f"{count} stories and {len(done.rows)} other changes {verb}. "
            "Disable the account or change its password too."
        )
