"""The one door for XML: what it lets through, and what it refuses before it costs anything."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from articles.ingest.elements import child, descendants, markup, text
from articles.ingest.xmltree import BadXml, XmlLimits, iter_elements, parse
from tests.shared_data import shared_data


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"<a>plain</a>", "plain"),
        (b"\n\n \xef\xbb\xbf<?xml version='1.0'?><a>after blanks</a>", "after blanks"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>été</a>'.encode("latin-1"), "été"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\x93It\x92s\x94 \x96 \xe9\x81</a>',
            "“It’s” – é",
        ),
        (b'<?xml version="1.0" encoding="US-ASCII"?><a>\x93It\x92s\x94</a>', "“It’s”"),
        (b"<a>It&#146;s &#x97; done&#133;</a>", "It’s — done…"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>“It’s” é</a>'.encode(), "“It’s” é"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>été</a>'.encode("utf-16"), "été"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>été</a>'.encode("utf-16-le"), "été"),
        ('<?xml version="1.0" encoding="windows-1251"?><a>да</a>'.encode("cp1251"), "да"),
        (b'<!DOCTYPE nitf SYSTEM "file:///etc/passwd"><a>never loaded</a>', "never loaded"),
        (
            b'<!DOCTYPE a PUBLIC "-//X//EN" "http://x.example/a.dtd" [ ]><a>blank inside</a>',
            "blank inside",
        ),
        (
            b'<!DOCTYPE N SYSTEM "n.dtd" [<!ENTITY % p SYSTEM "../p-3-0.dtd"> %p;]><a>parts</a>',
            "parts",
        ),
        (
            b'<!DOCTYPE N [<!ENTITY % p SYSTEM "http://x.example/p-3.dtd"> %p;]><a>never fetched</a>',
            "never fetched",
        ),
        (b"<a>x&nbsp;y &mdash; z &#8217; <![CDATA[&nbsp; & <b>]]></a>", "x y — z ’ &nbsp; & <b>"),
    ],
)
def test_a_harmless_document_is_read(document: bytes, words: str) -> None:
    assert text(parse(document)) == words


BOMBS: dict[str, bytes | Callable[[], bytes]] = {
    "entity": b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
    "external entity": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "parameter entity": b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://x.example/b.txt"> %b;]><a/>',
    "parameter with a value": b"<!DOCTYPE a [<!ENTITY % b \"<!ENTITY c 'd'>\"> %b;]><a/>",
    "absolute part": b'<!DOCTYPE a [<!ENTITY % b SYSTEM "/etc/b.dtd"> %b; <!ELEMENT a ANY>]><a/>',
    "entity in UTF-16": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'.encode("utf-16"),
    "attribute list": b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
    "laughs": b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;&b;&b;">]><a>&d;</a>',
    "20 MB attribute": lambda: b'<a b="' + b"x" * 20_000_000 + b'"/>',
    "20 MB text": lambda: b"<a>" + b"x" * 20_000_000 + b"</a>",
    "20 MB name": lambda: b"<" + b"x" * 20_000_000 + b"/>",
    "200,000 deep": lambda: b"<a>" * 200_000,
    "a million elements": lambda: b"<a>" + b"<b/>" * 1_000_000 + b"</a>",
    "a million attributes": lambda: (
        b"<a " + b" ".join(b'b%d=""' % n for n in range(700_000)) + b"/>"
    ),
    "40 MB": lambda: (
        (b"<a>" + b"<b>xxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xxxxxxxx</b>" * 99)
        * 7_000
    ),
    "long prolog": b"<!--" + b"x" * 200_000 + b"--><a/>",
    "UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a+AD4-",
    "no such encoding": b"<?xml version='1.0' encoding='klingon'?><a/>",
    "not XML": b"hello <p>",
    "nothing": b"",
}


def bomb(name: str) -> bytes:
    """Made for who asks: together they are 120 MB and a second's work, and each worker reads this file."""
    document = BOMBS[name]
    return document if isinstance(document, bytes) else document()


