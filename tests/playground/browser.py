"""A real browser in front of the playground, and hands on its phones."""

import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.playground.server import Server

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 10_000
WIDE, NARROW = (1440, 900), (390, 844)


def needed() -> str:
    """Give the browser's program; skip where there is none."""
    pytest.importorskip("playwright", reason="Playwright is not installed: no test in a browser")
    found = os.environ.get("MORTAR_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium is installed here (on Debian: apt install chromium)")
    return found


@asynccontextmanager
async def browser() -> AsyncIterator["Browser"]:
    """Start the browser that is installed; nothing is downloaded."""
    program = needed()
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        # In a container there is nothing that its sandbox could be made of.
        made = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield made
        finally:
            await made.close()


class Hands:
    """Somebody in front of the page. ``wrong`` is what the page complained of."""

    def __init__(self, page: "Page", server: Server) -> None:
        self.page = page
        self.server = server
        self.wrong: list[str] = []
        page.on("pageerror", lambda exc: self.wrong.append(str(exc)))
        page.on("console", lambda said: self.wrong.append(said.text) if _bad(said.type) else None)

    async def come(self) -> None:
        """Open the page."""
        await self.page.goto(self.server.address)
        await self.page.wait_for_selector("html[data-ready]")

    def phone(self, chat: str) -> "Locator":
        """Give a phone."""
        return self.page.locator(f"#phone-{chat}")

    async def press(self, chat: str, label: str) -> None:
        """Press the newest button with these words."""
        rows = self.phone(chat).locator(".rows")
        await rows.get_by_role("button", name=label, exact=True).last.click()

    async def write(self, chat: str, text: str) -> None:
        """Write and send."""
        box = self.phone(chat).locator("textarea")
        await box.fill(text)
        await box.press("Enter")

    async def sees(self, chat: str, words: str) -> None:
        """Wait until the newest messages of a chat have these words in them."""
        await (
            self.phone(chat)
            .locator(".list li")
            .filter(has_text=words)
            .last.wait_for(timeout=20_000)
        )

    async def does(self, chat: str, *things: tuple[str, str]) -> None:
        """Press (or with ``>`` write) one thing after the other, each when its words came."""
        for sees, act in things:
            await self.sees(chat, sees)
            if act.startswith(">"):
                await self.write(chat, act[1:])
            else:
                await self.press(chat, act)

    async def bar(self, name: str) -> None:
        """Press a button of the bar."""
        await self.page.locator("#bar").get_by_role("button", name=name).first.click()

    async def tab(self, name: str) -> None:
        """Open the drawer at a page."""
        if await self.page.locator("#drawer").is_hidden():
            await self.page.locator("#inside").click()
        await self.page.get_by_role("tab", name=name).click()


@asynccontextmanager
async def hands(
    browser: "Browser", server: Server, size: Sequence[int] = WIDE, *, touch: bool = False
) -> AsyncIterator[Hands]:
    """Open the page; nothing may go wrong in it."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch,
        reduced_motion="reduce",
    )  # fmt: skip
    try:
        context.set_default_timeout(PATIENCE)
        made = Hands(await context.new_page(), server)
        await made.come()
        yield made
        assert made.wrong == []
    finally:
        await context.close()


def _bad(kind: str) -> bool:
    return kind in ("error", "warning")
