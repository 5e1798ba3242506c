"""Who put a story into its language: a credit of its own beside the byline, and never its author."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Final

from articles.ingest.cleaning.text import reads_as_names
from articles.ingest.credit_names import contributors_of_byline, person_name
from articles.ingest.record import ContributorRecord, StoryRecord

TRANSLATOR: Final = "translator"
_ROLE: Final = re.compile(
    r"translat|übersetz|tradu(?:c|t|ç|z)|tradotto|vertal|översätt|oversæt|oversett|tłumacz|перевод|перекла|翻译|翻譯|翻訳|번역",
    re.IGNORECASE,
)
_LONGEST: Final = 140
"""Characters of a line that says no more."""
_MOST_WORDS: Final = 9
"""Of the names in it."""
_ARTICLES: Final = frozenset(
    "the a an la le les el los las il lo gli i der die das den ein eine o os as um uma de het en ett".split()
)
_FROM: Final = r"(?: [^\W\d_][\w’'-]{0,30}){0,6}?"
"""The language between: "from the Norwegian", "de l’anglais"."""
_THIS_STORY: Final = re.compile(
    r"(?:this|the) (?:story|article|essay|interview|piece|text) (?:was|is|has been) ", re.IGNORECASE
)
_CREDIT: Final = re.compile(
    rf"\W{{0,3}}(?:"
    rf"(?i:(?:this|the) (?:story|article|essay|interview|piece|text) (?:was|is|has been) )?"
    rf"(?i:translated{_FROM} by:?|translation{_FROM}(?: by|:)|translators?:)|"
    rf"(?i:aus dem [^\W\d_]{{4,20}}{_FROM} von|(?:übersetzt|übertragen){_FROM} von:?|"
    rf"übersetzung{_FROM}(?: von|:)|übersetzer(?:in)?:)|"
    rf"(?i:traduite?{_FROM} par:?|traduction{_FROM}(?: par| de|:))|"
    rf"(?i:traducid[oa]{_FROM} por:?|traducción{_FROM}(?: por| de|:)|traductora?:)|"
    rf"(?i:traduzid[oa]{_FROM} por:?|tradução{_FROM}(?: por| de|:))|"
    rf"(?i:tradott[oa]{_FROM} da:?|traduzione{_FROM}(?: di|:))|"
    rf"(?i:vertaald{_FROM} door:?|vertaling{_FROM}(?: door|:))|"
    rf"(?i:översatt{_FROM} av:?|översättning{_FROM}(?: av|:)|oversatt{_FROM} av:?|oversat{_FROM} af:?|oversættelse:)|"
    rf"(?i:tłumaczeni[ea]:|tłum\.:?|przekład:|перевод{_FROM}:|переклад{_FROM}:)|"
    r"(?:翻译|翻譯|译者|譯者|編譯|编译|翻訳|訳者|訳|번역|옮긴이)\s?[:：=＝/]"
    r")\s*(?P<names>[^\W\d_].{1,80}?)\W{0,3}"
)


def is_role_of_translator(role: str) -> bool:
    """Whether a source's word for what somebody did says that they translated."""
    return _ROLE.search(role) is not None


def translators_in(line: str) -> list[str]:
    """The names in a line that only says who translated; empty for every other line."""
    found = _CREDIT.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if found is None or len(found["names"].split()) > _MOST_WORDS:
        return []
    if re.search(r"[.!?] ", found["names"]) or not reads_as_names(
        re.sub(r"\b(?:and|und|et|y|e|en|och|og|i|и|та)\b", ",", found["names"])
    ):
        return []
    names = [each.name for each in contributors_of_byline(found["names"])]
    return names if all(map(_is_whole_name, names)) else []


def _is_whole_name(name: str) -> bool:
    """Whether a name has two parts or is of a script that sets none apart: "The Musical" has an article."""
    first, _, rest = name.partition(" ")
    return name >= "\u3040" or (bool(rest) and first.casefold() not in _ARTICLES)


def credit_translators(story: StoryRecord, names: Iterable[str], printed: str = "") -> StoryRecord:
    """A copy of `story` with translators behind its writers, as `printed` or as "; translator: NAME"."""
    byline = story.byline
    made = list(story.contributors or contributors_of_byline(byline))
    known = {each.name.casefold(): each for each in made}
    added = [name for name in map(person_name, names) if name]
    for name in added:
        if (twin := known.get(name.casefold())) is not None:
            made[made.index(twin)] = dataclasses.replace(twin, role=twin.role or TRANSLATOR)
        else:
            made.append(ContributorRecord(name, TRANSLATOR))
    missing = [name for name in added if name.casefold() not in byline.casefold()]
    told = (
        _THIS_STORY.sub("", printed.strip(" .()[]"))
        if printed
        else f"{TRANSLATOR}: {', '.join(missing)}"
    )
    if missing and byline:
        byline = f"{byline}; {told if ':' in told else told[:1].lower() + told[1:]}"
    elif missing:
        byline = told[:1].upper() + told[1:]
    return dataclasses.replace(story, byline=byline, contributors=made)
