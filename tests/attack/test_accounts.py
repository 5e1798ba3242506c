"""S17, S18: guesses are few and answered alike; sessions rotate, end and are asked for the password anew."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import argon2
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import AuditEntry
from newsroom import sessions
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_user
from tests.faults.site import copy_of_database

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LOGIN = "/admin/login/"
PASSWORD = "a long password"


def guess(name: str, password: str = "wrong", place: str = "10.0.0.1") -> Any:
    return Client(REMOTE_ADDR=place).post(LOGIN, {"username": name, "password": password})


def test_ten_guesses_shut_the_account_for_the_guesser_alone() -> None:
    make_user("ana", is_staff=True)
    tries = 1000 if IS_FULL else 25
    answers = [guess("ana", f"wrong {n}") for n in range(tries)]
    counted = sum(answer.status_code == 200 for answer in answers)
    failed = []
    if counted > 10:
        failed.append(f"{counted} guesses were tried")
    if guess("ana", PASSWORD).status_code != 429:
        failed.append("the right password helps the guesser")
    if guess("ana", PASSWORD, place="10.0.0.2").status_code != 302:
        failed.append("the editor is locked out elsewhere")
    make_user("ben", is_staff=True)
    if guess("ben", PASSWORD).status_code != 302:
        failed.append("another account is locked out")
    settle("S17", "guesses at one account", tried=tries, failed=failed, asked="at most 10 tried")


def test_a_sign_in_and_a_refusal_are_told_and_words_typed_as_a_name_are_not() -> None:
    """ASVS 16.3.1; whoever types a password into the field of the name has not told it to the log."""
    make_user("ana", is_staff=True)
    guess("ana", place="10.0.0.7")
    guess("ana", PASSWORD, place="10.0.0.8")
    guess("my secret password", place="10.0.0.9")
    rows = AuditEntry.objects.order_by("pk").values_list("action", "actor_name", "address")
    assert list(rows) == [
        ("sign_in_refused", "", "10.0.0.7"),
        ("sign_in", "ana", "10.0.0.8"),
        ("sign_in_refused", "", "10.0.0.9"),
    ]
    kept = json.dumps(list(AuditEntry.objects.values()), default=str)
    assert '"ana"' in kept
    assert "secret password" not in kept


@pytest.mark.parametrize("is_behind", [True, False])
def test_behind_a_proxy_each_guesser_has_an_address_of_their_own(
    settings: Any, *, is_behind: bool
) -> None:
    """The proxy's word is the last of the header; what stands before it the guesser wrote."""
    settings.BEHIND_PROXY = is_behind
    make_user("ana", is_staff=True)
    for number in range(12):
        forged = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"}
        Client(headers=forged).post(LOGIN, {"username": "ana", "password": "wrong"})
    told = {"username": "ana", "password": PASSWORD}
    guesser = Client(headers={"X-Forwarded-For": "203.0.113.9"}).post(LOGIN, told)
    editor = Client(headers={"X-Forwarded-For": "203.0.113.10"}).post(LOGIN, told)
    failed = [] if guesser.status_code == 429 else ["a forged address makes new guesses"]
    if is_behind and editor.status_code != 302:
        failed.append("the editor is locked out by a stranger")
    if not is_behind and editor.status_code != 429:
        failed.append("a header is believed without a proxy")
    settle("S17", f"guesses with forged addresses, {'' if is_behind else 'not '}behind a proxy",
           tried=14, failed=failed)  # fmt: skip


@pytest.mark.thorough
def test_an_unknown_account_is_answered_as_a_known_one() -> None:
    make_user("ana", is_staff=True)
    make_user("reader")
    make_user("gone", is_staff=True, is_active=False)
    failed, tried = [], 0
    for _turn in range(12):
        known, *others = (bare(guess(name)) for name in ("ana", "nobody", "reader", "gone"))
        tried += len(others)
        failed += [other[:80] for other in others if other != known]
    failed += (
        ["reset of passwords by mail"]
        if Client().get("/admin/password_reset/").status_code == 200
        else []
    )
    settle("S18", "unknown, disabled and reader accounts", tried=tried, failed=failed)


