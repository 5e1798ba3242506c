"""FORMATS: every kind of file that the import reads, in order of certainty, and how one is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Literal, Protocol, cast

from articles.ingest.encoding import declared_charset, decode, is_binary

HEAD_BYTES: Final = 65_536
"""How much of a file `detect` wants to see."""

Shape = Literal["picture", "document", "markup", "json", "text"]


class Reader(Protocol):
    """What every module under articles.ingest.readers offers; `read` differs in its extras."""

    __name__: str

    @staticmethod
    def looks_like(name: str, head: bytes) -> bool:
        """Whether a file of this name that begins so is of this format."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the registry; its reader is imported when a file could be of this kind."""

    module: str
    shapes: frozenset[Shape]
    title: str


def _format(module: str, title: str, *shapes: Shape) -> Format:
    return Format(f"articles.ingest.readers.{module}", frozenset(shapes), title)


FORMATS: Final[dict[str, Format]] = {
    # Magic bytes and root elements: certain.
    "iptc_picture": _format("iptc_picture", "picture with IPTC fields", "picture"),
    "document": _format("document", "document of Word, OpenDocument or RTF", "document"),
    "newsml_g2": _format("newsml_g2", "NewsML-G2", "markup"),
    "newsml": _format("newsml", "NewsML 1.2", "markup"),
    "nitf": _format("nitf", "NITF", "markup"),
    "sgml": _format("sgml", "wire archive in SGML", "markup"),
    "wxr": _format("wxr", "WordPress export (WXR)", "markup"),
    "feed": _format("feed", "RSS, Atom, RDF or JSON Feed", "markup", "json"),
    "ninjs": _format("ninjs", "ninjs", "json"),
    "ghost": _format("ghost", "Ghost export", "json"),
    "iptc7901": _format("iptc7901", "IPTC 7901 or ANPA 1312 wire text", "text"),
    "mail": _format("mail", "mail (EML, mbox)", "text"),
    "databank": _format("databank", "export of a press data bank", "text"),
    "movabletype": _format("movabletype", "Movable Type export", "text"),
    # Names and heads: likely.
    "markdown": _format("markdown", "Markdown", "text", "markup", "json"),
    "webpage": _format("webpage", "web page", "markup", "text"),
    "xmlrows": _format("xmlrows", "XML with an element a story", "markup"),
    "jsonlines": _format("jsonlines", "JSON or JSON Lines", "json"),
    "tables": _format("tables", "CSV or TSV table", "text", "markup", "json"),
    # What is left, if it is text at all.
    "plaintext": _format("plaintext", "plain text", "text", "markup"),
}


@cache
def reader(name: str) -> Reader:
    """The module that reads the format `name`; raises KeyError for a name not in FORMATS."""
    return cast(Reader, import_module(FORMATS[name].module))


def detect(name: str, head: bytes) -> str | None:
    """The format of a file called `name` that begins with `head` (HEAD_BYTES or less).

    None means that no reader takes it; `explain` says why.
    """
    shape = _shape(head)
    if shape is None or _foreign_markup(name):
        return None
    strange = (
        _is_page_part(name)
        or _is_called_picture(name)
        or (_strange_markup(name, first_signs(head)) if shape == "markup" else _is_no_text(head))
    )
    for key, row in FORMATS.items():
        if strange and (key in _FOR_ANY_TEXT or (key == "webpage" and _is_called_picture(name))):
            continue
        if shape in row.shapes and _is_there(row.module) and reader(key).looks_like(name, head):
            return key
    return None


@cache
def _is_there(module: str) -> bool:
    """Whether the reader is installed; a stripped-down copy reads what it can."""
    return find_spec(module) is not None


