"""What wire files of every format share."""

from __future__ import annotations

import pytest

from articles.ingest.dialects.wire_copy import part_of_paper


@pytest.mark.parametrize(
    ("named", "page", "section"),
    [
        ("f", "", "Business"),
        ("A", "12", ""),
        ("A", "", ""),
        ("体", "", "体"),
        ("Metro", "3", "Metro"),
    ],
)
def test_a_letter_is_a_wires_category_and_no_section_of_a_site(
    named: str, page: str, section: str
) -> None:
    assert part_of_paper(named, page) == section
