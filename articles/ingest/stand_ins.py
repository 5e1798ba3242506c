"""What systems put where a topic, a section or a writer should stand: a default, a place of the page, an account."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from articles.ingest.agencies import agencies_in
from articles.ingest.credit_names import without_by
from articles.ingest.record import ContributorRecord, StoryRecord

_UNSORTED: Final = frozenset(
    {
        "uncategorized", "uncategorised", "uncategorized category", "unclassified", "unsorted", "no category",
        "default", "default category", "general default", "none", "untagged", "unassigned", "category 1",
        "allgemein", "unkategorisiert", "nicht kategorisiert", "ohne kategorie", "keine kategorie",
        "non classé", "non classifié(e)", "non classifié", "sans catégorie", "sin categoría", "sin categoria",
        "sin categorizar", "sin clasificar", "sense categoria", "sen categoría", "sem categoria", "não categorizado",
        "senza categoria", "non categorizzato", "geen categorie", "ongecategoriseerd", "niet gecategoriseerd",
        "okategoriserade", "okategoriserad", "ukategoriseret", "ikke kategoriseret", "ukategorisert", "luokittelematon",
        "bez kategorii", "nezařazené", "nezaradené", "egyéb kategória", "kategorizálatlan", "nerazvrščeno",
        "nekategorizirano", "fără categorie", "uncategorised posts", "genel", "kategorisiz", "tak berkategori",
        "chưa phân loại", "χωρίς κατηγορία", "μη κατηγοριοποιημένο", "без рубрики", "без категории",
        "без категорії", "без категория", "некатегоризовано", "غير مصنف", "כללי", "未分类", "未分類",
        "미분류",
    }
)  # fmt: skip
"""The category of whoever chose none, as the systems name it in their languages."""
_PLACES: Final = frozenset(
    {
        "news", "latest news", "top news", "top stories", "breaking news", "post", "posts", "blog", "blogs",
        "blog post", "blog posts", "home", "homepage", "home page", "front page", "frontpage", "article", "articles",
        "story", "stories", "page", "pages", "featured", "feature post", "featured posts", "slider",
        "nachrichten", "aktuelles", "startseite", "artikel", "beiträge", "actualités", "actualité", "accueil",
        "noticias", "últimas noticias", "inicio", "portada", "artículos", "artigos", "notícias", "destaques", "notizie",
        "articoli", "nieuws", "nyheter", "nyheder", "uutiset", "aktualności", "artykuły", "новости", "новини",
        "статьи", "главная", "haberler", "berita", "新闻", "ニュース", "뉴스", "أخبار", "חדשות",
    }
)  # fmt: skip
"""Where a system shows a story, or what it calls each: they name no subject."""
_ACCOUNT: Final = re.compile(
    r"(?:(?:the|site|web|wp|blog|super|system|cms)[ _.-]?)?"
    r"(?:admin(?:istrator|istrador|istrateur|istratore)?|webmaster|wordpress|superuser|user|root|"
    r"administrateur|beheerder|администратор|админ)[ _.-]?\d{0,4}",
    re.IGNORECASE,
)
"""An account of the system that kept the story."""
_LOG_IN: Final = re.compile(r"(?=[a-z.-]{1,40}[_\d])[a-z][a-z\d._-]{2,40}")
"""What somebody types to get in: small letters with a figure or a low line, "jsmith42"."""
_NAMING_LOG_IN: Final = re.compile(
    r"(?=(?:[^a-z]{0,3}[a-z]){4})[a-z]+(?:[._-][a-z]+){0,3}[._-]?\d{0,4}"
)
"""A log-in that says who wrote: "anna_lund", "deadmau5"; a number like "u48213" says nothing."""
_OF_A_HOUSE: Final = re.compile(
    r"(?:admin|editor|editors|editorial|author|staff|web|user|guest|desk|news|press|team|test|info|office|wp|cms|api|bot|"
    r"import|system|site|blog|redaktion|redaccion|redazione|redaction|redacao|redakcja){1,3}"
)
"""A part of a log-in that a house shares: "news_desk2"."""
_PRONOUNS: Final = frozenset(
    {"me", "myself", "you", "us", "we", "i", "ich", "wir", "moi", "nous", "yo", "nosotros", "eu", "io", "jag", "jeg"}
)  # fmt: skip
"""What an account is called by whoever looks at it."""
_ROLE: Final = re.compile(
    r"(?:(?:the|our|news|web|editorial|online|digital) ){0,3}(?:staff|desk|newsroom|team)|"
    r"(?:the )?(?:editors?|authors?|writers?|guest(?: (?:author|writer|post))?|contributors?|"
    r"redaktion|redaktør|redaktör|redactie|redacción|redação|redazione|rédaction|la rédaction|redakcja|редакция)",
    re.IGNORECASE,
)
"""What somebody is in the house, without a name."""

_WAYS: Final = frozenset(
    {
        "api", "app", "mobile app", "ios", "android", "web", "website", "web app", "desktop", "mobile", "browser",
        "email", "e-mail", "sms", "import", "imported", "importer", "csv", "csv import", "bulk", "manual", "editor",
        "dashboard", "cms", "cli", "rss", "feed", "webhook", "zapier", "migration", "scraper", "crawler", "sync",
        "internal", "external",
    }
)  # fmt: skip
"""By which way a row came into its system, in the column where others name a paper."""
UNSORTED: Final = "the category of stories that have none"
_NO_SECTION: Final = "“{}” is the section of stories that have none; it was left out."
_NO_TOPIC: Final = "“{}” says nothing of what the story is about; it is no topic."
_LOG_IN_STAYS: Final = "“{}” is a log-in; it is the byline, for the source names nobody else."
_NO_PERSON: Final = "“{}” is an account or a role and no name of a writer; it was left out."


def is_unsorted(name: str) -> bool:
    """Whether the name of a category says that there is none."""
    return name.strip().casefold() in _UNSORTED


def without_defaults(names: Iterable[str], removed: list[tuple[str, str]]) -> list[str]:
    """The categories that somebody chose; `removed` is told of those that say that there is none."""
    found = list(names)
    for name in filter(is_unsorted, found):
        if (entry := (name, UNSORTED)) not in removed:
            removed.append(entry)
    return [name for name in found if not is_unsorted(name)]


def is_no_topic(name: str) -> bool:
    """Whether a topic says nothing of what a story is about."""
    return is_unsorted(name) or name.strip().casefold() in _PLACES


def is_account(name: str) -> bool:
    """Whether an account of a system stands where readers look for who wrote."""
    bare = name.strip()
    is_system = _ACCOUNT.fullmatch(bare) or _LOG_IN.fullmatch(bare)
    return is_system is not None or bare.casefold() in _PRONOUNS


def _is_account_among_names(name: str) -> bool:
    """Beside a name "US" is a country and "You" another name; only "me" in small letters is an account."""
    return is_account(name) and (name.casefold() not in _PRONOUNS or name.islower())


def is_log_in(name: str) -> bool:
    """Whether a name is what one person types to get in; with nobody else named, it is who wrote."""
    bare = name.strip()
    if not (_LOG_IN.fullmatch(bare) and _NAMING_LOG_IN.fullmatch(bare)) or _ACCOUNT.fullmatch(bare):
        return False
    return not any(map(_OF_A_HOUSE.fullmatch, re.split(r"[._\d-]+", bare)))


def is_nobody(name: str) -> bool:
    """Whether a contributor is an account or a role without a name."""
    return is_account(name) or _ROLE.fullmatch(name.strip()) is not None


def is_way_in(name: str) -> bool:
    """Whether a source is the way by which a system got a story, and no paper."""
    return name.strip().casefold() in _WAYS


def leave_out_stand_ins(made: StoryRecord, note: Callable[[str, str], None]) -> None:
    """Takes accounts out of the writers and defaults out of section and topics; `note` is told of each."""
    if is_unsorted(made.section):
        note("section", _NO_SECTION.format(made.section))
        made.section = ""
    for topic in filter(is_no_topic, made.topics):
        note("topics", _NO_TOPIC.format(topic))
    made.topics = [topic for topic in made.topics if not is_no_topic(topic)]
    if _keep_log_ins(made, note):
        return
    listed = [name for name in made.byline.split(", ") if not _is_account_among_names(name)]
    if made.byline.count(", ") >= len(listed) > 0:
        made.byline = ", ".join(listed)
    accounts = [made.byline] if is_account(without_by(made.byline)) else []
    if accounts:
        made.byline = ""
    makers = [each.name for each in made.contributors if is_nobody(each.name)]
    for name in dict.fromkeys([*accounts, *makers]):
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", made.byline):  # "me" stands in "James"
            note("byline", _NO_PERSON.format(name))
    made.contributors = [
        part for each in made.contributors if each.name not in makers for part in _each_agency(each)
    ]


def _keep_log_ins(made: StoryRecord, note: Callable[[str, str], None]) -> bool:
    """Whether one log-in is all that tells who wrote: it stays until an editor puts a name."""
    named = {without_by(made.byline), *(each.name.strip() for each in made.contributors)} - {""}
    if len(named) != 1 or not is_log_in(name := named.pop()):
        return False
    note("byline", _LOG_IN_STAYS.format(name))
    made.byline = made.byline or name
    return True


def _each_agency(maker: ContributorRecord) -> list[ContributorRecord]:
    """A credit that agencies share as one for each."""
    agencies = agencies_in(maker.name)
    return [ContributorRecord(name, maker.role or "agency") for name in agencies] or [maker]
