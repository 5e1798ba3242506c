"""Article: one story; ArticleQuerySet: which stories, with published() as the only public door."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import clock
from articles.body.document import empty
from articles.fields import BodyField
from articles.models.contributors import ArticleContributor
from articles.models.paths import SLUG_LENGTH, slug_for, story_path
from articles.models.people import PersonMention
from articles.models.topics import ArticleTopic, Topic

if TYPE_CHECKING:
    from articles.models.sections import Section

NOT_ON_CARDS = (
    "body", "editor_note", "usage_terms", "pending", "hold_reasons", "state_reason", "slugline",
    "source_digest", "source_version", "lead_picture__search_words", "lead_picture__from_file",
    "lead_picture__people_in_picture", "lead_picture__keywords", "lead_picture__instructions",
)  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv"})


class State(models.TextChoices):
    """Where a story stands in the newsroom's work; what readers see is Visibility."""

    DRAFT = "draft", _("draft")
    IN_PROGRESS = "in_progress", _("in progress")
    IN_REVIEW = "in_review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("live")
    HELD = "held", _("held")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ARCHIVED = "archived", _("archived")


class Visibility(models.TextChoices):
    """Whether readers may ever see it; from when on is published_at's and embargo_until's."""

    HIDDEN = "hidden", _("not public")
    PUBLIC = "public", _("public when due")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kind(models.TextChoices):
    """The type of work, shown as a label and in structured data."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    REVIEW = "review", _("Review")
    FEATURE = "feature", _("Feature")
    INTERVIEW = "interview", _("Interview")
    EXPLAINER = "explainer", _("Explainer")
    OBITUARY = "obituary", _("Obituary")
    LIVE = "live", _("Live")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, now: datetime | None = None) -> ArticleQuerySet:
        """Stories that the public may read at `now`: the only public door."""
        now = now or clock.now()
        return self.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=now),
            visibility=Visibility.PUBLIC,
            published_at__lte=now,
        )

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def in_section(self, section: Section) -> ArticleQuerySet:
        return self.filter(section=section)

    def about(self, topic: Topic) -> ArticleQuerySet:
        return self.filter(pk__in=topic.ties.values("article"))

    def for_cards(self) -> ArticleQuerySet:
        """With all that a card draws and without the body: a list costs a fixed number of queries."""
        return self.defer(*NOT_ON_CARDS).select_related("section", "lead_picture")

    def for_page(self) -> ArticleQuerySet:
        """With all that the story's own page draws."""
        return self.select_related("section", "source", "lead_picture").prefetch_related(  # type: ignore[type-var]
            models.Prefetch("mentions", PersonMention.objects.select_related("tag")),
            models.Prefetch("topic_ties", ArticleTopic.objects.select_related("topic")),
            models.Prefetch("credits", ArticleContributor.objects.select_related("contributor")),
            "corrections",
        )


