"""A picture with its words in markup: figure, caption and credit, until the element ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.body.blocks import LIMITS
from articles.body.document import paragraph
from articles.body.markup.assembly import Assembly
from articles.body.markup.frames import Frame
from articles.body.markup.inline_text import InlineText
from articles.body.shapes import Block

_DASHES = " \t\xa0-–—―~"
_WHOLE = frozenset(".!?…”’\"')]|–—:")


@dataclass(slots=True)
class Captioned:
    """An open figure: pictures wait here for the caption that follows them."""

    frame: Frame
    stood_before: int
    """Blocks in the frame when the figure began."""
    is_pulled: bool = False
    """Whether a quotation inside is a pull quote."""
    pictures: list[Block] = field(default_factory=list)
    caption: InlineText = field(default_factory=InlineText)
    credit: InlineText = field(default_factory=InlineText)

    def may_end(self) -> bool:
        """Whether the caption so far is a whole: what a page cites after it is its credit."""
        return bool(self.pictures) and self.caption.last_sign() in _WHOLE

    def settle(self, assembly: Assembly) -> None:
        """Place the pictures; the first has the caption.

        Without a picture the words become the title of an embed or the attribution of a
        quotation that stood in the figure, or else a paragraph.
        """
        caption, credit = self.caption.words(), self.credit.words()
        if not self.pictures:
            self._hand_on(assembly, " ".join(filter(None, (caption, credit))))
            return
        words = self.pictures[0]["attrs"]
        words["caption"], overlong = _fitting(caption, "caption")
        words["credit"], more = _fitting(credit, "credit")
        for picture in self.pictures:
            assembly.place_picture(picture)
        for text in filter(None, (overlong, more)):
            assembly.place(paragraph(text))

    def _hand_on(self, assembly: Assembly, words: str) -> None:
        if not words:
            return
        placed = self.frame.content[self.stood_before :]
        newest = placed[-1:]
        without = [block["attrs"] for block in placed if not block["attrs"].get("caption", "?")]
        if (
            without
            and {block["type"] for block in placed} == {"figure"}
            and len(words) <= LIMITS["caption"]
        ):
            without[0]["caption"] = words  # of a gallery: its first picture without one
            return
        if newest and assembly.frames.current is self.frame:
            attributes = newest[0]["attrs"]
            for kind, name in (
                ("embed", "title"),
                ("table", "caption"),
                ("quotation", "attribution"),
                ("pull_quote", "attribution"),
            ):
                fits = len(words) <= LIMITS[name]
                if newest[0]["type"] == kind and not attributes[name] and fits:
                    attributes[name] = without_dash(words)
                    return
        assembly.place(paragraph(words))


def without_dash(attribution: str) -> str:
    """The name after the dash that pages set before an attribution."""
    return attribution.lstrip(_DASHES)


def _fitting(text: str, limit: str) -> tuple[str, str]:
    """(text, "") if it is within the limit, ("", text) if not."""
    return (text, "") if len(text) <= LIMITS[limit] else ("", text)
