"""What goes wrong on a first start says what it is and how to mend it (N7)."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management import get_commands
from django.db import OperationalError, ProgrammingError
from django.test import override_settings

import manage as command_line
from newsroom import checks, environment
from newsroom.demo.serving import free_port_or_reason

ROOT = Path(__file__).resolve().parents[1]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """manage.py in a fresh process with only these variables."""
    return run([sys.executable, "manage.py", *arguments], **environment)


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.thorough
def test_a_data_folder_that_cannot_be_made_is_named_with_its_cure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    told = manage("check", DATA_DIR=str(blocked / "var"))
    assert told.returncode == 1
    assert "newsroom.E001" in told.stderr
    assert str(blocked / "var") in told.stderr
    assert "DATA_DIR" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_public_site_without_a_secret_is_refused(tmp_path: Path) -> None:
    told = manage("check", DATA_DIR=str(tmp_path), SITE_URL="https://news.example")
    assert told.returncode == 1
    assert "SECRET_KEY is empty" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_shipped_production_settings_pass_the_deployment_checks(tmp_path: Path) -> None:
    told = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DATA_DIR=str(tmp_path),
        SITE_URL="https://news.example",
        SECRET_KEY="k5f8Zp" * 12 + "!x9",
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("given", "told_of"),
    [
        ({"WEB_THREADS": "many"}, "WEB_THREADS must be a whole number"),
        ({"TIME_ZONE": "Nowhere/Town"}, "Nowhere/Town"),
        ({"DATABASE_URL": "paper.sqlite3"}, "DATABASE_URL, as each of DATABASE_REPLICA_URLS, must"),
        ({"STORAGE_URL": "bucket"}, "STORAGE_URL must look like"),
        ({"CDN_URL": "somewhere"}, "CDN_URL must look like"),
        (
            {"DATABASE_URL": "postgres://a:b@127.0.0.1:1/paper"},
            "DATABASE_URL names does not answer",
        ),
    ],
)
def test_a_setting_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, given: dict[str, str], told_of: str
) -> None:
    told = manage("migrate", DATA_DIR=str(tmp_path), **given)
    assert told.returncode == 1
    assert told_of in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("variable", "given", "wanted"),
    [
        ("WEB_THREADS", "many", "WEB_THREADS must be a whole number"),
        ("PUBLISHER_PAGES", "ethics", "PUBLISHER_PAGES must be pairs"),
    ],
)
def test_a_value_of_another_kind_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: str, wanted: str
) -> None:
    monkeypatch.setenv(variable, given)
    env = environment.Environment()
    with pytest.raises(ValueError, match=wanted):
        env.int(variable) if variable == "WEB_THREADS" else env.dict(variable)


@pytest.mark.parametrize("url", ["paper.sqlite3", "mysql://u:secret@host/paper", "secret"])
def test_a_database_of_another_kind_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(ValueError, match="must look like postgres://") as told:
        environment.Environment.db_url_config(url)
    assert "secret" not in str(told.value)


def test_site_and_language_are_what_a_page_can_say() -> None:
    assert environment.site("https://news.example/") == "https://news.example"
    for code in ("en", "de", "pt-br", "de-at", "zh-Hant"):
        assert environment.language(code) == code
    for given in ("news.example", "localhost:8000", "ftp://news.example", "https://"):
        with pytest.raises(ValueError, match=r"https://news\.example"):
            environment.site(given)
    for given in ("xx", "english", "en_US", ""):
        with pytest.raises(ValueError, match="LANGUAGE_CODE must be"):
            environment.language(given)


def test_static_files_that_were_not_collected_are_told_with_their_cure(
    tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_HASHED, settings.STATIC_ROOT = True, tmp_path
    [told] = checks.static_files_are_collected(None)
    assert (told.id, told.hint) == ("newsroom.I001", "Run: manage.py collectstatic.")
    assert str(tmp_path) in told.msg
    (tmp_path / "staticfiles.json").touch()
    assert checks.static_files_are_collected(None) == []


def test_what_an_extra_brings_is_named_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without(argv: list[str]) -> None:
        raise ImproperlyConfigured("Could not find backend 'x': No module named 'storages'")

    monkeypatch.setattr("django.core.management.execute_from_command_line", without)
    with pytest.raises(SystemExit, match="uv sync --extra s3"):
        command_line.main()


@pytest.mark.parametrize(("kind", "is_away"), [(OperationalError, True), (ProgrammingError, False)])
def test_only_a_database_that_is_away_is_said_not_to_answer(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception], is_away: bool
) -> None:
    def asking(argv: list[str]) -> None:
        class Told(Exception):
            sqlstate = None

        raise kind("two parameters are expected") from Told()

    monkeypatch.setattr("django.core.management.execute_from_command_line", asking)
    with pytest.raises(SystemExit if is_away else kind, match="not answer" if is_away else "two"):
        command_line.main()


@pytest.mark.parametrize("written", ["desk", "/desk", "desk/", "/desk/"])
def test_the_desks_address_ends_in_one_slash(tmp_path: Path, written: str) -> None:
    """Without it all its pages stood at /desklogin/ and the like, and no rule knew them for the desk's."""
    code = "from django.conf import settings; print(settings.ADMIN_URL)"
    told = run(
        [sys.executable, "-c", code],
        DATA_DIR=str(tmp_path),
        ADMIN_URL=written,
        DJANGO_SETTINGS_MODULE="newsroom.settings",
    )
    assert told.stdout == "desk/\n"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"SITE_URL": "http://news.example"}, "newsroom.E002"),
        ({"SITE_URL": "https://news.example", "DEMO": True}, "newsroom.E003"),
        ({"SITE_URL": "https://news.example"}, None),
        ({"SITE_URL": "http://127.0.0.1:8000", "DEMO": True}, None),
    ],
)
def test_a_site_that_others_reach_is_served_safely(
    given: dict[str, object], fault: str | None
) -> None:
    with override_settings(**given):
        told = [message.id for message in checks.site_is_served_safely(None)]
    assert told == ([fault] if fault else [])


