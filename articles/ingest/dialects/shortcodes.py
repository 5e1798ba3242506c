"""WordPress shortcodes and block comments into plain HTML; knows pictures by a lookup only."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.dialects.own_blocks import acf_markup
from articles.ingest.dialects.page_builders import of_a_builder
from articles.ingest.record import PictureRecord

_ATTRIBUTE: Final = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]+)"|(\S+)"""
)
_OPENING: Final = re.compile(
    r"\[(\[?)([A-Za-z][\w-]{1,50})(?=[\s=/\]])"
    r"([^\[\]<>]{0,2000}(?:<[^<>\[\]]{0,500}>[^\[\]<>]{0,500})?)\](\]?)"
)
_BLOCK_COMMENT: Final = re.compile(r"<!--\s*/?wp:[^<>]*-->")
"""Attributes are JSON with "<", ">" and "--" escaped, so the comment ends at the first ">"."""
_WIDGET: Final = re.compile(
    r"<!-- wp:(buttons|search|social-links|navigation|latest-posts|latest-comments|query|tag-cloud)"
    r"\b[^<>]*[^/]-->"
)
_REUSED: Final = re.compile(
    r'<!--\s*wp:block\s*\{[^{}]{0,500}?"ref"\s*:\s*(\d+)[^{}]{0,500}?\}\s*/-->'
)
_DYNAMIC: Final = re.compile(r"<!--\s*wp:([\w/-]+)\s*(\{[^<>]{0,4000}\})?\s*/-->")
_BY_NUMBERS: Final = re.compile(
    r"<!--\s*wp:(?P<name>(?:[a-z-]{1,30}/)?(?:tiled-|image-)?gallery|image)\b(?P<facts>[^<>]{0,4000}?)(?P<closed>/?)-->"
)
"""A block of pictures that may hold nothing but their numbers."""
_NUMBERS: Final = re.compile(r'"ids?"\s*:\s*(\d{1,12}|\[[\d\s,"]{1,3000}\])')
_SILENT: Final = frozenset({"more", "spacer", "separator", "nextpage", "block"})
_MORE: Final = re.compile(r"<!--\s*(?:more|nextpage|noteaser)\b.{0,200}?-->", re.DOTALL)
_CURLY: Final = str.maketrans("“”″‘’′", "\"\"\"'''")

EMBEDS: Final[dict[str, str]] = {
    "embed": "{}", "youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}",
    "tweet": "https://twitter.com/i/status/{}", "twitter": "https://twitter.com/i/status/{}",
    "blackbirdpie": "https://twitter.com/i/status/{}", "instagram": "https://www.instagram.com/p/{}/",
    "soundcloud": "{}", "spotify": "{}", "tiktok": "{}", "facebook": "{}", "googlevideo": "{}",
    "dailymotion": "https://www.dailymotion.com/video/{}", "ted": "{}", "wpvideo": "{}",
    "datawrapper": "{}", "slideshare": "{}", "flickr": "{}", "issuu": "{}", "scribd": "{}",
}  # fmt: skip
SOUND_AND_FILM: Final = frozenset(
    {"audio", "video", "playlist", "podcast", "powerpress", "jwplayer"}
)
NAMED: Final = frozenset(
    {"more", "toc", "gallery", "caption", "wp_caption", "ad", "ads", "adsense", "subscribe", "newsletter",
     "recent-posts", "sitemap", "contact-form", "contact-form-7", "wpforms", "gravityform", "dropcap",
     "pullquote", "blockquote", "quote", "button", "clear", "divider", "spacer", "nextpage", "follow"}
)  # fmt: skip
"""Shortcodes that are told as such even bare; other bare words in brackets are text ("[sic]")."""


_CREDITS: Final = frozenset({"media-credit", "media_credit", "photo-credit", "photo_credit"})
_FOOTNOTES: Final = frozenset({"mfn", "efn_note", "footnote", "fn", "ref"})
_BUTTON: Final = re.compile(r"(?:^|[_-])(?:button|btn|cta)(?:$|[_-])")
_LONGEST_BUTTON: Final = 60
_A_BUTTON: Final = "a button of the page, not a part of the story"


