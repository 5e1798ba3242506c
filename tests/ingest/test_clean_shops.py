"""What a shop prints beside what it sells goes with its buttons; a cross-head that reads like it stays."""

from __future__ import annotations

import pytest

from tests.ingest.cleaning import cleaned, outline, paragraphs, rules
from tests.ingest.test_clean_rules import PROSE

LABELS_OF_SHOPS = [
    "Sold out", "Now sold out", "SPLURGE", "Today’s best kettle deals", "Get the look! Tweed like hers",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS_OF_SHOPS)
def test_the_label_of_a_shop_goes_with_its_button(label: str) -> None:
    result = cleaned("\n\n".join([*PROSE[:3], label, "Shop now", *PROSE[3:]]))
    assert paragraphs(result) == PROSE
    assert [note.rule for note in result.notes if note.line == 7] == ["shop-label"]


@pytest.mark.parametrize("label", LABELS_OF_SHOPS)
@pytest.mark.parametrize("below", [[], ["Advertisement"], ["Story continues below"]])
def test_a_cross_head_that_reads_as_a_label_of_a_shop_stays(label: str, below: list[str]) -> None:
    result = cleaned("\n\n".join([*PROSE[:3], label, *below, *PROSE[3:]]))
    assert "shop-label" not in rules(result)
    assert label.casefold() in [words.casefold() for _, words in outline(result)]
