"""What the environment gives, read so that a fault names its variable and its cure."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import environ
from django.conf.locale import LANG_INFO

DATABASES = {"postgres", "postgresql", "psql", "pgsql", "sqlite"}
KINDS: dict[object, str] = {
    int: "a whole number",
    float: "a number",
    dict: "pairs such as name=value,other=value",
}


class Environment(environ.Env):  # type: ignore[misc]  # it has no types
    """django-environ, whose own faults name a Python type and no variable."""

    def get_value(self, var: str, cast: Any = None, *args: Any, **options: Any) -> Any:
        try:
            return super().get_value(var, cast, *args, **options)
        except ValueError as fault:
            raise ValueError(f"{var} must be {KINDS.get(cast, 'another value')}.") from fault

    @classmethod
    def db_url_config(cls, url: Any, engine: str | None = None) -> dict[str, Any]:
        if str(url).partition("://")[0] not in DATABASES:
            raise ValueError(
                "DATABASE_URL, as each of DATABASE_REPLICA_URLS, must look like "
                "postgres://user:password@host/name; without it the paper is kept in SQLite."
            )
        found: dict[str, Any] = super().db_url_config(url, engine)
        return found


def site(url: str) -> str:
    """The site's own address without a last slash."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"SITE_URL must look like https://news.example, not {url}.")
    return url.rstrip("/")


def language(code: str) -> str:
    """A language that Django has words of, such as "en" or "pt-br"."""
    if code.lower() not in LANG_INFO and code.lower().split("-")[0] not in LANG_INFO:
        raise ValueError(f"LANGUAGE_CODE must be a code such as en, de or pt-br, not {code}.")
    return code
