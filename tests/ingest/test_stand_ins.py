"""Defaults of systems are no topics, and accounts are no writers; names that look like them stay."""

from __future__ import annotations

import pytest

from articles.ingest.credit_names import contributors_of_byline
from articles.ingest.normalize import normalize
from articles.ingest.record import ContributorRecord
from tests.ingest.records import record


@pytest.mark.parametrize(
    "name", ["Uncategorized", "Sin categoría", "NON CLASSÉ", "Allgemein", "Без рубрики", "Posts", "News", "Home"]
)  # fmt: skip
def test_a_default_category_is_no_topic_and_the_report_says_so(name: str) -> None:
    made, problems = normalize(record(topics=["Otters", name]))
    assert made.topics == ["Otters"]
    assert [(each.field, each.action) for each in problems] == [("topics", "noted")]
    assert name in problems[0].message


@pytest.mark.parametrize(
    "name", ["News deserts", "Home rule", "Allgemeine Ortskrankenkasse", "Blog awards", "Default swaps", "Main"]
)  # fmt: skip
def test_a_topic_with_such_a_word_in_it_stays(name: str) -> None:
    made, problems = normalize(record(topics=[name]))
    assert (made.topics, problems) == ([name], [])


def test_a_section_for_stories_without_one_is_none_and_news_is_a_section() -> None:
    made, problems = normalize(record(section="Uncategorised"))
    assert made.section == ""
    assert "Uncategorised" in problems[0].message
    assert normalize(record(section="News"))[0].section == "News"


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "Admin",
        "Site Admin",
        "webmaster",
        "wp_admin2",
        "me",
        "you",
        "Administrator",
        "u48213",
        "news_desk2",
        "web_editor",
    ],
)
def test_an_account_is_neither_writer_nor_byline(name: str) -> None:
    made, problems = normalize(record(byline=name, contributors=[ContributorRecord(name)]))
    assert (made.byline, made.contributors) == ("", [])
    assert [each.field for each in problems] == ["byline"]


@pytest.mark.parametrize("name", ["jsmith42", "anna_lund", "deadmau5", "a.lund-7", "testa_rossi"])
def test_a_log_in_is_the_byline_where_nobody_else_is_named(name: str) -> None:
    made, problems = normalize(record(contributors=[ContributorRecord(name)]))
    assert (made.byline, [each.name for each in made.contributors]) == (name, [name])
    assert [each.field for each in problems] == ["byline"]
    assert "nobody else" in problems[0].message


@pytest.mark.parametrize("name", ["jsmith42", "anna_lund"])
def test_a_log_in_beside_a_name_is_left_out(name: str) -> None:
    writers = [ContributorRecord("Kai Lund"), ContributorRecord(name)]
    made, problems = normalize(record(byline=f"Kai Lund, {name}", contributors=writers))
    assert (made.byline, [each.name for each in made.contributors]) == ("Kai Lund", ["Kai Lund"])
    assert name in problems[0].message


def test_an_account_among_the_names_of_a_byline_leaves_it() -> None:
    writers = [ContributorRecord("Kai Lund"), ContributorRecord("admin_2")]
    made, problems = normalize(record(byline="Kai Lund, admin_2", contributors=writers))
    assert (made.byline, [each.name for each in made.contributors]) == ("Kai Lund", ["Kai Lund"])
    assert "admin_2" in problems[0].message


@pytest.mark.parametrize(
    "byline",
    ["bell hooks", "Ann Poe, Ghost Town Weekly", "danah boyd", "Moby", "Ann Poe, US", "Wei, You"],
)
def test_a_byline_in_small_letters_or_with_a_house_stays(byline: str) -> None:
    assert normalize(record(byline=byline))[0].byline == byline


def test_an_account_whose_letters_stand_in_the_byline_is_told_of() -> None:
    made, problems = normalize(record(byline="James Orr", contributors=[ContributorRecord("me")]))
    assert (made.byline, [each.name for each in made.contributors]) == ("James Orr", ["James Orr"])
    assert [each.field for each in problems] == ["byline"]


@pytest.mark.parametrize("name", ["Staff", "Editor", "Redaktion", "Guest author", "News desk"])
def test_a_role_stays_as_it_is_printed_and_is_no_person(name: str) -> None:
    made, problems = normalize(record(byline=name, contributors=[ContributorRecord(name)]))
    assert (made.byline, made.contributors, problems) == (name, [], [])


@pytest.mark.parametrize(
    "name",
    ["Ada Adminsky", "You Jin", "Me Hnin", "Staffan", "Guest Wynn", "Root Sommer", "kestrel"],
)
def test_a_name_that_only_looks_like_one_stays(name: str) -> None:
    made, problems = normalize(record(byline=name, contributors=[ContributorRecord(name)]))
    assert [each.name for each in made.contributors] == [name]
    assert (made.byline, problems) == (name, [])


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("NTB-AFP-DPA", ["NTB", "AFP", "DPA"]),
        ("dpa/AFP", ["dpa", "AFP"]),
        ("AP - Reuters", ["AP", "Reuters"]),
        ("dpa-AFX", ["dpa-AFX"]),
        ("Ann Ap-Rhys", ["Ann Ap-Rhys"]),
        ("EPA-EFE", ["EPA-EFE"]),
    ],
)
def test_agencies_that_share_a_credit_are_named_each(byline: str, names: list[str]) -> None:
    assert [each.name for each in contributors_of_byline(byline)] == names
    made, _problems = normalize(record(byline=byline, contributors=[ContributorRecord(byline)]))
    assert [each.name for each in made.contributors] == names
    assert made.byline == byline


def test_what_editors_named_so_comes_back_from_our_own_export() -> None:
    made, problems = normalize(
        record(topics=["News"], contributors=[ContributorRecord("Editor")], is_own=True)
    )
    assert (made.topics, [each.name for each in made.contributors]) == (["News"], ["Editor"])
    assert problems == []