@dataclass(slots=True)
class Expanded:
    """Markup without shortcodes, and what was left out: (what, why)."""

    markup: str
    removed: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The footnotes, which end up below the text."""


Gallery = Callable[[Mapping[str, str]], list[PictureRecord]]
"""The pictures of a gallery by its attributes (ids, include, exclude)."""


def expand(markup: str, gallery: Gallery, reused: Mapping[str, str] | None = None) -> Expanded:
    """The markup with every shortcode turned into HTML, or taken out and told.

    `reused` holds the content of reusable blocks by id.
    """
    blocks = reused or {}
    text = _REUSED.sub(lambda found: blocks.get(found[1], ""), markup)
    made = Expanded("")
    text = _without_widgets(_with_numbers(text), made)
    text = _DYNAMIC.sub(lambda found: _drawn(found, gallery, made), text)
    for button in _DOWNLOAD.finditer(text):
        made.removed.append((button[1], "a button beside the link to the same file"))
    text = _BLOCK_COMMENT.sub("", _MORE.sub("", _DOWNLOAD.sub("", text)))
    text = _expand(text, gallery, made, depth=0)
    made.markup = "\n\n".join([text, *(f"<p>{note}</p>" for note in made.notes)])
    return made


def _drawn(found: re.Match[str], gallery: Gallery, made: Expanded) -> str:
    """A block that the site draws from its data: the words in it, or nothing, which is told."""

    def picture(number: str) -> str:
        return "".join(figure_markup(each) for each in gallery({"ids": number}))

    if markup := acf_markup(found[1], found[2] or "", picture):
        return markup
    if found[1] not in _SILENT:
        words = f"{found[1]} {found[2] or ''}".strip()
        made.removed.append((words[:300], "a block that the site draws itself"))
    return ""


_DOWNLOAD: Final = re.compile(
    r'<a\b[^<>]{0,1000}"wp-block-file__button\b[^<>]{0,1000}>([^<>]{0,100})</a>'
)
"""The second link of a file's block: its words are glued to those of the first."""


def _with_numbers(text: str) -> str:
    """The markup with a gallery by numbers for each block that holds no picture but says its number."""
    pieces, place = [], 0
    for found in _BY_NUMBERS.finditer(text):
        numbers = _NUMBERS.search(found["facts"])
        if found.start() < place or numbers is None:
            continue
        end = found.end()
        if not found["closed"]:
            closer = f"<!-- /wp:{found['name']} -->"
            inner_end = text.find(closer, end, end + _LONGEST_EMPTY)
            if inner_end < 0 or text.find("<img", end, inner_end) >= 0:
                continue
            end = inner_end + len(closer)
        ids = ",".join(re.findall(r"\d+", numbers[1]))
        pieces += [text[place : found.start()], f'\n\n[gallery ids="{ids}"]\n\n']
        place = end
    return "".join([*pieces, text[place:]])


_LONGEST_EMPTY: Final = 20_000
"""Characters of a block of pictures that holds none."""


def _without_widgets(text: str, made: Expanded) -> str:
    """The markup without the blocks that are buttons and furniture of the site; each is told."""
    pieces, place = [], 0
    last: dict[str, int] = {}
    for found in _WIDGET.finditer(text):
        closer = f"<!-- /wp:{found[1]} -->"
        if closer not in last:
            last[closer] = text.rfind(closer)
        if found.start() < place or last[closer] < found.end():
            continue
        end = text.find(closer, found.end())
        block = text[found.start() : end]
        words = _words(block)
        made.removed.append((words[:500] or found[1], f"a {found[1]} block of the site"))
        pieces.append(text[place : found.start()])
        place = end + len(closer)
    return "".join([*pieces, text[place:]])


def _expand(text: str, gallery: Gallery, made: Expanded, depth: int) -> str:
    if "[" not in text or depth > 8:
        return text
    pieces: list[str] = []
    closers: dict[str, int] = {}
    place = 0
    for found in _OPENING.finditer(text):
        if found.start() < place:
            continue
        name = found[2].casefold()
        if found[1] and found[4]:  # [[name]] is how the name itself is written
            pieces += [text[place : found.start()], found[0][1:-1]]
            place = found.end()
            continue
        closer = f"[/{found[2]}]"
        if closer not in closers:
            closers[closer] = text.rfind(closer)
        alone = re.search(r"""(?:^|[\s"'])/\s*$""", found[3]) is not None
        beyond = alone or closers[closer] < found.end()
        close = -1 if beyond else text.find(closer, found.end())
        if not _is_shortcode(name, found[3], closed=close >= 0):
            continue
        pieces.append(text[place : found.start()])
        inner = text[found.end() : close] if close >= 0 else ""
        place = close + len(found[2]) + 3 if close >= 0 else found.end()
        words = found[3].rstrip().removesuffix("/") if alone else found[3]
        attributes = parse_attributes(words)
        inner = _expand(inner, gallery, made, depth + 1)
        stands_alone = (
            text[found.start() - 1 : found.start()] in "\n>" and text[place : place + 1] in "\n<"
        )
        if stands_alone and _is_button(name, inner, made):
            continue
        pieces.append(_one(name, attributes, inner, gallery, made))
    pieces.append(text[place:])
    stray = re.compile(r"\[/[A-Za-z][\w-]{1,50}\]")
    return stray.sub("", "".join(pieces)) if "[/" in "".join(pieces) else "".join(pieces)


