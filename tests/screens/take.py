"""Takes the README's pictures of a running demo: `python -m tests.screens.take http://127.0.0.1:8000`.

Writes .github/readme/*.png; look at them before they are committed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests import chromium

FOLDER = Path(__file__).resolve().parents[2] / ".github" / "readme"
LOGIN = ("editor", "demo-newsroom")
GAP = 24
SHOTS = {
    "front": ("/", 1280, "light"),
    "front-phone": ("/", 390, "light"),
    "story-dark": ("story", 1280, "dark"),
    "story-phone": ("story", 390, "light"),
    "person": ("person", 1280, "light"),
    "desk": ("/admin/", 1280, "light"),
    "list": ("/admin/articles/article/", 1280, "light"),
    "picker": ("/admin/media/picture/", 1280, "light"),
    "import": ("/admin/articles/importrun/1/change/", 1280, "light"),
}


def shot(page: Page, height: int) -> Image.Image:
    """What the window shows, lazy pictures loaded."""
    page.evaluate(
        "async () => { for (let y = 0; y < 3000; y += 500) { scrollTo(0, y); "
        "await new Promise(r => setTimeout(r, 60)); } scrollTo(0, 0); }"
    )
    page.wait_for_load_state("networkidle")
    taken = page.screenshot(
        clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    )
    return Image.open(io.BytesIO(taken)).convert("RGB")


def open_page(browser: Browser, base: str, width: int, scheme: str, *, signed_in: bool) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    if signed_in:
        page.goto(f"{base}/admin/login/")
        page.fill("#id_username", LOGIN[0])
        page.fill("#id_password", LOGIN[1])
        page.click("[type=submit]")
    return page


def save(picture: Image.Image, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture.quantize(colors=200, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )


def main(base: str) -> None:
    with chromium.started() as browser:
        page = open_page(browser, base, 900, "light", signed_in=False)
        page.goto(base)
        story = page.get_attribute(".headline a, h2 a, h3 a", "href") or "/"
        page.goto(base + story)
        left = shot(page, 900)
        person = page.get_attribute("a[href^='/people/']", "href") or "/people"
        number = story.rsplit("-", 1)[1]
        desk = open_page(browser, base, 1280, "light", signed_in=True)
        desk.goto(f"{base}/admin/articles/article/{number}/change/")
        right = shot(desk, 900)
        both = Image.new("RGB", (left.width + right.width + GAP, 900), "#EEF2F0")
        both.paste(left, (0, 0))
        both.paste(right, (left.width + GAP, 0))
        save(
            both.resize((both.width * 2 // 3, both.height * 2 // 3), Image.Resampling.LANCZOS),
            "story-and-desk",
        )
        for name, (path, width, scheme) in SHOTS.items():
            address = {"story": story, "person": person}.get(path, path)
            taken = open_page(browser, base, width, scheme, signed_in="/admin/" in address)
            taken.goto(base + address)
            save(shot(taken, 900), name)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
