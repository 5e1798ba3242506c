"""The one door for XML: no DTD, no entities, no network; bytes, depth and tokens capped.

A DOCTYPE that only names an outside DTD is let through and never loaded, and so is one that only
names parts of that DTD by relative paths, as NewsML 1.x does; one that declares anything is
refused. The named characters of HTML (&nbsp; &mdash;) are read as such, since the DTDs that would
declare them are not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias

from lxml import etree

from articles.ingest.mending import Mend, is_utf_8

Element: TypeAlias = etree._Element


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """What one document, or one element of a stream, may cost. The parser itself (huge_tree off)
    stops at 256 levels and at 10 MB for one text or attribute.
    """

    prolog_bytes: int = 64 * 1024
    part_bytes: int = 32 * 1024 * 1024
    """Of a whole document, or of a stream between one wanted element and the next."""
    part_marks: int = 600_000
    """"<" and "=" signs in the same stretch: elements and attributes cost far more than text."""


LIMITS: Final = XmlLimits()
CHUNK: Final = 64 * 1024


class BadXml(ValueError):
    """Not XML that we read; the message is a full sentence, `line` where it broke (0: unknown)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse(content: bytes, *, recover: bool = False, limits: XmlLimits = LIMITS) -> Element:
    """The root of a whole document. Raises BadXml, and nothing else.

    With `recover`, stray bytes and broken marks are mended where a parser can.
    """
    door = _Door(names=None, recover=recover, limits=limits)
    for start in range(0, max(len(content), 1), CHUNK):
        door.feed(content[start : start + CHUNK])
    root = door.close()
    if root is None:
        raise BadXml("There is no element in this XML.")
    return root


def iter_elements(
    stream: BinaryIO, names: Collection[str], *, recover: bool = False, limits: XmlLimits = LIMITS
) -> Iterator[Element]:
    """Each element of these local names, whatever its namespace, as soon as it is whole.

    An element is emptied and leaves the tree when the next one is asked for, so memory
    stays flat; its parents can be asked while it is at hand. Wanted elements inside wanted
    elements come first and are then gone from the outer one: ask for names that do not nest.
    Raises BadXml where the stream breaks, after all that stood before.
    """
    door = _Door(names=names, recover=recover, limits=limits)
    before: Element | None = None
    while True:
        chunk = stream.read(CHUNK)
        if chunk:
            door.feed(chunk)
        else:
            door.close()
        for element in door.ready():
            if before is not None:
                _forget(before, element)
            yield element
            element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older
            before = element
        if not chunk:
            return


def _forget(before: Element, now: Element) -> None:
    """Take `before` out of the tree with all that stands between it and `now`.

    Never the newest element itself: the parser may still be writing the text behind it.
    """
    parent = before.getparent()
    if parent is None:
        return
    if now.getparent() is parent:
        while (between := now.getprevious()) is not None and between is not before:
            parent.remove(between)
    parent.remove(before)


