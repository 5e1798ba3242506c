"""The pictures of the front page, asked for before a reader does: each copy is made at its first request."""

from __future__ import annotations

import http.client
import re

CARD, LARGE = (320, 620, 480, 160, 780, 940, 1240), (780, 480, 1240, 940, 620, 320, 160)
"""Widths in the order of need: a desk's screen first, the same at two pixels to one, phones, the rest."""
CROP_OF_CARDS = "5x4"
PATIENCE = 60
"""Seconds for one answer."""
_COPY = re.compile(r"/pictures/[0-9a-f]{32}/([0-9]{1,5})(?:-([0-9x]{1,5}))?\.webp")


def copies_on(page: str) -> list[str]:
    """The addresses of all WebP copies that a page offers, the most needed first, each once."""
    found = {match[0]: _need(int(match[1]), match[2]) for match in _COPY.finditer(page)}
    return sorted(found, key=lambda path: found[path])


def ask_for_pictures(port: int) -> None:
    """Asks this machine's server for its front page and every copy on it, one at a time.

    Whatever goes wrong is left to the reader who comes: the copies are made for them, too.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        for path in copies_on(_read(connection, "/").decode(errors="replace")):
            _read(connection, path)
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()


def _need(width: int, crop: str | None) -> int:
    widths = CARD if crop == CROP_OF_CARDS else LARGE
    return widths.index(width) if width in widths else len(widths)


def _read(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    return connection.getresponse().read()
