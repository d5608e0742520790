"""Whoever answers where a platform should: a login page, somebody without a good certificate."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.discord import DiscordGateway
from adapters.telegram import TelegramGateway
from tests.adapters.discord.bench import QUICK as BRIEF
from tests.adapters.discord.test_outbound import WORDING
from tests.adapters.telegram.test_gateway import QUICK, Fixed
from tests.emulators.discord import token_for
from tests.emulators.telegram import TOKEN

HERE = x509.IPAddress(ip_address("127.0.0.1"))


def doors(address: str) -> tuple[TelegramGateway | DiscordGateway, ...]:
    """Make a gateway to each platform, at another's address."""
    return (
        TelegramGateway(
            TOKEN, Fixed(), base_url=f"{address}/bot", base_file_url=f"{address}/file/bot",
            tempo=replace(QUICK, longest=0.05),
        ),
        DiscordGateway(
            token_for(1), Fixed(), commands=(), wording=lambda _: WORDING,
            api_base=f"{address}/api/v10", gateway_url=address.replace("http", "ws") + "/",
            tempo=replace(BRIEF, longest=0.05),
        ),
    )  # fmt: skip


async def tries_on(gateway: TelegramGateway | DiscordGateway) -> None:
    """Check that it neither gives up nor believes that it is signed in."""
    opening = asyncio.create_task(gateway.open())
    done, _ = await asyncio.wait([opening], timeout=0.4)
    opening.cancel()
    ended = await asyncio.gather(opening, return_exceptions=True)
    await gateway.close()
    assert not done, ended


@asynccontextmanager
async def portal(
    keys: ssl.SSLContext | None, note: Callable[[str], None] = lambda _: None
) -> AsyncIterator[int]:
    """Answer everything with a page; give the port."""

    async def login(request: web.Request) -> web.Response:
        note(request.path)
        return web.Response(text="<html>Please log in</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", login)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=keys).start()
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def certificate(folder: Path, begins: int, ends: int) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for, good from one day to another."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now + dt.timedelta(days=begins))
        .not_valid_after(now + dt.timedelta(days=ends))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