class _Door:
    """One parse: checks each piece before the parser sees it."""

    def __init__(self, *, names: Collection[str] | None, recover: bool, limits: XmlLimits) -> None:
        tags = [f"{{*}}{name}" for name in names] if names is not None else ["{*}*"]
        self._parser = etree.XMLPullParser(
            events=("end",) if names is not None else (),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            huge_tree=False,
            recover=recover,
            remove_comments=True,
            remove_pis=True,
        )
        self._recover = recover
        self._limits = limits
        self._prolog: bytes | None = b""
        self._mend: Mend | None = None
        self._bytes = self._marks = 0

    def feed(self, chunk: bytes) -> None:
        if self._prolog is not None:
            chunk = self._past_prolog(chunk)
            if not chunk:
                return
        mended = self._mend.feed(chunk) if self._mend else chunk
        self._count(mended)
        self._push(mended)

    def _past_prolog(self, chunk: bytes) -> bytes:
        self._prolog = (self._prolog or b"").lstrip() + chunk
        self._prolog = self._prolog.lstrip(b" \t\r\n")
        found = _check_prolog(self._prolog, self._limits)
        if found is None:
            if len(self._prolog) > self._limits.prolog_bytes:
                raise BadXml(
                    f"No element starts in the first {self._limits.prolog_bytes} bytes.", 1
                )
            return b""
        encoding, subset = found
        whole = self._prolog[: subset.start] + self._prolog[subset.stop :]
        self._prolog = None
        if encoding in _OLD_ENCODINGS and is_utf_8(whole):
            whole = _NAMED.sub(rb"\1utf-8", whole, count=1)
            encoding = "utf-8"
        elif encoding in _LATIN:
            whole = _NAMED.sub(rb"\1windows-1252", whole, count=1)
            encoding = "cp1252"
        if encoding != "wide":
            self._mend = Mend(encoding=encoding, recover=self._recover)
        return whole

    def _count(self, chunk: bytes) -> None:
        self._bytes += len(chunk)
        self._marks += chunk.count(b"<") + chunk.count(b"=")
        if self._bytes > self._limits.part_bytes:
            raise BadXml(f"One part of this XML has more than {self._limits.part_bytes} bytes.")
        if self._marks > self._limits.part_marks:
            raise BadXml(
                f"One part of this XML has more than {self._limits.part_marks} tags and attributes."
            )

    def _push(self, chunk: bytes) -> None:
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            raise self._problem(error) from error

    def ready(self) -> Iterator[Element]:
        for _event, element in self._parser.read_events():
            assert isinstance(element, etree._Element)  # "end" brings nothing else
            self._bytes = self._marks = 0
            _refuse_declarations(element)
            yield element

    def close(self) -> Element | None:
        if self._prolog is not None:
            raise BadXml("There is no element in this XML.", 1)
        if self._mend:
            self._push(self._mend.close())
        try:
            root: Element | None = self._parser.close()
        except etree.XMLSyntaxError as error:
            raise self._problem(error) from error
        if root is not None:
            _refuse_declarations(root)
        if self._recover:
            self._refuse_what_was_cut()
        return root

    def _refuse_what_was_cut(self) -> None:
        """Mending must not hide that a limit or the end of the file cut the input short."""
        for entry in self._parser.feed_error_log:
            if entry.type in _CUTS:
                raise BadXml(_sentence(entry.message), entry.line)

    def _problem(self, error: etree.XMLSyntaxError) -> BadXml:
        log = self._parser.feed_error_log
        if len(log):
            return BadXml(_sentence(log[0].message), log[0].line)
        return BadXml(_sentence(error.msg or "this is not XML"), error.lineno or 0)


_CUTS: Final = frozenset(
    {
        etree.ErrorTypes.ERR_NAME_TOO_LONG,
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_DOCUMENT_END,
    }
)


_LIMITS: Final = (
    ("Excessive depth", "The XML is nested over the depth of 256 levels."),
    ("Buffer size limit", "One text or attribute of the XML is over the limit of 10 MB."),
    ("huge text node", "One text or attribute of the XML is over the limit of 10 MB."),
    ("AttValue length too long", "One text or attribute of the XML is over the limit of 10 MB."),
)
"""What libxml2 calls its limits, and what they are."""


def _sentence(message: str) -> str:
    for said, told in _LIMITS:
        if said in message:
            return told
    words = " ".join(message.split())[:200].rstrip(".")
    words = words.replace(", use XML_PARSE_HUGE option", "").replace(", try XML_PARSE_HUGE", "")
    return f"The XML is broken: {words}."


def _refuse_declarations(element: Element) -> None:
    dtd: Any = element.getroottree().docinfo.internalDTD  # the stubs know no DTD's methods
    if dtd is not None and (next(dtd.iterentities(), None) or next(dtd.iterelements(), None)):
        raise BadXml(_DECLARES, 1)


