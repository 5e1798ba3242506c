"""Archives: read by name, and every trick refused before it unpacks anything."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.ingest.archives import Archive, ArchiveLimits, BadArchive, looks_like_archive
from articles.ingest.record import Problem


def _zip(fill: Callable[[zipfile.ZipFile], object]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    stream.seek(0)
    return stream


def _tar(members: dict[str, bytes], mode: str = "w:gz", **kinds: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, kind in kinds.items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    stream.seek(0)
    return stream


def _told(stream: io.BytesIO, **limits: int) -> dict[str, str]:
    """Each member's text, or why it was refused, by name."""
    archive = Archive(stream, "a.zip", limits=ArchiveLimits(**limits))
    told = {}
    for found in archive:
        if isinstance(found, Problem):
            assert found.origin.file == "a.zip"
            told[found.origin.place] = f"refused: {found.message}"
        else:
            told[found[0]] = found[1].read().decode()
    return told


def test_members_come_in_the_order_of_their_names() -> None:
    stream = _zip(lambda a: (a.writestr("b/x.txt", "two"), a.writestr("a.txt", "one")))
    assert list(_told(stream).items()) == [("a.txt", "one"), ("b/x.txt", "two")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_of_every_kind_is_read(mode: str) -> None:
    stream = _tar({"a.txt": b"one"}, mode)
    assert looks_like_archive(stream.getvalue()[:512])
    assert _told(stream) == {"a.txt": "one"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../up.txt", "leads out"),
        ("a/../../up.txt", "leads out"),
        ("/etc/up.txt", "absolute"),
        ("C:\\up.txt", "absolute"),
        ("a\\..\\..\\up.txt", "leads out"),
        ("x" * 1001, "too long"),
        ("a\nb.txt", "control characters"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_the_rest_is_read(
    name: str, reason: str
) -> None:
    told = _told(_zip(lambda a: (a.writestr(name, "bad"), a.writestr("good.txt", "good"))))
    assert told.pop("good.txt") == "good"
    assert reason in next(iter(told.values()))
    in_tar = _told(_tar({name: b"bad", "good.txt": b"good"}))
    assert in_tar.pop("good.txt") == "good"
    assert "refused" in next(iter(in_tar.values()))


def test_links_and_devices_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    assert "link" in _told(_zip(lambda a: a.writestr(link, "/etc/passwd")))["link"]
    told = _told(_tar({}, soft=tarfile.SYMTYPE, hard=tarfile.LNKTYPE, device=tarfile.CHRTYPE))
    assert all("link or a device" in reason for reason in told.values())
    assert len(told) == 3


def test_a_member_over_the_ratio_is_refused() -> None:
    told = _told(_zip(lambda a: (a.writestr("zeros", b"\0" * 9_000_000), a.writestr("ok", "1"))))
    assert "100 times" in told["zeros"]
    assert told["ok"] == "1"


def test_a_compressed_tar_over_the_ratio_is_refused_whole() -> None:
    with pytest.raises(BadArchive, match="100 times"):
        Archive(_tar({"zeros": b"\0" * 60_000_000}), "a.tgz")


def _entry(kind: bytes, size: int) -> bytes:
    entry = tarfile.TarInfo("a")
    entry.type, entry.size = kind, size
    return entry.tobuf(tarfile.GNU_FORMAT)


def _traced(stream: io.BytesIO, told: str) -> int:
    """The most bytes that Python held while the archive was refused with these words."""
    tracemalloc.start()
    try:
        with pytest.raises(BadArchive, match=told):
            Archive(stream, "a.tar.gz")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [b"x", b"L"])
def test_words_about_a_member_of_a_tar_are_no_way_into_memory(kind: bytes) -> None:
    """tarfile reads them whole: an archive of 5 MB took 300, one of 50 MB would have taken 3 GB."""
    packed = gzip.compress(_entry(kind, 40 * 1024**2) + bytes(40 * 1024**2), 1)
    stream = io.BytesIO(packed + gzip.compress(os.urandom(400_000), 0))  # within the ratio
    assert _traced(stream, "longer than a megabyte") < 20 * 1024**2


def test_the_map_of_a_file_with_holes_is_never_read() -> None:
    """A list of its parts, as long as the archive likes."""
    stream = io.BytesIO(gzip.compress(_entry(tarfile.GNUTYPE_SPARSE, 9) + bytes(9_000)))
    assert _traced(stream, "sparse") < 20 * 1024**2
    told = io.BytesIO()
    with tarfile.open(fileobj=told, mode="w", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}
        archive.addfile(entry)
    told.seek(0)
    assert _traced(told, "sparse") < 20 * 1024**2


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_member_that_python_would_unpack_at_one_go_is_refused(method: int) -> None:
    """By its own words it is 90 kB, under all ratios; the first piece of 306 bytes made 400 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.txt", bytes(1_000_000))
        archive.writestr("b.txt", "sound", zipfile.ZIP_DEFLATED)
    stream.seek(0)
    told = _told(stream)
    assert told["a.txt"].startswith("refused: It is packed in a way that is not read.")
    assert told["b.txt"] == "sound"


def test_an_xz_takes_no_more_memory_than_xz_itself_asks_for() -> None:
    """What it refers back to may be 4 GB by its own word; 3.8 MB took 366 to unpack."""
    window = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    packed = bytearray(lzma.compress(b"A crane.", filters=window))
    size = (packed[12] + 1) * 4
    head = packed[12 : 8 + size]
    head[head.index(b"\x21\x01") + 2] = 37  # 1 GB
    packed[12 : 12 + size] = head + struct.pack("<I", zlib.crc32(bytes(head)))
    with pytest.raises(BadArchive, match="emory"):
        Archive(io.BytesIO(bytes(packed)), "wire.txt.xz")


def test_an_xz_of_several_streams_is_read_to_its_end() -> None:
    two = lzma.compress(b"A crane. ", preset=9) + bytes(8) + lzma.compress(b"It fell.")
    assert Archive(io.BytesIO(two), "wire.txt.xz").read("wire.txt") == b"A crane. It fell."
    with pytest.raises(BadArchive, match="cut off"):
        Archive(io.BytesIO(two[:-9]), "wire.txt.xz")


def test_the_true_list_of_a_zip_cannot_hide_behind_its_comment() -> None:
    """A comment of the greatest length pushes the end record of a large ZIP out of what was looked at."""
    wide = struct.pack("<LQHHLLQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 20_000, 20_000, 9, 0)
    place = struct.pack("<LLQL", 0x07064B50, 0, 0, 1)
    end = struct.pack("<LHHHHLLH", 0x06054B50, 0, 0, 1, 1, 46, 0, 65_535)
    stream = io.BytesIO(b"PK\x03\x04" + bytes(300) + wide + place + end + b" " * 65_535)
    with pytest.raises(BadArchive, match="20000 files"):
        Archive(stream, "a.zip")


def test_too_many_members_are_refused_by_the_end_record() -> None:
    many = _zip(lambda a: [a.writestr(f"{n}", "") for n in range(30)])
    with pytest.raises(BadArchive, match="30 files; at most 20"):
        Archive(many, "a.zip", limits=ArchiveLimits(members=20))
    lying = bytearray(many.getvalue())
    place = lying.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", lying, place + 8, 1, 1)
    with pytest.raises(BadArchive):
        list(Archive(io.BytesIO(bytes(lying)), "a.zip", limits=ArchiveLimits(members=20)))
    with pytest.raises(BadArchive, match="more than 5 files"):
        Archive(_tar({str(n): b"" for n in range(9)}), "a.tgz", limits=ArchiveLimits(members=5))


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    inner = _zip(lambda a: a.writestr("x", "y")).getvalue()
    told = _told(_zip(lambda a: (a.writestr("story.txt", inner), a.writestr("ok", "1"))))
    assert "inside the archive" in told["story.txt"]
    assert told["ok"] == "1"


def test_encrypted_members_and_doubles_are_refused() -> None:
    content = bytearray(_zip(lambda a: a.writestr("a.txt", "words")).getvalue())
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        place = content.find(mark)
        content[place + (8 if mark == b"PK\x01\x02" else 6)] |= 1
    assert "encrypted" in _told(io.BytesIO(bytes(content)))["a.txt"]
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = _zip(lambda a: (a.writestr("a", "first"), a.writestr("a", "second")))
    archive = Archive(twice, "a.zip")
    assert archive.read("a") == b"first"
    assert "twice" in archive.problems[0].message


@pytest.mark.parametrize("name", [b"", b"\0.txt"])
def test_a_member_without_a_name_is_refused_and_the_rest_is_read(name: bytes) -> None:
    """Python's own look at its last letter, for a folder, ended the whole import."""
    packed = _zip(lambda archive: [archive.writestr(n, b"News.") for n in ("a.txt", "q.txt")])
    content = packed.getvalue().replace(b"q.txt", name.ljust(5, b"x") if name else b"q.txt")
    if not name:
        content = _without_name(content, b"q.txt")
    told = _told(io.BytesIO(content))
    assert told.pop("a.txt") == "News."
    assert [said.partition(":")[0] for said in told.values()] == ["refused"]


def _without_name(content: bytes, name: bytes) -> bytes:
    """The same ZIP, the name of one member cut out of its entry and of the directory."""
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content.rindex(b"PK\x01\x02", start, end)
    head = bytearray(content[entry : entry + 46])
    head[28:30] = b"\0\0"
    rest = content[entry + 46 + len(name) : end]
    tail = bytearray(content[end:])
    size = int.from_bytes(tail[12:16], "little") - len(name)
    tail[12:16] = size.to_bytes(4, "little")
    return content[:entry] + bytes(head) + rest + bytes(tail)


def test_a_broken_member_is_a_problem_and_the_others_are_read() -> None:
    content = bytearray(
        _zip(lambda a: (a.writestr("a", b"words" * 99), a.writestr("b", "2"))).getvalue()
    )
    content[32:36] = b"\xff" * 4
    told = _told(io.BytesIO(bytes(content)))
    assert "cannot be read" in told["a"]
    assert told["b"] == "2"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 10,
        b"\x1f\x8bjunk",
        b"hello",
        b"BZh9junk",
        b"\xfd7zXZ\x00junk",
    ],
)
def test_what_is_no_archive_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadArchive) as refused:
        Archive(io.BytesIO(content), "a.zip")
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (("[Content_Types].xml", "word/document.xml"), "This is a Word document. Save it as HTML"),
        (("xl/workbook.xml",), "Save it as CSV"),
        (("mimetype", "content.xml"), "OpenDocument"),
        (("mimetype", "META-INF/container.xml"), "EPUB"),
    ],
)
def test_an_office_document_is_refused_as_what_it_is(members: tuple[str, ...], told: str) -> None:
    stream = _zip(lambda archive: [archive.writestr(name, "<x/>") for name in members])
    with pytest.raises(BadArchive, match=told):
        Archive(stream, "a.docx")


def test_nothing_is_ever_written_beside_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _told(_zip(lambda a: (a.writestr("a/b.txt", "1"), a.writestr("../c.txt", "2"))))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_a_lone_compressed_file_is_the_file(ending: str, pack: Callable[[bytes], bytes]) -> None:
    line = b'{"headline": "Pier opens", "body": "It opens on Monday."}\n'
    archive = Archive(io.BytesIO(pack(line * 3)), f"wires/wire.ndjson.{ending}")
    assert [member.name for member in archive.members] == ["wire.ndjson"]
    assert archive.read("wire.ndjson") == line * 3
    assert archive.read("wire.ndjson") == line * 3, "it can be read twice"
    with pytest.raises(BadArchive, match="broken"):
        Archive(io.BytesIO(pack(line * 3)[:-6]), f"wire.ndjson.{ending}")
    with pytest.raises(BadArchive, match="times its size"):
        Archive(io.BytesIO(pack(b"0" * 5_000_000)), f"wire.txt.{ending}")
