"""One public story as a ninjs 3.0 item (https://iptc.org/std/ninjs/): what its page shows, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from articles.body.document import pictures as figures_in
from articles.body.render import render_feed
from articles.models import Article
from articles.public.head import absolute
from articles.public.markup import feed_figure
from articles.public.story import about, author_names, modified_at, writers
from articles.public.structured_data import iso
from articles.templatetags.stories import phrases
from media.models import Picture
from media.renditions import address, fallback, rendition_size

SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
Item = dict[str, Any]
"""A JSON object, hence Any."""


def item(story: Article, pictures: Mapping[int, Picture]) -> Item:
    """`story` comes with for_page(); `pictures` are those of its body. Empty facts are left out."""
    own = absolute(story.get_absolute_url())
    html = render_feed(
        story.body,
        site_url=settings.SITE_URL,
        draw_figure=lambda block: (
            feed_figure(picture, block) if (picture := pictures.get(block.picture or 0)) else ""
        ),
        phrases=phrases(),
    )
    source = story.source if story.source and story.source.is_credited else None
    found: Item = {
        "uri": own,
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "text",
        "language": story.language or settings.LANGUAGE_CODE,
        "firstCreated": iso(story.published_at),
        "versionCreated": iso(modified_at(story)),
        "pubStatus": "usable",
        "headlines": _worded(main=story.headline, kicker=story.kicker),
        "descriptions": _worded(summary=story.standfirst),
        "by": story.byline or ", ".join(each.name for each in writers(story)),
        "located": story.dateline,
        "people": list(_people(story)),
        "subjects": _subjects(story),
        "genres": [{"name": story.kind}] if story.kind != "news" else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": html}] if html else [],
        "associations": list(_associations(story, pictures)),
        "infoSources": [{"name": source.name if source else settings.SITE_NAME}],
        "links": [{"rel": "canonical", "href": own}],
    }
    return {name: value for name, value in found.items() if value}


def _worded(**wordings: str) -> list[dict[str, str]]:
    return [{"role": role, "value": words} for role, words in wordings.items() if words]


def _people(story: Article) -> Iterator[dict[str, str]]:
    subjects = about(story)
    for tie in story.mentions.all():
        rel = "about" if tie.tag in subjects else "mentions"
        uri = absolute(tie.tag.get_absolute_url())
        yield {"name": tie.tag.name, "rel": rel, "uri": uri}
    makers = [credit.contributor.name for credit in story.credits.all()] or author_names(story)
    for name in dict.fromkeys(makers):
        yield {"name": name, "rel": "creator"}


def _subjects(story: Article) -> list[dict[str, str]]:
    section = [{"name": story.section.name, "rel": "section"}] if story.section else []
    topics = [
        {"name": tie.topic.name, "rel": "about", "uri": absolute(tie.topic.get_absolute_url())}
        for tie in story.topic_ties.all()
    ]
    return [*section, *topics]


def _associations(story: Article, pictures: Mapping[int, Picture]) -> Iterator[Item]:
    lead = story.lead_picture
    if lead is not None and not lead.missing:
        yield {"name": "featuremedia", **_picture(lead, story.lead_caption, story.lead_alt)}
    for number, figure in enumerate(figures_in(story.body), start=1):
        picture = pictures.get(figure.picture or 0)
        if picture is not None and not picture.missing:
            yield {"name": f"picture-{number}", **_picture(picture, figure.caption, figure.alt)}


def _picture(picture: Picture, caption: str, alt: str) -> Item:
    view = picture.view()
    spec = fallback(view)
    width, height = rendition_size(view.width, view.height, spec)
    found: Item = {
        "type": "picture",
        "descriptions": _worded(caption=caption.strip() or picture.caption),
        "altText": alt or picture.alt,
        "creditLine": picture.credit_line,
        "copyrightNotice": picture.copyright_notice,
        "renditions": [
            {
                "name": "main",
                "href": absolute(address(view.token, spec)),
                "contentType": "image/jpeg",
                "width": width,
                "height": height,
            }
        ],
    }
    return {name: value for name, value in found.items() if value}
