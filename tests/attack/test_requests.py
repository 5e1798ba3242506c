"""S15, S16, S20: no header, host, repeated name or suffix changes what readers get; nothing leads out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from articles import freshness
from tests.admin.pages import login
from tests.attack.doors import content_of, readers_doors
from tests.attack.payloads import AWAY, CLIMBING, IS_FULL, lines
from tests.attack.table import settle
from tests.factories import make_user
from tests.media.drawing import store_picture
from tests.public.paper import make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EVIL = "evil.example"
HEADERS = (
    "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Server",
    "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Scheme", "X-Original-URL", "X-Rewrite-URL",
    "X-Original-Host", "X-Host", "X-HTTP-Host-Override", "Forwarded", "X-HTTP-Method-Override",
    "X-HTTP-Method", "X-Method-Override", "X-Real-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP",
    "Origin", "Referer", "User-Agent", "Accept", "Accept-Language", "Accept-Charset", "Cookie",
    "Authorization", "X-Requested-With", "X-Ghost-Preview", "X-Preview", "X-Wagtail-Preview", "Prefer",
    "Cache-Control", "Pragma", "Via", "X-Wap-Profile", "X-Arbitrary", "X-Debug", "X-CSRFToken", "DNT",
    "Save-Data", "Sec-Fetch-Mode", "Sec-CH-UA", "Sec-CH-Viewport-Width", "Viewport-Width", "DPR",
    "X-Forwarded-Ssl", "Front-End-Https", "X-URL-Scheme", "Max-Forwards", "Upgrade-Insecure-Requests",
    "X-Custom-IP-Authorization", "X-Timer", "TE", "Trailer", "Transfer-Encoding-X", "Proxy-Host",
)  # fmt: skip


@pytest.fixture
def _cache_on(settings: Any) -> Any:
    settings.PAGE_CACHE = True
    cache.clear()
    freshness._memory.clear()
    yield
    cache.clear()
    freshness._memory.clear()


@pytest.mark.thorough
@pytest.mark.usefixtures("_cache_on")
def test_no_header_changes_a_public_page(client: Client) -> None:
    paper = make_paper()
    doors = [paper.story.get_absolute_url(), "/", "/feed.rss", "/api/stories", "/sitemap.xml"]
    plain = {door: client.get(door).content for door in doors}
    failed, tried = [], 0
    for door in doors if IS_FULL else doors[:2]:
        for name in HEADERS if IS_FULL else HEADERS[::2]:
            for cached in (False, True) if IS_FULL else (False,):
                if not cached:
                    cache.clear()
                answer = client.get(door, headers={name: EVIL if name != "Accept" else "text/evil"})
                tried += 1
                if answer.content != plain[door] or EVIL in str(answer.headers):
                    failed.append((door, name, answer.status_code))
                if client.get(door).content != plain[door]:
                    failed.append((door, name, "poisoned"))
    settle("S15", "headers on public pages", tried=tried, failed=failed)


def test_a_foreign_host_is_refused_and_named_nowhere(client: Client) -> None:
    paper = make_paper()
    failed, hosts = (
        [],
        [
            EVIL,
            f"{EVIL}:80",
            f"127.0.0.1@{EVIL}",
            f"127.0.0.1.{EVIL}",
            f"127.0.0.1,{EVIL}",
            "",
            "127.0.0.1:8000/x",
        ],
    )
    doors = [paper.story.get_absolute_url(), "/", "/feed.rss", "/admin/login/", "/nowhere"]
    for host in hosts:
        for door in doors:
            answer = client.get(door, SERVER_NAME="127.0.0.1", HTTP_HOST=host)
            if answer.status_code != 400 or EVIL in answer.content.decode():
                failed.append((host, door, answer.status_code))
    settle("S15", "foreign hosts", tried=len(hosts) * len(doors), failed=failed)


def test_the_desk_answers_on_its_own_host_alone(settings: Any) -> None:
    settings.ADMIN_HOST, settings.ALLOWED_HOSTS = "desk.example", ["news.example", "desk.example"]
    editor, _user = login("Publisher")
    doors = ["/admin/", "/admin/login/", "/admin/articles/article/", "/admin/nothing/"]
    failed = []
    for door in doors:
        for host in ("news.example", "news.example:8000"):
            answer = editor.get(door, headers={"host": host})
            failed += [(door, host)] if (answer.status_code, answer.content) != (404, b"") else []
    failed += (
        ["shut"]
        if editor.get("/admin/", headers={"host": "desk.example"}).status_code != 200
        else []
    )
    failed += (
        ["a reader"]
        if Client().get("/health", headers={"host": "news.example"}).status_code != 200
        else []
    )
    settle("S15", "the desk asked for at another host", tried=2 * len(doors) + 2, failed=failed)


@pytest.mark.usefixtures("_cache_on")
def test_repeated_names_and_suffixes_reach_no_cached_page_of_another(client: Client) -> None:
    paper = make_paper()
    own = paper.story.get_absolute_url()
    plain = {path: client.get(path).content for path in ("/search?q=harbor", "/harbor", own)}
    cloaked = ["/search?q=harbor&q=evilword", "/search?q=harbor;q=evilword", "/search?q=harbor&utm_x=1;q=evilword",
               "/search?q=evilword&Q=harbor", "/harbor?page=1&page=evilword", "/harbor?callback=evilword"]  # fmt: skip
    for path in cloaked:
        client.get(path)
    failed = [path for path, content in plain.items() if client.get(path).content != content]
    editor, _user = login("Publisher")
    suffixes = [
        "/x.css",
        "/x.js",
        "/.css",
        ";x.css",
        "%00.css",
        "%0a.css",
        "%3fx.css",
        "/..%2fx.css",
        ".css",
    ]
    for page in (
        "/admin/",
        "/admin/articles/article/",
        f"/admin/articles/article/{paper.story.pk}/change/",
    ):
        for suffix in suffixes:
            answer = editor.get(page.rstrip("/") + suffix)
            kept = "no-store" in answer.headers.get("Cache-Control", "")
            if (answer.status_code == 200 and not kept) or client.get(
                page.rstrip("/") + suffix
            ).status_code == 200:
                failed.append(page + suffix)
    settle(
        "S15", "cloaked names and suffixes", tried=len(cloaked) + 3 * len(suffixes), failed=failed
    )


@pytest.mark.thorough
@pytest.mark.usefixtures("_cache_on")
def test_public_pages_set_no_cookie_and_an_editors_visit_leaves_no_trace(client: Client) -> None:
    paper = make_paper()
    doors = [*paper.pages.values(), *readers_doors(paper.story)]
    editor = Client()
    editor.force_login(make_user("tracedperson", is_staff=True, is_superuser=True))
    failed = []
    for door in doors:
        seen, read = editor.get(door), client.get(door)
        vary = {name.strip() for name in read.headers.get("Vary", "").split(",") if name.strip()}
        if read.cookies or seen.cookies or not vary <= {"Accept-Encoding"}:
            failed.append((door, "cookie or Vary", str(vary)))
        theirs, ours = content_of(seen), content_of(read)
        if theirs != ours and not door.startswith(("/ready", "/health")):
            failed.append((door, "another page for the editor"))
        if b"tracedperson" in ours or b"/admin/" in ours.replace(b"Disallow: /admin/", b""):
            failed.append((door, "the editor's markup"))
    settle("S16", "public doors after an editor", tried=2 * len(doors), failed=failed)


def leads_out(answer: Any) -> bool:
    """Whether a browser that follows the answer leaves the site."""
    target = answer.headers.get("Location")
    if target is None:
        return False
    browsers = target.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    joined = urlsplit(urljoin("http://testserver/x", browsers))
    return (
        joined.netloc not in {"testserver", "127.0.0.1:8000", "127.0.0.1"}
        or joined.scheme != "http"
    )


@pytest.mark.thorough
def test_no_address_leads_off_the_site(client: Client) -> None:
    paper = make_paper()
    user = make_user("leaver", is_staff=True, is_superuser=True)
    failed, tried = [], 0
    for target in lines("redirect/open-redirect-even.txt", AWAY):
        told = quote(target, safe="")
        raw = quote(target, safe="/:@\\.#?&=%")
        bare = raw if raw.startswith("/") else f"/{raw}"
        doors = [f"/admin/login/?next={told}", f"/{told}", bare, f"{bare}/", f"{bare}/harbor/", f"//harbor/{told}/",
                 f"/search?q=x&next={told}", f"/harbor/{told}-{paper.story.pk}", f"/people/{told}/"]  # fmt: skip
        for door in doors:
            tried += 1
            if leads_out(client.get(door)):
                failed.append((door, client.get(door).headers["Location"]))
        signed = Client()
        answer = signed.post(
            f"/admin/login/?next={told}",
            {"username": "leaver", "password": "a long password", "next": target},
        )
        tried += 2
        if leads_out(answer):
            failed.append(("login", target, answer.headers["Location"]))
        signed.force_login(user)
        if leads_out(out := signed.post(f"/admin/logout/?next={told}", {"next": target})):
            failed.append(("logout", target, out.headers["Location"]))
    settle("S20", "redirects in each parameter", tried=tried, failed=failed)


def test_no_path_climbs_out_of_its_folder(client: Client) -> None:
    picture = store_picture(320, 240)
    editor, _user = login("Publisher")
    secret = settings.DATA_DIR / "secret_key"
    marks = [b"root:", b"SQLite format", b"DATABASES ="]
    if secret.exists():
        marks.append(secret.read_bytes().strip())
    failed, tried = [], 0
    for path in lines("path/directory-traversal-even.txt", CLIMBING):
        told = quote(path, safe="/%\\.")
        doors = [f"/pictures/{told}", f"/pictures/{picture.token}/{told}", f"/pictures/{told}/640.jpg",
                 f"/static/{told}", f"/uploads/{told}", f"/people/{told}", f"/{told.lstrip('/')}"]  # fmt: skip
        asked = [
            f"/search?q={quote(path)}",
            f"/oembed?url={quote(path)}",
            f"/feed.{quote(path, safe='')}",
        ]
        for door in doors + asked:
            tried += 1
            answer = client.get(door)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code >= 500 or any(mark in content for mark in marks if mark):
                failed.append((door, answer.status_code))
        tried += 1
        if (
            sent := editor.get(f"/admin/media/picture/library/?q={quote(path)}")
        ).status_code >= 500:
            failed.append(("library", path, sent.status_code))
    settle("S20", "climbing paths in each place", tried=tried, failed=failed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place", ["static", "static/newsroom", "uploads", "pictures", ".git", "var"]
)
def test_no_folder_lists_what_lies_in_it(client: Client, place: str) -> None:
    """ASVS 13.4.1, 13.4.3."""
    for door in (f"/{place}", f"/{place}/", f"/{place}/?C=M", f"/{place}/.git/config"):
        assert client.get(door, follow=True).status_code == 404, door


@pytest.mark.django_db
def test_a_question_about_methods_makes_no_page(
    client: Client, django_assert_num_queries: Any
) -> None:
    """OPTIONS went past each cache and was answered with the whole page."""
    with django_assert_num_queries(0):
        for door in ("/", "/api/stories", "/search?q=a", "/admin/"):
            answer = client.options(door)
            assert (answer.status_code, answer.content) == (204, b"")
            assert "GET" in answer.headers["Allow"]
            assert not {"Content-Type", "Location"} & answer.headers.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["/", "/admin/login/", "/api/stories", "/nobody-wrote-this"])
def test_methods_that_nothing_here_needs_are_refused_alike(client: Client, door: str) -> None:
    """TRACE was answered like GET (ASVS 13.4.4)."""
    failed = []
    for method in ("TRACE", "TRACK", "PUT", "PATCH", "DELETE", "PROPFIND"):
        answer = client.generic(method, door, headers={"x-secret": "canary-told-back"})
        if answer.status_code != 405 or b"canary" in answer.content or answer.cookies:
            failed.append((method, answer.status_code))
    settle("S15", f"methods that nobody needs: {door}", tried=6, failed=failed)
