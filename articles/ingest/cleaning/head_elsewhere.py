"""Times and bylines above a story in languages beside those of head_patterns."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC
from functools import lru_cache
from typing import Final

from articles.ingest.cleaning.noise_elsewhere import folded
from articles.ingest.date_words import in_figures
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.letters import CAPITALS

LONGEST_TIME: Final = 64
LONGEST_STAMPS: Final = 140
_PUBLISHED: Final = (
    "giriş", "giriş tarihi", "yayınlanma", "yayınlanma tarihi", "yayın tarihi", "oluşturulma tarihi", "eklenme tarihi",
    "opublikowano", "data publikacji", "publikacja", "dodano", "опубліковано", "опубликовано", "дата публикации",
    "δημοσίευση", "δημοσιεύθηκε", "δημοσιεύτηκε", "diterbitkan", "dipublikasikan", "đăng lúc", "ngày đăng",
    "publikováno", "publikované", "vydáno", "zveřejněno", "megjelent", "publicat", "julkaistu", "objavljeno", "objava",
    "प्रकाशित", "पब्लिश्ड", "نشر", "تاريخ النشر", "公開", "掲載", "发布", "发布时间", "입력", "등록",
    "publicado", "criado", "published", "posted",
)  # fmt: skip
_UPDATED: Final = (
    "güncelleme", "son güncelleme", "güncelleme tarihi", "güncellenme", "güncellenme tarihi", "aktualizacja",
    "ostatnia aktualizacja", "zaktualizowano", "data aktualizacji", "оновлено", "обновлено", "ενημέρωση",
    "τελευταία ενημέρωση", "ενημερώθηκε", "diperbarui", "cập nhật", "cập nhật lúc", "aktualizováno", "aktualizované",
    "frissítve", "actualizat", "päivitetty", "ažurirano", "अपडेटेड", "آخر تحديث", "تحديث", "更新", "更新时间", "수정",
    "atualizado", "actualizado", "updated", "last updated",
)  # fmt: skip
_IS_UPDATED: Final = frozenset(folded(each) for each in _UPDATED)
_LABELS: Final = "|".join(sorted(map(re.escape, (*_PUBLISHED, *_UPDATED)), key=len, reverse=True))
_STAMP: Final = re.compile(
    rf"(?P<label>{_LABELS})\s*:?\s*(?P<when>(?:[^\W\d_]{{2,12}},? )?\d[^:]{{5,40}}?"
    r"(?:\d?\d[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?\(?[A-Z]{2,4}\)?)?)?)"
    rf"(?=[\s|,;·•/-]*(?:$|(?:{_LABELS})\b))",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\d{4}")
"""In every time that these languages print; most lines have none."""
_ZONE: Final = re.compile(r" \(?[A-Z]{2,4}\)?$")
"""A zone of several meanings, which the source's own tells."""
_HALVES: Final = {" ص": "AM", " م": "PM"}
"""Before noon and after it, behind a clock in Arabic."""
_MARKS: Final = " |,;·•/-–—"
_BYLINE: Final = re.compile(
    r"(?:Opracował[ay]?|Opracowanie|Oprac\.|Tekst|Autorka|Autorzy|Penulis|Reporter|Muhabir|Haber|Yazan|Автор(?:ка|и|ы)?|"
    r"Текст|Szerző|Συντάκτ(?:ης|ρια)|Γράφει η?ο?|Tác giả|Redactor|Kirjoittaja|Autorius|Piše|Text)"
    rf"\s*:?\s+(?P<names>[{CAPITALS}][\w.'’-]+(?: [{CAPITALS}][\w.'’-]+){{1,3}}(?:,? (?:i|ve|dan|та|и|και|và|a|și) "
    rf"[{CAPITALS}][\w.'’-]+(?: [{CAPITALS}][\w.'’-]+){{1,3}})?)"
)
_AND_HOUSE: Final = re.compile(
    rf"(?P<names>[{CAPITALS}][\w.'’-]+(?: [{CAPITALS}][\w.'’-]+){{1,3}}) [-–—,] (?P<house>\w[\w.]{{2,24}})"
)
"""Name and house above the time: "Ratna Wulandari - detakKota"."""
LABELLED_NAME: Final = re.compile(
    r"^\W*(?:Автор(?: текст[ау])?|Текст(?: и фото)?|Авторка|מאת|כתב|بقلم|كتبت?|الكاتب|作者|記者|记者|撰文|取材|글|기자|"
    r"Autor(?:ka)?|Tekst|Opracowanie|Yazan|Haber|Yazar|Reportagem|Texto|Κείμενο|Szöveg|Író|Teksti|Penulis|"
    r"Reporter|लेखक)\s*[:：/／]\s*"
    r"(?P<name>[^\W\d_][^\d:：|/／,;()（）?？!！。]{1,40}?)\s*(?:[|/／,;(（].{0,60})?$"
)
"""A label of many languages with a colon, and a name: "Автор: Мария Ольхова"."""
_REPORTED: Final = re.compile(r"(?:記者|记者)(?P<name>[^\s／/]{2,5})[／/].{1,10}(?:報導|报道)")
_HAN: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LONGEST_HAN: Final = 6
"""Signs of a name in Chinese or Japanese."""
_CASELESS: Final = re.compile(
    r"(?P<names>[^\d\s,:]{2,20}(?: [^\d\s,:]{2,20}){1,2})(?:, [^\d,:]{2,24})?"
)
"""Two or three words of a script without capitals, perhaps with a place, right above the time."""
_HOUSE: Final = re.compile(r"(?:来源|來源|出典|출처|المصدر|स्रोत)\s*[:：]\s*(?P<name>\S.{1,30})")
_RELATIVE: Final = re.compile(
    r"(?<=\w)\s*[|•·-]?\s+(?:atualizado|actualizado|aktualisiert|aggiornato|mis à jour) "
    r"(?:há|hace|vor|il y a)\b.{2,24}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def time_of(text: str) -> str:
    """The time that a whole line says, with the name of a weekday or a month in any of our languages."""
    if len(text) > LONGEST_STAMPS or not _YEAR.search(text):
        return ""
    text = _RELATIVE.sub("", text.strip(_MARKS)).strip(_MARKS)
    if text[-2:] in _HALVES:
        text = text[:-1] + _HALVES[text[-2:]]
    if not 6 <= len(text) <= LONGEST_TIME:
        return ""
    for words in (text, _ZONE.sub("", text)):
        with suppress(UnreadableDate):
            moment = read_date(words, zone=UTC, day_first=True)
            return text if str(moment.year) in text else ""
    return ""


def stamps_of(text: str) -> list[tuple[str, str]]:
    """(label, time) of "Giriş: 12.05.2024 - 10:15 Güncelleme: 12.05.2024 - 11:40"; empty for other lines."""
    if len(text) > LONGEST_STAMPS or not _YEAR.search(text):
        return []
    text = in_figures(text)
    found: list[tuple[str, str]] = []
    end = 0
    for match in _STAMP.finditer(text):
        when = time_of(match["when"])
        if text[end : match.start()].strip(_MARKS) or not when:
            return []
        known = folded(match["label"]) in _IS_UPDATED
        found.append(("updated" if known else "published", when))
        end = match.end()
    return [] if text[end:].strip(_MARKS) else found


def byline_elsewhere(text: str, *, above_time: bool = False) -> str:
    """The names of "Opracowanie: Hanna Lis", or of "Ratna Wulandari - detakKota" right above the time."""
    if len(text) > LONGEST_STAMPS:
        return ""
    found = _BYLINE.fullmatch(text) or (_AND_HOUSE.fullmatch(text) if above_time else None)
    if found:
        return found["names"]
    if labelled := LABELLED_NAME.match(text):
        return labelled["name"].strip()
    if reported := _REPORTED.fullmatch(text):
        return reported["name"]
    if above_time and _HAN.search(text) and max(map(len, text.split())) > LONGEST_HAN:
        return ""  # a headline of two parts
    if above_time and text.isprintable() and text.upper() == text.lower():
        caseless = _CASELESS.fullmatch(text)
        return caseless["names"] if caseless else ""
    return ""


def source_elsewhere(text: str) -> str:
    """The house of "来源：钱江晚讯"; "" for other lines."""
    found = _HOUSE.fullmatch(text) if len(text) <= LONGEST_TIME else None
    return found["name"] if found else ""
