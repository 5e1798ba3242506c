"""The address that a headline or a name gets."""

import pytest

from articles.models import slug_for


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Food/Beverage", "food-beverage"),
        ("Harbor | Town hall", "harbor-town-hall"),
        ("Wait…and see", "wait-and-see"),
        ("Oakley’s® mill opens", "oakleys-mill-opens"),
        ("The U.S. and 9/11", "the-us-and-9-11"),
        ("Straße", "strasse"),
        ("®", "story"),
    ],
)
def test_words_stay_apart_and_a_brand_s_mark_is_no_letter(name: str, slug: str) -> None:
    assert slug_for(name) == slug
