"""The ledger keeps its sentences in English and shows them in the language of who reads them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from articles.admin.import_pages import record_facts
from articles.ingest import said as said_module
from articles.ingest import writer_going_out
from articles.ingest.before_publication import missing
from articles.ingest.cleaning.rules import RULES
from articles.ingest.record import Origin, StoryRecord
from articles.ingest.said import known_sentences, said, values_of
from articles.models import ImportItem, ImportRun
from tests.factories import make_user
from tests.ingest.wire import bring_in


@pytest.fixture
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.mark.usefixtures("german")
def test_every_sentence_that_is_known_has_a_german_one() -> None:
    assert [each for each in known_sentences() if translation.gettext(each) == each] == []


@pytest.mark.usefixtures("german")
def test_every_reason_of_the_cleaner_and_of_a_publishing_run_is_known() -> None:
    stored = [rule.reason for rule in RULES]
    stored += [str(words) for words in writer_going_out.IN_HAND.values()]
    stored += [
        getattr(writer_going_out, name) for name in ("GOES_OUT", "EDITED", "UNSAVED", "ASKED")
    ]
    stored += missing(StoryRecord(Origin("wire")))
    assert [words for words in stored if said(words) == words] == []


FOR_THE_SHELL = {"calls", "console", "report", "report_page", "watching"}
"""Modules that speak to who runs a command, in English."""
BUILT = (
    "seven could not be read as seven", "seven not UTF-8", "The seven cannot be read",
    "no reader knows: seven", "no body: seven seven empty", "on this databaseseven",
)  # fmt: skip
"""Sentences of which words of ours are a part; the table below says some of them."""
A_SENTENCE = re.compile(r"[A-Z“{][^\n]*[a-z]+ [^\n]*\.")


def sentences_in(path: Path) -> Iterator[str]:
    """The sentences of a module's code, its docstrings aside; a size or a word in each place."""
    tree = ast.parse(path.read_text())
    parts = {id(part) for node in ast.walk(tree) for part in getattr(node, "values", ())} | {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        words = ""
        if isinstance(node, ast.Constant) and id(node) not in parts:
            words = node.value if isinstance(node.value, str) else ""
        elif isinstance(node, ast.JoinedStr):
            words = "".join(
                str(part.value) if isinstance(part, ast.Constant) else of_place(ast.unparse(part))
                for part in node.values
            )
        if len(words) > 15 and A_SENTENCE.fullmatch(words):
            yield words


def of_place(expression: str) -> str:
    return "7 MB" if "megabytes" in expression or expression[1:-1] == "most" else "seven"


@pytest.mark.thorough
@pytest.mark.usefixtures("german")
def test_every_sentence_that_a_module_of_the_import_says_is_known() -> None:
    room = Path(said_module.__file__).parent
    unknown = {
        f"{path.stem}: {words}"
        for path in room.rglob("*.py")
        if path.stem not in FOR_THE_SHELL and not path.stem.startswith("sentences")
        for words in sentences_in(path)
        if said(words) == words == translation.gettext(words)
        and not any(part in words for part in BUILT)
    }
    assert unknown == set()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            "The picture boats.jpg was refused: The host “a.example” leads into a private network.",
            "Das Bild boats.jpg wurde abgelehnt: Der Rechner „a.example“ führt in ein privates Netz.",
        ),
        (
            "The picture boats.jpg was refused: This is a web page and not a picture.",
            "Das Bild boats.jpg wurde abgelehnt: Das ist eine Webseite und kein Bild.",
        ),
        (
            "This is an Excel workbook. Save it as CSV and import that.",
            "Das ist eine Excel-Mappe. Speichern Sie es als CSV und importieren Sie das.",
        ),
        (
            "The page is over 20 MB, the most a page may have.",
            "Die Seite ist über 20 MB groß, mehr, als eine Seite haben darf.",
        ),
        (
            "One place could not be read as koi8-r and stand as the sign \ufffd.",
            "Eine Stelle ließ sich nicht als koi8-r lesen und steht als Zeichen \ufffd.",
        ),
        (
            'This is XML that no reader knows: its root element is "plan".',
            'Dieses XML kennt kein Leser: Sein Wurzelelement ist "plan".',
        ),
        (
            "Another import is running on this database (run 3, of wire, since 09:10, 5 done). "
            "Wait until it ends, then run this again.",
            "Auf dieser Datenbank läuft schon ein Import (run 3, of wire, since 09:10, 5 done). "
            "Warten Sie, bis er endet, und starten Sie dies dann noch einmal.",
        ),
    ],
)
def test_refusals_of_files_and_addresses_are_told_in_german(stored: str, shown: str) -> None:
    assert said(stored) == shown


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Version 4 is older than 5, which is here.", "Version 4 ist älter als 5, die hier ist."),
        (
            "The source changed what an editor changed here: body, headline.",
            "Die Quelle hat geändert, was hier auch die Redaktion geändert hat: Text, Überschrift.",
        ),
        (
            "It stays a draft: There is no text. The story stands in no section.",
            "Er bleibt Entwurf: Es gibt keinen Text. Der Artikel steht in keinem Ressort.",
        ),
        ("The source holds it back. Ask Ivo.", "Die Quelle hält ihn zurück. Ask Ivo."),
        (
            "The embargo cannot be read: The words 'until noon. Or so' are not a date that can be read.",
            "Die Sperrfrist lässt sich nicht lesen: Die Worte 'until noon. Or so' sind kein lesbares Datum.",
        ),
        ("pictures wanted: 7", "fehlende Bilder: 7"),
        ("What a source wrote. By itself.", "What a source wrote. By itself."),
        ("", ""),
    ],
)
def test_values_and_sentences_in_a_row_are_told_apart(stored: str, shown: str) -> None:
    assert said(stored) == shown


