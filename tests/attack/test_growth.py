"""S22: no text helper takes far more than ten times as long for ten times the text."""

from __future__ import annotations

import io
import json
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from lxml import html

from articles.body.document import paragraph, validate
from articles.body.from_html import from_html
from articles.body.from_text import from_lines
from articles.body.words import excerpt, plain_text
from articles.ingest.cleaning.references import parted
from articles.ingest.credit_names import credited_names
from articles.ingest.formats import FORMATS, reader
from articles.ingest.markdown_text import remarks_of
from articles.ingest.page.figures import figure_at
from articles.ingest.prepare import prepare
from articles.ingest.prepared import Prepared
from articles.ingest.readers import plaintext
from articles.ingest.record import Line, Problem, StoryRecord
from articles.ingest.site_names import without_site
from articles.ingest.strictjson import elements
from articles.models import slug_for
from articles.people.fold import fold_name
from articles.search import parse
from tests import pace
from tests.attack.hostile_files import hostile_files
from tests.attack.payloads import IS_FULL
from tests.attack.pumping import pumps, repeated
from tests.attack.table import settle

SIZE = 100_000 if IS_FULL else 40_000
"""Characters; the small size is a tenth of it."""
RATIO = 12 if IS_FULL else 30
FLOOR = 0.06
"""Seconds of this process's own time under which nothing is slow, however it grows."""
PATIENCE = 20
UNITS = ("a", "A", " ", "\t", "\n", "1", "-", ".", ",", "a ", "1 ", "<", "&", "(", '"', "/", "A. ", "a@", "Aa ",
         "1:", "é", "|", "=", "_", "[", "http://a", "By A ", "a-", "  \n", "— ", "<p>")  # fmt: skip


class TooSlow(Exception):
    """More than PATIENCE seconds of this process's own time."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def spent(call: Callable[[Any], Any], text: str | bytes) -> float:
    """Seconds of a machine without other work; what seems slow is looked at again."""
    took = _taken(call, text)
    for _look in range(pace.LOOKS):
        if took <= FLOOR:
            break
        took = min(took, _taken(call, text) / pace.slowness())
    return took


def _taken(call: Callable[[Any], Any], text: str | bytes) -> float:
    started = pace.clock()
    try:
        with at_most(PATIENCE):
            call(text)
    except TooSlow:
        return float(PATIENCE)
    return pace.clock() - started


def grows_too_fast(call: Callable[[str], Any], unit: str) -> bool:
    """Whether ten times the text took more than RATIO times as long, each time, and longer than anybody notices."""
    large = (unit * (SIZE // len(unit))) + "\x01"
    small = (unit * (SIZE // 10 // len(unit))) + "\x01"
    for _look in range(pace.LOOKS):
        took = _taken(call, large)
        if took < FLOOR or took < RATIO * max(_taken(call, small), 1e-4):
            return False
    return True


HELPERS: dict[str, Callable[[str], Any]] = {
    "body from markup": from_html,
    "body from lines": lambda text: from_lines(text.split("\n")),
    "words of a body": lambda text: plain_text(paragraphs(text)),
    "excerpt": lambda text: excerpt(paragraphs(text), 200),
    "search query": parse,
    "address of a headline": slug_for,
    "folded name": fold_name,
    "wire text read and cleaned": lambda text: cleaned(f"A headline\n\nFirst words.\n\n{text}"),
}
"""Every door by which text of any length comes in or is looked through."""


def cleaned(text: str) -> list[Any]:
    """As the import does it: its many expressions meet lines of bounded length."""
    records = plaintext.read(io.BytesIO(text.encode("utf-8", "replace")), "a.txt")
    return [prepare(record) for record in records if isinstance(record, StoryRecord)]


def paragraphs(text: str) -> Any:
    return validate({"type": "doc", "content": [paragraph(text)]})


HOSTILE = (
    "\t", "(", "[", "1/1/2020 ", "\u00a0", "\n", "-", ".", "A. ", "a@", "1 ", "<!--", '"author":{"name":', "&#",
    " on ", "http://a", "By A ", "_", "é", "\u2013", "aA", "slide 1 of 1 ", "published : 1.11 ", "#", "| ",
    "image copyright : ", "mso-list : ", "<p><img a", "A (Reuters) ", "12:", "By A and ", "/", "\\", "{%", "{{",
    "[^1]:", " <!", "111111 ", "xml ", "<!DOCTYPE ", "or ", "Updated:\t",
)  # fmt: skip
"""Beginnings of what an expression of the import would repeat; found by pumping each of them alone."""
LENGTH = 20_000 if IS_FULL else 5_000
ONE_FILE = 1.0
"""Seconds of this process's own time; each takes some .02. Three took 27 s and more before they were mended."""


