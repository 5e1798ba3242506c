"""Pictures of every page type for people to look at, one by one.

`python -m tests.judges.screens http://127.0.0.1:8000 FOLDER [part of a name ...]`
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from tests import chromium
from tests.judges.addresses import page_types

WIDTHS, SCHEMES = (390, 820, 1366), ("light", "dark")
LOADED = """async () => {
  for (const picture of document.images) picture.loading = "eager";
  await Promise.all([...document.images].map(picture => picture.decode().catch(() => null)));
  await document.fonts.ready;
}"""


def take(site: str, folder: Path, pages: dict[str, str]) -> None:
    """FOLDER/<page>-<width>-<scheme>.png of the whole page, and <page>.pdf of each as printed."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium.started() as browser:
        page = browser.new_page()
        for name, path in pages.items():
            plain = name.replace(", ", "-").replace(" ", "-")
            page.goto(site + path)
            for width, scheme in product(WIDTHS, SCHEMES):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.evaluate(LOADED)
                page.screenshot(path=folder / f"{plain}-{width}-{scheme}.png", full_page=True)
            page.pdf(path=folder / f"{plain}.pdf", prefer_css_page_size=True)


def main(site: str, folder: Path, parts: list[str]) -> None:
    pages = page_types(site)
    wanted = {name: path for name, path in pages.items() if any(part in name for part in parts)}
    take(site, folder, wanted if parts else pages)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:])
