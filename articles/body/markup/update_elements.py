"""Dated blocks as this project writes them: updates of a live story, and fact boxes with their day."""

from __future__ import annotations

import re
from datetime import date, datetime

from articles.body.markup.inline_text import InlineText
from articles.body.markup.reading import Finish, Reading
from articles.body.markup.rules import Attributes

UPDATE = "update"
"""The kind of a frame that decides at its end whether it was an update."""
DATED = "dated"
"""Set on the frame of a fact box while its own day is read."""
_UPDATE_CLASS = re.compile(r"(?:^|\s)live-update(?:$|\s)")


def section_element(reading: Reading, attributes: Attributes) -> Finish:
    """An update if it is called one; any other section is only what stands in it."""
    classes = attributes.get("class", "")
    if not _UPDATE_CLASS.search(classes):
        return reading.line()
    if not reading.assembly.open(UPDATE, key_moment="key-moment" in classes.split()):
        return reading.line()
    return reading.assembly.end_block


def is_in_box(reading: Reading) -> bool:
    """Whether running text stands right in a fact box."""
    frame = reading.assembly.frames.current
    return reading.sink is None and frame.kind == "aside" and bool(frame.attributes.get("is_box"))


def as_of_element(reading: Reading) -> Finish:
    """The line of a fact box that says of which day it is; the time in it is then no words."""
    attributes = reading.assembly.frames.current.attributes
    ends_line = reading.line()
    attributes[DATED] = True

    def finish() -> None:
        attributes.pop(DATED, None)
        if ends_line is not None:
            ends_line()

    return finish


def time_element(reading: Reading, attributes: Attributes) -> Finish:
    """The first time in an update is the update's, the day below a fact box is the box's.

    Any other time is words like those around it.
    """
    frame, given = reading.assembly.frames.current, attributes.get("datetime", "")
    if frame.kind == UPDATE and not frame.attributes.get("at") and not frame.content:
        name, moment = "at", _moment(given)
    elif frame.attributes.get(DATED):
        name, moment = "as_of", _day(given)
    else:
        return None
    if not moment:
        return None
    frame.attributes[name] = moment
    reading.assembly.drop_words()  # "Key moment" or "As of" stands before it
    reading.sink = InlineText()
    return lambda: None


def _moment(said: str) -> str:
    """An ISO 8601 moment with its offset as a body keeps it; "" for anything else."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return ""
    return moment.isoformat() if moment.tzinfo else ""


def _day(said: str) -> str:
    """An ISO 8601 day; "" for anything else."""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return ""
