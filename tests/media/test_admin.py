"""The screens of pictures: upload, list, form; each within its queries."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import freshness
from articles.models import AuditEntry
from media.admin import upload as upload_room
from media.filetypes import MOST_PIXELS
from media.models import Picture
from tests.media.drawing import draw, encode, jpeg, make_picture, store_picture
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

LIST = "admin:media_picture_changelist"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("ana", password="a long password"))
    return client


def upload(content: bytes, name: str = "crane.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def change_form(client: Client, picture: Picture, **changes: object) -> dict[str, object]:
    form = (
        client.get(reverse("admin:media_picture_change", args=[picture.pk]))
        .context["adminform"]
        .form
    )
    values = {name: form[name].value() for name in form.fields}
    values = {name: "\n".join(v) if isinstance(v, list) else v for name, v in values.items()}
    return {**{name: value or "" for name, value in values.items()}, **changes}


def test_one_upload_leads_to_its_form(desk):
    response = desk.post(reverse("admin:media_picture_add"), {"pictures": upload(jpeg())})
    picture = Picture.objects.get()
    assert response["Location"] == reverse("admin:media_picture_change", args=[picture.pk])
    assert picture.original_name == "crane.jpg"
    assert picture.uploaded_by.username == "ana"
    assert "crane" not in picture.file.name
    assert picture.caption == picture.alt == ""


def test_each_of_several_uploads_has_its_own_answer(desk):
    same = jpeg(seed=1)
    files = [
        upload(same),
        upload(same, "again.jpg"),
        upload(b"<svg/>", "logo.svg"),
        upload(b"", "none.jpg"),
    ]
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": files})
    first, again, svg, empty = response.json()["pictures"]
    assert first["is_new"]
    assert not again["is_new"]
    assert again["id"] == first["id"]
    assert "already" in again["remarks"][0]
    assert not svg["taken"]
    assert "SVG" in svg["remarks"][0]
    assert empty["remarks"] == ["The file is empty."]
    assert Picture.objects.count() == 1


@pytest.mark.thorough
@pytest.mark.sqlite
def test_every_hostile_file_of_the_collection_is_refused_or_taken(desk):
    paths = sorted(shared_data("security", "images").iterdir())
    files = [upload(path.read_bytes(), path.name) for path in paths]
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": files})
    arrivals = {arrival["name"]: arrival for arrival in response.json()["pictures"]}
    assert set(arrivals) == {path.name for path in paths}
    for name, arrival in arrivals.items():
        if arrival["taken"]:
            assert 0 < arrival["width"] * arrival["height"] <= MOST_PIXELS, name
        else:
            assert len(arrival["remarks"]) == 1, name
            assert arrival["remarks"][0].endswith("."), name
    assert Picture.objects.count() == sum(each["taken"] for each in arrivals.values())
    assert not list((Path(settings.MEDIA_ROOT) / "arriving").iterdir())


def test_a_near_copy_is_pointed_out(desk):
    original = store_picture(seed=3)
    smaller = encode(draw(seed=3).resize((800, 600)), quality=60)
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": upload(smaller)})
    (arrival,) = response.json()["pictures"]
    assert [near["id"] for near in arrival["resembling"]] == [original.pk]


@pytest.mark.thorough
def test_an_account_brings_so_much_a_day_and_no_more(desk, monkeypatch):
    """A stolen one filled the disk, 25 MB by 25 MB."""
    files = [upload(encode(draw(40 + n, 40)), f"{n}.jpg") for n in range(3)]
    monkeypatch.setattr(upload_room, "MOST_A_DAY", 2)
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": files})
    assert [each["taken"] for each in response.json()["pictures"]] == [True, True, False]
    assert "a day" in response.json()["pictures"][2]["remarks"][0]
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": upload(jpeg())})
    assert [each["taken"] for each in response.json()["pictures"]] == [False]
    monkeypatch.setattr(upload_room, "MOST_A_DAY", 9)
    monkeypatch.setattr(upload_room, "MOST_BYTES_A_DAY", 9)
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": upload(jpeg())})
    assert [each["taken"] for each in response.json()["pictures"]] == [False]
    Picture.objects.update(created_at=timezone.now() - timedelta(days=2))
    monkeypatch.setattr(upload_room, "MOST_BYTES_A_DAY", 10**9)
    response = desk.post(reverse("admin:media_picture_upload"), {"pictures": upload(jpeg())})
    assert [each["taken"] for each in response.json()["pictures"]] == [True]


def test_who_may_not_add_may_not_upload(client):
    client.force_login(User.objects.create_user("guest", is_staff=True))
    for address in ("admin:media_picture_add", "admin:media_picture_upload"):
        assert client.post(reverse(address), {"pictures": upload(jpeg())}).status_code == 403
    assert not Picture.objects.exists()


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_costs_a_fixed_number_of_queries(desk, number, django_assert_max_num_queries):
    for _turn in range(number):
        make_picture()
    desk.get(reverse(LIST))  # the first request of a session writes the time of use
    with django_assert_max_num_queries(6):
        response = desk.get(reverse(LIST))
    assert response.content.count(b"picture-thumbnail") == number


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"look": "credit"}, {"bare"}),
        ({"look": "alt"}, {"bare"}),
        ({"look": "warning"}, {"warned"}),
        ({"uploaded": "mine"}, {"mine"}),
        ({"uploaded": "today"}, {"bare", "warned", "mine", "named"}),
        ({"q": "lovelace"}, {"named"}),
        ({"q": "LOVELACE ana"}, {"named"}),
        ({"q": "łódź"}, {"mine"}),
        ({"q": "nobody"}, set()),
    ],
)
def test_the_list_finds_and_filters(desk, query, found):
    ana = User.objects.get()
    rows = {
        "bare": make_picture(credit="", creator="", alt=" "),
        "warned": make_picture(instructions="No web"),
        "mine": make_picture(uploaded_by=ana, place="Łódź"),
        "named": make_picture(people_in_picture=["Ada Lovelace"]),
    }
    shown = desk.get(reverse(LIST), query).context["cl"].result_list
    assert {name for name, row in rows.items() if row in shown} == found


def test_the_library_is_searched_narrowed_and_paged(desk, django_assert_max_num_queries):
    rows = [make_picture(credit="", creator="") for _turn in range(3)]
    rows += [make_picture(keywords=["tram"]) for _turn in range(39)]
    address = reverse("admin:media_picture_library")
    desk.get(address)  # the first request of a session writes the time of use
    with django_assert_max_num_queries(4):
        first = desk.get(address).json()
    assert (first["total"], first["pages"], len(first["pictures"])) == (42, 2, 40)
    assert first["pictures"][0]["id"] == rows[-1].pk
    assert len(desk.get(address, {"page": "2"}).json()["pictures"]) == 2
    assert desk.get(address, {"q": "Tram"}).json()["total"] == 39
    assert desk.get(address, {"look": "credit"}).json()["total"] == 3
    assert desk.get(address, {"mine": "1"}).json()["total"] == 0
    assert desk.get(address, {"today": "1", "page": "x", "look": "?"}).json()["page"] == 1


def test_who_may_not_see_pictures_gets_no_library(client):
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(reverse("admin:media_picture_library")).status_code == 403


def test_the_form_says_what_the_file_brought_until_somebody_writes_it(desk):
    picture = make_picture(from_file={"caption": "iptc", "credit": "xmp"})
    address = reverse("admin:media_picture_change", args=[picture.pk])
    assert b"From the file (IPTC)" in desk.get(address).content
    posted = change_form(
        desk, picture, caption="Somebody's own words", keywords="tram\n tram\nharbor"
    )
    assert desk.post(address, posted).status_code == 302
    picture.refresh_from_db()
    assert picture.from_file == {"credit": "xmp"}
    assert picture.keywords == ["tram", "harbor"]
    assert "somebody" in picture.search_words


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("focal_x", "101", "100"),
        ("focal_y", "-1", "0"),
        ("alt", "THE HARBOR at dawn", "repeats the caption"),
        ("licence_url", "javascript:alert(1)", "valid URL"),
        ("people_in_picture", "\n".join(map(str, range(200))), "100 lines"),
    ],
)
def test_the_form_refuses_with_the_field_named(desk, field, value, words):
    picture = make_picture(caption="The harbor at dawn.")
    posted = change_form(desk, picture, **{field: value})
    response = desk.post(reverse("admin:media_picture_change", args=[picture.pk]), posted)
    assert words in str(response.context["adminform"].form.errors[field])


def test_hostile_words_are_text_on_every_screen(desk):
    hostile = "<script>alert(1)</script>"
    picture = make_picture(
        caption=hostile, alt=hostile + "x", credit=hostile, creator=hostile, instructions=hostile,
        headline=hostile, original_name=hostile, people_in_picture=[hostile],
        from_file={"alt": hostile},
    )  # fmt: skip
    for address in (reverse(LIST), reverse("admin:media_picture_change", args=[picture.pk])):
        assert b"<script>alert" not in desk.get(address).content


def test_a_changed_caption_moves_what_readers_see(desk):
    picture = make_picture()
    before = freshness.current()
    posted = change_form(desk, picture, caption="Other words")
    desk.post(reverse("admin:media_picture_change", args=[picture.pk]), posted)
    assert freshness.current() == before + 1


@pytest.mark.parametrize(("width", "is_told"), [(1199, True), (1200, False)])
def test_a_picture_that_is_small_for_search_engines_says_so(desk, width, is_told):
    address = reverse("admin:media_picture_change", args=[make_picture(width, 900).pk])
    page = desk.get(address).content.decode()
    assert (f"{width} pixels wide; search engines" in page) == is_told


def test_a_picture_without_its_file_has_a_form(desk):
    picture = make_picture()
    Path(picture.file.path).unlink()
    response = desk.get(reverse("admin:media_picture_change", args=[picture.pk]))
    assert b"missing from the upload folder" in response.content


def test_deleting_removes_the_file(desk, django_capture_on_commit_callbacks):
    picture = store_picture()
    path = Path(picture.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:media_picture_delete", args=[picture.pk]), {"post": "yes"})
    assert not Picture.objects.exists()
    assert not path.exists()


def test_the_popup_hands_the_picture_back(desk):
    response = desk.post(
        reverse("admin:media_picture_add"), {"pictures": upload(jpeg()), "_popup": "1"}
    )
    opener = json.loads(response.context["popup_response_data"])
    assert opener["value"] == str(Picture.objects.get().pk)


def test_a_file_of_26_megabytes_is_refused_with_a_sentence(desk):
    large = io.BytesIO(jpeg() + b"\0" * (26 * 1024 * 1024))
    large.name = "large.jpg"
    response = desk.post(reverse("admin:media_picture_add"), {"pictures": large})
    assert b"larger than 25 MB" in response.content


def test_a_new_file_stands_everywhere_or_is_a_picture_of_its_own(
    desk, django_capture_on_commit_callbacks
):
    picture = store_picture(caption="The crane", credit="Ledger", focal_x=30)
    address = reverse("admin:media_picture_replace", args=[picture.pk])
    before, moved = Path(picture.file.path), freshness.current()
    assert b"1600" in desk.get(address).content
    assert desk.post(address, {"file": upload(b"<svg/>")}).context["form"].errors["where"]
    refused = desk.post(address, {"file": upload(b"<svg/>"), "where": "everywhere"})
    assert "SVG" in str(refused.context["form"].errors["file"])
    with django_capture_on_commit_callbacks(execute=True):
        better = upload(jpeg(2000, 1000, seed=9), "better.jpg")
        desk.post(address, {"file": better, "where": "everywhere"})
    picture.refresh_from_db()
    assert (picture.width, picture.original_name, picture.focal_x) == (2000, "better.jpg", 30)
    assert (picture.caption, picture.credit) == ("The crane", "Ledger")
    assert Path(picture.file.path).exists()
    assert not before.exists()
    assert AuditEntry.objects.latest("pk").after == {"file": "better.jpg"}
    assert freshness.current() > moved
    desk.post(address, {"file": upload(jpeg(seed=11), "own.jpg"), "where": "own"})
    own = Picture.objects.latest("pk")
    assert (own.pk != picture.pk, own.caption, own.credit) == (True, "The crane", "Ledger")
    again = desk.post(address, {"file": upload(jpeg(seed=11)), "where": "everywhere"}, follow=True)
    assert b"another picture already" in again.content
    picture.refresh_from_db()
    assert picture.width == 2000
