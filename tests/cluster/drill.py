"""The drill: many machines, and what readers see while each of them fails.

    uv run --group cluster python -m tests.cluster.drill [--port 8220] [--only promotion ...]

Primary and streaming replica of PostgreSQL, Valkey, two web servers behind nginx with the shipped
configuration, an object store. Prints a line for each exercise, what was asked and what was
measured against the bars F4, F8, F9, F12 and F18 of the design; exit status 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

from tests.attack.table import tell
from tests.cluster.cluster import Cluster
from tests.cluster.failover import CRASHED, PROMOTED, TURNS, primary_restarts, promotion
from tests.cluster.machines import Process, until
from tests.cluster.readers import Readers, ask
from tests.cluster.report import EVERYWHERE, ORIGIN, Report, word

LONGEST_WAIT = 60.0
"""Seconds in which a change must have shown at all doors, else the exercise ends."""


def publish_and_withdraw(cluster: Cluster, report: Report) -> None:
    """F9: seen everywhere, then at none of the doors: 1 s at the origin, 5 s behind nginx."""
    from django.utils import timezone

    from tests.cluster import newsroom

    slowest: defaultdict[str, float] = defaultdict(float)
    revived = 0

    def note(what: str, seconds: float) -> None:
        slowest[what] = max(slowest[what], seconds)

    with Readers(cluster.port, cluster.hot(), rate=40):
        for _turn in range(5):
            key = word("quill").encode()
            story = newsroom.write(f"{word('onyx')} {key.decode()}", published_at=timezone.now())
            doors, since = newsroom.doors(story), time.monotonic()
            note("published", settled(cluster.port, doors, key, since=since, wanted=True))
            newsroom.retell(story, f"{story.headline} corrected")
            page, since = {"page": doors["page"]}, time.monotonic()
            note("corrected", settled(cluster.port, page, b"corrected", since=since, wanted=True))
            newsroom.take_down(story)
            since = time.monotonic()
            for port in cluster.webs:
                took = settled(port, doors, key, since=since, wanted=False)
                note("withdrawn, origin", took)
            note("withdrawn", settled(cluster.port, doors, key, since=since, wanted=False))
            revived += sum(bool(shown(cluster.port, doors, key)) for _look in range(3))
    told = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in slowest.items())
    fine = slowest["withdrawn, origin"] <= ORIGIN and max(slowest.values()) <= EVERYWHERE
    report.line(
        "publish, correct, withdraw", f"last wrong answer: {told}; 5 stories, {revived} revivals",
        holds=fine and not revived,
    )  # fmt: skip


def settled(port: int, doors: dict[str, str], key: bytes, *, since: float, wanted: bool) -> float:
    """Seconds after `since` at which the last request began that was answered wrongly.

    However slow the machine is: an answer is judged by when it was asked for.
    """
    last, wrong = since, [""]
    while time.monotonic() - since < LONGEST_WAIT:
        wrong = []
        for name, path in doors.items():
            began = time.monotonic()
            status, body, _headers = ask(port, path)
            if (status == 200 and key in body) is not wanted:
                last = began
                wrong.append(f"{name} ({status})")
        if not wrong:
            return last - since
        time.sleep(0.02)
    raise TimeoutError(f"these doors did not settle: {', '.join(wrong)}")


def shown(port: int, doors: dict[str, str], key: bytes) -> set[str]:
    """The doors at which the words stand."""
    found = set()
    for name, path in doors.items():
        status, body, _headers = ask(port, path)
        if status == 200 and key in body:
            found.add(name)
    return found


def embargo(cluster: Cluster, report: Report) -> None:
    """F8: at no door before its time, at all of them 5 s after; caches are warm all along."""
    from django.utils import timezone

    from tests.cluster import newsroom

    early, late = 0, 0.0
    with Readers(cluster.port, cluster.hot(), rate=40):
        for _turn in range(3):
            key = word("comet").encode()
            due = timezone.now() + timedelta(seconds=4)
            story = newsroom.write(
                f"{word('onyx')} {key.decode()}", published_at=timezone.now(), embargo_until=due
            )
            doors = newsroom.doors(story)
            while timezone.now() < due - timedelta(seconds=0.3):
                for port in (cluster.port, *cluster.webs):
                    seen = shown(port, doors, key)
                    early += len(seen) if timezone.now() < due else 0
            while timezone.now() < due:
                time.sleep(0.01)
            since = time.monotonic()
            late = max(late, settled(cluster.port, doors, key, since=since, wanted=True))
    report.line(
        "embargo",
        f"{early} early, at all doors after {late:.1f} s",
        holds=early == 0 and late <= EVERYWHERE,
    )


def replica_lag(cluster: Cluster, report: Report) -> None:
    """A replica 5 s behind is not asked; nothing older than the newest change shows."""
    from django.utils import timezone

    from tests.cluster import newsroom

    reads = (
        "SELECT sum(seq_tup_read + idx_tup_fetch)::bigint FROM pg_stat_user_tables "
        "WHERE relname = 'articles_article'"
    )
    with Readers(cluster.port, cluster.hot(), rate=60) as readers:
        before = cluster.replica.ask(reads) or 0
        for number in range(10):
            for port in cluster.webs:
                ask(port, f"/search?q=x{number}{time.time_ns()}")
                ask(port, f"/archive?year=20{number + 10}")
        used = until(
            lambda: (cluster.replica.ask(reads) or 0) > before, 30, "readers on the replica"
        )
        story = newsroom.write(f"{word('first')} words", published_at=timezone.now())
        page = {"page": story.get_absolute_url()}
        until(lambda: shown(cluster.port, page, b"words"), 30, "published")
        cluster.replica.lag(5)
        stale, since = 0, time.monotonic()
        for number in range(6):
            key = f"version{number}x".encode()
            newsroom.retell(story, f"{key.decode()} of it")
            time.sleep(ORIGIN)
            for _look in range(10):
                stale += sum(not shown(port, page, key) for port in cluster.webs)
        faults = readers.faults(since)
        cluster.replica.lag(0)
    report.line(
        "replica 5 s behind", f"readers were on it ({used:.1f} s); {stale} of 120 pages stale, {len(faults)} errors",
        holds=not stale and not faults,
    )  # fmt: skip


def replica_loss(cluster: Cluster, report: Report) -> None:
    """The replica crashes under load: readers go on with the primary."""
    with Readers(cluster.port, cluster.tail(), rate=60) as readers:
        time.sleep(2)
        since = time.monotonic()
        cluster.replica.crash()
        time.sleep(6)
        cluster.replica.start()
        time.sleep(6)
    faults, asked = readers.faults(since), sum(readers.statuses(since).values())
    report.line("replica lost and back", f"{len(faults)} errors of {asked}", holds=not faults)


def cache_loss(cluster: Cluster, report: Report) -> None:
    """F18: Valkey killed, started empty, and flushed: no error, few renders of each page."""
    cache = cluster.parts["valkey"]
    with Readers(cluster.port, cluster.hot(), rate=80) as readers:
        time.sleep(2)
        since = time.monotonic()
        cache.kill()
        time.sleep(5)
        cache.start()
        time.sleep(4)
        before = cluster.renders()
        flush(cache)
        time.sleep(2)
        most = max((cluster.renders() - before).values(), default=0)
    faults, asked = readers.faults(since), sum(readers.statuses(since).values())
    report.line(
        "cache killed, back, flushed", f"{len(faults)} errors of {asked}; one page made {most} times in the 2 s after",
        holds=not faults and most <= 5,
    )  # fmt: skip


def flush(cache: Process) -> None:
    import redis

    redis.Redis(port=cache.port).flushall()


def herd(cluster: Cluster, report: Report) -> None:
    """L5: hundreds at once for a page that nobody has made yet."""
    from concurrent.futures import ThreadPoolExecutor

    from django.utils import timezone

    from tests.cluster import newsroom

    story = newsroom.write(f"{word('breaking')} now", published_at=timezone.now())
    path = story.get_absolute_url()
    before = cluster.renders()
    with ThreadPoolExecutor(300) as crowd:
        statuses = Counter(
            status for status, _b, _h in crowd.map(lambda _n: ask(cluster.port, path), range(1000))
        )
    made = (cluster.renders() - before)[path]
    newsroom.take_down(story)
    gone = until(lambda: ask(cluster.port, path)[0] == 410, 30, "taken down")
    report.line(
        "herd of 1,000", f"made {made} times, statuses {dict(statuses)}, gone after {gone:.1f} s",
        holds=made <= 5 and statuses == {200: 1000} and gone <= EVERYWHERE,
    )  # fmt: skip


def web_killed(cluster: Cluster, report: Report) -> None:
    """F12: one web server killed again and again under load; nginx asks the other."""
    with Readers(cluster.port, cluster.tail(), rate=50) as readers:
        time.sleep(1)
        since = time.monotonic()
        for turn in range(6):
            part = cluster.parts[f"web {turn % 2}"]
            part.kill()
            time.sleep(1)
            part.start()
            time.sleep(4)  # nginx passes a server over for 2 s after it failed; the other is next
    faults, asked = readers.faults(since), sum(readers.statuses(since).values())
    kinds = dict(Counter(each.status for each in faults))
    report.line(
        "web server killed 6 times",
        f"{len(faults)} errors of {asked} {kinds or ''}",
        holds=not faults,
    )


def pictures(cluster: Cluster, report: Report) -> None:
    """Originals lie in the store, private; both web servers show the picture of a public story."""
    from io import BytesIO

    from django.utils import timezone
    from PIL import Image

    from articles.body.document import figure
    from media.intake import Taken, take_in
    from tests.cluster import newsroom

    file = BytesIO()
    Image.effect_noise((1200, 800), 60).convert("RGB").save(file, "JPEG")
    file.seek(0)
    taken = take_in(file, name="harbor.jpg")
    assert isinstance(taken, Taken)
    picture = taken.picture
    grants = cluster.store.get_object_acl(Bucket="originals", Key=picture.file.name)["Grants"]
    is_private = not any("AllUsers" in str(grant) for grant in grants)
    on_disk = (cluster.folder / "editors" / "uploads" / picture.file.name).exists()
    path = picture.rendition_url(320, "", "webp")
    hidden = [ask(port, path)[0] for port in cluster.webs]
    newsroom.write(
        f"{word('harbor')} shown", published_at=timezone.now(), blocks=[figure(picture.pk)]
    )
    public = [ask(port, path)[0] for port in cluster.webs]
    report.line(
        "pictures in the store",
        f"private: {is_private}, on the editors' disk: {on_disk}, before {hidden}, after {public}",
        holds=is_private and not on_disk and hidden == [404, 404] and public == [200, 200],
    )  # fmt: skip


EXERCISES = {
    "pictures": pictures,
    "publish": publish_and_withdraw,
    "embargo": embargo,
    "lag": replica_lag,
    "replica": replica_loss,
    "cache": cache_loss,
    "herd": herd,
    "web": web_killed,
    "restarts": primary_restarts,
    "promotion": promotion,
}
NAMES = {"restarts": CRASHED, "promotion": PROMOTED}
"""Those whose line has another name."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8220)
    parser.add_argument("--only", nargs="+", choices=list(EXERCISES), default=list(EXERCISES))
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    parser.add_argument("--times", type=int, default=1, help="each time with machines of its own")
    options = parser.parse_args()
    report = Report()
    for number in range(options.times):
        in_a_process_of_its_own(number, options, report)
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"{report.failed} missed; load {load}")
    for name, each in ((CRASHED, TURNS), (PROMOTED, 1)):
        if name in report.missed:
            tell("F4", f"{name} under 70 requests a second, a save meanwhile, nothing started anew",
                 tried=each * options.times, failed=report.missed[name],
                 asked="errors while it is away and 2 s after")  # fmt: skip
    return int(report.failed > 0)


