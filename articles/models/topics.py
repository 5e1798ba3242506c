"""Topic: what a story is about, apart from people; ArticleTopic: the tie."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.paths import page_path
from articles.people.fold import LONGEST_KEY, row_key


class Topic(models.Model):
    """A subject with a page of its own."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    name_key = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)
    definition = models.CharField(_("definition"), max_length=300, blank=True)
    explainer = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pinned explainer"),
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = row_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return page_path("topics", self.slug)


class ArticleTopic(models.Model):
    """A story's tie to a topic; knows when the story went public, so that lists need no sort."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="topic_ties", db_index=False
    )
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="ties", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    story_published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of a story")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="a_topic_once_per_story"),
        ]
        indexes = [
            models.Index(
                fields=["topic", "-story_published_at", "-article"], name="tie_by_topic_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} of {self.article_id}"
