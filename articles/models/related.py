"""RelatedPick: the editor's own links; RelatedStory: the machine's; what the machine counts with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PickOrigin(models.TextChoices):
    EDITOR = "editor", _("editor")
    SOURCE = "source", _("named by the source")


class RelatedPick(models.Model):
    """A link that somebody chose: a story of ours, an address outside, or one not yet here."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="picks")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    target = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="picked_by",
        verbose_name=_("story"),
    )
    url = models.URLField(_("address outside"), max_length=2000, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    headline_key = models.CharField(max_length=160, blank=True, db_index=True, editable=False)
    teaser = models.CharField(_("teaser"), max_length=500, blank=True)
    source_id = models.CharField(max_length=255, blank=True, editable=False)
    origin = models.CharField(
        _("origin"), max_length=6, choices=PickOrigin.choices, default=PickOrigin.EDITOR
    )

    class Meta:
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "target"],
                condition=models.Q(target__isnull=False),
                name="a_story_is_picked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(target=None) | ~models.Q(target=models.F("article")),
                name="a_story_does_not_pick_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.article_id} → {self.target_id}"


class RelatedStory(models.Model):
    """The machine's link from a story to another, with its rank and reasons."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="related", db_index=False
    )
    other = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_from")
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    why = models.JSONField(default=dict)
    """{"people": [names], "topics": [names], "terms": [words], "kind": "event"|"person"|"topic"}"""

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="a_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="a_relation_has_two_ends"
            ),
        ]
        indexes = [models.Index(fields=["article", "rank"], name="relations_in_order")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.other_id}"


class OwedLinks(models.Model):
    """A note that a story was saved while somebody else held the library: its links wait to be written.

    Only added to by savers, so that none waits for another; taken away by who wrote the links.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"links of {self.article_id}"


class RelatedBan(models.Model):
    """Two stories that an editor never wants side by side; holds both ways (low id, high id)."""

    low = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    high = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    banned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="a_ban_once"),
            models.CheckConstraint(
                condition=models.Q(low__lt=models.F("high")), name="a_ban_is_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} × {self.high_id}"


class Term(models.Model):
    """A word, person or topic that stories are compared by; df counts the stories that hold it."""

    word = models.CharField(max_length=64)
    df = models.IntegerField(default=0)

    class Meta:
        constraints = [
            # Not unique=True: PostgreSQL would keep a second index for LIKE, which nobody asks.
            models.UniqueConstraint(fields=["word"], name="a_term_is_one_word"),
        ]

    def __str__(self) -> str:
        return self.word


class StoryTerm(models.Model):
    """One of the best terms of a story, with its weight (the vector has length 1).

    PostgreSQL looked up both ends of each of some 70 rows a story, half of what writing it cost. That
    the story stands is held by its Sketch, which goes in and out together with these rows; no term
    that has rows is taken away.
    """

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="terms",
        db_index=False,
        db_constraint=False,
    )
    term = models.ForeignKey(
        Term, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "term"], name="a_term_once_per_story"),
        ]
        indexes = [models.Index(fields=["term", "article", "weight"], name="terms_by_word")]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.article_id}"


class Sketch(models.Model):
    """The 64 smallest hashes of a story's three-word runs, for finding near copies."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="sketch"
    )
    hashes = models.BinaryField()
    title_key = models.CharField(max_length=160, blank=True, db_index=True)

    def __str__(self) -> str:
        return str(self.article_id)


class RelatedClick(models.Model):
    """How often readers followed a link; a sum per pair and nothing about anybody."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    other = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="a_click_sum_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.other_id}: {self.clicks}"
