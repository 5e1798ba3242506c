"""Who took a picture, at the end of a caption in Chinese or Japanese."""

from __future__ import annotations

import re
from typing import Final

_PHOTOGRAPHED: Final = re.compile(
    r"(?P<words>.*[^\W\d_].*?(?:。|(?=[，、,=＝\s])))(?P<parted>[，、,=＝\s]?\s*(?:[（(](?:圖|图|写真|攝影|"
    r"摄影)?[／/:：]?\s*)?)(?P<credit>[^\d\s。，、,=＝]{2,12}?)\s?(?P<took>摄影?|撮影|攝影?)[)）]?。?"
)
"""Who took it, in Chinese and Japanese."""
_NO_TAKER: Final = re.compile(
    r".*[でにをがはもとへのから]|.*(?:喜欢|坚持|开始|学习|进行|负责|喜歡|堅持|開始|學習|進行)"
)
""""東京都内で撮影", "坚持摄影": where it was taken, and what somebody likes."""
LONGEST_TAKER: Final = 4
"""Signs of a Chinese name that stands right before the whole word for taking pictures."""


def photographed(text: str) -> re.Match[str] | None:
    """Where a caption ends in who took its picture; a sentence about photography does not."""
    named = _PHOTOGRAPHED.fullmatch(text)
    if named is None or _NO_TAKER.fullmatch(named["credit"]):
        return None
    is_loose = named["took"] in {"摄影", "攝影"} and not named["parted"].strip("，、,")
    return None if is_loose and len(named["credit"]) > LONGEST_TAKER else named
