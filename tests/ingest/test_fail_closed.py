"""What a source says about embargo, status and withdrawal: where it cannot be read, the story waits."""

from __future__ import annotations

import io
import json
from importlib import import_module

import pytest

from articles.ingest.prepare import prepare
from articles.ingest.record import PictureRecord, Problem, StoryRecord


def _read(reader: str, document: str) -> list[StoryRecord | PictureRecord | Problem]:
    module = import_module(f"articles.ingest.readers.{reader}")
    return list(module.read(io.BytesIO(document.encode()), "wire"))


def _ninjs(**fields: object) -> str:
    item = {"uri": "urn:a.example:1", "type": "text", "headline": "H", "body_text": "Words."}
    return json.dumps({**item, **fields})


def _nitf(status: str = "", dates: str = "") -> str:
    return (
        f'<nitf><head><docdata management-status="{status}"><doc-id id-string="1"/>{dates}</docdata></head>'
        "<body><body.head><hedline><hl1>H</hl1></hedline></body.head>"
        "<body.content><p>Words.</p></body.content></body></nitf>"
    )


def _newsml(status: str = "Usable", change: str = "") -> str:
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>a</ProviderId><DateId>20260101</DateId>"
        "<NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement>"
        f'<Status FormalName="{status}"/>{change}</NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine>'
        "</NewsLines><ContentItem><DataContent><p>Words.</p></DataContent></ContentItem></NewsComponent>"
        "</NewsItem></NewsML>"
    )


def _g2(meta: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a.example:1" version="1"><itemMeta>'
        f'<itemClass qcode="ninat:text"/>{meta}</itemMeta><contentMeta><headline>H</headline></contentMeta>'
        "<contentSet><inlineData>Words.</inlineData></contentSet></newsItem>"
    )


def _wxr(fields: str) -> str:
    return (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><item><title>H</title><content:encoded>Words.</content:encoded>{fields}</item></channel></rss>"
    )


def _ghost(**fields: object) -> str:
    post = {
        "id": "1",
        "title": "H",
        "html": "<p>Words.</p>",
        "type": "post",
        "visibility": "public",
    }
    return json.dumps({"db": [{"meta": {}, "data": {"posts": [{**post, **fields}]}}]})


HELD = {
    "ninjs: words for an embargo": ("ninjs", _ninjs(embargoed="Tuesday noon")),
    "ninjs: a day for an embargo": ("ninjs", _ninjs(embargoed="2026-05-01")),
    "ninjs: an embargo without a zone": ("ninjs", _ninjs(embargoed="2026-05-01T10:00:00")),
    "ninjs: true for an embargo": ("ninjs", _ninjs(embargoed=True)),
    "ninjs: an object for an embargo": ("ninjs", _ninjs(embargoed={"until": 1})),
    "ninjs: a strange status": ("ninjs", _ninjs(pubstatus="maybe")),
    "ninjs: an advisory": ("ninjs", _ninjs(type="advisory")),
    "NITF: a strange status": ("nitf", _nitf("limbo")),
    "NITF: embargoed without a time": ("nitf", _nitf("embargoed")),
    "NITF: a release nobody can read": ("nitf", _nitf("usable", '<date.release norm="soon"/>')),
    "NITF: a release of the end of time": (
        "nitf",
        _nitf("", '<date.release norm="99991231T235959Z"/>'),
    ),
    "NewsML: a strange status": ("newsml", _newsml("Pondering")),
    "NewsML: embargoed without a time": ("newsml", _newsml("Embargoed")),
    "NewsML: a change nobody can read": (
        "newsml",
        _newsml(
            "Embargoed", '<StatusWillChange><FutureStatus FormalName="Usable"/></StatusWillChange>'
        ),
    ),
    "NewsML: a change to something else": (
        "newsml",
        _newsml(
            "Usable", '<StatusWillChange><FutureStatus FormalName="Canceled"/></StatusWillChange>'
        ),
    ),
    "NewsML: an instruction to delete": (
        "newsml",
        _newsml("Usable", '<Instruction FormalName="Delete"/>'),
    ),
    "G2: an embargo without an end": ("newsml_g2", _g2("<embargoed/>")),
    "G2: an embargo nobody can read": ("newsml_g2", _g2("<embargoed>noon</embargoed>")),
    "G2: a strange status": ("newsml_g2", _g2('<pubStatus qcode="stat:wobbly"/>')),
    "WXR: no status": ("wxr", _wxr("")),
    "WXR: a strange status": ("wxr", _wxr("<wp:status>pitch</wp:status>")),
    "WXR: a password": (
        "wxr",
        _wxr("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>"),
    ),
    "WXR: a page": ("wxr", _wxr("<wp:status>publish</wp:status><wp:post_type>page</wp:post_type>")),
    "Ghost: members only": ("ghost", _ghost(status="published", visibility="members")),
    "Ghost: sent by mail": ("ghost", _ghost(status="sent")),
    "Ghost: a strange status": ("ghost", _ghost(status="brewing")),
    "Ghost: no status": ("ghost", _ghost()),
    "wire text: an embargo in words": (
        "iptc7901",
        "\x01abc0001 3 pol 0020\n\x02Title\nEMBARGOED UNTIL THE SPEECH\n   TOWN (ABC) - Words.\n\x03\x04",
    ),
    "wire text: a part of a story": (
        "iptc7901",
        "\x01abc0001 3 pol 0020\n\x02Slug/Line/\n(1st Add)\nTitle\n   TOWN (ABC) - Words.\n\x03\x04",
    ),
}


