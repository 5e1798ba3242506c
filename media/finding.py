"""Words folded for finding; apart from media.words, for the decoding child needs none of this."""

from __future__ import annotations

from anyascii import anyascii


def search_text(*parts: str) -> str:
    """Texts folded into one line for finding: in Latin letters without accents and case."""
    joined = anyascii(" ".join(part for part in parts if part))
    return " ".join(joined.casefold().split())
