"""Corrections and sources in other languages, and sentences that only sound like them."""

from __future__ import annotations

import pytest

from articles.ingest.cleaning.corrections import correction_of
from articles.ingest.cleaning.tail_patterns import SOURCE_LINE
from tests.ingest.cleaning import cleaned, paragraphs

COPY = [
    "The mill at Corve End will grind again from Monday, its new owners told the town on Friday.",
    "They have mended the sluice, hung two stones and hired a miller who learned the trade abroad.",
]


@pytest.mark.parametrize(
    "note",
    [
        "In einer früheren Version dieses Artikels hieß es, die Mühle stamme aus dem Jahr 1802.",
        "Anmerkung der Redaktion: Eine frühere Fassung dieses Textes nannte ein falsches Jahr.",
        "Une première version de cet article donnait au moulin cent ans de trop.",
        "Dans une version antérieure de ce texte, le moulin avait trois meules.",
        "En una versión anterior de esta noticia se decía que el molino tenía tres piedras.",
        "In una precedente versione di questo articolo il mulino aveva tre macine.",
        "Numa versão anterior deste artigo, o moinho tinha três pedras.",
        "In een eerdere versie van dit artikel stond dat de molen drie stenen heeft.",
        "I en tidigare version av artikeln stod det att kvarnen har tre stenar.",
        "I en tidligere versjon av denne saken sto det at mølla har tre steiner.",
        "I en tidligere udgave af denne artikel stod der, at møllen har tre sten.",
        "Rättelse: Kvarnen byggdes 1802 och inte 1820.",
        "Fe de erratas: El molino es de 1802 y no de 1820.",
        "Rectificatif : Le moulin date de 1802 et non de 1820.",
    ],
)
def test_a_page_corrects_itself_in_other_languages(note: str) -> None:
    result = cleaned("\n\n".join([*COPY, note]))
    assert [each.text for each in result.corrections] != []
    assert paragraphs(result) == COPY


@pytest.mark.parametrize(
    "sentence",
    [
        "Eine frühere Fassung dieses Gesetzes scheiterte im Mai am Rat der Stadt.",
        "In einer früheren Version des Romans stirbt der Müller im ersten Kapitel.",
        "Une version de cet article de loi avait été votée en mars par la chambre.",
        "Una versión de este plato se sirve en el valle desde hace un siglo.",
        "Una versione di questo piatto si mangia nella valle in inverno.",
        "Uma versão anterior deste projeto foi recusada pela câmara em maio.",
        "Een eerdere versie van dit plan werd in mei door de raad afgewezen.",
        "I en tidigare version av visan sjöng hon på finska hela vägen.",
        "Korrektur: Mühlenaktien geben deutlich nach",
        "This report was revised in 2009 after the flood and adopted by the council.",
    ],
)
def test_the_version_of_something_else_is_copy(sentence: str) -> None:
    assert correction_of(sentence) is None


def test_a_heading_about_a_correction_takes_no_copy_with_it() -> None:
    for heading in ("Correction of the prices of 2022", "A correction"):
        assert paragraphs(cleaned("\n\n".join([COPY[0], heading, COPY[1]])))[-1] == COPY[1]


@pytest.mark.parametrize(
    "line", ["المصدر: وكالات", "المصدر : الجزيرة + وكالات", "来源：水乡日报", "出典：水郷新聞"]
)
def test_the_source_below_the_text_is_known(line: str) -> None:
    assert SOURCE_LINE.fullmatch(line)


@pytest.mark.parametrize(
    "line",
    [
        "المصدر: لا نعلم متى يعود الماء إلى القرية بعد الفيضان",
        "来源：我们不知道水什么时候会回到村里，也不知道谁会修好这座老水车和那道堤坝",
    ],
)
def test_a_sentence_of_the_source_is_copy(line: str) -> None:
    assert SOURCE_LINE.fullmatch(line) is None
