"""Times and bylines above a story in languages beside those of head_patterns."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Final

from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.letters import CAPITALS
from articles.ingest.noise_elsewhere import folded

LONGEST_TIME: Final = 64
LONGEST_STAMPS: Final = 140
_PUBLISHED: Final = (
    "giriş", "giriş tarihi", "yayınlanma", "yayınlanma tarihi", "yayın tarihi", "oluşturulma tarihi", "eklenme tarihi",
    "opublikowano", "data publikacji", "publikacja", "dodano", "опубліковано", "опубликовано", "дата публикации",
    "δημοσίευση", "δημοσιεύθηκε", "δημοσιεύτηκε", "diterbitkan", "dipublikasikan", "đăng lúc", "ngày đăng",
    "publikováno", "publikované", "vydáno", "zveřejněno", "megjelent", "publicat", "julkaistu", "objavljeno", "objava",
    "प्रकाशित", "पब्लिश्ड", "نشر", "تاريخ النشر", "公開", "掲載", "发布", "发布时间", "입력", "등록",
    "publicado", "criado",
)  # fmt: skip
_UPDATED: Final = (
    "güncelleme", "son güncelleme", "güncelleme tarihi", "güncellenme", "güncellenme tarihi", "aktualizacja",
    "ostatnia aktualizacja", "zaktualizowano", "data aktualizacji", "оновлено", "обновлено", "ενημέρωση",
    "τελευταία ενημέρωση", "ενημερώθηκε", "diperbarui", "cập nhật", "cập nhật lúc", "aktualizováno", "aktualizované",
    "frissítve", "actualizat", "päivitetty", "ažurirano", "अपडेटेड", "آخر تحديث", "تحديث", "更新", "更新时间", "수정",
    "atualizado", "actualizado",
)  # fmt: skip
_IS_PUBLISHED: Final = frozenset(folded(each) for each in _PUBLISHED)
_IS_UPDATED: Final = frozenset(folded(each) for each in _UPDATED)
_STAMP: Final = re.compile(
    r"(?P<label>[^\W\d_]+(?: [^\W\d_]+){0,2})(?:\s*:\s*|\s+)"
    r"(?P<when>(?:[^\W\d_]{2,12},? )?\d[^:]{5,40}?(?:\d?\d[:.]\d\d(?: ?\(?[A-Z]{2,4}\)?)?)?)"
    r"(?=[\s|,;·•/-]*(?:$|[^\W\d_]+(?: [^\W\d_]+){0,2}\s*:?\s*(?:[^\W\d_]{2,12},? )?\d))"
)
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
_RELATIVE: Final = re.compile(
    r"(?<=\w)\s*[|•·-]?\s+(?:atualizado|actualizado|aktualisiert|aggiornato|mis à jour) "
    r"(?:há|hace|vor|il y a)\b.{2,24}$",
    re.IGNORECASE,
)


def time_of(text: str) -> str:
    """The time that a whole line says, with the name of a weekday or a month in any of our languages."""
    text = _RELATIVE.sub("", text.strip(_MARKS)).strip(_MARKS)
    if not 6 <= len(text) <= LONGEST_TIME or not any(map(str.isdigit, text)):
        return ""
    try:
        moment = read_date(text, zone=UTC, day_first=True)
    except UnreadableDate:
        return ""
    return text if str(moment.year) in text else ""


def stamps_of(text: str) -> list[tuple[str, str]]:
    """(label, time) of "Giriş: 12.05.2024 - 10:15 Güncelleme: 12.05.2024 - 11:40"; empty for other lines."""
    if len(text) > LONGEST_STAMPS or not any(map(str.isdigit, text)):
        return []
    found: list[tuple[str, str]] = []
    end = 0
    for match in _STAMP.finditer(text):
        label, when = folded(match["label"]), time_of(match["when"])
        known = "published" if label in _IS_PUBLISHED else "updated" * (label in _IS_UPDATED)
        if text[end : match.start()].strip(_MARKS) or not known or not when:
            return []
        found.append((known, when))
        end = match.end()
    return [] if text[end:].strip(_MARKS) else found


def byline_elsewhere(text: str, *, above_time: bool = False) -> str:
    """The names of "Opracowanie: Hanna Lis", or of "Ratna Wulandari - detakKota" right above the time."""
    if len(text) > LONGEST_STAMPS:
        return ""
    found = _BYLINE.fullmatch(text) or (_AND_HOUSE.fullmatch(text) if above_time else None)
    return found["names"] if found else ""
