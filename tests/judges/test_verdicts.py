"""The judges themselves: each that needs no tool finds what is wrong, and the table says it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.chromium import new_window
from tests.judges import __main__ as judges
from tests.judges import addresses, answers, markup, structured
from tests.judges.feeds import faults
from tests.judges.toolbox import Missing
from tests.judges.verdicts import Verdict, table

GOOD = "<!doctype html><html lang=en><title>Good</title><p>Good.</p></html>"
PAGES = {
    "/good": (200, GOOD),
    "/bad": (200, "<!doctype html><p>Open <b>and <p>crossed</b>"),
    "/lost": (200, GOOD),
}


def test_the_parser_finds_bad_markup_and_a_wrong_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "ask", lambda address: PAGES[address.removeprefix("http://site")])
    fine = markup.strict_parser("http://site", {"story": "/good"})
    assert fine.findings == []
    wrong = markup.strict_parser("http://site", {"front": "/bad", "not found": "/lost"})
    assert wrong.looked_at == 2
    assert any(finding.startswith("front, line 1: ") for finding in wrong.findings)
    assert "not found: status 200" in wrong.findings


SLOW = """<button id=slow>Slow</button><button id=quick>Quick</button><script>
slow.onclick = () => { const until = performance.now() + 200; while (performance.now() < until); };
</script>"""


@pytest.mark.browser
def test_a_page_that_answers_late_to_a_click_is_found(browser: Browser) -> None:
    page = new_window(browser).new_page()
    answers.watch(page)
    page.route("**/*", lambda route: route.fulfill(body=SLOW, content_type="text/html"))
    page.goto("http://127.0.0.1/")
    assert answers.worst(page) == (0, 0)
    page.click("#slow")
    asked, slowest = answers.worst(page)
    assert asked == 1
    assert slowest >= 200


AT = "https://paper.example/feed.rss"
RSS = f"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title><link>https://paper.example/</link>
<description>B</description><language>en</language><atom:link rel="self" href="{AT}"/><item><title>C</title>
<link>https://paper.example/c</link><guid isPermaLink="false">urn:c</guid>
<pubDate>Sun, 29 Nov 2026 01:27:00 +0000</pubDate><dc:creator>D</dc:creator><description>E</description>
<content:encoded>&lt;p&gt;F &lt;a href="https://paper.example/"&gt;g&lt;/a&gt;&lt;/p&gt;</content:encoded>
<media:content url="https://paper.example/p.jpg" medium="image" type="image/jpeg" width="9" height="6"/>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>A</title>
<updated>2026-11-29T01:27:00Z</updated><link rel="self" href="https://paper.example/feed.atom"/>
<entry><id>urn:c</id><title>C</title><updated>2026-11-29T01:27:00+00:00</updated>
<link href="https://paper.example/c"/><author><name>D</name></author>
<content type="html">&lt;p&gt;F&lt;/p&gt;</content></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "A",
"feed_url": "https://paper.example/feed.json", "items": [{"id": "urn:c", "content_html": "<p>F</p>",
"url": "https://paper.example/c", "date_published": "2026-11-29T01:27:00Z", "authors": [{"name": "D"}]}]}"""
BROKEN_FEEDS = [
    (RSS, "", "", None),
    (RSS, "<title>A</title>", "", "channel: no title"),
    (RSS, "<language>en<", "<language>English, US<", "channel: not a language"),
    (RSS, 'rel="self"', 'rel="next"', "channel: [] is not its own address"),
    (RSS, 'isPermaLink="false"', "", "item 1: guid is no address and does not say so"),
    (RSS, "29 Nov 2026 01:27:00 +0000", "2026-11-29", "item 1: pubDate is no date of RFC 822"),
    (RSS, "29 Nov 2026", "29 Nov 2226", "item 1: pubDate is to come"),
    (RSS, "<title>C<", "<title>&lt;b>C<", "item 1: markup in title"),
    (RSS, "<link>https://paper.example/c", "<link>/c", "item 1: link is no full address"),
    (RSS, "<description>E</description>", "<description>E</description>" * 2,
     "item 1: description stands twice"),
    (RSS, "F &lt;a", "&lt;script&gt;&lt;/script&gt; &lt;a", "item 1: <script> in the content"),
    (RSS, "&lt;a href=", "&lt;a onclick='x' href=", "item 1: onclick= in the content"),
    (RSS, 'href="https://paper.example/"&gt;', 'href="/x"&gt;', "item 1: '/x' is no full address"),
    (RSS, ' medium="image"', "", "item 1: media:content without a medium"),
    (ATOM, "", "", None),
    (ATOM, "<id>urn:c</id>", "", "entry 1: not one id"),
    (ATOM, "29T01:27:00+00:00", "29 01:27", "entry 1: updated is no time of RFC 3339"),
    (ATOM, "<author><name>D</name></author>", "", "entry 1: no author"),
    (ATOM, '<link href="https://paper.example/c"/>', '<link href="https://paper.example/c"/>' * 2,
     "entry 1: two alternates of one type"),
    (JSON, "", "", None),
    (JSON, '"urn:c"', "7", "item 1: id is no text"),
    (JSON, "version/1.1", "version/1", "version is not 1.1"),
    (JSON, '[{"name": "D"}]', '[{"url": "x"}]', "item 1: authors are not a list of names"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("feed", "old", "new", "fault"), BROKEN_FEEDS, ids=lambda each: str(each)[:40]
)
def test_what_a_feed_validator_complains_of_is_found(
    feed: str, old: str, new: str, fault: str | None
) -> None:
    ending = {RSS: "rss", ATOM: "atom", JSON: "json"}[feed]
    told = faults(feed.replace(old, new, 1).encode(), f"https://paper.example/feed.{ending}")
    assert (fault in told) if fault else told == []


STORY = (
    '<link rel="canonical" href="https://p.example/c"><h1>C</h1><script type="application/ld+json">'
    '{"@context": "https://schema.org", "@type": "OpinionNewsArticle", "headline": "C", '
    '"mainEntityOfPage": "https://p.example/c", "datePublished": "2026-11-29T01:27:00+00:00", '
    '"dateModified": "2026-11-29T01:27:00+00:00", "author": [{"@type": "Person", "name": "D"}], '
    '"publisher": {"@type": "Organization", "name": "P"}, "inLanguage": "en"}</script>'
)
STEPS = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BreadcrumbList", '
    '"itemListElement": [{"@type": "ListItem", "position": 1, "name": "P", '
    '"item": "https://p.example/"}]}</script>'
)
BROKEN_DATA = [
    ("story, live", STORY, "", "", None),
    ("story", STORY, "OpinionNewsArticle", "Event", "not one NewsArticle"),
    ("story", STORY, '"headline": "C"', '"headline": "X"', "headline is not the heading of the page"),
    ("story", STORY, "00+00:00", "00", "NewsArticle: datePublished has no offset"),
    ("story", STORY, '"Person"', '"ImageObject"', "NewsArticle: author is a ImageObject"),
    ("story", STORY, '"D"', '"By D"', "NewsArticle: author's name begins with By"),
    ("story", STORY, 'href="https://p.example/c"', 'href="https://p.example/x"',
     "mainEntityOfPage is not the canonical address"),
    ("section", STEPS, "", "", None),
    ("section", STEPS, '"position": 1', '"position": 2', "BreadcrumbList: positions are not 1, 2, 3"),
    ("section", STEPS, "https://p.example/", "/", "ListItem: item is no full address"),
    ("section", STEPS, '"P"', '""', "ListItem: an empty property"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "page", "old", "new", "fault"), BROKEN_DATA)
