"""Mail (.eml, .mbox): emailed stories and press releases with the pictures attached to them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr
from typing import BinaryIO, Final

from articles.ingest.bodies import BodyRefused, set_html, set_lines
from articles.ingest.cleaning.text import is_finished
from articles.ingest.dialects.mail_forwards import (
    LETTER_WORDS,
    body_without_head,
    text_without_head,
)
from articles.ingest.encoding import decode
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.notebook import Notebook
from articles.ingest.page.mhtml import is_saved_page
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from articles.ingest.streams import Chained, read_up_to

_FIELD: Final = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|\r?$)", re.MULTILINE)
_ENVELOPE: Final = re.compile(rb"From \S{1,300} [^\r\n]{6,60}\d{4}[^\r\n]{0,20}\r?\n")
"""The line above each mail of an mbox: who sent it, and when it came."""
_ENVELOPE_BYTES: Final = 1024
_QUOTED: Final = re.compile(rb">+From ")
_OF_MAIL: Final = frozenset(
    b"message-id mime-version received return-path delivered-to dkim-signature x-mailer".split()
)
_MANY_PARTS: Final = "The mail has more than {most} parts. Save what matters as a mail of its own."
_SHUT: Final = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_PICTURES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff")
_PREFIX: Final = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|vs|sv)\s*:\s*|\[(?:ext|extern|external)\]\s*)+", re.IGNORECASE
)
_RELEASE: Final = re.compile(
    r"^(?:embargoed )?(?:press|media|news) release\s*[:|–—-]\s*(?=\S)", re.IGNORECASE
)
_WAITS: Final = re.compile(
    r"\bembargo|\bnot for (?:immediate )?(?:release|publication)|\bhold for|sperrfrist",
    re.IGNORECASE,
)
_CID: Final = re.compile(r"""(src\s*=\s*["']?)cid:([^"'\s>]{1,300})""", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}")
_RULE: Final = re.compile(r"^[ \t]*(?:[-=_*~]{3,60}|[-*] [-*] [-* ]{1,40})[ \t]*$", re.MULTILINE)
_GREETING: Final = re.compile(
    r"(?:hi|hello|dear|hey|good (?:morning|afternoon|evening)|morning|all|team)\b", re.IGNORECASE
)
TITLE_WORDS: Final = 20
_SIGNATURE: Final = "-- "
_FREE_HOSTS: Final = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com yahoo.com icloud.com gmx.de web.de".split()
)
"""Where everybody may have an address: no source of stories."""


def looks_like(name: str, head: bytes) -> bool:
    """The head fields of a mail: a sender, and one that only mail has; not those of a saved page."""
    if is_saved_page(head):
        return False
    fields = {
        each.lower() for each in _FIELD.findall(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])
    }
    if _ENVELOPE.match(head):
        return b"from" in fields or b"subject" in fields
    starts = _FIELD.match(head.lstrip(b"\xef\xbb\xbf")) is not None or head.startswith(b"From ")
    return starts and b"from" in fields and bool(fields & _OF_MAIL or name.lower().endswith(".eml"))


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """A draft for each mail, whatever stands in it: a letter alone never publishes itself."""
    head = read_up_to(stream, _ENVELOPE_BYTES)
    if not _ENVELOPE.match(head):
        rest = read_up_to(stream, LIMITS["mail_bytes"] + 1 - len(head))
        yield from _read_one(head + rest, Origin(file=name))
        return
    box = io.BufferedReader(Chained(head, stream))
    for number, raw in enumerate(_mails(box), start=1):
        yield from _read_one(raw, Origin(file=name, place=f"mail {number}"))


def _mails(box: Iterable[bytes]) -> Iterator[bytes]:
    """The mails of an mbox (RFC 4155); of one that is too large only as much as shows that."""
    gathered: list[bytes] = []
    size = 0
    is_new = True
    for line in box:
        if is_new and _ENVELOPE.match(line):
            if gathered:
                yield b"".join(gathered)
            gathered, size = [], 0
        elif size <= LIMITS["mail_bytes"]:
            gathered.append(line[1:] if _QUOTED.match(line) else line)
            size += len(line)
        is_new = not line.strip()
    if gathered:
        yield b"".join(gathered)


def _read_one(raw: bytes, origin: Origin) -> Iterator[StoryRecord | Problem]:
    fault = _fault(raw)
    if fault:
        yield Problem(origin, fault)
        return
    notebook = Notebook(origin)
    try:
        mail = BytesParser(policy=compat32).parsebytes(raw)
        story = _story(mail, notebook)
    except (MessageError, RecursionError, LookupError, ValueError) as error:
        yield Problem(origin, f"The mail cannot be read: {error or type(error).__name__}.")
        return
    if story is None:
        yield Problem(origin, "The mail is encrypted. Open it in a mail program and save its text.")
        return
    yield story
    yield from notebook.problems


def _fault(raw: bytes) -> str:
    """What is too much, found before anything is parsed."""
    if len(raw) > LIMITS["mail_bytes"]:
        return f"The mail is over {megabytes('mail_bytes')}. Save its text and pictures as files."
    head = re.search(rb"\r?\n\r?\n", raw)
    if (head.start() if head else len(raw)) > LIMITS["mail_head_bytes"]:
        return f"The head of the mail is over {LIMITS['mail_head_bytes'] // 1000} kB."
    most = LIMITS["mail_parts"]
    parts = len(re.findall(rb"^content-type:", raw, re.IGNORECASE | re.MULTILINE))
    return _MANY_PARTS.format(most=most) if parts > most else ""


