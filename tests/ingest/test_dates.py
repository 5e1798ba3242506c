"""Timestamps: every shape of the trade, and every refusal."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.dates import UnreadableDate, has_zone, read_date, read_exact

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize("day", ["2026-03-01", "2026-02-29", "0000-01-01"])
@pytest.mark.parametrize(
    "clock", ["08:15:00Z", "24:00:00+00:00", "23:59:60-05:30", "25:00:00Z", "08:15:00+19:00"]
)
def test_a_whole_moment_is_read_as_one_that_is_written_with_a_space(day: str, clock: str) -> None:
    def read(written: str) -> str:
        try:
            return repr(read_date(written))
        except UnreadableDate as fault:
            return str(fault).replace("T", " ")

    assert read(f"{day}T{clock}") == read(f"{day} {clock}").replace("T", " ")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-05-16T09:00:04Z", "2021-05-16T09:00:04+00:00"),
        ("2021-05-16T09:00:04", "2021-05-16T09:00:04+02:00"),
        ("2021-05-16 09:00", "2021-05-16T09:00:00+02:00"),
        ("2021-05-16T09:00:04.123456789+05:30", "2021-05-16T09:00:04.123456+05:30"),
        ("2021-05-16t09:00:04,5-0430", "2021-05-16T09:00:04.500000-04:30"),
        ("20130515T063000-0400", "2013-05-15T06:30:00-04:00"),
        ("20130605T210000+0000", "2013-06-05T21:00:00+00:00"),
        ("20210516", "2021-05-16T00:00:00+02:00"),
        ("20210516090004", "2021-05-16T09:00:04+02:00"),
        ("2021", "2021-01-01T00:00:00+01:00"),
        ("2021-05", "2021-05-01T00:00:00+02:00"),
        ("2021.05.16 09:00:04", "2021-05-16T09:00:04+02:00"),
        ("16.05.2021 09:00", "2021-05-16T09:00:00+02:00"),
        ("25/10/2013 14:00", "2013-10-25T14:00:00+02:00"),
        ("05/14/2024 05:00 AM EDT", "2024-05-14T05:00:00-04:00"),
        ("Jul 02, 2024 18:44 pm CET", "2024-07-02T18:44:00+01:00"),
        ("00.01am BST, Thursday 16 July 2026", "2026-07-16T00:01:00+01:00"),
        ("Jun 3, 2024 / 06:12 PM CDT", "2024-06-03T18:12:00-05:00"),
        ("Thursday 16 May 2024 13:12, UK", "2024-05-16T13:12:00+01:00"),
        ("12.05.2024 - 13:22 Uhr", "2024-05-12T13:22:00+02:00"),
        ("07.03.2026, 18 Uhr", "2026-03-07T18:00:00+01:00"),
        ("12/31/2023 12:05 a.m.", "2023-12-31T00:05:00+01:00"),
        ("5/14/24 5:07 PM", "2024-05-14T17:07:00+02:00"),
        ("3/15/99", "1999-03-15T00:00:00+01:00"),
        ("2013:06:07 03:00:44", "2013-06-07T03:00:44+02:00"),
        ("Mon, 09 May 2022 09:53:00 +0000", "2022-05-09T09:53:00+00:00"),
        ("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
        ("Wed, 5 Nov 94 10:11 EST", "1994-11-05T10:11:00-05:00"),
        ("Fri Jun 07 03:00:44 +0000 2013", "2013-06-07T03:00:44+00:00"),
        ("Sun Jan 4 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00"),
        ("Thu Jan 01 2004 19:48:21 GMT+0100 (CET)", "2004-01-01T19:48:21+01:00"),
        ("14:11 EST, 25 October 2013", "2013-10-25T14:11:00-05:00"),
        ("October 25, 2013 2:11 p.m. ET", "2013-10-25T14:11:00-04:00"),
        ("12 a.m. UTC, 3 May 2020", "2020-05-03T00:00:00+00:00"),
        ("0001 GMT 6 May 2021", "2021-05-06T00:01:00+00:00"),
        ("Sept. 5, 2014", "2014-09-05T00:00:00+02:00"),
        ("1. Mai 2020 um 14 Uhr", "2020-05-01T14:00:00+02:00"),
        ("14.03.2023, 11.20 Uhr", "2023-03-14T11:20:00+01:00"),
        ("1. Mai 2020, 9.05 Uhr", "2020-05-01T09:05:00+02:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.790000+01:00"),
        ("12 août 2014 à 10h30", "2014-08-12T10:30:00+02:00"),
        ("25 de octubre de 2013", "2013-10-25T00:00:00+02:00"),
        ("2020-05-03 10:00 America/New_York", "2020-05-03T10:00:00-04:00"),
        ("2020-05-03T10:00:00+02:00[Europe/Oslo]", "2020-05-03T10:00:00+02:00"),
        ("2020-05-03T24:00:00Z", "2020-05-04T00:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
        ("1775409738", "2026-04-05T17:22:18+00:00"),
        ("1775409738177", "2026-04-05T17:22:18.177000+00:00"),
    ],
)
def test_a_timestamp_of_the_trade_is_read(written: str, moment: str) -> None:
    assert read_date(written, zone=OSLO).isoformat() == moment


def test_numbers_are_seconds_or_milliseconds() -> None:
    assert read_date(1775409738) == read_date(1775409738000)


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "soon", "1 hour ago", "yesterday", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-05:00", "2021-02-30", "2021-13-01", "2021-05-16T25:00:00Z", "03/04/2021",
        "2021-05-16T09:00:00+24:00", "2021-05-16T09:61:00Z", "Mon, 30 Nov -0001 00:00:00 +0000",
        "2021-05-16T09:00:00 XYZ", "13 p.m. 3 May 2020", "3 May", "May 2020 10:00", "٢٠٢١-٠٥-١٦x",
        "2020-05-03 10:00 Nowhere/Land", "x" * 101, "1" * 400, "2021-05-16T09:00:04Z" * 3,
        "99999999999999", "NaN", "-",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_date(written, zone=UTC)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), True, 10**40, -(10**17)])
def test_a_number_that_is_no_time_is_refused(number: float) -> None:
    with pytest.raises(UnreadableDate):
        read_date(number)


def test_a_time_without_a_zone_is_refused_where_no_zone_is_named() -> None:
    with pytest.raises(UnreadableDate, match="no time zone"):
        read_date("2021-05-16T09:00:04")
    assert not has_zone("2021-05-16T09:00:04")
    assert has_zone("2021-05-16T09:00:04Z")


def test_a_slash_date_is_read_in_the_order_that_the_caller_names() -> None:
    assert read_date("03/04/2021", zone=UTC, day_first=True).month == 4
    assert read_date("03/04/2021", zone=UTC, day_first=False).month == 3


@pytest.mark.parametrize(
    ("written", "day"),
    [("Fri, 05/03/2024 - 10:00", "2024-05-03"), ("Tue, 05/03/2024 - 10:00", "2024-03-05")],
)
def test_the_day_of_the_week_tells_how_a_slash_date_is_read(written: str, day: str) -> None:
    assert f"{read_date(written, zone=UTC):%Y-%m-%d %H}" == f"{day} 10"
    with pytest.raises(UnreadableDate):
        read_date(f"Sun{written[3:]}", zone=UTC)


@pytest.mark.parametrize("written", ["2021-05-16", "16 May 2021", "20210516", "2021-05"])
def test_an_embargo_must_name_its_hour(written: str) -> None:
    with pytest.raises(UnreadableDate, match="no time of day"):
        read_exact(written, zone=UTC)


def test_a_full_hour_is_an_hour() -> None:
    assert read_exact("5. März 2026, 10 Uhr", zone=UTC).hour == 10


@pytest.mark.parametrize("written", ["2026-10-25T02:30:00", "2026-03-29T02:30:00"])
def test_an_embargo_in_a_repeated_or_skipped_hour_is_refused(written: str) -> None:
    with pytest.raises(UnreadableDate, match="change of clocks"):
        read_exact(written, zone=OSLO)
    assert read_exact(f"{written}+02:00", zone=OSLO).utcoffset() == timedelta(hours=2)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_moment_or_a_refusal(written: str) -> None:
    try:
        moment = read_date(written, zone=timezone(timedelta(hours=14)))
    except UnreadableDate:
        return
    assert moment.utcoffset() is not None


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1000 <= moment.year < 9000))
@settings(max_examples=60, deadline=None)
def test_what_python_writes_is_read_back(moment: object) -> None:
    assert read_date(moment.isoformat()) == moment  # type: ignore[attr-defined]