def test_what_is_wrong_in_structured_data_is_found(
    name: str, page: str, old: str, new: str, fault: str | None
) -> None:
    told = structured.faults(name, page.replace(old, new, 1))
    assert (fault in told) if fault else told == []


def test_page_types_are_found_by_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    site = {
        "/sitemaps/stories-1.xml": "<loc>http://site/city/hospital-night-3</loc>",
        "/city/hospital-night-3": '<a href="/people/ada"></a><a href="/by/nora"></a>',
        "/": '<h2 class="block-head" id="b"><a href="/city">City</a></h2>',
        "/archive": '<a href="/archive/2026/11">',
        "/archive/2026/11": '<h2 id="d"><time datetime="2026-11-28">',
    }

    def ask(address: str) -> tuple[int, str]:
        path = address.removeprefix("http://site")
        return (410, "") if path == "/withdrawn/story-7" else (200, site.get(path, ""))

    monkeypatch.setattr(addresses, "ask", ask)
    found = addresses.page_types("http://site").items()
    assert {
        ("story, plain", "/city/hospital-night-3"), ("person", "/people/ada"), ("contributor", "/by/nora"),
        ("section", "/city"), ("day", "/archive/2026/11/28"), ("withdrawn", "/withdrawn/story-7"),
    } < set(found)  # fmt: skip


def test_a_judge_without_its_tool_is_a_finding_and_the_table_says_all() -> None:
    def absent() -> Verdict:
        raise Missing("java is not installed")

    verdicts = [judges.called("Nu", absent), Verdict("axe", 80, figures="all well")]
    said = table(verdicts)
    assert "Nu: java is not installed" in said
    assert "axe                     80         0" in said
