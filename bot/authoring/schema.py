"""
Write the JSON Schema that lets an editor complete, explain and check a flow file.

Everything in it comes from the models in `bot.flow.shapes`: keys, kinds of values, sentences and
examples. It is JSON Schema 2020-12, and uses only words that draft-07 knows as well, because many
editors have nothing newer.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from bot.authoring.words import explained, values
from bot.flow import shapes

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TOP = shapes.FlowShape.__name__
_UNITS = (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1))


def schema() -> Json:
    """Give the schema of a whole flow file."""
    defs = definitions()
    return {"$schema": DIALECT, "title": "A flow", **defs.pop(TOP), "$defs": defs}


def as_text() -> str:
    """Give it as a file: the same text for the same models."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def definitions() -> dict[str, Json]:
    """Give the schema of each shape by its name; ``node`` is any verb, ``nodes`` a list of them."""
    models: list[type[shapes.Shape]] = [shapes.FlowShape, *shapes.VERBS.values()]
    _, whole = models_json_schema(
        [(model, "validation") for model in models], schema_generator=_Generator
    )
    defs = {name: _tidy(one) for name, one in whole["$defs"].items()}
    for verb, model in shapes.VERBS.items():
        _verb(verb, defs[model.__name__])
    defs[shapes.AskShape.__name__]["oneOf"] = [{"required": [kind]} for kind in shapes.KINDS]
    verbs = [{"$ref": f"#/$defs/{model.__name__}"} for model in shapes.VERBS.values()]
    defs["node"] = {"description": "One line of the conversation, with one verb.", "oneOf": verbs}
    defs["nodes"] = {"type": "array", "items": {"$ref": "#/$defs/node"}}
    return defs


def undescribed(defs: Mapping[str, Json]) -> Iterator[str]:
    """List keys, and verbs, that no sentence explains."""
    for name, one in defs.items():
        if one.get("type") == "object" and not one.get("description"):
            yield name
        for key, value in one.get("properties", {}).items():
            if not value.get("description"):
                yield f"{name}.{key}"


class _Generator(GenerateJsonSchema):
    """Leave out what helps nobody at an editor: made-up titles, nulls, and empty defaults."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's own
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default") in (None, "", [], {}):
            made.pop("default", None)
        return made

    def encode_default(self, dft: Any) -> Any:
        match dft:
            case timedelta():
                return _length(dft)
            case time():
                return f"{dft:%H:%M}"
            case _:
                return super().encode_default(dft)


def _length(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    unit, size = next(
        ((unit, size) for unit, size in _UNITS if seconds and seconds % size == 0), _UNITS[-1]
    )
    return f"{seconds // size}{unit}"


def _verb(verb: str, one: Json) -> None:
    one["title"] = verb
    required = [*(["id"] if verb in shapes.RESTS else []), verb]
    one["required"] = list(dict.fromkeys([*required, *one.get("required", [])]))


def _tidy(one: Any) -> Any:
    """Put bodies in, words in order, and references where draft-07 does not overlook the rest."""
    if isinstance(one, list):
        return [_tidy(part) for part in one]
    if not isinstance(one, dict):
        return one
    made: Json = {
        key: {name: _tidy(value) for name, value in part.items()}
        if key in ("properties", "patternProperties")
        else part
        if key in ("default", "enum", "const")
        else _tidy(part)
        for key, part in one.items()
    }
    if made.get("type") == "object" and "properties" in made:
        made.pop("title", None)
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    made |= _body(made.pop("x-holds", None))
    if "description" in made:
        made |= _words(made["description"])
    if "$ref" in made and len(made) > 1:
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    return made


def _body(holds: str | None) -> Json:
    nodes = {"$ref": "#/$defs/nodes"}
    match holds:
        case "nodes":
            return nodes
        case "lists":
            return {"type": "object", "additionalProperties": nodes}
        case _:
            return {}


def _words(docstring: str) -> Json:
    said = explained(docstring)
    if not said.examples:
        return {"description": said.prose}
    return {
        "description": said.prose,
        "markdownDescription": said.markdown,
        "examples": [value for example in said.examples for value in values(example)],
    }
