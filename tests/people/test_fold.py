"""The two keys of a name: that of rows and that of names as they stand in a text."""

from __future__ import annotations

import pytest

from articles.people.fold import fold_name as row_key
from articles.people.names import fold_name as text_key

PLAIN = [
    "Ada Lovelace", "Łukasz O’Neill", "Jean-Marie Le Pen", "J.K. Rowling", "J. K. Rowling",
    "Robert Downey Jr.", "Recep Tayyip Erdoğan", "Ursula von der Leyen", "Bashar al-Assad",
    "Kim Jong-un", "José Ortega y Gasset", "Þórður Þórðarson", "Nguyễn Văn Thiệu", "Pelé",
    "Søren Kierkegaard", "Günther Groß", "Ħamrun Borg", "Åsa Öberg", "İlkay Gündoğan", "Henry VIII",
]  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_has_one_key(name: str) -> None:
    assert row_key(name) == text_key(name)


@pytest.mark.parametrize(
    "name", ["Mr. Omar Haddad", "Haddad, Omar", "Mayor Omar Haddad", "Omar Haddad’s"]
)
def test_only_the_key_of_texts_reads_past_titles_and_order(name: str) -> None:
    assert text_key(name) == row_key("Omar Haddad")
    assert row_key(name) != row_key("Omar Haddad")
