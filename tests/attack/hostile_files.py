"""One file of each import format with the same hostile text in every field that it has."""

from __future__ import annotations

import csv
import io
import json
from html import escape

from tests.ingest.office_files import docx, drawing, item, odt, p, r

XMLNS = (
    "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/'"
)
ROW = (
    "headline", "standfirst", "byline", "body", "people", "section", "published_at", "caption",
    "credit", "url", "tags", "dateline", "source", "editor_note", "related", "places",
)  # fmt: skip


def hostile_files(text: str) -> list[tuple[str, str, bytes]]:
    """(format, name, content) of each format but pictures, which hold no text of such length."""
    told = escape(text, quote=True)
    line = " ".join(text.split("\n"))
    made = {
        ("plaintext", "a.txt"): f"A headline here\n\nBy Ana Ruiz\n\nFirst words.\n\n{text}\n\nMore.\n",
        ("webpage", "a.html"): _page(told),
        ("mail", "a.eml"): f"From: Ana Ruiz <ana@desk.example>\nSubject: {line}\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><body><p>First.</p>"
        f"<p>{told}</p></body></html>\n",
        ("mail", "a.mbox"): f"From a@desk.example Fri May  3 08:00:00 2024\nFrom: {line[:900]}\nSubject: {line}\n"
        f"\nFirst words.\n\n{text}\n\nFrom ana@desk.example Fri May  3 09:00:00 2024\nSubject: Two\n\nMore.\n",
        ("movabletype", "a.mt.txt"): f"AUTHOR: {line}\nTITLE: {line}\nDATE: {line[:80]}\nTAGS: {line}\n"
        f"-----\nBODY:\nFirst words.\n\n{text}\n-----\nEXCERPT:\n{line}\n-----\n--------\n",
        ("xmlrows", "a.rows.xml"): f"<rows><row><title>{told}</title><author>{told}</author><date>{told}</date><tags>"
        f"{told}</tags><image>{told}</image><body>{escape(f'<p>First.</p><p>{told}</p>')}</body></row></rows>",
        ("markdown", "a.md"): f"---\ntitle: {line}\nauthor: {line}\ndate: {line}\n---\n\n# Title\n\n"
        f"{text}\n\n![{line}](a.jpg)\n\n*{line}*\n",
        ("tables", "a.csv"): _table(text),
        ("jsonlines", "a.jsonl"): json.dumps({
            **dict.fromkeys(ROW, text), "body_text": f"First words.\n\n{text}",
            "pictures": [{"file": text[:500], "caption": text, "credit": text, "alt": text}],
        }),
        ("jsonlines", "b.jsonl"): json.dumps({
            "headline": "A headline", "body_html": f"<p>{text}</p><figure><img src=a.jpg alt=\"{told}\">"
            f"<figcaption>{told}</figcaption></figure><p>{told}</p>",
        }),
        ("ninjs", "a.json"): json.dumps({
            "uri": "urn:x:1", "type": "text", "headline": text, "byline": text, "located": text,
            "description_text": text, "body_html": f"<p>First.</p><p>{told}</p>", "versioncreated": text,
            "person": [{"name": text}], "copyrightnotice": text, "usageterms": text, "ednote": text,
            "associations": {"m": {"type": "picture", "description_text": text, "byline": text,
                                   "headline": text, "renditions": {"o": {"href": "a.jpg"}}}},
        }),
        ("ghost", "a.ghost.json"): json.dumps({"db": [{"meta": {"version": "5.0"}, "data": {"posts": [{
            "id": "1", "title": text, "custom_excerpt": text, "feature_image": "a.jpg", "status": "published",
            "html": f"<p>{told}</p><figure class='kg-card'><img src='a.jpg'><figcaption>{told}</figcaption></figure>",
            "feature_image_caption": told, "feature_image_alt": text, "type": "post",
        }]}}]}),
        ("feed", "a.rss"): f"<rss version='2.0'><channel><title>{told}</title><item><guid>h</guid><title>{told}"
        f"</title><author>{told}</author><pubDate>{told}</pubDate><category>{told}</category><description>"
        f"{escape(f'<p>{told}</p>')}</description></item></channel></rss>",
        ("wxr", "a.wxr.xml"): f"<rss version='2.0' {XMLNS}><channel><wp:wxr_version>1.2</wp:wxr_version><item>"
        f"<title>{told}</title><dc:creator>{told}</dc:creator><content:encoded>{told}\n\n[caption id='a']"
        f"&lt;img src='a.jpg'&gt; {told}[/caption]</content:encoded><excerpt:encoded>{told}</excerpt:encoded>"
        "<wp:post_id>4</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        f"<category domain='post_tag'>{told}</category></item></channel></rss>",
        ("nitf", "a.xml"): _nitf(told),
        ("newsml_g2", "a.g2.xml"): "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' version='1'>"
        f"<contentMeta><by>{told}</by><located><name>{told}</name></located><headline>{told}</headline>"
        f"<creditline>{told}</creditline></contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>"
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>First.</p><p>{told}</p></body></html></inlineXML>"
        "</contentSet></newsItem>",
        ("newsml", "a.newsml.xml"): "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId>"
        f"</NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>{told}</HeadLine><ByLine>{told}"
        f"</ByLine><DateLine>{told}</DateLine><CreditLine>{told}</CreditLine></NewsLines><ContentItem><DataContent>"
        f"{_nitf(told)}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        ("databank", "a.nexis.txt"): f"1 of 1 DOCUMENTS\n\n{'Port Leith Post':>40}\n{'May 3, 2024 Friday':>42}\n\n"
        + "\n\n".join([line[:900], f"BYLINE: {line[:900]}", f"SECTION: {line[:900]}", "First words.", text,
                        f"SUBJECT: {line[:900]}", f"PERSON: {line[:900]}", f"GRAPHIC: {line[:900]}"]),
        ("sgml", "a.sgm"): f"<DOC>\n<DOCNO> {line[:900]} </DOCNO>\n<HEADLINE> {text} </HEADLINE>\n<DATELINE> {text} "
        f"</DATELINE>\n<BYLINE> {text} </BYLINE>\n<TEXT>\nFirst words.\n\n{text}\n</TEXT>\n</DOC>\n",
        ("iptc7901", "a.iptc"): f"\x01AB1234 4 pol 100 XYZ /A-1\r\n\r\n{line[:60_000]}\r\n\x02{text}\r\n"
        f"   First words.\r\n   {text}\r\n\x03010101 jan 26\x04",
    }  # fmt: skip
    packed = {
        ("document", "a.docx"): _docx(told),
        ("document", "a.odt"): odt(
            f"<text:p>First words.</text:p><text:h>{told}</text:h><text:p>{told}</text:p>"
        ),
        ("document", "a.rtf"): _rtf(text),
    }  # fmt: skip
    return [
        *((key, name, said.encode("utf-8", "replace")) for (key, name), said in made.items()),
        *((key, name, content) for (key, name), content in packed.items()),
    ]