@pytest.mark.parametrize("case", HELD)
def test_an_unclear_story_waits_for_an_editor(case: str) -> None:
    reader, document = HELD[case]
    story = next(record for record in _read(reader, document) if isinstance(record, StoryRecord))
    assert story.hold
    assert all(reason.strip() for reason in story.hold)


STATUSES = {
    "ninjs usable": ("ninjs", _ninjs(pubstatus="usable"), "usable"),
    "ninjs 3 withheld": (
        "ninjs",
        json.dumps({**json.loads(_ninjs()), "pubStatus": "withheld"}),
        "withheld",
    ),
    "ninjs canceled": ("ninjs", _ninjs(pubstatus="canceled"), "canceled"),
    "NITF withheld": ("nitf", _nitf("withheld"), "withheld"),
    "NITF canceled": ("nitf", _nitf("canceled"), "canceled"),
    "NewsML withheld": ("newsml", _newsml("Withheld"), "withheld"),
    "NewsML cancelled": ("newsml", _newsml("Cancelled"), "canceled"),
    "G2 canceled": ("newsml_g2", _g2('<pubStatus qcode="stat:canceled"/>'), "canceled"),
    "G2 by address": (
        "newsml_g2",
        _g2('<pubStatus uri="http://cv.example/stat/withheld"/>'),
        "withheld",
    ),
    "G2 signal": (
        "newsml_g2",
        _g2('<pubStatus qcode="stat:usable"/><signal qcode="sig:kill"/>'),
        "canceled",
    ),
    "WXR draft": ("wxr", _wxr("<wp:status>draft</wp:status>"), "draft"),
    "WXR pending": ("wxr", _wxr("<wp:status>pending</wp:status>"), "draft"),
    "WXR future": ("wxr", _wxr("<wp:status>future</wp:status>"), "scheduled"),
    "WXR private": ("wxr", _wxr("<wp:status>private</wp:status>"), "private"),
    "Ghost draft": ("ghost", _ghost(status="draft"), "draft"),
    "Ghost scheduled": ("ghost", _ghost(status="scheduled"), "scheduled"),
}


