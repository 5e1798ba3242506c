"""The interface in a second language; English stays the source."""

from __future__ import annotations

import gettext
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

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
