"""A picture that is an item: its own words become the record's."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from articles.ingest.readers.iptc_picture import looks_like, read
from articles.ingest.record import PictureRecord, Problem
from media.embedded import Rights, rights_metadata
from tests.shared_data import shared_data


def _jpeg(rights: Rights) -> bytes:
    blocks = rights_metadata(rights)
    stream = io.BytesIO()
    picture = Image.new("RGB", (60, 40), "teal")
    picture.save(stream, "JPEG", exif=blocks.exif, xmp=blocks.xmp)
    return stream.getvalue()


def test_caption_credit_and_rights_come_from_the_file() -> None:
    content = _jpeg(
        Rights(
            caption="A boat at dawn.",
            credit="Ada Quill/Example",
            creator="Ada Quill",
            copyright_notice="© Example",
            usage_terms="Once only",
        )
    )
    assert looks_like("boat.jpg", content[:64])
    (picture,) = read(io.BytesIO(content), "boat.jpg")
    assert isinstance(picture, PictureRecord)
    assert picture.caption == "A boat at dawn."
    assert picture.credit == "Ada Quill/Example"
    assert picture.creator == "Ada Quill"
    assert picture.copyright == "© Example"
    assert picture.usage_terms == "Once only"
    assert (picture.width, picture.height) == (60, 40)
    assert picture.content == content


def test_a_picture_without_words_is_still_a_picture() -> None:
    stream = io.BytesIO()
    Image.new("L", (3, 2)).save(stream, "TIFF")
    (picture,) = read(io.BytesIO(stream.getvalue()), "x.tif")
    assert isinstance(picture, PictureRecord)
    assert picture.caption == picture.credit == ""


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"II*\x00" + b"\xff" * 40, b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    (problem,) = read(io.BytesIO(content), "x.jpg")
    assert isinstance(problem, Problem)
    assert "0x" not in problem.message


def test_every_public_broken_picture_is_a_record_or_a_refusal() -> None:
    for path in sorted(shared_data("security", "images").iterdir()):
        with path.open("rb") as stream:
            (found,) = read(stream, path.name)
        assert isinstance(found, (PictureRecord, Problem))
