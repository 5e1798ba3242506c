"""Comment: a word between colleagues beside a story; never part of it, never shown to readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """A question or remark on a story, open until somebody resolves it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="comments")
    block_id = models.CharField(max_length=40, blank=True)
    """The block that it is about; empty for the whole story."""
    quote = models.CharField(_("about"), max_length=300, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    maker = models.CharField(
        _("by"), max_length=150, blank=True, help_text=_("Kept when the account goes.")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolver = models.CharField(_("resolved by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="a_comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
