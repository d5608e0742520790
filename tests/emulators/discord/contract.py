"""Check calls and answers against the published description of Discord's API, if it is there."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[3]
DESCRIPTION = ROOT.parent / "shared" / "contracts" / "discord-openapi.json"
HERE = "urn:discord"


class Contract:
    """Know every path, method and shape."""

    def __init__(self, description: dict[str, Any]) -> None:
        whole = _any_of(description)
        # The library writes a number here, and Discord takes it.
        asked = whole["components"]["schemas"]["CreatePrivateChannelRequest"]["properties"]
        asked["recipient_id"] = {"type": ["string", "integer", "null"]}
        resource = DRAFT202012.create_resource(whole)
        self._registry: Registry[Any] = Registry().with_resource(HERE, resource)
        self._paths = [
            (re.compile(re.sub(r"\{[^/]+\}", "[^/]+", path).replace("@", "@") + "$"), path, methods)
            for path, methods in sorted(whole["paths"].items(), key=lambda one: one[0].count("{"))
        ]
        self._validators: dict[str, Draft202012Validator] = {}

    def departures(
        self, method: str, path: str, body: object, status: int, answer: object
    ) -> list[str]:
        """Name what a call or its answer says that the description does not allow."""
        known = next(
            ((name, each) for pattern, name, each in self._paths if pattern.fullmatch(path)), None
        )
        if known is None or method.lower() not in known[1]:
            return [f"{method} {path} is not described"]
        name, described = known[0], known[1][method.lower()]
        where = f"#/paths/{name.replace('~', '~0').replace('/', '~1')}/{method.lower()}"
        found = []
        media = "application/json"
        if body is not None and media in described.get("requestBody", {}).get("content", {}):
            found += self._held(f"{where}/requestBody/content/application~1json/schema", body)
        if str(status) in described["responses"] and answer is not None:
            content = described["responses"][str(status)].get("content", {})
            if media in content:
                found += self._held(
                    f"{where}/responses/{status}/content/application~1json/schema", answer
                )
        return [f"{method} {name}: {one}" for one in found]

    def _held(self, pointer: str, value: object) -> list[str]:
        if pointer not in self._validators:
            schema = {"$ref": f"{HERE}{pointer}"}
            self._validators[pointer] = Draft202012Validator(schema, registry=self._registry)
        error = best_match(self._validators[pointer].iter_errors(value))
        return [f"{error.json_path}: {error.message[:300]}"] if error else []


def _any_of(part: Any) -> Any:
    # Their unions overlap, so that "one of" would refuse what fits two of them.
    if isinstance(part, dict):
        return {("anyOf" if key == "oneOf" else key): _any_of(one) for key, one in part.items()}
    return [_any_of(one) for one in part] if isinstance(part, list) else part


@cache
def load(path: Path = DESCRIPTION) -> Contract | None:
    """Read the description, once; None where it is not there."""
    return Contract(json.loads(path.read_text("utf-8"))) if path.exists() else None
