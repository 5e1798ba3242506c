"""A plain word is one token for all its places; where its own place is asked for, it has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.people.directory import Directory, KnownPerson
from articles.people.lexicon.words import lexicon
from articles.people.recognise import find_people
from articles.people.tokens import Token, Tokenizer

PIECES = (
    "the", "Lil", "wayne", "wayne.", "said", "dept.", "no.", "van", "de", "st.", "Gen.", "J.K.", "U.S.",
    "Ada", "Lovelace", "LONDON", "“so”", "it's", "al - Jaafari", "", " ", ".", "\n", "don't", "élan", "x" * 70,
)  # fmt: skip


def told(token: Token) -> tuple[object, ...]:
    marks = token.signs, token.capital, token.initial, token.shout, token.word, token.opens
    return token.text, token.key, *marks


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_shared_words_say_what_their_own_would(pieces: list[str]) -> None:
    text = " ".join(pieces)
    shared = list(Tokenizer(lexicon()).lines(text))
    own = list(Tokenizer(lexicon()).lines(text, shares=False))
    assert [(line.loud, line.title_case, line.heads, line.initials) for line in shared] == [
        (line.loud, line.title_case, line.heads, line.initials) for line in own
    ]
    for line, other in zip(shared, own, strict=True):
        assert list(map(told, line.tokens)) == list(map(told, other.tokens))
        assert sorted(word.key for word in line.plain) == sorted(word.key for word in other.plain)
        for place, token in enumerate(other.tokens):
            assert not token.is_shared
            found = line.placed(place)
            assert (found.start, found.end) == (token.start, token.end)
            assert line.placed(place) is found


@pytest.mark.parametrize("gap", [" ", "  "])
def test_a_name_that_ends_with_a_plain_word_is_found_where_it_stands(gap: str) -> None:
    directory = Directory.of([KnownPerson(1, "Lil wayne")])
    text = f"Then{gap}the man said that Lil{gap}wayne sang, and Lil wayne wayne."
    [person] = find_people(text, directory=directory)
    assert [text[start:end] for start, end in person.mentions] == [f"Lil{gap}wayne", "Lil wayne"]
