"""Bylines, times, headlines and datelines above the text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.body.document import heading, paragraph
from articles.ingest.clean import clean, fill
from tests.ingest.cleaning import (
    cleaned,
    cleaned_body,
    learned,
    lines_by_rule,
    outline,
    paragraphs,
    rules,
    story,
)

LEDE = "The bridge over the Alder has been closed since Monday, and nobody knows why."
MORE = [
    "The council has asked for money, but the county says that it has none to give before the "
    "spring.",
    "Children row to school, which most of them like, and come home when the tide lets them.",
    "The baker has bought a second boat and calls it Rye, after the bread and after the dog.",
]


def page(*head: str) -> str:
    return "\n\n".join([*head, LEDE, *MORE])


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (["By Jane Doe"], "Jane Doe"),
        (["By JANE DOE"], "JANE DOE"),
        (["by Jane Doe and Ann Roe"], "Jane Doe and Ann Roe"),
        (["By Jane Doe, Ann Roe and Bo Ray"], "Jane Doe, Ann Roe and Bo Ray"),
        (["By", "Jane Doe"], "Jane Doe"),
        (["By .", "Jane Doe ."], "Jane Doe"),
        (["By", "Jane Doe", "and", "Ann Roe"], None),
        (["By The Associated Press"], "The Associated Press"),
        (["Written by Jane Doe"], "Jane Doe"),
        (["Jane Doe for MailOnline"], "Jane Doe for MailOnline"),
        (["Daily Herald Reporter"], "Daily Herald Reporter"),
        (["By Jane Doe | Oct. 3, 2020 3:15 p.m. ET"], "Jane Doe"),
        (["By Jane Doe, Transport Editor"], "Jane Doe, Transport Editor"),
        (["By Anna de la Cruz"], "Anna de la Cruz"),
    ],
)
def test_a_byline_becomes_a_field(head: list[str], byline: str | None) -> None:
    result = cleaned(page(*head))
    assert result.byline == (byline or "Jane Doe and Ann Roe")
    assert paragraphs(result) == [LEDE, *MORE]


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the water had reached the second step of the bakery.",
        "By the time the bell rang the boats were gone.",
        "By and by the fog came in.",
        "From Paris came nothing but a letter.",
        "Writers need tea.",
    ],
)
def test_a_sentence_that_begins_like_a_byline_stays(text: str) -> None:
    result = cleaned(page(text))
    assert not result.byline
    assert paragraphs(result)[0] == text


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        (
            [
                "PUBLISHED:",
                "14:11 EST, 25 October 2013",
                "|",
                "UPDATED:",
                "15:36 EST, 25 October 2013",
            ],
            "14:11 EST, 25 October 2013",
            "15:36 EST, 25 October 2013",
        ),
        (
            ["Published: 14:11 EST, 25 October 2013 | Updated: 15:36 EST, 25 October 2013"],
            "14:11 EST, 25 October 2013",
            "15:36 EST, 25 October 2013",
        ),
        (["Last updated at 3:23 PM on 12th January 2012"], "", "3:23 PM on 12th January 2012"),
        (["Published 3 March 2021"], "3 March 2021", ""),
        (["March 3, 2021"], "March 3, 2021", ""),
        (
            ["Wednesday, March 3, 2021 at 9:15 a.m. ET"],
            "Wednesday, March 3, 2021 at 9:15 a.m. ET",
            "",
        ),
        (["2021-03-03T09:15:00Z"], "2021-03-03T09:15:00Z", ""),
    ],
)
def test_times_above_the_text_become_fields(head: list[str], published: str, updated: str) -> None:
    result = cleaned(page("By Jane Doe", *head))
    assert (result.published_at, result.updated_at) == (published, updated)
    assert paragraphs(result) == [LEDE, *MORE]


def test_a_story_on_one_line_loses_its_head_and_no_word_of_its_text() -> None:
    flat = (
        "By . Jane Doe . PUBLISHED: . 14:11 EST, 25 October 2013 . | . "
        f"UPDATED: . 15:36 EST, 25 October 2013 . {LEDE}"
    )
    result = cleaned(flat)
    assert paragraphs(result) == [LEDE]
    assert (result.byline, result.published_at) == ("Jane Doe", "14:11 EST, 25 October 2013")
    assert result.updated_at == "15:36 EST, 25 October 2013"


def test_copy_that_a_program_cut_into_words_is_not_parted_at_its_stops() -> None:
    text = " ".join(
        f"The mayor opened bridge number {number} of the town ." for number in range(20)
    )
    result = cleaned(f"{text}\n")
    assert len(paragraphs(result)) == 1
    assert "flat-lines" not in rules(result)


@pytest.mark.parametrize(
    ("printed", "place", "agency", "left"),
    [
        (
            "WASHINGTON (Reuters) - The vote was lost by one.",
            "WASHINGTON",
            "Reuters",
            "The vote was lost by one.",
        ),
        (
            "PORT ELLIS, March 3 (AP) — The dam held for now.",
            "PORT ELLIS, March 3",
            "AP",
            "The dam held for now.",
        ),
        ("(CNN) -- Thousands marched on Saturday.", "", "CNN", "Thousands marched on Saturday."),
        ("(CNN)Thousands marched on Saturday.", "", "CNN", "Thousands marched on Saturday."),
        (
            "London, England (CNN) -- Thousands marched on Saturday.",
            "London, England",
            "CNN",
            "Thousands marched on Saturday.",
        ),
        (
            'BERLIN (dpa) - "Nothing is lost", said the minister.',
            "BERLIN",
            "dpa",
            '"Nothing is lost", said the minister.',
        ),
        (
            "HARROW WICK — Bees have moved into the organ.",
            "HARROW WICK",
            "",
            "Bees have moved into the organ.",
        ),
        (
            "Klagenfurt (APA) - Ein Pilot ist am Freitag freigesprochen worden.",
            "Klagenfurt",
            "APA",
            "Ein Pilot ist am Freitag freigesprochen worden.",
        ),
        (
            "Bilbao, 3 may (EFE).- Los prácticos del puerto han parado este viernes.",
            "Bilbao, 3 may",
            "EFE",
            "Los prácticos del puerto han parado este viernes.",
        ),
    ],
)
def test_a_dateline_becomes_a_field(printed: str, place: str, agency: str, left: str) -> None:
    result = cleaned("\n\n".join([printed, *MORE]))
    assert (result.dateline, result.agency) == (place, agency)
    assert paragraphs(result)[0] == left
    assert lines_by_rule(result)["dateline"] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "NASA — the agency that counts stars — has lost one of them for a week.",
        "Hillary Marsh (Democrat) spoke for an hour in the rain.",
        "BREAKING — The bridge has been closed to everybody but dogs.",
        "The seal (pictured) was found in a car park on Monday.",
        "Ann Lee (AP) was the only reporter in the room when the lamp fell.",
    ],
)
def test_a_sentence_that_begins_like_a_dateline_stays(text: str) -> None:
    assert paragraphs(cleaned("\n\n".join([text, *MORE])))[0] == text


def test_a_title_above_prose_is_proposed_as_the_headline() -> None:
    result = cleaned(page("Bridge closed until further notice"))
    assert (result.headline, result.headline_proposed) == (
        "Bridge closed until further notice",
        True,
    )
    assert paragraphs(result) == [LEDE, *MORE]
    assert rules(result) == ["headline-line"]


def test_a_headline_that_the_source_gives_is_dropped_from_the_text_and_no_other_is_proposed() -> (
    None
):
    result = cleaned(page("Bridge closed"), headline="Bridge Closed")
    assert paragraphs(result) == [LEDE, *MORE]
    assert rules(result) == ["headline-repeated"]
    assert result.headline == ""


def test_the_proposed_headline_is_the_first_sentence_without_its_stop() -> None:
    result = cleaned("\n\n".join([f"{LEDE} Nobody knows why.", *MORE]))
    assert result.headline == LEDE.removesuffix(".")


def test_a_very_long_first_sentence_is_shortened_openly() -> None:
    result = cleaned("\n\n".join(["The bridge and " * 40 + "nothing else.", *MORE]))
    assert len(result.headline) <= 201
    assert result.headline.endswith("…")


def test_a_body_of_blocks_has_its_head_read_in_the_same_way() -> None:
    blocks = [
        paragraph(text)
        for text in ("By Jane Doe", "Published 3 March 2021", f"PORT ELLIS (AP) — {LEDE}", *MORE)
    ]
    result = cleaned_body(*blocks, headline="Bridge closed")
    assert outline(result) == [["paragraph", text] for text in (LEDE, *MORE)]
    assert learned(result)["byline"] == "Jane Doe"
    assert (result.published_at, result.dateline) == ("3 March 2021", "PORT ELLIS")


def test_a_heading_that_ends_in_a_colon_is_no_place_of_filing() -> None:
    copy = [heading("Shownotes:"), paragraph(LEDE), *(paragraph(text) for text in MORE)]
    result = cleaned_body(*copy, headline="Bridge closed")
    assert result.dateline == ""
    assert outline(result)[0] == ["heading", "Shownotes:"]


def test_printed_times_become_moments_and_unreadable_ones_a_word_to_the_editor() -> None:
    given = story(page("PUBLISHED:", "14:11 EST, 25 October 2013"))
    filled = fill(given, clean(given))
    assert filled.published_at is not None
    assert filled.published_at.isoformat().startswith("2013-10-25T14:11:00-0")
    given = story(page("Published 3 March 2021"))
    assert fill(given, clean(given)).editor_note == "Published (as printed): 3 March 2021"
    read = fill(given, clean(given), zone=ZoneInfo("Europe/Oslo")).published_at
    assert read is not None
    assert read.isoformat() == "2021-03-03T00:00:00+01:00"


def test_a_printed_hour_refines_the_day_that_the_source_gives_and_nothing_else() -> None:
    day = datetime(2013, 10, 25, tzinfo=UTC)
    copy = page("PUBLISHED: 14:11 GMT, 25 October 2013")
    for given, wanted in (
        (day, day.replace(hour=14, minute=11)),
        (day.replace(hour=9), day.replace(hour=9)),
        (day.replace(day=24), day.replace(day=24)),
    ):
        record = story(copy, published_at=given)
        assert fill(record, clean(record)).published_at == wanted


@pytest.mark.parametrize(
    ("given", "printed", "agency"),
    [
        ("Görlitz", "Görlitz (dpx/sn) - Die Bahn fährt wieder über die Neiße.", "dpx/sn"),
        ("LONDON, April 9 (Rex)", "London, April 9 (Rex) - Copper rose to its highest.", "Rex"),
        ("Bodø", "Bodø – Raset gikk klokken tre i natt, sier politiet.", None),
    ],
)
def test_a_dateline_that_the_source_gives_is_taken_out_of_the_text(
    given: str, printed: str, agency: str | None
) -> None:
    whole = story(f"{printed}\n\n{LEDE}", headline="H", dateline=given)
    result = clean(whole)
    filled = fill(whole, result)
    first = paragraphs(result)[0]
    assert printed.endswith(first)
    assert len(first) < len(printed)
    assert "(" not in filled.dateline
    assert filled.extra.get("agency") == agency


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("Paris", "Paris is full of cats, and so is the whole of its river."),
        ("Lyle", "Lyle-based builders have won the order for the new bridge."),
        ("Bonn", "Bonns Rathaus - lange geschlossen - wird nun wieder geöffnet."),
    ],
)
def test_a_sentence_that_begins_with_the_place_stays_whole(given: str, printed: str) -> None:
    assert paragraphs(cleaned(f"{printed}\n\n{LEDE}", headline="H", dateline=given))[0] == printed


@pytest.mark.parametrize("given", ["Frankfurt (Oder)", "Santiago (Chile)"])
def test_what_tells_towns_of_one_name_apart_is_no_agency(given: str) -> None:
    whole = story(f"{LEDE}\n\n{MORE[0]}", headline="H", dateline=given)
    filled = fill(whole, clean(whole))
    assert (filled.dateline, filled.extra.get("agency")) == (given, None)


@pytest.mark.parametrize("label", ["ENQUÊTE", "REPORTAGE"])
def test_a_label_of_a_french_paper_is_no_place(label: str) -> None:
    text = [
        f"{label}. Les travaux du pont ont pris trois ans de retard, selon la mairie de la ville.",
        f"Une autre {label.lower()} de ce journal a montré que personne n'a payé les ouvriers.",
        "La société de construction n'a pas répondu aux questions que nous lui avons posées.",
    ]
    result = cleaned("\n\n".join(["Le pont attend toujours", *text]))
    assert (result.dateline, paragraphs(result)) == ("", text)


def test_the_title_of_a_french_video_is_a_headline_above_the_text() -> None:
    text = [
        "Un incendie a détruit un entrepôt dans la nuit de lundi à mardi, selon les pompiers.",
        "Personne n'a été blessé, a indiqué le préfet lors d'un point de presse mardi matin.",
        "La fumée se voyait jusqu'à l'autre rive, où des voisins ont ouvert leurs portes.",
    ]
    result = cleaned("\n\n".join(["VIDÉO. Marseille : un incendie dans le port", *text]))
    assert (result.headline[:5], paragraphs(result)) == ("VIDÉO", text)


def test_somebody_of_the_story_who_is_called_as_its_writer_is_no_note_about_the_writer() -> None:
    told = "Ms. Doe has been in jail since May and will be heard in the autumn, a clerk said."
    result = cleaned(page("The bridge is shut", "By Jane Doe", told))
    assert told in paragraphs(result)


@pytest.mark.parametrize("job", [", Staff Writer", ", Special to the Ledger"])
def test_a_job_on_its_own_line_below_the_byline_is_no_place(job: str) -> None:
    result = cleaned(page("The bridge is shut", "By Jane Doe", job))
    assert (result.byline, result.dateline, paragraphs(result)) == ("Jane Doe", "", [LEDE, *MORE])


@pytest.mark.parametrize(
    "standfirst", ["The quay is shut", "THE QUAY IS SHUT.", "“The quay is shut”"]
)
def test_a_standfirst_that_only_repeats_the_headline_goes_with_a_reason(standfirst: str) -> None:
    record = story(page(), headline="The quay is shut", standfirst=standfirst)
    told = clean(record)
    assert fill(record, told).standfirst == ""
    assert [(note.text, note.rule) for note in told.notes] == [
        (standfirst, "standfirst-is-headline")
    ]


@pytest.mark.parametrize("standfirst", ["The quay is shut until May", "Is the quay shut?", "Quay"])
def test_a_standfirst_that_says_more_or_else_stays(standfirst: str) -> None:
    record = story(page(), headline="The quay is shut", standfirst=standfirst)
    assert fill(record, clean(record)).standfirst == standfirst