@pytest.mark.parametrize("case", STATUSES)
def test_a_status_is_read_in_every_format(case: str) -> None:
    reader, document, status = STATUSES[case]
    story = next(record for record in _read(reader, document) if isinstance(record, StoryRecord))
    assert story.status == status


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("EMBARGOED UNTIL 0001 GMT THURSDAY", "embargo"),
        ("Not for publication before the speech", "embargo"),
        ("MANDATORY KILL. The story is wrong.", "kill"),
        ("Please disregard the earlier item", "kill"),
        ("Sperrfrist: Montag früh", "embargo"),
        ("Eds: BULLETIN KILL. Members are asked to kill the story.", "kill"),
        ("Adds byline. Mandatory kill.", "kill"),
        ("Achtung: Sperrfrist 4. Dezember, 06.00 Uhr", "embargo"),
    ],
)
def test_an_order_in_the_note_to_editors_holds_what_the_fields_call_usable(
    note: str, word: str
) -> None:
    story = _read("ninjs", _ninjs(pubstatus="usable", ednote=note))[0]
    assert isinstance(story, StoryRecord)
    assert any(word in reason for reason in prepare(story, default_source="x").hold)


@pytest.mark.parametrize(
    "note", ["UPDATES with quote", "Embargo on grain: see graphic", "Kills: 3"]
)
def test_a_note_that_orders_nothing_holds_nothing(note: str) -> None:
    story = _read("ninjs", _ninjs(pubstatus="usable", ednote=note))[0]
    assert isinstance(story, StoryRecord)
    assert not prepare(story, default_source="x").hold


@pytest.mark.parametrize(
    ("headline", "word"),
    [
        ("WITHDRAWN-Port of Lindholm to close", "kill"),
        ("BULLETIN KILL: Canal breach", "kill"),
        ("BC-US--Canal Breach, KILL", "kill"),
        ("PORT-CLOSURE/ (WITHDRAWAL)", "kill"),
        ("EMBARGOED: Seaweed paste holds bricks", "embargo"),
        ("Embargoed until Friday noon: Seaweed paste", "embargo"),
        ("Seaweed paste holds bricks (embargoed until 4 Dec)", "embargo"),
        ("Sperrfrist 6.00 Uhr: Museum findet Bild", "embargo"),
        ("BC-Whale Study, HFR", "embargo"),
        ("PORT-CLOSURE/WITHDRAWN", "kill"),
        ("WHALE-STUDY/EMBARGO 1330 GMT", "embargo"),
        ("Whale study-EMBARGO", "embargo"),
        ("ADVISORY-Kurier plans for Friday", "message to editors"),
        ("BC-US--Canal Breach, ADVISORY", "message to editors"),
    ],
)
def test_a_desks_mark_beside_the_headline_holds_the_story(headline: str, word: str) -> None:
    for fields in ({"headline": headline}, {"slugline": headline}):
        story = _read("ninjs", _ninjs(pubstatus="usable", **fields))[0]
        assert isinstance(story, StoryRecord)
        assert any(word in reason for reason in prepare(story, default_source="x").hold)


@pytest.mark.parametrize(
    ("reader", "document", "word"),
    [
        ("ninjs", _ninjs(pubstatus="usable", editorialtypes=["Lead", "BulletinKill"]), "kill"),
        ("ninjs", _ninjs(pubstatus="usable", editorialtypes=["HoldForRelease"]), "embargo"),
        ("ninjs", _ninjs(pubstatus="usable", signals=["Advisory"]), "message to editors"),
        ("newsml_g2", _g2('<signal qcode="sig:embargo"/>'), "embargo"),
    ],
)
def test_a_signal_that_stops_a_story_holds_it(reader: str, document: str, word: str) -> None:
    story = _read(reader, document)[0]
    assert isinstance(story, StoryRecord)
    assert any(word in reason for reason in prepare(story, default_source="x").hold)


def test_a_signal_of_another_kind_and_an_embargo_with_its_time_hold_nothing() -> None:
    ninjs = _ninjs(editorialtypes=["Lead", "Writethru"], signals=["newscontent"])
    held = _ninjs(editorialtypes=["HoldForRelease"], embargoed="2099-12-04T11:00:00Z")
    for document in (ninjs, held):
        story = _read("ninjs", document)[0]
        assert isinstance(story, StoryRecord)
        assert not prepare(story, default_source="x").hold


