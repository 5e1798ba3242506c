"""Why a file is not taken: one sentence each, for whoever tried to upload it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from media.filetypes import MOST_A_DAY, MOST_BYTES, MOST_BYTES_A_DAY, MOST_PIXELS

_NUMBERS = {
    "megabytes": MOST_BYTES // (1024 * 1024),
    "megapixels": MOST_PIXELS // 1_000_000,
    "a_day": MOST_A_DAY,
    "gigabytes": MOST_BYTES_A_DAY // 1024**3,
}
_EXPORT = _("%(kind)s files are not taken; export the picture as JPEG, PNG or WebP.")
_KINDS = {
    "heic": "HEIC",
    "pdf": "PDF",
    "psd": "Photoshop",
    "bmp": "BMP",
    "ico": _("Icon"),
    "jpeg2000": "JPEG 2000",
    "postscript": "PostScript",
    "tiff": "TIFF",
    "video": _("Video"),
}
_SENTENCES = {
    "": _("This is not a picture that we know; JPEG, PNG, WebP, GIF and AVIF are taken."),
    "empty": _("The file is empty."),
    "bytes": _("The file is larger than %(megabytes)d MB; save a smaller copy of the picture."),
    "pixels": _(
        "The picture has more than %(megapixels)d megapixels; save a smaller copy of the picture."
    ),
    "memory": _("The picture needs too much memory to open; save a smaller copy of it."),
    "slow": _("The picture takes too long to open; save it anew and upload that."),
    "damaged": _("The picture is damaged or cut off; save or send it anew."),
    "svg": _("SVG drawings can carry programs and are not taken; export it as PNG."),
    "webpage": _("This is a web page and not a picture."),
    "quota": _(
        "One account brings %(a_day)d pictures or %(gigabytes)d GB a day; ask an importer or wait till tomorrow."
    ),
    "zip": _("This is an archive; unpack it and upload the pictures."),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken. `detail` is for the log, `sentence` for people."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the language of the moment."""
        if self.code in _KINDS:
            return _EXPORT % {"kind": _KINDS[self.code]}
        return str(_SENTENCES.get(self.code, _SENTENCES["damaged"])) % _NUMBERS


def every_refusal() -> tuple[Refused, ...]:
    """One of each kind."""
    return tuple(Refused(code) for code in (*_KINDS, *_SENTENCES))
