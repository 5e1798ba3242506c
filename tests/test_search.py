"""Search finds what stands in stories, and nothing that is not public; the same on both databases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.body.document import Document, document, figure, paragraph
from articles.models import Article
from articles.search import finding, index, listed, on_postgresql, parse, search, together
from articles.search.ties import Narrowed, section_token
from tests.factories import make_article, make_person, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


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


FAR_APART = [3, 2_047, 2_048, 30_000, 70_000, 600_000, 1_100_000, 1_101_500, 1_103_000]
"""Numbers of stories in several windows of both kinds, and beyond what one question may name."""


def test_the_newest_matches_are_found_however_far_back_they_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every second story is a ferry's and has the phrase; what is asked for comes from the highest down."""
    index(
        make_article(
            pk=pk,
            headline=f"Number {pk}",
            standfirst="",
            body=doc(
                "The tram line and the ferry." if n % 2 else "A tram, a line, a line of trams."
            ),
        )
        for n, pk in enumerate(FAR_APART)
    )
    table = {
        "tram": FAR_APART,
        "tram -ferry": FAR_APART[0::2],
        '"tram line"': FAR_APART[1::2],
        "nobody": [],
    }
    for most in (1, 2, 4, 20):
        monkeypatch.setattr(finding, "MOST_MATCHES", most)
        for words, matches in table.items():
            found = search(parse(words), Article.objects.published(), newest_first=True)
            assert set(found.ids) <= set(matches[-most - 1 :]), (words, most)
            assert sorted(listed(parse(words))) == matches[-most - 1 :], (words, most)
            assert len(found.ids) == min(most, len(matches)), (words, most)
            assert found.is_capped == (len(matches) > most), (words, most)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="it is PostgreSQL that plans so")
def test_a_phrase_is_looked_for_in_the_candidates_and_nowhere_else(
    library: dict[str, Article],
) -> None:
    """Told to the table, it was read of every story of the house that holds its words."""
    query = parse('"tram line"')
    with CaptureQueriesContext(connection) as asked:
        search(query, Article.objects.published())
        listed(query)
    phrases = [told["sql"] for told in asked if "phraseto_tsquery" in told["sql"]]
    assert len(phrases) == 2
    for sql in phrases:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = [cursor.fetchone()[0][0]["Plan"]]
        tables = set()
        while plan:
            node = plan.pop()
            plan += node.get("Plans", [])
            tables.add(table := node.get("Relation Name"))
            assert table is None or "<->" not in str({**node, "Plans": None}), node
        assert "articles_searchtext" in tables


def test_words_of_many_stories_at_once_are_in_the_index_and_none_of_them_waits() -> None:
    """What waits is read by every search, so it must be little and end with its transaction."""
    stories = [
        make_article(headline=f"Tram {n}", standfirst="", body=doc(f"Stop{n % 3} in rain."))
        for n in range(together.MANY)
    ]
    index(stories, known_new=True)
    public = Article.objects.published()
    at_once = {words: sorted(search(parse(words), public).ids) for words in ("tram", "stop1")}
    assert at_once["tram"] == [story.pk for story in stories]
    assert at_once["stop1"] == [story.pk for story in stories[1::3]]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_by_words')")
            assert cursor.fetchone() == (0,), "pages that waited"
            cursor.execute("SHOW gin_pending_list_limit")
            assert cursor.fetchone() == ("256kB",)
    for story in stories:
        index([story])
    together.enter_what_waits()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_by_words')")
            assert cursor.fetchone() == (0,), "pages that waited"
    for words, found in at_once.items():
        assert sorted(search(parse(words), public).ids) == found


def test_narrowing_reaches_past_newer_stories_of_other_sections() -> None:
    old, *others = [
        make_article(pk=pk, headline="A tram", section=make_section())
        for pk in (9, 40_000, 900_000)
    ]
    index([old, *others])
    narrowed = Narrowed().to(section_token(old.section_id or 0))
    for words in ("tram", ""):
        found = search(parse(words), Article.objects.published(), narrowed=narrowed)
        assert found.ids == [old.pk]


def test_windows_name_every_number_from_the_highest_back() -> None:
    for top, reach in ((5, 10), (4_095, 4_096), (70_000, 9_000), (700_000, 300_000)):
        named = on_postgresql._windows(top, reach)
        assert named is not None
        assert len(named) <= on_postgresql.MOST_WINDOWS
        for number in range(max(0, top - reach), top + 1, 97):
            assert {number >> on_postgresql.FINE, -1 - (number >> on_postgresql.COARSE)} & {*named}
    assert on_postgresql._windows(1_000_000, 1_000_000) is None
