#!/usr/bin/env python3
"""The newsroom's command line: `manage.py help` lists the commands."""

import errno
import os
import sys

LONG = {"migrate", "rebuild_related", "rebuild_search", "backup", "restore"}
"""Commands whose one statement may read a whole library: the pages' time limit is not theirs."""

EXTRAS = {"redis": "redis", "storages": "s3"}
"""What CACHE_URL and STORAGE_URL import, and the extra that brings it."""

INTERRUPTED = 130
"""What a shell calls a command that Ctrl-C ended."""


def read_settings() -> None:
    """Ends with a sentence where the environment holds what is no number, zone or address."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings.INSTALLED_APPS  # noqa: B018  (reads them all)
    except ImproperlyConfigured:
        return  # Django tells of it
    except ValueError as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"A setting in the environment or .env cannot be read: {error}")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (the cure for a machine's old Python, said before a traceback)
        sys.exit(
            "Newsroom needs Python 3.11 or newer and this is "
            f"{sys.version_info[0]}.{sys.version_info[1]}. "
            "Run it with `uv run manage.py ...`: uv finds or fetches a fitting Python."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] and sys.argv[1] in LONG:
        os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db.utils import OperationalError, ProgrammingError
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. "
            "Run `python3 -m pip install uv`, then `uv run manage.py ...`."
        )
    try:
        read_settings()
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our lines, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        if error.errno != errno.ENOSPC or "--traceback" in sys.argv:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        where = error.filename or "where the lines of this command are kept"
        sys.exit(f"The disk is full: {where}. Make room, then run the same command again.")
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        extra = next((extra for name, extra in EXTRAS.items() if repr(name) in str(error)), "")
        sys.exit(f"{error}{f'. Run: uv sync --extra {extra}' if extra else ''}")
    except (OperationalError, ProgrammingError) as error:
        told = str(error)
        if "unable to open database file" in told and "--traceback" not in sys.argv:
            from django.conf import settings

            sys.exit(
                f"newsroom.E001: The database cannot be opened: the data folder {settings.DATA_DIR} "
                "cannot be written. Give this user write access to it, or name another in DATA_DIR."
            )
        is_away = (
            isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") is None
        )
        if is_away and "--traceback" not in sys.argv:
            sys.exit(f"The database that DATABASE_URL names does not answer: {told.strip()}")
        missing = "no such table" in told or "no such column" in told or "does not exist" in told
        if "--traceback" in sys.argv or not missing:
            raise
        sys.exit(f"The database is not up to date ({told.splitlines()[0]}). Run: manage.py migrate")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # a command that has something to finish or to say hears it itself
        if "--traceback" in sys.argv:
            raise
        sys.exit(INTERRUPTED)
