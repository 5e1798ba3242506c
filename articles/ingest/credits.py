"""Credits, labels and counters that cling to captions; they are told apart and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.ingest.agencies import HOUSES, STOCK
from articles.ingest.cleaning.text import is_trailing_off, key, reads_as_names, width
from articles.ingest.credits_elsewhere import photographed
from articles.ingest.letters import CAPITALS
from articles.people.lexicon.signs import ANY_GIVEN
from articles.people.lexicon.words import lexicon
from articles.people.text import fold

_LABEL = (
    r"(?:photo(?:graph|s|graphs|grapher)?|pictures?|images?|pics?|credits?|photo credit|image "
    r"credit|picture credit|cr[ée]dits? photos?|bild(?:quelle|nachweis|rechte)|foto(?:quelle|nachweis|credit)|foto|"
    r"imagen|imagem|immagine|billede|bilde|fotos?|fotograf[ií]a|fotoğraf|zdjęci[ea]|фото|φωτο(?:γραφία)?|ảnh|kuva|crédito|bild|courtesy|video|"
    r"illustration|graphic|map)"
)
_SIGNS_OF_LABEL: Final = (
    ":",
    "redit.",
    "redit…",
    "by ",
    "PHOTO BY ",
    "PHOTOS BY ",
    "ourtesy",
    "via ",
    "ot. ",
)
_STEMS_OF_LABEL: Final = (
    "photo", "pic", "image", "credit", "foto", "fot.", "bild", "courtesy", "video", "illustration", "graphic", "map",
    "zdję", "imag", "immag", "crédit", "billed", "фото", "φωτο", "ảnh", "kuva", "crédito",
)  # fmt: skip
"""One of each stands in every line that ends in a labelled credit: looking for them is quick."""
_NAME = rf"(?:(?:[{CAPITALS}]\.-?)++|[{CAPITALS}][\w'’-]*+(?:\.[A-Za-z]\w*+)?)"
"""A stop belongs to an initial; behind a word it ends the sentence before the credit."""
_KEEPER = (
    r"(?:Library|Museum|Archives?|Collections?|Gallery|Society|Institute|University|College|Department|"
    r"Ministry|Office|City|Port)"
)
"""Whose name goes on with "of" and who keeps pictures; a house of lords or a book of the Bible keeps none."""
_KIND_OF_FILE = r"(?:PDF|ZIP|CSV|MP3|Audio|Video|Sound|Text|Word|Excel) "
_SENTENCE_BEFORE = r"(?P<words>.*?[\w.!?”\"’')\]])"

_COLON_CREDIT: Final = re.compile(
    rf"{_SENTENCE_BEFORE}(?:\s*[|/–—(\[-]\s*|\s+|(?<=[a-zà-ÿ0-9.!?”\"’')]))"
    rf"(?P<label>(?i:{_LABEL})(?: (?i:credit|by|courtesy|via))?(?: of)?\s*(?::|\.{{3}}|…)\s*|(?:Photo|Picture|"
    rf"Image|Photograph|Photos|Pictures)s?"
    rf"(?: (?:by|courtesy of|courtesy|via))\s+|[Cc]ourtesy of |[Ff]ot\. |"
    rf"(?:STAFF |FILE |COURTESY )?PHOTOS? BY |(?:Staff|File|Courtesy) photos? by "
    rf")(?P<credit>[^:;()\[\]]{{2,90}}?)[)\]]?\s*\.?"
)
_BRACKET_CREDIT: Final = re.compile(
    rf"{_SENTENCE_BEFORE}\s*[(\[](?P<credit>(?i:photo|picture|image|credit|foto|courtesy|source|file "
    rf"photo|via|submitted|supplied|provided|contributed)\b[^()\[\]]{{0,90}}|"
    rf"(?:{_NAME} ){{1,3}}(?i:(?:file |archive )?photo(?:graph)?s?)(?: (?:by|courtesy)\b| ?/)[^()\[\]]{{2,60}}|"
    rf"(?:{_NAME} ){{2,4}}photos?(?=[)\]])|"
    rf"(?:{_NAME} ){{1,2}}{_NAME}(?: ?[/|] ?| for )(?:[Tt]he )?(?:{_NAME} ?){{1,4}}|"
    rf"(?<=[.!?”\"] [(\[])(?:{_NAME} ){{1,5}}{_NAME}|(?<=[.!?”\"] [(\[])(?:{_NAME} ){{1,5}}archives?|"
    rf"(?<=[.!?”\"] [(\[])(?!{_KIND_OF_FILE})(?:{_NAME} ){{1,5}}file|"
    rf"(?<=[.!?”\"] [(\[])(?:(?:{_NAME} ){{0,3}}{_KEEPER} of (?:the )?|(?:{_NAME} ){{2,3}}of the )(?:{_NAME} ?){{1,4}}|"
    rf" (?:{_NAME} )+|"
    rf"(?<=[.!?”\"][(\[])(?:(?:{_NAME} ){{0,3}}{_NAME}: (?:{_NAME} ?){{1,4}}|(?:{_NAME} ){{1,3}}{_NAME})|"
    r"(?:ansa|dpa|afp|reuters|epa|efe|lapresse|keystone|imago|apa)|"
    r"(?:رويترز|أ ف ب|الفرنسية|أسوشيتد برس|الأناضول|غيتي(?: إيميجز)?)|"
    rf"(?<=[.!?”\"] [(\[])(?:{_NAME} ){{1,3}}{_NAME}, (?:[Tt]he )?(?:{_NAME} ?){{1,3}}|"
    rf"[^()\[\]]{{0,60}}?\b{HOUSES}\b[^()\[\]]{{0,40}})[)\]]\s*\.?"
)
_SUPPLIED: Final = re.compile(
    r"(?P<words>.*\w[.!?”\"’')])\s+(?:[|/–—-]\s*)?(?P<credit>(?i:(?:submitted|contributed|courtesy|provided|supplied|"
    r"handout|staff|file) photo(?:graph)?s?|photo(?:graph)?s? (?:submitted|contributed|provided|supplied)))\s*\.?"
)
"""A picture that came in, behind a whole sentence: "... at the quay. Submitted photo"."""
_HOUSE_PHOTO: Final = re.compile(
    rf"(?P<house>(?:{_NAME} ){{1,3}})(?i:(?:file |archive )?photo(?:graph)?s?)(?: (?:by|courtesy) |"
    rf" ?/ ?)(?P<name>.{{2,60}})"
)
"""Whose photo and who took it: "Express photo by Arul Rao", "Staff photo/Sam Ortiz"."""
_SLASH_CREDIT: Final = re.compile(
    rf"{_SENTENCE_BEFORE}(?:\s*[|–—-]\s*|\s+|(?<=[a-z0-9.!?”’'])(?=[A-Z]))"
    rf"(?P<credit>(?:{_NAME}\s+){{0,3}}{_NAME}\s*/\s*{HOUSES}(?:\s*/\s*[\w "
    rf".]{{2,30}}|\s+via\s+[\w .]{{2,30}})?|{HOUSES}\s*/\s*(?:[A-ZÀ-Þ][\w.'’-]*\s*){{1,4}}"
    rf"(?:/\s*[\w .]{{2,30}}){{0,2}}|©\s*[^.:;]{{2,60}}|"
    rf"(?<=[.!?”\"’»] )[A-Z]{{2,}}(?:[ .][A-Z]+)?/(?:{_NAME} ?){{1,4}}(?:/ ?[\w .]{{2,30}})?|"
    rf"(?<=[.!?”\"’»] )(?:{_NAME} ){{1,3}}{_NAME}\s*/\s*(?:{_NAME} ?){{1,3}})\s*\.?"
)
_CAPITAL_NAME: Final = re.compile(
    rf"(?P<words>.*[.!?”\"’')])\s+(?P<credit>(?:{_NAME} (?:de |la )*){{1,5}}\({HOUSES}\))\s*\.?"
)
"""Who took it behind the sentence, the agency in brackets: "ANA DE LA RUIZ (EFE)"."""
_BEHIND_STOP: Final = re.compile(
    rf"(?P<words>.*\w[.!?][”\"’')]?)\s(?P<credit>{STOCK}|(?:[{CAPITALS}][{CAPITALS}'’.-]+ ){{1,3}}[{CAPITALS}'’-]{{2,}}"
    rf"(?: (?:FOR|VIA|POUR|PER|PARA|FÜR) (?:« ?)?(?:THE )?(?:[{CAPITALS}][{CAPITALS}'’.-]+ ?){{1,4}}»?| ?[/|"
    rf"] ?[{CAPITALS} ]{{2,30}})?)"
)
"""An agency or names in capitals behind a whole sentence: "Low tide at the pier. JO KERN FOR THE LEDGER"."""
_FOR_HOUSE: Final = re.compile(r" (?:FOR|VIA|POUR|PER|PARA|FÜR|&) | ?[/|] ?")
_CALLS: Final = frozenset(
    "read more here now click see watch subscribe the and to our your you follow sign get free all live new latest "
    "rights reserved is are it we on of in news updates continued breaking exclusive video".split()
)
"""Words of buttons and labels in capitals."""
_BAR_CREDIT: Final = re.compile(
    rf"(?P<words>.*[.!?”\"’')])\s+\|\s+(?P<credit>(?:{_NAME}\s?){{1,4}}(?:/\s?[\w .]{{2,30}})?)"
)
"""Who took it behind a bar and a whole sentence: "... on Monday. | Ana Ruiz/GAZETTE"."""
_BARS: Final = re.compile(
    rf"(?:{_NAME} ){{0,3}}{_NAME}(?: \| [A-ZÀ-Þ][\w.&'’ -]{{1,30}}){{0,2}} \| (?i:{HOUSES})"
)
"""Names parted by bars down to a house: "Ana Ruiz | Afp | Getty Images"."""
HOUSE_AND_NAME: Final = re.compile(
    rf"\(\s*(?P<house>(?:[A-Z]\w*|{_NAME})(?: {_NAME}){{0,3}}): (?P<name>{_NAME}(?: {_NAME}){{0,3}})\s*\)"
)
"""The house and who took it, in brackets on a line of its own: "(ABC Riverina: Jo Kern)"."""
_ROLES: Final = re.compile(
    rf"(?i:photo(?:graph|graphs|graphy|s)?|pictures?|"
    rf"images?)(?i: by)?\s*:\s*(?P<credit>(?P<first>{_NAME}[^.:;]{{1,60}})"
    rf"(?:\. (?!(?i:{_LABEL})\b)[A-Z][\w -]{{2,30}}: {_NAME}[^.:;]{{1,60}}){{1,6}}\.?)"
)
"""Who took it, and who else had a hand in it: "Photograph: Jo Kern. Food styling: Ann Orr."."""
_GLUED_CAPITALS: Final = re.compile(
    r"(?P<words>.*[.!?])(?P<credit>(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+ ){1,3}[A-ZÀ-Þ'’-]{2,}(?: ?[/|] ?[A-ZÀ-Þ ]{2,30})?)"
)
"""Who took it in capitals, glued to the sentence: "... en Teruel.ANA RUIZ"."""
_ECHOED_HOUSE: Final = re.compile(rf"(?<=\))\s*\({HOUSES}\)$")
"""The agency once more behind a credit that names it: "(AP Photo/Mark Tenley) (AP)"."""
_SMALL_HOUSES: Final = re.compile(
    r"\b(?:archives?|file|"
    r"ansa|reuters|efe|lapresse|keystone|archiwum prywatne|materiały prasowe|für|pour|family|handout|supplied|"
    r"[Rr]edes sociais|[Aa]rquivo pessoal|divulgação|reprodução|privat|redazione|dpa|afp|"
    r"epd|apa|imago|picture alliance|getty images|for|or licensors)\b"
)
_SMALL_BEHIND: Final = re.compile(r"(?<=\w) ?/ ?[a-z][\w.]{2,20}$")
"""A house that writes itself with a small letter, behind the name: "Foto: Bagas Pramono/kotaKita"."""
_CREDIT_ALONE: Final = re.compile(
    rf"\W*(?:(?i:{_LABEL})(?: (?i:credits?|by|source|copyright|courtesy(?: "
    rf"of)?))*\s*(?:[:,©/–—-]|\.{{3}}|…)\s*(?P<named>[^:;]{{2,90}}?)|"
    rf"(?:(?:Staff|File|Contributed|Submitted|Handout|Courtesy) )?"
    rf"(?i:Photo|Photograph|Picture|Image|Illustration|Graphic)s? by "
    rf"(?P<taken>(?:{_NAME} ?){{1,4}}(?:/ ?[\w .]{{2,30}})?)|"
    rf"(?P<paper>(?:{_NAME} ){{1,2}}{_NAME} / [Tt]he (?:{_NAME} ?){{1,3}})|"
    rf"[Cc]ourtesy(?: of)? (?P<lent>(?:{_NAME} ?){{1,5}})|"
    rf"Credit (?P<plain>(?:{_NAME} ){{1,3}}{_NAME}(?:(?: for |/| via )(?:[Tt]he )?(?:{_NAME} ?){{1,4}})?)|"
    rf"(?P<house>(?:[A-ZÀ-Þ][\w.'’-]*\s+){{0,3}}(?:[A-ZÀ-Þ][\w.'’-]*\s*/\s*)?{HOUSES}(?:\s*/\s*"
    rf"{HOUSES})?)|"
    rf"(?i:image (?:copyright|source))\s+(?P<bbc>\S.{{1,60}})|"
    r"©\s*(?P<owned>(?!\d|(?i:copyright|riprod|all|tous|todos|alle)\b)[^:;.]{2,60}))\s*[.)\]]?"
)
# These are also what stories are about: alone on a line they may be a heading.
_NOT_ALONE: Final = (
    r"NASA|ESA|Google.*|Facebook|Instagram|Twitter|YouTube|Creative Commons|EFE|PA|"
    r"Bloomberg|Rex|REX"
)
_IS_SHOWN: Final = re.compile(r"\W*(?:map|graphic|illustration|video)\b", re.IGNORECASE)
"""A label behind which stands what is shown ("Map: Pell County") or who made it ("Map: Jo Kern")."""
NAME_FOR: Final = re.compile(rf"(?:{_NAME} ){{2,4}}for (?:[Tt]he )?(?:{_NAME} ?){{1,4}}")
"""Who took a picture and for whom; alone it may be a candidate's slogan."""
NAME_AND_HOUSE: Final = re.compile(rf"(?:{_NAME} ){{1,3}}{_NAME} ?/ ?(?:{_NAME} ?){{1,4}}")
"""Who took a picture and the house; alone it may be a pair of players."""
_PERMISSION: Final = re.compile(
    r",? [(\[]?(?P<terms>used with permission|(?:under )?CC[ -](?:BY|0)[\w .-]{0,12}?|public domain)[)\]]?\.?$",
    re.IGNORECASE,
)
"""The terms behind a credit, in brackets or without."""
_FEWEST_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 60
"""Words of a caption with a house behind its stop."""
_LICENSED: Final = re.compile(
    rf"(?P<words>.*[.!?”\"’')])\s+(?i:{_LABEL})\s?:\s*"
    r"(?P<credit>(?!(?:[a-zß-ÿ]+ ){2}[a-zß-ÿ])\S.{1,280})"
)
"""A label behind a sentence, and all that a license asks for: "Bild: Jo Kern – Steg (Ausschnitt), CC BY-SA"."""
_TERMS: Final = re.compile(
    r"\bCC[ -]?(?:BY|0)\b|\b(?:creative|wikimedia) commons\b|gemeinfrei|\b(?:public domain|domaine public|"
    r"dom[ií]nio p[úu]blico)\b|\b(?:lizenz|licen[cs]e|licencia|licença|licenza)\b",
    re.IGNORECASE,
)
_SIGNS_OF_PERMISSION: Final = ("permission", "cc ", "cc-", "domain")

