"""Play the scenes, and write their pictures."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.playground.browser import browser
from tests.screens.page import page
from tests.screens.scenes import scenes

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


async def main() -> None:
    """Write one picture for each scene."""
    with tempfile.TemporaryDirectory(prefix="mortar-") as folder:
        async with scenes(Path(folder)) as found, browser() as chromium:
            for scene in found:
                sheet = await chromium.new_page(device_scale_factor=1.5)
                await sheet.set_content(page(scene.screens, scene.look))
                path = PICTURES / f"screen-{scene.name}.png"
                await sheet.locator("body").screenshot(path=path)
                await sheet.close()
                sys.stdout.write(f"Written: {path.relative_to(PICTURES.parents[1])}\n")


if __name__ == "__main__":
    asyncio.run(main())
