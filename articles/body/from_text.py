"""Lines of plain text -> a body of paragraphs; the words stay as they are, ends are trimmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.body.document import Document, document, paragraph
from articles.body.markup.inline_text import trimmed


def from_lines(lines: Iterable[str], *, joined: bool = False) -> Document:
    """A paragraph for each line that has words.

    With `joined`, lines that follow one another are one paragraph, put together with a space,
    and an empty line ends it. Spaces, no-break spaces and line ends at a line's ends are taken
    off. Raises InvalidBody where the text is over a limit of the body.
    """
    kept = (trimmed(line) for line in lines)
    texts = _paragraphs(kept) if joined else (line for line in kept if line)
    return document(*(paragraph(text) for text in texts))


def from_text(text: str, *, joined: bool = False) -> Document:
    """`from_lines` for a whole text."""
    return from_lines(text.splitlines(), joined=joined)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    together: list[str] = []
    for line in lines:
        if line:
            together.append(line)
        elif together:
            yield " ".join(together)
            together = []
    if together:
        yield " ".join(together)
