"""ImportRun, ImportItem: the ledger of what came in, what was done with it, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    INTERRUPTED = "interrupted", _("interrupted")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("taken back")


class ImportRun(models.Model):
    """One call of the import."""

    state = models.CharField(
        _("state"), max_length=11, choices=RunState.choices, default=RunState.RUNNING
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the run last gave a sign of life."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paths = models.JSONField(_("paths"), default=list)
    options = models.JSONField(_("options"), default=dict)
    input_key = models.CharField(max_length=64, db_index=True, blank=True)
    """Digest of paths and options: an interrupted run with the same key goes on."""
    counts = models.JSONField(_("counts"), default=dict)
    progress = models.JSONField(default=dict)
    """Where each file stands, for going on after an interruption."""

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return gettext("Run %(number)s") % {"number": self.pk}


class ItemAction(models.TextChoices):
    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    PUBLISHED = "published", _("published")
    UNCHANGED = "unchanged", _("unchanged")
    HELD = "held", _("held")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("refused")


class ImportItem(models.Model):
    """What became of one item of the source in one run."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items", db_index=False)
    key = models.CharField(max_length=400)
    """"source code:source id", or "place:file, line 3" for what never became a story."""
    file = models.CharField(_("file"), max_length=500)
    place = models.CharField(_("place"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True)
    action = models.CharField(_("done"), max_length=9, choices=ItemAction.choices)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_items",
        db_index=False,
    )
    problems = models.JSONField(default=list)
    """[{field, message, action, place}]"""
    cleaning = models.JSONField(default=list)
    """[{line, text, action, rule}]"""
    missing = models.JSONField(default=list)
    original = models.BinaryField(null=True)
    """The record as the reader gave it: JSON, zlib."""
    before = models.JSONField(null=True)
    """For an update: the fields as they were, so that the run can be taken back."""
    decision = models.JSONField(null=True, blank=True)
    """For a held update: what an editor chose, field by field, who and when."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import item")
        verbose_name_plural = _("import items")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="an_item_once_per_run"),
        ]
        indexes = [
            models.Index(fields=["run", "action", "id"], name="items_of_a_run_by_action"),
            models.Index(fields=["article", "-id"], name="items_of_a_story"),
        ]

    def __str__(self) -> str:
        """Its headline; what never became a story is known by where it stood."""
        return self.headline or ", ".join(filter(None, (self.file, self.place))) or self.key
