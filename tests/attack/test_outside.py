"""S8, S10, S21: nothing leaves the machine, no preview is guessed, no words of a request become SQL."""

from __future__ import annotations

import ast
import json
import secrets
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, TypeGuard

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.ingest.outbound import allowed
from articles.ingest.pipeline import Options, run_import
from articles.models import Article, PreviewLink
from articles.publishing.previewing import _digest, make_link
from articles.publishing.saving import save_story
from tests.admin.pages import login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_source
from tests.public.paper import make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FORMS = (
    "http://127.0.0.1:{p}/a.jpg", "http://localhost:{p}/a.jpg", "http://127.1:{p}/a.jpg",
    "http://0:{p}/a.jpg", "http://0.0.0.0:{p}/a.jpg", "http://2130706433:{p}/a.jpg",
    "http://0x7f000001:{p}/a.jpg", "http://0177.0.0.1:{p}/a.jpg", "http://[::1]:{p}/a.jpg",
    "http://[::ffff:127.0.0.1]:{p}/a.jpg", "http://[::ffff:7f00:1]:{p}/a.jpg",
    "http://pictures.example@127.0.0.1:{p}/a.jpg", "http://127.0.0.1:{p}#pictures.example/a.jpg",
    "http://127。0。0。1:{p}/a.jpg", "http://①②⑦.0.0.1:{p}/a.jpg", "//127.0.0.1:{p}/a.jpg",
    "http:\\\\127.0.0.1:{p}\\a.jpg", "http://LOCALHOST.:{p}/a.jpg", "https://127.0.0.1:{p}/a.jpg",
    "ftp://127.0.0.1:{p}/a.jpg", "gopher://127.0.0.1:{p}/_a", "file:///etc/passwd",
    "http://pictures.example:{p}/a.jpg", "http://pictures.example\\@127.0.0.1:{p}/a.jpg",
)  # fmt: skip
"""Addresses of a listener on this machine as they are written past a careless check; {p} is its port."""

connects: list[Any] = []
is_watching = threading.Event()


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and is_watching.is_set() and arguments[0].family != socket.AF_UNIX:
        connects.append(arguments[1])


@cache
def _begin_to_hear() -> None:
    """With the first test that listens: no hook can be taken away, and it is called with each open() and id()."""
    sys.addaudithook(_hear)


@contextmanager
def listening() -> Iterator[tuple[int, list[int]]]:
    """A listener on the loopback; every caller is counted, and every connect of this process."""
    server, callers = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        while True:
            try:
                caller, place = server.accept()
            except OSError:
                return
            callers.append(place[1])
            caller.close()

    threading.Thread(target=serve, daemon=True).start()
    port = server.getsockname()[1]
    _begin_to_hear()
    connects.clear()
    is_watching.set()
    try:
        yield port, callers
    finally:
        is_watching.clear()
        server.close()


def naming(address: str) -> dict[str, str]:
    """One file of each format that names a picture at the address."""
    told, quoted = escape(address, quote=True), json.dumps(address)
    ns = "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    image = f'<figure><img src="{told}"><figcaption>A crane</figcaption></figure>'
    return {
        "a.ninjs.json": '{"uri": "urn:w:1", "type": "text", "headline": "Crane", "body_text": "It moved.",'
        f' "associations": {{"m": {{"type": "picture", "renditions": {{"o": {{"href": {quoted}}}}}}}}}}}',
        "a.nitf.xml": "<nitf><body><body.head><hedline><hl1>Crane</hl1></hedline></body.head><body.content>"
        f'<media media-type="image"><media-reference source="{told}"/><media-caption>A crane</media-caption></media>'
        "<p>It moved.</p></body.content></body></nitf>",
        "a.wxr.xml": f"<rss version='2.0' {ns}><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Crane"
        f"</title><content:encoded>{escape(image)}</content:encoded><wp:post_id>1</wp:post_id>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item><item><title>p</title>"
        f"<wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>{told}"
        "</wp:attachment_url></item></channel></rss>",
        "a.ghost.json": '{"db": [{"meta": {"version": "5.0"}, "data": {"posts": [{"id": "1", "title": "Crane",'
        f' "html": {json.dumps(image)}, "feature_image": {quoted}, "status": "published", "type": "post"}}]}}}}]}}',
        "feed.rss": f"<rss version='2.0'><channel><title>x</title><item><title>Crane</title><description>It moved."
        f"</description><enclosure url='{told}' type='image/jpeg' length='1'/></item></channel></rss>",
        "page.html": f"<html><head><meta property='og:image' content='{told}'><base href='{told}'></head><body>"
        f"<article><h1>Crane</h1><p>It moved on Monday at noon.</p>{image}</article></body></html>",
        "a.md": f"# Crane\n\nIt moved.\n\n![A crane]({address})\n",
        "a.csv": f'headline,body,image\nCrane,It moved.,"{address}"\n',
        "a.jsonl": f'{{"headline": "Crane", "body_text": "It moved.", "pictures": [{{"file": {quoted}}}]}}\n',
        "a.newsml.xml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g1' version='1'><contentMeta>"
        f"<headline>Crane</headline></contentMeta><contentSet><remoteContent href='{told}' rendition='rnd:web'"
        " contenttype='image/jpeg'/></contentSet></newsItem>",
    }  # fmt: skip


