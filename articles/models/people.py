"""Person: someone whom stories are about; aliases; PersonMention: the tie, with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.models.paths import page_path
from articles.people.fold import LONGEST_KEY, row_key


def names_from_string(text: str) -> list[str]:
    """Taggit's parser for us: names are parted by commas only, so "Ada Lovelace" is one."""
    names = (" ".join(part.split()) for part in (text or "").split(","))
    return list(dict.fromkeys(name for name in names if name))


def string_from_names(tags: Iterable[TagBase]) -> str:
    """The reverse of names_from_string."""
    return ", ".join(tag.name for tag in tags)


class Person(TagBase):  # type: ignore[misc]  # taggit has no types
    """A person with a page; two of one name are told apart by the qualifier."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    name_key = models.CharField(max_length=LONGEST_KEY, db_index=True, editable=False)
    qualifier = models.CharField(
        _("qualifier"),
        max_length=80,
        blank=True,
        help_text=_("Tells namesakes apart: “footballer, born 1990”."),
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("born"), null=True, blank=True)
    portrait = models.ForeignKey(
        "media.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    wikidata_id = models.CharField(_("Wikidata"), max_length=20, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("Off: made from a text and not yet looked at.")
    )
    name_is_unique = models.BooleanField(
        _("one-word name is unique"),
        default=False,
        help_text=_("“Madonna” alone always means this person."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects: ClassVar[models.Manager[Person]] = models.Manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "qualifier"], name="namesakes_carry_a_qualifier"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = row_key(self.name)
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            PersonWord.objects.bulk_create(words_of(self.pk, self.name_key))
        else:
            index_names([self.pk])

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = super().slugify(f"{tag} {self.qualifier}".strip())[:110] or "person"
        return slug if i is None else f"{slug}-{i + 1}"

    def get_absolute_url(self) -> str:
        return page_path("people", self.slug)

    @property
    def told_apart(self) -> str:
        """What a list of choices shows beside the name: "engineer, born 1982"."""
        born = _("born %(year)s") % {"year": self.birth_year} if self.birth_year else ""
        return ", ".join(filter(None, (self.role, str(born))))


class AliasKind(models.TextChoices):
    ALIAS = "alias", _("also known as")
    FORMER = "former", _("former name")
    MERGED = "merged", _("name before a merge")


class PersonAlias(models.Model):
    """Another name under which a person is found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(_("name"), max_length=100)
    name_key = models.CharField(max_length=LONGEST_KEY, db_index=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=8, choices=AliasKind.choices, default=AliasKind.ALIAS
    )
    is_unique = models.BooleanField(
        _("always means this person"),
        default=False,
        help_text=_("Needed for a name of one word, such as “Musk”."),
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name_key"], name="an_alias_once_per_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = row_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        names_changed([self.person_id])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        names_changed([self.person_id])
        return deleted


class PersonWord(models.Model):
    """One word of one of a person's names, so that any word finds the person by an index."""

    word = models.CharField(max_length=80, db_index=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="words", db_index=False)

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        constraints = [
            models.UniqueConstraint(fields=["person", "word"], name="a_word_once_per_person"),
        ]

    def __str__(self) -> str:
        return self.word


def words_of(person: int, *keys: str) -> list[PersonWord]:
    """The rows for the words of these folded names, not yet saved."""
    words = dict.fromkeys(word[:80] for key in keys for word in key.split())
    return [PersonWord(person_id=person, word=word) for word in words]


def names_changed(people: Collection[int]) -> None:
    """To be called after aliases were written by sets: the words, and who reads changes, follow."""
    index_names(people)
    Person.objects.filter(pk__in=people).update(changed_at=timezone.now())


def index_names(people: Collection[int]) -> None:
    """Writes the words of all names of these people anew; four statements."""
    keys: dict[int, list[str]] = {}
    rows = Person.objects.filter(pk__in=people).values_list("pk", "name_key")
    for person, key in rows:
        keys.setdefault(person, []).append(key)
    aliases = PersonAlias.objects.filter(person__in=people).values_list("person_id", "name_key")
    for person, key in aliases:
        keys.setdefault(person, []).append(key)
    PersonWord.objects.filter(person__in=people).delete()
    PersonWord.objects.bulk_create(
        [word for person, names in keys.items() for word in words_of(person, *names)],
        batch_size=500,
    )


class MentionRole(models.TextChoices):
    SUBJECT = "subject", _("subject")
    MENTIONED = "mentioned", _("mentioned")


class MentionOrigin(models.TextChoices):
    EDITOR = "editor", _("editor")
    SOURCE = "source", _("named by the source")
    FOUND = "found", _("found in the text")


class PersonMention(ItemBase):  # type: ignore[misc]  # taggit has no types
    """That a story is about somebody or names them; one row per pair."""

    tag = models.ForeignKey(
        Person, models.CASCADE, related_name="mentions", db_index=False, verbose_name=_("person")
    )
    content_object = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="mentions",
        db_index=False,
        verbose_name=_("story"),
    )
    role = models.CharField(
        _("role"), max_length=9, choices=MentionRole.choices, default=MentionRole.MENTIONED
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    origin = models.CharField(
        _("origin"), max_length=6, choices=MentionOrigin.choices, default=MentionOrigin.EDITOR
    )
    score = models.FloatField(_("score"), null=True, blank=True, editable=False)
    evidence = models.JSONField(
        _("evidence"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("{count, sentence, names: the forms seen in the text}"),
    )
    story_published_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager[PersonMention]] = models.Manager()

    class Meta:
        verbose_name = _("person in a story")
        verbose_name_plural = _("people in a story")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="a_person_once_per_story"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-story_published_at", "-content_object"],
                name="mention_by_person_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} in {self.content_object_id}"
