"""Remarks in the margin of a document that a program wrote as a page: Google Docs, Word."""

from __future__ import annotations

from itertools import islice
from typing import Final

from articles.ingest.page.tree import Element, ancestors, drop, elements_at, text_of

_ANSWERS: Final = (
    "//a[starts-with(@id,'cmnt') and starts-with(@href,'#cmnt_ref')]"
    "|//*[contains(concat(' ',@class,' '),' msocomtxt ')]"
)
_SIGNS: Final = (
    "//a[starts-with(@id,'cmnt_ref')]|//a[contains(concat(' ',@class,' '),' msocomanchor ')]"
    "|//a[contains(concat(' ',@class,' '),' msocomoff ')]"
)
"""What stands in the text for a remark: "[a]", "[BC1]"."""
_MOST: Final = 50


def take_remarks(root: Element) -> list[str]:
    """Takes remarks and their signs out of a page; the words of each, for the editor alone."""
    told: list[str] = []
    for sign in elements_at(root, _SIGNS):
        parent = sign.getparent()
        drop(parent if parent is not None and parent.tag == "sup" else sign)
    for answer in elements_at(root, _ANSWERS):
        mark = text_of(answer)  # with which the box of a remark begins, and no other
        near = (each for each in (answer, *ancestors(answer, 3)) if each.tag in {"div", "p"})
        boxes = [each for each in near if text_of(each).startswith(mark)]
        box = next((each for each in boxes if each.tag == "div"), (boxes or [answer])[0])
        if answer.tag == "a":
            drop(answer)
        if words := text_of(box):
            told.append(words)
        drop(box)
    return list(islice(told, _MOST))
