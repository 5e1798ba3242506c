"""Notes by which a page corrects itself ("This article was amended on ..."): they become corrections."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.head_patterns import MOMENT_IN, MONTH
from articles.ingest.cleaning.passages import Copy, Passage, PrintedCorrection
from articles.ingest.record import CorrectionKind

FIRST_LINES: Final = 4
LAST_LINES: Final = 16
"""Where pages print such notes; in the midst of a text they are the text."""
LONGEST: Final = 1_200
LONGEST_LABEL: Final = 60
LONGEST_DAY: Final = 40
"""Characters of a note, of the label above it, and of a line that says a day."""
SHORTEST: Final = 8
"""Words of a note below a label that stands alone."""

_DATED: Final = re.compile(
    r"A (?P<kind>correction|clarification) was (?:made|issued) on (?P<when>[^:]{6,40}): *(?P<text>\S.*)",
    re.IGNORECASE,
)
_UPDATE: Final = re.compile(
    r"(?P<kind>Update|UPDATE)d?,? \(?(?:on )?(?P<when>[^:.()]{0,12}\d(?:[^:()]|:(?=\d\d)){0,30}?)\)?:(?!\d\d)"
    r" *(?P<text>\S.{10,})"
)
_LABELLED: Final = re.compile(
    r"(?P<kind>Correction|Clarification|Corrected|CORRECTION|CLARIFICATION)"
    r"(?:,? \(?(?P<when>[^:()]{4,40}?)\)?)? ?[:—–] *(?P<text>\S.{15,})"
)
_DAY_BEHIND: Final = re.compile(
    r"(?P<kind>Correction|Clarification),? "
    rf"(?P<when>(?:(?i:{MONTH}) \d{{1,2}},? \d{{4}}|\d{{1,2}} (?i:{MONTH}),? \d{{4}}))[.:]? "
    r"(?P<text>[A-ZÀ-Þ“\"].{15,})"
)
"""The label and the day in elements of their own, which no sign parts from the note."""
_AMENDED: Final = re.compile(
    r"[•*·–—\s]*(?:Editor[’']s note: *)?(?P<text>(?:This (?:\w+ ){0,2}(?:article|story|report|piece|page|post|"
    r"obituary|review|interview|column)(?:[’']s headline)? (?:was|has been) (?P<kind>amended|corrected|updated|"
    r"clarified|edited|revised)\b"
    r"(?! for (?:radio|broadcast|length|clarity|style|space)| (?:in|since) (?:\w+ ){0,2}\d{4}\b)"
    r"(?: (?:on|at|in|to|with|after|because|since|following|for)\b|\.).*|"
    r"(?:An|A previous|A prior) (?:earlier |previous )?version of this (?:article|story|report|piece|page|post|"
    r"headline|obituary|review|column)\b.{10,}))"
)
_NOTED: Final = re.compile(
    r"Editor[’']s note: *(?P<text>[^.]{3,90}\b(?:earlier|previous|original) version\b.{10,})(?P<kind>)",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\W*(?:(?:Anmerkung(?: der Redaktion)?|Anm\. d\. Red\.|Hinweis|"
    r"Note de la rédaction|Nota de la redacción) ?[:.] *)?"
    r"(?P<text>(?:(?:In einer|Eine) (?:frühere|erste|vorherige|ursprüngliche)n? (?:Version|Fassung) "
    r"(?:dieses|des) (?:Artikel|Text|Beitrag|Bericht|Interview|Kommentar|Porträt)e?s|"
    r"(?:Dans )?une (?:(?:première|précédente|ancienne) version|version (?:antérieure|précédente|initiale)) "
    r"de (?:cet article(?! de loi)|ce texte(?! de loi)|cet entretien|cette dépêche)|"
    r"(?:En )?una (?:primera versión|versión (?:anterior|previa|inicial)) "
    r"de est[ea] (?:artículo|texto|noticia|información|pieza|reportaje|entrevista|crónica|nota)|"
    r"(?:In )?una (?:(?:precedente|prima) versione|versione (?:precedente|iniziale)) "
    r"di quest(?:o |a |[’'])(?:articolo|testo|pezzo|notizia|intervista)|"
    r"(?:N?uma|Em uma) versão anterior d(?:(?:este|esse) (?:artigo|texto)|"
    r"(?:esta|essa|a) (?:notícia|reportagem|matéria|peça|entrevista))|"
    r"(?:In )?een eerdere versie van dit (?:artikel|bericht|stuk|verhaal|interview)|"
    r"I en (?:tidigare|tidligere) (?:version|versjon|udgave) a[vf] "
    r"(?:(?:den här|denne|dette) )?(?:artikk?el(?:n|en)?|artiklen|text(?:en)?|saken|sak|nyheten|intervju(?:et|n)?))"
    r"\b.{10,})",
    re.IGNORECASE,
)
"""Without the name of what the page holds it is the version of a law, a dish or a song."""
_LABELLED_ELSEWHERE: Final = re.compile(
    r"(?:Korrektur(?:hinweis)?|Rättelse|Rettelse|Retting|Oikaisu|Rectificatif|Fe de erratas|"
    r"Errata corrige|Correctie) ?: *"
    r"(?P<text>\S.{15,}[.!?…)\]»”\"’])"
)
_LABEL: Final = re.compile(
    r"(?:A (?=\S+ was ))?(?P<kind>Correction|Clarification)s?(?: (?:&|and) (?:Amplification|Clarification)s?)?"
    r"(?: was (?:made|issued) on\b)?(?:\s*(?P<sign>[:|,–—-])?\s*(?P<when>[^:]{6,30}?\d{4}))?\W*",
    re.IGNORECASE,
)
"""A line alone above the note, or with the day."""
_DAY: Final = re.compile(
    r"(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:st|nd|rd|th)?"
)
"""A day without its year: "June 21"."""
_KINDS: Final[dict[str, CorrectionKind]] = {
    "clarification": "clarification",
    "clarified": "clarification",
    "updated": "update",
    "update": "update",
}


def correction_of(text: str) -> PrintedCorrection | None:
    """The correction that a line is, or None for every other line."""
    if len(text) > LONGEST:
        return None
    text = text.lstrip(": ")
    match = (
        _DATED.fullmatch(text)
        or _UPDATE.fullmatch(text)
        or _LABELLED.fullmatch(text)
        or _DAY_BEHIND.fullmatch(text)
        or _AMENDED.fullmatch(text)
        or _NOTED.fullmatch(text)
        or _ELSEWHERE.fullmatch(text)
        or _LABELLED_ELSEWHERE.fullmatch(text)
    )
    if match is None:
        return None
    said = {"kind": "", **match.groupdict()}
    moment = MOMENT_IN.search(said.get("when") or match["text"][:120])
    is_day = moment is not None or _DAY.fullmatch((said.get("when") or "").strip())
    if match.re is _LABELLED and said["when"] and not is_day:
        return None  # "Correction of the lens: ..." is a sentence
    kind = _KINDS.get((said["kind"] or "").casefold(), "correction")
    return PrintedCorrection(match["text"].strip(), moment[0] if moment else "", kind)


def corrections(copy: Copy) -> None:
    """Take the corrections out of the first and last lines."""
    live = copy.live()
    outer = _outer(live)
    for place, label in enumerate(outer[:-1]):
        match = _label_of(label.text)
        dated = match is not None and not match["when"] and _is_day(outer[place + 1].text)
        passage = outer[min(place + 1 + dated, len(outer) - 1)]
        if not match or passage.width < SHORTEST:
            continue
        when = match["when"] or (outer[place + 1].text if dated else "")
        for each in outer[place : place + 1 + dated]:
            copy.take_out(each, "correction-line")
        known = correction_of(passage.text)
        if known is None or (when and not known.when):
            copy.cleaned.corrections.append(_below_label(match["kind"], when, passage.text))
            copy.take_out(passage, "correction-line")
    for passage in outer:
        if passage.role == "" and (found := correction_of(passage.text)):
            copy.cleaned.corrections.append(found)
            copy.take_out(passage, "correction-line")


def _label_of(text: str) -> re.Match[str] | None:
    """The label that a line is; "Correction of the prices of 2022" is a heading."""
    match = _LABEL.fullmatch(text) if len(text) <= LONGEST_LABEL else None
    if match and match["when"] and not match["sign"] and not MOMENT_IN.search(match["when"]):
        return None
    return match


def _is_day(text: str) -> bool:
    """Whether a line says a day and nothing else."""
    found = MOMENT_IN.search(text) if len(text) <= LONGEST_DAY else None
    return found is not None and found[0] == text.strip(" .:")


def _below_label(kind: str, when: str, text: str) -> PrintedCorrection:
    """The note below a label; its day stands in the label, below it, or in brackets at its end."""
    last = text[-60:] if text.endswith(")") else ""
    moment = MOMENT_IN.search(when or last)
    said = _KINDS.get(kind.casefold(), "correction")
    return PrintedCorrection(text.lstrip(": "), moment[0] if moment else "", said)


def _outer(live: list[Passage]) -> list[Passage]:
    if len(live) <= FIRST_LINES + LAST_LINES:
        return live
    return [*live[:FIRST_LINES], *live[-LAST_LINES:]]