def _is_shortcode(name: str, attributes: str, *, closed: bool) -> bool:
    known = name in NAMED or name in EMBEDS or name in SOUND_AND_FILM
    return known or closed or "_" in name or "=" in attributes


def parse_attributes(words: str) -> dict[str, str]:
    """The attributes of a shortcode; bare values are numbered "0", "1"."""
    found: dict[str, str] = {}
    bare = 0
    for match in _ATTRIBUTE.finditer(html.unescape(words).translate(_CURLY)):
        if match[1]:
            found[match[1].casefold()] = match[2] or match[3] or match[4] or ""
        else:
            found[str(bare)] = match[5] or match[6] or ""
            bare += 1
    return found


def _one(
    name: str, attributes: Mapping[str, str], inner: str, gallery: Gallery, made: Expanded
) -> str:
    if name in {"caption", "wp_caption"}:
        return _caption(attributes, inner)
    if ids := _numbers_of(name, attributes):
        attributes = {**attributes, "ids": ids}
    if ids or name in {"gallery", "slideshow", "justified_image_grid"}:
        return "".join(figure_markup(picture) for picture in gallery(attributes))
    if name in EMBEDS:
        return _embed(name, attributes, inner)
    if name in SOUND_AND_FILM:
        return _sound(name, attributes, inner, made)
    if name in {"pullquote", "pull_quote"}:
        return f'<blockquote class="pullquote">{inner}</blockquote>'
    if name in {"blockquote", "quote"}:
        return f"<blockquote>{inner}</blockquote>"
    if name in _CREDITS and attributes.get("name") and "<img" in inner:
        credit = html.escape(attributes["name"])
        return re.sub(r"<img\b", lambda _: f'<img data-credit="{credit}"', inner, count=1)
    if name in _FOOTNOTES and inner.strip():
        made.notes.append(inner.strip())
        made.removed.append((f"[{name}]", "a mark of a footnote, which stands below the text"))
        return ""
    shown = " ".join([name, *(f"{key}={value}" for key, value in attributes.items())])
    built = of_a_builder(name, attributes, inner, gallery)
    if built == "" and (words := _words(inner)):
        made.removed.append((words[:_LONGEST_BUTTON], _A_BUTTON))
    made.removed.append((f"[{shown[:200]}]", "a shortcode; what stood inside it was kept"))
    return inner if built is None else built


def _is_button(name: str, inner: str, made: Expanded) -> bool:
    """Whether a shortcode on a line of its own is a button, which goes and is told."""
    words = _words(inner)
    if not _BUTTON.search(name) or not words or len(words) > _LONGEST_BUTTON:
        return False
    made.removed.append((words, _A_BUTTON))
    return True


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", markup)).split())


def _numbers_of(name: str, attributes: Mapping[str, str]) -> str:
    """The pictures that a page builder's gallery lists by number; "" if it lists none so."""
    listed = (attributes.get(each, "") for each in ("ids", "images", "gallery_ids", "image_ids"))
    if "gallery" not in name and "slide" not in name:
        return ""
    return next((each for each in listed if re.fullmatch(r"\d+(?:\s*,\s*\d+)*", each)), "")


def _caption(attributes: Mapping[str, str], inner: str) -> str:
    """[caption]<img> Words[/caption]; older exports have the words in an attribute."""
    picture = re.search(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", inner)
    if picture is None:
        return inner
    words = inner[picture.end() :].strip() or inner[: picture.start()].strip()
    words = words or attributes.get("caption", "")
    return f"\n\n<figure>{picture[0]}<figcaption>{words}</figcaption></figure>\n\n"


def figure_markup(picture: PictureRecord) -> str:
    """A picture as the HTML of a figure."""
    source, alt = html.escape(picture.reference), html.escape(picture.alt)
    caption = html.escape(picture.caption, quote=False)
    return f'<figure><img src="{source}" alt="{alt}"><figcaption>{caption}</figcaption></figure>\n'


def _embed(name: str, attributes: Mapping[str, str], inner: str) -> str:
    said = [
        inner.strip(),
        *(attributes.get(k, "") for k in ("url", "src", "href", "0", "id", "key")),
    ]
    value = next((html.unescape(found) for found in said if found), "").lstrip("=")
    value = re.sub(r"<[^<>]*>", "", value).strip()
    if not value:
        return ""
    address = value if re.match(r"https?://", value) else EMBEDS[name].format(value)
    if not re.match(r"https?://\S+$", address):
        return f"<p>{html.escape(value)}</p>"
    return f"\n\n<p>{html.escape(address)}</p>\n\n"


def _sound(name: str, attributes: Mapping[str, str], inner: str, made: Expanded) -> str:
    keys = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "url", "0")
    address = next((attributes[key] for key in keys if attributes.get(key)), "")
    made.removed.append((f"[{name}] {address}"[:200], "sound and film are not kept"))
    return inner