KINDS = ("ana", "nobody", "reader", "gone")
"""An editor, an account that there is not, one without the desk, one that was disabled."""


def test_an_unknown_account_costs_what_a_known_one_costs(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """As many digests of passwords and as many statements; what remains is measured by the full run."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 2 if IS_FULL else 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 102400 if IS_FULL else 64)
    make_user("ana", is_staff=True)
    make_user("reader")
    make_user("gone", is_staff=True, is_active=False)
    digests: list[str] = []
    hash_secret = argon2.low_level.hash_secret
    verify = argon2.PasswordHasher.verify
    monkeypatch.setattr(argon2.low_level, "hash_secret",
                        lambda *a, **o: (digests.append("made"), hash_secret(*a, **o))[1])  # fmt: skip
    monkeypatch.setattr(argon2.PasswordHasher, "verify",
                        lambda *a, **o: (digests.append("held against"), verify(*a, **o))[1])  # fmt: skip
    turns = 500 if IS_FULL else 2
    spent: dict[str, list[float]] = {name: [] for name in KINDS}
    work: dict[str, Counter[tuple[int, int]]] = {name: Counter() for name in KINDS}
    guess("ana", place="10.9.9.9")
    for turn in range(turns):
        for name in KINDS:
            digests.clear()
            connection.queries_log.clear()  # which forgets its oldest, and then they are not counted
            with CaptureQueriesContext(connection) as asked:
                start = time.process_time()
                guess(name, place=f"10.{turn // 250}.{turn % 250}.{KINDS.index(name)}")
                spent[name].append(time.process_time() - start)
            work[name][len(digests), len(asked)] += 1
    # a run that lasts clears old guesses away in between, whomever the next one is of
    usual = {each.most_common(1)[0][0] for each in work.values()}
    failed: list[Any] = [] if len(usual) == 1 and all(min(each) for each in usual) else [work]
    medians = {name: statistics.median(times) for name, times in spent.items()}
    apart = max(medians.values()) / min(medians.values()) - 1
    failed += [medians] if IS_FULL and apart > 0.05 else []
    told = f", medians of processor time {apart:.1%} apart" if IS_FULL else ""
    settle("S18", f"guesses at four kinds of account cost the same{told}",
           tried=turns * len(KINDS), failed=failed, asked="within 5 %")  # fmt: skip


def bare(answer: Any) -> str:
    """Status and body without the token and the name that was typed."""
    text = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return f"{answer.status_code} {text}"


def signed_in(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"username": user.username, "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    return client


def test_the_session_changes_at_sign_in_and_dies_with_password_role_and_account() -> None:
    user = make_user("ana", is_staff=True, is_superuser=True)
    fixed = Client()
    fixed.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    fixed.post(LOGIN, {"username": "ana", "password": PASSWORD})
    failed = (
        ["fixed session"] if fixed.cookies[settings.SESSION_COOKIE_NAME].value == "a" * 32 else []
    )
    endings = {
        "password": lambda: (user.set_password("another long one"), user.save()),
        "disabled": lambda: User.objects.filter(pk=user.pk).update(is_active=False),
        "no staff": lambda: User.objects.filter(pk=user.pk).update(is_staff=False),
    }
    for name, end in endings.items():
        user.set_password(PASSWORD)
        user.save()
        User.objects.filter(pk=user.pk).update(is_active=True, is_staff=True)
        client = signed_in(user)
        end()
        if client.get("/admin/").status_code != 302:
            failed.append(name)
    settle("S17", "ends of a session", tried=1 + len(endings), failed=failed)


def test_a_session_is_listed_and_ended_by_its_owner_only() -> None:
    ana, ben = make_user("ana", is_staff=True), make_user("ben", is_staff=True)
    here, there, other = signed_in(ana), signed_in(ana), signed_in(ben)
    page = here.get("/admin/sessions/").content.decode()
    assert page.count("Sign out there") == 1
    foreign = next(sessions.sessions_of(ben.pk)).name
    here.post("/admin/sessions/", {"end": foreign})
    assert other.get("/admin/").status_code == 200
    here.post("/admin/sessions/", {"end": "others"})
    assert [client.get("/admin/").status_code for client in (here, there, other)] == [200, 302, 200]
    assert all(each.key not in page for each in sessions.sessions_of(ana.pk) if each.key)


def test_accounts_roles_and_many_rows_ask_for_the_password_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ana = make_user("ana", is_staff=True, is_superuser=True)
    client = signed_in(ana)
    page = f"/admin/auth/user/{ana.pk}/change/"
    assert client.get(page).status_code == 200
    later = time.time() + settings.PASSWORD_ASKED_AGAIN_SECONDS + 60
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    asked = client.get(page)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/admin/password/?next=")
    many = {"action": "delete_selected", "_selected_action": ["1"]}
    for path in ("/admin/auth/group/", "/admin/articles/article/", "/admin/articles/person/"):
        assert client.post(path, many).headers["Location"].startswith("/admin/password/")
    assert client.get("/admin/articles/article/").status_code == 200
    wrong = client.post("/admin/password/", {"password": "no", "next": page})
    assert wrong.status_code == 200
    away = client.post("/admin/password/", {"password": PASSWORD, "next": "//away.example/"})
    assert away.headers["Location"] == "/admin/"
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "password", ["short", "password123", "1234567890", "ana.ruiz.ana", "qwertyuiop"]
)
def test_common_short_and_telling_passwords_are_refused(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    user = make_user("ana.ruiz.ana")
    with pytest.raises(ValidationError):
        validate_password(password, user)
    validate_password(
        "correct horse battery staple and more of it, 80 letters long if you like", user
    )


@pytest.mark.django_db
def test_a_new_password_takes_the_present_one_and_every_sign_counts() -> None:
    """ASVS 6.2.3, 6.2.8 and 6.2.9: none is cut, folded or changed without the one before."""
    user = make_user("ana", is_staff=True)
    user.set_password("the present one ÄB")
    user.save()
    client = Client()
    client.force_login(user)
    new = "Öffne " + "the harbor gate at dawn, " * 4 + "Z"
    failed = []
    for present, is_right in (
        ("the present one äb", False),
        ("", False),
        ("the present one ÄB", True),
    ):
        form = {"old_password": present, "new_password1": new, "new_password2": new}
        client.post("/admin/password_change/", form)
        user.refresh_from_db()
        if user.check_password(new) is not is_right:
            failed.append(present)
    failed += [each for each in (new[:72], new.lower(), new + " ") if user.check_password(each)]
    settle("S17", "a new password", tried=6, failed=failed)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_cookies_of_a_real_site_are_locked_to_it(tmp_path: Path) -> None:
    """As the browser gets them: host-bound, secure, unreadable to scripts (ASVS 3.3.1 to 3.3.4)."""
    ask = (
        "from django.test import Client\n"
        "c = Client(SERVER_NAME='news.example', headers={'host': 'news.example'})\n"
        "answer = c.get('/admin/login/', secure=True)\n"
        "from django.contrib.auth.models import User\n"
        "User.objects.create_user('ana', password='a long password', is_staff=True)\n"
        "c.post('/admin/login/', {'username': 'ana', 'password': 'a long password'}, secure=True)\n"
        "print(*(morsel.OutputString() for morsel in c.cookies.values()), sep='\\n')\n"
        "print(answer.headers['Strict-Transport-Security'])\n"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", ask],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        env={**kept, "DATA_DIR": str(tmp_path), "DATABASE_URL": copy_of_database(tmp_path), "SITE_URL": "https://news.example",
             "SECRET_KEY": "k5f8Zp" * 12 + "!x9", "STATIC_HASHED": "0", "LOG_LEVEL": "CRITICAL"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *cookies, transport = done.stdout.strip().splitlines()
    assert {line.partition("=")[0] for line in cookies} == {"__Host-session", "__Host-csrf"}
    for line in cookies:
        for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert word in line
        assert "Domain" not in line
    assert transport == "max-age=31536000; includeSubDomains; preload"