@pytest.mark.parametrize(
    "headline",
    [
        "Embargo on wool lifted after six years",
        "EMBARGO ON WOOL LIFTED",
        "Embargoed wool found in Lindholm",
        "Kill: how a film was made",
        "Bell withdrawn from sale",
        "Retraction: the gull study",
        "BOIL WATER ADVISORY FOR TULL HARBOR",
        "Wind advisory in force",
        "Flood kills two, injures four",
        "CUBA-USA/EMBARGO",
        "EMBARGO/WOOL",
        "SUDAN-TROOPS/WITHDRAWAL",
        "LINDHOLM-CUP-ELIMINATION",
        "COAST-WEATHER/ADVISORY",
        "Embargo to hit wool farmers",
        "Sperrfrist beim Arbeitslosengeld wird kürzer",
    ],
)
def test_a_headline_that_speaks_of_embargoes_and_kills_is_no_mark(headline: str) -> None:
    story = _read("ninjs", _ninjs(pubstatus="usable", headline=headline, description_text=headline))
    assert isinstance(story[0], StoryRecord)
    assert not prepare(story[0], default_source="x").hold


@pytest.mark.parametrize("keywords", ["BUDGET-TULLAND", "TULLAND-BUDGET", "COAST-WEATHER-ADVISORY"])
def test_a_subject_among_key_words_is_no_message_to_editors(keywords: str) -> None:
    document = f"\x01abc0001 3 pol 0020\n{keywords}\n\x02Town counts its coins\n   TOWN (ABC) - Words.\n\x03\x04"
    story = _read("iptc7901", document)[0]
    assert isinstance(story, StoryRecord)
    assert not [reason for reason in story.hold if "message to editors" in reason]


def test_an_embargo_without_a_zone_is_kept_until_it_is_over_everywhere() -> None:
    story = _read("ninjs", _ninjs(embargoed="2026-05-01T10:00:00"))[0]
    assert isinstance(story, StoryRecord)
    assert story.embargo_until is not None
    assert story.embargo_until.isoformat() == "2026-05-01T10:00:00-12:00"


def test_a_later_embargo_wins_over_an_earlier_one() -> None:
    document = _g2(
        "<embargoed>2026-01-01T10:00:00Z</embargoed><embargoed>2026-01-02T10:00:00Z</embargoed>"
    )
    story = _read("newsml_g2", document)[0]
    assert isinstance(story, StoryRecord)
    assert story.embargo_until is not None
    assert story.embargo_until.day == 2
    assert not story.hold


BROKEN = {
    "ninjs": ["", "{", "[", '{"uri": 1}', "[1, 2]", '{"uri": "a", "headline": ["x"], "associations": [3, null]}',
              '{"uri": "a", "versioncreated": 99, "people": "x", "bodies": {"value": "b"}}', "[" * 5000],
    "nitf": ["", "<nitf/>", "<nitf><body/></nitf>", "<nitf>", "<a/>"],
    "newsml": ["", "<NewsML/>", "<NewsML><NewsItem/></NewsML>", "<NewsML><NewsItem><NewsComponent/></NewsItem>"],
    "newsml_g2": ["", "<newsItem/>", "<newsMessage/>", "<newsItem><contentSet><inlineXML/></contentSet></newsItem>"],
    "wxr": ["", "<rss/>", "<rss><channel><item/></channel></rss>", "<rss><channel><item><title>x"],
    "ghost": ["", "{}", '{"posts": 3}', '{"posts": [3, null, {}]}', '{"db": [{"data": {"posts": [{"id": "1", '],
    "iptc7901": ["", "\x01", "\x01\x02\x03\x04", "\x01abc0001 3 pol 0020\x02\x03", "\x03"],
    "sgml": ["", "<DOC>", "</DOC>", "<DOC></DOC>", "<DOC><TEXT></DOC><DOC><HEAD>x<TEXT>",
             "<REUTERS><BODY>&#2;</REUTERS>",
             "<DOC>" * 500, "<DOC id=''><P></TEXT></P></DOC>"],
    "databank": ["", "1 of 2 DOCUMENTS", "1 of 1 DOCUMENTS\n\nBYLINE:",
                 "HD\nPD\nLP\nTD\nSN  ", "Title: \nFull text: \n",
                 "Document 1 of 1\n" * 400],
    "iptc_picture": ["", "\xff\xd8\xff", "II*\x00"],
}  # fmt: skip


