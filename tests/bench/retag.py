"""Times the tagging of a whole library: `python -m tests.bench.retag 200000 PATH...`.

The texts of the labelled sets (see tests.bench.people) are tagged again and again, on two processes,
with a directory of known people made from the word lists. Prints stories a second and the most
memory that one process took, after a tenth and at the end: the two are equal if memory is flat.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from itertools import cycle, islice
from multiprocessing import Pool
from pathlib import Path

from articles.people.recognise import Directory, find_people
from tests.bench.people import stories, strangers

PROCESSES = 2
BATCH = 100
directory: Directory | None = None


def start(known: int) -> None:
    """Gives a process its directory."""
    global directory
    directory = strangers(known)


def tag(texts: list[str]) -> tuple[int, int, int]:
    """(stories, people found, kilobytes of this process at most)."""
    found = sum(len(find_people(text, directory=directory)) for text in texts)
    return len(texts), found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", type=int, help="how many stories to tag")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--known", type=int, default=20_000, help="people in the directory")
    options = parser.parse_args(arguments)
    texts = [story.text for path in options.paths for story in stories(path)]
    library = islice(cycle(texts), options.number)
    batches = iter(lambda: list(islice(library, BATCH)), [])
    done = people = early = most = 0
    with Pool(PROCESSES, initializer=start, initargs=(options.known,)) as pool:
        started = time.perf_counter()
        for count, found, memory in pool.imap_unordered(tag, batches):
            done, people, most = done + count, people + found, max(most, memory)
            if done * 10 <= options.number:
                early = most
        pool.close()
        pool.join()
    took = time.perf_counter() - started
    worked = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime / PROCESSES
    words = sum(len(text.split()) for text in texts) / len(texts)
    sys.stdout.write(
        f"{done} stories of {words:.0f} words, {people / done:.1f} people each: "
        f"{done / took:.0f} a second by the clock, {done / worked:.0f} if both processors were free; "
        f"{early // 1024} MB after a tenth, {most // 1024} MB at the end\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
