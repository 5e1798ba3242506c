"""S3, S11, S12, S13: markup that settles, XML that costs little, pictures that are broken, lying or telling."""

from __future__ import annotations

import io
import random
import re
import resource
import subprocess
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from articles.ingest.xmltree import BadXml, parse
from media import processing
from media.processing import accept, make_rendition
from media.refusals import Refused
from media.renditions import Spec
from tests.attack import judging
from tests.attack.hostile_files import hostile_files
from tests.attack.judging import fault_of_file, fault_of_markup, runs, soup
from tests.attack.payloads import IS_FULL, scripts
from tests.attack.table import settle
from tests.ingest.test_xmltree import BOMBS, bomb
from tests.media import samples
from tests.media.drawing import draw, encode, jpeg, take


def test_what_was_read_and_written_is_read_the_same_again() -> None:
    """Read, rendered, read: from then on nothing moves."""
    chance, failed = random.Random(7), []
    count = 100_000 if IS_FULL else 250
    for number in range(count):
        markup = soup(chance)
        if fault := fault_of_markup(markup):
            failed.append((number, fault, markup))
    settle("S3", "generated inputs, parse and render", tried=count, failed=failed)


def test_the_judge_of_markup_sees_what_runs_and_what_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    for tag in (
        "<script>",
        "<p onclick='x'>",
        "<a href=' javascript:x'>",
        '<a href="JavaScript:x">',
    ):
        assert runs(f"<p>Words</p>{tag}")
    assert not runs("<p>href=javascript: and onclick='x' are words</p>")
    turns = count()
    monkeypatch.setattr(judging, "render", lambda _document: f"<p>{next(turns)}</p>")
    assert fault_of_markup("<p>Words</p>") == "not the same when read again"


@pytest.mark.parametrize("key", judging.READ)
def test_every_format_is_read_by_the_judge(key: str) -> None:
    """The fuzzer's own way, with a file of each format and with its first half."""
    for given, _name, content in hostile_files("A crane stood in the harbor on Monday."):
        if given == key:
            assert (
                fault_of_file(key, content)
                == fault_of_file(key, content[: len(content) // 2])
                == ""
            )


SECONDS, MEGABYTES = (2, 200) if IS_FULL else (6, 400)
"""Of processor time and of growth for one document; the suite allows for a loaded machine."""


@pytest.mark.parametrize("recover", [False, True])
def test_hostile_xml_costs_little(*, recover: bool) -> None:
    names = [*BOMBS] if IS_FULL else [*BOMBS][::4]
    documents = [(name, bomb(name)) for name in names]
    documents += [
        (f"xxe {n}", text.encode("utf-8", "replace"))
        for n, text in enumerate(scripts())
        if "<" in text
    ]
    failed = []
    for name, document in documents:
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        try:
            parse(document, recover=recover)
        except BadXml as refusal:
            if not str(refusal).endswith("."):
                failed.append((name, str(refusal)))
        spent = time.process_time() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        if spent > SECONDS or grown > MEGABYTES:
            failed.append((name, f"{spent:.1f} s", f"{grown:.0f} MB"))
    settle("S11", f"documents, {SECONDS} s and {MEGABYTES} MB each{', recovering' * recover}",
           tried=len(documents), failed=failed)  # fmt: skip


KINDS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80},
    "PNG": {},
    "WEBP": {},
    "GIF": {},
    "AVIF": {},
}


