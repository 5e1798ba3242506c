"""A mail becomes a draft with its pictures; a hostile one is refused with its limit."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from articles.ingest.cleaning.rules import noise
from articles.ingest.formats import detect
from articles.ingest.limits import LIMITS
from articles.ingest.pipeline import Options, run_import
from articles.ingest.readers import mail
from articles.ingest.record import Problem, StoryRecord
from articles.models import Article
from tests.ingest.told import tell

SAMPLES = sorted((Path(__file__).parent / "samples" / "mail").glob("*.[em][mbh]*[lxt]"))
HEAD = b"From: Rosa <rosa@elm.example>\nMessage-ID: <1@elm.example>\nSubject: Bees\n"


def only(raw: bytes) -> StoryRecord | Problem:
    (found,) = mail.read(io.BytesIO(raw), "x.eml")
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_becomes_what_stands_beside_it(path: Path) -> None:
    raw = path.read_bytes()
    assert detect(path.name, raw) == detect("without-an-ending", raw) == "mail"
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text())
    assert json.loads(json.dumps(tell(mail.read(io.BytesIO(raw), path.name)))) == expected


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (HEAD + b"X: " + b"a" * LIMITS["mail_head_bytes"] + b"\n\nText.", "head of the mail"),
        (HEAD + b"\n" + b"Content-Type: text/plain\n" * 201, "more than 200 parts"),
        (HEAD + b"Content-Type: multipart/encrypted\n\nabc", "encrypted"),
    ],
)
def test_a_mail_over_a_limit_is_refused(raw: bytes, said: str) -> None:
    found = only(raw)
    assert isinstance(found, Problem)
    assert said in found.message


def test_bags_inside_bags_and_broken_letters_end_in_a_draft_or_a_reason() -> None:
    bags = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(190)
    )
    broken = b"Subject: =?no-such-set?B?!!!?=\nContent-Type: text/plain; charset=none\n\n\xff\xfe"
    for raw in (HEAD + bags + b"\nText", b"From: a@b.example\n" + broken, HEAD):
        assert list(mail.read(io.BytesIO(raw), "x.eml"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Re: FW: [EXT] Bees", "Bees"),
        ("Regatta: three boats sink", "Regatta: three boats sink"),
        ("=?utf-8?q?K=C3=A4the?= wins", "Käthe wins"),
    ],
)
def test_the_subject_is_the_headline(given: str, told: str) -> None:
    raw = f"From: a@b.example\nMessage-ID: <1>\nSubject: {given}\n\nWords.".encode()
    found = only(raw)
    assert isinstance(found, StoryRecord)
    assert found.headline == told


@pytest.mark.django_db
def test_a_mail_never_publishes_itself_and_brings_its_picture(tmp_path: Path) -> None:
    shot = io.BytesIO()
    Image.new("RGB", (64, 48), (40, 90, 60)).save(shot, "JPEG")
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Harbor <press@harbor.example>", "The crane moves"
    letter["Message-ID"], letter["Date"] = "<c@harbor.example>", "Tue, 14 Apr 2026 07:30:00 +0200"
    letter.set_content('<p>The crane moves.</p><img src="cid:c" alt="A crane">', subtype="html")
    letter.add_related(shot.getvalue(), "image", "jpeg", cid="<c>", filename="crane.jpg")
    letter.add_attachment(shot.getvalue() + b"\0", "image", "jpeg", filename="other.jpg")
    (tmp_path / "release.eml").write_bytes(letter.as_bytes())
    result = run_import(Options(paths=[str(tmp_path)], publish=True))
    assert result.counts == {"created": 1}, result.problems
    story = Article.objects.get()
    assert (story.headline, story.state, story.visibility) == ("The crane moves", "draft", "hidden")
    figures = [block["attrs"] for block in story.body["content"] if block["type"] == "figure"]
    assert [bool(each["picture"]) for each in figures] == [True, True]
    assert figures[0]["alt"] == "A crane"


@pytest.mark.parametrize(
    "line",
    [
        "View in browser",
        "Read this newsletter online",
        "Unsubscribe",
        "You’re receiving this email because you subscribed to the Lyle Letter.",
        "Update your preferences or unsubscribe from this list",
        "Having trouble viewing this email? Click here.",
        "Was this email forwarded to you? Sign up here.",
        "Voir dans le navigateur",
        "Newsletter abbestellen",
        "Teilen mit:",
    ],
)
def test_the_small_print_of_a_newsletter_is_no_copy(line: str) -> None:
    assert noise(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe buttons are hidden on most sites, a study of forty firms finds.",
        "You are receiving this medal because you never gave up, the mayor told her.",
        "View from the hill: the valley in your hands",
        "Read the letter that the clerk sent to the board.",
        "Teilen mit den Nachbarn, das war seine Idee.",
        "Forward to the final: Lyle beat Ardwick",
    ],
)
def test_a_line_that_begins_like_small_print_is_copy(line: str) -> None:
    assert noise(line) is None


def test_fields_that_a_mail_speaks_of_are_no_head_of_another() -> None:
    copy = (
        "From: the north side one sees it.\nDate: none yet.\n\nThe bridge is green, said the mayor."
    )
    found = only(HEAD + f"\n{copy}".encode())
    assert isinstance(found, StoryRecord)
    assert "\n".join(line.text for line in found.lines or []) == copy