LONGEST_CREDIT: Final = 200
"""Characters at the end of a line among which its credit stands."""
LONGEST_LINE: Final = 700


@dataclass(frozen=True, slots=True)
class Credited:
    """A line split into its words and its credit."""

    words: str
    credit: str
    glued: bool
    """Whether no space stood between them."""


@lru_cache(maxsize=256)  # several rules ask about each caption of a story
def split_credit(text: str) -> Credited | None:
    """Words and credit of a caption that ends in one; None where no credit can be told for sure."""
    if text.endswith(")") and (echo := _ECHOED_HOUSE.search(text[-60:])):
        text = text[: len(text) - len(echo[0])].rstrip()
    if behind := _permission(text[-80:]):
        before = text[: len(text) - len(behind[0])].rstrip(" ,")
        if before.endswith(":"):
            return _licensed(text)
        found = split_credit(before)
        return found and Credited(found.words, f"{found.credit}, {behind['terms']}", found.glued)
    head, text = text[:-LONGEST_CREDIT], text[-LONGEST_CREDIT:]
    if len(head) > LONGEST_LINE:
        return None
    if text.endswith(")") and (named := _CAPITAL_NAME.fullmatch(text)):
        return Credited(head + named["words"], named["credit"], glued=False)
    if text[-1:] in "摄影攝)）。" and (named := photographed(text)):
        return Credited(head + named["words"].rstrip("=＝、，, "), named["credit"], glued=False)
    if found := _behind_stop(head, text):
        return found
    if text[-2:].isupper() and (named := _GLUED_CAPITALS.fullmatch(text)):
        return Credited(head + named["words"], named["credit"], glued=True)
    if (barred := credit_behind_bar(text)) and width(head + barred.words) > 3:
        return Credited(head + barred.words, barred.credit, glued=False)
    given = _SUPPLIED.fullmatch(text) if "photo" in text[-30:].casefold() else None
    if given and width(head + given["words"]) >= _FEWEST_SHOWN:
        return Credited(head + given["words"], given["credit"], glued=False)
    for pattern in _possible(text):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if found := _told(head, text, match):
            return found
        cut = match.start("credit")  # "Banner image: The toad on a cup. Image by Pak Yusri."
        inner = pattern.fullmatch(text[cut:]) if pattern is _COLON_CREDIT else None
        if inner and (found := _told(head + text[:cut], text[cut:], inner)):
            return found
    return _licensed(head + text)


