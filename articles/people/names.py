"""One name read apart: title, given names, particles, family name, suffix; and when two of them agree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from articles.people.chains import GIVEN_TITLES, POSTNOMINALS, is_suffix
from articles.people.chinese import FAMILIES, is_chinese
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.text import fold, read
from articles.people.tokens import PARTICLES

ARTICLES = ("al-", "el-", "ul-")
LONGEST_NAME = 200  # characters; what is longer is cut before it is read
# With a capital, too: "Van Persie" has no given name; "Al Gore" and "Ben Bradlee" have.
_ALWAYS_PARTICLES = frozenset(
    "de van von der di du da das dos del dela della delos bin ibn le la ten ter den".split()
)
_IRISH = frozenset({"Ó", "Ní", "Uí"})
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_QUOTED = re.compile(r"(?<=\S )([\"'])[^\"']{1,40}\1(?= \S)")
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}|(?:[A-Z]\.-?){1,4}")
_BETWEEN_INITIALS = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)")
_EDGES_BUT_STOP = " \t\"',;:!?()[]{}«»-–—*"
_EDGES_OF_PART = _EDGES_BUT_STOP.replace("'", "")
_TITLES_OF_GIVEN = frozenset(
    "sir dame lord lady prince princess king queen pope emperor empress saint st brother sister sultan father".split()
)
_ROYAL = frozenset(
    "king queen prince princess pope emperor empress sultan saint st tsar czar".split()
)
_NO_INITIALS = frozenset("dj mc pc pm vp mp us uk eu un ex tv".split())
_SAINTS = frozenset({"st", "saint"})
_DETERMINERS = frozenset("the a an former late ex".split())
_MOST_GIVEN = 3  # given names after "Bezos,"
_MEN = frozenset(
    "mr sir lord king prince baron father brother duke earl count señor senor senhor signor herr herra meneer monsieur "
    "don".split()
)
_WOMEN = frozenset(
    "mrs ms miss lady dame queen princess baroness sister duchess countess madame mme señora senora senhora signora "
    "frau fru mevrouw rouva".split()
)
_EITHER = frozenset(
    "alexis andrea ashley beverly carmel carol claude courtney dana dominique evelyn gabriele jan jean joan jocelyn"
    " jules kim kelly laurence laurie leslie lindsay lynn marian marion michele nicola robin sasha shannon shirley"
    " simone stacy tracy vivian yannick".split()
)
"""Given names that a man and a woman have, in one country or another."""
_SPELLINGS = {  # given names of one sound that no rule of letters brings together
    spelling: family.split()[0]
    for family in (
        "mohammed muhammad mohamed mohammad mohamad muhammed muhamed mohamud mahomet mohd mehmed muhammet muhamad",
        "ahmed ahmad achmed",
        "ali aly",
        "alexander aleksandr alexandr aleksander alexandre oleksandr aliaksandr",
        "alexei aleksei alexey aleksey oleksiy oleksii",
        "andrei andrey andriy andrii",
        "dmitri dmitry dmitriy dmitrii dmytro",
        "ekaterina yekaterina kateryna",
        "elena yelena olena",
        "hussein husayn hussain husain hossein husein",
        "evgeny yevgeny evgeni yevgeni evgeniy yevgeniy evgenii yevgenii yevhen",
        "ibrahim ebrahim",
        "khaled khalid",
        "mikhail mykhailo mikhailo",
        "moammar muammar mouammar moamer muammer",
        "mustafa mostafa moustafa mustapha moustapha",
        "nikolai nikolay nikolaj mykola",
        "omar umar omer",
        "osama usama oussama",
        "sergei sergey serhiy serhii sergiy siarhei",
        "tatiana tatyana tetiana tetyana",
        "vladimir volodymyr wladimir uladzimir",
        "yasser yasir yassir yaser",
        "yulia yuliya iuliia julia",
        "yuri yury iouri yuriy yurii",
        "yusuf yousef youssef yusef yousuf",
    )
    for spelling in family.split()
}
_SOUNDS = (
    ("sch", "sh"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ij", "i"), ("ee", "i"), ("ou", "u"),
    ("oo", "u"), ("ck", "k"), ("y", "i"), ("c", "k"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_SOUND_LETTERS = 5
_DOUBLED = re.compile(r"(.)\1+")
_DOUBLED_CONSONANT = re.compile(r"([^aeiou])\1+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name read apart. All parts but `text` are folded, without dots; hyphens stay in `words`."""

    text: str  # as written, without title, quotes and possessive; the suffix stays
    words: tuple[str, ...]  # given names, particles and family name in the order of the text
    given: tuple[str, ...]  # empty for a lone word and for "von der Leyen"
    last: str  # the family name without particles; the lone word of a one-word name
    particles: tuple[str, ...]
    suffix: str
    title: str
    sex: int  # signs.MALE, signs.FEMALE or 0, by the title

    @property
    def key(self) -> str:
        """Equal for two spellings of one full name: see `fold_name`."""
        parts = " ".join(self.words).replace("-", " ").replace("'", "")
        return f"{parts} {self.suffix}".strip()

    @property
    def is_full(self) -> bool:
        """Whether a given name (or an initial) stands before the family name."""
        return bool(self.given)


