"""From bytes to a stored original and its public copies; decoding itself is a child's work.

Limits come first, truth is the first bytes and never the name, files appear whole or not at
all (temporary name, fsync, rename).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from media import kept_child
from media.embedded import Embedded
from media.filetypes import ACCEPTED, BY_NAME, HEAD, MOST_BYTES, FileType, file_type
from media.locks import one_of
from media.models import Picture
from media.refusals import Refused
from media.renditions import Spec, crop_box, rendition_size

WALL_SECONDS = {"inspect": 60, "render": 120, "card": 60}
"""For a child that hangs. The bound for the work is decode_child's limit on CPU seconds: on a machine
with a load of 25 an honest picture took over 10 s of the clock, and an import lost it."""
WAIT_SECONDS = 20
"""How long a request waits for its turn before it is told to come back."""
_PIECE = 256 * 1024


class Readable(Protocol):
    """An uploaded file or any stream of bytes."""

    def read(self, size: int = ..., /) -> bytes: ...


class MissingOriginalError(Exception):
    """The original is no longer in the upload folder."""


class UnmadeRenditionError(Exception):
    """The child could not make the rendition; the message says why."""


@dataclass(slots=True)
class Accepted:
    """A file that is a picture within the limits, waiting under a temporary name."""

    path: Path
    kind: FileType
    sha256: str
    bytes: int
    width: int
    height: int
    dhash: int
    animated: bool
    """Only its first frame will ever be shown."""
    name: str = ""
    embedded: Embedded = field(default_factory=Embedded)

    def discard(self) -> None:
        """Removes the temporary file."""
        self.path.unlink(missing_ok=True)


def accept(
    upload: Readable, *, name: str = "", kinds: Sequence[FileType] = ACCEPTED
) -> Accepted | Refused:
    """Checks bytes, kind and pixels, decodes once in a child, reads words and rights.

    The caller moves an Accepted into the storage (media.intake does) or discards it.
    `kinds` widens for the import: filetypes.ACCEPTED_BY_IMPORT adds TIFF.
    """
    spooled = _spool(upload)
    if isinstance(spooled, Refused):
        return spooled
    path, sha256, size, head = spooled
    kind = file_type(head)
    if isinstance(kind, str) or kind not in kinds:
        path.unlink(missing_ok=True)
        return Refused(kind if isinstance(kind, str) else kind.name)
    answer = ask_child({"task": "inspect", "source": str(path), "type": kind.name})
    if "refused" in answer:
        path.unlink(missing_ok=True)
        return Refused(answer["refused"], answer.get("detail", ""))
    return Accepted(
        path=path,
        kind=kind,
        sha256=sha256,
        bytes=size,
        width=answer["width"],
        height=answer["height"],
        dhash=answer["dhash"],
        animated=answer["animated"],
        name=name,
        embedded=Embedded(
            words=answer["words"],
            people=answer["people"],
            keywords=answer["keywords"],
            found_in=answer["found_in"],
        ),
    )


def make_rendition(picture: Picture, spec: Spec) -> Path:
    """The file of one rendition, made if it is not there; a herd makes it once.

    Raises MissingOriginalError, UnmadeRenditionError or locks.BusyError.
    """
    path = rendition_path(picture, spec)
    if path.exists():
        return path
    with one_of([path.with_suffix(f"{path.suffix}.lock")], seconds=WAIT_SECONDS):
        if not path.exists():
            make_renditions(picture, [spec])
    return path


def make_renditions(picture: Picture, specs: Sequence[Spec]) -> int:
    """Makes those of `specs` that do not exist yet, with one decoding; how many were made."""
    wanted = [spec for spec in specs if not rendition_path(picture, spec).exists()]
    if not wanted:
        return 0
    folder = rendition_folder(picture)
    folder.mkdir(parents=True, exist_ok=True)
    finished = {spec: rendition_path(picture, spec) for spec in wanted}
    growing = {
        spec: path.with_name(f".{os.getpid()}-{path.name}") for spec, path in finished.items()
    }
    try:
        with local_original(picture) as source, one_of(slots(), seconds=WAIT_SECONDS):
            answer = ask_child(_render_job(picture, source, growing))
        if "refused" in answer:
            raise UnmadeRenditionError(f"{answer['refused']}: {answer.get('detail', '')}")
        for spec, path in growing.items():
            settle(path, finished[spec])
    finally:
        for path in growing.values():
            path.unlink(missing_ok=True)
    return len(wanted)


def rendition_folder(picture: Picture) -> Path:
    """Where the public copies lie; another folder as soon as focal point or rights change."""
    return _folder_of(picture) / picture.fingerprint


def rendition_path(picture: Picture, spec: Spec) -> Path:
    """Where one public copy lies, made or not."""
    return rendition_folder(picture) / spec.name


def remove_renditions(picture: Picture, *, but_current: bool = False) -> None:
    """Removes every public copy from the disk, or those that are out of date."""
    if not but_current:
        shutil.rmtree(_folder_of(picture), ignore_errors=True)
        return
    current = rendition_folder(picture)
    for folder in _folder_of(picture).glob("*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)


def remove_files(picture: Picture) -> None:
    """Removes the original and every public copy from the disk."""
    remove_renditions(picture)
    if picture.file.name:
        picture.file.storage.delete(picture.file.name)


def new_temporary() -> tuple[int, Path]:
    """An open file on the disk of the uploads, so that it can be renamed into its place."""
    arrivals = Path(settings.MEDIA_ROOT) / "arriving"
    arrivals.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle, name = tempfile.mkstemp(dir=arrivals)
    return handle, Path(name)


@contextmanager
def local_original(picture: Picture) -> Iterator[Path]:
    """The original as a file on this machine; fetched for the block if the storage is elsewhere."""
    try:
        path = Path(picture.file.path)
    except NotImplementedError:
        with _fetched(picture) as fetched:
            yield fetched
        return
    except ValueError as error:  # no file was ever set
        raise MissingOriginalError(picture.token) from error
    if not path.is_file():
        raise MissingOriginalError(picture.file.name)
    yield path


@contextmanager
def _fetched(picture: Picture) -> Iterator[Path]:
    handle, path = new_temporary()
    try:
        with (
            os.fdopen(handle, "wb") as copy,
            picture.file.open("rb") as source,
        ):
            shutil.copyfileobj(source, copy, _PIECE)
        yield path
    except FileNotFoundError as error:
        raise MissingOriginalError(picture.file.name) from error
    finally:
        path.unlink(missing_ok=True)


def _spool(upload: Readable) -> tuple[Path, str, int, bytes] | Refused:
    """Path, SHA-256, size and first bytes of the upload on disk; stops reading at the limit."""
    handle, path = new_temporary()
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(handle, "wb") as spooled:
        while piece := upload.read(_PIECE):
            size += len(piece)
            if size > MOST_BYTES:
                break
            head = head or piece[:HEAD]
            digest.update(piece)
            spooled.write(piece)
        spooled.flush()
        os.fsync(spooled.fileno())
    if 0 < size <= MOST_BYTES:
        return path, digest.hexdigest(), size, head
    path.unlink()
    return Refused("bytes" if size else "empty")


def _render_job(picture: Picture, source: Path, growing: dict[Spec, Path]) -> dict[str, Any]:
    orders = []
    for spec, path in growing.items():
        box = crop_box(
            picture.width,
            picture.height,
            spec.ratio,
            focal_x=picture.focal_x,
            focal_y=picture.focal_y,
        )
        orders.append(
            {
                "path": str(path),
                "box": [box.left, box.top, box.width, box.height],
                "size": rendition_size(picture.width, picture.height, spec),
                "ending": spec.ending,
            }
        )
    return {
        "task": "render",
        "source": str(source),
        "type": picture.format if picture.format in BY_NAME else "jpeg",
        "width": picture.width,
        "height": picture.height,
        "rights": asdict(picture.rights()),
        "orders": orders,
    }


def ask_child(job: dict[str, Any]) -> dict[str, Any]:
    """Runs media.decode_child on one job; whatever becomes of it, an answer comes back."""
    try:
        child = kept_child.run(job, WALL_SECONDS[job["task"]])
    except subprocess.TimeoutExpired:
        return {"refused": "slow", "detail": "wall clock"}
    if child.status in {-9, -24}:  # SIGKILL and SIGXCPU: out of time
        return {"refused": "slow", "detail": f"signal {-child.status}"}
    try:
        answer: dict[str, Any] = json.loads(child.said)
    except ValueError:
        return {"refused": "damaged", "detail": f"exit {child.status}: {child.complaint}"}
    return answer


def settle(temporary: Path, finished: Path) -> None:
    """The file stands under its name, whole and safe from a power cut."""
    with temporary.open("rb") as written:
        os.fsync(written.fileno())
    temporary.chmod(0o640)
    temporary.replace(finished)


def _folder_of(picture: Picture) -> Path:
    return Path(settings.MEDIA_ROOT) / "renditions" / picture.token[:2] / picture.token


def slots() -> list[Path]:
    """As many makers at once as there are processors, whatever the number of web threads."""
    folder = Path(settings.MEDIA_ROOT) / "renditions"
    return [folder / f".maker-{number}.lock" for number in range(os.cpu_count() or 1)]