def _story(mail: Message, notebook: Notebook) -> StoryRecord | None:
    if mail.get_content_type() in _SHUT:
        return None
    story = StoryRecord(origin=notebook.origin, format="mail", status="draft")
    subject = _words(mail, "Subject")
    story.headline = _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject
    story.headline = _RELEASE.sub("", story.headline)
    if _WAITS.search(subject):
        story.hold.append(f"The subject sets a condition: “{subject[:200]}”.")
    number = _words(mail, "Message-ID").strip("<> ")
    story.source_id = f"mid:{number}" if number else ""  # as RFC 2392 has it: no wire's own number
    story.published_at = notebook.moment(_words(mail, "Date"), "published_at", name="Date")
    story.language = _words(mail, "Content-Language").partition(",")[0].strip()
    story.topics = [each.strip() for each in _words(mail, "Keywords").split(",") if each.strip()]
    _set_sender(story, mail)
    _set_parts(story, mail, notebook)
    return story


def _set_sender(story: StoryRecord, mail: Message) -> None:
    sender = _words(mail, "From")
    encoded, address = parseaddr(str(mail.get("From") or "")[: LIMITS["mail_field_characters"]])
    host = address.rpartition("@")[2].lower()
    if _HOST.fullmatch(host) and host not in _FREE_HOSTS:
        story.source, story.source_name = host, _decoded(encoded)
    told = [f"Mail from {sender}" if sender else "Mail without a sender"]
    told += [
        f"{label}: {said}"
        for label in ("Organization", "Reply-To")
        if (said := _words(mail, label))
    ]
    story.editor_note = "\n".join(told)


def _set_parts(story: StoryRecord, mail: Message, notebook: Notebook) -> None:
    """The text, as HTML if that holds any; pictures; a note for each other attachment."""
    pages: list[str] = []
    texts: list[str] = []
    names: dict[str, str] = {}
    for number, part in enumerate(_leaves(mail), start=1):
        kind = part.get_content_type()
        name = _file_name(part, number)
        is_file = part.get_content_disposition() == "attachment"
        if kind in _PICTURES:
            content = _bytes(part)
            names[_words(part, "Content-ID").strip("<> ")] = name
            caption = _words(part, "Content-Description")
            story.pictures.append(
                PictureRecord(
                    notebook.origin, reference=name, role="body", caption=caption, content=content
                )
            )
        elif kind == "text/html" and not is_file:
            pages.append(_text(part))
        elif kind == "text/plain" and not is_file:
            texts.append(_flowing(part))
        elif kind not in ("text/x-amp-html", "text/calendar", "application/pgp-signature"):
            size = len(_bytes(part)) // 1000
            notebook.note(f"The attachment “{name}” ({kind}, {size} kB) was not read.")
    _set_text(story, pages, texts, names, notebook)


def _set_text(
    story: StoryRecord,
    pages: list[str],
    texts: list[str],
    names: dict[str, str],
    notebook: Notebook,
) -> None:
    for page in pages if not _is_stub(pages, texts) else []:
        shown = _CID.sub(lambda found: found[1] + names.get(found[2], ""), page)
        try:
            if set_html(story, shown, base=story.source_url):
                body_without_head(story)
                return
        except BodyRefused as refused:
            notebook.note(str(refused), "body")
    text, _mark, signature = "\n".join(texts).partition(f"\n{_SIGNATURE}\n")
    text = _without_letter(story, text_without_head(story, text))
    if set_lines(story, text) and signature.strip():
        story.removed.append((signature.strip(), "the signature of the mail's sender"))
        story.editor_note += f"\n{signature.strip()}"


def _is_stub(pages: list[str], texts: list[str]) -> bool:
    """Whether the HTML holds less than half of the words of the text beside it."""
    shown = len(plain(" ".join(pages)).split())
    return 2 * shown < len(" ".join(texts).split())


def _without_letter(story: StoryRecord, text: str) -> str:
    """The copy below a rule, where a letter to the desk stands above it; the letter goes into the note."""
    found = _RULE.search(text)
    letter = text[: found.start()].strip() if found else ""
    if not found or len(letter.split()) > LETTER_WORDS or not _GREETING.match(letter):
        return text
    copy = text[found.end() :].lstrip()
    if len(copy.split()) < len(letter.split()):
        return text
    story.removed.append((letter, "a letter to the desk above the copy"))
    story.editor_note += f"\n{letter}"
    title, _, below = copy.partition("\n")
    if 0 < len(title.split()) <= TITLE_WORDS and not is_finished(title) and below[:1] in "\n\r":
        story.headline = title.strip()
        return below
    return copy


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something; what is inside an attached mail belongs to that."""
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    for part in mail.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part)


def _file_name(part: Message, number: int) -> str:
    given = part.get_filename() or ""
    base = re.split(r"[\\/]", _decoded(given))[-1].strip().lstrip(".")
    return base[:150] or f"part-{number}.{part.get_content_subtype()}"


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    return decode(_bytes(part), str(part.get_content_charset() or "")).text


def _flowing(part: Message) -> str:
    """Lines that end in a space go on in the next one, where the mail says so (RFC 3676)."""
    text = _text(part).replace("\r\n", "\n")
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    closed = str(part.get_param("delsp") or "").lower() == "yes"
    lines: list[str] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ") if raw.startswith(" ") else raw
        if goes_on:
            lines[-1] = (lines[-1][:-1] if closed else lines[-1]) + line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != _SIGNATURE
    return "\n".join(lines)


def _words(part: Message, name: str) -> str:
    """A head field in plain words on one line; what cannot be decoded stays as it is."""
    return _decoded(str(part.get(name) or ""))


def _decoded(given: str) -> str:
    given = given[: LIMITS["mail_field_characters"]]
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        given = str(make_header(decode_header(given)))
    return " ".join(given.split())
