"""The child process that decodes: one job as JSON on standard input, one answer on standard output.

No Django is loaded here. It limits its own memory, time and file size before it opens a
picture, so that a hostile one can end this process and nothing else. With --keep it reads job after
job and forks such a child for each (media.kept_child).
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from media import card_drawing, embedded, pixels
from media.renditions import Box

MEMORY = 768 * 1024 * 1024
"""Address space: 50 megapixels with transparency take 400 MB while they are reduced."""
CPU_SECONDS = {"inspect": 5, "render": 30, "card": 20}
MOST_OUTPUT = 64 * 1024 * 1024

Job = dict[str, Any]  # JSON
Answer = dict[str, Any]  # JSON


def main() -> None:
    """Reads the job, limits this process, answers."""
    job = json.load(sys.stdin)
    _limit(CPU_SECONDS[job["task"]])
    json.dump(_answer(job), sys.stdout)


def _limit(seconds: int) -> None:
    try:
        resource: Any = import_module("resource")
    except ImportError:  # Windows has none; there only the parent's clock limits
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, MOST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS refuses a limit of address space
            resource.setrlimit(kind, (most, most))


def _answer(job: Job) -> Answer:
    try:
        return TASKS[job["task"]](job)
    except pixels.TooManyPixelsError as error:
        return {"refused": "pixels", "detail": str(error)}
    except MemoryError:
        return {"refused": "memory", "detail": ""}
    except Exception as error:  # noqa: BLE001  (Pillow raises SyntaxError, IndexError and more)
        bomb = type(error).__name__.startswith("DecompressionBomb")
        return {"refused": "pixels" if bomb else "damaged", "detail": repr(error)[:300]}


def _inspect(job: Job) -> Answer:
    """Everything that is known of a new file; it is decoded once to see that it can be."""
    picture = pixels.open_header(job["source"], job["type"])
    upright = pixels.decode(picture, 240, 240)
    words = embedded.read_embedded(picture)
    return {
        "width": upright.width,
        "height": upright.height,
        "dhash": pixels.difference_hash(upright.picture),
        "animated": pixels.is_animated(picture),
        "words": words.words,
        "people": words.people,
        "keywords": words.keywords,
        "found_in": words.found_in,
    }


def _render(job: Job) -> Answer:
    """Writes every rendition asked for to its path; the picture is decoded once for all."""
    blocks = embedded.rights_metadata(embedded.Rights(**job["rights"]))
    boxes = [(order, Box(*order["box"])) for order in job["orders"]]
    width, height = job["width"], job["height"]
    least_width = max(-(-order["size"][0] * width // box.width) for order, box in boxes)
    least_height = max(-(-order["size"][1] * height // box.height) for order, box in boxes)
    picture = pixels.open_header(job["source"], job["type"])
    upright = pixels.decode(picture, min(width, least_width), min(height, least_height))
    for order, box in boxes:
        across, down = order["size"]
        copy = pixels.write_rendition(upright, box, (across, down), order["ending"], blocks)
        Path(order["path"]).write_bytes(copy)
    return {"written": len(boxes)}


def _card(job: Job) -> Answer:
    """Writes a share picture; the picture beside its words is cut out of the original."""
    placed, beside = job["picture"], None
    if placed:
        width, height = placed["size"]
        box = Box(*placed["box"])
        least = (
            -(-width * placed["width"] // box.width),
            -(-height * placed["height"] // box.height),
        )
        picture = pixels.open_header(placed["source"], placed["type"])
        upright = pixels.decode(picture, *least)
        beside = pixels.flatten(pixels.cut_out(upright, box, (width, height)))
    words = (job["headline"], job["label"], job["name"])
    Path(job["path"]).write_bytes(card_drawing.draw_card(*words, job["fonts"], beside))
    return {"written": 1}


def keep() -> None:
    """A child for each line, until the lines end; one line tells how it ended and what it said."""
    for line in sys.stdin:
        order = json.loads(line)
        status, said = _forked(order["job"], order["seconds"])
        print(json.dumps({"status": status, "said": said}), flush=True)  # noqa: T201


def _forked(job: Job, seconds: float) -> tuple[int, str]:
    """Exit status as subprocess tells it, and all that was said; who hangs is killed."""
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        _answer_and_end(job, tells)
    os.close(tells)
    said, end = b"", time.monotonic() + seconds
    with os.fdopen(hears, "rb", buffering=0) as answer:
        while select.select([answer], [], [], max(0.0, end - time.monotonic()))[0]:
            piece = answer.read(65536)
            if not piece:
                break
            said += piece
        else:
            os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, said.decode("utf-8", "replace")


def _answer_and_end(job: Job, tells: int) -> None:
    """In the fork: its only open ways out are its answer and the files that the job names."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for own in (0, 1, 2):
            os.dup2(nothing, own)
        _limit(CPU_SECONDS[job["task"]])
        with os.fdopen(tells, "w", encoding="utf-8") as answer:
            json.dump(_answer(job), answer)
    finally:
        os._exit(0)


TASKS = {"inspect": _inspect, "render": _render, "card": _card}


if __name__ == "__main__":
    keep() if "--keep" in sys.argv else main()
