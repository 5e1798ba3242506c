"""Chromium as the judge: what ran on a page, and what it asked of strangers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.chromium import PATIENCE, new_window

EXECUTED = "EXECUTED:"
WATCH = f"""for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = (said) => {{ console.log("{EXECUTED}" + said); return ""; }};"""


@dataclass(slots=True)
class Verdict:
    executions: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    """Violations of the policy, where it is on."""


@contextmanager
def court(
    browser: Browser, url: str, *, cookies: dict[str, str] | None = None, policy: bool = False
) -> Iterator[tuple[Page, Verdict]]:
    """A page whose policy is off unless asked for, and what the judge has seen so far."""
    verdict = Verdict()
    context = new_window(browser, base_url=url, bypass_csp=not policy)
    context.add_init_script(WATCH)
    if cookies:
        context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    own = urlsplit(url).netloc

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own:
            verdict.strangers.append(request.url)

    def heard(text: str, page_url: str) -> None:
        if text.startswith(EXECUTED):
            verdict.executions.append(f"{text.removeprefix(EXECUTED)} on {page_url}")
        elif "Content Security Policy" in text:
            verdict.refusals.append(f"{text[:200]} on {page_url}")

    context.on("request", asked)
    context.on("console", lambda line: heard(line.text, line.page.url if line.page else ""))
    context.on("dialog", lambda dialog: dialog.dismiss())
    yield context.new_page(), verdict
    context.close()


def raw_control(page: Page, verdict: Verdict, strings: list[str], *, least: int) -> int:
    """Every string raw in a frame of its own: how many of them the judge sees run; it waits for `least`."""
    page.goto("/health")  # an address of its own, against which a stranger's is a stranger's
    frames = "".join(f'<iframe srcdoc="{escape(text, quote=True)}"></iframe>' for text in strings)
    page.set_content(f"<!doctype html><body>{frames}")
    for _turn in range(PATIENCE // 100):
        ran = len({said.split(" on ")[0] for said in verdict.executions})
        if ran >= least and verdict.strangers:
            break
        page.wait_for_timeout(100)
    return ran
