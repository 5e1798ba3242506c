"""Updates of a live story as this project writes them: a section with a time, a heading and words."""

from __future__ import annotations

import re
from datetime import datetime

from articles.body.markup.inline_text import InlineText
from articles.body.markup.reading import Finish, Reading
from articles.body.markup.rules import Attributes

UPDATE = "update"
"""The kind of a frame that decides at its end whether it was an update."""
_UPDATE_CLASS = re.compile(r"(?:^|\s)live-update(?:$|\s)")


def section_element(reading: Reading, attributes: Attributes) -> Finish:
    """An update if it is called one; any other section is only what stands in it."""
    classes = attributes.get("class", "")
    if not _UPDATE_CLASS.search(classes):
        return reading.line()
    if not reading.assembly.open(UPDATE, key_moment="key-moment" in classes.split()):
        return reading.line()
    return reading.assembly.end_block


def time_element(reading: Reading, attributes: Attributes) -> Finish:
    """The first time in an update is the update's; any other is words like those around it."""
    frame = reading.assembly.frames.current
    moment = _moment(attributes.get("datetime", ""))
    if frame.kind != UPDATE or frame.attributes.get("at") or frame.content or not moment:
        return None
    frame.attributes["at"] = moment
    reading.assembly.drop_words()  # "Key moment" stands before it
    reading.sink = InlineText()
    return lambda: None


def _moment(said: str) -> str:
    """An ISO 8601 moment with its offset as a body keeps it; "" for anything else."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return ""
    return moment.isoformat() if moment.tzinfo else ""
