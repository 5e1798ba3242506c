"""What a mailer left in a letter that became a story: fields of who reads it."""

from __future__ import annotations

from articles.ingest.cleaning.passages import Copy
from articles.ingest.merge_fields import without_fields


def merge_fields(copy: Copy) -> None:
    """Take fields of mailers out of each passage, or the passage that is nothing without them."""
    for passage in copy.live():
        said = without_fields(passage.text)
        if said == passage.text:
            continue
        if not said:
            copy.take_out(passage, "mailer-field")
            continue
        passage.rewrite(said)
        copy.note(passage, "mailer-field-cut")
