"""The first mention of a name in running text, to be made a link; each address comes once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from articles.body.links import normalize_link


class FirstMentions:
    """Finds names run by run in reading order; a name or address found once is not found again.

    Names are matched as written, whole words only, the longer before the shorter.
    """

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._open = {name: normalize_link(url) for name, url in addresses.items() if name.strip()}
        self._pattern = self._compiled()

    def _compiled(self) -> re.Pattern[str] | None:
        names = sorted(self._open, key=lambda name: (-len(name), name))
        if not names:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address it links to or the empty string."""
        start = 0
        while self._pattern and (found := self._pattern.search(text, start)):
            if found.start() > start:
                yield text[start : found.start()], ""
            address = self._open[found[0]]
            self._open = {name: url for name, url in self._open.items() if url != address}
            self._pattern = self._compiled()
            yield found[0], address
            start = found.end()
        if start < len(text):
            yield text[start:], ""
