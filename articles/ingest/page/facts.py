"""What a page says about its story in its head: JSON-LD, Open Graph, Dublin Core and other meta tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from articles.ingest import jsonld
from articles.ingest.addresses import absolute, host, is_web, unarchived
from articles.ingest.agencies import AGENCIES
from articles.ingest.bylines import contributors_of
from articles.ingest.cleaning.text import reads_as_names
from articles.ingest.page.tree import Element, elements_at, letters, text_of
from articles.ingest.pictures import address_of, picture_of
from articles.ingest.plain import names_of, plain, words_of
from articles.ingest.record import ContributorRecord, Origin, PictureRecord
from articles.ingest.stand_ins import is_nobody
from articles.ingest.strictjson import BadJSON, loads

_TITLES: Final = (
    "dc:title", "dcterms.title", "dc.title", "parsely-title", "sailthru.title", "hdl", "og:title",
    "twitter:title", "title", "mrf:title", "cxenseparse:title",
)  # fmt: skip
_DESCRIPTIONS: Final = (
    "dc:description", "dcterms.description", "dc.description", "og:description", "twitter:description",
    "description", "sailthru.description",
)  # fmt: skip
_AUTHORS: Final = (
    "dc:creator", "dcterms.creator", "dc.creator", "parsely-author", "sailthru.author", "article:author",
    "byl", "og:author", "og:article:author", "article:author_name", "dc.contributor.author",
    "cxenseparse:author", "mrf:authors", "citation_author", "byline",
)  # fmt: skip
_OF_LIBRARIES: Final = frozenset(
    {"dc:creator", "dcterms.creator", "dc.creator", "dc.contributor.author", "citation_author"}
)
"""Tags of libraries, which set the family's name first."""
_PATH: Final = re.compile(r"/?[a-z][a-z0-9-]{1,40}(?:/[a-z0-9-]{2,40}){1,4}/?")
_LAST_FIRST: Final = re.compile(
    r"\s*(?P<last>(?:[a-z\u2019']{1,4} ){0,2}[^\W\d_][\w'\u2019-]{1,40}), "
    r"(?P<first>[^\W\d_][\w.\u2019-]{1,30}(?: [\w.\u2019-]{1,30}){0,2})\s*"
)
_SUFFIX: Final = re.compile(r"(?:[js]r|esq|ph\.?d|m\.?d|i{2,3}|iv)\.?", re.IGNORECASE)
_OWNERS: Final = ("author", "authors", "web_author", "twitter:creator:name")
_WRITTEN_BY: Final = ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da",
                      "geschreven door", "skrevet av", "författare", "author")  # fmt: skip
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc:date",
    "dc.date", "dcterms.date", "datepublished", "publish-date", "publish_date", "pubdate", "pub_date",
    "publication_date", "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "originalpublicationdate", "ptime", "pdate", "date", "created", "citation_publication_date",
    "og:pubdate", "article.published", "published-date", "last-modified-date-first", "datecreated",
)  # fmt: skip
_UPDATED: Final = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised", "utime", "updated_time",
    "modified",
)  # fmt: skip
_SECTIONS: Final = (
    "article:section", "og:article:section", "parsely-section", "section", "cxenseparse:section",
    "sailthru.section", "mrf:sections", "article.section", "cg",
)  # fmt: skip
_TAGS: Final = (
    "article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags", "keywords",
)  # fmt: skip
_BUNDLED: Final = {
    "title": "parsely-title", "pub_date": "parsely-pub-date", "section": "parsely-section",
    "author": "parsely-author", "authors": "parsely-author", "tags": "parsely-tags", "image_url": "parsely-image-url",
    "link": "parsely-link",
}  # fmt: skip
_TURNED: Final = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'\u2019-]+(?: [A-ZÀ-Þ][\w'\u2019-]+)?), (?P<given>[A-ZÀ-Þ][\w'\u2019-]+(?: [A-ZÀ-Þ]\.?)?)"
)
_TITLES_OWN: Final = 0.7
_OPINION: Final = re.compile(r"\s*opinion\s*[|:\u2013-]", re.IGNORECASE)
_LANGUAGES: Final = ("og:locale", "dc.language", "dcterms.language", "content-language", "language")
_SITES: Final = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_PICTURES: Final = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src",
                    "parsely-image-url", "sailthru.image.full")  # fmt: skip
