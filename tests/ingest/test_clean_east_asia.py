"""Datelines and reporters' names of Chinese, Japanese and Korean copy, and copy that only resembles them."""

from __future__ import annotations

import pytest

from articles.ingest.clean import clean, fill
from articles.ingest.record import StoryRecord
from tests.ingest.cleaning import paragraphs, story

CHINESE = [
    "河边的旧桥将于周一重新开放，此前因锈蚀关闭了八个月。",
    "居民说，渡船在冬天常常晚点，他们等了很久。",
]
JAPANESE = [
    "川にかかる古い橋が月曜日に再開する。さびのため八か月閉鎖されていた。",
    "住民は渡し船を長く待ったと話した。",
]
KOREAN = [
    "강을 가로지르는 낡은 다리가 월요일에 다시 열린다. 여덟 달 동안 닫혀 있었다.",
    "주민들은 배를 오래 기다렸다고 말했다.",
]


def read(lines: list[str], **fields: str) -> tuple[StoryRecord, list[str]]:
    made = story("\n\n".join(lines), headline="橋", **fields)
    result = clean(made)
    return fill(made, result), paragraphs(result)


@pytest.mark.parametrize(
    ("mark", "copy", "told"),
    [
        ("新华社北京11月30日电（记者王小明 李华）", CHINESE, ("北京", "新华社", "王小明, 李华")),
        ("新华社北京11月30日电 ", CHINESE, ("北京", "新华社", "")),
        ("中新社上海2026年11月30日电 (记者 王小明)", CHINESE, ("上海", "中新社", "王小明")),
        ("本报成都11月30日讯（记者王小明）", CHINESE, ("成都", "", "王小明")),
        ("（記者王小明／台北報導）", CHINESE, ("台北", "", "王小明")),
        ("【記者王小明／綜合報導】", CHINESE, ("", "", "王小明")),
        ("（中央社記者王小明台北30日電）", CHINESE, ("台北", "中央社", "王小明")),
        ("台北--(美國商業資訊)--", CHINESE, ("台北", "美國商業資訊", "")),
        ("(美国商业资讯)-- ", CHINESE, ("", "美国商业资讯", "")),
        ("北京2026年3月1日 /美通社/ -- ", CHINESE, ("北京", "美通社", "")),
        ("（ソウル＝連合ニュース）", JAPANESE, ("ソウル", "連合ニュース", "")),
        ("【北京時事】", JAPANESE, ("北京", "時事", "")),
        ("【AFP＝時事】", JAPANESE, ("", "AFP＝時事", "")),
        ("[東京 30日 ロイター] - ", JAPANESE, ("東京", "ロイター", "")),
        ("【ニューヨーク＝山田花子】", JAPANESE, ("ニューヨーク", "", "山田花子")),
        ("(서울=연합뉴스) 김민수 기자 = ", KOREAN, ("서울", "연합뉴스", "김민수")),
        ("[부산=뉴시스] 김민수·이영희 기자 = ", KOREAN, ("부산", "뉴시스", "김민수, 이영희")),
        ("(제주=연합뉴스) ", KOREAN, ("제주", "연합뉴스", "")),
        ("[강변일보 김민수 기자] ", KOREAN, ("", "", "김민수")),
    ],
)  # fmt: skip
def test_place_agency_and_names_before_the_text_become_fields(
    mark: str, copy: list[str], told: tuple[str, str, str]
) -> None:
    made, said = read([f"{mark}{copy[0]}", *copy[1:]])
    assert (made.dateline, made.extra.get("agency", ""), made.byline) == told
    assert said == copy


