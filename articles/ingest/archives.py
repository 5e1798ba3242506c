"""The one door for archives (zip, tar, tar.gz and kin, a single file.gz): read by name, bounded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, Final

from articles.ingest.office_names import ENDINGS, is_text, refusal_of
from articles.ingest.record import Origin, Problem


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold; all but the ratio are checked before anything is unpacked."""

    members: int = 10_000
    ratio: int = 100
    """Unpacked size to packed size, of one member."""
    ratio_from: int = 100_000
    """Bytes; below this size even a high ratio can do no harm."""
    member_bytes: int = 2 * 1024**3
    total_bytes: int = 20 * 1024**3
    directory_bytes: int = 8 * 1024**2


LIMITS: Final = ArchiveLimits()
MAGICS: Final = (
    b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_NOISE: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_TAR_ENDINGS: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_COMPRESSED: Final = re.compile(r"\.(?:gz|gzip|bz2|xz)$", re.IGNORECASE)
_SPOOL: Final = 8 * 1024**2
_PIECE: Final = 64 * 1024
_XZ_MEMORY: Final = 100 * 1024**2
"""Bytes for what an .xz refers back to; xz -9, the most it makes by itself, takes 65 MB."""
_ZIP_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Of the others Python unpacks a piece whole, whatever comes out: a ZIP of 414 bytes took 786 MB."""
_BROKEN: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError, struct.error, ValueError,
)  # fmt: skip
"""What the standard readers raise on broken or foreign input."""


_WORDS: Final = frozenset({b"x", b"g", b"X", b"L", b"K"})
"""Entries of a tar that say more of the next one: its long name, its attributes (POSIX pax, GNU)."""
_MOST_WORDS: Final = 1024**2
"""Bytes of them: tarfile takes each into memory whole, 300 MB of them out of an archive of 5."""


class _Entry(tarfile.TarInfo):
    """An entry that is refused before anything is read for its sake."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Entry:
        entry = super().frombuf(buf, encoding, errors)
        if entry.type in _WORDS and entry.size > _MOST_WORDS:
            raise tarfile.ReadError("what it says of a member is longer than a megabyte")
        if entry.type == tarfile.GNUTYPE_SPARSE:
            _no_map()
        return entry

    def _proc_gnusparse_00(self, *_given: object) -> None:
        _no_map()

    def _proc_gnusparse_01(self, *_given: object) -> None:
        _no_map()

    def _proc_gnusparse_10(self, *_given: object) -> None:
        _no_map()


def _no_map() -> None:
    """Python keeps the map of a file with holes as a list, however long the archive makes it."""
    raise tarfile.ReadError("it holds a file with holes (sparse); pack it without")


class BadArchive(ValueError):
    """The archive, or one member of it, is refused; the message is a full sentence."""


def looks_like_archive(head: bytes) -> bool:
    """Whether these first bytes are those of an archive that `Archive` opens."""
    return head.startswith(
        (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
    ) or (head[257:262] == b"ustar")


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside: its name with forward slashes and its unpacked size in bytes."""

    name: str
    size: int


class Archive:
    """An open archive. `problems` lists the members that were refused; `members` the others.

    Members come in the order of their names. The stream must stay open as long as this is used.
    Raises BadArchive where the archive as a whole is refused.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        *,
        limits: ArchiveLimits = LIMITS,
        is_document: bool = False,
    ) -> None:
        self.name = name
        self._is_document = is_document
        self.limits = limits
        self.problems: list[Problem] = []
        self._spool: IO[bytes] | None = None
        self._entries: dict[str, zipfile.ZipInfo | tarfile.TarInfo] = {}
        try:
            self._open(stream)
        except BadArchive:
            raise
        except _BROKEN as error:
            raise BadArchive(f"The archive is broken: {error}.") from error

    def _open(self, stream: BinaryIO) -> None:
        head = stream.read(512)
        stream.seek(0)
        self._zip: zipfile.ZipFile | None = None
        self._tar: tarfile.TarFile | None = None
        if head.startswith(b"PK"):
            _check_zip_directory(stream, self.limits)
            self._zip = zipfile.ZipFile(stream)
            refusal = refusal_of(set(self._zip.namelist()))
            if refusal and not self._is_document:
                raise BadArchive(refusal)
            self._admit_zip(self._zip)
        else:
            self._spool = _unpacked(stream, head, self.limits)
            first = self._spool.read(512)
            size = self._spool.seek(0, io.SEEK_END)
            self._spool.seek(0)
            if first[257:262] == b"ustar" or self.name.lower().endswith(_TAR_ENDINGS):
                self._tar = tarfile.TarFile(fileobj=self._spool, tarinfo=_Entry)
                self._admit_tar(self._tar)
            else:
                self._admit_lone(size)

    @property
    def members(self) -> list[Member]:
        """What may be read, in the order of names."""
        return [Member(name, _size(entry)) for name, entry in sorted(self._entries.items())]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def open(self, name: str) -> IO[bytes]:
        """A stream of one member's bytes; raises KeyError for an unknown name.

        Raises BadArchive if the member is an archive itself, and if it breaks while it is read.
        """
        entry = self._entries[name]
        try:
            raw = self._raw(entry)
            spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115
            self._copy(raw, spool, entry, name)
        except BadArchive:
            raise
        except _BROKEN as error:
            raise BadArchive(f"The member {name!r} cannot be read: {error}.") from error
        spool.seek(0)
        return spool

    def read(self, name: str) -> bytes:
        """One member's bytes; as `open`."""
        with self.open(name) as stream:
            return stream.read()

    def __iter__(self) -> Iterator[tuple[str, IO[bytes]] | Problem]:
        """Every member as (name, stream), or the problem that keeps it out."""
        yield from self.problems
        for member in self.members:
            try:
                yield member.name, self.open(member.name)
            except BadArchive as error:
                yield Problem(Origin(self.name, member.name), str(error))

    def close(self) -> None:
        """Let go of what was unpacked."""
        if self._spool is not None:
            self._spool.close()

    def _raw(self, entry: zipfile.ZipInfo | tarfile.TarInfo) -> IO[bytes]:
        if isinstance(entry, zipfile.ZipInfo):
            assert self._zip is not None
            return self._zip.open(entry)
        if self._tar is None:
            assert self._spool is not None
            self._spool.seek(0)
            return self._spool
        raw = self._tar.extractfile(entry)
        if raw is None:
            raise BadArchive(f"The member {entry.name!r} is no file.")
        return raw

    def _copy(
        self, raw: IO[bytes], spool: IO[bytes], entry: zipfile.ZipInfo | tarfile.TarInfo, name: str
    ) -> None:
        left = _size(entry)
        first = True
        while chunk := raw.read(256 * 1024):
            packed = chunk.startswith(MAGICS) or chunk[257:262] == b"ustar"
            if first and packed and not name.lower().endswith(ENDINGS):
                raise BadArchive(f"The member {name!r} is an archive inside the archive.")
            first = False
            left -= len(chunk)
            if left < 0:
                raise BadArchive(f"The member {name!r} is larger than the archive says.")
            spool.write(chunk)

    def _refuse(self, name: str, reason: str) -> None:
        self.problems.append(Problem(Origin(self.name, repr(name)[1:-1][:200]), reason))

    def _admit(self, name: str, entry: zipfile.ZipInfo | tarfile.TarInfo, packed: int) -> None:
        plain = name.replace("\\", "/").removeprefix("./")
        if _NOISE.search(plain):
            return
        reason = _bad_name(plain) or self._bad_size(_size(entry), packed)
        if not reason and plain in self._entries:
            reason = "The name stands twice in the archive; the first one was read."
        if reason:
            self._refuse(name, reason)
        else:
            self._entries[plain] = entry

    def _bad_size(self, size: int, packed: int) -> str:
        if size > self.limits.member_bytes:
            return f"It is larger than {self.limits.member_bytes} bytes once unpacked."
        if size > self.limits.ratio_from and size > self.limits.ratio * max(packed, 1):
            return f"It unpacks to more than {self.limits.ratio} times its packed size."
        return ""

    def _check_totals(self, count: int, total: int) -> None:
        if count > self.limits.members:
            raise BadArchive(f"The archive holds more than {self.limits.members} files.")
        if total > self.limits.total_bytes:
            raise BadArchive(f"The archive unpacks to more than {self.limits.total_bytes} bytes.")

    def _admit_zip(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        self._check_totals(len(entries), sum(entry.file_size for entry in entries))
        for entry in entries:
            mode = entry.external_attr >> 16
            if entry.filename.endswith("/"):  # ZipInfo.is_dir fails on an empty name
                continue
            if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
                self._refuse(entry.filename, "It is a link or a device, not a file.")
            elif entry.flag_bits & 0x1:
                self._refuse(entry.filename, "It is encrypted.")
            elif entry.compress_type not in _ZIP_METHODS:
                why = "It is packed in a way that is not read. Pack it as a plain ZIP (deflate)."
                self._refuse(entry.filename, why)
            else:
                self._admit(entry.orig_filename, entry, entry.compress_size)

    def _admit_tar(self, archive: tarfile.TarFile) -> None:
        count = total = 0
        for entry in archive:
            count, total = count + 1, total + max(entry.size, 0)
            self._check_totals(count, total)
            if entry.isdir():
                continue
            if not entry.isreg():
                self._refuse(entry.name, "It is a link or a device, not a file.")
            else:
                self._admit(entry.name, entry, entry.size)

    def _admit_lone(self, size: int) -> None:
        """A file that is compressed and nothing else: wire.ndjson.gz holds wire.ndjson."""
        entry = tarfile.TarInfo(_COMPRESSED.sub("", self.name.rpartition("/")[2]) or self.name)
        entry.size = size
        self._admit(entry.name, entry, size)


def _size(entry: zipfile.ZipInfo | tarfile.TarInfo) -> int:
    return entry.file_size if isinstance(entry, zipfile.ZipInfo) else entry.size


def _bad_name(name: str) -> str:
    if not name or len(name) > 1000 or re.search(r"[\x00-\x1f\x7f]", name):
        return "The name is empty, too long or holds control characters."
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "The name is an absolute path."
    if ".." in name.split("/"):
        return 'The name leads out of the archive ("..").'
    return ""


def holds_document(stream: BinaryIO) -> bool:
    """Whether a ZIP is a text of an office program: one file for the import and no archive."""
    try:
        _check_zip_directory(stream, LIMITS)
        names = set(zipfile.ZipFile(stream).namelist())
    except (*_BROKEN, BadArchive):
        return False
    stream.seek(0)
    return is_text(names, stream.read(200))


_ZIP_END: Final = 22 + 65_535 + 20 + 56
"""Bytes in which a ZIP ends: its end record, a comment, and before them those of a ZIP over 4 GB."""


def _check_zip_directory(stream: BinaryIO, limits: ArchiveLimits) -> None:
    """Count the members by the end record before the directory is read into memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _ZIP_END))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < 22:
        raise BadArchive("The archive is cut off: its list of members is missing. Copy it again.")
    count, directory = struct.unpack_from("<HL", tail, place + 10)
    wide = tail.rfind(b"PK\x06\x06", 0, place)
    if wide >= 0 and len(tail) - wide >= 48:
        count, directory = struct.unpack_from("<QQ", tail, wide + 32)
    if count > limits.members:
        raise BadArchive(f"The archive holds {count} files; at most {limits.members} are read.")
    if directory > limits.directory_bytes:
        raise BadArchive("The archive's list of members is too large.")


class _Xz:
    """What lzma.LZMAFile reads, in bounded memory: a file names its own window, up to 4 GB."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._stream: lzma.LZMADecompressor | None = None

    def read(self, most: int) -> bytes:
        """Some bytes; none at the end. Raises LZMAError and EOFError."""
        while True:
            if self._stream is None or self._stream.eof:
                rest = self._stream.unused_data if self._stream else b""
                given = rest.lstrip(b"\0") or self._packed.read(_PIECE).lstrip(b"\0")
                if not given:
                    return b""
                self._stream = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
            else:
                given = self._packed.read(_PIECE) if self._stream.needs_input else b""
                if self._stream.needs_input and not given:
                    raise EOFError("it is cut off")
            if found := self._stream.decompress(given, most):
                return found


def _unpacked(stream: BinaryIO, head: bytes, limits: ArchiveLimits) -> IO[bytes]:
    """The tar inside, in a spool; the compression as a whole keeps the ratio."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    raw: IO[bytes] | gzip.GzipFile | _Xz
    if head.startswith(b"\x1f\x8b"):
        raw = gzip.GzipFile(fileobj=stream)
    elif head.startswith(b"BZh"):
        raw = bz2.BZ2File(stream)
    elif head.startswith(b"\xfd7zXZ\x00"):
        raw = _Xz(stream)
    elif head[257:262] == b"ustar":
        raw = stream
    else:
        raise BadArchive("This is not an archive that we read (zip, tar, tar.gz, tar.bz2, tar.xz).")
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115
    written = 0
    while chunk := raw.read(256 * 1024):
        written += len(chunk)
        if written > limits.total_bytes:
            raise BadArchive(f"The archive unpacks to more than {limits.total_bytes} bytes.")
        if raw is not stream and written > max(limits.ratio_from * 10, limits.ratio * size):
            raise BadArchive(f"The archive unpacks to more than {limits.ratio} times its size.")
        spool.write(chunk)
    spool.seek(0)
    return spool
