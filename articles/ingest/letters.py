"""The capitals of the alphabets that names in copy are written in, for character classes of patterns."""

from __future__ import annotations

from typing import Final

CAPITALS: Final = (
    "A-ZÀ-ÖØ-Þ"
    "ĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽȘȚƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
    "ΆΈ-ΏΑ-ΩЀ-Я"
)
""""[" and "]" are not part of it: rf"[{CAPITALS}][\\w-]+" is a name."""
