"""Who filed a story and from where, as Chinese, Japanese and Korean copy sets it before its first sentence."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.record import StoryRecord

_LINES: Final = 6
"""Lines from either end that are looked at."""
_EAST: Final = "\u3040"
"""The first letter of the scripts in question; of the Latin, Greek and Arabic ones every letter is before it."""
_HAN: Final = "\u4e00-\u9fff々"
_ZH_NAME: Final = rf"(?!报道|報導|報道|整理|摄影|综合|綜合)[{_HAN}·]{{2,4}}"
_ZH_NAMES: Final = rf"{_ZH_NAME}(?:[ \u3000、，,]{{1,2}}{_ZH_NAME}){{0,4}}"
_ZH_REPORTER: Final = r"(?:本报|本報|本社|本刊|见习|見習|实习|實習|特约|特派|驻站|通讯员|首席|全媒体){0,2}(?:记者|記者)"
_KO_NAMES: Final = r"[가-힣]{2,4}(?:(?:\s?[·,]\s?|\s)[가-힣]{2,4}){0,3}"
_KO_SURE: Final = (
    r"[김이박최정강조윤장임한오서신권황안송전홍유류고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길"
    r"연위표명기반왕금옥육인맹제모탁국은편용예경봉사부][가-힣]{2,3}"
)
"""A name by its family's: "거리의 기자" may head a part of the copy."""
_KO_DESK: Final = r"(?:[가-힣]{1,6}(?:부|팀)\s)?"
_KO_TITLE: Final = r"(?:선임|수습|인턴|전문|객원)?\s?(?:기자|특파원|통신원)"
_JA_AGENCY: Final = (
    r"聯合ニュース|聯合|共同通信|共同|時事通信|時事|ロイター通信|ロイター|AFP通信|AFP|AP通信|AP|新華社|中央社|タス通信|"
    r"ブルームバーグ|CNN|BBC"
)

_MAKING: Final = r"写真|撮影|資料|提供|構成|聞き手|文＝|取材|図|画|動画|編集|翻訳|訳|主演|監督|出演|脚本|司会|解説"
_KO_MAKING: Final = r"사진|영상|그래픽|촬영|글|자료|제공|편집|디자인|그림|삽화"
"""What somebody did, where a place of filing might stand."""
_KO_HOUSE: Final = r"[가-힣A-Za-z0-9]{0,8}(?:뉴스\d?|뉴시스|통신|일보|신문|방송|경제|투데이|데일리|타임스|헤럴드|TV)"

_FILED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 新华社北京11月30日电（记者王小明 李华）
        rf"(?![据據])(?P<agency>[{_HAN}]{{1,5}}?(?:社|网|網|报|報))(?P<place>[{_HAN}]{{2,8}})?(?:\d{{4}}年)?"
        rf"(?:\d{{1,2}}月)?\d{{1,2}}日(?:电|電|讯|訊)(?=[\s（(：:]|[题題综綜据據])\s?"
        rf"(?:[（(]{_ZH_REPORTER}[\s:：]?(?P<names>{_ZH_NAMES})[）)])?\s?[：:]?\s*",
        # （記者王小明／台北報導）
        rf"[（(〔【\[]{_ZH_REPORTER}[\s:：]?(?P<names>{_ZH_NAMES})\s?[／/](?P<place>[{_HAN}]{{2,6}}?)"
        r"(?:報導|报导|報道|报道)[）)〕】\]]\s*",
        # （中央社記者王小明台北30日電）
        rf"[（(〔【](?P<agency>[{_HAN}]{{2,4}}社)(?:記者|记者)(?P<names>[{_HAN}]{{2,3}})(?P<place>[{_HAN}]{{2,4}})"
        r"(?:\d{1,2}月)?\d{1,2}日[電电](?:[）)〕】])\s*",
        # 香港--(美國商業資訊)--, 北京2026年3月1日 /美通社/ --
        rf"(?:(?P<place>[{_HAN}]{{2,10}})\s?(?:--|——)\s?)?[（(](?P<agency>[{_HAN}]{{2,8}})[）)]\s?(?:--|——)\s?",
        rf"(?P<place>[{_HAN}]{{2,10}}?)\s?(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日\s?/(?P<agency>[{_HAN}]{{2,8}})/\s?"
        r"(?:--|——)\s?",
        # 【AFP＝時事】
        rf"[【（](?P<agency>(?:{_JA_AGENCY})[＝=](?:{_JA_AGENCY}))[】）]\s*",
        # 【ソウル聯合ニュース】, （ソウル＝連合ニュース）, [東京 30日 ロイター] -
        rf"[【（(\[](?P<place>[^\W\d_]{{2,12}}?)(?:[ ＝=・]?|\s\d{{1,2}}日\s)(?P<agency>{_JA_AGENCY}|[連联]合ニュース)"
        r"[】）)\]](?:\s?-\s)?\s*",
        # 【ニューヨーク＝山田花子】
        rf"【(?!{_MAKING})(?P<place>[{_HAN}ァ-ヶー]{{2,10}})＝"
        rf"(?P<name>[{_HAN}]{{2,3}}[ \u3000]?[{_HAN}ぁ-んァ-ヶ]{{1,4}})】\s*",
        # (서울=연합뉴스) 김민수 기자 =
        rf"[(\[](?P<place>[가-힣·]{{2,8}})\s?=\s?(?P<agency>{_KO_HOUSE})[)\]]\s*"
        rf"(?:{_KO_DESK}(?P<names>{_KO_NAMES})\s?{_KO_TITLE})?\s*=?\s*",
        # [일보=김민수 기자]
        rf"[(\[](?!{_KO_MAKING})(?P<house>[가-힣A-Za-z0-9]{{2,12}})\s?[=\s|]\s?{_KO_DESK}(?P<names>{_KO_NAMES})\s?"
        rf"{_KO_TITLE}[)\]]\s*=?\s*",
        rf"{_KO_DESK}(?P<names>{_KO_NAMES})\s?{_KO_TITLE}\s?=\s*",
    )
)
_ALONE: Final = re.compile(
    rf"[（(【〔\[\s]{{0,2}}{_ZH_REPORTER}[\s:：|/／]{{1,3}}(?P<zh>{_ZH_NAMES})(?:\s?(?:摄影|综合)?(?:报道|報導|報道|整理))?"
    rf"[）)】〕\]\s/／|]{{0,2}}|"
    rf"{_KO_DESK}(?P<ko>{_KO_SURE}(?:(?:\s?[·,]\s?|\s){_KO_SURE}){{0,3}})\s{_KO_TITLE}(?:\s\S{{1,64}}@\S{{1,64}})?"
)
"""A line that says no more than who reported."""
_ASKS: Final = re.compile(rf"{_ZH_REPORTER}\s?[:：]")
"""Before each question of an interview."""
_KANA: Final = re.compile("[ぁ-ゖァ-ヶ]")
_SIGNED: Final = re.compile(
    rf"(?<=。)\s?[（(](?P<name>[{_HAN}]{{1,3}}[ \u3000][{_HAN}ぁ-ん]{{1,3}}|"
    r"(?:.?[藤木橋中辺邊部本村林田山井口崎嵜島嶋川野原石上下沢澤谷池浦尾岡坂松宮水葉塚寺倉瀬屋江津城々]|森|堀|辻)"
    rf"[{_HAN}ぁ-ん]{{1,4}})[）)]\s?$"
)
"""A Japanese reporter's name behind the last sentence: parted, or by how a family's name ends."""
_NO_NAME: Final = re.compile(
    r".{0,3}|(?:日本|一部|全部|以[上下]).*|"
    r".{0,6}(?:略|続|続く|中|了|用|版|時|日|報|社|共同|照|参|談|円|人|年|月|回|写真|都|道|府|県|市|区|町|村|載|予約|料|込|"
    r"定|会|院|省|庁|国|曜|期|休|班)"
)
"""What else stands in brackets at the end: places, prices, "titles left out"; a name has four letters or more."""
_NO_PLACE: Final = frozenset({"綜合", "综合", "本报", "本報"})
_OURS: Final = frozenset({"本报", "本報", "本社", "本网", "本網"})
_SHORTEST: Final = 10
"""Letters behind the marks."""


