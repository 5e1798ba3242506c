"""The story's own page: order, landmarks, times, byline, pictures, people, corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.utils import timezone

from articles.body import document as d
from articles.models import Correction, Kind, RelatedPick, RelatedStory
from articles.public.story import byline_parts
from articles.templatetags.stories import first_mentions
from tests.factories import (
    make_article,
    make_contributor,
    make_document,
    make_person,
    make_picture,
    make_section,
    make_source,
    make_topic,
)
from tests.public.conftest import Read
from tests.public.paper import Paper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]  # templates: another database changes nothing


def words(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def test_the_page_stands_in_reading_order(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    order = [
        "//p[@class='kicker']",
        "//h1",
        "//p[@class='standfirst']",
        "//p[@class='byline']",
        "//div[@class='meta']//time",
        "//div[@class='lead']",
        "//div[@class='story-body']/p[1]",
        "//aside[@class='correction']",
        "//h2[@id='people-head']",
        "//h2[@id='topics-head']",
    ]
    everything = list(tree.iter())
    places = [everything.index(tree.xpath(path)[0]) for path in order]
    assert places == sorted(places)


def test_landmarks_and_skip_links_are_there(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    assert len(tree.xpath("//body/header")) == len(tree.xpath("//body/footer")) == 1
    assert tree.xpath("//main/@id") == ["main"]
    assert tree.xpath("//header//nav/@aria-label") == ["Sections"]
    assert tree.xpath("//article/@aria-labelledby") == tree.xpath("//h1/@id")
    assert words(tree, "//body/a")[0] == "Skip to main content"
    assert tree.xpath("//body/a/@href")[:2] == ["#main", "#sections"]


def test_kicker_names_section_and_type_of_work(read: Read) -> None:
    story = make_article(kind=Kind.OPINION, kicker="Letter from the quay")
    [kicker] = words(read(story.get_absolute_url()), "//p[@class='kicker']")
    assert kicker.replace(" ", "") == f"{story.section}OpinionLetterfromthequay".replace(" ", "")


def test_the_time_is_absolute_and_carries_its_zone(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    published = timezone.localtime(paper.story.published_at)
    stamp, shown = tree.xpath(
        "//div[@class='meta']//time[1]/@datetime | //div[@class='meta']//time[1]/text()"
    )[:2]
    assert stamp == published.replace(microsecond=0).isoformat()
    assert shown == f"{published.day} {published:%B %Y, %H:%M} UTC"
    assert "ago" not in tree.xpath("//div[@class='meta']")[0].text_content()


def test_updated_shows_only_a_substantial_change_after_publication(read: Read) -> None:
    now = timezone.now()
    plain = make_article()
    earlier = make_article(updated_at=now - timedelta(days=2))
    later = make_article(updated_at=now - timedelta(minutes=1), corrected_at=now)
    shown = {
        story.pk: words(
            read(story.get_absolute_url()), "//div[@class='meta']//span[@class='label']"
        )
        for story in (plain, earlier, later)
    }
    assert shown[plain.pk] == shown[earlier.pk] == ["Published"]
    assert shown[later.pk] == ["Published", "Updated", "Corrected"]


@pytest.mark.parametrize(
    ("days", "notice"),
    [
        (29, ""),
        (31, "This article is more than 1 month old"),
        (200, "This article is more than 6 months old"),
        (366, "This article is more than 1 year old"),
        (2000, "This article is more than 5 years old"),
    ],
)
def test_an_old_story_says_so(read: Read, days: int, notice: str) -> None:
    old = timezone.now() - timedelta(days=days, hours=1)
    tree = read(make_article(published_at=old).get_absolute_url())
    assert words(tree, "//p[@class='aged']") == ([notice] if notice else [])
    evergreen = read(make_article(published_at=old, evergreen=True).get_absolute_url())
    assert not words(evergreen, "//p[@class='aged']")


@pytest.mark.parametrize(
    ("names", "byline", "printed"),
    [
        ([], "", ""),
        (["Ana Ruiz"], "", "By Ana Ruiz"),
        (["Ana Ruiz", "Bo Li"], "", "By Ana Ruiz and Bo Li"),
        (["Ana Ruiz", "Bo Li", "Cy Oh"], "", "By Ana Ruiz, Bo Li and Cy Oh"),
        (["Ana Ruiz"], "From Ana Ruiz in Oslo", "From Ana Ruiz in Oslo"),
        ([], "By Somebody Else", "By Somebody Else"),
    ],
)
def test_a_byline_reads_as_printed(names: list[str], byline: str, printed: str) -> None:
    people = [make_contributor(name) for name in names]
    article = make_article(contributors=people, byline=byline)
    parts = byline_parts(article)
    assert "".join(part.text for part in parts) == printed
    linked = {part.text: part.url for part in parts if part.url}
    assert linked == {each.name: each.get_absolute_url() for each in people}


def test_a_story_without_byline_prints_no_empty_by(read: Read) -> None:
    assert not read(make_article().get_absolute_url()).xpath("//p[@class='byline']")


def test_an_agency_story_says_whose_it_is() -> None:
    agency = make_contributor("Coastline", is_agency=True)
    parts = byline_parts(make_article(contributors=[agency]))
    assert "".join(part.text for part in parts) == "From Coastline"


def test_figures_have_caption_and_credit_apart_and_wanted_ones_print_nothing(
    paper: Paper, read: Read
) -> None:
    tree = read(paper.pages["story"])
    assert len(tree.xpath("//figure")) == 2
    assert tree.xpath("//figure//img/@alt") == ["Eight gates in a row", "A steel gate"]
    assert words(tree, "//bdi[@class='figure-caption']") == [
        "The barrier at dawn",
        "Gate seven at low water",
    ]
    assert words(tree, "//bdi[@class='figure-credit']")[-1].startswith("Photograph: ")
    hidden = words(tree, "//figcaption/span[@class='visually-hidden']")
    assert {"Image caption:", "Image source:"} == set(hidden)
    assert "never came" not in tree.text_content()


def test_the_lead_comes_first_and_the_others_wait(paper: Paper, read: Read) -> None:
    lead, other = read(paper.pages["story"]).xpath("//figure//img")
    assert lead.get("fetchpriority") == "high"
    assert lead.get("loading") is None
    assert (other.get("loading"), other.get("decoding")) == ("lazy", "async")


def test_a_caption_that_repeats_the_alt_is_said_once(read: Read) -> None:
    picture = make_picture(caption="A tug on the river.", alt="a tug on the river")
    tree = read(make_article(lead_picture=picture).get_absolute_url())
    assert tree.xpath("//figure//img/@alt") == [""]


def test_an_empty_caption_makes_no_figcaption(read: Read) -> None:
    picture = make_picture(caption=" ", credit="", creator="", alt="A tug")
    tree = read(make_article(lead_picture=picture).get_absolute_url())
    assert not tree.xpath("//figcaption")


def test_a_syndicated_story_credits_its_source_outside_the_body(read: Read) -> None:
    source = make_source(name="Tidewatch")
    story = make_article(source=source, source_url="https://tidewatch.example/herring")
    tree = read(story.get_absolute_url())
    assert words(tree, "//p[@class='source-line']") == ["First published by Tidewatch"]
    assert tree.xpath("//p[@class='source-line']/a/@href") == ["https://tidewatch.example/herring"]
    own = make_article(source=make_source(is_own=True))
    assert not read(own.get_absolute_url()).xpath("//p[@class='source-line']")


def test_people_are_chips_in_the_editors_order_and_fold_after_eight(read: Read) -> None:
    people = [make_person(f"Nora Number{chr(97 + n)}") for n in range(10)]
    tree = read(make_article(people=people).get_absolute_url())
    names = [text[2:] for text in words(tree, "//ul[@class='chips']/li/a")]
    assert names == [str(each) for each in people]
    assert len(tree.xpath("//details[@class='fold']//a")) == 2
    assert words(tree, "//details[@class='fold']/summary") == ["Show 2 more"]


def test_topics_are_words_of_their_own_and_never_people(read: Read) -> None:
    story = make_article(people=[make_person("Ada King")], topics=[make_topic("Tides")])
    tree = read(story.get_absolute_url())
    assert words(tree, "//ul[@class='topics']/li") == ["Tides"]
    assert not read(make_article().get_absolute_url()).xpath("//ul[@class='topics']")


def test_the_first_mention_of_a_person_links_to_their_page(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    assert tree.xpath("//div[@class='story-body']/p[1]/a/@href") == [
        paper.person.get_absolute_url()
    ]


def test_neither_a_site_nor_a_story_that_says_no_links_its_people(settings: Any) -> None:
    story = make_article(people=[make_person("Ada King")])
    assert first_mentions(story) == {"Ada King": "/people/ada-king"}
    story.link_people = False
    assert first_mentions(story) == {}
    story.link_people, settings.LINK_PEOPLE = True, False
    assert first_mentions(story) == {}


@pytest.mark.parametrize(("meaning_changed", "first"), [(True, True), (False, False)])
def test_a_correction_of_the_meaning_stands_above_the_story(
    read: Read, meaning_changed: bool, first: bool
) -> None:
    story = make_article()
    Correction.objects.create(
        article=story,
        text="It was sixty-three.",
        published_at=timezone.now(),
        meaning_changed=meaning_changed,
    )
    body = read(story.get_absolute_url()).xpath("//div[@class='story-body']")[0]
    note = body.xpath(".//aside[@class='correction']")[0]
    assert (body.index(note) == 0) is first
    assert "Correction" in note.text_content()
    assert note.xpath(".//time/@datetime")


def test_a_foreign_story_carries_its_language_and_direction(read: Read) -> None:
    story = make_article(language="ar", headline="سكان الميناء", section=make_section())
    for _other in range(3):
        make_article(section=story.section)
    tree = read(story.get_absolute_url())
    assert tree.get("lang") == "en"
    article = tree.xpath("//article")[0]
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    related = "div[section[contains(@class, 'related')]]"
    for place in ("div[@class='meta']", "p[@class='print-head']", related):
        interface = tree.xpath(f"//article//{place}")[0]
        assert (interface.get("lang"), interface.get("dir")) == ("en", "ltr"), place
    assert read(make_article(language="en").get_absolute_url()).xpath("//article/@lang") == []


def test_our_words_inside_a_foreign_story_are_in_our_language(read: Read) -> None:
    shot = make_picture(creator="Ana Ruiz", credit="")
    body = d.document(
        d.paragraph("الأول"),
        d.figure(picture=shot.pk),
        d.fact_box("عشرون", heading="الخط", as_of="2026-11-30"),
        d.live_update("الآن", at="2026-11-22T10:00:00+00:00", key_moment=True),
        d.embed("youtube", "abcdefghijk", title="فيلم"),
    )
    places = ["figcaption/span[1]", "figcaption/bdi[2]", "p[@class='as-of']",
              "p[@class='update-time']", "a[@rel='noopener']/span",
              "aside[@class='correction']/p[1]/span"]  # fmt: skip
    for language, wanted in (("ar", "en"), ("en", None)):
        story = make_article(language=language, body=body)
        Correction.objects.create(article=story, text="تصحيح", published_at=timezone.now())
        tree = read(story.get_absolute_url())
        said = {place: tree.xpath(f"//article//{place}")[0].get("lang") for place in places}
        assert said == dict.fromkeys(places, wanted)


def test_the_link_inside_a_foreign_story_is_in_our_language(read: Read) -> None:
    story = make_article(language="ar", body=make_document(*"abcdefghi"))
    for position in range(3):
        RelatedPick.objects.create(article=story, target=make_article(), position=position)
    [link] = read(story.get_absolute_url()).xpath("//aside[@class='read-on']")
    assert (link.get("lang"), link.get("dir")) == ("en", "ltr")


def test_a_live_story_says_live_and_links_its_key_moments(read: Read) -> None:
    updates = d.document(
        d.live_update("Down.", at="2026-11-22T10:00:00+00:00", heading="Falling", key_moment=True),
        d.live_update("Up.", at="2026-11-22T09:00:00+00:00", heading="Rising"),
    )
    tree = read(make_article(kind=Kind.LIVE, body=updates).get_absolute_url())
    assert words(tree, "//span[@class='live']") == ["Live"]
    [target] = tree.xpath("//nav[@class='key-moments']//a/@href")
    assert tree.get_element_by_id(target[1:]).xpath(".//time")


def test_a_text_cannot_become_markup(read: Read) -> None:
    attack = "<script>alert(1)</script>"
    story = make_article(
        headline=attack, standfirst=attack, kicker=attack[:60], byline=attack, dateline=attack,
        body=make_document(attack), people=[make_person(attack)], topics=[make_topic(attack)],
    )  # fmt: skip
    tree = read(story.get_absolute_url())
    inline = [node for node in tree.xpath("//script") if not node.get("src")]
    assert {node.get("type") for node in inline} == {"application/ld+json"}
    assert words(tree, "//h1") == [attack]


def test_picks_stand_first_and_nothing_hidden_or_twice(read: Read) -> None:
    story = make_article()
    picks = [make_article() for _ in range(2)]
    scored = [make_article() for _ in range(3)]
    for position, target in enumerate([*picks, make_article("draft"), make_article("embargoed")]):
        RelatedPick.objects.create(article=story, target=target, position=position)
    for rank, other in enumerate([picks[0], *scored, make_article("draft")]):
        RelatedStory.objects.create(article=story, other=other, rank=rank, score=1.0)
    tree = read(story.get_absolute_url())
    links = tree.xpath("//section[contains(@class, 'related')]//h3/a/@href")
    assert links == [each.get_absolute_url() for each in (*picks, *scored[:2])]
    assert words(tree, "//section[contains(@class, 'related')]/h2") == ["More on this story"]


def test_few_machine_links_give_way_to_the_section(read: Read) -> None:
    story = make_article(section=make_section(name="Harbor"))
    RelatedStory.objects.create(article=story, other=make_article(), rank=0, score=1.0)
    assert not read(story.get_absolute_url()).xpath("//section[contains(@class, 'related')]")
    beside = [make_article(section=story.section) for _ in range(2)]
    tree = read(story.get_absolute_url())
    assert words(tree, "//section[contains(@class, 'related')]/h2") == ["More from Harbor"]
    links = tree.xpath("//section[contains(@class, 'related')]//h3/a/@href")
    assert set(links) == {each.get_absolute_url() for each in beside}


def test_a_live_story_that_is_over_is_a_record(read: Read) -> None:
    yesterday = timezone.now() - timedelta(hours=25)
    tree = read(make_article(kind=Kind.LIVE, published_at=yesterday).get_absolute_url())
    assert not tree.xpath("//span[@class='live']")
    assert "As it happened" in words(tree, "//p[@class='kicker']")[0]
    assert not tree.xpath("//script[contains(@src, 'live.js')]")


def test_a_day_without_an_hour_is_printed_without_one(read: Read) -> None:
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=3)
    for published, has_hour in ((midnight, False), (midnight + timedelta(minutes=1), True)):
        story = make_article(published_at=published)
        tree = read(story.get_absolute_url())
        shown = tree.xpath("//div[@class='meta']//time[1]/text()")[0]
        assert shown.startswith(f"{published.day} {published:%B %Y}")
        assert ("UTC" in shown) is has_hour


def test_the_papers_own_words_in_a_foreign_story_say_their_language(read: Read) -> None:
    section = make_section(slug="harbor", name="Harbor")
    story = make_article(language="ar", section=section, kicker="الميناء", kind="analysis")
    tree = read(story.get_absolute_url())
    assert tree.xpath("//article/@lang") == ["ar"]
    kicker = tree.xpath("//p[@class='kicker']")[0]
    said = [(each.text_content(), each.get("lang")) for each in kicker.iter("span")]
    assert said == [("Harbor", "en"), ("Analysis", "en"), ("الميناء", None)]
    card = read("/").xpath("//p[@class='card-kicker']")[0]
    assert (card.get("lang"), card.find("span").get("lang")) == ("ar", "en")


def test_a_kicker_that_is_the_sections_name_stands_once(read: Read) -> None:
    """A page's label above its headline is its section, as often as not."""
    story = make_article(section=make_section(slug="harbor", name="Harbor"), kicker="Harbor")
    kicker = read(story.get_absolute_url()).xpath("//p[@class='kicker']")[0]
    assert kicker.text_content().split() == ["Harbor"]
    card = read("/").xpath("//p[@class='card-kicker']")[0]
    assert card.text_content().split() == ["Harbor"]
