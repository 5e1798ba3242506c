from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Func, JSONField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from articles.body.document import (
    Document,
    document,
    empty,
    figure,
    link,
    paragraph,
    text,
    validate,
)
from articles.fields import BodyField
from articles.models import Article
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FORGED: dict[str, Any] = {
    "type": "doc",
    "content": [paragraph("x"), {"type": "figure", "attrs": {"picture": "7"}}],
}
LOOSE: dict[str, Any] = {
    "type": "doc",
    "content": [paragraph("a", "b\x00", text("c", link("HTTPS://Example.org")))],
}


def stored(article: Article) -> Any:
    return Article.objects.values_list("body", flat=True).get(pk=article.pk)


def doc(words: str) -> Document:
    return document(paragraph(words))


def assert_refused(write: Any) -> None:
    place = r"Block 2 \(figure\), attribute picture"
    with pytest.raises(ValidationError, match=place), transaction.atomic():
        write()


def test_create_refuses_a_forged_body_and_names_the_block():
    assert_refused(lambda: make_article(body=FORGED))
    assert not Article.objects.exists()


def test_save_refuses_a_forged_body():
    article = make_article(body=doc("before"))
    article.body = FORGED
    assert_refused(article.save)
    assert_refused(lambda: article.save(update_fields=["body"]))
    assert stored(article) == doc("before")


def test_every_bulk_write_refuses_a_forged_body():
    article = make_article(body=doc("before"))
    everything = Article.objects.all()
    article.body = FORGED
    assert_refused(lambda: everything.update(body=FORGED))
    assert_refused(lambda: everything.bulk_update([article], ["body"]))
    assert_refused(lambda: everything.bulk_create([Article(headline="x", body=FORGED)]))
    assert_refused(lambda: everything.update_or_create(pk=article.pk, defaults={"body": FORGED}))
    assert stored(article) == doc("before")


@pytest.mark.parametrize(
    "expression",
    [
        Value(FORGED, output_field=JSONField()),
        Value(FORGED, output_field=BodyField()),
        Case(When(pk__gt=0, then=Value(FORGED, output_field=JSONField())), default=F("body")),
        Case(
            When(pk=0, then=F("body")),
            default=Value(FORGED, output_field=JSONField()),
            output_field=JSONField(),
        ),
        Cast(Value(FORGED, output_field=JSONField()), JSONField()),
        Coalesce(Value(FORGED, output_field=JSONField()), F("body")),
    ],
    ids=["value", "body value", "when", "default", "cast", "coalesce"],
)
def test_raw_values_inside_an_expression_are_checked(expression):
    article = make_article(body=doc("before"))
    assert_refused(lambda: Article.objects.update(body=expression))
    assert stored(article) == doc("before")


@pytest.mark.parametrize(
    "expression",
    [
        F("headline"),
        F("hold_reasons"),
        Cast(F("headline"), BodyField()),
        Concat(F("headline"), Value("x"), output_field=BodyField()),
        Func(Value("a"), Value("b"), function="json_object", output_field=BodyField()),
    ],
    ids=["text", "other json", "cast text", "concat", "function"],
)
def test_an_expression_that_makes_a_body_in_the_database_is_refused(expression):
    article = make_article(body=doc("before"))
    with pytest.raises(ValidationError), transaction.atomic():
        Article.objects.update(body=expression)
    assert stored(article) == doc("before")


def test_what_is_stored_is_the_normal_form_whichever_way_it_comes():
    normal = validate(LOOSE)
    created = make_article(body=LOOSE)
    assert created.body == normal
    assert stored(created) == normal

    Article.objects.update(body=doc("other"))
    Article.objects.filter(pk=created.pk).update(body=LOOSE)
    assert stored(created) == normal

    Article.objects.update(body=Value(LOOSE, output_field=JSONField()))
    assert stored(created) == normal

    created.body = doc("third")
    other = make_article(body=doc("stays"))
    other.body = LOOSE
    Article.objects.bulk_update([created, other], ["body"])
    assert (stored(created), stored(other)) == (doc("third"), normal)

    (made,) = Article.objects.bulk_create([Article(headline="x", slug="x-1", body=LOOSE)])
    assert made.body == normal
    assert stored(made) == normal


def test_a_body_may_be_chosen_among_those_already_stored():
    article = make_article(body=doc("before"))
    Article.objects.update(
        body=Case(
            When(pk=article.pk, then=Value(doc("after"), output_field=JSONField())),
            default=F("body"),
        )
    )
    assert stored(article) == doc("after")
    Article.objects.update(body=F("body"))
    assert stored(article) == doc("after")


@pytest.mark.parametrize("body", ["text", [], 7, True, {}, {"type": "html"}])
def test_a_body_that_is_no_document_is_refused(body):
    with pytest.raises(ValidationError):
        make_article(body=body)


def test_full_clean_names_the_field_and_the_block():
    article = make_article(body=empty())
    article.body = FORGED
    with pytest.raises(ValidationError) as refusal:
        article.full_clean()
    assert "Block 2 (figure), attribute picture" in refusal.value.message_dict["body"][0]


def test_full_clean_gives_the_normal_form():
    article = make_article(body=empty())
    article.body = LOOSE
    article.clean_fields()
    assert article.body == validate(LOOSE)


def test_a_new_story_has_an_empty_body():
    assert Article().body == empty()
    assert stored(make_article(body=empty())) == empty()


def test_lookups_into_a_body_are_not_checked():
    found = make_article(body=document(figure(7)))
    make_article(body=doc("x"))
    assert Article.objects.get(body__content__0__attrs__picture=7) == found
    assert not Article.objects.filter(body={"type": "other"}).exists()


def test_migrations_know_only_djangos_own_field():
    _name, path, arguments, keywords = BodyField(default=empty).deconstruct()
    assert path == "django.db.models.JSONField"
    assert "default" not in keywords
    assert models.JSONField(*arguments, **keywords)
    assert isinstance(Article._meta.get_field("body").clone(), BodyField)