@pytest.mark.thorough
def test_no_address_in_a_file_makes_this_machine_call_anybody(tmp_path: Path) -> None:
    editor, _user = login("Publisher")
    failed, tried = [], 0
    with listening() as (port, callers):
        door = allowed(["pictures.example"])
        door.resolve = lambda host, _port: ["127.0.0.1"]  # what a rebinding name server would say
        for number, form in enumerate(FORMS if IS_FULL else FORMS[::6]):
            address = form.format(p=port)
            for name, text in naming(address).items():
                path = tmp_path / f"{number}-{name}"
                path.write_text(text, encoding="utf-8")
                for fetch in (door, None) if IS_FULL else (door,):
                    run_import(Options(paths=[str(path)], source=make_source().code, fetch=fetch))
                    tried += 1
                if callers or connects:
                    failed.append((name, address, [*connects]))
                    callers.clear(), connects.clear()
        for story in Article.objects.all()[: 400 if IS_FULL else 6]:
            editor.get(f"/admin/articles/article/{story.pk}/change/")
            editor.get("/admin/articles/article/embed/", {"url": FORMS[0].format(p=port)})
            tried += 2
        failed += [("the admin", "", [*connects])] if callers or connects else []
        connects.clear()
        socket.create_connection(("127.0.0.1", port)).close()
        assert connects == [("127.0.0.1", port)], "the judge sees no connection"
    settle("S10", "addresses in files of ten formats", tried=tried, failed=failed)


def test_a_preview_is_not_guessed_and_never_kept(client: Client) -> None:
    story = make_article("draft", headline="Unseen headline")
    save_story(story)
    token = make_link(story, by=None, now=timezone.now())
    assert len(token) * 6 >= 128
    failed = []
    answer = client.get(f"/preview/{token}")
    told = {name.lower(): value for name, value in answer.headers.items()}
    if "no-store" not in told["cache-control"] or "noindex" not in told["x-robots-tag"]:
        failed.append(told)
    guesses = 1_000_000 if IS_FULL else 2_000
    for start in range(0, guesses, 500):
        tokens = [secrets.token_urlsafe(32) for _n in range(min(500, guesses - start))]
        hits = PreviewLink.objects.filter(token_digest__in=[_digest(each) for each in tokens])
        failed += list(hits.values_list("pk", flat=True))
    other = "B" if token[-1] == "A" else "A"
    near = [
        token[:-1],
        f"{token}A",
        token.swapcase(),
        token[::-1],
        f"{token[:42]}%{ord(other):02x}",
        "*",
        "%25",
        "_" * 43,
    ]
    failed += [each for each in near if client.get(f"/preview/{each}").status_code != 404]
    settle("S8", "guesses at a preview's address", tried=guesses + len(near), failed=failed)


