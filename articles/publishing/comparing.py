"""Two versions of a story as a reader of history wants them: fields in words, the body block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.body.compare import BlockChange, Span, diff, word_spans
from articles.body.document import empty
from articles.models import Article, Contributor, Person, Section, Source, Topic
from articles.publishing.policy import visible_to
from articles.publishing.snapshots import TIMES
from media.models import Picture

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

UNTOLD = frozenset({
    "body", "ties", "word_count", "source_digest", "imported_version", "slug_edited", "pending",
    "pending_at",
})  # fmt: skip
"""Of a snapshot, what is shown elsewhere or means nothing to an editor."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, as one row of words that stayed, came and went."""

    label: str
    spans: list[Span]


@dataclass(slots=True)
class Comparison:
    """Everything that differs between two versions, and the body with what stayed around it."""

    fields: list[FieldChange] = field(default_factory=list)
    body: list[BlockChange] = field(default_factory=list)

    @property
    def same_body(self) -> bool:
        return all(change.kind == "kept" for change in self.body)


def compare(
    old: dict[str, Any], new: dict[str, Any], *, reader: User | AnonymousUser
) -> Comparison:
    """Two snapshots compared; names that only one of them knows are shown as they are called.

    Of related stories that `reader` may not see only the number is told: a form may name any.

    At most one query for each kind of thing (people, topics, ...) that differs.
    """
    found = Comparison(body=diff(old.get("body", empty()), new.get("body", empty())))
    for name in dict.fromkeys((*new, *old)):
        if name not in UNTOLD and old.get(name) != new.get(name):
            spans = word_spans(shown(name, old.get(name)), shown(name, new.get(name)))
            if any(span.kind != "kept" for span in spans):
                found.fields.append(FieldChange(label_of(name), spans))
    before, after = old.get("ties", {}), new.get("ties", {})
    for name, (label, say) in TIES.items():
        if before.get(name, []) != after.get(name, []):
            both = say(before.get(name, []), reader), say(after.get(name, []), reader)
            found.fields.append(FieldChange(str(label), word_spans(*both)))
    return found


def label_of(name: str) -> str:
    """The newsroom's word for a column."""
    try:
        label = str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        label = name.replace("_", " ")
    return label[:1].upper() + label[1:]


def shown(name: str, value: Any) -> str:
    """The value of a column in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in RELATED:
        row = RELATED[name].objects.filter(pk=value).first()  # type: ignore[attr-defined]
        return str(row or value)
    if name in TIMES and (moment := parse_datetime(str(value))):
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S %Z")
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(dict(_choices(name)).get(value, value))


RELATED: dict[str, type[Model]] = {
    "section_id": Section,
    "source_id": Source,
    "lead_picture_id": Picture,
}


def _choices(name: str) -> Iterable[tuple[Any, Any]]:
    try:
        return Article._meta.get_field(name).flatchoices or ()  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return ()


def _people(ties: list[Any], _reader: User | AnonymousUser) -> str:
    names = Person.objects.in_bulk([person for person, _role in ties])
    return "\n".join(f"{names.get(person, person)} ({role})" for person, role in ties)


def _topics(ties: list[Any], _reader: User | AnonymousUser) -> str:
    names = Topic.objects.in_bulk(ties)
    return "\n".join(str(names.get(topic, topic)) for topic in ties)


def _credits(ties: list[Any], _reader: User | AnonymousUser) -> str:
    names = Contributor.objects.in_bulk([contributor for contributor, _role in ties])
    return "\n".join(
        f"{names.get(contributor, contributor)} {role}".strip() for contributor, role in ties
    )


def _picks(ties: list[Any], reader: User | AnonymousUser) -> str:
    named = Article.objects.filter(pk__in=[tie[0] for tie in ties if tie[0]])
    known = dict(visible_to(reader, named).values_list("pk", "headline"))
    unseen = _("story %(number)s")
    return "\n".join(
        known.get(tie[0], "") or tie[2] or tie[1] or unseen % {"number": tie[0]} for tie in ties
    )


TIES: dict[str, tuple[str, Callable[[list[Any], User | AnonymousUser], str]]] = {
    "people": ("People", _people),
    "topics": ("Topics", _topics),
    "credits": ("By whom", _credits),
    "picks": ("Related", _picks),
}
