"""What the writing surface asks the house while somebody writes: paste, links, embeds, pictures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.article_context import PUT_OFF
from articles.admin.article_making import make_named
from articles.admin.row_numbers import row_numbers
from articles.body.document import PROVIDERS, InvalidBody, embed_from_url
from articles.body.from_html import FromMarkup, from_html
from articles.body.from_text import from_text
from articles.ingest.pasted import clean_pasted, clean_pasted_lines
from articles.models import Article, ArticleQuerySet
from articles.publishing.picture_words import (
    WORDS,
    may_word,
    what_readers_would_lack,
    write_words,
)
from articles.publishing.policy import can, visible_to
from articles.search import parse, search
from media.admin.upload import picture_json
from media.models import Picture
from media.words import credit_line

FOUND = 12
"""Stories offered for a link."""
MOST_PICTURES = 500
"""As many figures as a body may hold."""


class StoryWriting(admin.ModelAdmin):
    """Addresses under the story list that answer in JSON to whoever may write."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("paste/", wrap(self.paste_view), name="articles_article_paste"),
            path("stories/", wrap(self.stories_view), name="articles_article_stories"),
            path("embed/", wrap(self.embed_view), name="articles_article_embed"),
            path("pictures/", wrap(self.pictures_view), name="articles_article_pictures"),
            path("picture-words/", wrap(self.words_view), name="articles_article_words"),
            path("make/", wrap(self.make_view), name="articles_article_make"),
            *super().get_urls(),
        ]

    def response_change(self, request: HttpRequest, row: Article) -> HttpResponse:
        """Whoever saves or takes a step stays with the story."""
        if hasattr(request, PUT_OFF) and "_save" in request.POST:
            return self.response_post_save_change(request, row)
        return self._stayed(request, row) or super().response_change(request, row)

    def response_add(
        self, request: HttpRequest, row: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The same for a new story."""
        return self._stayed(request, row) or super().response_add(request, row, post_url_continue)

    def _stayed(self, request: HttpRequest, row: Article) -> HttpResponse | None:
        """The form again, with the list's filters kept; None in a popup and for "save and go"."""
        if "_popup" in request.POST or "_save" in request.POST:
            return None
        if not hasattr(request, PUT_OFF):
            messages.success(request, _("Saved: “%s”.") % (row.headline or _("(no headline)")))
        address = reverse("admin:articles_article_change", args=[row.pk])
        kept: dict[str, Any] = {
            "preserved_filters": self.get_preserved_filters(request),
            "opts": self.opts,
        }
        return HttpResponseRedirect(add_preserved_filters(kept, address))

    def paste_view(self, request: HttpRequest) -> JsonResponse:
        """Markup (POST `html`) or bare `text` in; our blocks, and what was left out and why, back.

        `begins` says that the text was empty; `headline` and the others of FIELDS say what the
        form holds. `whole` is the paste before the rules for copy, where they changed it.
        """
        if not _writes(request, "POST"):
            return _sentence(_("Send what was pasted by POST."), 405)
        given, begins = request.POST, bool(request.POST.get("begins"))
        try:
            if given.get("text"):
                read = FromMarkup(from_text(given["text"]), [])
                pasted = clean_pasted_lines(given["text"], given.dict(), begins=begins)
            else:
                read = from_html(given.get("html", ""))
                pasted = clean_pasted(read.document, given.dict(), begins=begins)
        except InvalidBody as fault:
            return _sentence(str(fault), 400)
        return JsonResponse(
            {
                "document": pasted.document,
                "whole": read.document if pasted.is_changed else None,
                "removed": [asdict(each) for each in read.removed],
                "left_out": [asdict(each) for each in pasted.left_out],
                "fields": pasted.fields,
            }
        )

    def stories_view(self, request: HttpRequest) -> JsonResponse:
        """Stories to link to: ?term=words, best first, none that the asker may not see."""
        _writes(request)
        words = request.GET.get("term", "").strip()[:200]
        found = search(parse(words), _seen_by(request)).ids[:FOUND]
        if not found and len(words) > 1:  # a word is only half typed
            half = _seen_by(request).filter(headline__icontains=words).order_by("-saved_at", "-pk")
            found = list(half.values_list("pk", flat=True)[:FOUND])
        rows = _seen_by(request).for_cards().in_bulk(found)
        return JsonResponse({"results": [_story_json(rows[key]) for key in found if key in rows]})

    def embed_view(self, request: HttpRequest) -> JsonResponse:
        """Provider and key behind ?url=address."""
        _writes(request)
        found = embed_from_url(request.GET.get("url", ""))
        if found is None:
            names = ", ".join(provider.label for provider in PROVIDERS.values())
            sentence = _("This address is not of a site that can be embedded: %(names)s.")
            return _sentence(sentence % {"names": names}, 400)
        return JsonResponse({"provider": found[0], "key": found[1]})

    def pictures_view(self, request: HttpRequest) -> JsonResponse:
        """Pictures by number: ?id=3&id=5; those that are not there are left out."""
        _writes(request)
        keys = row_numbers(request.GET.getlist("id")[:MOST_PICTURES])
        rows = Picture.objects.filter(pk__in=keys)
        return JsonResponse({"pictures": [picture_json(row) for row in rows]})

    def words_view(self, request: HttpRequest) -> JsonResponse:
        """Writes words that are a picture's own: POST `picture` and any of picture_words.WORDS."""
        if not _writes(request, "POST"):
            return _sentence(_("Send the words by POST."), 405)
        keys = row_numbers([request.POST.get("picture", "")])
        with transaction.atomic():
            rows = Picture.objects.select_for_update()
            picture = rows.filter(pk__in=keys).first()
            if picture is None:
                return _sentence(_("There is no such picture."), 404)
            if not may_word(request.user, picture):
                return _sentence(_("You may not change the words of this picture."), 403)
            words = {name: request.POST[name] for name in WORDS & request.POST.keys()}
            creator, credit = (
                words.get(name, getattr(picture, name)) for name in ("creator", "credit")
            )
            after = credit_line(creator.strip(), credit.strip())
            if fault := what_readers_would_lack(picture, picture.credit_line, after):
                return _sentence(fault, 400)
            write_words(picture, by=request.user, **words)
        return JsonResponse({"picture": picture_json(picture)})

    def make_view(self, request: HttpRequest) -> JsonResponse:
        """A person, topic or contributor by name, without leaving the story: POST `kind`, `name`."""
        if not _writes(request, "POST"):
            return _sentence(_("Send the name by POST."), 405)
        kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
        if not request.user.has_perm(f"articles.add_{kind}"):
            return _sentence(_("You may not add this."), 403)
        made = make_named(kind, name)
        if made is None:
            return _sentence(_("A name is needed, of 100 characters at most."), 400)
        return JsonResponse({"id": made.pk, "text": str(made)})


def _writes(request: HttpRequest, method: str = "GET") -> bool:
    """Whether the method is right; raises PermissionDenied for who may write no story at all."""
    if not (can(request.user, "create") or can(request.user, "edit")):
        raise PermissionDenied
    return request.method == method


def _sentence(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _seen_by(request: HttpRequest) -> ArticleQuerySet:
    return visible_to(request.user, Article.objects.all())


def _story_json(article: Article) -> dict[str, Any]:
    day = article.published_at or article.saved_at
    return {
        "id": article.pk,
        "text": article.headline,
        "url": article.get_absolute_url(),
        "state": article.get_state_display(),
        "live": article.is_published(),
        "section": article.section.name if article.section else "",
        "day": day.date().isoformat(),
        "thumbnail": article.lead_picture.rendition_url(160, "1:1") if article.lead_picture else "",
    }
