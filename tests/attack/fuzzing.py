"""S3: an hour of inputs that a fuzzer grows by the code they reach.

    uv run --with atheris python -m tests.attack.fuzzing [--minutes 60] [--seed 1]

Markup, lines and files of every format, from those of `hostile_files` on; `judging` says what must hold, and
nothing may raise or take over ten seconds (by the clock: leave the machine to it). An input that breaks something
is written into `--keep`, or a folder that it names, once for each kind of fault, and the fuzzer goes on. Exit
status 1 if there was one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.attack.table import ROOT, tell

LONG = 60
"""Minutes that were asked; no call takes more."""
SLOW = 10
"""Seconds for one input."""
LONGEST = 20_000
"""Bytes of one: longer ones are the matter of S22."""
PLACES = 5
"""Functions of a traceback by which one fault is told from another."""


def seeds(folder: Path) -> int:
    """What the fuzzer begins with: a byte that says where it goes, then the input."""
    import random

    import django

    django.setup()  # what draws pictures for office files knows rows, too
    from tests.attack.hostile_files import hostile_files
    from tests.attack.judging import READ, soup

    chance = random.Random(3)
    made = [bytes([n % 2]) + soup(chance).encode("utf-8", "replace") for n in range(200)]
    for words in (
        "A crane stood in the harbor on Monday.",
        soup(chance),
        "By Ana Ruiz\n\nAdvertisement",
    ):
        made += [
            bytes([2 + READ.index(key)]) + content for key, _name, content in hostile_files(words)
        ]
    for content in made:
        (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)
    return len(made)


def judge() -> Callable[[bytes], str]:
    """The fault of one input, or nothing."""
    from tests.attack.judging import READ, fault_of_file, fault_of_lines, fault_of_markup

    def fault(content: bytes) -> str:
        if not content:
            return ""
        where, told = content[0] % (len(READ) + 2), content[1:]
        if where == 0:
            return fault_of_markup(told.decode("utf-8", "replace"))
        if where == 1:
            return fault_of_lines(told.decode("utf-8", "replace"))
        key = READ[where - 2]
        said = fault_of_file(key, told)
        return f"{key}: {said}" if said else ""

    return fault


def fuzz(call: argparse.Namespace, corpus: Path, counted: Path) -> None:
    """In the child: libFuzzer ends the process itself, so that what is known is written as it comes."""
    import atheris

    with atheris.instrument_imports(include=["articles"]):
        fault = judge()
        from articles.ingest.formats import FORMATS, reader

        for key in FORMATS:
            reader(key)
    seen: Counter[str] = Counter()
    tried = 0

    def one(content: bytes) -> None:
        nonlocal tried
        tried += 1
        if not tried % 200:
            counted.write_text(str(tried))
        try:
            said = fault(content)
        except Exception as broken:  # noqa: BLE001 - whatever it is, it is a finding
            places = traceback.extract_tb(broken.__traceback__)[-PLACES:]
            said = f"{type(broken).__name__} in " + " < ".join(
                f"{p.name}:{p.lineno}" for p in places
            )
        if said:
            seen[said] += 1
            if seen[said] == 1:
                name = hashlib.sha256(said.encode()).hexdigest()[:12]
                (call.keep / f"{name}.input").write_bytes(content)
                (call.keep / f"{name}.fault").write_text(said)

    atheris.Setup(
        [
            "fuzzing", str(corpus), f"-max_total_time={60 * call.minutes:.0f}", f"-timeout={SLOW}",
            f"-max_len={LONGEST}", f"-seed={call.seed}", "-rss_limit_mb=2048", "-print_final_stats=0",
            "-verbosity=0", f"-artifact_prefix={call.keep}/",
        ],
        one,
    )  # fmt: skip
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=LONG)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for inputs that break something")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    call = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    call.minutes = min(call.minutes, LONG)
    if call.child:
        fuzz(call, call.child / "corpus", call.child / "tried")
        return 0
    with tempfile.TemporaryDirectory(prefix="newsroom-fuzzing-") as name:
        work = Path(name)
        call.keep = call.keep or Path(tempfile.mkdtemp(prefix="newsroom-fuzzing-kept-"))
        for folder in (work / "corpus", call.keep):
            folder.mkdir(parents=True, exist_ok=True)
        seeds(work / "corpus")
        done = subprocess.run(
            [sys.executable, "-m", "tests.attack.fuzzing", "--child", name, "--keep", str(call.keep),
             "--minutes", f"{call.minutes:g}", "--seed", str(call.seed)], cwd=ROOT, check=False,
        )  # fmt: skip
        counted = work / "tried"
        tried = int(counted.read_text()) if counted.exists() else 0
        faults = [f"{path}: {path.read_text()}" for path in sorted(call.keep.glob("*.fault"))]
        faults += [str(path) for path in sorted(call.keep.glob("*-*")) if path.suffix == ""]
    faults += [f"the fuzzer ended with {done.returncode}"] if done.returncode else []
    if not any(call.keep.iterdir()):
        call.keep.rmdir()
    return tell(
        "S3", f"inputs grown by atheris for {call.minutes:g} minutes: markup, lines, files of every format",
        tried=tried, failed=faults, asked=f"0 in {LONG} minutes",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
