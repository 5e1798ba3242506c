"""Files that belong to a table of stories: found by name beside it, and then no stories of their own."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

from articles.ingest.inputs import Input
from articles.ingest.limits import LIMITS
from articles.ingest.streams import read_up_to

_TABLES = (".csv", ".tsv", ".tab")


class Neighbors:
    """The files of a run by name; a table's reader asks for the texts that stand beside it."""

    def __init__(self, files: Iterable[Input]) -> None:
        self._files = list(files)
        self._by_name = {file.name: file for file in self._files}
        self._taken: set[str] = set()

    def tables_first(self) -> list[Input]:
        """All files, tables before the rest, so that a table can take its texts in time."""
        return sorted(self._files, key=lambda file: not file.name.lower().endswith(_TABLES))

    def was_taken(self, file: Input) -> bool:
        """Whether a table has used the file as the text of one of its stories."""
        return file.name in self._taken

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