def _licensed(text: str) -> Credited | None:
    """A credit that names its license, however long, behind a label and a whole sentence."""
    if ":" not in text or not _TERMS.search(text):
        return None
    match = _LICENSED.fullmatch(text)
    if match is None or not _TERMS.search(match["credit"]):
        return None
    return Credited(match["words"], match["credit"].strip(" ."), glued=False)


def is_signed(names: str) -> bool:
    """Whether words in capitals are who took a picture: a given name first, or for which house."""
    first = lexicon().signs.get(fold(names.split()[0]), 0)
    return bool(first & ANY_GIVEN) or _FOR_HOUSE.search(names) is not None


def has_call(text: str) -> bool:
    """Whether a line in capitals has a word of buttons and labels, as names have none."""
    return not _CALLS.isdisjoint(key(text).split())


def _behind_stop(head: str, text: str) -> Credited | None:
    """A short caption that is a whole sentence, with a house or names in capitals behind its stop."""
    if head or text[-1:] in ".!?:," or not (named := _BEHIND_STOP.fullmatch(text)):
        return None
    if (
        not (re.fullmatch(STOCK, named["credit"]) or is_signed(named["credit"]))
        or has_call(
            re.sub(r" (?:FOR|VIA|POUR|PER|PARA|FÜR) (?:« ?)?(?:THE )?", " ", named["credit"])
        )
        or not 3 <= width(named["words"]) <= _LONGEST_SHOWN
        or text.isupper()
    ):
        return None
    return Credited(named["words"], named["credit"], glued=False)


