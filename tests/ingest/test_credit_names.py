"""Names as people write them: of a byline, of an index, in capitals."""

from __future__ import annotations

import pytest

from articles.ingest.credit_names import contributors_of_byline, names_of_writers, person_name
from articles.ingest.normalize import normalize
from articles.ingest.plain import name_of
from articles.ingest.record import (
    ContributorRecord,
    PersonRecord,
)
from tests.ingest.records import record


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By JANE DOE", [("Jane Doe", "")]),
        ("Interviewed by Jane Doe", [("Jane Doe", "")]),
        ("Interview mit Bo Ray: von Jane Doe", [("Jane Doe", "")]),
        ("Intervista di Jane Doe", [("Jane Doe", "")]),
        ("Propos recueillis par Jane Doe", [("Jane Doe", "")]),
        ("Ann Interview", [("Ann Interview", "")]),
        ("By Jane Doe and Ann Roe", [("Jane Doe", ""), ("Ann Roe", "")]),
        ("Jane Doe, Ann Roe and Bo Ray", [("Jane Doe", ""), ("Ann Roe", ""), ("Bo Ray", "")]),
        ("Jane Doe, Transport Editor", [("Jane Doe", "Transport Editor")]),
        ("JANE McDONALD, ASSOCIATED PRESS", [("Jane McDonald", "Associated Press")]),
        ("MARY O'BRIEN-VANE in Paris", [("Mary O'Brien-Vane", "")]),
        ("By SARAH DE LA CRUZ", [("Sarah de la Cruz", "")]),
        ("J.K. DOE & BO RAY", [("J.K. Doe", ""), ("Bo Ray", "")]),
        ("Jane Doe For Mailonline", [("Jane Doe", "for Mailonline")]),
        ("jane.doe@example.org (Jane Doe)", [("Jane Doe", "")]),
        ("By JANE DOE Staff Writer", [("Jane Doe", "Staff Writer")]),
        ("Jane Doe Senior Political Reporter", [("Jane Doe", "Senior Political Reporter")]),
        ("Mary Jane Fellow", [("Mary Jane Fellow", "")]),
        ("Jane Doe Photo Editor and Ann Roe", [("Jane Doe", "Photo Editor"), ("Ann Roe", "")]),
        ("Studio KXTV", [("Studio KXTV", "")]),
        ("Dana Kerr, The Columbus Ledger", [("Dana Kerr", "The Columbus Ledger")]),
        ("Stan Gehler, WNOR-TV", [("Stan Gehler", "WNOR-TV")]),
        ("Lena Brandt mit dpa", [("Lena Brandt", ""), ("dpa", "agency")]),
        ("Associated Press", [("Associated Press", "agency")]),
        ("Staff and agencies", []),
        (
            "By Nora Whitcombe in Oslo and Ben Ode; editing by Al Roy",
            [("Nora Whitcombe", ""), ("Ben Ode", ""), ("Al Roy", "editing")],
        ),
        (
            "Story by Jo Kern, photographs by Ann Orr",
            [("Jo Kern", ""), ("Ann Orr", "photographs")],
        ),
        ("Por Ana Ruiz y Luis Mora", [("Ana Ruiz", ""), ("Luis Mora", "")]),
        ("By José Ortega y Gasset", [("José Ortega y Gasset", "")]),
        ("By Jo Kern in Riga and Vilnius", [("Jo Kern", "")]),
        ("By Martin Luther King, Jr.", [("Martin Luther King Jr.", "")]),
        ("מאת נורה לוי", [("נורה לוי", "")]),
        ("Kim Lu of The Courier", [("Kim Lu", "")]),
        ("Daily Herald Reporter", []),
        ("", []),
    ],
)
def test_a_byline_gives_the_people_who_wrote_the_story(
    byline: str, people: list[tuple[str, str]]
) -> None:
    assert [(each.name, each.role) for each in contributors_of_byline(byline)] == people
    made, _ = normalize(record(byline=byline))
    assert made.byline == byline
    assert [each.name for each in made.contributors] == [name for name, _ in people]


def test_who_only_helped_is_no_writer_unless_nobody_wrote() -> None:
    assert names_of_writers("Reporting by Jo Kern; Editing by Ann Orr") == ["Jo Kern"]
    assert names_of_writers("Edited by Ann Orr") == ["Ann Orr"]
    assert names_of_writers("Text: Jo Kern; Photos: Ann Orr") == ["Jo Kern"]
    told = names_of_writers("Jo Kern, Managing Editor and Ann Orr", with_jobs=True)
    assert told == ["Jo Kern, Managing Editor", "Ann Orr"]


def test_contributors_that_the_source_names_win_over_the_byline() -> None:
    made, _ = normalize(
        record(
            byline="By Somebody Else",
            contributors=[
                ContributorRecord("JANE DOE ", url="javascript:x"),
                ContributorRecord("Jane Doe"),
            ],
        )
    )
    assert made.contributors == [ContributorRecord("Jane Doe")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("VAN DER BERG", "Van der Berg"),
        ("Anna\u200b Ost", "Anna Ost"),
        ("BBC", "BBC"),
        ("bell hooks", "bell hooks"),
        ("By .", ""),
    ],
)
def test_a_name_reads_as_people_write_it(printed: str, name: str) -> None:
    assert person_name(printed) == name


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("PELL, DANA L", "Dana L Pell"),
        ("Pell, Dana", "Dana Pell"),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("de la Cruz, Ana", "Ana de la Cruz"),
        ("Dana Pell, MD", "Dana Pell, MD"),
        ("Sammy Davis, Jr.", "Sammy Davis, Jr."),
        ("Dana Pell, Rosa Hill", "Dana Pell, Rosa Hill"),
        ("CHER", "CHER"),
    ],
)
def test_a_person_that_an_index_lists_by_surname_reads_as_others_do(listed: str, name: str) -> None:
    made, _ = normalize(record(people=[PersonRecord(listed)]))
    assert [person.name for person in made.people] == [name]


def test_a_place_in_capitals_gets_the_usual_letters_and_a_code_stays() -> None:
    made, _ = normalize(
        record(places=["ROTTERDAM", "NEW YORK", "USA", "Rotterdam", "HOBOKEN (NJ)"])
    )
    assert made.places == ["Rotterdam", "New York", "USA", "HOBOKEN (NJ)"]


def test_people_of_the_source_are_merged_by_name_and_the_subject_stays_one() -> None:
    made, _ = normalize(
        record(
            people=[
                PersonRecord("Ada  Lovelace", "mentioned", {"wikidata": "Q7259"}),
                PersonRecord("ADA LOVELACE", "subject", {"viaf": "1"}),
                PersonRecord(" \u200b"),
            ]
        )
    )
    assert made.people == [
        PersonRecord("Ada Lovelace", "subject", {"viaf": "1", "wikidata": "Q7259"})
    ]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"nombre": "Ana", "apellidos": "Ruiz"}, "Ana Ruiz"),
        ({"name": "Ana Ruiz", "last_name": "Ruiz"}, "Ana Ruiz"),
        ({"name": "Ana Ruiz", "first_name": "Ana", "last_name": ""}, "Ana Ruiz"),
    ],
)
def test_a_whole_name_beside_one_of_its_parts_stays_whole(row: dict[str, str], name: str) -> None:
    assert name_of(row) == name