@pytest.mark.thorough
def test_the_readmes_server_starts_with_nothing_but_the_readmes_variables(tmp_path: Path) -> None:
    told = run(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--check-config",
            "newsroom.wsgi",
            "-c",
            "newsroom/deploy/gunicorn.py",
        ],
        DATA_DIR=str(tmp_path),
        SITE_URL="https://news.example",
        SECRET_KEY="k5f8Zp" * 12 + "!x9",
    )
    assert told.returncode == 0, told.stderr


def test_a_proxy_that_is_another_user_may_read_static_files_and_no_upload() -> None:
    assert staticfiles_storage.file_permissions_mode == 0o644
    assert default_storage.file_permissions_mode == 0o640


def test_the_image_takes_only_what_is_named() -> None:
    """A copy of the whole folder took .env, var/ and certificates into each layer that is shared."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[0] == "*"
    assert not {"!.env", "!var", "!certificates", "!.venv", "!.git"} & set(rules)


def test_a_taken_port_is_told_with_another_to_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        reason = free_port_or_reason(port)
    assert f"Port {port} is taken" in reason
    assert f"--port {port + 1}" in reason
    assert free_port_or_reason(port) == ""


@pytest.mark.thorough
def test_the_demo_refuses_a_public_site(tmp_path: Path) -> None:
    told = manage(
        "demo",
        "--no-serve",
        DATA_DIR=str(tmp_path),
        SITE_URL="https://news.example",
        SECRET_KEY="k5f8Zp" * 12 + "!x9",
    )
    assert told.returncode == 1
    assert "passwords are public" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_old_python_is_told_what_to_do() -> None:
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['manage.py', 'check'];"
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    told = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "needs Python 3.11 or newer and this is 3.9" in told.stderr
    assert "uv run" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("error", "status"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), "The disk is full")],
)
def test_ctrl_c_and_a_full_disk_end_any_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int | str
) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py", "check"])
    monkeypatch.setattr(management, "execute_from_command_line", Mock(side_effect=error))
    monkeypatch.setattr(os, "dup2", Mock())
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    assert str(ended.value.code).startswith(str(status))
    monkeypatch.setattr(sys, "argv", ["manage.py", "check", "--traceback"])
    with pytest.raises(type(error)):
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")


@pytest.mark.thorough
def test_a_database_without_tables_is_told_with_its_cure(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The council met on Monday and went home again.")
    told = manage("import_articles", str(story), DATA_DIR=str(tmp_path / "var"))
    assert told.returncode == 2
    assert "manage.py migrate" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.thorough
def test_a_reader_that_has_had_enough_ends_a_command_in_silence(tmp_path: Path) -> None:
    lines = '{"id": "1", "mentions": ["Ana Ruiz"]}\n' * 3_000
    told = subprocess.run(
        ["sh", "-c", f"{sys.executable} manage.py resolve_names --jsonl | head -1"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path)},
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.count("\n") == 1
    assert told.stderr == ""


@pytest.mark.parametrize(("command", "limit"), [("migrate", "0"), ("export_articles", None)])
def test_commands_over_a_whole_library_have_no_time_limit_on_a_statement(
    monkeypatch: pytest.MonkeyPatch, command: str, limit: str | None
) -> None:
    seen = []
    monkeypatch.setenv("STATEMENT_TIMEOUT_MS", "1")  # so that the end of the test clears it
    monkeypatch.delenv("STATEMENT_TIMEOUT_MS")
    monkeypatch.setattr("sys.argv", ["manage.py", command])
    monkeypatch.setattr(
        "django.core.management.execute_from_command_line",
        lambda argv: seen.append(os.environ.get("STATEMENT_TIMEOUT_MS")),
    )
    command_line.main()
    assert seen == [limit]
    assert set(get_commands()) >= command_line.LONG
