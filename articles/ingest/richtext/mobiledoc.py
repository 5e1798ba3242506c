"""Mobiledoc 0.3 documents, as Ghost 1 to 4 and others keep them, as plain HTML."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from articles.ingest.pictures import figure_markup
from articles.ingest.richtext.cards import card_markup, said
from articles.ingest.strictjson import BadJSON, loads

_TAGS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside"})
_MARKS: Final = frozenset({"a", "strong", "em", "b", "i", "sub", "sup", "u", "s", "code"})


def is_mobiledoc(value: Mapping[str, Any]) -> bool:
    """Whether an object is such a document."""
    return isinstance(value.get("sections"), list) and "markups" in value


def mobiledoc_markup(document: str | Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The document as HTML, and the cards that were left out as (kind, reason).

    Raises ValueError where it is no Mobiledoc.
    """
    try:
        tree = loads(document) if isinstance(document, str) else document
    except BadJSON as error:
        raise ValueError(str(error)) from error
    if not isinstance(tree, Mapping) or not isinstance(tree.get("sections"), list):
        raise ValueError("The text is no Mobiledoc: it has no sections.")
    whole = _Mobiledoc(
        _rows(tree.get("markups")), _rows(tree.get("atoms")), _rows(tree.get("cards"))
    )
    return "".join(whole.section(section) for section in _rows(tree["sections"])), whole.removed


def _rows(value: Any) -> list[list[Any]]:
    """The rows of a table in which every row is a list; others are empty."""
    rows = value if isinstance(value, list) else []
    return [row if isinstance(row, list) else [] for row in rows]


@dataclass(slots=True)
class _Mobiledoc:
    markups: list[list[Any]]
    atoms: list[list[Any]]
    cards: list[list[Any]]
    removed: list[tuple[str, str]] = field(default_factory=list)

    def section(self, section: list[Any]) -> str:
        match section:
            case [1, str() as tag, list() as runs, *_]:
                return self._block(tag.casefold(), runs)
            case [2, str() as source, *_]:
                return figure_markup(source)
            case [3, tag, list() as entries, *_]:
                name = "ol" if tag == "ol" else "ul"
                inside = "".join(f"<li>{self._runs(_rows(entry))}</li>" for entry in entries)
                return f"<{name}>{inside}</{name}>"
            case [10, int() as place, *_] if 0 <= place < len(self.cards):
                return self._card(self.cards[place])
        return ""

    def _block(self, tag: str, runs: list[Any]) -> str:
        inside = self._runs(_rows(runs))
        if tag == "aside":
            return f'<blockquote class="pullquote">{inside}</blockquote>'
        name = tag if tag in _TAGS else "p"
        return f"<{name}>{inside}</{name}>"

    def _card(self, card: list[Any]) -> str:
        kind = str(card[0]) if card else ""
        payload = card[1] if len(card) > 1 and isinstance(card[1], Mapping) else {}
        made = card_markup(kind, payload)
        if made is None:
            shown = f"{kind}: {said(payload, 'src', 'title', 'fileTitle', 'url')}".strip(": ")
            self.removed.append((shown[:200], "a card that a story cannot hold"))
        return made or ""

    def _runs(self, runs: list[list[Any]]) -> str:
        pieces: list[str] = []
        opened: list[str] = []
        for run in runs:
            if len(run) < 4 or not isinstance(run[1], list) or not isinstance(run[2], int):
                continue
            for place in run[1]:
                pieces.append(self._open(place, opened))
            pieces.append(self._words(run))
            for _ in range(min(run[2], len(opened))):
                pieces.append(_close(opened.pop()))
        pieces += [_close(tag) for tag in reversed(opened)]
        return "".join(pieces)

    def _open(self, place: Any, opened: list[str]) -> str:
        known = isinstance(place, int) and 0 <= place < len(self.markups)
        markup = self.markups[place] if known else []
        tag = str(markup[0]).casefold() if markup else ""
        opened.append(tag if tag in _MARKS else "")
        if tag == "a":
            pairs = markup[1] if len(markup) > 1 and isinstance(markup[1], list) else []
            names = dict(zip(pairs[::2], pairs[1::2], strict=False))
            return f'<a href="{html.escape(str(names.get("href", "")))}">'
        return f"<{tag}>" if tag in _MARKS else ""

    def _words(self, run: list[Any]) -> str:
        if run[0] == 0:
            return html.escape(str(run[3]), quote=False)
        known = isinstance(run[3], int) and 0 <= run[3] < len(self.atoms)
        atom = self.atoms[run[3]] if known else []
        if atom and str(atom[0]) == "soft-return":
            return "<br>"
        return html.escape(str(atom[1]), quote=False) if len(atom) > 1 else ""


def _close(tag: str) -> str:
    return f"</{tag}>" if tag else ""