@pytest.mark.parametrize(
    ("line", "copy", "name"),
    [
        ("本报记者 王小明", CHINESE, "王小明"),
        ("记者：王小明 报道", CHINESE, "王小明"),
        ("김민수 기자 minsu@ilbo.example", KOREAN, "김민수"),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_reporters_name_on_a_line_of_its_own_is_the_byline(
    line: str, copy: list[str], name: str, *, is_above: bool
) -> None:
    made, said = read([line, *copy] if is_above else [*copy, line])
    assert (made.byline, said) == (name, copy)


@pytest.mark.parametrize("name", ["山田花子", "佐藤 一郎", "森健太郎", "長谷川ゆき"])
def test_a_name_in_brackets_behind_the_last_sentence_is_the_byline(name: str) -> None:
    made, said = read([JAPANESE[0], f"{JAPANESE[1]}（{name}）"])
    assert (made.byline, said) == (name, JAPANESE)


def test_the_desk_before_a_reporters_name_is_no_name() -> None:
    made, said = read([f"사회부 김민수 기자 = {KOREAN[0]}", *KOREAN[1:]])
    assert (made.byline, said) == ("김민수", KOREAN)


def test_a_name_that_the_sources_byline_lacks_is_kept_for_editors() -> None:
    mark = "(서울=연합뉴스) 김민수 기자 = "
    made, said = read([f"{mark}{KOREAN[0]}", *KOREAN[1:]], byline="이영희")
    assert (made.byline, said) == ("이영희", KOREAN)
    assert "김민수" in made.editor_note


@pytest.mark.parametrize(
    "line",
    [
        "据新华社11月30日电，河边的旧桥将于周一重新开放。",
        "记者在现场看到，旧桥两侧摆满了花，居民仍在等渡船。",
        "本社11月30日电话采访了住在河边的几位居民和船夫。",
        "（写真＝山田花子）橋のたもとで渡し船を待つ住民たち。",
        "（住民の一人は長く待った）と橋のたもとで話していた。",
        "출연자는 모두 여섯 명이고(1부=세 명) 나머지는 쉬었다.",
        "法院通报王小明12日讯问后获准保释，案件将于下月开庭审理。",
        "南方电网广东10日电费下调，居民每月可以少付二十元。",
        "（主演＝山田太郎）古い橋を描いた映画が月曜日に公開される。",
        "(사진=김민수 기자) 강변에서 배를 기다리는 주민들의 모습이다.",
        "김민수 기자는 다리 위에서 이틀 동안 사람들을 만났다.",
    ],
)
def test_copy_that_resembles_such_a_mark_stays(line: str) -> None:
    made, said = read([line, *CHINESE])
    assert (made.dateline, made.byline) == ("", "")
    assert said[0] == line


@pytest.mark.parametrize(
    "words",
    [
        "敬称略",
        "以下敬称略",
        "長野県松本市",
        "随時掲載",
        "共同",
        "要事前予約",
        "日本時間",
        "一部仮名",
        "雨天順延",
        "複数回答",
    ],
)
def test_brackets_at_the_end_that_hold_no_name_stay(words: str) -> None:
    made, said = read([JAPANESE[0], f"{JAPANESE[1]}（{words}）"])
    assert (made.byline, said[-1]) == ("", f"{JAPANESE[1]}（{words}）")


@pytest.mark.parametrize("words", ["本文完结", "均为化名", "有删改"])
def test_no_name_is_sought_in_brackets_behind_chinese_copy(words: str) -> None:
    made, said = read([CHINESE[0], f"{CHINESE[1]}（{words}）"])
    assert (made.byline, said[-1]) == ("", f"{CHINESE[1]}（{words}）")


def test_short_questions_of_an_interview_are_no_names() -> None:
    answers = ["王小明：因为桥太旧了，我们不能再等。", "王小明：后来我们坐渡船，每天要等一个小时。"]
    copy = [CHINESE[0], "记者：为什么？", answers[0], "记者：后来呢", answers[1]]
    made, said = read(copy)
    assert (made.byline, said) == ("", copy)


def test_words_that_end_like_a_reporters_line_and_begin_with_no_name_stay() -> None:
    made, said = read([*KOREAN, "거리의 기자", KOREAN[0]])
    assert made.byline == ""
    assert "거리의 기자" in said
