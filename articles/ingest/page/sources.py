"""Where a page keeps the address of a picture: lazy attributes, sets of sizes, what stands for no script."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.addresses import absolute
from articles.ingest.page.tree import Element

_SOURCES: Final = (
    "data-src", "data-gl-src", "data-lazy-src", "data-original", "data-lazy", "data-full-src", "data-large-file",
    "data-hi-res-src", "data-image", "data-img", "data-url", "data-echo", "data-orig-file",
    "data-src-large", "data-flickity-lazyload", "src",
)  # fmt: skip
_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER: Final = re.compile(
    r"^data:|(?:^|[/_.-])(?:blank|spacer|pixel|transparent|placeholder|loading|loader|lazy|1x1|clear|"
    r"empty|grey|gray|trans)(?:[._-]|$)",
    re.IGNORECASE,
)
_NARROW: Final = 600
"""Pixels below which no entry of a srcset is the whole picture."""


def address_of(image: Element, base: str) -> str:
    candidates = [_best_of(image.get(name) or "") for name in _SOURCE_SETS]
    parent = image.getparent()
    while parent is not None and parent.tag == "source":  # a parser that knows no empty source
        parent = parent.getparent()
    if parent is not None and parent.tag == "picture":
        sets = (
            source.get("srcset") or source.get("data-srcset") or ""
            for source in parent.iter("source")
        )
        candidates += [_best_of(given) for given in sets]
    lazy = [image.get(name) or "" for name in _SOURCES]
    full = [address for address in (*lazy[:-1], lazy[-1], *candidates) if _is_real(address)]
    widest = next((address for address in candidates if _is_real(address)), "")
    if _is_real(lazy[-1]) and widest and _widest_of(image) < _NARROW:
        widest = ""  # the sizes for phones stand beside the whole picture
    chosen = widest if widest and (not full or full[0] == lazy[-1]) else next(iter(full), "")
    return absolute(chosen or _from_noscript(image), base)


def _widest_of(image: Element) -> int:
    """The pixels of the widest entry of a picture's own srcset; a large number where it does not say."""
    own = " ".join(image.get(name) or "" for name in _SOURCE_SETS)[:20_000]
    widths = [int(found) for found in re.findall(r"\s(\d{1,6})w\b", own)]
    return max(widths) if widths else _NARROW


def _is_real(address: str) -> bool:
    return bool(address.strip()) and not _PLACEHOLDER.search(address.strip()[:300])


def _from_noscript(image: Element) -> str:
    for neighbor in (image.getnext(), image.getprevious()):
        if neighbor is not None and neighbor.tag == "noscript":
            for inner in neighbor.iter("img"):
                return inner.get("src") or ""
    return ""


def _best_of(srcset: str) -> str:
    """The widest candidate of a srcset."""
    best, best_size = "", -1.0
    for entry in re.split(r",\s+|,(?=https?:|//)", srcset[:20_000]):
        parts = entry.strip().rstrip(",").split()
        if not parts or not _is_real(parts[0]):
            continue
        found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", parts[1]) if len(parts) > 1 else None
        size = float(found[1]) if found else 1.0
        if size > best_size:
            best, best_size = parts[0], size
    return best
