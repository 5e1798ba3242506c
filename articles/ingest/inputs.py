"""What the operator named: files, folders, globs, archives, standard input; one stream for each file."""

from __future__ import annotations

import difflib
import os
import posixpath
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast
from urllib.parse import unquote

from articles.ingest.archives import Archive, BadArchive, holds_document, looks_like_archive
from articles.ingest.record import Origin, Problem

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff"})
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""No story of plain text is called so: it would be the words of a failed download."""
SKIPPED = frozenset({".expect.json", ".ds_store", ".gitkeep"})
STDIN = "standard input"
MOST_NAMES = 2_000
"""Of a folder, among which a mistyped one is looked for."""


@dataclass(slots=True)
class Input:
    """One file to read: its name for people, its size in bytes if known, and how to open it."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    size: int = 0
    key: str = ""
    """Tells this file from others of the run: its whole path."""
    path: Path | None = None
    """Where it lies, if it is a plain file that another process can open."""


@dataclass(slots=True)
class Shelf:
    """Pictures that lie beside the stories, found by the name that a story gives."""

    _by_name: dict[str, tuple[str, Callable[[], bytes]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """Keys of the files that a story has taken."""

    def add(self, path: str, read: Callable[[], bytes], key: str) -> None:
        """Under its whole path, and under its last parts where no other has them."""
        parts = PurePosixPath(path.replace("\\", "/")).parts
        for start in range(len(parts)):
            self._by_name.setdefault("/".join(parts[start:]).lower(), (key, read))

    def read(self, reference: str, story: str = "") -> bytes | None:
        """The bytes of the picture that a story calls `reference`; None if it is not here.

        What lies where the file `story` says, beside itself, goes before the same name elsewhere.
        """
        name = unquote(reference.split("?")[0].split("#")[0]).replace("\\", "/").lower()
        folder = posixpath.dirname(story.replace("\\", "/")).lower()
        near = posixpath.normpath(f"{folder}/{name}") if folder and "://" not in name else ""
        parts = PurePosixPath(name.lstrip("./")).parts
        found = self._by_name.get(near)
        if found is not None:
            parts = PurePosixPath(near).parts
        for start in range(len(parts)):
            found = self._by_name.get("/".join(parts[start:]))
            if found is not None:
                key, read = found
                self.used.add(key)
                return read()
        return None

    def __len__(self) -> int:
        return len(self._by_name)


@dataclass(slots=True)
class Inputs:
    """All files of a run in a stable order, the pictures beside them, and what could not be used."""

    files: list[Input] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    problems: list[Problem] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Whole paths of the plain files looked at."""


def shown(name: str) -> str:
    """The name as text: bytes that are no UTF-8, which Linux takes, as the sign for them."""
    return os.fsencode(name).decode(errors="replace")


def gather(paths: Iterable[str]) -> Inputs:
    """Finds every file behind the paths; a path without a file is a problem with what to do."""
    found = Inputs()
    for given in paths:
        if given == "-":
            found.files.append(_standard_input())
            continue
        try:
            _gather_path(given, found)
        except OSError as error:  # a folder above it may not be entered, or a name is too long
            found.problems.append(_unreadable(shown(given), error, "path"))
    return found


def _gather_path(given: str, found: Inputs) -> None:
    path = Path(given)
    if path.is_dir():
        _gather_folder(path, found)
    elif path.exists():
        _gather_file(path, path.name, found)
    else:
        _gather_glob(given, found)


def _standard_input() -> Input:
    """Kept in a file meanwhile: formats are told by looking twice, and a pipe may bring gigabytes."""
    kept = tempfile.NamedTemporaryFile(prefix="import-")  # noqa: SIM115 - it lasts as long as the run
    shutil.copyfileobj(sys.stdin.buffer, kept, 1 << 20)
    kept.flush()
    path = Path(kept.name)
    return Input(STDIN, lambda: _open_kept(kept), path.stat().st_size, STDIN, path)


def _open_kept(kept: IO[bytes]) -> BinaryIO:
    """Opened anew; the file lasts as long as somebody may ask for it."""
    return Path(kept.name).open("rb")


def _gather_glob(given: str, found: Inputs) -> None:
    anchor = Path(given).anchor
    pattern = given[len(anchor) :] if anchor else given
    matches: list[Path] = []
    if set("*?[") & set(given):
        with suppress(ValueError):  # ** beside other signs, before Python 3.13
            matches = sorted(Path(anchor or ".").glob(pattern))
    if not matches:
        found.problems.append(Problem(Origin(shown(given)), _missing(given)))
    for match in matches:
        if match.is_dir():
            _gather_folder(match, found)
        else:
            _gather_file(match, match.name, found)


def _missing(given: str) -> str:
    """Says what is not there, and what of a like name lies where the path is right still."""
    path = Path(given)
    while not path.parent.is_dir() and path.parent != path:
        path = path.parent
    with suppress(OSError), os.scandir(path.parent) as entries:
        here = [entry.name for entry in islice(entries, MOST_NAMES) if entry.name[0] != "."]
        if close := difflib.get_close_matches(path.name, here, n=1, cutoff=0.75):
            return (
                "There is no such file or folder. "
                f"Did you mean {shown(str(path.with_name(close[0])))}?"
            )
    return "There is no such file or folder. Check the path; a pattern may hold * and ?."


def _gather_folder(folder: Path, found: Inputs) -> None:
    before, told, of_pages = len(found.files), len(found.problems), 0
    for path in sorted(_files_below(folder, found)):
        name = shown(str(path.relative_to(folder)))
        if path.is_symlink():
            message = (
                "This is a link, and links in a folder are not followed. Name its file itself."
            )
            found.problems.append(Problem(Origin(name), message, action="noted"))
        elif path.is_file() and _is_of_saved_page(path):
            of_pages += 1
        elif path.is_file():
            _gather_file(path, name, found)
    if of_pages:
        message = f"{of_pages} files that a browser saved beside its pages are no stories."
        found.problems.append(Problem(Origin(shown(str(folder))), message, action="noted"))
    if len(found.files) == before and len(found.problems) == told and not len(found.shelf):
        found.problems.append(
            Problem(Origin(shown(str(folder))), "The folder holds no files. Check the path.")
        )


def _is_of_saved_page(path: Path) -> bool:
    """Whether a browser saved the file beside a page ("Page_files"), and it is no picture."""
    if path.suffix.lower() in PICTURES:
        return False
    for folder in path.parents:
        page, mark, _ = folder.name.rpartition("_files")
        if mark and any(folder.with_name(f"{page}{end}").is_file() for end in (".html", ".htm")):
            return True
    return False


def _files_below(folder: Path, found: Inputs) -> Iterator[Path]:
    """All but hidden ones; a folder that cannot be listed is a problem and no empty folder."""

    def refuse(error: OSError) -> None:
        found.problems.append(_unreadable(shown(str(error.filename)), error, "folder"))

    for place, folders, files in os.walk(folder, onerror=refuse):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*files, *links):
            if not name.startswith("."):
                yield Path(place, name)


def _unreadable(name: str, error: OSError, kind: str = "file") -> Problem:
    message = f"The {kind} cannot be read: {error.strerror}. Check its rights."
    return Problem(Origin(name), message)


def _gather_file(path: Path, name: str, found: Inputs) -> None:
    """Once, however often it is named: ** names a folder and the files in it."""
    name, key = shown(name), str(path.resolve())
    if key in found.keys:
        return
    found.keys.add(key)
    if "".join(path.suffixes[-2:]).lower() in SKIPPED or path.name.lower() in SKIPPED:
        return
    try:
        with path.open("rb") as opened:
            head = opened.read(512)
        size = path.stat().st_size
    except OSError as error:
        found.problems.append(_unreadable(name, error))
        return
    if path.suffix.lower() in PICTURES:
        found.shelf.add(str(path), path.read_bytes, key)
    if looks_like_archive(head) and not _is_document(path):
        _gather_archive(path, name, found)
        return
    if head and path.name.lower().endswith(ARCHIVES):
        message = "The file is named like an archive and holds none. Copy or export it again."
        found.problems.append(Problem(Origin(name), message))
        return
    found.files.append(Input(name, lambda: path.open("rb"), size, key, path))


def _is_document(path: Path) -> bool:
    with path.open("rb") as opened:
        return holds_document(opened)


def _gather_archive(path: Path, name: str, found: Inputs) -> None:
    try:
        archive = Archive(path.open("rb"), name)
    except BadArchive as error:
        found.problems.append(Problem(Origin(name), str(error)))
        return
    found.problems.extend(archive.problems)
    for member in archive.members:
        inside = f"{name}/{member.name}"
        key = f"{path.resolve()}/{member.name}"
        if PurePosixPath(member.name).suffix.lower() in PICTURES:
            found.shelf.add(inside, _reader(archive, member.name), key)
        found.files.append(Input(inside, _opener(archive, member.name), member.size, key))


def _reader(archive: Archive, name: str) -> Callable[[], bytes]:
    return lambda: archive.read(name)


def _opener(archive: Archive, name: str) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: cast("AbstractContextManager[BinaryIO]", closing(archive.open(name)))


def stories_first(files: Iterable[Input]) -> Iterator[Input]:
    """Pictures come last, so that a story that uses one has taken it by then."""
    pictures = []
    for file in files:
        if PurePosixPath(file.name).suffix.lower() in PICTURES:
            pictures.append(file)
        else:
            yield file
    yield from pictures
