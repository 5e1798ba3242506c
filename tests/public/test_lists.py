"""Lists: cards, pages of 20, days, people, the archive, what is empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.body.document import document, figure, validate
from articles.models import Correction, Kind, Topic
from articles.public.front import front_page
from articles.publishing.saving import save_story
from articles.search import index
from tests.factories import (
    make_article,
    make_contributor,
    make_document,
    make_person,
    make_picture,
    make_section,
    make_topic,
)
from tests.public.conftest import Read
from tests.public.paper import Paper

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_a_card_is_one_link_in_an_h3_with_a_silent_picture(paper: Paper, read: Read) -> None:
    for name in ("front", "section", "person", "topic", "contributor", "month"):
        tree = read(paper.pages[name])
        for card in tree.xpath("//div[contains(@class, 'card ') or @class='card']"):
            assert len(card.xpath(".//a")) == 1
            assert card.xpath(".//h3/a")
            assert set(card.xpath(".//img/@alt")) <= {""}
            assert card.xpath(".//p[@class='card-age']/time/@title")


def test_an_opinion_says_on_its_card_whose_it_is(read: Read) -> None:
    section = make_section(name="Views", slug="views")
    for kind, byline, kicker in (
        (Kind.OPINION, "Ana Ruiz", "Guest column"),
        (Kind.OPINION, "Bo Li", "Bo Li"),
        (Kind.OPINION, "", "Editorial"),
        (Kind.NEWS, "Cy Oh", "Inquiry"),
    ):
        make_article(section=section, kind=kind, byline=byline, kicker=kicker)
    for path in ("/", "/views"):
        voices = read(path).xpath("//p[@class='card-byline']/text()")
        assert voices == ["Ana Ruiz"], path


@pytest.mark.parametrize(("page", "status"), [("1", 200), ("2", 200), ("3", 404), ("0", 404),
    ("99999", 404), ("abc", 404), ("", 404), ("-1", 404), ("１", 404)])  # fmt: skip
def test_a_page_that_is_not_there_is_a_404(client: Client, page: str, status: int) -> None:
    section = make_section(slug="harbor")
    for _ in range(21):
        make_article(section=section)
    assert client.get("/harbor", {"page": page}).status_code == status


def test_pages_are_links_of_twenty_and_name_themselves(read: Read) -> None:
    section = make_section(name="Harbor", slug="harbor")
    for n in range(21):
        make_article(section=section, headline=f"Story {n:02}")
    first, second = read("/harbor"), read("/harbor?page=2")
    assert len(first.xpath("//h3")) == 20
    assert len(second.xpath("//h3")) == 1
    assert first.xpath("//a[@rel='next']/@href") == ["?page=2"]
    assert second.xpath("//title/text()")[0].startswith("Harbor, page 2 |")
    assert second.xpath("//link[@rel='canonical']/@href")[0].endswith("/harbor?page=2")
    assert not set(first.xpath("//h3//text()")) & set(second.xpath("//h3//text()"))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 12])
def test_the_front_works_with_any_number_of_stories_and_repeats_none(
    read: Read, count: int
) -> None:
    section = make_section()
    for n in range(count):
        make_article(section=section, lead_picture=make_picture() if n % 2 else None)
    links = read("/").xpath("//h3/a/@href")
    assert len(links) == len(set(links))
    assert len(links) == min(count, 12)


def test_the_front_fills_beside_a_lead_when_the_next_have_no_pictures() -> None:
    for _ in range(9):
        make_article()
    front = front_page(timezone.now())
    assert (len(front["seconds"]), len(front["others"])) == (4, 4)


def test_a_front_section_shows_its_own_newest_however_old(read: Read) -> None:
    quiet = make_section(name="Quiet")
    old = make_article(section=quiet, published_at=timezone.now() - timedelta(days=400))
    for _ in range(12):
        make_article()
    tree = read("/")
    assert old.get_absolute_url() in tree.xpath("//section[@class='block']//h3/a/@href")


def test_times_on_cards_are_relative_for_a_week_only(read: Read) -> None:
    section = make_section(slug="harbor")
    now = timezone.now()
    make_article(section=section, published_at=now - timedelta(hours=3))
    make_article(section=section, published_at=now - timedelta(days=8))
    ages = read("/harbor").xpath("//p[@class='card-age']/time/text()")
    assert ages[0] == "3h ago"
    assert "ago" not in ages[1]


def test_stories_stand_under_their_day_in_the_sites_zone(read: Read, settings: object) -> None:
    section = make_section(slug="harbor")
    topic = make_topic(slug="tides")
    for hour in (1, 23):
        moment = datetime(2024, 5, 4, hour, tzinfo=UTC)
        make_article(section=section, topics=[topic], published_at=moment)
    assert read("/topics/tides").xpath("//h2/time/@datetime") == ["2024-05-04"]
    assert not read("/harbor").xpath("//h2/time")
    for _above_the_list in range(4):
        make_article(section=section)
    assert read("/harbor").xpath("//h2/time/@datetime") == ["2024-05-04"]


def test_a_person_page_tells_who_and_with_whom(read: Read) -> None:
    mara, jonas = make_person("Mara Lindqvist", role="Mayor"), make_person("Jonas Falk")
    mara.aliases.create(name="M. Lindqvist")
    make_article(people=[mara, jonas])
    make_article(people=[mara])
    tree = read(mara.get_absolute_url())
    text = tree.xpath("//main")[0].text_content()
    assert "Mayor" in text
    assert "M. Lindqvist" in text
    assert tree.xpath("//section[@aria-labelledby='often-with']//a/@href") == [
        jonas.get_absolute_url()
    ]
    assert not tree.xpath("//meta[@name='robots']")
    once = read(jonas.get_absolute_url())
    assert once.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("state", ["draft", "scheduled", "embargoed"])
def test_nobody_has_a_page_before_their_first_public_story(client: Client, state: str) -> None:
    person, topic = make_person("Ada King"), make_topic("Tides")
    make_article(state, people=[person], topics=[topic])
    assert client.get(person.get_absolute_url()).status_code == 404
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert "Ada King" not in client.get("/people").content.decode()


def test_a_busy_month_is_read_by_day_and_a_calm_one_is_not(read: Read) -> None:
    for day in (3, 4):
        for _ in range(31):
            make_article(published_at=datetime(2024, 2, day, 12, tzinfo=UTC))
    make_article(published_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    busy = read("/archive/2024/02")
    assert busy.xpath("//nav[@aria-label='Dates']//a/@href") == [
        "/archive/2024/02/03",
        "/archive/2024/02/04",
    ]
    assert not read("/archive/2024/03").xpath("//nav[@aria-label='Dates']//a")
    months = read("/archive").xpath("//ul[@class='columns']//a/@href")
    assert months == ["/archive/2024/03", "/archive/2024/02"]


@pytest.mark.parametrize("path", ["/archive/2024/13", "/archive/2024/02/30", "/archive/1999/01"])
def test_a_date_without_stories_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_corrections_page_lists_only_public_stories(read: Read) -> None:
    for state, text in (("published", "It was sixty-three."), ("draft", "Hidden canary.")):
        Correction.objects.create(
            article=make_article(state), text=text, published_at=timezone.now()
        )
    text = read("/corrections").text_content()
    assert "sixty-three" in text
    assert "canary" not in text
    assert "/corrections" in read("/").xpath("//footer//a/@href")


def test_the_feeds_page_lists_the_feeds_of_what_is_public(read: Read) -> None:
    section = make_section(name="Harbor", slug="harbor")
    make_section(name="Aside", slug="aside", in_navigation=False)
    make_article(section=section, topics=[make_topic("Bridges", slug="bridges")])
    make_article("draft", topics=[make_topic("Canary", slug="canary")])
    page = read("/feeds")
    addresses = page.xpath("//main//a/@href")
    for base in ("", "/harbor", "/topics/bridges"):
        for ending in ("rss", "atom", "json"):
            assert addresses.count(f"{base}/feed.{ending}") == 1
            read_feed = Client().get(f"{base}/feed.{ending}")
            assert read_feed.status_code == 200
    assert not {"/topics/canary/feed.rss", "/aside/feed.rss"} & set(addresses)
    assert "/feeds" in read("/").xpath("//footer//a/@href")


def test_notes_of_one_kind_are_no_landmarks_of_one_name(read: Read) -> None:
    story = make_article()
    for text in ("It was sixty-three.", "It was the north gate."):
        Correction.objects.create(article=story, text=text, published_at=timezone.now())
    for path in ("/corrections", story.get_absolute_url()):
        notes = read(path).xpath("//aside[@class='correction']")
        assert [note.get("role") for note in notes] == ["note", "note"], path


def test_empty_pages_say_what_will_stand_there(read: Read) -> None:
    make_section(slug="harbor")
    for path in ("/", "/harbor", "/people", "/archive", "/corrections"):
        assert read(path).xpath("//div[contains(@class, 'empty')]//p"), path


def test_seven_sections_show_and_the_rest_fold(read: Read) -> None:
    for n in range(9):
        make_section(position=n)
    tree = read("/")
    assert len(tree.xpath("//nav[@id='sections']/div/ul/li/a")) == 7
    assert len(tree.xpath("//nav[@id='sections']//details//a")) == 2


def test_search_keeps_the_words_and_counts_aloud(read: Read) -> None:
    index([make_article(headline="The harbor freezes")])
    tree = read("/search?q=harbor")
    assert tree.xpath("//form[@role='search']//input[@name='q']/@value") == ["harbor"]
    assert tree.xpath("//*[@role='status']")[0].text_content() == "1 result"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    nothing = read("/search?q=zzzz")
    assert nothing.xpath("//*[@role='status']")[0].text_content() == "0 results"
    assert "The harbor freezes" in nothing.xpath("//h3")[0].text_content()


def test_search_marks_the_words_where_they_stand(read: Read) -> None:
    text = "It was calm. " * 20 + "The <b>hárbor</b> froze over, and harbors elsewhere did too."
    index([make_article(headline="Ice", body=make_document(text))])
    tree = read("/search?q=harbor")
    assert tree.xpath("//p[@class='extract']/mark/text()") == ["hárbor", "harbors"]
    assert "<b>" in tree.xpath("//p[@class='extract']")[0].text_content()


def test_search_narrows_by_section_person_and_date(read: Read) -> None:
    section, person = make_section(slug="harbor"), make_person("Ada King")
    day = datetime(2024, 5, 4, 12, tzinfo=UTC)
    wanted = make_article(section=section, people=[person], published_at=day)
    index([wanted, make_article(), make_article(section=section), make_article(people=[person])])
    for query in ("section=harbor&person=ada+king", "from=2024-05-04&to=2024-05-04",
                  "q=council&section=harbor&to=2024-12-31"):  # fmt: skip
        links = read(f"/search?{query}").xpath("//section[@aria-labelledby='results']//h3/a/@href")
        assert links == [wanted.get_absolute_url()], query


def test_search_offers_the_person_of_that_name(read: Read) -> None:
    ada = make_person("Ada King")
    ada.aliases.create(name="Countess")
    index([make_article(people=[ada])])
    for words in ("ada+king", "countess"):
        tree = read(f"/search?q={words}")
        assert tree.xpath("//section[@aria-labelledby='matching-people']//a/@href") == [
            ada.get_absolute_url()
        ]


@pytest.mark.parametrize("query", ["q=%00", "from=2024-13-45", "section=nope", "page=2", "q=" + "x" * 9000,
    "order=evil", "person=%27%22"])  # fmt: skip
def test_a_strange_search_is_no_error(client: Client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


def test_a_portrait_stands_where_there_is_one_and_initials_else(read: Read) -> None:
    seen, unseen = make_person("Ada King", portrait=make_picture()), make_person("Bo Li")
    make_article(people=[seen, unseen])
    assert read(seen.get_absolute_url()).xpath("//span[@class='face']//img/@alt") == [""]
    assert read(unseen.get_absolute_url()).xpath("//span[@class='face']/text()") == ["BL"]


def test_a_contributors_page_has_the_years_of_the_archive(client: Client) -> None:
    now = timezone.now()
    maker = make_contributor("Ida Lund")
    for year in (now.year - 1, now.year - 1, now.year - 3):
        make_article(contributors=[maker], published_at=now.replace(year=year, day=1))
    path = maker.get_absolute_url()
    page = client.get(path).content.decode()
    assert f'href="?year={now.year - 1}">{now.year - 1} <span class="muted">2</span>' in page
    assert f'href="?year={now.year - 2}"' not in page
    one_year = client.get(path, {"year": now.year - 3}).content.decode()
    assert one_year.count('class="card-headline"') == 1
    assert '<meta name="robots" content="noindex' in one_year
    assert client.get(path, {"year": "x"}).status_code == 404
    none = client.get(path, {"year": now.year - 2}).content.decode()
    assert "No story of that year is by this contributor." in none


@pytest.mark.parametrize("others", [0, 3])
def test_the_explainer_of_a_topic_stands_above_its_list_alone(read: Read, others: int) -> None:
    topic = make_topic(slug="tides")
    explainer = make_article(topics=[topic], headline="How tides work")
    for _ in range(others):
        make_article(topics=[topic])
    Topic.objects.update(explainer=explainer)
    tree = read("/topics/tides")
    assert tree.xpath("//section[contains(@class, 'start-here')]//h3/a/@href")
    assert len(tree.xpath("//h3/a/@href")) == max(others + 1, 2)
    assert (explainer.get_absolute_url() in tree.xpath("//h3/a/@href")[1:]) == (others == 0)


def test_a_story_without_a_lead_picture_is_drawn_with_the_first_of_its_text(read: Read) -> None:
    """A picture that has not come is passed over; a lead picture is the editor's word."""
    section = make_section(name="Harbor", slug="harbor")
    first, second, lead = (make_picture(width=1600, height=900) for _each in range(3))
    body = validate(document(figure(None, caption="Wanted"), figure(first.pk), figure(second.pk)))
    shown = make_article(section=section, body=body)
    led = make_article(section=section, body=body, lead_picture=lead)
    plain = make_article(section=section)
    for story in (shown, led, plain):
        save_story(story)
    page = read("/harbor")
    drawn = {
        story.pk: page.xpath(
            f"string(//a[@href='{story.get_absolute_url()}']/ancestor::div[contains(@class,'card')]"
            "[last()]//img/@src)"
        )
        for story in (shown, led, plain)
    }
    assert str(first.token) in drawn[shown.pk]
    assert str(lead.token) in drawn[led.pk]
    assert drawn[plain.pk] == ""
    head = read(shown.get_absolute_url())
    assert str(first.token) in head.xpath("string(//meta[@property='og:image']/@content)")
    assert len(head.xpath("//main//article//figure")) == 2, "nothing stands twice in the story"
    shown.refresh_from_db()
    assert shown.lead_picture is None
