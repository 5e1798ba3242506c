"""The interface in a second language; English stays the source."""

from __future__ import annotations

import ast
import gettext
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from articles.admin.article_list import _stamp
from articles.models import Kind
from articles.publishing.clock import until
from articles.templatetags.times import lasting
from media.refusals import every_refusal
from tests.public.paper import Paper

CATALOG = Path(__file__).resolve().parents[2] / "newsroom/locale/de/LC_MESSAGES"
SAID = {
    "front": "Die wichtigsten Artikel",
    "story": "Personen in diesem Artikel",
    "people": "Menschen in den Nachrichten",
    "archive": "Archiv nach Datum",
    "corrections": "Berichtigungen und Klarstellungen",
    "no results": "Kein Treffer",
    "not found": "Seite nicht gefunden",
    "withdrawn": "Artikel zurückgezogen",
}


@pytest.mark.parametrize("name", SAID)
def test_the_site_speaks_german_where_that_is_its_language(
    paper: Paper, client: Client, name: str
) -> None:
    with translation.override("de"):
        page = client.get(paper.pages[name]).content.decode()
    assert '<html lang="de"' in page
    assert SAID[name] in page
    assert "Zum Inhalt springen" in page
    assert "Skip to main content" in client.get(paper.pages[name]).content.decode()


def test_dates_are_written_as_the_language_writes_them(paper: Paper, client: Client) -> None:
    written = r"\d\d?\. (?:Januar|Februar|März|April|Mai|Ju[nl]i|August|September|Oktober|November|Dezember)"
    with translation.override("de"):
        shapes = {
            "story": r"%s \d{4}, \d\d:\d\d ",
            "day": r"<h1[^>]*>%s \d{4}<",
            "person": r">\w+, %s[ <]",
            "month": r"title=\"%s ",
        }
        for name, around in shapes.items():
            page = client.get(paper.pages[name]).content.decode()
            assert re.search(around.replace("%s", written), page), name
            assert not re.search(written.replace(r"\.", ""), page), name


ROOT = Path(__file__).resolve().parents[2]
CODE = [
    *(ROOT / "articles/public").rglob("*.py"),
    *(ROOT / "articles/templatetags").rglob("*.py"),
    ROOT / "media/templatetags/pictures.py",
    ROOT / "articles/related/reasons.py",
]
TEMPLATES = [
    *(ROOT / "templates").glob("*.html"),
    *(ROOT / "templates/articles").glob("*.html"),
    *(ROOT / "templates/media").glob("*.html"),
]
OURS = ("articles", "media", "newsroom")
DESK_CODE = [
    path for app in OURS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
]
DESK_TEMPLATES = [
    *(ROOT / "templates/admin").rglob("*.html"),
    *(ROOT / "templates/media/admin").rglob("*.html"),
    *(ROOT / "templates/registration").rglob("*.html"),
]
"""Django's own German says the rest of the desk."""
MARKED = re.compile(r"""\bn?gettext\(u?(['"])(.*?)(?<!\\)\1""", re.DOTALL)
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
NAMES = {"RSS", "Atom", "JSON", "Feed"}
"""Words that are the same in every language."""


def said_in_code(path: Path) -> set[str]:
    """The texts that a module gives to gettext; of two forms the singular."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    texts = (call.args[0] for call in calls if getattr(call.func, "id", "") in CALLS and call.args)
    return {text.value for text in texts if isinstance(text, ast.Constant)}


def said_in_template(path: Path) -> set[str]:
    marked = MARKED.findall(templatize(path.read_text(), origin=str(path)))
    return {text.replace("\\'", "'") for _quote, text in marked}


def test_every_word_that_readers_meet_is_in_the_catalog() -> None:
    said = set().union(*map(said_in_code, CODE), *map(said_in_template, TEMPLATES))
    said |= {str(label) for label in dict(Kind.choices).values()}
    assert len(said) > 100
    known = words(CATALOG / "django.mo")
    assert (
        said - {key[0] if isinstance(key, tuple) else key for key, text in known.items() if text}
        == set()
    )


@pytest.mark.thorough
def test_every_word_of_the_desk_is_in_ours_or_djangos_german() -> None:
    said = set().union(*map(said_in_code, DESK_CODE), *map(said_in_template, DESK_TEMPLATES))
    assert len(said) > 1300
    with translation.override("de"):
        ours = words(CATALOG / "django.mo")
        known = {key[0] if isinstance(key, tuple) else key for key, text in ours.items() if text}
        assert {text for text in said - known if translation.gettext(text) == text} == set()


def test_no_german_of_the_catalog_loses_what_is_put_into_it() -> None:
    """Also the places that scripts fill, such as "%count", which gettext's own check does not know."""
    places = re.compile(r"%\(\w+\)[sd]|%(?:[a-z]{2,}|[sd%])|\{\w*\}|<[^>]+>")
    lost = []
    for key, text in words(CATALOG / "django.mo").items():
        english = key[0] if isinstance(key, tuple) else str(key)
        here, there = set(places.findall(english)), set(places.findall(text))
        is_plural = isinstance(key, tuple) and here <= there  # "One picture", "%(count)s pictures"
        if english and here != there and not is_plural:
            lost.append((english, text))
    assert lost == []


