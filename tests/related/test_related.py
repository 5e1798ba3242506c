"""Related stories: the nearest with reasons, kept right on both sides, the same on both databases."""

from __future__ import annotations

import re

import pytest

from articles.models import Article, RelatedBan, RelatedPick, RelatedStory, Visibility
from articles.related import nearness, ranking
from articles.related.indexing import library_size
from articles.related.keeping import follow
from articles.related.library import whole_library
from articles.related.picks import resolve_picks
from articles.related.ranking import Link
from articles.related.rebuilding import catch_up, rebuild
from articles.related.terms import likeness, said_in, sketch, stem, surfaces
from tests.factories import make_article, make_person, make_section
from tests.related.stories import TEXTS, body, make_library


@pytest.fixture
def library() -> dict[str, Article]:
    return make_library()


def others(article: Article) -> list[str]:
    rows = RelatedStory.objects.filter(article=article).order_by("rank").select_related("other")
    return [row.other.headline.replace(" ", "-") for row in rows]


@pytest.mark.django_db
def test_the_same_event_comes_first_with_its_reasons(library: dict[str, Article]) -> None:
    rebuild()
    assert others(library["strike"])[0] == "strike-ends"
    assert others(library["whale"])[0] == "whale-leaves"
    why = RelatedStory.objects.get(article=library["strike"], rank=1).why
    assert len(why["terms"]) == 3
    assert set(why["terms"]) <= set(re.findall(r"\w+", "strike " + TEXTS["strike"]))


@pytest.mark.django_db
def test_a_new_story_enters_the_lists_of_the_old(library: dict[str, Article]) -> None:
    rebuild()
    late = make_article(
        headline="Deckhands vote",
        section=library["strike"].section,
        body=body(
            "Deckhands of the ferry union vote on the pay deal about overtime wages, crews said."
        ),
    )
    follow(late)
    assert "strike" in others(late)
    assert "Deckhands-vote" in others(library["strike"])
    ranks = RelatedStory.objects.filter(article=library["strike"]).order_by("rank")
    assert [row.rank for row in ranks] == list(range(1, len(ranks) + 1))
    scores = [row.score for row in ranks]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.django_db
def test_a_story_that_goes_leaves_every_list(library: dict[str, Article]) -> None:
    rebuild()
    gone = library["strike-ends"]
    gone.visibility = Visibility.HIDDEN
    Article.objects.filter(pk=gone.pk).update(visibility=Visibility.HIDDEN)
    follow(gone)
    assert not RelatedStory.objects.filter(other=gone).exists()
    assert not RelatedStory.objects.filter(article=gone).exists()


@pytest.mark.django_db
def test_a_ban_holds_both_ways(library: dict[str, Article]) -> None:
    low, high = sorted((library["strike"], library["strike-ends"]), key=lambda row: row.pk)
    RelatedBan.objects.create(low=low, high=high)
    rebuild()
    assert "strike-ends" not in others(library["strike"])
    assert "strike" not in others(library["strike-ends"])


@pytest.mark.django_db
def test_a_near_copy_and_a_twin_headline_are_no_related_stories(
    library: dict[str, Article],
) -> None:
    copy = make_article(
        headline="Crews walk out",
        section=library["strike"].section,
        body=body(TEXTS["strike"] + " More follows."),
    )
    twin = make_article(
        headline="Strike",
        section=library["strike"].section,
        body=body(
            "Ferry crews, union, overtime wages and deckhands: what the harbor pay dispute is about."
        ),
    )
    rebuild()
    assert copy.headline.replace(" ", "-") not in others(library["strike"])
    assert twin.headline not in others(library["strike"])


@pytest.mark.django_db
def test_shared_people_count_and_at_most_two_rest_on_them_alone() -> None:
    person = make_person("Ivo Marchetti")
    section = make_section()
    texts = ["alpha beetle", "gamma castle", "delta donkey", "epsilon engine", "zeta falcon"]
    stories = [
        make_article(
            headline=text,
            standfirst="",
            section=section,
            body=body(f"{text} {text}"),
            people=[person],
        )
        for text in texts
    ]
    for number in range(12):
        make_article(
            headline=f"filler {number}", section=section, body=body(f"quartz{number} zebra wind")
        )
    rebuild()
    rows = RelatedStory.objects.filter(article=stories[0])
    assert 1 <= len(rows) <= 2
    assert all(
        row.why["kind"] == "person" and row.why["people"] == ["Ivo Marchetti"] for row in rows
    )


