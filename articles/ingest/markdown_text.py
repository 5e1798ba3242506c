"""Markdown -> HTML for articles.body.from_html; raw HTML in it is kept, since that door cleans it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from articles.ingest.credits import credit_alone
from articles.ingest.markdown_boxes import opened, remarks
from articles.ingest.plain import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FOOTNOTE: Final = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_CALL: Final = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_LIQUID: Final = re.compile(r"\{%-?\s*([a-z_]+)\b([^%]{0,500})-?%\}")
_HUGO: Final = re.compile(r"\{\{[<%]\s*(/?[a-z_]+)\b([^{}]{0,1000}?)[>%]\}\}")
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_NAMED: Final = re.compile(r'([a-z_]{2,12})\s*=\s*"([^"]{0,900})"')
_QUOTED: Final = re.compile(r"\"([^\"]{0,900})\"|'([^']{0,900})'")
_TITLED: Final = re.compile(r'<p>(<img [^<>]*?) title="([^"<>]{1,3000})"\s*/?></p>')
_UNDER: Final = re.compile(
    r"<p>(<img [^<>]{1,4000})>\s*(?:<br\s*/?>\s*)?<em>((?:[^<]|<(?!/?(?:em|p|img)\b)){3,1500})</em></p>"
)
"""A line in italics right under a picture: how sites without figures print a caption."""
_ATTRIBUTES: Final = re.compile(r"\{:\s?[^{}\n]{0,200}\}")


_MARKED_BLOCK: Final = re.compile(
    r"""(<(?P<name>div|section|aside|figure|article|blockquote|details)\b[^<>]{0,300}?)"""
    r"""\smarkdown(?:=["']?(?:1|block|span)["']?)?(?=[\s>])([^<>]{0,300}>)"""
)
"""An element whose text is Markdown, too, as kramdown has it: "<div markdown="1">"."""
_TITLE_OF: Final = re.compile(r' title="([^"<>]{1,3000})"')


_UNSEEN: Final = re.compile(
    r"\{%-?\s{0,9}comment\s{0,9}-?%\}(?:(?!\{%).){0,5000}\{%-?\s{0,9}endcomment\s{0,9}-?%\}|"
    r"^[*+-] [^\n]{0,80}\n\{:\s?toc[^{}\n]{0,80}\}[^\S\n]*$|^[*1]\.? TOC$",
    re.DOTALL | re.MULTILINE,
)
"""A comment of Liquid, and where kramdown sets its own table of contents."""
_OUTPUT: Final = re.compile(
    r"\{\{-?\s{0,9}(?:(?P<sign>[\"'])(?P<said>[^\"'{}\n]{0,500})(?P=sign)|[\w.\[\]-]{1,80})(?P<filters>\s{0,9}\|[^{}\n]{0,200})?\s{0,9}-?\}\}"
)
"""What a template writes there: a file by its name, or something of the site that the text does not hold."""
_RAW: Final = re.compile(
    r"\{%-?\s{0,9}raw\s{0,9}-?%\}((?:(?!\{%).){0,5000})\{%-?\s{0,9}endraw\s{0,9}-?%\}", re.DOTALL
)
_CODE: Final = re.compile(
    r"^(?:```|~~~).{0,20000}?^(?:```|~~~)|`[^`\n]{1,500}`", re.MULTILINE | re.DOTALL
)


def outputs(text: str) -> list[str]:
    """What of a template `markdown_to_html` leaves out: "{{ site.title }}"."""
    written = (part for part, is_shown in _parts(text) if not is_shown) if "{{" in text else ()
    return [found[0] for part in written for found in _OUTPUT.finditer(part) if not found["said"]]


def remarks_of(text: str) -> list[str]:
    """Remarks among the text that its program shows to the writer alone."""
    return remarks(text, _parts)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it shows a template's words as such."""
    at = 0
    for found in sorted([*_RAW.finditer(text), *_CODE.finditer(text)], key=re.Match.start):
        if found.start() >= at:
            yield text[at : found.start()], False
            yield found[0], True
            at = found.end()
    yield text[at:], False


def _without_output(text: str) -> str:
    return "".join(
        part if is_shown else _OUTPUT.sub(_said, part) for part, is_shown in _parts(text)
    )


def _said(found: re.Match[str]) -> str:
    return found["said"] or ""


def markdown_to_html(text: str) -> str:
    """HTML of CommonMark with tables and struck text, and of the shortcodes of Jekyll and Hugo."""
    text = _UNSEEN.sub("", text) if "{" in text else text
    text = _without_output(text) if "{{" in text else text
    text = opened(text, _parts)
    text = _MARKED_BLOCK.sub(r"\1\3\n\n", text)
    text = _HUGO.sub(_hugo, text)
    text = _LIQUID.sub(_liquid, text)
    text = _ATTRIBUTES.sub("", text)
    text = _CALL.sub(r"[\1]", _FOOTNOTE.sub(r"\\[\1\\] ", text))
    rendered: str = _parser().render(text)
    return _UNDER.sub(_figure, _TITLED.sub(_figure, rendered))


def _figure(match: re.Match[str]) -> str:
    """A picture that stands alone with a title: the title is what sites print under it."""
    image, caption = match[1].rstrip(" /"), match[2]
    title = _TITLE_OF.search(image)
    if title and credit_alone(plain(caption)):  # the line in italics says who took it
        caption = f"{title[1]} {caption}"
    return f"<figure>{image}><figcaption>{caption}</figcaption></figure>"


_MARKS: Final = re.compile(r"[*_`]\S|\]\(")


def plain_words(text: str) -> str:
    """A caption or title without the marks of Markdown: "*Ida Skerry*" is Ida Skerry."""
    return plain(markdown_to_html(text)) if _MARKS.search(text) else text


@cache
def _parser() -> MarkdownIt:
    # Imported on first use: a command's start must not pay for it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _hugo(match: re.Match[str]) -> str:
    """{{< figure src="a.jpg" caption="..." >}} and the embeds that Hugo ships with."""
    name, rest = match[1], match[2]
    named = dict(_NAMED.findall(rest))
    source = named.get("src") or named.get("image") or ""
    if source and (name == "figure" or _PICTURE.search(source)):
        return figure_of(named, source)
    return shortcode(name, named.get("id") or rest.strip(' "/'))


def figure_of(named: dict[str, str], source: str) -> str:
    """HTML of a picture with the words that a shortcode or component names."""
    by = named.get("attr") or named.get("credit", "")
    credit = f' <span class="credit">{by}</span>' if by else ""
    caption = named.get("caption") or named.get("title", "")
    return (
        f'\n\n<figure><img src="{source}" alt="{named.get("alt", "")}">'
        f"<figcaption>{caption}{credit}</figcaption></figure>\n\n"
    )


def _liquid(match: re.Match[str]) -> str:
    """{% youtube id %}, and the figure that a Jekyll site includes: {% include figure.html src="a.jpg" %}."""
    if match[1] == "include":
        named = dict(_NAMED.findall(match[2]))
        keys = ("src", "url", "image", "image_path", "file")
        source = next((named[key] for key in keys if named.get(key)), "")
        return figure_of(named, source) if _PICTURE.search(source) else ""
    named_file = re.match(r"\s*([^\s\"']{1,300})", match[2])
    if match[1] in {"asset_img", "img", "image"} and named_file and _PICTURE.search(named_file[1]):
        return figure_of({}, named_file[1])  # Hexo: {% asset_img nests.jpg %}
    told = [twice or once for twice, once in _QUOTED.findall(match[2])]
    if told and _PICTURE.search(told[0]):  # Eleventy: {% image "a.jpg", "Nests in the elm" %}
        return figure_of({"alt": told[1] if len(told) > 1 else ""}, told[0])
    return shortcode(match[1], match[2].strip(" '\""))


def shortcode(name: str, argument: str) -> str:
    """HTML of an embed by its provider's name and key; "" for any other shortcode."""
    key = argument.split()[0].strip("\"'") if argument.split() else ""
    addresses = {
        "youtube": f"https://www.youtube.com/embed/{key}",
        "vimeo": f"https://player.vimeo.com/video/{key}",
        "tweet": key if key.startswith("http") else f"https://x.com/i/status/{key}",
        "twitter": key,
        "instagram": f"https://www.instagram.com/p/{key}/",
    }
    address = addresses.get(name, "") if key else ""
    return f'\n\n<iframe src="{address}"></iframe>\n\n' if address else ""