def fold_name(name: str) -> str:
    """The key under which a directory keeps a full name or an alias.

    Title, quotes and possessive off; "Bezos, Jeff" turned round; case, accents, hyphens and the
    dots of initials made equal. Two people may share a key: a directory id tells them apart.
    """
    return parse_name(name).key


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name:
    """Read a name apart (never fails: a text without letters gives a name without words)."""
    cleaned = _cleaned(text)
    parts = _split(_turned(cleaned))
    parts, suffix = _without_suffix(parts)
    parts, title = _without_title(parts)
    words = tuple(filter(None, (_word(part) for part in parts)))
    shown = _as_written(cleaned, parts + ([_suffix_text(suffix)] if suffix and parts else []))
    sex = sign.MALE if title in _MEN else sign.FEMALE if title in _WOMEN else 0
    if not words:
        return Name(shown, (), (), "", (), suffix, title, sex)
    first = len(words) - 1
    while (
        first > 0
        and (words[first - 1] in PARTICLES or parts[first - 1] in _IRISH)
        and (
            first > 1
            or not parts[first - 1][:1].isupper()
            or words[0] in _ALWAYS_PARTICLES
            or parts[0] in _IRISH
        )
    ):
        first -= 1
    return Name(shown, words, words[:first], words[-1], words[first:-1], suffix, title, sex)


def _cleaned(text: str) -> str:
    plain = read(text[:LONGEST_NAME]).text
    if "(" in plain or "[" in plain:
        plain = _BRACKETED.sub(" ", plain)
    is_quoted = '"' in plain or "'" in plain
    if is_quoted:
        plain = _QUOTED.sub(" ", plain).replace('"', " ")
    plain = " ".join(plain.replace("–", "-").split()).strip(_EDGES_BUT_STOP)
    return _POSSESSIVE.sub("", plain).strip(_EDGES_BUT_STOP) if is_quoted else plain


def _turned(text: str) -> str:
    """Turn "Bezos, Jeff" into "Jeff Bezos"; a suffix after a comma is none of that."""
    before, comma, after = text.partition(",")
    after = after.strip()
    if not comma or not before.strip() or not after:
        return text.replace(",", " ")
    if is_suffix(after):
        return f"{before} {after}"
    head, _, tail = after.partition(",")
    if not _is_turned(before.split(), head.split()):
        return before
    return f"{head.strip()} {before.strip()} {tail.strip()}".strip()


def _is_turned(before: list[str], after: list[str]) -> bool:
    """Whether a family name stands before the comma and given names stand after it."""
    if not after or len(after) > _MOST_GIVEN or not all(part[0].isupper() for part in after):
        return False
    if any(part[0].isupper() and fold(part) not in _ALWAYS_PARTICLES for part in before[:-1]):
        return False
    signs = lexicon().signs.get(_word(after[0]), 0)
    return bool(signs & sign.ANY_GIVEN) or not signs & (sign.COMMON | sign.TITLE | sign.ANY_PLACE)


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for part in text.split():
        if (not part.isalpha() and _INITIALS.fullmatch(part)) or (
            part.isalpha()
            and len(part) == 2
            and part.isupper()
            and len(text) > 2
            and text.split()[0] == part
            and part.lower() not in _NO_INITIALS
            and not lexicon().signs.get(part.lower(), 0) & sign.ANY_NAME
            and not is_suffix(part)
        ):
            parts.extend(f"{letter}." for letter in part if letter.isalpha())
        else:
            parts.append(part.strip(_EDGES_OF_PART))
    return [part for part in parts if any(map(str.isalnum, part))]


def _word(part: str) -> str:
    return fold(part).replace(".", "").strip("'-")


def _without_suffix(parts: list[str]) -> tuple[list[str], str]:
    while len(parts) > 2 and parts[-1] in POSTNOMINALS:
        parts = parts[:-1]
    if len(parts) > 1:
        last = _word(parts[-1])
        if is_suffix(parts[-1]) or last == "i":
            return parts[:-1], {"jnr": "jr", "snr": "sr"}.get(last, last)
    return parts, ""


def _as_written(cleaned: str, parts: list[str]) -> str:
    """The parts in one line; initials stand close together where they were written so."""
    spaced = " ".join(parts)
    close = _BETWEEN_INITIALS.sub("", spaced) if ". " in spaced else spaced
    return close if close in cleaned else spaced


def _suffix_text(suffix: str) -> str:
    return f"{suffix.capitalize()}." if suffix in {"jr", "sr"} else suffix.upper()


