"""Copies of a caption that a page cut short: "The crew of the Aurora at break…" beside the whole of it."""

from __future__ import annotations

from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.text import is_trailing_off

FEWEST_WORDS: Final = 4
FARTHEST: Final = 8
"""Lines of the text between a cut copy and its whole."""


def join_cuts(copy: Copy) -> None:
    """Merge each line that trails off into the open line near it that says all of it and more.

    What is printed whole with a stop is the story's own sentence, unless the two stand side by side.
    """
    live = copy.live()
    for place, cut in enumerate(live):
        if cut.open or cut.finished or cut.width < FEWEST_WORDS or not _may_be_caption(cut):
            continue
        if not is_trailing_off(cut.text):
            continue
        start = max(0, place - FARTHEST)
        near = live[start : place + FARTHEST + 1]
        whole = next(
            (
                each
                for each in near
                if each is not cut
                and _says_all(each, cut)
                and (each.open or _beside(live, place, each))
            ),
            None,
        )
        if whole is None:
            continue
        if whole.role != "caption":
            whole.role = "caption"
            copy.note(whole, "repeated-caption")
        whole.credit = whole.credit or cut.credit
        copy.take_out(cut, "repeat", into=whole)


def _may_be_caption(passage: Passage) -> bool:
    return passage.role in ("", "caption")


def _says_all(whole: Passage, cut: Passage) -> bool:
    return (
        _may_be_caption(whole)
        and len(whole.key) > len(cut.key)
        and whole.key.startswith(cut.key)
        and not is_trailing_off(whole.text)
    )


def _beside(live: list[Passage], place: int, other: Passage) -> bool:
    return any(
        each is other for each in (*live[max(0, place - 1) : place], *live[place + 1 : place + 2])
    )