@pytest.mark.thorough
def test_no_file_of_any_format_is_slow_to_read_and_clean() -> None:
    """The same text in every field: what one expression alone does with it counts only here."""
    failed, tried = [], 0
    for key, name, content in hostile_files("A crane."):
        read_whole(key, name, content)  # what is imported at first use is nobody's time
    for unit in HOSTILE if IS_FULL else HOSTILE[:3]:
        text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
        for key, name, content in hostile_files(text):
            took = spent(lambda sent, key=key, name=name: read_whole(key, name, sent), content)
            tried += 1
            failed += [(key, unit, f"{took:.1f} s")] if took > ONE_FILE else []
    settle("S22", f"files of every format with {LENGTH:,} characters of one kind in each field",
           tried=tried, failed=failed, asked=f"at most {ONE_FILE:g} s of processor time")  # fmt: skip


PUMPED = 6_000
"""Characters."""


@pytest.mark.skipif(not IS_FULL, reason="an hour: every expression of the code")
def test_no_expression_of_the_code_can_be_pumped_by_a_file() -> None:
    """A new rule is tried without anybody naming it: its own expression says what it would repeat."""
    failed, tried = [], 0
    for (head, unit), place in pumps().items():
        once = (head + unit * (PUMPED // len(unit)), (head + unit) * (PUMPED // len(head + unit)))
        for text in dict.fromkeys(once):
            for key, name, content in hostile_files(text):
                tried += 1
                if (
                    spent(lambda sent, key=key, name=name: read_whole(key, name, sent), content)
                    > ONE_FILE
                ):
                    took = spent(
                        lambda sent, key=key, name=name: read_whole(key, name, sent), content
                    )
                    failed += [(place, name, head, unit, took)] if took > ONE_FILE else []
    settle("S22", "files that pump each expression of the code", tried=tried, failed=failed,
           asked=f"at most {ONE_FILE:g} s of processor time")  # fmt: skip


@pytest.mark.parametrize("unit", ["\u00a0", "\x1f", " in A", " with "])
def test_a_byline_of_spaces_is_split_at_once(unit: str) -> None:
    """6,000 characters of one wire item held an import for a minute: the time grew with their third power."""
    byline = "Ada Quill" + unit * (6_000 // len(unit)) + "x"
    assert spent(credited_names, byline) < ONE_FILE


@pytest.mark.parametrize(
    "values", [{"author": "a@" * 10_000}, {"body": "\u00a0" * 20_000 + "x", "author": "Ada Quill"}]
)
def test_a_row_of_at_signs_or_of_spaces_is_read_at_once(values: dict[str, str]) -> None:
    """A mail's address before a name, and a cut at a text's end: the time grew with their square."""
    row = {"title": "A crane", "body": "A crane stood in the harbor.", **values}
    content = json.dumps(row).encode()
    assert spent(lambda sent: read_whole("jsonlines", "a.jsonl", sent), content) < ONE_FILE


def test_a_list_of_escapes_is_split_at_once() -> None:
    """An export keeps markup within JSON within JSON: each escape was a step of its own, 7 s for 6 MB."""
    export = b'{"posts": [{"html": "%s"}]}' % (rb"\t" * 3_000_000)
    split = lambda sent: list(elements(io.BytesIO(sent), frozenset({"posts"})))  # noqa: E731
    assert spent(split, export) < ONE_FILE


def test_a_title_of_bars_is_read_at_once() -> None:
    """Each bar was cut off by itself, and all others were looked for again: 6,000 took over 5 s."""
    assert spent(lambda text: without_site(text, "", ""), "A crane" + "|" * 20_000) < ONE_FILE


@pytest.mark.parametrize("opening", ["{# ", "{{/* ", "# a {#\n"])
def test_remarks_that_no_sign_ends_are_read_at_once(opening: str) -> None:
    """Each was followed for 5,000 signs: 60 kB took 4 s."""
    assert spent(remarks_of, opening * 60_000) < ONE_FILE


@pytest.mark.thorough
def test_lines_of_one_box_are_read_at_once() -> None:
    """Each of them looked at all words of the box, three times: 240 took 5 s, twice as many four times that."""
    lines = "Facebook<br><br>the mill grinds the flour of the town.<br><br>" * 300
    page = f"<article><h1>A mill</h1><p>{'The mill grinds. ' * 9}</p><div>{lines}</div></article>"
    content = f"<html><body>{page}</body></html>".encode()
    assert spent(lambda sent: read_whole("webpage", "a.html", sent), content) < ONE_FILE


@pytest.mark.thorough
def test_a_caption_of_buttons_is_read_at_once() -> None:
    """Each button doubled the time twice: 20 of them took 6 s, and a caption has room for 700."""
    page = (
        "<h1>A crane moves</h1><figure><img src='/a.jpg' width=600 height=400><figcaption>A crane. "
        f"{'buy now ' * 700}x</figcaption></figure><p>The crane moved on Monday, the harbor said.</p>"
    )
    content = f"<html><body><article>{page}</article></body></html>".encode()
    assert spent(lambda sent: read_whole("webpage", "a.html", sent), content) < ONE_FILE


@pytest.mark.thorough
@pytest.mark.parametrize(
    "slide",
    [
        "<img src='/{}.jpg'><p>A boat at sea</p>",
        "<div class='slide'><img src='/{}.jpg'><p>1 of 9</p></div>",
    ],
)
def test_a_gallery_of_hundreds_of_pictures_is_read_at_once(slide: str) -> None:
    """Each picture counted all of its gallery, and read all words of it: 700 took 3 s."""
    prose = "<p>The ferry stops for a week from Monday, the harbor office said on Friday.</p>" * 5

    def page(pictures: int) -> bytes:
        slides = "".join(map(slide.format, range(pictures)))
        inner = f"<h1>Ferry stops</h1>{prose}<div class='gallery'>{slides}</div>"
        return f"<article>{inner}</article>".encode()

    assert pace.grows_in_step(
        lambda many: read_whole("webpage", "a.html", page(many)), 175, times=4
    )


@pytest.mark.thorough
def test_a_figure_of_captions_is_read_at_once() -> None:
    """Each looked for all before it: 16,000 in a page took 10 s, and a page has room for 60,000."""
    figure = html.fragment_fromstring(
        f"<figure><img src='/a.jpg'>{'<figcaption>x</figcaption>' * 12_000}</figure>"
    )
    assert spent(lambda image: figure_at(image, ""), figure[0]) < ONE_FILE


def test_a_long_paragraph_of_a_browser_for_terminals_is_joined_at_once() -> None:
    """The lines so far were copied at each further one: 60,000 took 4 s."""
    page = "go [1]on\n" * 60_000 + "\nReferences\n\n   1. http://a.example/\n"
    lines = [Line(number, text) for number, text in enumerate(page.split("\n"), start=1)]
    assert parted(lines) is not None
    assert spent(parted, lines) < ONE_FILE  # type: ignore[arg-type]


@pytest.mark.parametrize("place", ["BYLINE:{}", "BYLINE: Ada Quill{}x"])
def test_empty_lines_in_a_document_of_a_data_bank_are_read_at_once(place: str) -> None:
    """Each began a search and a join over all behind it: 20,000 took 11 s, and a file has room for millions."""
    field = place.format("\n" * 20_000)
    document = (
        f"1 of 1 DOCUMENTS\n\nA crane moves\n\n{field}\n\nLENGTH: 5 words\n\nIt moved on Monday."
    )
    assert spent(lambda sent: read_whole("databank", "a.txt", sent), document.encode()) < ONE_FILE


@pytest.mark.thorough
def test_a_live_report_of_thousands_of_updates_is_read_once() -> None:
    """Each time looked through all below it, and each credit through all lines: 6,000 took 8 s."""
    text = "It was said on Monday in Ardmore that all was well there."

    def report(updates: int) -> bytes:
        times = [f"{n % 24:02}:{n % 60:02}\nTitle of number {n}" for n in range(updates)]
        return "\n".join(["Key events", *times, *(f"{each}\n{text}" for each in times)]).encode()

    assert pace.grows_in_step(
        lambda many: read_whole("plaintext", "a.txt", report(many)), 750, times=4
    )


def test_every_long_repetition_of_an_expression_is_pumped() -> None:
    tree = list(re._parser.parse(r"By (?:[A-Z]\w+ )+(?=x*)[^ a]{9,}(?:and|or)"))  # type: ignore[attr-defined]
    assert {("By ", "Aa "), ("By Aa ", "x")} <= set(repeated(tree))


def read_whole(key: str, name: str, content: bytes) -> list[Any]:
    return [
        prepare(each) if isinstance(each, StoryRecord) else each
        for each in reader(key).read(io.BytesIO(content), name)
    ]


def test_every_format_is_among_the_hostile_files() -> None:
    made = hostile_files("A crane stood in the harbor on Monday.")
    assert {key for key, _name, _content in made} == set(FORMATS) - {"iptc_picture"}
    for key, name, content in made:
        assert any(isinstance(each, Prepared) for each in read_whole(key, name, content)), name


def test_xml_without_rows_is_a_problem_and_no_end_of_the_run() -> None:
    """Read by the format that somebody named, and its first kilobytes hold no row."""
    content = b"<rows><row><title>" + b"\x01" * 4_000 + b"</title></row></rows>"
    [told] = reader("xmlrows").read(io.BytesIO(content), "a.xml")
    assert isinstance(told, Problem)


def test_a_cell_of_brackets_is_a_cell() -> None:
    """Ten thousand deep, a list in a cell ended the whole run."""
    content = ("headline,body,people\nA crane,It moved.," + "[" * 10_000 + "\n").encode()
    [story] = [
        each for each in read_whole("tables", "a.csv", content) if isinstance(each, Prepared)
    ]
    assert story.record.headline == "A crane"


@pytest.mark.parametrize("name", HELPERS)
def test_ten_times_the_text_takes_about_ten_times_as_long(name: str) -> None:
    failed = [(name, unit) for unit in UNITS if grows_too_fast(HELPERS[name], unit)]
    settle("S22", name, tried=len(UNITS), failed=failed, asked=f"ratio at most {RATIO}")


def test_the_judge_of_growth_sees_a_square(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(pace, "clock", lambda: now[0])

    def costing(power: int) -> Callable[[str], None]:
        def work(text: str) -> None:
            now[0] += 1e-7 * len(text) ** power

        return work

    assert grows_too_fast(costing(2), "a")
    assert not grows_too_fast(costing(1), "a")