@pytest.mark.thorough
@pytest.mark.parametrize("recover", [False, True])
@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_document_is_refused_in_little_memory(name: str, *, recover: bool) -> None:
    document = bomb(name)
    tracemalloc.start()
    try:
        with pytest.raises(BadXml) as refused:
            parse(document, recover=recover)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(refused.value).endswith(".")
    assert peak < 60_000_000


def test_broken_xml_names_its_line() -> None:
    with pytest.raises(BadXml, match="tag mismatch") as refused:
        parse(b"<a>\n<b>\n</c></a>")
    assert refused.value.line == 3


def test_recovering_mends_stray_bytes_and_signs() -> None:
    root = parse(b"<a>AT&T &foo; \x08caf\xe9 &#8; <![CDATA[a & b]]></a>", recover=True)
    assert text(root) == "AT&T &foo; café a & b"


def test_recovering_does_not_hide_that_the_end_is_missing() -> None:
    stream = io.BytesIO(b"<rss><item>one</item><item>tw")
    found = iter_elements(stream, {"item"}, recover=True)
    assert text(next(found)) == "one"
    with pytest.raises(BadXml):
        list(found)


def test_a_reference_cut_between_two_reads_is_read_whole() -> None:
    assert text(parse(b"<a>" + b"x" * 65_530 + b"&mdash;y</a>")).endswith("x—y")


class _Endless(io.RawIOBase):
    """A feed of a given number of stories with junk between them."""

    def __init__(self, blocks: int) -> None:
        super().__init__()
        self._chunks = self._write(blocks)

    @staticmethod
    def _write(blocks: int) -> Iterator[bytes]:
        yield b"<rss><channel><title>T</title>"
        for _ in range(blocks):
            yield b"<item><x>y</x>zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz</item>\n <junk/>\n" * 900
        yield b"</channel></rss>"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return next(self._chunks, b"")


def test_a_stream_of_elements_keeps_the_tree_small() -> None:
    count = 0
    for item in iter_elements(_Endless(40), {"item"}):
        count += 1
        channel = item.getparent()
        assert channel is not None
        assert len(channel) < 3_000  # what one read brings, of 72,000
    assert count == 36_000


def test_junk_between_two_elements_has_a_limit() -> None:
    stream = io.BytesIO(b"<a>" + b"<junk/>" * 5_000 + b"<item/></a>")
    with pytest.raises(BadXml, match="1000 tags"):
        list(iter_elements(stream, {"item"}, limits=XmlLimits(part_marks=1000)))


def test_lookups_ignore_namespaces_and_markup_is_escaped_anew() -> None:
    root = parse(b'<x:a xmlns:x="urn:x"><x:b k="1&quot;">&lt;i&gt;</x:b><c/></x:a>')
    assert text(child(root, "b")) == "<i>"
    assert [found.tag for found in descendants(root, "c")] == ["c"]
    assert markup(root) == '<b k="1&quot;">&lt;i&gt;</b><c></c>'


def test_no_public_attack_string_is_read_with_an_entity() -> None:
    strings = json.loads(shared_data("security", "xml", "xxe-even.json").read_text())
    for document in strings:
        try:
            root = parse(str(document).encode(), recover=True)
        except BadXml:
            continue
        assert "root:" not in text(root)
        assert root.getroottree().docinfo.internalDTD is None or "ENTITY" not in document


def test_every_public_bomb_is_refused_or_harmless() -> None:
    for path in sorted(shared_data("security", "xml", "defusedxml").iterdir()):
        for recover in (False, True):
            try:
                root = parse(path.read_bytes(), recover=recover)
            except BadXml:
                continue
            assert path.name in {"dtd.xml", "simple.xml", "simple-ns.xml"}
            assert len(text(root)) < 100