@pytest.mark.django_db
def test_the_words_of_a_name_are_its_bearer() -> None:
    person = make_person("Ivo Marchetti")
    section = make_section()
    texts = {
        "opening": "Ivo Marchetti opened the heron exhibition in the granary; eleven visitors sang a madrigal.",
        "closing": "Ivo Marchetti closed the heron exhibition; visitors left the granary with a madrigal.",
        "garden": "Ivo Marchetti will plant a walnut orchard behind eleven cottages of the parish.",
    }
    stories = {
        name: make_article(
            headline=name, standfirst="", section=section, body=body(text), people=[person]
        )
        for name, text in texts.items()
    }
    for number in range(40):
        make_article(
            headline=f"filler {number}",
            standfirst="",
            section=section,
            body=body(f"quartz{number} zebra wind"),
        )
    rebuild()
    rows = RelatedStory.objects.filter(article=stories["opening"])
    whys = {row.other.headline: row.why for row in rows.select_related("other")}
    assert whys["closing"]["kind"] == "event"
    assert whys["garden"] == {
        "kind": "person", "people": ["Ivo Marchetti"], "topics": [], "terms": [],
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "word " * 3000, "x"], ids=["an empty one", "one word again and again", "a letter"]
)
def test_strange_stories_break_nothing(library: dict[str, Article], text: str) -> None:
    strange = make_article(
        headline="Strange", body=body(text) if text else {"type": "doc", "content": []}
    )
    rebuild()
    follow(strange)
    assert RelatedStory.objects.filter(article=strange).count() <= 10


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("crews", "crew"),
        ("parties", "party"),
        ("voting", "vot"),
        ("stopped", "stop"),
        ("class", "class"),
        ("votes", "vot"),
        ("vote", "vot"),
    ],
)
def test_the_stemmer_is_light(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_a_quarter_of_changed_sentences_is_still_the_same_text() -> None:
    sentences = [
        f"The {name} of the harbor came to town with {number} barrels of oil."
        for number, name in enumerate(
            "captain mayor clerk pilot cook judge nurse baker smith mason tailor farmer".split()
        )
    ]
    changed = [*sentences]
    for place in (1, 5, 9):
        changed[place] = (
            "Something else altogether happened on that quiet and rainy afternoon there."
        )
    one, other = (sketch(said_in(" ".join(each))) for each in (sentences, changed))
    assert likeness(one, other) >= 0.3
    assert likeness(one, one) == 1.0
    assert likeness(one, ()) == 0.0


@pytest.mark.django_db
def test_a_link_by_headline_finds_its_story_when_it_arrives() -> None:
    story = make_article()
    pick = RelatedPick.objects.create(
        article=story, headline="Ferry adds four sailings", headline_key="ferry adds four sailings"
    )
    assert resolve_picks([story]) == 0
    arrived = make_article(headline="Ferry adds four sailings")
    assert resolve_picks([arrived]) == 1
    pick.refresh_from_db()
    assert pick.target == arrived


@pytest.mark.django_db
def test_a_link_finds_a_story_that_came_before_it_in_the_same_import() -> None:
    target = make_article(headline="Ferry adds four sailings")
    story = make_article()
    pick = RelatedPick.objects.create(
        article=story, headline="Ferry adds four sailings", headline_key="ferry adds four sailings"
    )
    assert resolve_picks([target, story]) == 1
    RelatedPick.objects.update(target=None)
    assert resolve_picks([story]) == 0
    catch_up()
    pick.refresh_from_db()
    assert pick.target == target


@pytest.mark.parametrize(
    ("text", "stems", "told"),
    [
        ("The fires, the Fires; Fire!", {"fir"}, {"fir": "fires"}),
        ("NASA and nasa and NASA", {"nasa"}, {"nasa": "NASA"}),
        ("Nuala O’Dowd’s lawyer; O'Dowd spoke", {"odowd", "lawyer"}, None),
        ("a well-known harbor-pilot", {"pilot"}, {"pilot": "pilot"}),
        ("Łukasz sailed", {"lukasz", "sail", "absent"}, {"lukasz": "Łukasz", "sail": "sailed"}),
    ],
)
def test_stems_are_told_as_the_story_writes_them(
    text: str, stems: set[str], told: dict[str, str] | None
) -> None:
    found = surfaces(text, stems)
    if told is None:
        assert found["lawyer"] == "lawyer"
        assert found["odowd"] in {"O'Dowd", "O’Dowd"}
    else:
        assert found == told


@pytest.mark.django_db
def test_a_headline_of_two_stories_or_one_word_ties_nothing() -> None:
    story = make_article()
    for headline in ("Ferry adds four sailings", "Weather"):
        RelatedPick.objects.create(article=story, headline=headline, headline_key=headline.lower())
    twins = [make_article(headline="Ferry adds four sailings") for _n in range(2)]
    assert resolve_picks([*twins, make_article(headline="Weather")]) == 0


@pytest.mark.django_db
def test_stories_summed_term_by_term_are_as_near_as_the_join_says(
    library: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild()
    keys = [article.pk for article in library.values()]
    stories = library_size()
    signed = nearness.read_signed(keys, stories)
    vectors = {key: signed.joining(key, stories) for key in keys}
    joined = {key: nearness.near_to(vector, but=key) for key, vector in vectors.items()}
    assert any(joined.values())
    held = nearness._postings(vectors)
    assert {key: nearness._summed(key, vectors[key], held, 0.0) for key in keys} == joined
    library_held = whole_library()
    assert library_held
    found = {key: near for key, near in joined.items() if near}
    assert len(keys) > nearness.FEW_STORIES
    assert nearness.nearest(keys, stories=stories, held=library_held.held) == found
    assert nearness.nearest(keys, stories=stories) == found
    cosines = sorted(cosine for pairs in joined.values() for _other, cosine in pairs)
    least = cosines[len(cosines) // 2]
    near = {key: [pair for pair in pairs if pair[1] >= least] for key, pairs in joined.items()}
    near = {key: pairs for key, pairs in near.items() if pairs}
    assert near
    assert near != found
    for held_or_not in (library_held.held, None):
        assert nearness.nearest(keys, stories=stories, held=held_or_not, least=least) == near
    assert {key: nearness.near_to(vectors[key], but=key, least=least) for key in near} == near
    monkeypatch.setattr(nearness, "SHARED_TERMS", 0.0)  # none are read once for all
    assert nearness.nearest(keys, stories=stories) == found
    assert nearness.nearest(keys, stories=stories, least=least) == near


def test_a_story_without_rare_words_is_joined_by_common_ones() -> None:
    figures = [(1, 900), (2, 2_500), (3, 2_600), (4, 5_990)]
    assert nearness.joining(figures, 8_000) == {1, 2, 3}
    assert nearness.joining([(5, 12), *figures], 8_000) == {1, 2, 5}
    assert nearness.joining([(6, nearness.MET + 1)], 8_000) == set()
    rare = [(number, 10) for number in range(100, 100 + nearness.ENOUGH)]
    assert nearness.joining([*rare, *figures], 8_000) == {number for number, _df in rare}
    assert 1 in nearness.joining([*rare[1:], *figures], 8_000)
    own = [(number, 1) for number in range(200, 200 + nearness.ENOUGH)]
    assert 1 in nearness.joining([*own, *figures], 8_000)


def linked(cosine: float, **why: list[str]) -> Link:
    told = {"people": [], "topics": [], "terms": ["ferry", "crew", "strike"], "kind": "event"}
    return Link(1, 2, cosine, cosine, why=told | why)


@pytest.mark.parametrize(
    ("cosine", "why", "stories", "is_kept"),
    [
        (0.16, {}, 60, False),
        (0.6, {}, 60, True),
        (0.1, {"people": ["Ivo Marchetti"]}, 60, True),
        (0.1, {"topics": ["Ferries"]}, 60, True),
        (0.16, {}, 2_000, True),
        (0.06, {}, 2_000, False),
        (0.06, {}, 50_000, True),
        (0.16, {"terms": ["ferry"]}, 50_000, False),
        (0.3, {"terms": ["ferry"]}, 50_000, True),
    ],
)
def test_a_few_words_bind_no_stories_in_a_small_library(
    cosine: float, why: dict[str, list[str]], stories: int, *, is_kept: bool
) -> None:
    assert bool(ranking.within_kinds([linked(cosine, **why)], stories=stories)) is is_kept


@pytest.mark.django_db
def test_copies_a_word_everywhere_and_one_word_alone_bring_nothing_wrong(
    library: dict[str, Article],
) -> None:
    """In small: thirty copies, a word on every story, 8,000 words of nobody, one word again and again."""
    section = library["strike"].section
    copies = [
        make_article(headline="Same", section=section, body=body(TEXTS["strike"]))
        for _ in range(30)
    ]
    long = make_article(
        headline="Long", section=section, body=body(" ".join(f"word{n}x" for n in range(8_000)))
    )
    one = make_article(headline="Zebra", section=section, body=body("zebra " * 500))
    empty = make_article(headline="Empty", section=section, body=body(""))
    Article.objects.update(standfirst="Everywhere it says everywhere.")
    rebuild()
    for story in (*copies[:3], long, one, empty):
        follow(story)
        assert len(others(story)) <= ranking.KEPT
        assert story.headline not in others(story)
    assert others(library["strike"]).count("Same") == 0
    assert others(library["whale"])[0] == "whale-leaves"


@pytest.mark.parametrize(
    ("terms", "stories", "is_chance"),
    [
        (["tide"], 30, True),
        (["tide", "often"], 30, True),
        (["tide", "sluice", "mill"], 30, False),
        (["tide", "sluice"], 2_000, False),
    ],
)
def test_in_a_small_library_two_shared_words_are_chance_however_near(
    terms: list[str], stories: int, *, is_chance: bool
) -> None:
    link = Link(1, 2, 0.5, 0.5, why={"people": [], "topics": [], "terms": terms, "kind": "event"})
    assert ranking.is_chance(link, stories) is is_chance
