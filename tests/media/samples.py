"""Bytes of pictures that real senders send: with metadata, turned, deep, broken or lying."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

from tests.media.drawing import draw, encode, jpeg

GPS_IFD, EXIF_IFD = 0x8825, 0x8769
SECRETS = (b"SN-4711-CAMERA", b"SN-0815-LENS", b"Petra Owner")
"""Serial numbers and the camera owner's name, as the sample EXIF holds them."""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 exif:GPSLatitude="52,31.0N" exif:GPSLongitude="13,24.0E" aux:SerialNumber="SN-4711-CAMERA"
 photoshop:Credit="Harbor Press" photoshop:City="Łódź" photoshop:Country="Poland"
 photoshop:DateCreated="2024-05-17T10:00:00+02:00" photoshop:Instructions="No web before 18:00"
 xmpRights:WebStatement="https://harbor.example/licence">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Ein Kran.</rdf:li>
<rdf:li xml:lang="x-default">A crane &amp; a ship at dawn.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Jo Bell</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2024 Harbor Press</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>harbor</rdf:li><rdf:li>tram</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A yellow crane above dark
 water</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada Lovelace</rdf:li></rdf:Bag>
</Iptc4xmpExt:PersonInImage>
<plus:Licensor><rdf:Bag><rdf:li rdf:parseType="Resource">
<plus:LicensorURL>https://harbor.example/buy</plus:LicensorURL></rdf:li></rdf:Bag></plus:Licensor>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def iim(*datasets: tuple[int, int, bytes]) -> bytes:
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in datasets
    )


def app13(block: bytes) -> bytes:
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + block
    resource += b"\x00" * (len(block) % 2)
    content = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def exif(**texts: str) -> Image.Exif:
    """EXIF with place and serial numbers, and caption, creator or rights if given."""
    block = Image.Exif()
    for name, tag in {"caption": 0x010E, "creator": 0x013B, "rights": 0x8298}.items():
        if name in texts:
            block[tag] = texts[name]
    block[0x010F] = "Camera Works"
    private = block.get_ifd(EXIF_IFD)
    private[0x9003] = "2023:04:05 06:07:08"
    private[0xA430] = "Petra Owner"
    private[0xA431] = "SN-4711-CAMERA"
    private[0xA435] = "SN-0815-LENS"
    place = block.get_ifd(GPS_IFD)
    place[1], place[2] = "N", (52.0, 31.0, 0.0)
    place[3], place[4] = "E", (13.0, 24.0, 0.0)
    return block


def turned(number: int) -> bytes:
    """A picture whose red corner is top left once it is turned as EXIF says."""
    upright = Image.new("RGB", (120, 80), "white")
    upright.paste("red", (0, 0, 60, 40))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[number]) if number in undo else upright
    block = Image.Exif()
    block[0x0112] = number
    return encode(stored, quality=95, exif=block)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), color) for color in ("red", "lime", "blue")]
    target = io.BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()


def png(width: int, height: int, color_type: int = 2, body: bytes = b"") -> bytes:
    """A PNG whose header may promise more than the body holds."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, color_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def bomb() -> bytes:
    """60,000 x 60,000 pixels in a few hundred kilobytes."""
    return png(60_000, 60_000, 0, zlib.compress(b"\0" * 10_000_000, 9))


def gif_bomb() -> bytes:
    """A GIF of 40 bytes that promises four thousand megapixels."""
    screen = struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
    return b"GIF89a" + screen + b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x08\0;"


def deep_grey() -> bytes:
    """16 bits of grey, light on the left."""
    values = b"".join(
        struct.pack("<H", 65_535 if x < 50 else 20_000) for _y in range(80) for x in range(100)
    )
    return encode(Image.frombytes("I;16", (100, 80), values), "PNG")


def printers_colors() -> bytes:
    """CMYK as a print house sends it."""
    return encode(Image.new("CMYK", (90, 60), (0, 255, 255, 0)), "JPEG", quality=95)


def polyglot() -> bytes:
    """A GIF that is also a script, with an archive behind it."""
    return encode(draw(60, 40), "GIF") + b"/*<script>alert(1)</script>*/PK\x03\x04"


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return jpeg(200, 100, icc_profile=profile)


ACCEPTED: dict[str, tuple[Any, tuple[int, int]]] = {
    "one pixel": (lambda: encode(Image.new("RGB", (1, 1)), "PNG"), (1, 1)),
    "30,000 pixels wide": (lambda: encode(Image.new("L", (30_000, 2), 90), "PNG"), (30_000, 2)),
    "30,000 pixels tall": (lambda: encode(Image.new("L", (2, 30_000), 90), "PNG"), (2, 30_000)),
    "CMYK": (printers_colors, (90, 60)),
    "16 bits": (deep_grey, (100, 80)),
    "black and white": (lambda: encode(draw(100, 50, "1"), "PNG"), (100, 50)),
    "palette": (lambda: encode(draw(100, 50, "P"), "PNG"), (100, 50)),
    "transparent": (lambda: encode(Image.new("RGBA", (70, 40), (255, 0, 0, 0)), "PNG"), (70, 40)),
    "grey with alpha": (lambda: encode(Image.new("LA", (70, 40), (9, 99)), "PNG"), (70, 40)),
    "WebP": (lambda: encode(draw(100, 50), "WEBP"), (100, 50)),
    "AVIF": (lambda: encode(draw(100, 50), "AVIF"), (100, 50)),
    "polyglot": (polyglot, (60, 40)),
    "profile": (with_profile, (200, 100)),
    "broken profile": (lambda: jpeg(200, 100, icc_profile=b"no profile at all"), (200, 100)),
    "broken EXIF": (lambda: jpeg(80, 40, exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), (80, 40)),
    "broken XMP": (lambda: jpeg(80, 40, xmp=b"<x:xmpmeta><unclosed"), (80, 40)),
    "comment": (lambda: jpeg(80, 40, comment=b"SN-4711-CAMERA"), (80, 40)),
}

REFUSED: dict[str, tuple[Any, str]] = {
    "empty": (lambda: b"", "empty"),
    "SVG": (lambda: b"<?xml version='1.0'?><svg onload='alert(1)'/>", "svg"),
    "SVG with mark": (lambda: b"\xef\xbb\xbf\n <svg/>", "svg"),
    "web page": (lambda: b"<!DOCTYPE html><img src=x>", "webpage"),
    "PDF": (lambda: b"%PDF-1.7 ...", "pdf"),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF", "postscript"),
    "Photoshop": (lambda: b"8BPS\0\1", "psd"),
    "BMP": (lambda: encode(draw(9, 9), "BMP"), "bmp"),
    "icon": (lambda: encode(draw(32, 32), "ICO"), "ico"),
    "TIFF": (lambda: encode(draw(9, 9), "TIFF"), "tiff"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
    "video": (lambda: b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video"),
    "archive": (lambda: b"PK\x03\x04 photos", "zip"),
    "text": (lambda: b"just words", ""),
    "cut off": (lambda: jpeg()[:9000], "damaged"),
    "header only": (lambda: b"\xff\xd8\xff\xe0", "damaged"),
    "wrong sum": (lambda: png(40, 40, body=b"nonsense"), "damaged"),
    "bomb": (bomb, "pixels"),
    "51 megapixels": (lambda: png(10_200, 5_000, 0, zlib.compress(b"\0" * 99)), "pixels"),
    "GIF bomb": (gif_bomb, "pixels"),
    "26 MB": (lambda: jpeg() + b"\0" * 26 * 1024 * 1024, "bytes"),
}
