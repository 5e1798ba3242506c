"""What the paper knows before its first story: sections, sources, contributors, topics, people."""

from __future__ import annotations

from articles.models import (
    Contributor,
    Person,
    PersonAlias,
    Section,
    Source,
    Topic,
    names_changed,
    slug_for,
)
from articles.people.fold import fold_name
from newsroom.demo.catalogue import people
from newsroom.demo.paper import CONTRIBUTORS, SECTIONS, SOURCES, TOPICS


def ensure_registers() -> None:
    """Makes what is not there; an editor's changes to what is there stay."""
    for section in SECTIONS:
        Section.objects.get_or_create(
            slug=section.slug,
            defaults={
                "name": section.name,
                "description": section.description,
                "position": section.position,
            },
        )
    for source in SOURCES:
        Source.objects.get_or_create(
            code=source.code,
            defaults={
                "name": source.name,
                "is_own": source.is_own,
                "credit_line": source.credit_line,
            },
        )
    for each in CONTRIBUTORS:
        Contributor.objects.get_or_create(
            slug=slug_for(each.name),
            defaults={
                "name": each.name,
                "role": each.role,
                "bio": each.bio,
                "beats": each.beats,
                "languages": each.languages,
            },
        )
    for topic in TOPICS:
        Topic.objects.get_or_create(
            name_key=fold_name(topic.name),
            defaults={
                "name": topic.name,
                "slug": slug_for(topic.name),
                "definition": topic.definition,
            },
        )
    _ensure_people()


def _ensure_people() -> None:
    for each in people():
        person, made = Person.objects.get_or_create(
            name_key=fold_name(each.name),
            qualifier=each.qualifier,
            defaults={"name": each.name, "role": each.role, "note": each.note},
        )
        if made:
            PersonAlias.objects.bulk_create(
                PersonAlias(person=person, name=alias, name_key=fold_name(alias))
                for alias in each.aliases
            )
            names_changed([person.pk])
