"""A credit behind a caption's last stop, and the ends of sentences that only look like one."""

from __future__ import annotations

import pytest

from articles.ingest.credits import split_credit


@pytest.mark.parametrize(
    ("line", "words", "credit"),
    [
        ("The harbor in Port Ledyard. Getty Images", "The harbor in Port Ledyard.", "Getty Images"),
        ("Low tide at Cape Sorrow. Shutterstock", "Low tide at Cape Sorrow.", "Shutterstock"),
        (
            "Goats on the pier at noon. GRETA MOSS FOR THE LEDGER",
            "Goats on the pier at noon.",
            "GRETA MOSS FOR THE LEDGER",
        ),
        (
            "Les bateaux ont fermé le port. SOLÈNE KERVADEC",
            "Les bateaux ont fermé le port.",
            "SOLÈNE KERVADEC",
        ),
        (
            "El lince, en una imagen de archivo. Inmaculada Robles (EFE)",
            "El lince, en una imagen de archivo.",
            "Inmaculada Robles (EFE)",
        ),
        ("Una lezione di remo in laguna (ansa)", "Una lezione di remo in laguna", "ansa"),
        (
            "The mill in June. Photo: Tove Lindqvist (CC BY-SA 4.0)",
            "The mill in June.",
            "Tove Lindqvist, CC BY-SA 4.0",
        ),
        (
            "Die Mühle im Juni. Foto: Tove Lindqvist [public domain]",
            "Die Mühle im Juni.",
            "Tove Lindqvist, public domain",
        ),
        ("A view of the new quay. Submitted photo", "A view of the new quay.", "Submitted photo"),
        ("The crew hauls a net. STAFF PHOTO BY JO KERN", "The crew hauls a net.", "JO KERN"),
        ("The mill on June 23. (Norrhaven Post archives)", "The mill on June 23.", "Norrhaven Post archives"),
        ("The mill on June 23. (Norrhaven Post file)", "The mill on June 23.", "Norrhaven Post file"),
        ("The crew hauls a net. (Jo Kern of the Post)", "The crew hauls a net.", "Jo Kern of the Post"),
        ("A sloop off the bar in 1891. (Library of Norrhaven)", "A sloop off the bar in 1891.", "Library of Norrhaven"),
        ("The crew hauls a net. (Jo Kern | Norrhaven Post)", "The crew hauls a net.", "Jo Kern | Norrhaven Post"),
        ("图为老人在整理图书。李文涛 摄", "图为老人在整理图书。", "李文涛"),
        ("流しそうめんの台=5日、岐阜県川瀬町、佐伯真帆撮影", "流しそうめんの台=5日、岐阜県川瀬町", "佐伯真帆"),
    ],
)  # fmt: skip
def test_a_house_or_names_behind_the_stop_are_the_credit(
    line: str, words: str, credit: str
) -> None:
    found = split_credit(line)
    assert found is not None
    assert (found.words, found.credit) == (words, credit)


@pytest.mark.parametrize(
    "line",
    [
        "The ferry leaves at nine. READ MORE HERE",
        "We were told nothing at all. CLICK FOR UPDATES",
        "She sold the picture to an agency. It was Getty Images.",
        "He has worked for three houses, among them Getty Images",
        "The union met in the hall. UNITE said nothing",
        "ALL THE BOATS ARE IN. NOBODY IS MISSING",
        "三十年来，他送出的图书超过四万册。",
        "彼は写真を撮影した。",
        "The parade begins at noon. MAIN STREET",
        "She keeps the letters in a box. (They are the town archives)",
        "He asked for one. The staff photo",
        "The bill was read for the third time. (House of Lords)",
        "The poem was read at the funeral. (Book of Job)",
        "She was the first woman to preach there. (Church of Norrhaven)",
        "The whole report can be read here. (PDF file)",
        "His name stands in them nine times. (Harrow files)",
        "The old hall of the town (now the archives)",
        "The recordings of the choir are free for all (public domain)",
        "He put the drawings under a license that asks for his name (CC BY 4.0).",
        "They played to a full house. LEEDS UNITED",
        "The letter ends with two words. HOLD FAST",
        "他退休后搬到海边，每天坚持摄影。",
        "港に着いた漁船＝2024年10月、東京都内で撮影",
    ],
)
def test_the_end_of_a_sentence_is_no_credit(line: str) -> None:
    assert split_credit(line) is None
