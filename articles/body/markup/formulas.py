"""Formulas of a page (MathML, KaTeX, MathJax, TeX) into the words of a sentence, each once."""

from __future__ import annotations

import html
import re
from typing import Final

from lxml import etree

from articles.body.markup.rules import SMALL_FIGURES

TWIN: Final = "data-formula-twin"
"""Marks an element that only draws the formula whose words stand beside it."""
_LONGEST: Final = 20_000
_DEEPEST: Final = 60
_MATH: Final = re.compile(r"<(?P<prefix>\w{1,8}:)?math\b[^<>]{0,2000}>", re.IGNORECASE)
_SCRIPT: Final = re.compile(
    r"<script\b[^<>]{0,200}type=[\"']math/(?P<kind>tex|mml)\b[^<>]{0,200}>(?P<inside>[^<]{0,2000})</script>",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(r"\\\((?P<inside>[^<>\n]{1,300}?)\\\)")
_CODE: Final = re.compile(r"<(?P<tag>pre|code|kbd|samp)\b[^<>]{0,500}>", re.IGNORECASE)
_KATEX_DRAWN: Final = re.compile(
    r"<span\b(?=[^<>]{0,300}class=[\"'](?:[\w-]{1,30} ){0,3}katex-html\b)", re.IGNORECASE
)
_MATHJAX_DRAWN: Final = re.compile(
    r"<(?:span|div|nobr)\b(?=[^<>]{0,300}class=[\"'](?:MathJax(?:_\w{1,20})?|mjx-chtml)\b)",
    re.IGNORECASE,
)
_MJX_DRAWN: Final = re.compile(r"<mjx-math\b", re.IGNORECASE)
_SPACED: Final = frozenset("\ue001=+−-<>≤≥≈≠→←⇒×±∈≡∝∼")
_UNSEEN: Final = re.compile("[\u2061-\u2064]")
_NAMES: Final = {
    "times": "×", "cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "pm": "±",
    "to": "→", "rightarrow": "→", "infty": "∞", "sum": "∑", "int": "∫", "partial": "∂", "sqrt": "√", "circ": "°",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ", "mu": "μ",
    "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
    "Phi": "Φ",
    "left": "", "right": "", "displaystyle": "", "textstyle": "", "quad": " ", "mathrm": "", "mathbf": "", "text": "",
    "operatorname": "", "rm": "",
}  # fmt: skip
_COMMAND: Final = re.compile(r"\\([A-Za-z]{1,20})")
_FRACTION: Final = re.compile(r"\\d?frac ?\{([^{}]{1,200})\} ?\{([^{}]{1,200})\}")
_SMALL: Final = re.compile(r"(?P<sign>[\^_])(?:\{(?P<long>[^{}]{1,60})\}|(?P<short>[^\s{}\\]))")


def with_formulas_in_words(markup: str, *, is_page: bool = False) -> str:
    """The markup with each formula as words; what only draws it again is marked as its twin.

    TeX between bare marks is read in a body alone: in the scripts of a page they mean something else.
    """
    has_math = "<math" in markup or ":math" in markup
    has_script = "math/tex" in markup
    if not has_math and not has_script and "\\(" not in markup:
        return markup
    if has_math:
        if "mjx-assistive-mml" in markup:
            markup = _MJX_DRAWN.sub(lambda found: f"{found[0]} {TWIN} hidden", markup)
        markup = _without_math(markup)
        if "katex-mathml" in markup:
            markup = _KATEX_DRAWN.sub(_twin_of_katex, markup)
    if has_script:
        markup = _MATHJAX_DRAWN.sub(lambda found: f"{found[0]} {TWIN} hidden", markup)
        markup = _SCRIPT.sub(lambda found: html.escape(words_of_tex(found["inside"])), markup)
    return markup if is_page else _with_inline(markup)


def _twin_of_katex(found: re.Match[str]) -> str:
    """The element that draws a formula, marked as a twin if the words before it are those of the formula."""
    markup, end = found.string, found.start()
    begin = markup.rfind("katex-mathml", max(0, end - _LONGEST), end)
    if begin < 0 or any(markup.find(each, begin, end) >= 0 for each in ("<math", "katex-html")):
        return found[0]
    return f"{found[0]} {TWIN} hidden"


def _with_inline(markup: str) -> str:
    """The markup with the TeX between bare marks as words, but in code, where they mean something else."""
    pieces: list[str] = []
    place = 0
    for found in _CODE.finditer(markup):
        end = markup.find(f"</{found['tag']}", found.end()) if found.start() >= place else -1
        if end < 0:
            continue
        pieces += [_INLINE.sub(_inline, markup[place : found.start()]), markup[found.start() : end]]
        place = end
    return "".join([*pieces, _INLINE.sub(_inline, markup[place:])])


def _inline(found: re.Match[str]) -> str:
    """What stands between the marks of TeX, if it reads as a formula: a sign of one, or a name of a letter or two."""
    inside = found["inside"].strip()
    if len(inside) < 3 or re.search(r"[\\^_=+<>]|&[lg]t;", inside):
        return html.escape(words_of_tex(inside), quote=False)
    return found[0]


def _without_math(markup: str) -> str:
    pieces: list[str] = []
    place = seen = 0
    closers: dict[str, int] = {}
    for found in _MATH.finditer(markup):
        closer = f"</{found['prefix'] or ''}math>"
        if closer not in closers:
            closers[closer] = markup.rfind(closer)
        if closers[closer] < found.end():
            continue
        end = markup.find(closer, found.end(), found.end() + _LONGEST)
        if found.start() < seen or end < 0:
            continue
        seen = end  # what stands within one formula is no other
        whole = markup[found.start() : end + len(closer)]
        if words := _words_of_math(whole):
            pieces += [markup[place : found.start()], html.escape(words, quote=False)]
            place = end + len(closer)
    return "".join([*pieces, markup[place:]])


def _words_of_math(markup: str) -> str:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(
            html.unescape(markup.replace("&lt;", "\ue001").replace("&amp;", "\ue002")), parser
        )
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    words = " ".join(_UNSEEN.sub("", _words(root, 0)).split())
    words = words.replace("\ue001", "<").replace("\ue002", "&")
    return words or words_of_tex(root.get("alttext") or "")


def _words(element: etree._Element, depth: int) -> str:
    name = str(element.tag).rpartition("}")[2].rpartition(":")[2]
    if name.startswith("annotation") or depth > _DEEPEST:
        return ""
    parts = [_words(each, depth + 1) for each in element if isinstance(each.tag, str)]
    first, second, third = (*parts, "", "", "")[:3]
    if name == "mfrac":
        return f"{_whole(first)}/{_whole(second)}"
    if name == "msqrt":
        return f"√{_whole(''.join(parts))}"
    if name in {"msup", "msub"}:
        return first + _small(second, name[1:])
    if name == "msubsup":
        return first + _small(second, "sub") + _small(third, "sup")
    if name == "semantics":
        return first
    if parts:
        return ("; " if name == "mtable" else "").join(parts)
    said = (element.text or "").strip()
    return f" {said} " if name == "mo" and said in _SPACED else said if name != "mspace" else " "


def _small(words: str, kind: str) -> str:
    """An index or a power: in small figures where it is a number, behind its sign where it is not."""
    plain, small = SMALL_FIGURES[kind]
    bare = words.strip().replace("−", "-")
    if bare and all(sign in plain for sign in bare):
        return bare.translate(str.maketrans(plain, small))
    return f"{'^' if kind == 'sup' else '_'}{_whole(bare)}"


def _whole(words: str) -> str:
    bare = words.strip()
    return bare if re.fullmatch(r"\w{1,12}|\([^()]*\)", bare) else f"({bare})"


def words_of_tex(formula: str) -> str:
    """The words of a formula in TeX; commands that have no sign stay as their names."""
    said = html.unescape(formula)[:2_000]
    said = _FRACTION.sub(lambda found: f"{_whole(found[1])}/{_whole(found[2])}", said)
    said = _SMALL.sub(_small_in_tex, said)
    said = _COMMAND.sub(lambda found: _NAMES.get(found[1], found[1]), said)
    said = re.sub(r"\\[,;:! ]", " ", said)
    return " ".join(re.sub(r"[{}$\\]", "", said).split())


def _small_in_tex(found: re.Match[str]) -> str:
    return _small(found["long"] or found["short"], "sup" if found["sign"] == "^" else "sub")
