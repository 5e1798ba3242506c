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
        names = sorted(self._open, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) for name in names)
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if names else None

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address it links to or the empty string."""
        start = 0
        for found in self._pattern.finditer(text) if self._open and self._pattern else ():
            address = self._open.get(found[0])
            if address is None:
                continue
            self._open = {name: url for name, url in self._open.items() if url != address}
            if found.start() > start:
                yield text[start : found.start()], ""
            yield found[0], address
            start = found.end()
        if start < len(text):
            yield text[start:], ""