def broken(chance: random.Random) -> tuple[str, bytes]:
    """A picture of one of the kinds with bytes turned, cut, doubled, or sizes that lie."""
    kind = chance.choice([*KINDS])
    content = bytearray(encode(draw(64, 48, seed=chance.randint(0, 99)), kind, **KINDS[kind]))
    how = chance.choice(("turn", "cut", "double", "zero", "head", "tail"))
    if how == "turn":
        for _n in range(chance.randint(1, 40)):
            content[chance.randrange(12, len(content))] = chance.randrange(256)
    elif how == "cut":
        del content[chance.randrange(12, len(content)) :]
    elif how == "double":
        at = chance.randrange(12, len(content))
        content[at:at] = content[at // 2 : at]
    elif how == "zero":
        at = chance.randrange(12, len(content))
        content[at : at + 60] = bytes(len(content[at : at + 60]))
    elif how == "head":
        for _n in range(6):
            content[chance.randrange(4, min(60, len(content)))] = 255
    else:
        content += chance.randbytes(chance.randint(1, 4000))
    return f"{kind} {how}", bytes(content)


class Watched:
    """subprocess.run, looking at what a child holds while it runs.

    The peak that wait tells of is at least the parent's own size, which fork hands on.
    """

    peak = 0

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        given, left = options.pop("input"), options.pop("timeout")
        del options["capture_output"], options["check"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **options) as child:
            assert child.stdin is not None
            with (
                child.stdin as told
            ):  # shorter than a pipe holds; communicate forgets what it had no time to write
                told.write(given)
            child.stdin = None
            end = time.monotonic() + left
            while time.monotonic() < end:
                try:
                    out, err = child.communicate(timeout=0.005)
                except subprocess.TimeoutExpired:
                    status = Path(f"/proc/{child.pid}/status").read_text()
                    found = re.search(r"VmHWM:\s+(\d+)", status)
                    self.peak = max(self.peak, int(found[1]) if found else 0)
                else:
                    return subprocess.CompletedProcess(command, child.returncode, out, err)
            child.kill()
        raise subprocess.TimeoutExpired(command, left)


@pytest.mark.thorough
@pytest.mark.usefixtures("decoders_of_their_own")
def test_a_broken_picture_is_a_sentence_or_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, failed = random.Random(11), []
    watched = Watched()
    monkeypatch.setattr(processing.subprocess, "run", watched)
    count = 2832 if IS_FULL else 10
    for number in range(count):
        name, content = broken(chance)
        start = time.monotonic()
        answer = accept(io.BytesIO(content), name=f"{number}.jpg")
        took = time.monotonic() - start
        if isinstance(answer, Refused):
            if not answer.sentence.endswith("."):
                failed.append((number, name, answer.sentence))
        else:
            answer.discard()
        if IS_FULL and took > 5:
            failed.append((number, name, f"{took:.1f} s"))
    peak = watched.peak / 1024
    if peak > 256 or not peak:
        failed.append(f"a child grew to {peak:.0f} MB")
    settle("S12", "pictures broken at random, by upload's door", tried=count, failed=failed)


@pytest.mark.django_db
@pytest.mark.sqlite
def test_no_public_copy_tells_where_and_by_whom_a_picture_was_taken() -> None:
    """Place, serial numbers and owner go; caption, credit and rights stay, in every format."""
    failed, count = [], 100 if IS_FULL else 2
    for number in range(count):
        block = samples.exif(caption="A crane", creator="Ana Ruiz", rights="© Harbor")
        content = jpeg(
            500 + number, 400, seed=number, xmp=samples.XMP, exif=block, comment=b"SN-4711-CAMERA"
        )
        assert all(secret in content for secret in samples.SECRETS)
        picture = take(content, name=f"{number}.jpg").picture
        for ending in ("jpg", "webp", "avif") if number % 10 == 0 else ("jpg",):
            path = make_rendition(picture, Spec(320, "", ending))
            raw = path.read_bytes()
            failed += [
                (number, ending, told) for told in (*samples.SECRETS, b"GPSLatitude") if told in raw
            ]
            with Image.open(path) as copy:
                if (
                    copy.getexif().get_ifd(samples.GPS_IFD)
                    or copy.getexif().get(0x013B) != "Ana Ruiz, Jo Bell"
                ):
                    failed.append((number, ending, "place or creator"))
            head = raw[:16]
            is_so = {
                "jpg": head.startswith(b"\xff\xd8"),
                "webp": head[8:12] == b"WEBP",
                "avif": b"ftypavif" in head,
            }
            failed += [] if is_so[ending] else [(number, ending, "is not what it says")]
    settle(
        "S13", "public copies of pictures with place, serials and owner", tried=count, failed=failed
    )