_SPACE: Final = re.compile(r"\s+")
_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE\s(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*')*(?P<end>[>\[])", re.IGNORECASE
)
_PARTS: Final = re.compile(
    r"\[(?P<parts>(?:\s++|<!--(?:(?!-->).){0,2000}-->|%[\w.-]{1,60};|<!ENTITY\s+%\s+[\w.-]{1,60}\s+"
    r"(?:SYSTEM|PUBLIC\s+(?:\"[^\"<>%&]{0,200}\"|'[^'<>%&]{0,200}'))\s+"
    r"(?:\"(?:https?://)?[\w./-]{1,200}\.(?:dtd|mod|ent)\"|'(?:https?://)?[\w./-]{1,200}\.(?:dtd|mod|ent)')\s*>)"
    r"{0,40})\]",
    re.DOTALL,
)
"""An internal subset that only names parts of the DTD (NewsML 1.x): it is left out unread, nothing is fetched."""
_ENTITY: Final = re.compile(r"<!(?:ENTITY\s+[^%\s]|ELEMENT|ATTLIST|NOTATION)")
_DECLARES: Final = "The document type declares things of its own, which is refused."
_OLD_ENCODINGS: Final = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
_LATIN: Final = frozenset({"ascii", "iso8859-1"})
"""What senders call Windows-1252, whose quotation marks and dashes have no sign in either; so do browsers read it."""
_NAMED: Final = re.compile(rb"""(<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["'])[\w.:-]+""")
"""The encoding in a declaration, which senders copy from an older system and write UTF-8 below."""
_DECLARED: Final = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")


def _check_prolog(prolog: bytes, limits: XmlLimits) -> tuple[str, range] | None:
    """The encoding ("wide" for the UTF-16 family) once the root element is in sight, else None.

    With it comes the stretch of bytes to leave out: the harmless inside of a document type.
    """
    text, wide = _as_text(prolog[: limits.prolog_bytes])
    subset = range(0)
    place = 0
    while True:
        if found := _SPACE.match(text, place):
            place = found.end()
        if text.startswith("<?", place):
            end, skip = text.find("?>", place), 2
        elif text.startswith("<!--", place):
            end, skip = text.find("-->", place), 3
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            end, skip = _past_doctype(text, place), 0
            inside = _PARTS.search(text, place, max(end, place))
            if inside and inside["parts"].strip():
                if wide:
                    raise BadXml(_DECLARES, 1)
                moved = len(codecs.BOM_UTF8) if prolog.startswith(codecs.BOM_UTF8) else 0
                subset = range(inside.start() + moved, inside.end() + moved)
        elif re.match(r"<[^!?]", text[place : place + 2]):
            return "wide" if wide else _encoding(text), subset
        elif "<!DOCTYPE".startswith(text[place:].upper()) or text[place:] == "<!-":
            return None
        else:
            raise BadXml("This is not XML: something stands before the first element.", 1)
        if end < 0:
            return None
        place = end + skip


def _as_text(prolog: bytes) -> tuple[str, bool]:
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
        (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
        (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
    ):  # fmt: skip
        if prolog.startswith(mark):
            return prolog.decode(name, errors="ignore").lstrip("\ufeff"), True
    return prolog.removeprefix(codecs.BOM_UTF8).decode("latin-1"), False


def _past_doctype(text: str, place: int) -> int:
    found = _DOCTYPE.match(text, place)
    if not found:
        return -1
    if found["end"] == ">":
        return found.end()
    parts = _PARTS.match(text, found.end() - 1)
    if parts:
        closing = re.compile(r"\s*>").match(text, parts.end())
        return closing.end() if closing else -1
    if (
        "]" not in text[found.end() :]
        and len(text) < CHUNK
        and not _ENTITY.search(text, found.end())
    ):
        return -1
    raise BadXml(_DECLARES, 1)


def _encoding(text: str) -> str:
    found = _DECLARED.match(text)
    name = found[1] if found else "utf-8"
    try:
        codec = codecs.lookup(name)
        if codec.name.startswith(("utf-16", "utf-32")):  # declared so, yet written in bytes
            return "utf-8"
        plain = codec.decode(b"<!ENTITY a>")[0] == "<!ENTITY a>"
    except (LookupError, UnicodeError, TypeError) as error:
        raise BadXml(f"The encoding {name[:40]!r} is not known.", 1) from error
    if not plain or codec.name in {"utf-7", "punycode", "idna"}:
        raise BadXml(f"The encoding {name[:40]!r} is not read.", 1)
    return codec.name
