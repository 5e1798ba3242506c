"""What a page says of itself: JSON-LD, canonical address, cards, indexing."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from django.test import Client

from articles.body.document import document, figure
from articles.models import Correction, Indexing, Kind, MentionRole
from articles.public.locales import open_graph_locale
from tests.factories import (
    make_article,
    make_contributor,
    make_document,
    make_person,
    make_picture,
    make_source,
)
from tests.judges.structured import faults
from tests.public.conftest import Read
from tests.public.paper import PAGES, Paper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]  # templates: another database changes nothing
SITE = "http://127.0.0.1:8000"


def nodes(tree: lxml.html.HtmlElement) -> list[dict[str, object]]:
    return [json.loads(node.text) for node in tree.xpath("//script[@type='application/ld+json']")]


def news(tree: lxml.html.HtmlElement) -> dict[str, object]:
    [node] = [node for node in nodes(tree) if str(node["@type"]).endswith("NewsArticle")]
    return node


def meta(tree: lxml.html.HtmlElement, name: str) -> list[str]:
    return tree.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")


def test_a_story_is_one_news_article(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    node, story = news(tree), paper.story
    assert node["@type"] == "NewsArticle"
    assert node["headline"] == tree.xpath("//h1")[0].text_content() == story.headline
    assert node["mainEntityOfPage"] == SITE + story.get_absolute_url()
    assert node["articleSection"] == "Harbor"
    assert node["keywords"] == ["Sea barrier"]
    assert node["isAccessibleForFree"] is True
    assert node["wordCount"] > 20
    assert node["author"] == [
        {
            "@type": "Person",
            "name": "Nadia Ferrante",
            "url": f"{SITE}/by/nadia-ferrante",
        }
    ]
    assert node["publisher"]["correctionsPolicy"] == f"{SITE}/corrections"


def test_the_publisher_names_the_pages_that_exist_and_no_other(read: Read, settings: Any) -> None:
    story = make_article()
    bare = news(read(story.get_absolute_url()))["publisher"]
    assert not {"ethicsPolicy", "masthead", "sameAs"} & bare.keys()
    settings.PUBLISHER_PAGES = {
        "ethicsPolicy": "https://paper.example/ethics",
        "masthead": "",
        "x": "y",
    }
    settings.PUBLISHER_PROFILES = ["https://social.example/@paper"]
    node = news(read(story.get_absolute_url()))["publisher"]
    assert node["ethicsPolicy"] == "https://paper.example/ethics"
    assert node["sameAs"] == ["https://social.example/@paper"]
    assert not {"masthead", "x"} & node.keys()


def test_every_time_is_the_same_instant_with_an_offset(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    node = news(tree)
    shown = tree.xpath("//div[@class='meta']//time/@datetime")
    assert node["datePublished"] == shown[0] == meta(tree, "article:published_time")[0]
    assert node["dateModified"] == shown[1] == meta(tree, "article:modified_time")[0]
    assert all(datetime.fromisoformat(stamp).tzinfo for stamp in shown)


def test_the_lead_is_offered_in_three_shapes_and_the_body_pictures_whole(
    paper: Paper, read: Read
) -> None:
    wide, standard, square, body = news(read(paper.pages["story"]))["image"]
    shapes = [round(each["width"] / each["height"], 2) for each in (wide, standard, square)]
    assert shapes == [1.78, 1.33, 1.0]
    assert all(each["width"] >= 1200 for each in (wide, standard, square))
    assert wide["caption"] == "The barrier at dawn"
    assert body["creditText"]
    assert "license" not in body


def test_a_body_picture_has_the_caption_of_its_place(read: Read) -> None:
    told, own, away = make_picture(), make_picture(), make_picture(missing=True)
    body = [
        figure(told.pk, caption="Told here"),
        figure(away.pk),
        figure(own.pk, caption=" "),
        figure(told.pk, caption="Told again"),
    ]
    story = make_article(body=document(*body), lead_picture=make_picture(missing=True))
    images = news(read(story.get_absolute_url()))["image"]
    assert [each["caption"] for each in images] == ["Told here", own.caption]


def test_people_in_the_data_are_the_chips_one_to_one(read: Read) -> None:
    people = [make_person(name) for name in ("Ada King", "Bo Li", "Cy Oh")]
    story = make_article(people=people)
    story.mentions.filter(tag=people[0]).update(role=MentionRole.SUBJECT)
    tree = read(story.get_absolute_url())
    node = news(tree)
    assert [each["name"] for each in node["about"]] == ["Ada King"]
    assert [each["name"] for each in node["mentions"]] == ["Bo Li", "Cy Oh"]
    chips = tree.xpath("//ul[@class='chips']//a/@href")
    listed = [each["@id"] for each in node["about"] + node["mentions"]]
    assert [SITE + href for href in chips] == listed


def test_each_correction_is_in_the_data(paper: Paper, read: Read) -> None:
    [note] = news(read(paper.pages["story"]))["correction"]
    assert note["@type"] == "CorrectionComment"
    assert note["text"] == Correction.objects.get().text
    assert datetime.fromisoformat(note["datePublished"]).tzinfo


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.OPINION, "OpinionNewsArticle"),
        (Kind.ANALYSIS, "AnalysisNewsArticle"),
        (Kind.REVIEW, "ReviewNewsArticle"),
        (Kind.EXPLAINER, "BackgroundNewsArticle"),
        (Kind.LIVE, "NewsArticle"),
    ],
)
def test_a_kind_has_its_type_and_its_visible_word(read: Read, kind: Kind, expected: str) -> None:
    tree = read(make_article(kind=kind).get_absolute_url())
    assert news(tree)["@type"] == expected
    assert str(kind.label) in tree.xpath("//p[@class='kicker']")[0].text_content()


def test_a_headline_cannot_end_the_script_it_stands_in(read: Read) -> None:
    headline = "</script><img src=x onerror=alert(1)> & \u2028 <!--"
    tree = read(make_article(headline=headline).get_absolute_url())
    assert news(tree)["headline"] == headline
    assert not tree.xpath("//img[@onerror]")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Ruiz and Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("BY ANA RUIZ", ["Ana Ruiz"]),
        ("By Ana Ruiz, Transport Editor, and Bo Li in Vadsby", ["Ana Ruiz", "Bo Li"]),
        ("Text: Ana Ruiz; Photos: Bo Li", ["Ana Ruiz"]),
        ("Ana Ruiz, Bo Li & Cy Oh", ["Ana Ruiz", "Bo Li", "Cy Oh"]),
        ("Staff reporter", ["The Newsroom"]),
        ("The Ledger’s editorial board", ["The Newsroom"]),
        ("Bridget O’Neill", ["Bridget O’Neill"]),
        ("", ["The Newsroom"]),
    ],
)
def test_authors_are_names_only(read: Read, byline: str, names: list[str]) -> None:
    node = news(read(make_article(byline=byline).get_absolute_url()))
    assert [each["name"] for each in node["author"]] == names


def test_an_agency_in_a_free_byline_is_an_organization(read: Read) -> None:
    node = news(read(make_article(byline="dpa/AFP").get_absolute_url()))
    assert node["author"] == [
        {"@type": "Organization", "name": "dpa"},
        {"@type": "Organization", "name": "AFP"},
    ]


def test_the_source_beside_a_writer_is_an_organization_and_alone_may_be_the_writer(
    read: Read,
) -> None:
    def types(byline: str, source: str) -> list[str]:
        story = make_article(byline=byline, source=make_source(name=source))
        return [each["@type"] for each in news(read(story.get_absolute_url()))["author"]]

    assert types("By Ana Ruiz, Strand Press", "Strand Press") == ["Person", "Organization"]
    assert types("Ana Ruiz", "Ana Ruiz") == ["Person"]
    assert types("Ana Ruiz and Bo Li", "Strand Press") == ["Person", "Person"]


def test_an_agency_is_an_organization(read: Read) -> None:
    agency = make_contributor("Coastline", is_agency=True)
    node = news(read(make_article(contributors=[agency]).get_absolute_url()))
    assert node["author"][0]["@type"] == "Organization"


def test_address_agrees_byte_for_byte_wherever_it_stands(
    paper: Paper, read: Read, client: object
) -> None:
    tree = read(paper.pages["story"])
    own = SITE + paper.story.get_absolute_url()
    assert tree.xpath("//link[@rel='canonical']/@href") == [own]
    assert meta(tree, "og:url") == [own]
    assert news(tree)["url"] == own
    for path in ("/sitemaps/stories-1.xml", "/news-sitemap.xml", "/feed.rss", "/feed.json"):
        assert own in client.get(path).content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("site", "language", "locale"),
    [
        ("en", "", "en_US"),
        ("en-gb", "en", "en_GB"),
        ("en", "de", "de_DE"),
        ("en", "pt-br", "pt_BR"),
        ("en", "no", "nb_NO"),
        ("en", "zh-hant", "zh_TW"),
        ("zh-hans", "zh", "zh_CN"),
        ("en", "tlh", "tlh"),
    ],
)
def test_the_language_of_a_page_is_told_with_its_territory(
    settings: Any, site: str, language: str, locale: str
) -> None:
    settings.LANGUAGE_CODE = site
    assert open_graph_locale(language) == locale


def test_open_graph_and_card_are_complete(paper: Paper, read: Read) -> None:
    tree = read(paper.pages["story"])
    expected = {
        "og:type": "article",
        "og:title": "Engineers found the cracks",
        "og:description": "Two reports warned of it.",
        "og:site_name": "The Newsroom",
        "og:locale": "en_US",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Eight gates in a row",
        "article:section": "Harbor",
        "article:tag": "Sea barrier",
        "article:author": "Nadia Ferrante",
        "twitter:card": "summary_large_image",
        "twitter:title": "Engineers found the cracks",
        "twitter:image:alt": "Eight gates in a row",
        "robots": "max-image-preview:large",
    }
    assert {name: meta(tree, name)[0] for name in expected} == expected
    assert meta(tree, "og:image")[0].startswith(f"{SITE}/pictures/")


def test_the_description_is_the_beginning_where_there_is_no_standfirst(read: Read) -> None:
    story = make_article(standfirst="", body=make_document("The council voted. " * 40))
    [description] = meta(read(story.get_absolute_url()), "description")
    assert description.startswith("The council voted.")
    assert len(description) <= 160


def test_what_the_desk_wrote_for_search_and_cards_is_what_they_get(read: Read) -> None:
    story = make_article(
        headline="As printed", standfirst="As printed.", seo_title="For strangers",
        seo_description="What a stranger reads.", social_title="For the card",
    )  # fmt: skip
    tree = read(story.get_absolute_url())
    assert tree.xpath("//title")[0].text.startswith("For strangers")
    assert meta(tree, "description") == ["What a stranger reads."]
    for name in ("og:title", "twitter:title"):
        assert meta(tree, name) == ["For the card"], name
    for name in ("og:description", "twitter:description"):
        assert meta(tree, name) == ["As printed."], name
    assert news(tree)["headline"] == tree.xpath("//h1")[0].text_content() == "As printed"


def test_a_story_hidden_from_search_engines_says_so_and_stands_on_no_map(
    read: Read, client: Client
) -> None:
    story, other = make_article(noindex=True), make_article()
    assert meta(read(story.get_absolute_url()), "robots") == ["noindex, max-image-preview:large"]
    assert meta(read(other.get_absolute_url()), "robots") == ["max-image-preview:large"]
    for page in ("/sitemaps/stories-1.xml", "/news-sitemap.xml"):
        said = client.get(page).content.decode()
        assert other.get_absolute_url() in said
        assert story.get_absolute_url() not in said, page


@pytest.mark.parametrize(
    ("indexing", "robots", "points_out", "in_sitemap"),
    [
        (Indexing.NOINDEX, "noindex, max-image-preview:large", False, False),
        (Indexing.CANONICAL, "max-image-preview:large", True, False),
        (Indexing.INDEXED, "max-image-preview:large", False, True),
    ],
)
def test_a_syndicated_copy_follows_its_sources_terms(
    read: Read, client: object, indexing: str, robots: str, points_out: bool, in_sitemap: bool
) -> None:
    source = make_source(indexing=indexing)
    story = make_article(source=source, source_url="https://wire.example/1")
    tree = read(story.get_absolute_url())
    assert meta(tree, "robots") == [robots]
    own = SITE + story.get_absolute_url()
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    assert canonical == (["https://wire.example/1"] if points_out else [own])
    sitemap = client.get("/sitemaps/stories-1.xml").content.decode()  # type: ignore[attr-defined]
    assert (own in sitemap) is in_sitemap


def test_feeds_and_oembed_are_found_from_the_page(paper: Paper, read: Read) -> None:
    links = read(paper.pages["story"]).xpath("//link[@rel='alternate']/@href")
    assert f"{SITE}/feed.rss" in links
    assert f"{SITE}/harbor/feed.atom" in links
    assert any(link.startswith(f"{SITE}/oembed?url=") for link in links)
    for name in ("front", "section", "person", "topic", "contributor"):
        path = paper.pages[name].rstrip("/")
        found = read(paper.pages[name]).xpath("//link[@rel='alternate']/@href")
        assert {f"{SITE}{path}/feed.{ending}" for ending in ("rss", "atom", "json")} <= set(found)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_itself_and_follows_the_scheme(
    paper: Paper, client: object, name: str
) -> None:
    page = client.get(paper.pages[name]).content.decode()  # type: ignore[attr-defined]
    assert faults(name, page) == []
    tree = lxml.html.document_fromstring(page)
    assert len(tree.xpath("//title")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath("//title/text()")[0].strip()
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//meta[@name='theme-color']")) == 2
    if "noindex" not in "".join(tree.xpath("//meta[@name='robots']/@content")):
        assert tree.xpath("string(//meta[@name='description']/@content)").strip()
    levels = [int(node.tag[1]) for node in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_person_pages_carry_a_profile(paper: Paper, read: Read) -> None:
    [node] = [each for each in nodes(read(paper.pages["person"])) if each["@type"] == "ProfilePage"]
    assert node["mainEntity"]["name"] == "Mara Lindqvist"
    assert node["mainEntity"]["jobTitle"] == "Mayor"
