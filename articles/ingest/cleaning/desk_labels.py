"""Labels that a desk types before a cross-head, a box or a caption of its copy ("X-HEAD: Objections")."""

from __future__ import annotations

import re
from typing import Final

from articles.body.document import heading
from articles.ingest.cleaning.passages import Copy
from articles.ingest.cleaning.releases import to_editors
from articles.ingest.credits import split_credit

_HEADS: Final = re.compile(
    r"(?:(?i:x-?head|cross-?head(?:ing|line)?)|SUB-?HEAD(?:ING)?|PANEL|BOX(?: ?OUT)?|FACT ?BOX|FACTFILE|"
    r"SIDEBAR|BREAK-?OUT(?: BOX)?)(?: ?\d{1,2})?\s*[:–—]\s*(?P<words>\S.{1,100})"
)
_CAPTION: Final = re.compile(
    r"(?:(?:PHOTO|PIC(?:TURE)?|IMAGE) )?(?:CAPTION|CUTLINE)(?: ?\d{1,2})?\s*[:–—]\s*(?P<words>\S.{8,900})"
)
"""In capitals: "Caption: ..." may be the name of a column of a table."""
_NOTE: Final = re.compile(
    r"[\[({]{1,2}\s?(?:NOTES? TO (?:THE )?(?:DESK|NEWSDESK|SUBS?|EDS|EDITORS?)|SUBS|EDS|DESK|NEWSDESK)\s?[:–—-]"
    r"[^\[\](){}]{3,600}[\])}]{1,2}"
)
"""A paragraph of its own in brackets: "[NOTE TO DESK: check the name]"."""


def desk_labels(copy: Copy) -> None:
    """Take the labels off, and give the words behind them the role that they name."""
    for passage in copy.live():
        if passage.role:
            continue
        if _NOTE.fullmatch(passage.text):
            to_editors(copy, passage, "not-for-publication")
        elif (head := _HEADS.fullmatch(passage.text)) and not head["words"].endswith((".", ":")):
            attributes = {**heading("").get("attrs", {}), **passage.source["attrs"]}
            passage.source = {**heading(head["words"]), "attrs": attributes}
            passage.rewrite(head["words"])
            passage.role = "heading"
            copy.note(passage, "desk-label")
        elif caption := _CAPTION.fullmatch(passage.text):
            credited = split_credit(caption["words"])
            passage.rewrite(credited.words if credited else caption["words"])
            passage.role, passage.credit = "caption", credited.credit if credited else ""
            copy.note(passage, "credited-caption")
