"""Chinese names in our letters: which syllables there are, and which words are family names first of all."""

import re
from collections.abc import Sequence

PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:i?ang|i?ong|[iu]?an|[iu]?e?n|i?ao|u?ai|[iu]?e|u?eng|u?ei|[iu]?a|u?o|ou|iu|ing|ui|er|[iu])){1,2}"
)  # fmt: skip
FAMILIES = frozenset(
    "bai cai cao chen cheng deng ding du duan fang feng gao gong gu guo hao hou hu huang jia jiang jin li liang liao"
    " liu lu luo ma mao meng pan peng qian qin qiu ren shao shen shi su tian wang wu xia xiao xie xiong xu xue yan yang"
    " yao ye yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou".split()
)
"""Nine Chinese of ten have one of these; Wei, Ming and Jun are given names more often."""


def is_chinese(words: Sequence[str]) -> bool:
    """Whether two folded words are a family name and a given name in that order: Zhang Wei, not Wei Zhang."""
    family, given = words[0], words[-1]
    return (
        len(words) == 2
        and family in FAMILIES
        and given not in FAMILIES
        and PINYIN.fullmatch(given) is not None
    )
