"""What of a text is compared: in any language its content, and nothing that only holds it together."""

from __future__ import annotations

import math

import pytest

from articles.related.terms import (
    SAME_TEXT,
    likeness,
    said_in,
    signature,
    sketch,
    surfaces,
    words_of,
)

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


def _likeness(one: str, other: str) -> float:
    return likeness(sketch(said_in(one)), sketch(said_in(other)))


RESULTS = """Quarrel Foods 3rd qtr net. Shr {} cts vs {} cts. Net {}.{} mln vs {}.{} mln. Revs {}.{} mln vs
{}.{} mln. Avg shrs {} mln vs {} mln. Nine mths shr {} cts vs {} cts. Net {}.{} mln vs {}.{} mln."""
TOLL = (
    "At least {} people died and {} were hurt when a ferry ran aground off Quarrystead in heavy fog. "
    "Divers searched the wreck until dusk, the harbor master told the inquiry. The owner has {} more "
    "vessels of that age, built at one yard and inspected each spring. Relatives waited in the school hall, "
    "where volunteers served soup and read out names. The bridge to the island stays closed until the "
    "current slackens, the coast guard warned."
)


def test_the_figures_of_two_companies_are_two_texts_and_those_of_one_are_one() -> None:
    one = RESULTS.format(*range(11, 31))
    other = RESULTS.format(*range(211, 231)).replace("Quarrel Foods", "Sandbar Mills")
    assert _likeness(one, other) < SAME_TEXT
    assert _likeness(one, one.replace("Revs 17", "Revs 18") + " Corrects revenue.") >= SAME_TEXT


def test_a_story_whose_figures_were_brought_up_to_date_is_the_same_text() -> None:
    assert _likeness(TOLL.format(12, "about 30", 4), TOLL.format(19, 41, "four")) >= SAME_TEXT
    table = "Tides at the pier: " + " ".join(f"high {n}.4 low {n}.1" for n in range(40))
    assert _likeness(table, table.replace(" low 7.1", " low 8.2")) >= SAME_TEXT


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Net 84.5 mln, 2nd qtr 1987", ["net", "=84", "=5", "mln", "=2", "nd", "qtr", "1987"]),
        ("the 1980s, COVID-19, 1,200 G20", ["=1980", "covid", "=19", "=1", "=200", "=20"]),
        ("https://example.com/2024/7 ana7@example.org", []),
    ],
)
def test_figures_are_said_and_are_no_terms(text: str, told: list[str]) -> None:
    assert said_in(text) == told
    assert words_of(text) == [word for word in told if "=" not in word]


def test_a_figure_takes_no_part_of_the_word_beside_it() -> None:
    assert surfaces("COVID-19 and 2,000-strong", {"covid", "strong"}) == {
        "covid": "COVID-19", "strong": "2,000-strong",
    }  # fmt: skip
