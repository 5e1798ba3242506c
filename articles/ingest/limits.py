"""How much of one source file or story the readers take: one table, checked before parsing."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000

LIMITS: Final[dict[str, int]] = {
    # One bare text or Markdown file is one story; a body may be 5 MB, and a file has a little more.
    "text_bytes": 20 * MEGABYTE,
    "text_line_bytes": 1 * MEGABYTE,
    # A page of 9 MB of text took 370 MB as a tree; the bar for memory is 300 MB.
    "page_bytes": 5 * MEGABYTE,
    # A page that a browser saved with its pictures inside; without them it must keep the limit above.
    "saved_page_bytes": 40 * MEGABYTE,
    # For JSON Feed only: XML feeds are read entry by entry.
    "feed_bytes": 5 * MEGABYTE,
    # Most providers deliver mails of up to 25 MB.
    "mail_bytes": 35 * MEGABYTE,
    "mail_head_bytes": 256_000,
    "mail_field_characters": 4_000,
    "mail_parts": 200,
    "json_line_bytes": 16 * MEGABYTE,
    # A JSON file up to this size is read whole, so that its parts may point at each other.
    "json_whole_bytes": 8 * MEGABYTE,
    "json_depth": 100,
    "json_digits": 40,
    "table_cell_characters": 6 * MEGABYTE,
    "table_columns": 1_000,
    "front_matter_lines": 2_000,
    "json_ld_bytes": 2 * MEGABYTE,
    "markup_elements": 200_000,
    # 90,000 paragraphs took 10 s to read; the busiest real page at hand has 2,800 elements.
    "page_elements": 60_000,
    "entry_elements": 2_000,
    "markup_attributes": 2_000,
}


def megabytes(name: str) -> str:
    """The limit `name` (of bytes or characters) as a refusal shows it: "20 MB"."""
    return f"{LIMITS[name] // MEGABYTE} MB"
