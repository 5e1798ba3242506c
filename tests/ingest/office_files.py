"""Documents as office programs pack them, made of the marks that a test wants."""

from __future__ import annotations

import io
import zipfile

from tests.media.drawing import jpeg

PHOTO = jpeg(320, 240)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Haus"><w:name w:val="House cross-head"/>'
    '<w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>'
    "</w:styles>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="hyperlink" Target="https://quarry.example/deal" TargetMode="External"/>'
    '<Relationship Id="rId2" Type="image" Target="media/image1.jpg"/>'
    '<Relationship Id="rId3" Type="image" Target="../../../etc/passwd"/></Relationships>'
)


def p(*runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r w:rsidR="00A1"><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int) -> str:
    return p(r(text), more=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def drawing(relation: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/>'
        f'<a:graphic><a:blip r:embed="{relation}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def docx(*blocks: str, **parts: str | bytes) -> bytes:
    """A file as Word writes it; `parts` by names with "__" for "/" and "_" for "."."""
    named: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{HEAD}{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": RELATIONS,
    }
    named |= {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in named.items():
            archive.writestr(name, part)
    return packed.getvalue()


OPEN = (
    '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" '
    'xmlns:xlink="x" xmlns:svg="v" xmlns:dc="c" xmlns:table="b"><office:automatic-styles>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
    "</office:automatic-styles><office:body><office:text>"
)


def odt(*blocks: str, **parts: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"{OPEN}{''.join(blocks)}</office:text></office:body></office:document-content>",
        )
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()