def _permission(end: str) -> re.Match[str] | None:
    """The terms at the end of a line; nearly every line has none, and shows so at once."""
    folded = end.casefold()
    if not any(map(folded.__contains__, _SIGNS_OF_PERMISSION)):
        return None
    return _PERMISSION.search(end)


def _told(head: str, text: str, match: re.Match[str]) -> Credited | None:
    """Words and credit of a match, where both are long and sure enough."""
    fewest = 2 if match.groupdict().get("label") else 3
    if width(head + match["words"]) < fewest:
        return None
    glued = text[len(match["words"])].isalpha() or text[len(match["words"])] == "©"
    credit = match["credit"].strip(" .,;|/–—-")
    credit = re.sub(
        rf"^(?:{_LABEL})\b(?: credit)?\s*(?::|by\b|courtesy of\b)?\s*",
        "",
        credit,
        flags=re.IGNORECASE,
    )
    if match.re is _BRACKET_CREDIT and width(credit) > 2:
        credit = re.sub(r"(?<=\w) photos?$", "", credit)
    housed = _HOUSE_PHOTO.fullmatch(credit)
    if housed and not housed["house"].isupper():  # "AP Photo/Ann Orr" is how the agency signs
        credit = f"{housed['name'].strip()}/{housed['house'].strip()}"
    if not _is_sure(match, credit):
        return None
    return Credited(head + match["words"].rstrip(" |/–—-(["), credit, glued)


