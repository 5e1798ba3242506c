"""Choices of a form are read once and together; what one form knows, no other learns."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from articles.admin.known_choices import KnownChoice
from articles.models import Topic
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


def test_choices_are_read_together_and_only_those_that_may_be_chosen(
    django_assert_num_queries: Any,
) -> None:
    known, open_one, other, shut = (make_topic() for _number in range(4))
    choice = KnownChoice(Topic.objects.exclude(pk=shut.pk))
    choice.know([known])
    with django_assert_num_queries(1):
        choice.ask([known.pk, str(open_one.pk), other.pk, "", None, "9" * 30, "x"])
    with django_assert_num_queries(2):
        assert [choice.clean(str(row.pk)) for row in (known, open_one, other)] == [
            known,
            open_one,
            other,
        ]
        for wrong in (shut.pk, "x", "9" * 30, "-1"):
            with pytest.raises(ValidationError, match="not there any more"):
                choice.clean(wrong)


def test_what_one_form_knows_no_other_learns() -> None:
    topic = make_topic()

    class Form(forms.Form):
        topic = KnownChoice(Topic.objects.none())

    one, other = Form({"topic": topic.pk}), Form({"topic": topic.pk})
    one.fields["topic"].know([topic])  # type: ignore[attr-defined]
    assert one.is_valid()
    assert not other.is_valid()
