"""Any text is read: scripts without our capitals, what nobody wrote, what repeats itself without end."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.people.recognise import find_people
from articles.people.text import fold, read
from tests.shared_data import shared_data

NOBODY = [
    "",
    "\u202eElon Musk\u202c"[:1],
    "قال الرئيس محمد مرسي إن الحكومة",
    "ראש הממשלה בנימין נתניהו אמר",
    "習近平國家主席在北京會見了普京總統。",
    "東京で安倍晋三首相が語った。",
    "นายกรัฐมนตรีประยุทธ์ จันทร์โอชา กล่าว",
    "Владимир Путин встретился с Дмитрием Медведевым.",
    "𝕰𝖑𝖔𝖓 𝕸𝖚𝖘𝖐",
    "\x00\x01\x02",
    "A" * 5000,
    "e" + "\u0301" * 5000,
]


@pytest.mark.parametrize("text", NOBODY)
def test_scripts_without_our_capitals_give_no_tag(text: str) -> None:
    assert find_people(text) == []


def assert_sound(text: str) -> None:
    reading = read(text)
    for person in find_people(text):
        for start, end in person.mentions:
            assert 0 <= start < end <= len(text)
            written = read(text[start:end]).text
            assert written in reading.text
            last = fold(person.name.rstrip(".").split()[-1].split("-")[-1])
            assert last[:2] in fold(written) or fold(written)[:2] in fold(person.name)


@given(
    st.lists(
        st.sampled_from(
            ["Elon", "Musk", "’s", "“", "van", "der", "\u200b", "\u00a0", "\n", ".", ",", "Jr.", "Mr.", "é",
             "o\u0308", "al-Assad", "J.", "THE", "MUSK", "&", "(", "82", "said", "'", '"', "I", "\u202e", "ﬁ"]
        ),
        max_size=30,
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_mentions_stand_in_the_text_whatever_it_is(parts: list[str]) -> None:
    assert_sound(" ".join(parts))


@pytest.mark.thorough
@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_string_is_read(text: str) -> None:
    assert_sound(text)


def test_hostile_strings_are_read() -> None:
    for text in json.loads(
        shared_data("security", "strings", "blns.json").read_text(encoding="utf-8")
    ):
        assert_sound(text)
        assert_sound(f"Elon Musk said {text} to Jeff Bezos.")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text",
    [
        "Elon Musk Jeff Bezos " * 2_000,
        "ELON MUSK AND JEFF BEZOS " * 2_000,
        "J." * 20_000,
        '"Elon" ' * 5_000,
        "de la " * 10_000 + "Cruz",
        "Elon, " * 10_000,
        "(" * 50_000,
        "Musk's " * 5_000,
        "A B C D E F " * 5_000,
        "\u200b" * 50_000,
        "Elon-" * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_long_repetitive_text_is_read(text: str) -> None:
    assert_sound(text[:60_000]) if len(text) < 1_000 else find_people(text)


def test_thousands_of_names_in_one_story_are_told_apart() -> None:
    starts = "Bar Cor Dan Fel Gar Hol Jor Kan Lom Mor".split()
    ends = "dak fer gil hon mud nok pim rab sut tov".split()
    surnames = [f"{start}{middle}{end}" for start in starts for middle in "aeiou" for end in ends]
    text = "\n".join(
        f"{given} {surname} said no." for given in ("Elon", "Anna", "Pedro") for surname in surnames
    )
    found = find_people(text)
    assert len(found) > 1_300