def _docx(told: str) -> bytes:
    words = r(told)
    return docx(
        p(r("A headline"), style="Titel"), p(words, style="Untertitel"), p(words, style="Byline"), p(r("First words.")),
        p(words), p(words, style="berschrift1"), item(told, 4), p(drawing("rId2", told)),
        p(words, style="Beschriftung"),
        f"<w:tbl><w:tr><w:tc>{p(words)}</w:tc></w:tr></w:tbl>",
    )  # fmt: skip


def _rtf(text: str) -> bytes:
    signs = "".join(
        sign if sign.isascii() and sign.isalnum() else "\\par " if sign == "\n" else _escaped(sign)
        for sign in text
    )
    head = f"{{\\info{{\\author {signs}}}}}"
    return f"{{\\rtf1\\ansi {head}First words.\\par \\b {signs}\\par\\b0 {signs}\\par}}".encode()


def _escaped(sign: str) -> str:
    halves = sign.encode("utf-16-le", "surrogatepass")
    return "".join(
        f"\\u{int.from_bytes(halves[place : place + 2], 'little')}?"
        for place in range(0, len(halves), 2)
    )


def _page(told: str) -> str:
    return (
        f'<html><head><title>{told}</title><meta name=author content="{told}">'
        f'<meta property=article:published_time content="{told}"></head><body><article><h1>{told}</h1>'
        f"<p class=byline>{told}</p><time>{told}</time><figure><img src=a.jpg alt=\"{told}\">"
        f"<figcaption>{told}</figcaption></figure><p>First words of it stand.</p><p>{told}</p>"
        f"<h2>{told}</h2><ul><li>{told}</li></ul></article></body></html>"
    )  # fmt: skip


def _nitf(told: str) -> str:
    return (
        f"<nitf><head><docdata><doc-id id-string='h'/><date.issue norm='{told}'/></docdata></head><body>"
        f"<body.head><hedline><hl1>{told}</hl1></hedline><byline>{told}</byline><dateline><location>{told}"
        "</location></dateline></body.head><body.content><media media-type='image'>"
        f"<media-reference source='a.jpg'/><media-caption>{told}</media-caption><media-producer>{told}"
        f"</media-producer></media><p>First.</p><p>{told}</p></body.content></body></nitf>"
    )


def _table(text: str) -> str:
    cells = io.StringIO()
    writer = csv.writer(cells)
    writer.writerow(ROW)
    writer.writerow([f"First words.\n\n{text}" if name == "body" else text for name in ROW])
    return cells.getvalue()