def explain(name: str, head: bytes) -> str:
    """Why `detect` found no format, and what to do: one or two full sentences."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "The file is empty. Check how it was exported or copied."
    for magic, sentence in _KNOWN_STRANGERS:
        if head.startswith(magic):
            return sentence
    if head[4:8] == b"ftyp":
        return "This is a video or picture container, not a story; add it to a story as media."
    if is_binary(head):
        return (
            "The file is binary: no format of ours begins like this. "
            "Export the stories as text, HTML, JSON, CSV or XML."
        )
    if name.lower().endswith(".sql"):
        return (
            "This is a database's dump in SQL. Export the table of its stories as CSV, JSON or XML "
            "(mysqldump --xml, psql's \\copy) and import that."
        )
    if _is_page_part(name):
        return (
            "This is a script, style sheet or program, such as a saved page brings along; no story."
        )
    if _is_called_picture(name):
        return (
            "It is called a picture and holds text, such as the page that a site sends for a picture "
            "that is gone. Fetch the picture anew; a story needs another name."
        )
    if _REFERENCES.match(head):
        return (
            "This is a list of references (RIS), which holds no texts of stories. "
            "Export the documents themselves, as text or HTML."
        )
    if _is_labeled(head):
        return (
            "Its lines are single words with a label each, as programs that read language write "
            "them; this is no story. Import the text that they were made of."
        )
    strange = _strange_markup(name, first_signs(head))
    if strange:
        return strange
    if foreign := _foreign_markup(name):
        return (
            f"This is {foreign}, which is not read: its marks would stand in the text. "
            "Convert it to Markdown or HTML (pandoc does) and import that."
        )
    known = ", ".join(row.title for row in FORMATS.values())
    return f"No reader knows this file. The formats read are: {known}."


_KNOWN_STRANGERS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "This is a PDF. Save its text as .txt or .html and import that."),
    (b"PK\x03\x04", "This is a ZIP archive or an office document. Unpack it, or save it as text."),
    (b"PK\x05\x06", "This ZIP archive is empty."),
    (b"\xd0\xcf\x11\xe0", "This is an old office document. Save it as plain text or HTML."),
    (b"\x1f\x8b", "This is a gzip archive. Unpack it and import what is inside."),
    (b"7z\xbc\xaf", "This is a 7z archive. Unpack it and import what is inside."),
    (b"Rar!", "This is a RAR archive. Unpack it and import what is inside."),
    (b"\x89PNG", "A PNG picture says nothing about itself; add it to a story as media."),
    (b"GIF8", "A GIF picture says nothing about itself; add it to a story as media."),
    (b"8BPS", "This is a Photoshop file. Export it as JPEG."),
    (b"RIFF", "This is a sound, video or WebP file, not a story; add it to a story as media."),
    (b"ID3", "This is a sound file, not a story; bring in the text that belongs to it."),
    (b"OggS", "This is a sound file, not a story; bring in the text that belongs to it."),
    (
        b"WARC/",
        "This is a web archive (WARC). Unpack its pages as HTML files and import their folder.",
    ),
    (b"SQLite format 3", "This is a database file. Export its stories as JSON Lines or CSV."),
    (b"\x7fELF", "This is a program, not a story; name a text, a page or an export."),
    (b"MZ", "This is a program, not a story; name a text, a page or an export."),
)

_FOR_ANY_TEXT: Final = frozenset({"tables", "plaintext"})
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_XML_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s>/])")


_PAGE_PARTS: Final = (
    ".js", ".mjs", ".cjs", ".css", ".scss", ".map", ".ts", ".jsx", ".tsx", ".php", ".py", ".rb", ".sh",
    ".bat", ".sql", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".lock", ".log", ".htaccess",
)  # fmt: skip


def _is_page_part(name: str) -> bool:
    return name.lower().endswith(_PAGE_PARTS)


_REFERENCES: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - [A-Z]{3,6}\s")
_LABELED: Final = re.compile(rb"^\S{1,60}[\t ](?:O|[BI]-[\w-]{1,40})\r?$", re.MULTILINE)
_LABELED_LINES: Final = 10
"""Fewer may be anything."""


def _is_no_text(head: bytes) -> bool:
    return _REFERENCES.match(head) is not None or _is_labeled(head)


def _is_labeled(head: bytes) -> bool:
    """Whether nearly every line is a word and its label in the IOB scheme (CoNLL files)."""
    if b"\tO" not in head and b" O" not in head:
        return False
    lines = sum(1 for line in head.split(b"\n") if line.strip())
    return lines >= _LABELED_LINES and len(_LABELED.findall(head)) > 0.9 * lines


def _is_called_picture(name: str) -> bool:
    return name.lower().endswith(
        (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff")
    )


_FOREIGN: Final = {
    ".rst": "reStructuredText", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".org": "Org text",
    ".textile": "Textile", ".tex": "LaTeX",
}  # fmt: skip


def _foreign_markup(name: str) -> str:
    """What a text in another markup than Markdown is called; "" for all others."""
    return next((told for end, told in _FOREIGN.items() if name.lower().endswith(end)), "")


_TYPESET: Final = re.compile(
    r"<(?:ASCII|ANSI|UNICODE)-(?:WIN|MAC)>|<v\d{1,2}\.\d{1,2}><e\d{1,2}>", re.IGNORECASE
)
"""How the tagged text of InDesign and the tags of QuarkXPress begin."""


def _strange_markup(name: str, start: str) -> str:
    """What XML without a reader is; "" for text that only begins with an angle bracket."""
    if _TYPESET.match(start):
        return (
            "This is a text with the marks of a layout program (InDesign, QuarkXPress). "
            "Export the story as RTF, Word or plain text and import that."
        )
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]{0,300}\[", start):
        return "The XML declares entities of its own, which is refused: they can read files and fill memory."
    root = _XML_ROOT.search(_COMMENT.sub("", start))
    kind = root[1] if root else ""
    if kind.lower() == "svg" or name.lower().endswith(".svg"):
        return "This is an SVG drawing. It can carry scripts, so it is not read; save it as PNG or JPEG."
    if start.startswith(("<?xml", "<!DOCTYPE")) or name.lower().endswith(
        (".xml", ".rdf", ".atom", ".rss")
    ):
        holds = f'its root element is "{kind[:40]}"' if kind else "there is no element in it"
        return f"This is XML that no reader knows: {holds}."
    return ""


_PICTURES: Final = (b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def _shape(head: bytes) -> Shape | None:
    """What kind of bytes these are, cheaply: most readers need not even be loaded."""
    if head.startswith(_PICTURES):
        return "picture"
    if head.startswith((b"PK\x03\x04", b"{\\rtf")):
        return "document"
    strangers = tuple(magic for magic, _ in _KNOWN_STRANGERS if magic != b"MZ")
    if head.startswith(strangers) or is_binary(head) or not head.strip(b"\x00 \t\r\n"):
        return None
    if head.startswith(b"MZ") and b"\x00" in head[:64]:
        return None
    start = first_signs(head)
    if not start:
        return None
    if start.startswith("<") and re.match(r"<[!?/A-Za-z]", start):
        return "markup"
    return "json" if start[0] in "{[" else "text"


def first_signs(head: bytes) -> str:
    """The head as text from its first visible sign on."""
    return decode(head, declared_charset(head)).text.lstrip("\ufeff\x00 \t\r\n\x0b\x0c")
