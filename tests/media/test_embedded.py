"""Words and rights out of a file, block by block, and into the public copies."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media import iim, xmp
from media.embedded import Embedded, Rights, read_embedded, rights_metadata
from media.processing import make_rendition
from media.renditions import Spec
from tests.media import samples
from tests.media.drawing import draw, encode, jpeg, take

UTF8 = (1, 90, b"\x1b%G")


def read(content: bytes) -> Embedded:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return read_embedded(picture)


def with_iim(*datasets: tuple[int, int, bytes]) -> bytes:
    return jpeg(40, 30, extra=samples.app13(samples.iim(*datasets)))


def test_xmp_fills_every_field_of_the_table():
    embedded = read(jpeg(40, 30, xmp=samples.XMP))
    assert embedded.words == {
        "caption": "A crane & a ship at dawn.",
        "alt": "A yellow crane above dark\n water",
        "credit": "Harbor Press",
        "creator": "Ana Ruiz, Jo Bell",
        "copyright_notice": "© 2024 Harbor Press",
        "licence_url": "https://harbor.example/licence",
        "acquire_url": "https://harbor.example/buy",
        "instructions": "No web before 18:00",
        "place": "Łódź, Poland",
        "taken_at": "2024-05-17T10:00:00+02:00",
    }
    assert embedded.people == ["Ada Lovelace"]
    assert embedded.keywords == ["harbor", "tram"]
    assert set(embedded.found_in.values()) == {"xmp"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "TIFF"])
def test_every_kind_of_file_brings_its_xmp(kind):
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", samples.XMP.decode())
        content = encode(draw(40, 30), "PNG", pnginfo=text)
    elif kind == "TIFF":
        content = encode(draw(40, 30), "TIFF", tiffinfo={700: samples.XMP})
    else:
        content = encode(draw(40, 30), kind, xmp=samples.XMP)
    assert read(content).words["credit"] == "Harbor Press"


def test_iim_fills_what_it_has():
    embedded = read(
        with_iim(
            UTF8,
            (2, 120, "Ein Kran im Hafen von Łódź.".encode()),
            (2, 80, b"Ana Ruiz"),
            (2, 110, b"Harbor Press"),
            (2, 115, b"Harbor Archive"),
            (2, 116, "© Harbor".encode()),
            (2, 40, b"Embargoed"),
            (2, 90, "Łódź".encode()),
            (2, 101, b"Poland"),
            (2, 55, b"20240517"),
            (2, 60, b"100000+0200"),
            (2, 25, b"harbor"),
            (2, 25, b"tram"),
        )
    )
    assert embedded.words == {
        "caption": "Ein Kran im Hafen von Łódź.",
        "creator": "Ana Ruiz",
        "credit": "Harbor Press",
        "source_name": "Harbor Archive",
        "copyright_notice": "© Harbor",
        "instructions": "Embargoed",
        "place": "Łódź, Poland",
        "taken_at": "2024-05-17T10:00:00+02:00",
    }
    assert embedded.keywords == ["harbor", "tram"]
    assert set(embedded.found_in.values()) == {"iptc"}


@pytest.mark.parametrize(
    ("datasets", "caption"),
    [
        ([UTF8, (2, 120, "Café".encode())], "Café"),
        ([(2, 120, "Café".encode())], "Café"),
        ([(2, 120, "Café “noir”".encode("cp1252"))], "Café “noir”"),
        ([UTF8, (2, 120, b"Caf\xe9")], "Caf\ufffd"),
        ([(2, 120, b"A\x00B\x1bC")], "ABC"),
    ],
)
def test_the_set_of_characters_is_told_or_tried(datasets, caption):
    assert read(with_iim(*datasets)).words["caption"] == caption


def test_exif_comes_last():
    embedded = read(jpeg(40, 30, exif=samples.exif(caption="From EXIF", creator="E. Xif")))
    assert embedded.words == {
        "caption": "From EXIF",
        "creator": "E. Xif",
        "taken_at": "2023-04-05T06:07:08",
    }
    both = read(jpeg(40, 30, xmp=samples.XMP, exif=samples.exif(creator="E. Xif")))
    assert both.words["creator"] == "Ana Ruiz, Jo Bell"
    assert both.found_in["creator"] == "xmp"


@pytest.mark.parametrize("caption", ["OLYMPUS DIGITAL CAMERA", "IMG_2041.JPG", "   ", "DSC_0001"])
def test_a_camera_or_a_file_name_is_no_caption(caption):
    assert "caption" not in read(jpeg(40, 30, exif=samples.exif(caption=caption))).words


def test_a_link_that_is_no_web_page_is_left_out():
    hostile = samples.XMP.replace(b"https://harbor.example/licence", b"javascript:alert(1)")
    assert "licence_url" not in read(jpeg(40, 30, xmp=hostile)).words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-17", "2024-05-17"),
        ("2024-05-17T10:00", "2024-05-17T10:00:00"),
        ("2024-05-17T10:00:00.25Z", "2024-05-17T10:00:00Z"),
        ("2024-13-01", "2024"),
        ("0000-00-00", None),
        ("yesterday", None),
    ],
)
def test_a_day_is_kept_as_precise_as_it_is_known(written, expected):
    packet = samples.XMP.replace(b"2024-05-17T10:00:00+02:00", written.encode())
    assert read(jpeg(40, 30, xmp=packet)).words.get("taken_at") == expected


@pytest.mark.parametrize(
    "packet",
    [
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><x>&a;</x>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".encode(
            "utf-16"
        ),
        b"<x>" * 100_000,
        b"<x a='" + b"y" * 1_000_001 + b"'/>",
        b"not xml",
        b"",
    ],
    ids=["entity", "utf-16 entity", "deep", "large", "text", "empty"],
)
def test_a_hostile_packet_is_unreadable(packet):
    with pytest.raises(xmp.UnreadableXmpError):
        xmp.read_packet(packet)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_may_stand_where_records_should(block):
    iim.read_datasets(b"\x1c" + block)
    iim.read_datasets(b"\x1c\x02\x78\x80\x04" + block)


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60
).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_what_is_written_can_be_read_again(caption, creator, credit):
    rights = Rights(caption=f"The {caption}.", creator=creator, credit=credit)
    blocks = rights_metadata(rights)
    for content in (
        jpeg(8, 8, xmp=blocks.xmp),
        jpeg(8, 8, extra=blocks.iptc),
    ):
        words = read(content).words
        assert words["caption"] == rights.caption
        assert words.get("creator", "") == creator
        assert words.get("credit", "") == credit


def test_nothing_to_say_writes_nothing():
    blocks = rights_metadata(Rights())
    assert (blocks.exif, blocks.xmp, blocks.iptc) == (b"", b"", b"")


@pytest.mark.sqlite  # of the files alone
@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["jpg", "webp", "avif"])
def test_a_public_copy_keeps_rights_and_loses_place_serials_and_thumbnail(ending):
    block = samples.exif(caption="A crane", creator="Ana Ruiz", rights="© Harbor")
    iptc = samples.app13(samples.iim(UTF8, (2, 110, b"Harbor Press"), (2, 90, b"Secret Street")))
    content = jpeg(700, 500, xmp=samples.XMP, exif=block, extra=iptc, comment=b"SN-4711-CAMERA")
    for secret in samples.SECRETS:
        assert secret in content
    picture = take(content).picture
    path = make_rendition(picture, Spec(480, "", ending))
    raw = path.read_bytes()
    for secret in (*samples.SECRETS, b"Camera Works", b"GPSLatitude", b"Secret Street"):
        assert secret not in raw
    with Image.open(path) as copy:
        copy.load()
        assert not copy.getexif().get_ifd(samples.GPS_IFD)
        assert set(copy.getexif()) <= {0x010E, 0x013B, 0x8298}
        assert copy.getexif()[0x013B] == "Ana Ruiz, Jo Bell"
        kept = read_embedded(copy).words
    assert kept == {
        "caption": picture.caption,
        "alt": picture.alt,
        "credit": "Harbor Press",
        "creator": "Ana Ruiz, Jo Bell",
        "copyright_notice": "© 2024 Harbor Press",
        "licence_url": "https://harbor.example/licence",
        "acquire_url": "https://harbor.example/buy",
    }


@pytest.mark.django_db
def test_the_row_holds_what_the_file_says_and_says_so():
    taken = take(jpeg(40, 30, xmp=samples.XMP), "IMG_1.jpg", words={"credit": "Our Own"})
    picture = taken.picture
    assert picture.caption == "A crane & a ship at dawn."
    assert picture.credit == "Our Own"
    assert picture.people_in_picture == ["Ada Lovelace"]
    assert picture.from_file["caption"] == "xmp"
    assert "credit" not in picture.from_file
