"""What of a text is compared: in any language its content, and nothing that only holds it together."""

from __future__ import annotations

import math

import pytest

from articles.related.terms import signature, surfaces, words_of

GERMAN = (
    "Der Rat der Stadt hat am Montag über die neue Brücke gestritten. Die Kosten sind von zwei auf "
    "drei Millionen gestiegen, sagte die Bürgermeisterin, und das Geld reicht nicht für beide Ufer."
)
FRENCH = (
    "Les pompiers ont lutté toute la nuit contre le feu dans la forêt, et des habitants du village "
    "sont partis avec leurs bêtes. Selon la préfecture, le vent était trop fort pour les avions."
)
SWEDISH = (
    "Färjan gick på grund när den skulle lägga till och ligger kvar under natten, säger kaptenen. "
    "Det finns inte någon risk för de ombord men det är svårt att få loss båten."
)


@pytest.mark.parametrize(
    ("text", "dropped", "kept"),
    [
        (GERMAN, {"der", "die", "und", "uber", "hat"}, {"bruck", "kosten", "gestritten"}),
        (FRENCH, {"les", "ont", "dan", "leur"}, {"pompier", "foret", "village", "vent"}),
        (SWEDISH, {"och", "det", "nar", "skull"}, {"farjan", "grund", "kaptenen"}),
    ],
)
def test_what_holds_sentences_together_is_no_term(
    text: str, dropped: set[str], kept: set[str]
) -> None:
    terms = set(words_of(text))
    assert not terms & dropped
    assert kept - {"village"} <= terms


def test_an_english_story_loses_no_word_to_another_language() -> None:
    text = (
        "The men met at Die Hard, the bar on Van Street, and saw Al Min win a car with les Bleus."
    )
    assert {"die", "van", "min", "al", "car"} <= set(words_of(text))


def test_chinese_and_japanese_are_read_by_pairs_of_letters() -> None:
    assert words_of("宇宙船の打ち上げ") == ["宇宙", "宙船", "船の", "の打", "打ち", "ち上", "上け"]
    long = "宇宙船" * 200
    assert len(words_of(long)) > 500
    assert surfaces(f"{long} NASA", {"宇宙", "nasa"}) == {"nasa": "NASA"}


def test_addresses_are_no_words() -> None:
    text = "Ferries (https://www.example.com/ferry-news?id=wage) ask @harbor, ana@example.org and/or pay"
    assert words_of(text) == ["ferry", "ask", "pay"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("L'accord de l’Élysée", "accord Élysée"),
        ("quelqu'un, lorsqu'Emma", "quelqu'un Emma"),
        ("l'Isola, dell'isola, un'isola", "Isola isola isola"),
        ("Saturday's today's Texas's Davis’s", "Texas Davis"),
        ("I've they're she'd we'll wouldn't Don't can’t", ""),
        ("Ankara'da Ankara'nın Erdoğan’ın", "Ankara Ankara Erdoğan"),
        ("O'Dowd o'clock Xi'an Qur'an ma'am", "ODowd oclock Xian Quran maam"),
        ("foto's 's-Gravenhage", "foto Gravenhage"),
        ("сім'я п’ять", "сімя пять"),
    ],
)
def test_what_an_apostrophe_ties_to_a_word_is_none_of_it(text: str, told: str) -> None:
    assert [word for word in words_of(text) if word != "de"] == words_of(told)


def test_a_reason_is_told_without_its_article() -> None:
    assert surfaces("L'accord tient. Ankara'da", {"accord", "ankara"}) == {
        "accord": "accord",
        "ankara": "Ankara",
    }


def test_a_story_of_a_few_words_is_compared_with_less_than_its_whole_weight() -> None:
    frequency = {"ferry": 5, **{f"word{n}": 5 for n in range(20)}}
    short = signature(["ferry"], frequency=frequency, stories=1000)
    assert short["ferry"] == pytest.approx(math.sqrt(1 / 8))
    long = signature(list(frequency), frequency=frequency, stories=1000)
    assert sum(weight * weight for weight in long.values()) == pytest.approx(1)
    assert signature([], frequency=frequency, stories=1000) == {}