def filed_elsewhere(copy: Copy, record: StoryRecord) -> None:
    """Take such a dateline, its agency and the reporters' names out of the text and into their fields."""
    live = [each for each in copy.live() if not each.role]
    head = live[:_LINES]
    if not any(max(each.text[:24], default="") >= _EAST for each in [*head, *live[-1:]]):
        return
    for passage in head:
        if passage.source["type"] != "heading" and any(
            _take_filed(copy, passage, pattern, record) for pattern in _FILED
        ):
            break
    is_interview = sum(_ASKS.match(each.text) is not None for each in live) > 1
    for passage in [] if is_interview else [*head, *live[_LINES:][-_LINES:]]:
        found = _ALONE.fullmatch(passage.text) if len(passage.text) <= 80 else None
        if found and passage.role != "gone" and passage.source["type"] != "heading":
            _credit(copy, _parted(found["zh"] or found["ko"]), record)
            copy.take_out(passage, "byline")
    _signature(copy, live[-1], record)


def _take_filed(
    copy: Copy, passage: Passage, pattern: re.Pattern[str], record: StoryRecord
) -> bool:
    found = pattern.match(passage.text[:160])
    if found is None or len(passage.text) - found.end() < _SHORTEST:
        return False
    told = found.groupdict()
    place, agency = told.get("place") or "", told.get("agency") or ""
    copy.cleaned.dateline = "" if place in _NO_PLACE else place
    copy.cleaned.agency = "" if agency in _OURS else agency or copy.cleaned.agency
    names = [told["name"]] if told.get("name") else _parted(told.get("names") or "")
    if names:
        _credit(copy, names, record)
    passage.rewrite(passage.text[found.end() :])
    copy.note(passage, "dateline")
    return True


def _signature(copy: Copy, last: Passage, record: StoryRecord) -> None:
    found = _SIGNED.search(last.text[-30:]) if _KANA.search(last.text) else None
    if found is None or last.role == "gone" or _NO_NAME.fullmatch(found["name"]):
        return
    _credit(copy, [found["name"]], record)
    last.rewrite(last.text[: len(last.text) - len(found[0])])
    copy.note(last, "byline")


def _credit(copy: Copy, names: list[str], record: StoryRecord) -> None:
    """The names as byline; those that the source's own byline lacks are kept for editors."""
    known = record.byline or copy.cleaned.byline
    missing = [each for each in names if each not in known]
    if not known:
        copy.cleaned.byline = ", ".join(dict.fromkeys(missing))
    elif missing:
        told = [copy.cleaned.author_note, ", ".join(missing)]
        copy.cleaned.author_note = "\n".join(filter(None, told))


def _parted(names: str) -> list[str]:
    """Each of several names; Chinese ones hold "·" where they are of another language."""
    between = r"[\s·、，,]+" if names >= "가" else r"[\s、，,]+"
    return [each for each in re.split(between, names) if each]
