"""Files that belong to others of a run: texts beside a table or a card of facts, pictures that a story shows."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from typing import Final

from articles.ingest.inputs import Input
from articles.ingest.limits import LIMITS
from articles.ingest.streams import read_up_to

_TABLES: Final = (".csv", ".tsv", ".tab")
_TEXTS: Final = (".txt", ".md")
LARGEST_CARD: Final = 1_000_000
"""Bytes of a JSON file that may hold the facts of the one text beside it."""


class Neighbors:
    """The files of a run by name; a reader asks for the texts that stand beside its file."""

    def __init__(self, files: Iterable[Input], shown: Collection[str] = ()) -> None:
        """`shown`: keys of the pictures that stories have taken, growing as the run goes on."""
        self._files = list(files)
        self._by_name = {file.name: file for file in self._files}
        self._taken: set[str] = set()
        self._shown = shown

    def tables_first(self) -> list[Input]:
        """All files, tables and cards before the rest, so that they can take their texts in time."""
        return sorted(self._files, key=lambda file: not self._takes_texts(file))

    def _takes_texts(self, file: Input) -> bool:
        return file.name.lower().endswith(_TABLES) or self.is_card(file)

    def is_card(self, file: Input) -> bool:
        """Whether a small JSON file has the name of a text beside it: "fire.json" and "fire.txt"."""
        stem, ending = posixpath.splitext(file.name)
        small = ending.lower() == ".json" and file.size <= LARGEST_CARD
        return small and any(stem + text in self._by_name for text in _TEXTS)

    def was_taken(self, file: Input) -> bool:
        """Whether a table or a card has used the file as the text of one of its stories."""
        return file.name in self._taken

    def was_shown(self, file: Input) -> bool:
        """Whether a story has taken the picture in this file."""
        return file.key in self._shown

    def beside(self, file: Input) -> Callable[[str], bytes | None]:
        """A function from a relative name to the bytes of that file, None where there is none."""

        def find(name: str) -> bytes | None:
            found = self._by_name.get(posixpath.join(posixpath.dirname(file.name), name))
            if found is None:
                return None
            with found.open() as stream:
                content = read_up_to(stream, LIMITS["text_bytes"] + 1)
            if len(content) > LIMITS["text_bytes"]:
                return None
            self._taken.add(found.name)
            return content

        return find
