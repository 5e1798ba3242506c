"""Pages saved as one file: with their pictures inside, as a browser's mail, or with their components' insides."""

from __future__ import annotations

import base64
import io

import pytest

from articles.ingest.formats import detect
from articles.ingest.limits import LIMITS
from articles.ingest.page.embedded import lift_pictures
from articles.ingest.page.shadows import open_shadows
from articles.ingest.page.tree import parse_page, text_of
from articles.ingest.readers import webpage
from articles.ingest.record import Problem, StoryRecord

PICTURE = bytes(range(256)) * 8
TEXT = (
    "<p>The mill at Arden will grind again from Monday, the owner said.</p>"
    "<p>Its stones had been lost for forty years, and were found in a wall.</p>"
)


def shown(content: bytes = PICTURE, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def read(page: str, name: str = "mill.html") -> list[StoryRecord | Problem]:
    return list(webpage.read(io.BytesIO(page.encode()), name))


def page_with(figures: str) -> str:
    below = TEXT.replace("Arden", "Lower Arden").replace("wall", "well")
    title = "Mill grinds again"
    head = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    return f"{head}{TEXT}{figures}{below}</article></body></html>"


def test_a_page_may_be_as_large_as_its_pictures_make_it() -> None:
    large = shown(PICTURE * (LIMITS["page_bytes"] // len(PICTURE) + 1))
    (story,) = read(page_with(f"<figure><img src='{large}' alt='A mill'></figure>"))
    assert isinstance(story, StoryRecord)
    assert [len(each.content or b"") > LIMITS["page_bytes"] for each in story.pictures] == [True]
    (problem,) = read(f"<p>{'word ' * (LIMITS['page_bytes'] // 5 + 1)}</p>")
    assert isinstance(problem, Problem)


def test_only_the_pictures_that_a_story_shows_come_with_it() -> None:
    figure = (
        f"<figure><img src='{shown()}' alt='A mill'><figcaption>The mill.</figcaption></figure>"
    )
    page = page_with(figure).replace(
        "<article>", f"<nav><img src='{shown(PICTURE * 2)}'></nav><article>"
    )
    (story,) = read(page)
    assert isinstance(story, StoryRecord)
    assert [each.content for each in story.pictures] == [PICTURE]


def test_the_same_picture_has_the_same_name_in_each_saving_and_small_ones_stay() -> None:
    one, pictures = lift_pictures(f"<img src={shown()}>".encode())
    other, _ = lift_pictures(f"<p><img src='{shown()}'>".encode())
    assert next(iter(pictures)).encode() in one
    assert next(iter(pictures)).encode() in other
    small = f"<img src={shown(b'GIF89a')}>".encode()
    assert lift_pictures(small) == (small, {})


def test_a_picture_that_a_style_sheet_keeps_for_several_places_is_found() -> None:
    style = f'<style>:root{{--sf-img-4: url("{shown()}")}}</style>'
    image = "<img src='data:image/svg+xml;base64,PHN2Zy8+' style='background-image:var(--sf-img-4)!important'>"
    page = page_with(f"<figure>{image}<figcaption>The mill.</figcaption></figure>")
    (story,) = read(page.replace("</head>", f"{style}</head>"))
    assert isinstance(story, StoryRecord)
    assert [each.content for each in story.pictures] == [PICTURE]


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        ("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\n", True),
        ('From: "Saved by Windows Internet Explorer 11"\r\nSubject: x\r\n', True),
        (
            "Received: from a\r\nFrom: a@b.example\r\nSnapshot-Content-Location: https://a.example/\r\n",
            False,
        ),
        ("From: a@b.example\r\nTo: c@d.example\r\nMessage-ID: <1@b.example>\r\n", False),
        ("From: Saved by the bell <a@b.example>\r\nMessage-ID: <1@b.example>\r\n", False),
    ],
)
def test_a_mail_that_was_sent_is_no_saved_page(head: str, is_page: bool) -> None:
    mail = f"{head}MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x</p>".encode()
    assert (detect("a.mht", mail) == "webpage") is is_page


def test_a_saved_page_without_a_page_says_so() -> None:
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc"
    (problem,) = read(head, "a.mhtml")
    assert isinstance(problem, Problem)
    assert "no HTML" in problem.message


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<x-a>outer<template shadowrootmode=open>in <slot></slot>!</template></x-a>", "in outer!"),
        (
            "<x-a><template shadowrootmode=open><x-b><template shadowrootmode=open>[<slot></slot>]"
            "</template><i>in</i></x-b></template></x-a>",
            "[in]",
        ),
        (
            "<x-a><template shadowrootmode=open><slot name=t></slot>: <slot></slot></template>"
            "<p>body</p><b slot=t>title</b></x-a>",
            "title: body",
        ),
        ("<x-a><template shadowrootmode=open>shown</template><p>not shown</p></x-a>", "shown"),
        ("<x-a>shown<template> not for slots</template></x-a>", "shown not for slots"),
    ],
)
def test_the_inside_of_a_component_takes_its_children_where_it_has_slots(
    markup: str, words: str
) -> None:
    root = parse_page(f"<html><body>{markup}</body></html>")
    assert root is not None
    open_shadows(root)
    assert text_of(root) == words
