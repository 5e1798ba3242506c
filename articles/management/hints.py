"""What somebody may have meant who typed an option that a command does not have."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from django.core.management.base import CommandParser

UNKNOWN = "unrecognized arguments: "


class HintingParser(CommandParser):
    """Names the option that is nearest to one that is not there: --dry-run for --dryrun."""

    def error(self, message: str) -> Any:
        if message.startswith(UNKNOWN):
            typed = message.removeprefix(UNKNOWN).split()
            message += hint(typed, self.options())
        return super().error(message)

    def options(self) -> list[str]:
        """All long ones, in the order of the help."""
        named = [name for action in self._actions for name in action.option_strings]
        return [name for name in named if name.startswith("--")]


def hinting(parser: CommandParser) -> CommandParser:
    """The parser that Django made, now with hints; Django asks nobody which class it takes."""
    parser.__class__ = HintingParser
    return parser


def hint(typed: Collection[str], options: Collection[str]) -> str:
    """A question for each option that is nearly one of `options`; empty for none."""
    asked: dict[str, None] = {}
    for word in typed:
        name = word.partition("=")[0]
        if name.startswith("-"):
            asked |= dict.fromkeys(get_close_matches(name.lower(), options, n=1, cutoff=0.75))
    return f" (did you mean {' '.join(asked)}?)" if asked else ""
