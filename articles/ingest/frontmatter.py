"""The head of a Markdown file: YAML (the part of it that sites use), TOML or JSON -> plain values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from articles.ingest.limits import LIMITS
from articles.ingest.strictjson import BadJSON, loads

_KEY: Final = re.compile(
    r"""(?P<key>"[^"]{1,200}"|'[^']{1,200}'|[^\s#\[\]{},&*!|>'"%@`-][^:#\n]{0,199}?)\s*:(?:\s+(?P<value>.*)|\s*$)"""
)
_ESCAPES: Final = {
    "n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "r": "\r", "0": "", " ": " ",
}  # fmt: skip
_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL
)
_DEPTH: Final = 12
_TEMPLATE: Final = re.compile(r"\{\{[^{}\n]{0,200}\}\}")


class BadFrontMatter(ValueError):
    """A head that cannot be read; `line` counts from 1 in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Split:
    """A file's front matter, the text after it and the line on which that text begins."""

    values: Mapping[str, Any]
    text: str
    first_line: int = 1


def has_front_matter(text: str) -> bool:
    """Whether the text opens with a fenced head."""
    return bool(re.match(r"(?:---(?:json|ya?ml|toml)?|\+\+\+)[ \t]*\r?\n", text))


def split(text: str) -> Split:
    """Front matter and text; without a head, no values and the whole text. Raises BadFrontMatter."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fence, kind = lines[0].rstrip(), ""
    if named := re.fullmatch(r"---(json|ya?ml|toml)", fence):  # Eleventy says what it holds
        fence, kind = "---", named[1]
    if fence in {"---", "+++"}:
        ends = {"---", "..."} if fence == "---" else {"+++"}
        for number, line in enumerate(lines[1 : LIMITS["front_matter_lines"]], start=1):
            if line.rstrip() in ends:
                head, rest = lines[1:number], lines[number + 1 :]
                if kind == "json":
                    return Split(_json("\n".join(head)), "\n".join(rest), number + 2)
                is_toml = fence == "+++" or kind == "toml"
                values = _toml(head) if is_toml else _yaml(head)
                return Split(values, "\n".join(rest), number + 2)
        if fence == "---":  # a rule that opens a text
            return Split({}, text)
        raise BadFrontMatter("The front matter opens with +++ and never ends.", 1)
    if fence.startswith("{"):
        return _json_head("\n".join(lines))
    return Split({}, text)


def _json_head(text: str) -> Split:
    end = text.find("\n}\n")
    if end < 0:
        return Split({}, text)
    values = _json(text[: end + 2])
    return Split(values, text[end + 3 :], text.count("\n", 0, end + 3) + 1)


def _json(text: str) -> dict[str, Any]:
    try:
        values = loads(text)
    except BadJSON as fault:
        raise BadFrontMatter(str(fault), fault.line) from fault
    return values if isinstance(values, dict) else {}


def _toml(lines: list[str]) -> dict[str, Any]:
    try:
        values = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) + 1 if found else 1
        raise BadFrontMatter(f"The front matter is not TOML: {fault}.", line) from fault
    except RecursionError as fault:
        raise BadFrontMatter("The front matter is nested too deep.", 1) from fault
    flat = {name: _plain(value) for name, value in values.items()}
    for table in ("taxonomies", "params", "extra"):  # Hugo and Zola
        if isinstance(flat.get(table), dict):
            flat = {**flat[table], **flat}
    return flat


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    return value


def _yaml(lines: list[str]) -> dict[str, Any]:
    parser = _Yaml(lines)
    value = parser.block(0, 0)
    if parser.at < len(lines):
        raise BadFrontMatter("This line of the front matter cannot be read.", parser.at + 2)
    return value if isinstance(value, dict) else {}


class _Yaml:
    """Maps, lists, quoted and folded texts by indentation; tags and anchors are not followed."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def block(self, indent: int, depth: int) -> Any:
        if depth > _DEPTH:
            raise BadFrontMatter("The front matter is nested too deep.", self.at + 2)
        values: dict[str, Any] = {}
        entries: list[Any] = []
        while (line := self._next()) is not None:
            here = len(line) - len(line.lstrip(" "))
            text = line.strip()
            if here < indent:
                break
            if text == "-" or text.startswith("- "):
                entries.append(self._entry(here, text[1:].strip(), depth))
                continue
            found = _KEY.fullmatch(_uncommented(text))
            if not found or entries:
                raise BadFrontMatter(
                    f'The front matter has a line without "name: value": {text[:60]}', self.at + 2
                )
            self.at += 1
            values[_unquoted(found["key"])] = self._value(found["value"] or "", here, depth)
        return entries or values

    def _next(self) -> str | None:
        while self.at < len(self.lines):
            line = self.lines[self.at].expandtabs(2)
            if line.strip() and not line.lstrip().startswith("#"):
                return line
            self.at += 1
        return None

    def _entry(self, indent: int, text: str, depth: int) -> Any:
        if text and _KEY.fullmatch(_uncommented(text)) and text[0] not in "\"'":
            self.lines[self.at] = " " * (indent + 2) + text  # "- name: A" opens a map
            return self.block(indent + 2, depth + 1)
        self.at += 1
        return self._value(text, indent, depth)

    def _value(self, text: str, indent: int, depth: int) -> Any:
        if re.fullmatch(r"[|>][+-]?\d?[+-]?(?:\s+#.*)?", text):
            return self._folded(indent, keep=text[0] == "|")
        if not text or text.startswith(("#", "&")):
            following = self._next()
            if following is None:
                return None
            here = len(following) - len(following.lstrip(" "))
            dashed = following.strip().startswith("- ") or following.strip() == "-"
            if here > indent or (dashed and here == indent):
                return self._nested(here, depth)
            return None
        if text.startswith("{{"):  # a template's word, which no site writes as a map
            return _scalar(_TEMPLATE.sub("", _uncommented(text)))
        if text[0] in "[{":
            return self._flow(text)
        if text[0] in "\"'":
            return self._quoted(text)
        return _scalar(self._continued(_uncommented(text), indent))

    def _nested(self, indent: int, depth: int) -> Any:
        line = self._next() or ""
        text = line.strip()
        if not text.startswith("-") and not _KEY.fullmatch(_uncommented(text)):
            return _scalar(self._continued("", indent - 1))
        if text.startswith("- ") or text == "-":
            return self._list(indent, depth)
        return self.block(indent, depth + 1)

    def _list(self, indent: int, depth: int) -> list[Any]:
        entries: list[Any] = []
        while (line := self._next()) is not None:
            here = len(line) - len(line.lstrip(" "))
            text = line.strip()
            if here != indent or not (text == "-" or text.startswith("- ")):
                break
            entries.append(self._entry(here, text[1:].strip(), depth + 1))
        return entries

    def _continued(self, text: str, indent: int) -> str:
        """A bare text goes on over deeper lines."""
        parts = [text]
        while self.at < len(self.lines):
            line = self.lines[self.at].expandtabs(2)
            if not line.strip() or len(line) - len(line.lstrip(" ")) <= indent:
                break
            parts.append(line.strip())
            self.at += 1
        return " ".join(part for part in parts if part)

    def _folded(self, indent: int, *, keep: bool) -> str:
        lines: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at].expandtabs(2)
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            lines.append(line)
            self.at += 1
        inner = min(
            (len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0
        )
        cut = [line[inner:].rstrip() for line in lines]
        if keep:
            return "\n".join(cut).strip("\n")
        paragraphs = re.split(r"\n{2,}", "\n".join(cut).strip("\n"))
        return "\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)

    def _quoted(self, text: str) -> str:
        sign = text[0]
        started = self.at
        while not _closed(text, sign):
            if self.at >= len(self.lines):
                raise BadFrontMatter(
                    "A quotation mark of the front matter is never closed.", started + 1
                )
            text += " " + self.lines[self.at].strip()
            self.at += 1
        said = _unquoted(text)
        return _TEMPLATE.sub("", said) if said.startswith("{{") else said

    def _flow(self, text: str) -> Any:
        started = self.at
        while not _balanced(text):
            if self.at >= len(self.lines) or len(text) > 100_000:
                raise BadFrontMatter("A bracket of the front matter is never closed.", started + 1)
            text += " " + self.lines[self.at].strip()
            self.at += 1
        value, _end = _flow_value(text, 0, 0, started + 1)
        return value


def _uncommented(text: str) -> str:
    if text[:1] in {'"', "'"}:
        return text
    places = [place for place in (text.find(" #"), text.find("\t#")) if place >= 0]
    return text[: min(places)].rstrip() if places else text


def _closed(text: str, sign: str) -> bool:
    body = re.sub(r"\\.", "", text[1:]) if sign == '"' else text[1:].replace("''", "")
    return sign in body


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        found = re.match(r'"((?:[^"\\]|\\.)*)"', text, re.DOTALL)
        return _ESCAPE.sub(_escaped, found[1]) if found else text.strip('"')
    if text.startswith("'"):
        found = re.match(r"'((?:[^']|'')*)'", text, re.DOTALL)
        return found[1].replace("''", "'") if found else text.strip("'")
    return text


def _escaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _ESCAPES.get(match[4], match[4])


def _scalar(text: str) -> Any:
    text = text.strip()
    if text in {"true", "True", "TRUE", "yes", "Yes"}:
        return True
    if text in {"false", "False", "FALSE", "no", "No"}:
        return False
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    return re.sub(r"^!!?\w*\s+", "", text)


def _balanced(text: str) -> bool:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', "", text)
    return bare.count("[") + bare.count("{") <= bare.count("]") + bare.count("}")


_FLOW_TEXT: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^,\[\]{}]*)\s*')


def _flow_value(text: str, at: int, depth: int, line: int) -> tuple[Any, int]:
    while at < len(text) and text[at] in " \t":
        at += 1
    opener = text[at : at + 1]
    if opener not in {"[", "{"}:
        found = _FLOW_TEXT.match(text, at)
        assert found is not None
        raw = found[1].strip()
        return (_unquoted(raw) if raw[:1] in {'"', "'"} else _scalar(raw)), found.end()
    if depth > _DEPTH:
        raise BadFrontMatter("The front matter is nested too deep.", line)
    if opener == "{":
        return _flow_map(text, at + 1, depth, line)
    entries: list[Any] = []
    at += 1
    while at < len(text) and text[at] != "]":
        value, after = _flow_value(text, at, depth + 1, line)
        entries.append(value)
        at = (
            after + (text[after : after + 1] == ",")
            if after > at or text[after : after + 1] == ","
            else after + 1
        )
    return [entry for entry in entries if entry is not None], at + 1


_FLOW_KEY: Final = re.compile(
    r'[\s,]*(?:"(?P<twice>(?:[^"\\]|\\.)*)"|\'(?P<once>[^\']*)\'|(?P<bare>[^,:{}\[\]]*))\s*:?'
)


def _flow_map(text: str, at: int, depth: int, line: int) -> tuple[dict[str, Any], int]:
    """The pairs behind a "{"; a value may be quoted, a list or a map itself."""
    values: dict[str, Any] = {}
    while at < len(text) and text[at] != "}":
        found = _FLOW_KEY.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        name = found["twice"] or found["once"] or (found["bare"] or "").strip()
        value, at = None, found.end()
        if found[0].endswith(":"):
            value, at = _flow_value(text, at, depth + 1, line)
        if name:
            values[name] = value
    return values, at + 1
