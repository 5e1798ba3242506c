"""CSS selectors of site rules -> XPath: tag, class, id, attribute, child and descendant, nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_STEP: Final = re.compile(
    r"(?P<tag>\*|[A-Za-z][\w-]*)?(?P<rest>(?:[.#][\w-]+|\[[^\[\]]{1,200}\])*)"
)
_PART: Final = re.compile(r"\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attr>[^\[\]]+)\]")
_ATTRIBUTE: Final = re.compile(
    r"""(?P<name>[\w:-]+)\s*(?:(?P<sign>[*^$~|]?=)\s*["']?(?P<value>[^"'\]]*)["']?)?"""
)
_PLAIN: Final = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


class BadSelector(ValueError):
    """A selector that is not understood; the message says which part."""


@lru_cache(maxsize=512)
def to_xpath(selector: str) -> str:
    """The XPath of a selector like "article > div.body p.lead, #story". Raises BadSelector."""
    if not selector.strip() or len(selector) > 1_000:
        raise BadSelector("The selector is empty or longer than 1,000 characters.")
    return " | ".join(_one(part.strip()) for part in selector.split(","))


def _one(selector: str) -> str:
    path = ""
    axis = "//"
    parts = re.findall(r">|(?:[^\s>\[]|\[[^\]]*\])+", selector)
    if "".join(parts) != "".join(selector.split()) and "[" in re.sub(r"\[[^\]]*\]", "", selector):
        raise BadSelector(f'A bracket of the selector "{selector[:80]}" is never closed.')
    for part in parts:
        if part == ">":
            axis = "/"
            continue
        path += axis + _step(part)
        axis = "//"
    if not path or axis == "/":
        raise BadSelector(f'The selector "{selector[:80]}" ends too early.')
    return path


def _step(token: str) -> str:
    found = _STEP.fullmatch(token)
    if not found or not token:
        raise BadSelector(f'The part "{token[:80]}" of the selector is not understood.')
    tests = "".join(f"[{_test(part)}]" for part in _PART.finditer(found["rest"] or ""))
    return f"{(found['tag'] or '*').lower()}{tests}"


def _test(part: re.Match[str]) -> str:
    if part["cls"]:
        return f"contains(concat(' ',normalize-space(@class),' '),' {part['cls']} ')"
    if part["id"]:
        return f"@id='{part['id']}'"
    found = _ATTRIBUTE.fullmatch(part["attr"].strip())
    if not found:
        raise BadSelector(f'The attribute "{part["attr"][:80]}" of the selector is not understood.')
    name, sign, value = _attribute(found["name"]), found["sign"], f"'{found['value'] or ''}'"
    return {
        None: name,
        "=": f"{name}={value}",
        "*=": f"contains({name},{value})",
        "^=": f"starts-with({name},{value})",
        "$=": f"substring({name},string-length({name})-string-length({value})+1)={value}",
        "~=": f"contains(concat(' ',normalize-space({name}),' '),concat(' ',{value},' '))",
        "|=": f"({name}={value} or starts-with({name},concat({value},'-')))",
    }[sign]


def _attribute(name: str) -> str:
    """Any name that HTML knows ("og:title", "1st"), of which XPath writes but some as they are."""
    return f"@{name}" if _PLAIN.fullmatch(name) else f"@*[name()='{name}']"
