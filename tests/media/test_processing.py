"""What is taken and what is refused; every bad file gets one sentence and harms nobody."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from media.filetypes import ACCEPTED_BY_IMPORT
from media.intake import Taken, take_in
from media.models import Picture
from media.processing import Accepted, accept, make_rendition, make_renditions, remove_renditions
from media.refusals import Refused
from media.renditions import Spec, widths
from tests.media import samples
from tests.media.drawing import draw, encode, jpeg, store_picture, take

pytestmark = pytest.mark.sqlite  # files and Pillow: another database changes nothing
SLOWEST = 5.0
"""Seconds for any one file, as the reliability bar has it; of processor time, here and in children."""


def spent() -> float:
    """Processor time of this process and of the children that have ended."""
    return sum(os.times()[:4])


def take_sample(content: bytes, name: str = "x.jpg") -> Accepted | Refused:
    return accept(io.BytesIO(content), name=name)


def opened(picture: Picture, ending: str, ratio: str = "") -> Image.Image:
    width = widths(picture.width, picture.height, ratio)[-1]
    copy = Image.open(make_rendition(picture, Spec(width, ratio, ending)))
    copy.load()
    return copy


@pytest.mark.thorough
@pytest.mark.usefixtures("decoders_of_their_own")
@pytest.mark.parametrize("kind", samples.REFUSED)
def test_a_bad_file_is_refused_with_one_sentence(kind):
    draw_sample, code = samples.REFUSED[kind]
    began = spent()
    refused = take_sample(draw_sample())
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert refused.sentence.endswith(".")
    assert spent() - began < SLOWEST
    assert not list((Path(settings.MEDIA_ROOT) / "arriving").iterdir())


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("kind", samples.ACCEPTED)
def test_an_odd_file_is_accepted_right(kind):
    draw_sample, size = samples.ACCEPTED[kind]
    picture = take(draw_sample()).picture
    assert (picture.width, picture.height) == size
    for ending, form in (("webp", "WEBP"), ("jpg", "JPEG")):
        copy = opened(picture, ending)
        assert copy.format == form
        assert copy.mode in {"RGB", "RGBA"}


def test_the_first_bytes_tell_the_kind_and_the_name_does_not():
    accepted = take_sample(encode(draw(40, 30), "PNG"), "holiday.jpg")
    assert isinstance(accepted, Accepted)
    assert accepted.kind.name == "png"


def test_only_the_import_takes_tiff():
    content = encode(draw(40, 30), "TIFF")
    accepted = accept(io.BytesIO(content), kinds=ACCEPTED_BY_IMPORT)
    assert isinstance(accepted, Accepted)
    assert take_sample(content) == Refused("tiff")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_taken_and_said(kind):
    accepted = take_sample(samples.animated(kind))
    assert isinstance(accepted, Accepted)
    assert accepted.animated


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_the_first_frame_is_what_is_shown(kind):
    red, green, blue = opened(take(samples.animated(kind)).picture, "jpg").getpixel((30, 20))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(1, 9))
def test_a_turned_picture_stands_upright(number):
    picture = take(samples.turned(number)).picture
    assert (picture.width, picture.height) == (120, 80)
    copy = opened(picture, "jpg").convert("RGB")
    assert copy.size == (120, 80)
    assert copy.getpixel((20, 15))[1] < 60  # the red corner
    assert copy.getpixel((100, 60))[1] > 200  # white
    assert copy.getpixel((20, 60))[1] > 200
    assert 0x0112 not in copy.getexif()


@pytest.mark.django_db
def test_colors_survive_print_and_depth():
    red = opened(take(samples.printers_colors()).picture, "jpg").getpixel((40, 30))
    assert red[0] > 180
    assert max(red[1:]) < 90
    grey = opened(take(samples.deep_grey()).picture, "jpg")
    assert grey.getpixel((10, 40))[0] > 245
    assert 60 < grey.getpixel((90, 40))[0] < 95


@pytest.mark.django_db
def test_transparent_parts_are_white_in_jpeg_and_stay_open_in_webp():
    draw_sample, _size = samples.ACCEPTED["transparent"]
    picture = take(draw_sample()).picture
    assert opened(picture, "jpg").getpixel((5, 5)) == (255, 255, 255)
    assert opened(picture, "webp").getpixel((5, 5))[3] == 0


@pytest.mark.django_db
def test_a_crop_keeps_the_focal_point():
    wide = Image.new("RGB", (1600, 400), "white")
    wide.paste("blue", (1400, 0, 1600, 400))
    picture = take(encode(wide), words={"focal_x": 100}).picture
    copy = opened(picture, "jpg", "1:1")
    assert copy.size == (400, 400)
    assert copy.getpixel((390, 200))[2] > 200
    assert copy.getpixel((390, 200))[0] < 60


@pytest.mark.django_db
def test_the_same_file_twice_is_one_picture():
    first = take(jpeg(seed=5), "a.jpg")
    again = take(jpeg(seed=5), "b.jpg", words={"caption": "another"})
    assert first.is_new
    assert not again.is_new
    assert again.picture == first.picture
    assert Picture.objects.count() == 1
    assert not list((Path(settings.MEDIA_ROOT) / "arriving").iterdir())


@pytest.mark.django_db
def test_the_same_file_again_mends_a_lost_one():
    picture = take(jpeg(seed=6)).picture
    Path(picture.file.path).unlink()
    assert picture.view().missing
    take(jpeg(seed=6))
    picture.refresh_from_db()
    assert not picture.view().missing


@pytest.mark.django_db
def test_a_resized_copy_is_near_and_another_picture_is_not():
    original = take(jpeg(seed=7)).picture
    smaller = take(encode(draw(seed=7).resize((640, 480)), quality=40))
    other = take(jpeg(seed=8))
    assert smaller.resembling == [original]
    assert other.resembling == []


@pytest.mark.django_db
def test_flat_pictures_resemble_nothing():
    take(encode(Image.new("RGB", (50, 50), "red"), "PNG"))
    assert take(encode(Image.new("RGB", (60, 50), "blue"), "PNG")).resembling == []


@pytest.mark.django_db
def test_original_names_are_generated_and_unguessable():
    picture = take(jpeg(), "../../etc/pass\x00wd.jpg").picture
    assert picture.original_name == "passwd.jpg"
    folder, name = picture.file.name.removeprefix("pictures/").split("/")
    assert len(name.partition(".")[0]) == 32
    assert name.startswith(folder)
    assert picture.token not in picture.file.name


@pytest.mark.django_db
def test_a_changed_credit_makes_new_copies_and_old_ones_go():
    picture = store_picture()
    before = make_rendition(picture, Spec(480))
    picture.credit = "Another Agency"
    picture.save()
    after = make_rendition(picture, Spec(480))
    assert after != before
    remove_renditions(picture, but_current=True)
    assert not before.exists()
    assert after.exists()


@pytest.mark.django_db
def test_a_rendition_is_made_once():
    picture = store_picture()
    assert make_renditions(picture, [Spec(480), Spec(620)]) == 2
    assert make_renditions(picture, [Spec(480), Spec(620)]) == 0


@pytest.mark.thorough
@pytest.mark.usefixtures("decoders_of_their_own")
@pytest.mark.django_db
def test_a_24_megapixel_jpeg_is_saved_with_four_renditions_within_three_seconds():
    noise = Image.effect_noise((600, 400), 60).resize((6000, 4000))
    content = encode(
        Image.merge("RGB", (noise, noise.transpose(0), noise.transpose(1))), quality=90
    )
    began = spent()
    taken = take_in(io.BytesIO(content), name="large.jpg")
    assert isinstance(taken, Taken)
    made = make_renditions(taken.picture, [Spec(width) for width in (480, 620, 940, 1240)])
    assert made == 4
    assert spent() - began < 3  # 0.9 s where it was written
