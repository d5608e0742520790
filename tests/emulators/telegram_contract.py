"""Check calls and answers against the published description of the Bot API, if it is there."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.emulators.telegram_parameters import Parameters
from tests.emulators.telegram_types import JsonObject

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION = ROOT.parent / "shared" / "contracts" / "telegram-bot-api.json"
NEWER = DESCRIPTION.with_name("telegram-bot-api-delta.json")
"""What was added since; read where it lies beside the description."""
PLAIN: dict[str, JsonObject] = {
    "Boolean": {"type": "boolean"},
    "Float": {"type": "number"},
    "Integer": {"type": "integer"},
    "String": {"type": "string"},
    "InputFile": {"type": "string"},
}
# A field that tells the shapes of a union apart says so only in its words.
FIXED = re.compile(r', (?:always|must be) "?(\w+)"?$')
LIST = "Array of "


class Contract:
    """Know every method and type, closed: what is not described is a departure."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._methods: Mapping[str, Any] = description["methods"]
        self._schemas = {
            "$defs": {name: _type(each) for name, each in description["types"].items()}
            | {f"call:{name}": _fields(each) for name, each in self._methods.items()}
            | {f"answer:{name}": _union(each["returns"]) for name, each in self._methods.items()}
        }
        self._validators: dict[str, Draft202012Validator] = {}

    def departures_of_call(self, method: str, parameters: Parameters) -> list[str]:
        """Name what a call says that the description does not allow."""
        if method not in self._methods:
            return []
        types = {each["name"]: each["types"] for each in self._methods[method].get("fields", [])}
        call: JsonObject = {
            name: _value(value, types.get(name, ["String"]))
            for name, value in parameters.values.items()
        }
        call |= {name: name for name in parameters.files if name in types}
        return self._departures(f"call:{method}", call)

    def departures_of_answer(self, method: str, result: object) -> list[str]:
        """Name what an answer says that the description does not allow."""
        if method not in self._methods:
            return []
        return self._departures(f"answer:{method}", result)

    def departures_of_update(self, update: JsonObject) -> list[str]:
        """Name what an update says that the description does not allow."""
        return self._departures("Update", update)

    def _departures(self, name: str, value: object) -> list[str]:
        if name not in self._validators:
            schema = self._schemas | {"$ref": f"#/$defs/{name}"}
            self._validators[name] = Draft202012Validator(schema)
        errors = self._validators[name].iter_errors(value)
        return [f"{name} {error.json_path}: {error.message}" for error in errors]


@cache
def load(path: Path = DESCRIPTION) -> Contract | None:
    """Read the description, once; None where it is not there."""
    if not path.exists():
        return None
    description = json.loads(path.read_text(encoding="utf-8"))
    newer = path.with_name(NEWER.name)
    if newer.exists():
        _add(description, json.loads(newer.read_text(encoding="utf-8")))
    return Contract(description)


def _add(description: dict[str, Any], newer: Mapping[str, Any]) -> None:
    """Put newer methods, types and fields into a description."""
    for part in ("methods", "types"):
        for name, each in newer[part].items():
            known = description[part].get(name)
            if known is None:
                description[part][name] = each
            else:
                # Optional, each of them: the emulator may speak as a server that is older.
                added = [field | {"required": False} for field in each.get("added", [])]
                known["fields"] = [*known.get("fields", []), *added]


def _type(described: Mapping[str, Any]) -> JsonObject:
    if "subtypes" in described:
        return _union(described["subtypes"])
    if described["name"] in PLAIN:
        return PLAIN[described["name"]]
    return _fields(described)


def _fields(described: Mapping[str, Any]) -> JsonObject:
    fields = described.get("fields", [])
    return {
        "type": "object",
        "properties": {each["name"]: _field(each) for each in fields},
        "required": [each["name"] for each in fields if each["required"]],
        "additionalProperties": False,
    }


def _field(described: Mapping[str, Any]) -> JsonObject:
    fixed = FIXED.search(described["description"])
    if fixed and described["required"] and described["types"] == ["String"]:
        return {"const": fixed[1]}
    return _union(described["types"])


def _union(types: Iterable[str]) -> JsonObject:
    schemas = [_named(name) for name in types]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _named(name: str) -> JsonObject:
    if name.startswith(LIST):
        return {"type": "array", "items": _named(name.removeprefix(LIST))}
    return PLAIN.get(name) or {"$ref": f"#/$defs/{name}"}


def _value(text: str, types: list[str]) -> object:
    """Read a parameter, which comes as text, as the type that it should have."""
    if set(types) <= {"String", "InputFile"}:
        return text
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value