def in_a_process_of_its_own(number: int, options: argparse.Namespace, report: Report) -> None:
    """One time from the start: the editors' process belongs to the machines it began with."""
    with tempfile.NamedTemporaryFile(mode="w+", suffix=".json") as told:
        if not (child := os.fork()):
            status = 1
            try:
                exercise(options, report)
                told.write(json.dumps([report.failed, report.missed]))
                told.flush()
                status = 0
            except Exception:  # noqa: BLE001 - the process ends here, and says why
                traceback.print_exc()
            finally:
                os._exit(status)
        if os.waitpid(child, 0)[1]:
            report.failed += 1
            for name in options.only:
                report.missed.setdefault(NAMES.get(name, name), []).append(
                    f"time {number} broke off"
                )
            return
        told.seek(0)
        failed, missed = json.load(told)
    report.failed, report.missed = failed, missed


def exercise(options: argparse.Namespace, report: Report) -> None:
    """All that was chosen, on one cluster from its start to its end."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-cluster-"))
    folder.chmod(0o755)
    cluster = Cluster(folder, options.port)
    try:
        cluster.start()
        for name in options.only:
            try:
                EXERCISES[name](cluster, report)
            except TimeoutError as late:
                report.line(NAMES.get(name, name), str(late), holds=False)
    finally:
        cluster.stop()
        if options.keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
