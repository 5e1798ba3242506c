"""The language of a story by its letters, where the source tells none or that of its template."""

from __future__ import annotations

import pytest

from articles.ingest.cleaning.text import is_finished
from articles.ingest.normalize import normalize
from articles.ingest.record import Line, Origin, StoryRecord
from articles.ingest.scripts import language_of_letters

TEXTS = {
    "he": "הנמל החדש נפתח ביום שני, אמר ראש העיר לתושבים",
    "ar": "افتتحت المدينة الميناء الجديد يوم الاثنين وقال رئيس البلدية إنه سيخدم الصيادين في المنطقة",
    "fa": "شهردار گفت بندر تازه روز دوشنبه باز می‌شود و قایق‌های کوچک در آن پهلو می‌گیرند",
    "el": "Το νέο λιμάνι άνοιξε τη Δευτέρα, είπε ο δήμαρχος",
    "ru": "Новый порт открыли в понедельник, рыбаки вышли в море этим утром",
    "uk": "Новий порт відкрили в понеділок, її рибалки вийшли в море, їхні човни нові",
    "bg": "Новото пристанище бе открито в понеделник, съобщи кметът на града, където живеят рибарите",
    "ja": "新しい港は月曜日に開いたと市長が述べた。漁師たちは朝から海に出た。",
    "zh": "新港口周一正式开放市长表示渔民们一早便出海捕鱼",
    "ko": "새 항구가 월요일에 문을 열었다고 시장이 말했다",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_letters_tell_the_language(language: str, text: str) -> None:
    assert language_of_letters(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "The harbor opened on Monday, the mayor said.",
        "The sign read Новый порт открыт, and the rest of this long report is in English as it was.",
        "سەرۆکی شارەوانی گوتی بەندەری نوێ ڕۆژی دووشەممە دەکرێتەوە و پڕۆژەکە گەورەیە",
        "د ښار مشر وویل چې نوی بندر د دوشنبې په ورځ پرانیستل شو او ګڼ کبان راغلل",
        "Жаңа порт дүйсенбіде ашылды, деді қала әкімі балықшыларға",
        "港",
        "",
    ],
)
def test_latin_letters_a_quotation_and_doubt_tell_none(text: str) -> None:
    assert language_of_letters(text) == ""


def story(language: str, text: str) -> StoryRecord:
    origin = Origin("rows.json", "row 1")
    return StoryRecord(origin, headline=text[:40], language=language, lines=[Line(1, text)])


def test_a_story_without_a_language_gets_that_of_its_letters() -> None:
    made, problems = normalize(story("", TEXTS["he"]))
    assert (made.language, problems) == ("he", [])


def test_a_templates_language_gives_way_with_a_note_and_is_kept() -> None:
    made, problems = normalize(story("en-US", TEXTS["he"]))
    assert made.language == "he"
    assert [(each.field, each.message) for each in problems] == [
        ("language", "The letters are not those of “en-US”.")
    ]
    assert made.extra["language (as given)"] == "en-US"


@pytest.mark.parametrize("language", ["yi", "sr-Cyrl", "ug"])
def test_a_language_that_may_have_these_letters_stays(language: str) -> None:
    made, _problems = normalize(story(language, TEXTS["ru"]))
    assert made.language == language


@pytest.mark.parametrize(
    "line",
    [
        "नगर परिषद की बैठक मंगलवार को हुई।",
        "شہر کی کونسل کا اجلاس ہوا۔",
        "هل يفتح الميناء؟",
        "ኮሚቴው ተሰበሰበ።",
        "Նավահանգիստը բացվեց։",
        "港が開いた｡",
    ],
)
def test_a_sentence_ends_in_the_stop_of_its_script(line: str) -> None:
    assert is_finished(line)
    assert not is_finished(line[:-1])
