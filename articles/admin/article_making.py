"""People, topics and contributors made by name alone, while a story is written."""

from __future__ import annotations

from django.utils.text import slugify

from articles.models import Contributor, Person, Topic
from articles.people.fold import row_key

LONGEST = 100


def make_named(kind: str, name: str) -> Person | Topic | Contributor | None:
    """The one of that name, made if there is none; None without a usable name or kind.

    A new person is not confirmed: the directory shows that somebody should look.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        return None
    if kind == "person":
        return _person(name)
    if kind == "topic":
        return _topic(name)
    return _contributor(name) if kind == "contributor" else None


def _person(name: str) -> Person:
    known = Person.objects.filter(name_key=row_key(name)).order_by("pk").first()
    if known is not None:
        return known
    person = Person(name=name, is_confirmed=False)
    person.save()
    return person


def _topic(name: str) -> Topic:
    slug = _free_slug(Topic, name)
    topic, _made = Topic.objects.get_or_create(
        name_key=row_key(name), defaults={"name": name, "slug": slug}
    )
    return topic


def _contributor(name: str) -> Contributor:
    known = Contributor.objects.filter(name_key=row_key(name)).order_by("pk").first()
    if known is not None:
        return known
    contributor = Contributor(name=name, slug=_free_slug(Contributor, name))
    contributor.save()
    return contributor


def _free_slug(model: type[Topic | Contributor], name: str) -> str:
    wanted = slugify(name, allow_unicode=True)[:110] or "name"
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
