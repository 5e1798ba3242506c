"""What the newsroom has learned of names: verdicts, the review queue, and the journal of merges."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameTally(models.Model):
    """How often a surface name was confirmed as a person and how often refused.

    Its score is refusals - 2 * confirmations; while positive the name is not suggested.
    """

    name_key = models.CharField(
        max_length=160, unique=True, help_text=_("As articles.people.names folds it: no title.")
    )
    name = models.CharField(_("name"), max_length=100)
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("name learned")
        verbose_name_plural = _("names learned")

    def __str__(self) -> str:
        return self.name


class PersonRefusal(models.Model):
    """An editor took this name out of this story: no save or import puts it back."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="refusals")
    name_key = models.CharField(max_length=160)
    person = models.ForeignKey(
        "articles.Person", models.CASCADE, null=True, blank=True, related_name="+"
    )
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refused name")
        verbose_name_plural = _("refused names")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "name_key"], name="a_refusal_once_per_story"
            ),
        ]

    def __str__(self) -> str:
        return self.name_key


class CandidateState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not a person")


class NameCandidate(models.Model):
    """A name that imports found and were not sure of: it waits for an editor."""

    name_key = models.CharField(max_length=160, unique=True)
    name = models.CharField(_("name"), max_length=100)
    best_score = models.FloatField(_("best score"), default=0)
    story_count = models.PositiveIntegerField(_("stories"), default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=CandidateState.choices, default=CandidateState.WAITING
    )
    person = models.ForeignKey(
        "articles.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_seen = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("name to review")
        verbose_name_plural = _("names to review")
        indexes = [
            models.Index(fields=["state", "-story_count", "-best_score"], name="candidate_queue"),
        ]

    def __str__(self) -> str:
        return self.name


class CandidateSighting(models.Model):
    """Where a waiting name was seen."""

    candidate = models.ForeignKey(
        NameCandidate, models.CASCADE, related_name="sightings", db_index=False
    )
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    score = models.FloatField(default=0)
    role = models.CharField(max_length=9, default="mentioned")
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "article"], name="a_sighting_once_per_story"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} in {self.article_id}"


class Merge(models.Model):
    """The journal of one merge of people, topics or contributors; enough to take it back."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=[
            ("person", _("people")),
            ("topic", _("topics")),
            ("contributor", _("contributors")),
        ],
    )
    kept_id = models.BigIntegerField()
    merged_id = models.BigIntegerField()
    kept_name = models.CharField(max_length=200)
    merged_name = models.CharField(max_length=200)
    journal = models.JSONField(default=dict)
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept_name}"