@pytest.mark.parametrize("reader", BROKEN)
def test_broken_input_is_a_problem_and_never_an_exception(reader: str) -> None:
    for document in BROKEN[reader]:
        records = _read(reader, document)
        stories = [record for record in records if isinstance(record, StoryRecord)]
        assert all(story.headline or story.lines for story in stories)
        for record in records:
            assert not isinstance(record, Problem) or record.message.endswith((".", "?"))


def test_one_bad_item_among_many_costs_only_itself() -> None:
    lines = [_ninjs(uri=f"urn:a.example:{number}") for number in range(300)]
    lines[150] = '{"uri": "broken'
    records = _read("ninjs", "\n".join(lines))
    assert sum(isinstance(record, StoryRecord) for record in records) == 299
    problem = next(record for record in records if isinstance(record, Problem))
    assert problem.origin.place == "line 151"


@pytest.mark.thorough
def test_a_hundred_thousand_tags_and_ten_thousand_pictures_are_cut_and_told() -> None:
    pictures = {
        f"p{n}": {"type": "picture", "renditions": {"o": {"href": f"http://a.example/{n}.jpg"}}}
        for n in range(10_000)
    }
    subjects = [{"name": f"Topic {n}"} for n in range(100_000)]
    story, *problems = _read(
        "ninjs", _ninjs(associations=pictures, subject=subjects, headline="H" * 1_000_000)
    )
    assert isinstance(story, StoryRecord)
    assert len(story.topics) == 500
    assert len(story.pictures) == 1_000
    assert {problem.field for problem in problems if isinstance(problem, Problem)} >= {
        "topics",
        "pictures",
    }


@pytest.mark.thorough
def test_a_hundred_thousand_terms_in_one_post_take_no_squared_time() -> None:
    terms = "".join(
        f'<category domain="post_tag" nicename="t{n}">Tag {n}</category>' for n in range(100_000)
    )
    story = _read("wxr", _wxr(f"<wp:status>publish</wp:status>{terms}"))[0]
    assert isinstance(story, StoryRecord)
    assert len(story.topics) == 500


def test_a_post_with_a_picture_as_text_costs_only_itself() -> None:
    big = _wxr("<wp:status>publish</wp:status>").replace(
        ">Words.<", "><![CDATA[<p>" + "A" * 12_000_000 + "]]><"
    )
    item = big[big.index("<item>") : big.index("</channel>")]
    small = "<item><title>After</title><wp:status>publish</wp:status></item></channel>"
    document = big.replace("</channel>", small)
    assert item in document
    stories = [record for record in _read("wxr", document) if isinstance(record, StoryRecord)]
    assert [story.headline for story in stories][-1] == "After"


@pytest.mark.thorough
@pytest.mark.parametrize("reader", ["ninjs", "nitf", "wxr", "ghost"])
def test_a_body_over_the_limit_is_refused_by_name(reader: str) -> None:
    words = "<p>word</p>" * 7_000
    documents = {
        "ninjs": _ninjs(body_html=words, body_text=""),
        "nitf": _nitf("usable").replace("<p>Words.</p>", words),
        "wxr": _wxr("<wp:status>publish</wp:status>").replace(">Words.<", f"><![CDATA[{words}]]><"),
        "ghost": _ghost(status="published", html=words),
    }
    problem = next(r for r in _read(reader, documents[reader]) if isinstance(r, Problem))
    assert problem.action == "refused"
    assert "limit" in problem.message or "most" in problem.message or "more than" in problem.message