class Article(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """One text that is or will be published."""

    headline = models.CharField(_("headline"), max_length=300)
    headline_proposed = models.BooleanField(
        _("headline is a proposal"),
        default=False,
        help_text=_("Made from the text by the import; an editor confirms or replaces it."),
    )
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=1000, blank=True)
    slug = models.SlugField(
        _("address"), max_length=SLUG_LENGTH, allow_unicode=False, blank=True, db_index=False
    )
    slug_edited = models.BooleanField(default=False, editable=False)
    slugline = models.CharField(_("slugline"), max_length=120, blank=True)
    body = BodyField(_("body"), default=empty, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    dateline = models.CharField(_("dateline"), max_length=160, blank=True)
    language = models.CharField(
        _("language"), max_length=35, blank=True, help_text=_("Empty: the site's.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, db_index=False,
        related_name="articles", verbose_name=_("section"),
    )  # fmt: skip

    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.DRAFT)
    visibility = models.CharField(
        _("visibility"), max_length=9, choices=Visibility.choices, default=Visibility.HIDDEN
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(
        _("updated"), null=True, blank=True, help_text=_("Only a substantial change moves it.")
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    hold_reasons = models.JSONField(_("held because"), default=list, blank=True)

    source = models.ForeignKey(
        "articles.Source", models.PROTECT, null=True, blank=True, db_index=False,
        related_name="articles", verbose_name=_("source"),
    )  # fmt: skip
    source_key = models.CharField(
        _("the source's id"),
        max_length=255,
        blank=True,
        help_text=_("The source_id of records and exports; Django's name for the column is taken."),
    )
    source_url = models.URLField(_("the source's address"), max_length=2000, blank=True)
    source_version = models.CharField(_("the source's version"), max_length=40, blank=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    given_digest = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False
    )
    """Of what the source gave before any rule, tied to source_digest: the same needs no cleaning."""
    imported_version = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("The version the import last wrote; a higher one was edited here."),
    )
    usage_terms = models.TextField(_("usage terms"), blank=True)
    web_forbidden = models.BooleanField(_("not for the web"), default=False)
    editor_note = models.TextField(_("editor's note"), blank=True)
    urgency = models.PositiveSmallIntegerField(
        _("urgency"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )

    lead_picture = models.ForeignKey(
        "media.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lead_of",
        verbose_name=_("lead picture"),
    )
    lead_caption = models.TextField(
        _("lead caption"), max_length=3000, blank=True, help_text=_("Empty: the picture's own.")
    )
    lead_alt = models.CharField(_("lead alt"), max_length=1000, blank=True)
    lead_decorative = models.BooleanField(_("lead is decorative"), default=False)
    lead_credit = models.CharField(
        max_length=300, blank=True, help_text=_("Of a lead picture that is still wanted.")
    )
    lead_source_url = models.CharField(max_length=2000, blank=True)

    seo_title = models.CharField(_("search title"), max_length=120, blank=True)
    seo_description = models.CharField(_("search description"), max_length=320, blank=True)
    social_title = models.CharField(_("social title"), max_length=160, blank=True)
    noindex = models.BooleanField(_("hide from search engines"), default=False)
    evergreen = models.BooleanField(_("evergreen"), default=False)
    link_people = models.BooleanField(_("link first mentions"), default=True)

    people = TaggableManager(through=PersonMention, blank=True, verbose_name=_("people"))
    topics = models.ManyToManyField(
        "articles.Topic",
        through="articles.ArticleTopic",
        related_name="articles",
        verbose_name=_("topics"),
    )
    contributors = models.ManyToManyField(
        "articles.Contributor",
        through="articles.ArticleContributor",
        related_name="articles",
        verbose_name=_("contributors"),
    )

    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    pending = models.JSONField(
        _("pending version"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Changes to a live story that wait; {fields, due_at, by}."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="stories",
        verbose_name=_("written by"),
    )
    import_run = models.ForeignKey(
        "articles.ImportRun",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        editable=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at", "-pk"]
        permissions = [
            ("publish_article", _("Can publish, schedule and correct stories")),
            ("withdraw_article", _("Can withdraw stories")),
            ("edit_any_article", _("Can edit stories of others")),
            ("import_article", _("Can run imports and decide on held stories")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~Q(source_key=""),
                name="a_story_once_per_source_and_id",
            ),
            models.CheckConstraint(
                condition=Q(source_key="") | Q(source__isnull=False),
                name="a_source_id_belongs_to_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC)
                | (Q(published_at__isnull=False) & ~Q(headline="")),
                name="a_public_story_has_a_time_and_a_headline",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, visibility=Visibility.WITHDRAWN)
                | (~Q(state=State.WITHDRAWN) & ~Q(visibility=Visibility.WITHDRAWN)),
                name="withdrawn_is_withdrawn_in_both",
            ),
            models.CheckConstraint(
                condition=Q(urgency=None) | Q(urgency__gte=1, urgency__lte=9),
                name="urgency_is_from_1_to_9",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="the_state_is_one_we_know"
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                F("embargo_until"),  # the whole of published(), so that lists read no row
                F("visibility"),
                condition=Q(visibility=Visibility.PUBLIC),
                name="public_newest",
            ),
            models.Index(
                F("section"),
                F("published_at").desc(),
                F("id").desc(),
                F("embargo_until"),  # the whole of published(), so that lists read no row
                F("visibility"),
                condition=Q(visibility=Visibility.PUBLIC),
                name="public_in_section_newest",
            ),
            models.Index(
                F("saved_at").desc(),
                F("id").desc(),
                *map(
                    F, ("visibility", "state", "embargo_until", "created_by", "section", "source")
                ),
                name="desk_seen_last_saved",  # all that visible_to() asks: lists read no body
            ),
            models.Index(F("published_at").desc(), F("id").desc(), name="desk_by_publish_time"),
            models.Index(fields=["source", "-saved_at"], name="desk_by_source"),
            models.Index(fields=["state", "-saved_at"], name="desk_by_state"),
            models.Index(fields=["section", "-saved_at"], name="desk_by_section"),
            models.Index(fields=["created_by", "-saved_at"], name="desk_by_author"),
            models.Index(
                fields=["-saved_at"],
                condition=Q(corrected_at__isnull=False),
                name="desk_corrected",
            ),
            models.Index(F("headline"), F("id").desc(), name="desk_by_headline"),
            models.Index(
                fields=["source_key"], condition=~Q(source_key=""), name="desk_source_ids"
            ),
            models.Index(fields=["slugline"], condition=~Q(slugline=""), name="desk_sluglines"),
            models.Index(
                fields=["id"], condition=Q(pending__isnull=False), name="changes_that_wait"
            ),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="embargoes_by_time",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the address in step with the headline until an editor writes their own."""
        if not self.slug_edited or not self.slug:
            self.slug = slug_for(self.headline)
            fields = kwargs.get("update_fields")
            if fields is not None and "headline" in fields:
                kwargs["update_fields"] = {*fields, "slug"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return story_path(self.section.slug if self.section else "", self.slug, self.pk)

    def is_published(self, now: datetime | None = None) -> bool:
        """Whether published(now) would hold this row; one table test keeps the two equal."""
        now = now or clock.now()
        return (
            self.visibility == Visibility.PUBLIC
            and self.published_at is not None
            and self.published_at <= now
            and (self.embargo_until is None or self.embargo_until <= now)
        )

    @property
    def direction(self) -> str:
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

    @property
    def is_edited_here(self) -> bool:
        """Whether somebody changed it after the import last wrote it."""
        return self.imported_version > 0 and self.version > self.imported_version

    @property
    def public_from(self) -> datetime | None:
        """The moment it becomes public, if nothing else changes; None while hidden."""
        if self.visibility != Visibility.PUBLIC or self.published_at is None:
            return None
        return max(self.published_at, self.embargo_until or self.published_at)