NO_SUCH_FORMAT = 501
"""What oEmbed answers to a format it does not write (oembed.com, 2.3.2)."""
MARK = "zq0sqlzq"
BREAKERS = (
    "'", '"', "`", "\\", "')", "';--", '"--', "' OR '1'='1", "1) OR (1=1", "' UNION SELECT 1--", "%27", "\x00'",
    "*", '" OR 1 --', "NEAR(", "^", "-", ":", "){", "$$", "/**/", "\u02bc", "０", "-published_at", "1;SELECT 1",
)  # fmt: skip
NAMES = ("q", "section", "person", "topic", "contributor", "from", "to", "order", "cursor", "limit", "page",
         "since", "until", "url", "format", "lang", "year", "month", "kind", "letter", "after", "before")  # fmt: skip


@pytest.mark.thorough
@pytest.mark.no_door_guard
def test_no_words_of_a_request_become_part_of_a_statement() -> None:
    """The judge reads each statement as it goes to the database, before its values are filled in."""
    paper = make_paper()
    seen: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if MARK in sql:
            seen.append(sql[:200])
        return execute(sql, *rest)

    doors = [
        "/search",
        "/api/stories",
        "/people",
        "/archive",
        "/oembed",
        paper.story.get_absolute_url(),
        "/",
        "/feed.json",
    ]
    editor, _user = login("Publisher")
    lists = [
        "/admin/articles/article/",
        "/admin/media/picture/",
        "/admin/articles/person/",
        "/admin/articles/auditentry/",
    ]
    client = Client(raise_request_exception=False)
    editor.raise_request_exception = False
    failed, tried = [], 0
    with connection.execute_wrapper(watch):
        for breaker in BREAKERS if IS_FULL else BREAKERS[::3]:
            value = f"{MARK}{breaker}{MARK}"
            asked = [(client, door, {name: value}) for door in doors for name in NAMES]
            asked += [(client, door, {value: "1"}) for door in doors]
            asked += [
                (editor, door, {name: value})
                for door in lists
                for name in ("q", "o", "p", "state", "mine", "e", value)
            ]
            asked += [
                (client, f"/{value}".replace("\x00", "%00"), {}),
                (client, f"/people/{MARK}{ord(breaker[0])}", {}),
            ]
            for who, door, query in asked if IS_FULL else asked[:: 1 if breaker == "'" else 4]:
                answer = who.get(door, query)
                tried += 1
                is_broken = answer.status_code >= 500 and answer.status_code != NO_SUCH_FORMAT
                if seen or is_broken:
                    failed.append((door, query, answer.status_code, seen[:1]))
                    seen.clear()
        connection.cursor().execute(f"SELECT '{MARK}'")
        assert seen, "the judge sees no statement"
    settle("S21", "breaking values in every parameter", tried=tried, failed=failed)


STATEMENTS = {"execute", "executemany", "raw", "extra", "RawSQL"}
COMPOSED = {
    "articles/bulk.py": 1,  # names of a model's table and columns, as many "%s" as there are columns
    "articles/prepared.py": 1,  # SQL that Django's compiler wrote, its parameters apart
    "articles/related/nearness.py": 2,  # as many "%s" as there are stories, a column of our own
    "articles/search/finding.py": 2,  # names of columns, weights and limits of our own
    "articles/search/on_postgresql.py": 1,  # conditions of our own, a "%s" for each value
    "articles/search/together.py": 1,  # a size that stands in the file
    "newsroom/management/commands/migrate.py": 1,  # a number that stands in the file
}
"""Where a statement is put together, and how often: each was read by hand, and a new one must be."""


def test_statements_are_written_not_put_together() -> None:
    found: Counter[str] = Counter()
    tried = 0
    for room in ("articles", "media", "newsroom"):
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "migrations" in path.parts or not any(name in text for name in STATEMENTS):
                continue
            for node in filter(_takes_statement, ast.walk(ast.parse(text))):
                tried += 1
                is_written = isinstance(node.args[0], (ast.Constant, ast.Name, ast.Attribute))
                found[str(path.relative_to(settings.BASE_DIR))] += not is_written
    failed = [(name, n) for name, n in (+found).items() if COMPOSED.get(name) != n]
    settle("S21", "calls that take a statement", tried=tried, failed=failed)


def _takes_statement(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) in STATEMENTS
