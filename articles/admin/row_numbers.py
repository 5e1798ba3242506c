"""Numbers of rows as a request gives them: text, or whatever JSON holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST_DIGITS = 18
"""Of a number that every database can hold and compare."""


def row_number(value: Any) -> int:
    """The number, or 0, which no row has."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def row_numbers(values: Iterable[Any]) -> list[int]:
    """Those of the values that can be the number of a row, in their order."""
    return [number for value in values if (number := row_number(value))]
