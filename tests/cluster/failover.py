"""The primary fails under load, for a while or for good, while an editor saves."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.cluster.cluster import Cluster
from tests.cluster.machines import Database, until
from tests.cluster.readers import Readers
from tests.cluster.report import GRACE, Report, word

COPIES = 4.0
"""Seconds after a save in which nginx's copies grow old."""
RENEWED = 60.0
"""Seconds in which readers must have had every hot page since then: made under the newest number, for while
the primary is away no older page may stand. A fixed six were too few on a loaded machine.
"""


@dataclass
class Editor:
    """Somebody who saves one story over and over; what failed was refused whole."""

    story: Any
    saved: int = 0
    refused: int = 0
    last: float = 0.0
    slowest_after: float = 0.0

    def save(self) -> None:
        from django.db import Error, connection

        from articles.models import Article
        from tests.cluster import newsroom

        try:
            self.story = Article.objects.get(pk=self.story.pk)
            newsroom.retell(self.story, f"{self.story.headline.split()[0]} take {self.saved}")
            self.saved += 1
            self.last = time.monotonic()
        except Error:
            connection.close()
            self.refused += 1


CRASHED, PROMOTED = "primary crashed", "replica promoted"
TURNS = 4
"""Crashes of one primary."""


def primary_restarts(cluster: Cluster, report: Report) -> None:
    """F4: the primary crashes and comes back under load, while an editor saves."""
    _under_failing_primary(cluster, report, CRASHED, TURNS, cluster.primary)


def promotion(cluster: Cluster, report: Report) -> None:
    """F4: the primary is lost for good; the replica is promoted and nobody restarts a web server."""
    _under_failing_primary(cluster, report, PROMOTED, 1, None)


def renewed(hot: Readers) -> None:
    """Until readers had each of the pages that they ask for, later than any copy from before now stands."""
    since = time.monotonic() + COPIES
    paths = {each.path for each in hot.asked}
    until(
        lambda: paths <= {each.path for each in list(hot.asked) if each.at > since and each.status == 200},
        RENEWED, "every hot page anew",
    )  # fmt: skip


def _under_failing_primary(
    cluster: Cluster, report: Report, name: str, turns: int, back: Database | None
) -> None:
    from django.utils import timezone

    from tests.cluster import newsroom

    editor = Editor(newsroom.write(f"{word('ledger')} kept", published_at=timezone.now()))
    hot = Readers(cluster.port, cluster.hot(), rate=50)
    outside: list[Any] = []
    down = 0.0
    with hot, Readers(cluster.port, cluster.tail(), rate=20, count=4) as cold:
        time.sleep(3)
        renewed(hot)
        begun = time.monotonic()
        spans: list[tuple[float, float]] = []
        for _turn in range(turns):
            gone = time.monotonic()
            cluster.primary.crash()
            for _try in range(3):
                editor.save()
            if back is not None:
                back.start()
            else:
                cluster.replica.ask("SELECT pg_promote(true, 30)")
            up = time.monotonic()
            down = max(down, up - gone)
            spans.append((gone, up + GRACE))
            before = editor.saved
            until(lambda b=before: editor.save() or editor.saved > b, 30, "a save")
            editor.slowest_after = max(editor.slowest_after, time.monotonic() - up)
            for _save in range(10):
                editor.save()
                time.sleep(0.1)
            renewed(hot)
        outside = [
            each
            for each in [*hot.faults(begun), *cold.faults(begun)]
            if not any(start <= each.at + each.took and each.at <= end for start, end in spans)
        ]
    inside = len(hot.faults(begun))
    without_time = sum(
        each.status not in {0, 503} for each in [*hot.faults(begun), *cold.faults(begun)]
    )
    whole = newsroom.is_whole(editor.story)
    good = 1 - inside / max(1, sum(hot.statuses(begun).values()))
    unanswered = dict(Counter(each.status for each in hot.faults(begun)))
    report.line(
        name,
        f"{turns} times, down {down:.1f} s; errors later than {GRACE:g} s after: {len(outside)}; hot pages "
        f"{100 * good:.1f} % answered{unanswered or ''}; other than 503: {without_time}; saves {editor.saved}, refused "
        f"{editor.refused}, first after {editor.slowest_after:.1f} s, whole: {whole}",
        holds=not outside and not without_time and whole and good >= 0.99,
    )
