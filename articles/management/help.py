"""The help of a command as it was written: with its line breaks and examples."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.hints import hinting


class ShownAsWritten(BaseCommand):
    """A command whose `help` has lines of its own; argparse would run them together."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return hinting(parser)
