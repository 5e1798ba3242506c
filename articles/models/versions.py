"""Revision: a story as it was; Draft: the open form; Presence: who has it open; PreviewLink; AuditEntry."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """A story after one save or publish; its number is the version that save made."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    action = models.CharField(_("action"), max_length=20)
    """save, publish, schedule, correct, import, restore, state, withdraw, caption..."""
    note = models.CharField(_("what for"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    maker = models.CharField(
        _("by"), max_length=150, blank=True, help_text=_("Kept when the account goes.")
    )
    made_from = models.CharField(_("address"), max_length=64, blank=True, default="", db_default="")
    snapshot = models.JSONField()
    words_added = models.PositiveIntegerField(default=0)
    words_removed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="a_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"

    @property
    def called(self) -> str:
        """Who made it, as colleagues say it; the account's name where it has no other or is gone."""
        return (self.made_by.get_short_name() if self.made_by else "") or self.maker


class Draft(models.Model):
    """What somebody has typed and not saved; never shown to readers, never a version."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    base_version = models.PositiveIntegerField(default=0)
    form = models.JSONField(default=dict)
    form_key = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False
    )
    """The form that it was typed into: a browser tells by it what goes on from what."""
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form_key"],
                condition=~models.Q(form_key=""),
                name="one_draft_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.article_id}"

    @property
    def of_deleted(self) -> str:
        """Headline of the story that was deleted under this text, if one was."""
        return str(self.form.get("of_deleted", "")) if isinstance(self.form, dict) else ""

    @property
    def as_kept(self) -> dict[str, object]:
        """The form with the version that it began with, as the browser keeps one, too."""
        return {
            "id": self.form_key,
            "at": int(self.saved_at.timestamp() * 1000),
            "base_version": self.base_version,
            "form": self.form,
        }


class Presence(models.Model):
    """Who has a story open, since when, last heard of when; advisory."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    gave_way_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    gave_way_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_presence_per_editor"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.article_id}"


class PreviewLink(models.Model):
    """A link that shows one version to somebody without an account, for a while."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    version = models.PositiveIntegerField()
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.article_id} v{self.version}"


class OnlyAdded(TypeError):
    """Somebody tried to change or remove what happened."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Rows can be added and read."""

    def update(self, **values: object) -> int:
        raise OnlyAdded("The audit log is only ever added to.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise OnlyAdded("The audit log is only ever added to.")


class AuditEntry(models.Model):
    """One change: who, from where, what, before and after; rows are only ever added."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=64, blank=True)
    action = models.CharField(_("action"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    row_id = models.BigIntegerField(null=True)
    label = models.CharField(_("what"), max_length=300, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    kept = models.JSONField(null=True, editable=False)
    """Of a row without versions: its columns as they stood, enough to take the change back."""

    objects = AuditEntries.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "row_id", "-id"], name="audit_of_a_row"),
            models.Index(fields=["actor", "-id"], name="audit_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.row_id}"

    def save(self, *args: Any, **options: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise OnlyAdded("The audit log is only ever added to.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise OnlyAdded("The audit log is only ever added to.")
