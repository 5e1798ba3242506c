"""S17: the second step is a wall, not a page; invitations open one account once; nobody types another's password."""

from __future__ import annotations

import re
import time
from base64 import b32decode
from typing import Any

import pytest
import segno
from django.contrib.auth.models import Group, User
from django.core import checks as django_checks
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from articles.models import AuditEntry
from newsroom import second_factor
from tests.attack.doors import admin_doors
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_user
from tests.media.drawing import store_picture

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LOGIN, STEP, PHONE = "/admin/login/", "/admin/second-step/", "/admin/second-factor/"
PASSWORD = "a long password"


def code_of(key: str, steps: int = 0) -> str:
    clock = TOTP(bytes.fromhex(key))
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06}"


def with_phone(name: str = "ana", **fields: Any) -> tuple[User, str]:
    user = make_user(name, is_staff=True, **fields)
    key = second_factor.new_key()
    TOTPDevice.objects.create(user=user, key=key, name="phone")
    return user, key


def password_given(name: str = "ana") -> Client:
    client = Client()
    client.post(LOGIN, {"username": name, "password": PASSWORD})
    return client


@pytest.mark.thorough
def test_the_password_alone_opens_no_screen_and_no_picture() -> None:
    _user, key = with_phone(is_superuser=True)
    hidden = store_picture(320, 240)
    story = make_article("draft", headline="Unseen headline")
    half, stranger = password_given(), Client()
    doors = [
        *admin_doors(story),
        f"/pictures/{hidden.token}/320.jpg",
        "/admin/",
        "/admin/sessions/",
    ]
    free = (STEP, PHONE, LOGIN, "/admin/invitation/")
    failed, tried = [], 0
    for door in doors:
        if door in free:
            continue
        tried += 2
        answers = [half.get(door), half.post(door, {"post": "yes", "headline": "Forged"})]
        if any(
            a.status_code not in {302, 404, 403, 405} or b"Unseen" in a.content for a in answers
        ):
            failed.append((door, [a.status_code for a in answers]))
        if any(a.status_code == 302 and STEP not in a.headers["Location"] for a in answers):
            failed.append((door, "leads past the second step"))
    if (
        half.get(hidden_picture := doors[-3]).status_code
        != stranger.get(hidden_picture).status_code
    ):
        failed.append("a picture")
    assert half.post(STEP, {"code": code_of(key)}).headers["Location"] == "/admin/"
    assert half.get("/admin/").status_code == 200
    assert half.get(hidden_picture).status_code == 200
    settle("S17", "doors before the second step", tried=tried, failed=failed)


def test_a_code_is_good_once_and_guesses_are_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    user, key = with_phone()
    assert second_factor.accepts(user, code_of(key))
    assert not second_factor.accepts(user, code_of(key))
    tries, looked_at = 1000 if IS_FULL else 40, 0
    for number in range(tries):
        before = TOTPDevice.objects.get().throttling_failure_count
        assert not second_factor.accepts(user, f"{number:06}")
        looked_at += TOTPDevice.objects.get().throttling_failure_count - before
    failed = [] if looked_at <= 10 else [f"{looked_at} guesses were looked at"]
    if second_factor.accepts(user, code_of(key, 1)):
        failed.append("the right code helps whoever guesses")
    settle("S17", "guesses at a phone's code", tried=tries, failed=failed, asked="at most 10 tried")


def test_recovery_codes_open_once_and_are_kept_as_digests(settings: Any) -> None:
    user, _key = with_phone()
    other, _key = with_phone("ben")
    codes = second_factor.new_recovery_codes(user)
    assert len(set(codes)) == 10
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}
    assert not second_factor.accepts(other, codes[0])
    assert second_factor.accepts(user, codes[0].upper())
    assert not second_factor.accepts(user, codes[0])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    user.staticdevice_set.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert second_factor.accepts(user, codes[1])
    assert second_factor.recovery_codes_left(user) == 8
    again = second_factor.new_recovery_codes(user)
    assert second_factor.recovery_codes_left(user) == 10
    assert not set(again) & set(codes)


