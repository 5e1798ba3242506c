"""A helper of a large import: it reads, cleans and finds people ahead of the writer. No Django here.

One job comes pickled on standard input; each helper of it writes portions of entries, pickled, into a
pipe of its own, then None, or the exception that ended it. Who reads them is this machine's own import,
and nobody else.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO

from articles.body.words import count_words, plain_text
from articles.ingest.garbage import NEW
from articles.ingest.prepared import Prepared
from articles.ingest.reading import WHOLE, Entry, Share, Task, numbered
from articles.ingest.unchanged import Seen
from articles.ingest.writer_ledger import packed
from articles.people.finding import find_in_story
from articles.people.recognise import Directory, Rows

PORTION = 40
"""Stories handed over at once."""
AHEAD = 6
"""Portions that wait for the writer at most: more than a batch of its, some 4 MB."""

Portion = tuple[int, list[Entry]]
"""How far the file is read, and what was in it since the last one."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file, and whom the newsroom knows."""

    path: Path
    task: Task
    known: Rows
    seen: Seen
    """What the library holds already."""
    share: Share = WHOLE
    """Which of its entries are this helper's."""


def main() -> None:
    """Works off one job, with as many helpers as there are pipes; ends quietly when nobody reads any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    os.dup2(2, 1)  # what a library prints belongs to no answer of the parent
    pipes = [int(number) for number in sys.argv[1:]]
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    directory = _directory(job.known)
    turn, others = _parted(len(pipes))
    for number, pipe in enumerate(pipes):
        if number != turn:  # whose writer ends must end for its reader
            os.close(pipe)
    _work(replace(job, share=replace(job.share, turn=turn)), directory, pipes[turn])
    for other in others:
        os.waitpid(other, 0)


def _parted(helpers: int) -> tuple[int, list[int]]:
    """Which of several helpers this process is from here on, and for the first who the others are."""
    others: list[int] = []
    for turn in range(1, helpers):
        other = os.fork()
        if not other:
            return turn, []
        others.append(other)
    return 0, others


def _directory(known: Rows) -> Directory:
    """Whom the newsroom knows; what stays for the whole file is not looked through again and again."""
    made = Directory.of(known.people, confirmed=known.confirmed)
    known.people.clear()
    gc.freeze()
    gc.set_threshold(NEW)
    return made


def _work(job: Job, directory: Directory, pipe: int) -> None:
    waiting: Queue[bytes | None] = Queue(AHEAD)
    sender = Thread(target=_send, args=(os.fdopen(pipe, "wb"), waiting))
    sender.start()
    try:
        for portion in _portions(job, directory):
            waiting.put(pickle.dumps(portion, pickle.HIGHEST_PROTOCOL))
        waiting.put(pickle.dumps(None))
    except Exception as error:  # noqa: BLE001 - the parent raises it again
        waiting.put(pickle.dumps(error))
    waiting.put(None)
    sender.join()


def _send(out: BinaryIO, waiting: Queue[bytes | None]) -> None:
    try:
        with out:
            while (said := waiting.get()) is not None:
                out.write(said)
                out.flush()
    except OSError:  # the parent is gone, and so is all reason to go on
        os._exit(1)


def _portions(job: Job, directory: Directory) -> Iterator[Portion]:
    def finish(story: Prepared) -> None:
        if story.is_repeated:
            return
        if not story.refused:
            story.people = find_in_story(
                **story.searched(), directory=directory, refusals=job.known.refusals
            )
            for each in story.people:
                _ = each.key  # goes along, so that the writer needs none of the word lists
            story.plain = plain_text(story.document)
            story.words = count_words(story.plain)
        story.stored = packed(story)
        story.given = None

    portion: list[Entry] = []
    current = job.share.turn
    with job.path.open("rb") as stream:
        for number, entry in numbered(
            stream, job.task, seen=job.seen, finish=finish, share=job.share
        ):
            while number // PORTION != current:  # one without entries is handed over, too
                yield stream.tell(), portion
                portion, current = [], current + job.share.of
            portion.append(entry)
        if portion:
            yield stream.tell(), portion


if __name__ == "__main__":
    main()
