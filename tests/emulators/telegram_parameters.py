"""The parameters of a call, read as leniently and as strictly as the real server reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from tests.emulators.telegram_errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a call carries, as text, and its files."""

    values: Mapping[str, str]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        """Give a text; empty if it is not there."""
        return self.values.get(name, "")

    def integer(self, name: str, otherwise: int = 0) -> int:
        """Give a number; `otherwise` if it is not there or is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return otherwise

    def flag(self, name: str) -> bool:
        """Tell whether something is switched on."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def json(self, name: str) -> object:
        """Give what a JSON text says; None if it is not there."""
        text = self.text(name)
        if not text:
            return None
        try:
            parsed: object = json.loads(text)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        return parsed

    def upload(self, name: str) -> Upload | None:
        """Give a file, sent under its name or by `attach://`; None if there is none."""
        return self.files.get(self.text(name).removeprefix("attach://")) or self.files.get(name)


async def read(request: web.Request) -> Parameters:
    """Take the parameters out of a request: query, form, multipart or JSON."""
    values: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _texts(await request.json())
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Parameters(values, files)


def _texts(body: object) -> dict[str, str]:
    if not isinstance(body, dict):
        return {}
    return {
        str(name): value if isinstance(value, str) else json.dumps(value)
        for name, value in body.items()
        if value is not None
    }
