"""What stands inside one block of a page, as plain HTML: text, links, marks, breaks, list entries, cells."""

from __future__ import annotations

import html
import re
from typing import Final

from articles.ingest.addresses import joined
from articles.ingest.page.tree import Element, is_element, text_of

_INLINE_MARKS: Final = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "sup": "sup", "sub": "sub",
}  # fmt: skip
_NOTE: Final = re.compile(r"#\S*\d")
"""The other end of a footnote; the reader of markup tells it from other places of the page."""
SKIPPED: Final = frozenset(
    {"form", "button", "select", "textarea", "input", "nav", "label", "noscript", "dialog", "menu"}
)
_PLAIN: Final = frozenset({"span", "font", "u", "big", "small"})
_PARTING: Final = 2
_TERM: Final = 60
_VALUE: Final = 200
"""Characters of a short value, and of its term."""


def inline_inside(element: Element, base: str) -> str:
    """An element's content as text with links, marks and breaks only."""
    pieces = [escaped(element.text)]
    for child in element:
        if is_element(child) and child.tag not in SKIPPED:
            if child.tag in {"ul", "ol"}:
                pieces.append(
                    f"<{child.tag}>{''.join(entry(inner, base) for inner in child)}</{child.tag}>"
                )
            elif child.tag in {"p", "div", "tr"}:
                pieces.append(f"{inline_inside(child, base)}<br>")
            else:
                pieces.append(inline(child, base))
        pieces.append(escaped(child.tail))
    return re.sub(r"(?:<br>\s*)+$", "", "".join(pieces).strip())


def inline(element: Element, base: str) -> str:
    """One inline element as HTML: links, strong, emphasis and breaks; the words of all others."""
    tag = element.tag
    if tag == "br":
        return "<br>"
    if tag in {"img", "amp-img"}:
        return ""
    bare = inline_inside(element, base)
    around = "".join(str(part) for part in element.itertext())
    if around.isspace():
        # an editor's box around a space: "<span> </span>", or around a line end
        return "<br>" * _breaks_at_end(element) or " "
    before = " " if bare and around[:1].isspace() else ""
    after = " " if bare and around[-1:].isspace() else ""
    breaks = "<br>" * _breaks_at_end(element) if bare else ""
    return f"{before}{_marked(element, bare, base)}{breaks or after}"


def _breaks_at_end(element: Element) -> int:
    """How many line ends an inline element closes with, at most the two that part paragraphs."""
    found = 0
    last = element[-1] if len(element) else None
    while (
        last is not None and is_element(last) and not (last.tail or "").strip() and found < _PARTING
    ):
        if last.tag != "br":
            return found + (
                _breaks_at_end(last) if last.tag in _INLINE_MARKS or last.tag in _PLAIN else 0
            )
        found += 1
        last = last.getprevious()
    return found


def _marked(element: Element, inner: str, base: str) -> str:
    tag = element.tag
    if tag == "a" and element.get("href"):
        href = element.get("href") or ""
        address = href if _NOTE.match(href) else joined(href, base)
        return f'<a href="{html.escape(address)}">{inner}</a>' if inner else ""
    if tag == "span" and inner and (element.get("class") or "") in {"strong", "bold"}:
        return f"<strong>{inner}</strong>"
    if tag in _INLINE_MARKS and inner:
        return f"<{_INLINE_MARKS[tag]}>{inner}</{_INLINE_MARKS[tag]}>"
    return inner


def escaped(text: str | None) -> str:
    return html.escape(re.sub(r"\s+", " ", text), quote=False) if text else ""


def entry(child: Element, base: str) -> str:
    if child.tag in {"ul", "ol"}:
        return (
            f"<li><{child.tag}>{''.join(entry(inner, base) for inner in child)}</{child.tag}></li>"
        )
    if child.tag != "li":
        return ""
    return f"<li>{inline_inside(child, base)}</li>"


def is_pairs(pairs: Element) -> bool:
    """Whether a list holds two or more terms with a short value each."""
    terms = [text_of(term) for term in pairs.iter("dt")]
    values = [text_of(value) for value in pairs.iter("dd")]
    short = all(0 < len(term) <= _TERM for term in terms) and all(
        len(value) <= _VALUE for value in values
    )
    return 1 < len(terms) <= len(values) and short and pairs.find(".//img") is None


def pairs_markup(pairs: Element, base: str) -> str:
    """A list of terms and values ("Serves", "4") as a list: one entry a term."""
    entries: list[str] = []
    for child in pairs.iter("dt", "dd"):
        inner = inline_inside(child, base)
        if child.tag == "dt" or not entries:
            entries.append(
                f"<strong>{inner.rstrip(' :')}{'' if inner[-1:] == '?' else ':'}</strong>"
                if child.tag == "dt"
                else inner
            )
        else:
            entries[-1] += f" {inner}" if entries[-1].endswith("</strong>") else f", {inner}"
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _cell(cell: Element, name: str, base: str) -> str:
    """A cell with the places that it takes; one of a table's head names its column."""
    name = name or str(cell.tag)
    spans = "".join(
        f' {key}="{number}"'
        for key in ("colspan", "rowspan")
        if (number := (cell.get(key) or "").strip()).isdecimal()
    )
    return f"<{name}{spans}>{inline_inside(cell, base)}</{name}>"


def table_markup(table: Element, base: str) -> str:
    lines = []
    for row in table.iter("tr"):
        parent = row.getparent()
        name = "th" if parent is not None and parent.tag == "thead" else ""
        cells = [_cell(cell, name, base) for cell in row if cell.tag in {"td", "th"}]
        if cells:
            lines.append(f"<tr>{''.join(cells)}</tr>")
    caption = next(table.iter("caption"), None)
    head = "" if caption is None else f"<caption>{inline_inside(caption, base)}</caption>"
    return f"<table>{head}{''.join(lines)}</table>"
