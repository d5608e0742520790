"""P10: from the start of `mortar run` to `ready`, beside a Python that only loads the libraries."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, less
from bot.store.vault import create_master_key
from tests.emulators.telegram import TelegramEmulator

LIBRARIES = (
    "asyncio, sqlite3, click, cryptography.hazmat.primitives.ciphers.aead, fluent.runtime,"
    " pydantic, sqlalchemy, structlog, telegram.ext, yaml"
)


async def measure(rounds: int) -> Sequence[Figure]:
    """Start the bot several times on the same database, and the floor in between."""
    ready, floor = [], []
    with tempfile.TemporaryDirectory() as name:
        async with TelegramEmulator() as server:
            environment = _environment(Path(name), server)
            await _start(environment)
            for _ in range(rounds):
                ready.append(await _start(environment) * 1000)
                floor.append(await _floor() * 1000)
    times = [one / two for one, two in zip(ready, floor, strict=True)]
    return (
        Figure("P10", "start to ready, against loading the libraries", "x", times, less(1.8, 1.3)),
        Figure("", "start to ready", "ms", ready),
    )


def _environment(folder: Path, server: TelegramEmulator) -> dict[str, str]:
    key = folder / "mortar.key"
    create_master_key(key)
    (folder / "mortar.yaml").write_text("", "utf-8")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MORTAR_")}
    return bare | {
        "MORTAR_CONFIG": str(folder / "mortar.yaml"),
        "MORTAR_DATA_DIR": str(folder),
        "MORTAR_MASTER_KEY_FILE": str(key),
        "MORTAR_OPERATOR_NAME": "nobody",
        "MORTAR_TELEGRAM_TOKEN": server.token,
        "MORTAR_TELEGRAM_BASE_URL": server.base_url,
        "MORTAR_TELEGRAM_FILE_BASE_URL": server.file_base_url,
    }


async def _start(environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    line = await process.stdout.readline() if process.stdout else b""
    took = time.perf_counter() - begin
    if process.returncode is None:
        process.terminate()
    await process.wait()
    if line != b"ready\n":
        raise RuntimeError(f"mortar run said {line!r} instead of ready")
    return took


async def _floor() -> float:
    begin = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", f"import {LIBRARIES}")
    await process.wait()
    return time.perf_counter() - begin
