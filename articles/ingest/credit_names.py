"""Names as bylines print them -> names as people write them; who is an agency, who is a person."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.agencies import AGENCIES, agencies_in
from articles.ingest.cleaning.text import tidy
from articles.ingest.record import ContributorRecord

_BY: Final = re.compile(
    r"^(?:(?:written|words|story|text|report|reported|reporting|posted|published|analysis|interview|interviewed)\s+by|by|"
    r"interview(?: mit [^:]{3,60})?:? von|intervista (?:di|a cura di)|a cura di|propos recueillis par|entrevista de|"
    r"von|par|por|di|door|av|af|authors?|autor(?:in)?|auteur|autore|text|texto|מאת|بقلم|"
    r"γράφει (?:ο|η)|του συντάκτη)\s*[.:]?\s+",
    re.IGNORECASE,
)
_AND: Final = re.compile(
    r"\s*(?:[;|•·&]|\b(?i:and|und|et|och|og|with|mit|avec)\b|\b(?:y|e|en)\b(?=\s+\S+\s+\S))\s*"
)
"""Between two names; a single word behind "y" may belong to the name (Ortega y Gasset)."""
_WITH_AGENCY: Final = re.compile(
    r"\s*\((?P<with>with|mit|avec|con|com|met|med)\s+(?P<agency>[^()]{2,60})\)\s*$", re.IGNORECASE
)
"""Whose copy the writer had, in brackets: "Odile Marchand (avec AFP)"."""
_HELP: Final = (
    r"(?i:additional (?:reporting|writing)|edited|editing|curated|compiled|translated|produced|"
    r"fact-?check(?:ed|ing)|reviewed|photograph(?:s|ed|y)?|photos?|pictures|images|videos?|graphics|"
    r"illustrat(?:ions?|ed)|research)"
)
_HELPER: Final = re.compile(rf"{_HELP}|translators?")
_HELPED: Final = re.compile(rf"(?P<role>{_HELP})(?:\s?:| (?i:by):?)\s+(?P<name>\S.*)")
"""Who did something else with the story than write it."""
_TRANSLATED: Final = re.compile(
    r"\s?[.;,(|]\s?(?:translated|translation|translator|übersetzt|übersetzung|traduit|traduction|traducción|traducido)"
    r"(?: [^\W\d_][\w’'-]{0,20}){0,4}?(?: by| von| par| por|\s?:) (?P<name>[^\W\d_][^()]{2,80}?)\)?\s?$",
    re.IGNORECASE,
)
"""Who translated, behind the writers: "Ann Orr (translation: Kai Lund)"."""
_COMMA: Final = re.compile(r"\s*,\s*")
_PLACE: Final = re.compile(r"\s+(?:in|at|aus|from|reporting from|of(?= The ))\s+[A-ZÀ-Þ].*$")
_FOR: Final = re.compile(
    r"\s+(?:[Ff]or|FOR)\s+(?:the\s+|THE\s+|The\s+)?(?P<paper>[A-ZÀ-Þ][\w.&' -]*|[\w-]+\.(?:com|"
    r"co\.uk|org))$"
)
_MAIL: Final = re.compile(
    r"\s*[(<\[]?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[)>\]]?\s*|"
    r"\s*\(?(?<!\w)@\w{2,30}\)?\s*"
)
_JOB: Final = re.compile(
    r"^(?:(?:chief|senior|deputy|assistant|associate|special|foreign|political|staff|managing|"
    r"news|sports?|science|health|business|"
    r"transport|education|environment|defen[cs]e|diplomatic|crime|home affairs|world|national|"
    r"local|city|arts|technology|economics|photo|video|features|culture|opinion|data|digital|web|online|executive|"
    r"investigative|"
    r"contributing|showbiz|royal|legal|social affairs|europe|asia|africa|us|uk|middle "
    r"east|moscow|beijing|berlin|paris|washington) )*"
    r"(?:reporter|writer|correspondent|editor|columnist|photographer|critic|producer|journalist|"
    r"contributor|author|intern|fellow)"
    r"(?:[ -]at[ -]large)?(?: (?:in|for|of) .+)?$",
    re.IGNORECASE,
)
_DESK: Final = re.compile(
    r"^(?:(?:the |our |a )?(?:[\w.'’&-]+ ){0,3}(?:staff|reporters?|correspondents?|newsroom|desk|"
    r"news desk|team|editors|editorial board|agencies|wire services?|"
    r"contributors?|admin|administrator|editor|webmaster)|guest|anonymous|"
    r"unknown|none)$",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(
    r"The [A-Z]\w+(?: [A-Z]\w+){0,3}|[WK][A-Z]{2,3}(?:-(?:TV|FM|AM))?|.+ (?:Times|Post|Ledger|News|Herald|Tribune|"
    r"Gazette|Chronicle|Courier|Journal|Observer|Examiner|Register|Dispatch|Inquirer|Telegraph|Media|Radio|TV|"
    r"Television|Network|Magazine|News Service)"
)
"""A house behind the name of who works there: "Dana Kerr, The Columbus Ledger"."""
_MOST_WORDS: Final = 5
"""Of a name; a line with a longer one is no list of names."""
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_SMALL: Final = frozenset(
    "de da di del der den van von la le el al bin ibn ben y e dos das du zu af av".split()
)
_MAC: Final = re.compile(r"^(Mc)([a-z])|^(Mac)([bcdfgklmnpqrstvw][a-z]{3,})$")


def person_name(name: str) -> str:
    """A name without "By", mail address and stray signs; one in capitals gets the usual letters."""
    bare = _BY.sub("", tidy(name))
    bare = (
        tidy(_MAIL.sub(" ", bare)).strip(" ,;:|.–—-/") if "@" in bare else bare.strip(" ,;:|–—-/")
    )
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip()
    letters = [sign for sign in bare if sign.isalpha()]
    if not letters:
        return ""
    if len(letters) > 4 and " " in bare and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        return name_in_small_letters(bare)
    return with_usual_surname(bare)


_LOUD_SURNAME: Final = re.compile(
    r"(?P<first>[^\W\d_][\w.'’-]*[^\W\dA-ZÀ-Þ_](?: [^\W\d_]\.)*) "
    r"(?P<last>(?:(?:[DL][AEIOU]S?|V[AO]N|D[EU][NRS]?) ){0,2}"
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{3,})"
)


_VOWEL: Final = re.compile(r"[AEIOUYÀ-ÆÈ-ÖØ-Ý]")


def with_usual_surname(name: str) -> str:
    """A name as French wires print it, its surname in capitals: "Océane MARTELET" is Océane Martelet."""
    found = _LOUD_SURNAME.fullmatch(name)
    if found is None or found["last"].casefold() in AGENCIES or not _VOWEL.search(found["last"]):
        return name  # "Studio CNBC"
    words = found["last"].split(" ")
    last = [w.lower() for w in words[:-1]] + [_capitalized(words[-1], first=True)]
    return " ".join([found["first"], *last])


def name_in_small_letters(name: str) -> str:
    """A name in capitals with the usual letters: "ANA DE LA RUIZ" is Ana de la Ruiz."""
    words = enumerate(name.split(" "))
    return " ".join(_capitalized(word, first=not place) for place, word in words)


_LAST_FIRST: Final = re.compile(
    r"(?P<last>(?:(?:[Vv][ao]n|[Dd]e[rln]?|[Ll]a|[Dd]i|[Tt]en?|[Aa]l|[Dd]os) ){0,3}"
    r"[^\W\d_][\w.'’-]*),\s+(?P<first>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,2})"
    r"(?P<rest>,? \(?(?:Jr|Sr|I{2,3}|IV)\.?\)?)?"
)
_AFTER_A_NAME: Final = re.compile(
    r"(?:Jr|Sr|I{1,3}|IV|M\.?D|Ph\.?D|Esq|MBE|OBE|CBE|MP|QC|KC|Inc|Ltd|LLC|Corp|Co)\b\.?",
    re.IGNORECASE,
)


def name_of_an_index(name: str) -> str:
    """A name as people write it, which an index lists as "PELL, DANA L": "Dana L Pell"."""
    match = _LAST_FIRST.fullmatch(name)
    if match is None or _AFTER_A_NAME.match(match["first"]):
        turned = name
    else:
        turned = f"{match['first']} {match['last']} {(match['rest'] or '').strip(' ,()')}".strip()
    return person_name(turned) if turned.isupper() else turned


def _capitalized(word: str, *, first: bool) -> str:
    lower = word.lower()
    is_agency = len(word) <= 4 and lower in AGENCIES
    if is_agency or ("." in word and len(word.replace(".", "")) <= 3):
        return word
    if lower in _SMALL and not first:
        return lower
    parts = re.split(r"([-'’])", lower)
    made = "".join(part[:1].upper() + part[1:] for part in parts)
    return _MAC.sub(_with_second_capital, made)


def _with_second_capital(match: re.Match[str]) -> str:
    """Mcdonald -> McDonald."""
    if match[1]:
        return match[1] + match[2].upper()
    return match[3] + match[4][0].upper() + match[4][1:]


def without_by(text: str) -> str:
    """A byline without its "By"."""
    return _BY.sub("", tidy(text)).strip(" ,;:·|–—-")


def names_of_writers(byline: str, *, with_jobs: bool = False) -> list[str]:
    """The names of a printed byline, without those who only helped where there are others."""
    writers = writers_of(contributors_of_byline(byline))
    if any(len(each.name.split()) > _MOST_WORDS for each in writers):
        return [_PLACE.sub("", without_by(byline))]
    return [
        f"{each.name}, {each.role}" if with_jobs and _JOB.fullmatch(each.role) else each.name
        for each in writers
    ]


def writers_of(people: list[ContributorRecord]) -> list[ContributorRecord]:
    """Those who wrote; all of them if everybody did something else."""
    return [each for each in people if not _HELPER.fullmatch(each.role)] or people


def contributors_of_byline(byline: str) -> list[ContributorRecord]:
    """The people and agencies of a printed byline, each once; desks ("Staff reporter") are nobody."""
    bare = _WITH_AGENCY.sub(r" \g<with> \g<agency>", without_by(byline))
    bare = _TRANSLATED.sub(r", translated by \g<name>", bare)
    if not bare or len(bare) > 600:
        return []
    found: dict[str, ContributorRecord] = {}
    placed = False
    for part in _AND.split(bare):
        if placed and " " not in part.strip() and part.casefold() not in AGENCIES:
            continue  # "in Riga and Vilnius"
        placed = _PLACE.search(part) is not None
        for contributor in _of_part(part.strip()):
            found.setdefault(contributor.name.casefold(), contributor)
    return list(found.values())


def _without_job(piece: str) -> tuple[str, str]:
    """Name and job where no sign parts them: "Jane Doe Staff Writer", "JANE DOE Reporter"."""
    words = piece.split()
    for end in range(2, min(len(words), _MOST_WORDS)):
        name, job = " ".join(words[:end]), " ".join(words[end:])
        is_other = len(words) - end > 1 or (name.isupper() and not job.isupper())
        if is_other and _JOB.fullmatch(job) and all(word[0].isupper() for word in words[:end]):
            return name, job
    return piece, ""


def _of_part(part: str) -> list[ContributorRecord]:
    """One person with a role in "Jane Doe, Transport Editor", two in "Jane Doe, Ann Roe"."""
    people: list[ContributorRecord] = []
    for piece in _COMMA.split(part):
        role = ""
        if people and _SUFFIX.fullmatch(piece):
            people[-1].name = f"{people[-1].name} {piece}"
            continue
        if match := _HELPED.fullmatch(piece):
            piece, role = match["name"], match["role"].casefold().replace("edited", "editing")
            role = role.replace("translated", "translator")
        if match := _FOR.search(piece):
            piece, role = piece[: match.start()], role or f"for {match['paper'].strip()}"
        piece, job = _without_job(piece)
        role = role or job
        name = person_name(_PLACE.sub("", piece))
        if people and _JOB.fullmatch(name):
            people[-1].role = people[-1].role or name
            continue
        if not name or _DESK.fullmatch(name) or _JOB.fullmatch(name):
            continue
        if shared := agencies_in(name):
            people += [ContributorRecord(name=each, role="agency") for each in shared]
            continue
        if name.casefold() in AGENCIES:
            if not people:
                people.append(ContributorRecord(name=name, role="agency"))
            elif not people[-1].role:
                people[-1].role = name
            continue
        if people and _HOUSE.fullmatch(name):
            people[-1].role = people[-1].role or name
            continue
        people.append(ContributorRecord(name=name, role=role))
    return [person for person in people if any(sign.isalpha() for sign in person.name)]


_NO_PERSON: Final = re.compile(
    r"\b(?:Press|Presse|Agency|Agence|Agentur|Wire|News|Services?|Staff|Bureau|Desk|Team|Database|"
    r"Media|Network|Times|Post|Reporters?|Writers?|Correspondents?|Editors?|Newsroom|Redaktion)\b"
    r"|^The ",
    re.IGNORECASE,
)


def credited_names(byline: str) -> list[str]:
    """The people of a printed byline; agencies ("NTB-AFP", "The Associated Press") are none."""
    return [
        name
        for name in names_of_writers(byline)
        if re.search(r"\S\s+\S", name) and not _NO_PERSON.search(name)
    ]