@pytest.mark.parametrize("address", ["", "articles/article/", "articles/article/add/"])
def test_the_desk_speaks_german_where_that_is_the_language(
    admin_client: Client, address: str
) -> None:
    with translation.override("de"):
        page = admin_client.get(f"/admin/{address}").content.decode()
    assert '<html lang="de"' in page
    assert "Alle Artikel" in page
    assert "All stories" not in page


def test_every_reason_why_a_picture_is_not_taken_is_said_in_german() -> None:
    with translation.override("en"):
        english = {each.code: each.sentence for each in every_refusal()}
    with translation.override("de"):
        german = {each.code: each.sentence for each in every_refusal()}
    assert [code for code, words in german.items() if english[code] == words or "%(" in words] == []
    assert "3000 Bilder oder 20 GB am Tag" in german["quota"]


def test_no_word_of_the_catalog_is_a_guess_or_missing() -> None:
    text = (CATALOG / "django.po").read_text()
    assert "#, fuzzy" not in text
    assert "#~ " not in text
    assert re.findall(r'^msgstr(?:\[\d\])? ""\n(?!")', text, re.MULTILINE) == []


@pytest.mark.thorough
@pytest.mark.parametrize("path", [*TEMPLATES, *DESK_TEMPLATES], ids=lambda path: path.name)
def test_no_template_says_a_word_past_gettext(path: Path) -> None:
    inside, bare = 0, []
    words_only = re.sub(
        r"{% block (?:bodyclass|coltype) %}.*?{% endblock[^%]*%}", "", path.read_text()
    )
    for token in Lexer(words_only).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            inside += {"blocktranslate": 1, "endblocktranslate": -1}.get(name, 0)
        elif token.token_type == TokenType.TEXT and not inside:
            bare.append(token.contents)
        else:
            bare.append("x=")  # a value stands here, in an attribute or between tags
    text = re.sub(r"<(script|style|code|kbd)\b.*?</\1>", " ", "".join(bare), flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->|<[^>]*>|&\w+;", " ", text)
    letters = [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES]
    assert not letters


def test_the_compiled_catalog_is_that_of_the_text(tmp_path: Path) -> None:
    made = tmp_path / "django.mo"
    try:
        subprocess.run(["msgfmt", "-o", made, CATALOG / "django.po"], check=True)
    except FileNotFoundError:
        pytest.skip("gettext's msgfmt is not installed")
    fresh, kept = (words(path) for path in (made, CATALOG / "django.mo"))
    assert fresh == kept


def words(catalog: Path) -> dict[object, str]:
    with catalog.open("rb") as stream:
        return dict(vars(gettext.GNUTranslations(stream))["_catalog"])


def test_times_at_the_desk_are_written_as_german_writes_them() -> None:
    moment = datetime(2026, 12, 7, 14, 30, tzinfo=UTC)
    with translation.override("de"):
        assert until(moment, moment - timedelta(hours=3)).startswith("Mo, 07.12., 14:30 UTC")
        assert "07.12.2026" in _stamp(moment)
    assert until(moment, moment - timedelta(hours=3)).startswith("Mon 07 Dec, 14:30 UTC")


@pytest.mark.thorough
@pytest.mark.parametrize("path", DESK_TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_the_desk_writes_a_month_as_english_does(path: Path) -> None:
    """Their order is the language's: 7 Dec is 07.12. in German."""
    assert re.findall(r"\|date:[\"'][^\"']*[FMNb]", path.read_text()) == []


@pytest.mark.parametrize(
    ("span", "english", "german"),
    [
        (timedelta(seconds=5), "less than a minute", "weniger als einer Minute"),
        (timedelta(hours=5), "5\xa0hours", "5\xa0Stunden"),
        (timedelta(days=1), "1\xa0day", "1\xa0Tag"),
        (timedelta(days=3), "3\xa0days", "3\xa0Tagen"),
        (timedelta(days=70), "2\xa0months", "2\xa0Monaten"),
        (timedelta(days=800), "2\xa0years", "2\xa0Jahren"),
    ],
)
def test_a_span_stands_in_the_case_that_german_wants_behind_seit_and_vor(
    span: timedelta, english: str, german: str
) -> None:
    now = datetime(2026, 12, 7, 14, 30, tzinfo=UTC)
    for language, said in (("en", english), ("de", german)):
        with translation.override(language):
            assert lasting(now - span, now).replace(" ", "\xa0") == said.replace(" ", "\xa0")


def test_no_code_of_the_desk_writes_a_day_as_english_does() -> None:
    shape = re.compile(r"""(?:dateformat\.format|format_date)\([^\n]*, ["'][^"']*M""")
    assert [path.name for path in DESK_CODE if shape.search(path.read_text())] == []
