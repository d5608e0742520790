"""
The pictures in docs/pictures, made anew on request:

    MORTAR_PICTURES=1 pytest tests/playground/test_pictures.py

Look at them before you keep them.
"""

import os
from pathlib import Path

import pytest

from tests.playground.browser import NARROW, WIDE, Hands, browser, hands
from tests.playground.house import playground

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
MADE = ("phones", "reveal", "inside", "write", "narrow", "leftward")

pytestmark = pytest.mark.skipif(
    "MORTAR_PICTURES" not in os.environ, reason="pictures are made only on request"
)


async def picture(ours: Hands, name: str, look: str = "light") -> None:
    """Take one, in light or dark."""
    await ours.page.evaluate(f"document.documentElement.dataset.theme = '{look}'")
    await ours.page.mouse.move(0, 0)
    await ours.page.wait_for_timeout(400)
    PICTURES.mkdir(parents=True, exist_ok=True)
    await ours.page.screenshot(path=PICTURES / f"playground-{name}.png")


async def test_pictures() -> None:
    """
    A couple from the first question to the reveal, the inside, the authors' page, a phone.
    """
    async with browser() as chromium, playground() as server:
        async with hands(chromium, server, WIDE) as ours:
            await picture(ours, "phones")
            await ours.does("a", ("How much did you trust", "6"))
            await ours.does("a", ("glad of", ">He called when he said he would."))
            await ours.does("b", ("How much did you trust", "8"))
            await ours.tab("Inside")
            await ours.page.locator('.lit-b[data-node="thanks"]').wait_for()
            await picture(ours, "inside")
            await ours.page.get_by_role("button", name="Close the drawer").click()
            await ours.does("a", ("May I show both", "Yes, show them"))
            await ours.does("b", ("glad of", ">She told me that she was angry, and stayed."))
            await ours.does("b", ("May I show both", "Yes, show them"))
            await ours.sees("room", "Numbers go up and down")
            await picture(ours, "reveal", "dark")
            await ours.tab("Write")
            await ours.page.get_by_role("combobox", name="Flow").select_option("weekly_checkin")
            await ours.page.locator("option[value=consent]").wait_for(state="attached")
            await picture(ours, "write")
        wishes = {"a": {"name": "נועה", "language": "en"}, "b": {"name": "عمر", "language": "es"}}
        await server.commands.couple({"name": "checkin", "wishes": wishes})
        for who, language in (("a", "he"), ("b", "ar")):
            await server.commands.do({"do": "language", "who": who, "language": language})
        async with hands(chromium, server, WIDE) as ours:
            await ours.does("a", ("How much did you trust", "7"))
            await ours.write("a", "הוא התקשר כשאמר שיתקשר.")
            await ours.sees("a", "May I show both")
            await picture(ours, "leftward")
        for who in ("a", "b"):
            await server.commands.do({"do": "language", "who": who, "language": "en"})
        await server.commands.couple({"name": "week3"})
        async with hands(chromium, server, NARROW, touch=True) as ours:
            await picture(ours, "narrow")

    assert all((PICTURES / f"playground-{name}.png").is_file() for name in MADE)
