"""Copies before a story's candidates take no room from the others."""

from __future__ import annotations

import pytest

from articles.models import Article, RelatedStory
from articles.related import seeking
from articles.related.indexing import text_of
from articles.related.keeping import follow
from articles.related.printing import printed
from articles.related.rebuilding import rebuild
from articles.related.trying import Draft, would_link
from tests.factories import make_article, make_section
from tests.related.stories import body

TABLE = "malt brewer hops yeast kettle mash steam boiler valve copper barrel tap cooper oak stave".split()
SHARED = "Miller granary silo lift"


@pytest.mark.django_db
@pytest.mark.parametrize("is_its_own", [True, False], ids=["its own copies", "a table's copies"])
def test_copies_use_up_no_room(monkeypatch: pytest.MonkeyPatch, is_its_own: bool) -> None:
    monkeypatch.setattr(seeking, "CANDIDATES", 6)
    monkeypatch.setattr(seeking, "CROWD", 3)
    section = make_section()

    def story(headline: str, text: str) -> Article:
        return make_article(headline=headline, standfirst="", section=section, body=body(text))

    words = TABLE if is_its_own else TABLE[::-1]
    mine = story("Harvest", f"{' '.join(words)} {SHARED}")
    others = {story(f"Grain {n}", f"{SHARED} tractor{n} plough{n}").pk for n in range(3)}
    copies = {story(f"Prices {n}", " ".join(TABLE)).pk for n in range(10)}
    for n in range(50):
        story(f"Filler {n}", f"quartz{n} zebra wind lantern{n}")

    def linked() -> list[int]:
        rows = RelatedStory.objects.filter(article=mine).order_by("rank")
        return list(rows.values_list("other_id", flat=True))

    rebuild()
    before = linked()
    assert others <= set(before)
    assert len(copies.intersection(before)) == (not is_its_own)
    follow(mine)
    assert linked() == before
    draft = Draft(mine.pk, mine.headline, text_of(mine).split("\n", 1)[1], (), mine.published_at)
    assert [link.other for link in would_link(draft)] == before
    told = next(each for each in printed() if each["id"] == mine.pk)["related"]
    assert others <= {each["id"] for each in told}
    assert is_its_own != bool(copies.intersection(each["id"] for each in told))
