"""What the terms and plugins of a WordPress post say: section, topics, places, its language, who may read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from articles.ingest.dialects.wxr_tables import Site, domain_names
from articles.ingest.elements import Element
from articles.ingest.filling import Filling, extend
from articles.ingest.record import PersonRecord
from articles.ingest.stand_ins import without_defaults

_SECTION_TAXONOMY: Final = re.compile(
    r"(?:section|rubri(?:que|k)|ressort|desk|channel|vertical|seccion|sezione|kategorie?)s?|[a-z]+[-_]category"
)
_OF_THE_SYSTEM: Final = re.compile(
    r"(?:post|term)_translations|term_language|nav_menu|link_category|wp_theme|wp_template_part_area|"
    r"yst_prominent_words|elementor_library_\w{1,40}|amp_\w{1,40}|\w{1,40}_visibility|following_users|ef_\w{1,40}"
)
"""Terms by which plugins keep their books: pairs of translations, words that were counted, menus."""
_GATE: Final = re.compile(
    r"(?=.{0,80}(?:member|rcp_|paywall|restrict|newsletter|premium))"
    r".{0,80}(?:access|role|level|acl|contains_paid|contains_paywalled|restricted)\w{0,20}"
)
"""Custom fields of plugins that keep a post for some readers."""
_NO_GATE: Final = re.compile(r"message|error|public|style|layout|email|template|date|redirect")
_OPEN_TO_ALL: Final = frozenset(
    {"", "0", "no", "off", "false", "none", "all", "any", "public", "everybody", "everyone", "default", "a:0:{}"}
)  # fmt: skip


def set_terms(filling: Filling, item: Element, site: Site, meta: Mapping[str, str]) -> None:
    """Each term of a post in the field that its taxonomy names."""
    story = filling.story
    primary = site.categories.get(meta.get("_yoast_wpseo_primary_category", ""), "")
    primary = primary or site.categories.get(meta.get("rank_math_primary_category", ""), "")
    for domain, slug, name in domain_names(item):
        kind = domain.casefold()
        if kind == "category":
            if not without_defaults([name], story.removed):
                continue
            if not story.section and (not primary or name == primary):
                story.section = name
            elif name != story.section:
                filling.topics([name])
        elif kind == "language":
            filling.language(slug.removeprefix("pll_"))
        elif _OF_THE_SYSTEM.fullmatch(kind):
            story.removed.append((name, f"a term of the system's own ({kind}), no topic"))
        elif not _names_something(filling, kind, name) and name != story.section:
            filling.topics([name])
    story.section = story.section or primary
    story.topics = [name for name in story.topics if name != story.section]


def _names_something(filling: Filling, kind: str, name: str) -> bool:
    """Whether a taxonomy of the paper's own was taken as people, places, houses or the section."""
    story = filling.story
    if re.search(r"^(?:person|people|persons|personen|celebrit)", kind):
        filling.people([PersonRecord(name)])
    elif re.search(r"^(?:place|location|country|region|city)", kind):
        extend(story.places, [name])
    elif re.search(r"^(?:organi[sz]ation|company)", kind):
        extend(story.organisations, [name])
    elif _SECTION_TAXONOMY.fullmatch(kind) and not story.section:
        story.section = name
    elif kind == "post_format":
        filling.fact("post format", name)
    else:
        return kind == "author"
    return True


def hold_for_some(filling: Filling, meta: Mapping[str, str]) -> None:
    """Hold a post that a plugin shows to members or subscribers only."""
    for key, value in meta.items():
        said = value.strip().casefold()
        if said in _OPEN_TO_ALL or _NO_GATE.search(key) or not _GATE.fullmatch(key.casefold()):
            continue
        whom = said if re.fullmatch(r"[a-z][a-z_ -]{0,40}", said) else "registered"
        filling.hold(f"At the source it is for {whom!r} readers only.")
        return