def test_a_role_that_needs_a_phone_meets_its_setting_up_and_nothing_else(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = ["Publisher"]
    user = make_user("ana", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client, older = password_given(), password_given()
    assert client.get("/admin/").headers["Location"] == f"{STEP}?next=%2Fadmin%2F"
    assert client.get(STEP).headers["Location"] == PHONE
    page = client.get(PHONE).content.decode()
    key = client.session["key_of_a_new_phone"]
    assert second_factor.spoken_key(key) in page
    assert not TOTPDevice.objects.exists()
    assert (
        "not the code" in client.post(PHONE, {"do": "confirm", "code": "000000"}).content.decode()
    )
    done = client.post(PHONE, {"do": "confirm", "code": code_of(key)})
    codes = html.fromstring(done.content).xpath("//ul[@class='account-codes']//code/text()")
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    assert older.get("/admin/").status_code == 302
    fresh = password_given()
    assert (
        fresh.post(STEP, {"code": codes[0], "next": "//away.example/"}).headers["Location"]
        == "/admin/"
    )
    client.post(PHONE, {"do": "end"})
    assert TOTPDevice.objects.count() == 1
    told = set(AuditEntry.objects.filter(actor=user).values_list("action", flat=True))
    assert told == {"sign_in", "second_step_set_up", "new_recovery_codes", "second_step"}


def test_a_role_given_later_closes_a_session_that_has_no_phone(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = ["Administrator"]
    make_user("ana", is_staff=True)
    client = password_given()
    assert client.get("/admin/").status_code == 200
    User.objects.update(is_superuser=True)
    assert STEP in client.get("/admin/auth/user/").headers["Location"]


def test_a_sign_in_waits_a_quarter_of_an_hour_for_its_second_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _user, key = with_phone()
    client = password_given()
    client.get("/admin/")
    later = time.time() + second_factor.HALF_SECONDS + 60
    monkeypatch.setattr(second_factor.time, "time", lambda: later)
    client.get(STEP)
    client.post(STEP, {"code": code_of(key)})
    assert client.get("/admin/").status_code == 302


def invited(admin: Client, name: str) -> str:
    sent = {"username": name, "first_name": "Ben", "last_name": "Okri", "email": "", "groups": []}
    page = html.fromstring(admin.post("/admin/auth/user/add/", sent).content)
    link = page.get_element_by_id("link").get("value")
    return str(link).partition("#")[2]


def test_an_invitation_opens_one_account_once_and_every_other_code_is_told_alike() -> None:
    make_user("owner", is_staff=True, is_superuser=True)
    admin = password_given("owner")
    code = invited(admin, "ben")
    ben = User.objects.get(username="ben")
    assert ben.is_staff
    assert not ben.has_usable_password()
    new = {"new_password1": "four words in a row", "new_password2": "four words in a row"}
    gone = make_user("gone", is_active=False)
    wrong = [
        "",
        "x",
        "1.2",
        f"{code}x",
        f"zzzz.{code.split('.')[1]}",
        f"1.{code.split('.')[1]}",
        "é.é",
    ]
    wrong.append(second_factor_code_for(gone))
    said = {bare(Client().post("/admin/invitation/", {"code": each, **new})) for each in wrong}
    failed = list(said)[1:]
    weak = Client().post(
        "/admin/invitation/", {"code": code, "new_password1": "x", "new_password2": "x"}
    )
    assert "too short" in weak.content.decode()
    client = Client()
    assert client.post("/admin/invitation/", {"code": code, **new}).status_code == 302
    assert client.get("/admin/").status_code == 200
    used = bare(Client().post("/admin/invitation/", {"code": code, **new}))
    failed += [used] if used not in said else []
    admin.post(f"/admin/auth/user/{ben.pk}/invite/")
    failed += (
        ["a session outlives a new invitation"] if client.get("/admin/").status_code == 200 else []
    )
    for path in (f"/admin/auth/user/{ben.pk}/password/", f"/admin/auth/user/{ben.pk}/change/"):
        admin.post(path, {"username": "ben", "password1": "taken over now", "password2": "taken over now",
                          "password": "x", "usable_password": "true", "is_active": "on"})  # fmt: skip
    ben.refresh_from_db()
    failed += ["an administrator set a password"] if ben.has_usable_password() else []
    settle("S18", "codes of invitations", tried=len(wrong) + 5, failed=failed)


def second_factor_code_for(user: User) -> str:
    from newsroom.invitations import invite

    return invite(user, by=None)


def bare(answer: Any) -> str:
    return f"{answer.status_code} " + re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_an_administrator_takes_a_lost_phone_away() -> None:
    make_user("owner", is_staff=True, is_superuser=True)
    user, key = with_phone("ben")
    client = password_given("ben")
    client.post(STEP, {"code": code_of(key)})
    assert client.get("/admin/").status_code == 200
    reporter = make_user("rep", is_staff=True)
    reporter.groups.add(Group.objects.get(name="Publisher"))
    for name, status in (("rep", 403), ("owner", 302)):
        for what in ("no-phone", "sign-out", "invite")[: 3 if name == "rep" else 2]:
            asked = password_given(name).post(f"/admin/auth/user/{user.pk}/{what}/")
            assert asked.status_code == status or (name == "rep" and asked.status_code == 404)
    assert client.get("/admin/").status_code == 302
    assert password_given("ben").get("/admin/").status_code == 200


def test_a_misspelled_role_is_refused_at_the_start(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = ["Publisher", "Edtor"]
    told = [each.msg for each in django_checks.run_checks() if each.id == "newsroom.E004"]
    assert told == ["SECOND_FACTOR_FOR names Edtor, which is no role here."]


def test_the_code_to_scan_holds_the_address_to_type() -> None:
    """The drawn runs are the dark modules of that address, none left out and none twice."""
    make_user("ben", is_staff=True)
    page = html.fromstring(password_given("ben").get("/admin/second-factor/?new").content)
    key = b32decode(page.findtext(".//code[@class='account-key']").replace(" ", "")).hex()
    address = second_factor.address_for_phone(User.objects.get(username="ben"), key)
    wanted = segno.make_qr(address, error="m").matrix
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v", page.find(".//svg/path").get("d")):
        run = {(int(x) + step, int(y)) for step in range(int(width))}
        assert not run & dark
        dark |= run
    assert dark == {(x, y) for y, row in enumerate(wanted) for x, bit in enumerate(row) if bit}
