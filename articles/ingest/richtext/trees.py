"""Rich text kept as JSON trees, whichever editor made them -> plain HTML for articles.body.from_html.

One walk serves Editor.js, Slate, ProseMirror and Tiptap, Lexical, Contentful, Wix, Strapi, Chorus,
TinyNews, Arc, Gutenberg and DatoCMS trees: they differ in the names of three things (the kind of
a node, its children, its text), and those names are the tables here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Final

from articles.ingest.pictures import arc_credit, figure_markup, leaf_words
from articles.ingest.plain import has_markup, plain, text_of
from articles.ingest.richtext import flat, slices, structured
from articles.ingest.richtext.grids import cell, plain_table
from articles.ingest.richtext.loose import fields_markup, loose_words, parts_markup
from articles.ingest.richtext.nodes import (
    Node,
    attributes_of,
    children_of,
    href_of,
    is_leaf,
    kind_of,
    leaf_markup,
    listed,
    under_entries,
)

_MARKUP_KEYS: Final = (
    "html", "rawHtml", "raw_html", "innerHTML", "bodyHtml", "embedHtml", "contents", "quote", "line",
    "content", "text", "value", "code", "markup", "texto", "texte", "testo", "tekst", "inhalt", "contenido",
)  # fmt: skip
_URL_KEYS: Final = (
    "src", "url", "imageUrl", "href", "originalUrl", "source_url", "uri", "asset-link", "media", "id",
    "asset", "file",
)  # fmt: skip
_CAPTIONS_ELSEWHERE: Final = (
    "asset-caption", "pie", "pie_de_foto", "leyenda", "bildunterschrift", "didascalia", "légende", "legenda",
)  # fmt: skip
_ALT_KEYS: Final = (
    "alt", "alt_text", "altText", "imageAlt", "alternativeText", "description", "asset-alt",
)  # fmt: skip
_WIX_FILE: Final = re.compile(r"\w{3,80}~mv2(?:_\w{1,20})?\.\w{3,4}")
"""A picture of Wix by its number, which its pages show at one place."""
_CREDIT_KEYS: Final = (
    "credit", "credits_display", "credits", "photographer", "copyright", "attribution",
    "firma", "fotografo", "fotograf", "credito", "crédit", "bildnachweis",
)  # fmt: skip
_HEADING_WORDS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def to_markup(value: object) -> str | None:
    """HTML with the same words, order, marks, lists and pictures; None if this is no rich text.

    Texts of leaf nodes are escaped. What a node itself calls HTML is passed on as it is, so the
    result must go through articles.body.from_html like any foreign markup.
    """
    value = structured.resolved(value)
    written = flat.to_markup(value, _node)
    written = written if written is not None else slices.to_markup(value, to_markup)
    if written is not None:
        return written
    if isinstance(value, Mapping):
        for key in ("root", "document", "data", "raw", "json"):  # Lexical, DatoCMS, Strapi, Hygraph
            if isinstance(value.get(key), (Mapping, list)) and not kind_of(value):
                return to_markup(value[key])
        if not children_of(value) and not kind_of(value):
            return None
        return _node(value)
    if isinstance(value, list) and value and all(isinstance(node, Mapping) for node in value):
        if not any(map(kind_of, value)):
            return parts_markup(value)
        return "".join(map(_paragraph_alone if _are_paragraphs(value) else _node, value))
    return None


def _are_paragraphs(nodes: list[Node]) -> bool:
    """Whether bare texts beside each other are paragraphs (Tumblr): runs of one have a space between them."""
    texts = [text_of(node.get("text")) for node in nodes if is_leaf(node)]
    return bool(texts) and all(text and text == text.strip() for text in texts)


def _paragraph_alone(node: Node) -> str:
    if not is_leaf(node) or not isinstance(node.get("text"), str):
        return _node(node)
    style = str(node.get("subtype") or "")
    tag = _SUBTYPES.get(style) or ("h2" if style.startswith("heading") else "p")
    inside = leaf_markup(node)
    return f"<ul><li>{inside}</li></ul>" if tag == "li" else f"<{tag}>{inside}</{tag}>"


_SUBTYPES: Final = {
    "quote": "blockquote", "unordered-list-item": "li", "ordered-list-item": "li",
}  # fmt: skip


def _node(node: Node) -> str:
    kind = kind_of(node)
    fields = node.get("fields")
    if kind == "block" and isinstance(fields, Mapping):  # Payload
        return fields_markup(fields, _picture, to_markup)
    write = _WRITERS.get(kind)
    if write is None:
        write = next((writer for part, writer in _BY_PART if part in kind), None)
    if write is not None:
        return write(node)
    if is_leaf(node):
        return leaf_markup(node)
    children = children_of(node)
    if children:
        return "".join(_any(child) for child in children)
    return _boxed(node, kind) or _own_markup(node) or loose_words(node)


def _boxed(node: Node, kind: str) -> str:
    """A box with a heading of its own and a text; "" for other nodes."""
    title, inside = _first(node, "title", "heading"), _own_markup(node)
    if not (title and inside and any(part in kind for part in ("box", "callout", "aside"))):
        return ""
    inside = inside if inside.lstrip().startswith("<") else f"<p>{inside}</p>"
    return f"<aside><h3>{html.escape(title)}</h3>{inside}</aside>"


def _any(value: object) -> str:
    if isinstance(value, Mapping):
        return _node(value)
    return html.escape(value) if isinstance(value, str) else ""


def _inside(node: Node) -> str:
    children = children_of(node)
    if children:
        return "".join(_any(child) for child in children)
    return _own_markup(node)


def _own_markup(node: Node) -> str:
    """HTML that the node holds itself ({"data": {"text": "a <b>word</b>"}})."""
    for holder in (node, node.get("data"), node.get("attributes")):
        if not isinstance(holder, Mapping):
            continue
        for key in _MARKUP_KEYS:
            value = holder.get(key)
            text = text_of(value) if isinstance(value, (str, Mapping)) else ""
            if text:
                return text if has_markup(text) or "&" in text else html.escape(text)
    return ""


def _wrapped(tag: str) -> Callable[[Node], str]:
    return lambda node: f"<{tag}>{_inside(node)}</{tag}>"


def _paragraph(node: Node) -> str:
    inside = _inside(node)
    return inside if inside.lstrip().startswith("<p") else f"<p>{inside}</p>"


def _heading(node: Node) -> str:
    level = attributes_of(node).get("level") or node.get("tag") or ""
    kind = kind_of(node)
    digits = [sign for sign in f"{level}{kind}" if sign.isdigit()]
    words = [number for word, number in _HEADING_WORDS.items() if word in kind]
    number = int(digits[0]) if digits else (words or [2])[0]
    inside = _inside(node)
    if inside.lstrip().startswith("<h"):
        return inside
    return f"<h{min(max(number, 1), 6)}>{inside}</h{min(max(number, 1), 6)}>"


def _list(node: Node) -> str:
    facts = attributes_of(node)
    kind = kind_of(node)
    style = str(
        facts.get("style") or facts.get("listType") or facts.get("list_type") or facts.get("format")
    )
    ordered = facts.get("ordered") is True or (
        "ordered" in style.lower() and "un" not in style.lower()
    )
    ordered = (
        ordered
        or kind in {"orderedlist", "numberedlist", "ol", "numberlist"}
        or style in {"number", "numbered"}
    )
    entries = "".join(_entry(child) for child in children_of(node)) or _own_markup(node)
    if entries.lstrip().startswith(("<ul", "<ol")):
        return entries
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{under_entries(entries)}</{tag}>"


def _entry(child: object) -> str:
    if isinstance(child, Mapping):
        inside = _node(child) if kind_of(child) else _inside(child)
        nested = child.get("items")  # Editor.js: {"content": "...", "items": [...]}
        if "content" in child and isinstance(nested, list) and nested and not kind_of(child):
            inside = _own_markup(child) + _list({"items": nested})
    else:
        inside = text_of(child)
    return inside if inside.lstrip().startswith("<li") else f"<li>{inside}</li>"


def _quotation(node: Node) -> str:
    facts = attributes_of(node)
    loose = [child for child in listed(node.get("paragraphs")) if isinstance(child, Mapping)]
    inside = "".join(_paragraph(child) for child in loose) or _inside(node)
    if inside.lstrip().startswith(("<blockquote", "<figure")):
        return inside
    if not inside.lstrip().startswith("<p"):
        inside = f"<p>{inside}</p>"
    return f"<blockquote>{inside}{_cited(facts)}</blockquote>"


def _cited(facts: Node) -> str:
    """Whose words a quotation has."""
    names = (
        facts.get(key) for key in ("caption", "citation", "attribution", "author", "attribute_name")
    )
    who = next((plain(text_of(name)) for name in names if text_of(name)), "")
    return f"<cite>{html.escape(who)}</cite>" if who else ""


def _pull_quote(node: Node) -> str:
    inside = _inside(node)
    inside = inside if inside.lstrip().startswith("<") or not inside else f"<p>{inside}</p>"
    return f'<blockquote class="pullquote">{inside}{_cited(attributes_of(node))}</blockquote>'


def _picture(node: Node) -> str:
    facts = attributes_of(node)
    children = [child for child in children_of(node) if isinstance(child, Mapping)]
    for child in children:  # TinyNews keeps the picture in a child
        if any(isinstance(child.get(key), str) for key in _URL_KEYS):
            facts = {**child, **{key: value for key, value in facts.items() if key not in child}}
    own = text_of(node.get("innerHTML"))
    address = _address(facts)
    if not address:
        return own
    alt = _first(facts, *_ALT_KEYS)
    caption = _first(
        facts, "caption", "captionHtml", "legend", "legende", "title_text", *_CAPTIONS_ELSEWHERE
    )
    caption = caption or leaf_words(facts.get("caption")).strip()
    caption = caption or _first({"caption": _told_below(children)}, "caption")
    credit = arc_credit(facts.get("credits")) or _first(facts, *_CREDIT_KEYS)
    own_names = node.get("attrs")
    if isinstance(own_names, Mapping) and "src" in own_names:  # ProseMirror's picture
        title = _first(own_names, "title")
        caption = caption or (title if title != alt else "")
        credit = credit or _first(own_names, "source")
    words = html.escape(caption, quote=False)  # `_first` has read its markup, if it had any
    return figure_markup(address, alt=alt, caption=words, credit=credit)


def _told_below(children: list[Node]) -> str:
    """The words of a caption that is a node inside the picture (Wix)."""
    return "".join(_inside(child) for child in children if "caption" in kind_of(child))


def _address(facts: Node) -> str:
    for key in _URL_KEYS:
        value = facts.get(key)
        if isinstance(value, list):  # a picture's sizes, the largest first
            value = value[0] if value else ""
        if isinstance(value, Mapping):
            inner = value.get("src")
            inner = inner if isinstance(inner, Mapping) else {}
            value = href_of(value) or value.get("id") or inner.get("id")
        if isinstance(value, str) and _WIX_FILE.fullmatch(value):
            return f"https://static.wixstatic.com/media/{value}"
        if isinstance(value, str) and value and (key != "id" or "/" in value or "." in value):
            return f"https:{value}" if value.startswith("//") else value
    return ""


def _first(facts: Node, *keys: str) -> str:
    for key in keys:
        text = plain(text_of(facts.get(key)))
        if text:
            return text
    return ""


def _gallery(node: Node) -> str:
    pictures = [child for child in children_of(node) if isinstance(child, Mapping)]
    facts = attributes_of(node)
    beside = [*listed(facts.get("images")), *([] if pictures else listed(facts.get("items")))]
    pictures += [child for child in beside if isinstance(child, Mapping)]
    return "".join(_picture(child) for child in pictures) or _own_markup(node)


def _embed(node: Node) -> str:
    facts = attributes_of(node)
    written = _first_raw(facts, "embedHtml", "html", "innerHTML", "rawHtml")
    address = _first_raw(
        facts, "source", "url", "src", "link", "href", "embedUrl", "uri", "service_url", "value"
    )
    if written:
        return written
    if not address:
        return _own_markup(node)
    return f'<figure><iframe src="{html.escape(address)}"></iframe></figure>'


def _first_raw(facts: Node, *keys: str) -> str:
    return next((facts[key] for key in keys if isinstance(facts.get(key), str) and facts[key]), "")


def _link(node: Node) -> str:
    href = href_of(attributes_of(node)) or href_of(node.get("data"))
    inside = _inside(node)
    return f'<a href="{html.escape(href)}">{inside}</a>' if href else inside


def _titled_link(node: Node) -> str:
    """A card that leads elsewhere, by the title of what stands there."""
    facts = attributes_of(node)
    meta = facts.get("meta")
    title = _first({**(meta if isinstance(meta, Mapping) else {}), **facts}, "title", "name")
    address = _first_raw(facts, "link", "url", "href") or href_of(facts)
    return (
        f'<p><a href="{html.escape(address)}">{html.escape(title or address)}</a></p>'
        if address
        else ""
    )


def _table(node: Node) -> str:
    return plain_table(attributes_of(node)) or f"<table>{_inside(node)}</table>"


def _cell(node: Node) -> str:
    return cell(attributes_of(node), kind_of(node), _inside(node))


def _reference(node: Node) -> str:
    """Something that stands elsewhere: a picture with its address (Contentstack), or what its words say."""
    return _picture(node) if "asset-link" in attributes_of(node) else _inside(node)


def _blok(node: Node) -> str:
    """Components inside a rich text (Storyblok)."""
    return "".join(map(_any, listed(attributes_of(node).get("body"))))


def _nothing(_node: Node) -> str:
    return ""


_WRITERS: Final[dict[str, Callable[[Node], str]]] = {
    "paragraph": _paragraph, "p": _paragraph, "normaltext": _paragraph, "normal": _paragraph,
    "h1": _heading, "h2": _heading, "h3": _heading, "h4": _heading, "crosshead": _heading, "intertitle": _heading,
    "header": _heading, "subtitle": _heading, "title": _heading,
    "list": _list, "bulletlist": _list, "bulletedlist": _list, "orderedlist": _list, "numberedlist": _list,
    "unorderedlist": _list, "ul": _list, "ol": _list,
    "listitem": _wrapped("li"), "li": _wrapped("li"), "listitemchild": _inside,
    "quote": _quotation, "blockquote": _quotation, "cita": _quotation, "zitat": _quotation,
    "parrafo": _paragraph, "párrafo": _paragraph, "absatz": _paragraph, "paragraphe": _paragraph,
    "paragrafo": _paragraph, "parágrafo": _paragraph, "texto": _paragraph, "texte": _paragraph,
    "ladillo": _heading, "zwischentitel": _heading, "überschrift": _heading, "intertitulo": _heading,
    "subtitulo": _heading, "foto": _picture, "imagen": _picture, "bild": _picture, "imagem": _picture,
    "lista": _list, "liste": _list,
    "pullquote": _pull_quote, "image": _picture, "mainimage": _picture, "img": _picture, "photo": _picture,
    "picture": _picture, "embeddedassetblock": _picture, "upload": _picture, "figure": _picture,
    "reference": _reference, "blok": _blok,
    "gallery": _gallery, "imagegallery": _gallery, "carousel": _gallery,
    "linktool": _titled_link, "bookmark": _titled_link, "linkpreview": _titled_link, "attaches": _titled_link,
    "rule": lambda _node: "<hr>", "hr": lambda _node: "<hr>", "divider": lambda _node: "<hr>",
    "delimiter": lambda _node: "<hr>", "separator": lambda _node: "<hr>",
    "hardbreak": lambda _node: "<br>", "linebreak": lambda _node: "<br>", "br": lambda _node: "<br>",
    "hyperlink": _link, "link": _link, "autolink": _link, "a": _link, "inlinelink": _link,
    "table": _table, "tablerow": _wrapped("tr"), "tablecell": _cell, "tableheader": _cell,
    "tableheadercell": _cell,
    "rawhtml": _own_markup, "html": _own_markup, "raw": _own_markup, "freeform": _own_markup,
    "oembedresponse": _embed, "newsletter": _nothing, "newslettersignup": _nothing, "switchedoff": _nothing,
}  # fmt: skip
_BY_PART: Final[tuple[tuple[str, Callable[[Node], str]], ...]] = (
    ("horizontalrule", lambda _node: "<hr>"),
    ("heading", _heading),
    ("pullquote", _pull_quote),
    ("relatedlist", _nothing),
    ("poll", _nothing),
    ("image", _picture),
    ("embed", _embed),
    ("youtube", _embed),
    ("tweet", _embed),
    ("video", _embed),
    ("iframe", _embed),
)