def _without_title(parts: list[str]) -> tuple[list[str], str]:
    """Everything up to the last title goes, as long as a name is left."""
    known = lexicon().signs
    while len(parts) > 1 and (
        (parts[0].lower() in _DETERMINERS and parts[0] != "A")
        or (parts[0].islower() and parts[0] not in PARTICLES)
    ):
        parts = parts[1:]
    cut, title = 0, ""
    for place, part in enumerate(parts[:-1]):
        word = _word(part)
        signs = known.get(word, 0)
        if "-" in word and not signs:
            signs = known.get(word.rpartition("-")[2], 0)
        if word == "sr" and not place:
            is_man = known.get(_word(parts[1]), 0) & sign.MALE
            cut, title = 1, "mr" if is_man else "sister"
        if not signs & sign.TITLE:
            continue
        if word in GIVEN_TITLES and place == len(parts) - 2:
            continue
        if word in _SAINTS and place > cut:
            continue  # Jill St. John, Yves Saint Laurent
        if (
            place
            and signs & sign.ANY_SURNAME
            and known.get(_word(parts[place - 1]), 0) & sign.FREQUENT_GIVEN
        ):
            continue
        cut, title = place + 1, word
    while (
        cut < len(parts) - 1
        and known.get(_word(parts[cut]), 0) & sign.NATIONALITY
        and not (known.get(_word(parts[cut]), 0) & sign.FREQUENT_GIVEN)
    ):
        cut += 1
    if (
        cut == 0
        and len(parts) > 2
        and known.get(_word(parts[0]), 0) & sign.ROLE
        and not known.get(_word(parts[0]), 0) & sign.ANY_NAME
    ):
        cut = 1
    return parts[cut:], title


def plain_words(words: Iterable[str]) -> list[str]:
    """The words of a name with double ones taken apart: Jean-Marie is two."""
    return [word for part in words for word in part.split("-") if word]


def whole_words(name: Name) -> int:
    """Words of more than an initial."""
    return sum(len(word) > 1 for word in name.words)


def titled_by_given_name(title: str) -> bool:
    """Whether people of this title are called by the given name: Sir Richard, Pope Francis."""
    return title in _TITLES_OF_GIVEN


def is_royal(title: str) -> bool:
    """Whether people of this title have no family name in print: King Hussein is not Saddam Hussein."""
    return title in _ROYAL


def compact(word: str) -> str:
    """A family name without hyphen, apostrophe and article: "al-Assad", "Assad" are one."""
    if "-" not in word and "'" not in word:
        return word
    for article in ARTICLES:
        word = word.removeprefix(article)
    return word.replace("-", "").replace("'", "")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Equal for spellings of one sound; words under five letters sound like themselves only.

    Transliterations differ by a few regular letters. Never edit distance: Branson is not Bronson.
    """
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    if len(word) < _SOUND_LETTERS:
        return word
    heard = compact(word)
    for spelled, said in _SOUNDS:
        heard = heard.replace(spelled, said)
    return _DOUBLED.sub(r"\1", heard)


@lru_cache(maxsize=8192)
def undoubled(word: str) -> str:
    """Consonants said twice written once (Sissi, Sisi), unless too little is left (Bell)."""
    single = _DOUBLED_CONSONANT.sub(r"\1", word)
    return single if len(single) >= _SOUND_LETTERS - 1 else word


def sounds_alike(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one sound."""
    if one == other:
        return True
    return sound(one) == sound(other) and (
        one in _SPELLINGS or min(len(one), len(other)) >= _SOUND_LETTERS - 1
    )


def given_names_agree(one: str, other: str) -> bool:
    """Equal, initial of, nickname of, first half of a double name, or one sound."""
    if one == other:
        return True
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if other in lexicon().nicknames.get(one, frozenset()):
        return True
    if "-" in one or "-" in other:
        if one.replace("-", "") == other.replace("-", ""):
            return True
        if one.partition("-")[0] == other.partition("-")[0] and (
            "-" not in one or "-" not in other
        ):
            return True
    return sounds_alike(one, other)


def is_family_first(name: Name) -> bool:
    """Whether the family name likely stands first: Xi Jinping, Kim Jong-un, Abe Shinzo."""
    if not name.given or len(name.words) > 3:
        return False
    if is_chinese(name.words):
        return True
    known = lexicon().signs
    first, last = known.get(name.words[0], 0), known.get(name.last, 0)
    if not first & sign.SURNAME_COMMON:
        return False
    return "-" in name.last or (
        not last & sign.ANY_SURNAME and (not last or bool(last & sign.FREQUENT_GIVEN))
    )


def first_of_two(name: Name) -> set[str]:
    """The father's family name of a Spaniard with two: Pablo Beltrán Ochoa is called Beltrán."""
    if len(name.given) < 2:
        return set()
    middle = lexicon().signs.get(name.given[-1], 0)
    if middle & sign.SURNAME_COMMON and not middle & (
        sign.ANY_GIVEN | sign.COMMON | sign.ANY_PLACE
    ):
        return {name.given[-1]}
    return set()


def sex_of(name: Name) -> int:
    """signs.MALE or signs.FEMALE by title or by census share of the first given name, else 0.

    The census is American: it knows neither Jan Visser nor Wei Zhang.
    """
    if name.sex:
        return name.sex
    if not name.given or name.given[0] in _EITHER or name.last in FAMILIES:
        return 0
    if is_family_first(name):
        return 0
    return lexicon().signs.get(name.given[0], 0) & (sign.MALE | sign.FEMALE)