def credit_behind_bar(text: str) -> Credited | None:
    """Words and credit of a whole sentence with names behind a bar; None for every other line."""
    match = _BAR_CREDIT.fullmatch(text) if " | " in text and len(text) <= LONGEST_LINE else None
    if match is None or not reads_as_names(match["credit"]):
        return None
    return Credited(match["words"], match["credit"].strip(), glued=False)


def _possible(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns whose signs stand in `text`; most lines of copy have none."""
    if any(map(text.__contains__, _SIGNS_OF_LABEL)):
        behind = text[1:].casefold()  # a label at the very beginning has no words before it
        if any(map(behind.__contains__, _STEMS_OF_LABEL)):
            yield _COLON_CREDIT
    if text.rstrip(" .")[-1:] in (")", "]"):
        yield _BRACKET_CREDIT
    if "/" in text or "©" in text:
        yield _SLASH_CREDIT


def _is_sure(match: re.Match[str], credit: str) -> bool:
    """Whether names stand where a credit would, and no sentence ends around them."""
    named = _SMALL_HOUSES.sub(lambda found: found[0].title(), credit)
    if match.groupdict().get("label"):
        named = _SMALL_BEHIND.sub("", named)
    if not (len(credit) > 1 and width(credit) <= 10 and reads_as_names(named)):
        return False
    label = match.groupdict().get("label") or ""
    before = match["words"][-1]
    if (
        label
        and label[0].islower()
        and not (before in '.!?)”"' or match.string[match.end("words")] in "(|/[–—-")
    ):
        return False
    bracketed = match.re is _BRACKET_CREDIT and not re.match(
        r"(?i:photo|picture|image|credit|"
        r"foto|courtesy|source|file|via|submitted|supplied|provided|contributed)",
        match["credit"],
    )
    said = match[0].endswith(".") and before not in ".!?”\"’'"
    return not (bracketed and said)


def credit_alone(text: str) -> str:
    """The credit of a line that is nothing but one ("Image: NASA."); "" for every other line."""
    if len(text) > LONGEST_CREDIT or is_trailing_off(text):
        return ""
    if (roles := _ROLES.fullmatch(text)) and reads_as_names(roles["first"]):
        return roles["credit"].strip(" .")
    if len(text) > 110:
        return ""
    if _BARS.fullmatch(text):
        return text
    if house := HOUSE_AND_NAME.fullmatch(text):
        if re.fullmatch(_LABEL, house["house"], re.IGNORECASE):
            return house["name"]
        return f"{house['house']}: {house['name']}"
    match = _CREDIT_ALONE.fullmatch(text)
    if not match:
        return ""
    credit = (
        match["named"]
        or match["taken"]
        or match["plain"]
        or match["lent"]
        or match["paper"]
        or match["house"]
        or match["bbc"]
        or match["owned"]
    ).strip(" .")
    if match["named"] and _IS_SHOWN.match(text) and not _is_maker(credit):
        return ""
    if match["owned"]:
        return credit if "/" in credit or width(credit) <= 3 else ""
    named = _SMALL_HOUSES.sub(lambda found: found[0].title(), credit)
    if match["house"] and re.fullmatch(_NOT_ALONE, credit):
        return ""
    if match["house"] and re.fullmatch(rf"{HOUSES}(?:\s*/\s*{HOUSES})?", credit):
        return credit
    return credit if width(credit) <= 8 and (reads_as_names(named) or credit[:1] in "@©") else ""


def _is_maker(words: str) -> bool:
    """Whether words behind the label of a map or a film are who made it, and not what it shows."""
    return is_signed(words) or re.search(rf"[/@©]|{HOUSES}", words) is not None


def is_house(text: str) -> bool:
    """Whether the line is an agency's name and nothing else: a credit, a sign-off or a heading."""
    match = _CREDIT_ALONE.fullmatch(text) if len(text) <= 110 else None
    return bool(match and match["house"])
