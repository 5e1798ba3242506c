"""Search finds what stands in stories, and nothing that is not public; the same on both databases."""

import pytest

from articles.body.document import Document, document, figure, paragraph
from articles.models import Article
from articles.search import index, parse, search
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> dict[str, Article]:
    """Five stories by a name each."""
    stories = {
        "tram": make_article(
            headline="Council approves the tram line",
            standfirst="",
            body=doc("Łódź shows how it is done, said the mayor.", "Buses stay."),
        ),
        "ferry": make_article(
            headline="Ferry strike ends",
            standfirst="Crews went back to work",
            body=doc("The tram was full on Monday."),
            people=[make_person("Ana Müller")],
        ),
        "cafe": make_article(
            headline="A café opens",
            standfirst="",
            body={"type": "doc", "content": [figure(caption="The lighthouse at dusk")]},
        ),
        "draft": make_article("draft", headline="Secret tram papers"),
        "embargoed": make_article("embargoed", headline="Embargoed tram papers"),
    }
    index(stories.values())
    return stories


def doc(*texts: str) -> Document:
    return document(*(paragraph(text) for text in texts))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("tram", ["tram", "ferry"]),
        ("trams", ["tram", "ferry"]),
        ("TRAM line", ["tram"]),
        ('"tram line"', ["tram"]),
        ('"line tram"', []),
        ("tram -line", ["ferry"]),
        ("-tram", []),
        ("lodz", ["tram"]),
        ("cafe", ["cafe"]),
        ("café", ["cafe"]),
        ("muller", ["ferry"]),
        ("lighthouse", ["cafe"]),
        ("approving", ["tram"]),
        ("secret", []),
        ("", []),
        ("...", []),
        ('tram OR "', ["tram", "ferry"]),
    ],
)
def test_a_query_finds_these_stories_in_this_order(
    library: dict[str, Article], words: str, names: list[str]
) -> None:
    found = search(parse(words), Article.objects.published())
    known = {story.pk: name for name, story in library.items()}
    if words == 'tram OR "':
        assert [known[pk] for pk in found.ids] in ([], names)
    else:
        assert [known[pk] for pk in found.ids] == names


def test_newest_first_ranks_by_time(library: dict[str, Article]) -> None:
    older, newer = library["tram"], library["ferry"]
    found = search(parse("tram"), Article.objects.published(), newest_first=True)
    expected = sorted([older, newer], key=lambda story: story.published_at, reverse=True)
    assert found.ids == [story.pk for story in expected]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "* OR *",
        "NEAR(a b)",
        "headline:x",
        "a" * 5000,
        "(((",
        "^a",
        "\0",
        "-",
        '-"',
        "🎈",
        "; --",
    ],
)
def test_no_query_breaks_the_search(library: dict[str, Article], words: str) -> None:
    assert isinstance(search(parse(words), Article.objects.published()).ids, list)


def test_a_changed_story_is_found_by_its_new_words_only(library: dict[str, Article]) -> None:
    story = library["ferry"]
    story.headline, story.body = "Harbor quiet", doc("Nothing moved.")
    index([story])
    public = Article.objects.published()
    assert search(parse("ferry"), public).ids == []
    assert search(parse("harbor"), public).ids == [story.pk]


def test_a_deleted_story_is_not_found(library: dict[str, Article]) -> None:
    library["cafe"].delete()
    assert search(parse("lighthouse"), Article.objects.published()).ids == []