def test_in_english_it_stands_as_it_is_stored() -> None:
    assert said("The source withdrew it.") == "The source withdrew it."


@pytest.mark.parametrize(
    ("sentence", "template", "values"),
    [
        ("a b c", "a %(x)s c", {"x": "b"}),
        ("a b, c d", "a %(x)s, c %(y)s", {"x": "b", "y": "d"}),
        ("a  c", "a %(x)s c", None),
        ("a b cc", "a %(x)s c", None),
        ("b a b c.", "%(x)s c.", {"x": "b a b"}),
        ("aa", "a%(x)sa", None),
    ],
)
def test_a_template_fits_whole_or_not_at_all(
    sentence: str, template: str, values: dict[str, str] | None
) -> None:
    assert values_of(sentence, template) == values


@pytest.mark.django_db
def test_the_desk_shows_a_run_in_german_and_keeps_it_in_english(
    wire: Callable[..., Path], client: Client
) -> None:
    path = wire({"section": ""}, {"source_id": "w-2", "embargo_until": "until noon"})
    bring_in(path)
    with translation.override("de"):
        run = bring_in(path, publish=True).run
    assert run is not None
    items = list(ImportItem.objects.filter(run=run).order_by("pk"))
    assert items[0].reason == "It stays a draft: The story stands in no section."
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    with translation.override("de"):
        assert str(run) == f"Lauf {run.pk}"
        page = client.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
        listed = client.get("/admin/articles/importitem/").content.decode()
        runs = client.get("/admin/articles/importrun/").content.decode()
        held = ImportItem.objects.get(run=ImportRun.objects.earliest("pk"), action="held")
        item = client.get(f"/admin/articles/importitem/{held.pk}/change/").content.decode()
    for shown in (page, listed):
        assert "Er bleibt Entwurf: Der Artikel steht in keinem Ressort." in shown
        assert "It stays a draft" not in shown
    assert "2 unverändert" in runs
    assert "Die Sperrfrist lässt sich nicht lesen" in item


def test_people_and_moments_of_a_source_read_as_words() -> None:
    facts = record_facts(
        {
            "people": [
                {"name": "Gareth Pell", "role": "subject"},
                {"name": "Ida Lund", "role": ""},
            ],
            "published_at": "2026-11-30T17:47:00+00:00",
            "version": "2026-11-30",
            "extra": {"info source": "Sound Wire", "filed": "2026-02-31T17:47:00+00:00"},
        }
    )
    assert [words for _name, words in facts] == [
        "Gareth Pell (subject) | Ida Lund",
        "30 Nov 2026, 17:47 UTC",
        "2026-11-30",
        "info source: Sound Wire; filed: 2026-02-31T17:47:00+00:00",
    ]


@pytest.mark.usefixtures("german")
def test_what_a_source_said_stays_and_what_the_import_says_of_it_is_told_in_german() -> None:
    facts = record_facts(
        {"status": "held", "hold": ["The source withholds it.", "It is withdrawn here already."]}
    )
    assert facts == [
        ("Status", "held"),
        (
            "zurückgehalten, weil",
            "Die Quelle hält ihn unter Verschluss. | Er ist hier schon zurückgezogen.",
        ),
    ]
