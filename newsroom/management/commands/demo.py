"""A living paper in one command: makes it, says how to get in, and serves it."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from articles.management.help import ShownAsWritten
from newsroom.demo.accounts import ACCOUNTS, PASSWORD, remove_accounts
from newsroom.demo.building import build, remember_address
from newsroom.demo.paper import NAME, TAGLINE
from newsroom.demo.serving import free_port_or_reason, serve

HELP = """\
Makes a demo newspaper in the data folder and serves it on this machine.

  manage.py demo                 make it (once) and serve it
  manage.py demo --port 8080     on another port
  manage.py demo --no-serve      make it only
  manage.py demo --remove-accounts   take the demo's logins away
"""


class Command(ShownAsWritten):
    help = HELP
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="8000 if not given")
        parser.add_argument("--no-serve", action="store_true", help="make the paper only")
        parser.add_argument("--remove-accounts", action="store_true", help="remove the logins")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove_accounts"]:
            self.stdout.write(f"{remove_accounts()} demo accounts were removed.")
            return
        if not settings.SITE_URL.startswith(("http://127.0.0.1", "http://localhost")):
            raise CommandError(
                f"SITE_URL is {settings.SITE_URL}. The demo's passwords are public, "
                "so it only runs on this machine: unset SITE_URL."
            )
        if not options["no_serve"] and (reason := free_port_or_reason(options["port"])):
            raise CommandError(reason)
        settings.SITE_NAME, settings.SITE_TAGLINE, settings.DEMO = NAME, TAGLINE, True
        call_command("migrate", verbosity=0, interactive=False)
        made = build(say=self.stdout.write)
        if not os.environ.get("SITE_URL"):
            remember_address(f"http://127.0.0.1:{options['port']}")
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
        self.stdout.write(f"\n{made}\n")
        self._say_how_to_get_in(options["port"])
        if not options["no_serve"]:
            self.stdout.write("Stop it with Ctrl-C.")
            serve(options["port"])

    def _say_how_to_get_in(self, port: int) -> None:
        site = f"http://127.0.0.1:{port}"
        self.stdout.write(f"  The paper  {site}/\n  The desk   {site}/{settings.ADMIN_URL}\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:9}  {PASSWORD}   {account.does}")
        self.stdout.write(
            "\nThese passwords are public. A site with an https address refuses to start with them."
        )
