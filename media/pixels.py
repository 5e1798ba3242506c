"""Pixels: opening within limits, turning upright, to sRGB, cropping, writing; runs in the child."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from media.embedded import RightsBlocks
from media.filetypes import BY_NAME, MOST_PIXELS
from media.renditions import Box

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
warnings.simplefilter("error", Image.DecompressionBombWarning)

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_QUALITY = {"webp": 80, "jpg": 82, "avif": 60}
_DENSE_QUALITY = {700: {**_QUALITY, "webp": 60, "avif": 50}, 600: {**_QUALITY, "webp": 70}}
"""Pixels of width from which a copy is mostly shown at more than a pixel and a half to one, where no
eye sees the coarser grain -> quality. Four of the demo's drawings, 940 wide, weigh 52 kB on average
instead of 80 (WebP)."""


class TooManyPixelsError(ValueError):
    """The header promises more pixels than are decoded."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A decoded picture as people see it, perhaps smaller than the original."""

    picture: Image.Image
    width: int
    height: int
    """Size of the upright original in pixels."""


def open_header(path: str, type_name: str) -> Image.Image:
    """The picture with its header read and its size judged; nothing is decoded yet."""
    picture = Image.open(path, formats=[BY_NAME[type_name].reader])
    width, height = picture.size
    if width < 1 or height < 1:
        msg = "a side of no pixels"
        raise ValueError(msg)
    if width * height > MOST_PIXELS:
        raise TooManyPixelsError(f"{width} x {height}")
    return picture


def decode(picture: Image.Image, least_width: int, least_height: int) -> Upright:
    """Decodes the first frame, upright and in sRGB, no smaller than asked (if it ever was).

    Reducing comes first, while decoding where the format can, so that a 24-megapixel JPEG
    never stands in memory whole.
    """
    if not isinstance(picture, JpegImageFile):
        picture.load()  # now, for PNG reads its EXIF by loading, and broken EXIF is forgiven
    turn = _turn(picture)
    width, height = picture.size
    if turn in _SIDEWAYS:
        least_width, least_height = least_height, least_width
    picture.draft(picture.mode, (least_width, least_height))
    picture.load()
    profile = picture.info.get("icc_profile")
    picture = _reducible(picture)
    factor = min(picture.width // (2 * least_width), picture.height // (2 * least_height))
    if factor > 1:
        picture = picture.reduce(factor)
    picture = _to_srgb(picture, profile)
    if turn is not None:
        picture = picture.transpose(turn)
    if turn in _SIDEWAYS:
        width, height = height, width
    return Upright(picture, width, height)


def is_animated(picture: Image.Image) -> bool:
    """Whether a second frame stands behind the first."""
    return bool(getattr(picture, "is_animated", False))


def difference_hash(picture: Image.Image) -> int:
    """64 bits, signed: is each of 8 x 8 spots brighter than its right neighbor?

    Copies that were resized or saved anew differ by a few bits only (N. Krawetz, 2013).
    """
    grey = flatten(picture).convert("L").resize((9, 8), Image.Resampling.BOX)
    values = grey.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            left = values[row * 9 + column]
            bits = bits << 1 | (left > values[row * 9 + column + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def write_rendition(
    upright: Upright, box: Box, size: tuple[int, int], ending: str, blocks: RightsBlocks
) -> bytes:
    """One public copy: that part at that size, with the rights' words and no other metadata."""
    resized = cut_out(upright, box, size)
    dense = (grades for width, grades in _DENSE_QUALITY.items() if size[0] >= width)
    quality = next(dense, _QUALITY)[ending]
    target = io.BytesIO()
    if ending == "webp":
        resized.save(target, "WEBP", quality=quality, method=4, exif=blocks.exif, xmp=blocks.xmp)
    elif ending == "avif":
        resized.save(
            target,
            "AVIF",
            quality=quality,
            speed=6,
            max_threads=1,
            exif=blocks.exif,
            xmp=blocks.xmp,
        )
    else:
        flatten(resized).save(
            target,
            "JPEG",
            quality=quality,
            optimize=True,
            progressive=True,
            exif=blocks.exif,
            xmp=blocks.xmp,
            extra=blocks.iptc,
        )
    return target.getvalue()


def cut_out(upright: Upright, box: Box, size: tuple[int, int]) -> Image.Image:
    """That part of the original at that size, without any metadata."""
    across = upright.picture.width / upright.width
    down = upright.picture.height / upright.height
    part = (
        box.left * across,
        box.top * down,
        min((box.left + box.width) * across, upright.picture.width),
        min((box.top + box.height) * down, upright.picture.height),
    )
    resized = upright.picture.resize(size, Image.Resampling.LANCZOS, box=part)
    resized.info = {}
    return resized


def flatten(picture: Image.Image) -> Image.Image:
    """Transparent parts become white, as on a page."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


_SIDEWAYS = {_TURNS[number] for number in (5, 6, 7, 8)}


def _turn(picture: Image.Image) -> Image.Transpose | None:
    try:
        number = picture.getexif().get(_ORIENTATION, 1)
    except (ValueError, TypeError, KeyError, OSError, SyntaxError, OverflowError):
        return None  # what Pillow raises for broken EXIF: the picture stands as it is
    return _TURNS.get(number) if isinstance(number, int) else None


def _reducible(picture: Image.Image) -> Image.Image:
    """In a mode that averages: palettes and bits are spelled out, 16 bits become 8."""
    if picture.mode in {"P", "PA"} or (picture.mode == "L" and "transparency" in picture.info):
        return picture.convert("RGBA" if _has_alpha(picture) else "RGB")
    if picture.mode == "RGB" and "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I") or picture.mode == "F":
        wide = picture.convert("I")
        return wide.point([number >> 8 for number in range(65_536)], "L")
    if picture.mode == "1":
        return picture.convert("L")
    return picture


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info


def _to_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """RGB or RGBA; a profile that cannot be used counts as absent."""
    target = "RGBA" if _has_alpha(picture) else "RGB"
    if not isinstance(profile, bytes) or not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture.convert(target)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).casefold():
            return picture.convert(target)
        changed = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(target)
    return changed if changed is not None else picture.convert(target)
