"""README is true of the code: its commands exist with their options, its files and settings too."""

from __future__ import annotations

import re
import shlex
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import template
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.template import Engine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.publishing.facts import FIELDS
from articles.related import reading
from articles.templatetags import stories
from tests.factories import make_article, make_topic

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "articles/README.md", ROOT / "articles/ingest/README.md"]
CALLS = sorted(
    set(
        re.findall(
            r"manage\.py ([a-z_]+)((?:[ =][^\s`|#&]+)*)", "\n".join(p.read_text() for p in PAGES)
        )
    )
)


@pytest.mark.parametrize(("name", "rest"), CALLS)
def test_every_command_named_exists_and_knows_its_options(name: str, rest: str) -> None:
    commands = get_commands()
    assert name in commands, f"README names manage.py {name}"
    app = commands[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    parser = command.create_parser("manage.py", name)
    known = {option for action in parser._actions for option in action.option_strings}
    for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
        assert option in known, f"manage.py {name} has no {option}"


def test_the_two_commands_of_a_new_machine_are_there() -> None:
    assert "python3 -m pip install uv && uv run --no-dev manage.py demo" in README
    assert "\npython3 -m pip install uv && uv run pytest\n" in README


def test_every_key_of_the_story_object_is_documented() -> None:
    table = README.split("## The story as JSON")[1].split("## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", table))
    assert set(FIELDS) <= documented


def test_every_setting_from_the_environment_is_documented() -> None:
    settings = (ROOT / "newsroom/settings.py").read_text()
    settings += (ROOT / "newsroom/deploy/gunicorn.py").read_text()
    read = set(re.findall(r'env(?:iron)?(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    documented = set(re.findall(r"`([A-Z][A-Z_]+)", README))
    assert read <= documented, sorted(read - documented)


def test_the_files_for_machines_name_settings_that_there_are() -> None:
    settings = (ROOT / "newsroom/settings.py").read_text()
    several = (ROOT / "newsroom/deploy/several.env").read_text()
    named = set(re.findall(r"^(?:# )?([A-Z_]{4,})[= ]", several, re.MULTILINE))
    assert {"DATABASE_REPLICA_URLS", "CDN_URL", "DATABASE_PREPARES"} <= named
    assert [name for name in sorted(named) if f'"{name}"' not in settings] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.django_db
def test_the_import_as_printed_takes_back_its_own_stories_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line, beside a paper that a run of its own brought in, as the demo's did."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wire").mkdir()
    for name, headline in (
        ("paper.txt", "The tram is slow"),
        ("story.txt", "Ferry fares rise"),
        ("wire/a.txt", "The gate holds"),
    ):
        (tmp_path / name).write_text(f"{headline}\n\nBy Ana Ruiz\n\nThe council met on Monday.\n")
    call_command("import_articles", "paper.txt", stdout=StringIO(), stderr=StringIO())
    section = README.split("## Bring a story in")[1].split("\n## ")[0]
    run, headlines = "", []
    for line in re.findall(r"^uv run manage\.py ([^#\n]+)", section, re.MULTILINE):
        words, told = shlex.split(line.replace("RUN", run)), StringIO()
        call_command(*words, stdout=told, stderr=told)
        run = (re.findall(r"import_undo (\d+)", told.getvalue()) or [run])[-1]
        headlines.append(set(Article.objects.values_list("headline", flat=True)))
    first = {"The tram is slow", "Ferry fares rise"}
    assert headlines == [first, first, first | {"The gate holds"}, first, first]


@pytest.mark.django_db
def test_the_new_widget_of_thirty_lines_works_as_printed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Its three parts are put where they say they belong, and drawn for a story of a topic."""
    printed = (ROOT / "articles/README.md").read_text().split("## A new widget in thirty lines")[1]
    a_reading, a_tag, partial = re.findall(r"```(?:python|django)\n(.*?)```", printed, re.DOTALL)
    assert (a_reading + a_tag + partial).count("\n") <= 30
    library = template.Library()
    around = vars(reading) | {"__name__": "widget"}
    exec(a_reading, around)
    exec(
        a_tag, vars(stories) | {"register": library, "reading": SimpleNamespace(**around), "__name__": "widget"}
    )  # fmt: skip
    settings_of_templates = settings.TEMPLATES[0]
    engine = Engine(
        loaders=[(
            "django.template.loaders.locmem.Loader",
            {"articles/_newest_about.html": partial},
        ), "django.template.loaders.filesystem.Loader"],
        dirs=settings_of_templates["DIRS"],
        libraries={"cards": "articles.templatetags.cards"},
    )  # fmt: skip
    engine.template_libraries["widget"] = library
    topic, now = make_topic("Harbor"), timezone.now()
    for number in range(6):
        make_article(headline=f"Ferry {number}").topic_ties.create(topic=topic)
    story = make_article(headline="Itself")
    story.topic_ties.create(topic=topic)
    page = engine.from_string("{% load widget %}{% newest_about topic article now %}")
    with django_assert_num_queries(1):
        drawn = page.render(template.Context({"topic": topic, "article": story, "now": now}))
    assert re.findall(r"Ferry \d", re.sub(r"<[^>]+>", "", drawn)) == [
        f"Ferry {number}" for number in (5, 4, 3, 2)
    ]
    assert "Itself" not in drawn
    assert ">Harbor</h2>" in drawn
