"""What editors did after the import: bylines with accounts, portraits, the front, a story in review."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from articles import freshness
from articles.models import (
    Article,
    Contributor,
    Front,
    FrontEdition,
    FrontSlot,
    Person,
    State,
    Topic,
    slug_for,
)
from articles.people.fold import fold_name
from articles.publishing.moves import move
from media.models import Picture
from newsroom.demo.catalogue import people
from newsroom.demo.paper import AFTER_IMPORT, CONTRIBUTORS, FRONT, SOURCE, TOPICS


def finish(users: dict[str, User], today: datetime) -> None:
    """Runs once, after the import of the paper's stories."""
    _give_accounts(users)
    _hang_portraits()
    _pin_explainers()
    _curate(users["editor"], today)
    for key in AFTER_IMPORT.send_to_review:
        story = _story(key)
        if story is not None and story.state == State.DRAFT:
            move(story, "submit", by=users["admin"])
    freshness.move()


def _story(key: str) -> Article | None:
    return Article.objects.filter(source__code=SOURCE, source_key=key).first()


def _give_accounts(users: dict[str, User]) -> None:
    for each in CONTRIBUTORS:
        if not each.account:
            continue
        contributor = Contributor.objects.get(slug=slug_for(each.name))
        contributor.user = users[each.account]
        contributor.save(update_fields=["user"])
        drafts = Article.objects.filter(credits__contributor=contributor, state=State.DRAFT)
        Article.objects.filter(pk__in=list(drafts.values_list("pk", flat=True))).update(
            created_by=users[each.account]
        )


def _hang_portraits() -> None:
    names = {each.portrait: each for each in people() if each.portrait}
    pictures = Picture.objects.filter(original_name__in=[f"{name}.jpg" for name in names])
    by_name = {picture.original_name: picture for picture in pictures}
    for name, each in names.items():
        picture = by_name.get(f"{name.removesuffix('.jpg')}.jpg")
        if picture is not None:
            Person.objects.filter(name_key=fold_name(each.name), qualifier=each.qualifier).update(
                portrait=picture
            )


def _pin_explainers() -> None:
    for topic in TOPICS:
        story = _story(topic.explainer) if topic.explainer else None
        if story is not None:
            Topic.objects.filter(name_key=fold_name(topic.name)).update(explainer=story)


def _curate(editor: User, today: datetime) -> None:
    """The front as the editor left it: the lead, two seconds, the list."""
    front, _made = Front.objects.get_or_create(section=None)
    edition = FrontEdition.objects.create(
        front=front, is_live=True, live_from=today, made_by=editor
    )
    wanted = [FRONT.lead, *FRONT.seconds, *FRONT.others]
    stories = {
        story.source_key: story
        for story in Article.objects.filter(source__code=SOURCE, source_key__in=wanted)
    }
    FrontSlot.objects.bulk_create(
        FrontSlot(edition=edition, position=position, article=stories[key])
        for position, key in enumerate(wanted, start=1)
        if key in stories
    )