_SITE_PLACES: Final = (
    "//a[@rel='home']",
    "//*[contains(concat(' ',@class,' '),' site-title ') or contains(concat(' ',@class,' '),' site-name ')]",
    "//*[@id='site-title' or @id='site-name' or @id='blog-title' or @id='logo']",
)
_SITE_SIGN: Final = re.compile(
    r"favicon|(?:^|[._-])(?:logo|blank|placeholder|default|avatar|icon|sprite|pixel|spacer|noimage|fallback)(?:[._-]|$)",
    re.IGNORECASE,
)
_OWN_LINK: Final = "//a[contains(@class,'p-canonical') or contains(@class,'reader-domain')]"
_SAVED_FROM: Final = re.compile(
    r"saved (?:from url=\(\d+\)|with SingleFile\s{1,9}url:\s)\s{0,9}(https?://[^\s<>\"']{4,1000})"
)
_ERROR_TITLE: Final = re.compile(
    r"^\W*(?:error\W*)?(?:40[0134]|410|429|50[0234])\b|page (?:was )?not found|seite nicht gefunden|"
    r"sorry,? we (?:can(?:[’']t|not)|couldn[’']t) find|page (?:can(?:[’']t|not)|could not) be found|"
    r"page introuvable|página no encontrada|pagina non trovata|access denied|attention required|"
    r"just a moment|are you a (?:human|robot)|service unavailable|bad gateway|forbidden$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageFacts:
    """The head's word on the story; every field may be empty."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    story: Mapping[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the story, pointers resolved."""
    objects: list[Mapping[str, Any]] = field(default_factory=list)
    base: str = ""
    canonical: str = ""
    address: str = ""
    page_title: str = ""
    site_names: set[str] = field(default_factory=set)
    """What the site calls itself, as letters."""
    names: list[str] = field(default_factory=list)
    """The same as it is written."""

    def first(self, names: tuple[str, ...]) -> str:
        """The first meta value among the names that says something."""
        return next(
            (plain(value) for name in names for value in self.meta.get(name, []) if plain(value)),
            "",
        )

    @property
    def said_title(self) -> str:
        """The headline that the head gives, site names still in it."""
        return (
            words_of(self.story.get("headline"))
            or self.first(_TITLES)
            or words_of(self.story.get("name"))
        )

    @property
    def descriptions(self) -> list[str]:
        """The descriptions that the head gives, best first; a theme and a program may give one each."""
        said = [plain(value) for name in _DESCRIPTIONS for value in self.meta.get(name, [])[:4]]
        return list(filter(None, dict.fromkeys([*said, words_of(self.story.get("description"))])))

    @property
    def site_name(self) -> str:
        """What the site calls itself."""
        publisher = self.story.get("publisher")
        named = words_of(publisher.get("name")) if isinstance(publisher, Mapping) else ""
        return self.first(_SITES) or named

    @property
    def is_listing(self) -> bool:
        """Whether the head calls the page a list of stories."""
        kinds = {kind for facts in self.objects for kind in jsonld.types_of(facts)}
        return bool(kinds & jsonld.LISTING_TYPES) and not self.story

    @property
    def is_dated(self) -> bool:
        """Whether the head gives a day of publication or calls the page an article."""
        return bool(self.story or self.dates() or "article" in self.meta.get("og:type", []))

    @property
    def is_opinion(self) -> bool:
        """Whether the head calls the story one writer's opinion."""
        flagged = self.meta.get("article:opinion", [""])[0].casefold() == "true"
        return flagged or bool(_OPINION.match(self.said_title))

    @property
    def is_error(self) -> bool:
        """Whether the title is that of an error page."""
        return bool(_ERROR_TITLE.search(self.page_title))

    def authors(self) -> list[ContributorRecord]:
        """The writers that the head names for this very story."""
        people = contributors_of(self.story.get("author") or self.story.get("creator"))
        return people or self._people(_AUTHORS)

    def owners(self) -> list[ContributorRecord]:
        """Names in tags that often give the site's owner: good only where the page shows nobody."""
        labels = " ".join(self.meta.get("twitter:label1", [])).casefold()
        if any(word in labels for word in _WRITTEN_BY):
            return self._people(("twitter:data1",))
        return self._people(_OWNERS)

    def _people(self, names: tuple[str, ...]) -> list[ContributorRecord]:
        for name in names:
            given = (
                map(_turned, self.meta.get(name, []))
                if name in _OF_LIBRARIES
                else self.meta.get(name, [])
            )
            values = [
                value
                for value in given
                if plain(value) and not is_web(value) and not self._turns_site(value)
            ]
            people = contributors_of(values)
            if people:
                return people
        return []

    def _turns_site(self, name: str) -> bool:
        """Whether a program turned the site's name like a person's: "Gazette, Hill"."""
        last, comma, first = name.partition(",")
        return bool(comma) and letters(first + last) in self.site_names

    def dates(self, *, updated: bool = False) -> list[str]:
        """Candidates for the date of publication (or of the last change), best first."""
        keys = ("dateModified",) if updated else ("datePublished", "dateCreated", "uploadDate")
        pages = [facts for facts in self.objects if "webpage" in jsonld.types_of(facts)]
        found = [
            facts[key]
            for facts in (self.story, *pages)
            for key in keys
            if isinstance(facts.get(key), str)
        ]
        for name in _UPDATED if updated else _PUBLISHED:
            found += self.meta.get(name, [])
        return [value for value in found if value.strip()]

    def section(self) -> str:
        """The section of the story."""
        said = self.story.get("articleSection")
        names = [_without_path(name) for name in names_of(said)] if said else []
        return (
            next(iter(names), "") or self.first(_SECTIONS) or plain(jsonld.section_of(self.objects))
        )

    def topics(self) -> list[str]:
        """Keywords and tags, each once."""
        found = names_of(self.story.get("keywords") or [])
        for name in _TAGS:
            values = self.meta.get(name, [])
            for value in values:
                if self._spells_title(value):
                    continue
                whole = len(values) > 1 and _TURNED.fullmatch(value) is not None
                found += [] if whole else names_of(value)
        return list(dict.fromkeys(topic for topic in found if len(topic) <= 80))[:50]

    def _spells_title(self, keywords: str) -> bool:
        """Whether a page gives the words of its own title for keywords: "Swan, lake:, Terror, of"."""
        words = [letters(word) for word in keywords.split(",") if letters(word)]
        title = set(map(letters, f"{self.page_title} {self.said_title}".split()))
        told = sum(word in title for word in words)
        return len(words) > 3 and told > _TITLES_OWN * len(words)

    def named_people(self) -> list[str]:
        """People among the tags of a page that gives each a tag of its own: "Ruzicka, Milan"."""
        values = [value for name in _TAGS for value in self.meta.get(name, [])]
        turned = [_TURNED.fullmatch(value) for value in values] if len(values) > 1 else []
        return list(dict.fromkeys(f"{found['given']} {found['name']}" for found in turned if found))

    def language(self) -> str:
        """The language that the head gives."""
        said = words_of(self.story.get("inLanguage"))
        return said or self.first(_LANGUAGES)

    def lead(self, origin: Origin) -> PictureRecord | None:
        """The picture that the head offers for the story."""
        best: PictureRecord | None = None
        image = jsonld.resolved(self.story.get("image"), self.objects)
        if image and address_of(image):
            best = picture_of(image, origin, "lead", self.base)
        address = next(
            (
                value.strip()
                for name in _PICTURES
                for value in self.meta.get(name, [])
                if value.strip()
            ),
            "",
        )
        if address and (best is None or not best.caption):
            known = best
            best = PictureRecord(origin=origin, role="lead", reference=absolute(address, self.base))
            best.alt = self.first(("og:image:alt", "twitter:image:alt"))
            if known is not None:
                best.credit, best.alt = known.credit, best.alt or known.alt
        return None if best is None or _is_no_photo(best) else best


def _is_no_photo(picture: PictureRecord) -> bool:
    """The site's own sign, offered where a story has no picture."""
    small = picture.width is not None and picture.width < 150
    return small or bool(_SITE_SIGN.search(picture.reference.split("?")[0].rpartition("/")[2]))


def read_facts(root: Element) -> PageFacts:
    """Reads a page's head before anything is pruned from the tree."""
    facts = PageFacts()
    scripts = elements_at(root, "//script[contains(translate(@type,'LDJSON','ldjson'),'ld+json')]")
    facts.objects = jsonld.objects_in(["".join(map(str, script.itertext())) for script in scripts])
    story = jsonld.story_in(facts.objects)
    facts.story = {key: jsonld.resolved(value, facts.objects) for key, value in story.items()}
    for tag in root.iter("meta"):
        content = tag.get("content") or tag.get("value") or ""
        names = f"{tag.get('property') or ''} {tag.get('name') or ''} {tag.get('http-equiv') or ''}"
        for name in dict.fromkeys(f"{names} {tag.get('itemprop') or ''}".lower().split()):
            if content.strip():
                facts.meta.setdefault(name, []).append(content.strip())
    for told in facts.meta.pop("parsely-page", [])[:1]:
        _take_bundle(facts.meta, told)
    title = root.find(".//title")
    facts.page_title = plain("".join(map(str, title.itertext()))) if title is not None else ""
    _set_addresses(facts, root)
    facts.names = _site_names(facts, root)
    facts.site_names = {letters(name) for name in facts.names}
    return facts


def _take_bundle(meta: dict[str, list[str]], told: str) -> None:
    """Meta values that a page keeps as one JSON object, under the names that they have alone."""
    try:
        values = loads(told)
    except BadJSON:
        return
    for key, name in _BUNDLED.items() if isinstance(values, Mapping) else ():
        given = values.get(key)
        each = given if isinstance(given, list) else [given]
        meta.setdefault(name, []).extend(one for one in each if isinstance(one, str) and one)


def _site_names(facts: PageFacts, root: Element) -> list[str]:
    """From the head, the links home, the site's title box, and the feeds' titles ("Site » Feed")."""
    names = [facts.site_name]
    for path in _SITE_PLACES:
        names += [
            text_of(element) or element.get("title") or ""
            for element in elements_at(root, path)[:3]
        ]
    for link in elements_at(root, "//link[@rel='alternate' and contains(@type,'rss') and @title]")[
        :3
    ]:
        names.append(re.split(r"\s[»|\u2013-]\s", link.get("title") or "")[0])
    found = re.match(r"https?://(?:www\.)?([^/:]+)", facts.canonical or facts.address)
    if found:
        names += [found[1], found[1].rsplit(".", 1)[0]]
    return [name for name in names if 2 < len(letters(name)) < 80]


def _set_addresses(facts: PageFacts, root: Element) -> None:
    links = {(link.get("rel") or "").lower(): link.get("href") or "" for link in root.iter("link")}
    base = root.find(".//base")
    declared = (base.get("href") or "") if base is not None else ""
    said = facts.first(("og:url", "twitter:url", "parsely-link"))
    saved = next(
        (
            _SAVED_FROM.search(str(node))
            for node in elements_at(root, "//comment()")[:20]
            if "saved " in str(node)
        ),
        None,
    )
    address = words_of(facts.story.get("url")) or _main_entity(facts.story)
    micro = elements_at(root, _OWN_LINK)
    shared = micro[0].get("href") or "" if micro else ""
    stored = saved[1] if saved else ""
    facts.canonical = _first_web(links.get("canonical", ""), said, address, shared, stored)
    based = "" if declared.endswith("/") else declared
    facts.address = _first_web(stored, said, address, facts.canonical, based)
    facts.base = (
        absolute(declared, facts.canonical) if declared else facts.canonical or facts.address
    )
    if declared and not host(facts.base):
        facts.base = facts.canonical


def _without_path(section: str) -> str:
    """The last part of a section that is given by its path: news/local is Local."""
    if not _PATH.fullmatch(section):
        return section
    return section.strip("/").rpartition("/")[2].replace("-", " ").capitalize()


def _turned(name: str) -> str:
    """A name that has the family's first ("Holm, Ida") as one says it; houses are left as they are."""
    found = _LAST_FIRST.fullmatch(name)
    if found is None or found["first"].isupper() or _SUFFIX.fullmatch(found["first"]):
        return name
    if any(is_nobody(each) or each.casefold() in AGENCIES for each in found.groups()):
        return name
    is_name = reads_as_names(f"{found['first']} {found['last']}")
    return f"{found['first']} {found['last']}" if is_name else name


def _first_web(*addresses: str) -> str:
    return next((found for found in map(unarchived, addresses) if is_web(found)), "")


def _main_entity(story: Mapping[str, Any]) -> str:
    entity = story.get("mainEntityOfPage")
    if isinstance(entity, Mapping):
        entity = entity.get("@id") or entity.get("url")
    return entity if isinstance(entity, str) else ""
