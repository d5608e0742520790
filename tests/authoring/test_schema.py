"""The schema says in an editor what the checker says afterwards."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from bot.authoring import schema as writing
from bot.authoring.words import explained, values
from bot.flow import shapes
from tests.authoring.flows import BROKEN, OURS, written

SCHEMA = writing.schema()
DIALECTS = (jsonschema.Draft202012Validator, jsonschema.Draft7Validator)
VALIDATORS = [dialect(SCHEMA) for dialect in DIALECTS]
SINCE_THEN = {
    "prefixItems", "unevaluatedProperties", "unevaluatedItems", "dependentRequired",
    "dependentSchemas", "minContains", "maxContains", "$dynamicRef", "$dynamicAnchor", "$anchor",
}  # fmt: skip
"""Words that draft-07 does not know."""


def accepted(flow: object) -> bool:
    """Say what the schema says; both dialects say the same."""
    verdicts = {validator.is_valid(flow) for validator in VALIDATORS}
    assert len(verdicts) == 1
    return verdicts.pop()


def fits(flow: dict[str, Any]) -> bool:
    """Say what the models say, node by node."""
    return _shaped(shapes.FlowShape, flow) and all(_node(one) for one in _nodes(flow, TOP))


TOP = shapes.FlowShape


def _shaped(model: type[shapes.Shape], given: object) -> bool:
    try:
        model.model_validate(given)
    except ValidationError:
        return False
    return True


def _node(given: object) -> bool:
    if not isinstance(given, dict):
        return False
    for verb, model in shapes.VERBS.items():
        if verb in given and _shaped(model, given):
            kinds = [kind for kind in shapes.KINDS if kind in given]
            complete = verb not in shapes.RESTS or "id" in given
            alone = model is not shapes.AskShape or len(kinds) == 1
            return complete and alone and all(_node(one) for one in _nodes(given, model))
    return False


def _nodes(given: dict[str, Any], model: type[shapes.Shape]) -> Iterator[object]:
    """Give what hangs in the bodies of a map; what should be a list and is none is no node."""
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        holds = extra.get("x-holds") if isinstance(extra, dict) else None
        body = given.get(field.alias or name)
        if holds is None or body is None:
            continue
        lists = list(body.values()) if holds == "lists" and isinstance(body, dict) else [body]
        for one in lists:
            yield from one if isinstance(one, list) else [None]


class TestFlows:
    @pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
    def test_ours_are_accepted(self, path: Path) -> None:
        """Nothing is red in an editor that the checker takes."""
        flow = written(path)

        assert accepted(flow)

    @pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
    def test_broken_ones_as_the_models_say(self, path: Path) -> None:
        """A mistake in the structure is red while it is typed, and only such a one."""
        flow = written(path)
        if flow is None:
            pytest.skip("this is not YAML; every editor says so itself")

        assert accepted(flow) == fits(flow)

    def test_some_broken_ones_are_refused(self) -> None:
        """The comparison above compares something."""
        flows = [flow for path in BROKEN if (flow := written(path)) is not None]

        assert len([flow for flow in flows if not accepted(flow)]) > 8
        assert len([flow for flow in flows if accepted(flow)]) > 8

    @pytest.mark.parametrize(
        "slip",
        [
            {"sey": "Hello."},
            {"say": "Hello.", "too": "both"},
            {"say": "Hello.", "to": "everybody"},
            {"id": "Both", "say": "Hello."},
            {"id": "pause", "wait": "two days"},
            {"wait": "2d"},
            {"id": "q", "ask": "How?"},
            {"id": "q", "ask": "How?", "yesno": True, "number": {}},
            {"id": "q", "ask": "How?", "yesno": True, "save": "trust"},
            {"set": {"your.trust": "1"}},
            "Hello.",
        ],
        ids=str,
    )
    def test_a_slip_deep_inside(self, slip: object) -> None:
        """Lists nest, and the schema looks into all of them."""
        flow = copy.deepcopy(NESTED)
        assert accepted(flow)
        flow["nodes"][0]["do"][0]["else"].append(slip)

        assert not accepted(flow)


NESTED: dict[str, Any] = {
    "format": 1, "flow": "small", "title": "Small", "nodes": [
        {"id": "talk", "each": "partner", "until": "2d", "do": [
            {"if": "my.trust <= 2", "do": [{"say": "Hello."}], "else": [{"say": "Hello."}]},
        ]},
    ],
}  # fmt: skip


class TestValues:
    @pytest.mark.parametrize(
        "length", ["48h", "1w", "90s", "9999d", "", "2", "h", "2 d", "-1h", "2D", "10000d"]
    )
    def test_lengths(self, length: str) -> None:
        """A length of time fits in an editor if it fits in the bot."""
        node = {"id": "pause", "wait": length}

        assert accepted({**NESTED, "nodes": [node]}) == _shaped(shapes.WaitShape, node)

    @pytest.mark.parametrize("clock", ["18:30", "8:05", "24:00", "18:60", "1830", "18:3", "7"])
    def test_clocks(self, clock: str) -> None:
        """So does a time of day."""
        node = {"id": "sit", "ready": "Sit?", "slots": [clock], "missed": []}

        assert accepted({**NESTED, "nodes": [node]}) == _shaped(shapes.ReadyShape, node)

    @pytest.mark.parametrize(
        "options", [{"yes": "Yes"}, ["Yes", "No"], {}, [], "Yes", [1], {"a": 1}]
    )
    def test_options(self, options: object) -> None:
        """Options are a map, or a plain list."""
        node = {"id": "q", "ask": "Well?", "choice": options}

        assert accepted({**NESTED, "nodes": [node]}) == _shaped(shapes.AskShape, node)


class TestWords:
    def test_is_valid(self) -> None:
        """It is JSON Schema, of both kinds."""
        for dialect in DIALECTS:
            dialect.check_schema(SCHEMA)

    def test_has_every_verb_and_kind(self) -> None:
        """No verb and no key of the models is left out."""
        defs = {**SCHEMA["$defs"], shapes.FlowShape.__name__: SCHEMA}
        models: list[type[shapes.Shape]] = [shapes.FlowShape, *shapes.VERBS.values()]
        missing = [
            f"{model.__name__}.{field.alias or name}"
            for model in models
            for name, field in model.model_fields.items()
            if (field.alias or name) not in defs[model.__name__]["properties"]
        ]

        assert missing == []
        titles = [defs[ref["$ref"].rsplit("/", 1)[1]]["title"] for ref in defs["node"]["oneOf"]]
        assert titles == list(shapes.VERBS)
        kinds = [one["required"] for one in defs[shapes.AskShape.__name__]["oneOf"]]
        assert kinds == [[kind] for kind in shapes.KINDS]

    def test_every_key_is_explained(self) -> None:
        """Whoever hovers over a key reads a sentence. A key without one is listed here."""
        assert list(writing.undescribed(writing.definitions())) == []

    def test_a_key_without_words_is_found(self) -> None:
        """The list above would not be empty."""
        defs = copy.deepcopy(writing.definitions())
        del defs["SayShape"]["properties"]["to"]["description"]
        del defs["WaitShape"]["description"]

        assert set(writing.undescribed(defs)) == {"SayShape.to", "WaitShape"}

    def test_every_verb_has_an_example_that_fits(self) -> None:
        """What is shown as an example can be copied."""
        for verb, model in shapes.VERBS.items():
            examples = SCHEMA["$defs"][model.__name__].get("examples", [])
            assert examples, verb
            for node in examples:
                assert accepted({**NESTED, "nodes": [node]}), (verb, node)

    def test_every_kind_has_an_example_that_fits(self) -> None:
        """So can the kinds of answers."""
        for kind in shapes.KINDS:
            examples = SCHEMA["$defs"]["AskShape"]["properties"][kind].get("examples", [])
            assert examples, kind
            for example in examples:
                node = {"id": "q", "ask": "Well?", kind: example}
                assert accepted({**NESTED, "nodes": [node]}), (kind, node)

    def test_knows_nothing_newer_than_draft_07(self) -> None:
        """An editor that is behind understands it too."""
        text = writing.as_text()
        words = set(re.findall(r'"([$a-zA-Z]+)":', text))

        assert not words & SINCE_THEN
        assert [one for one in _maps(SCHEMA) if "$ref" in one and len(one) > 1] == []

    def test_shows_no_nulls_and_no_marks_of_ours(self) -> None:
        """Nobody is offered "null", and no sign that is only for us is left."""
        text = writing.as_text()

        assert '"null"' not in text
        assert "x-holds" not in text
        assert not re.search(r'"default": "P', text)

    def test_is_the_same_each_time(self) -> None:
        """It can lie in a repository."""
        assert writing.as_text() == writing.as_text()


def _maps(one: object) -> Iterator[dict[str, Any]]:
    if isinstance(one, dict):
        yield one
    for part in one.values() if isinstance(one, dict) else one if isinstance(one, list) else ():
        yield from _maps(part)


class TestExplained:
    def test_tells_sentences_and_examples_apart(self) -> None:
        """What is set in by four spaces is an example."""
        said = explained("First\nline.\n\nSecond.\n\n    - {say: Hello.}\n      # end")

        assert said.prose == "First line.\n\nSecond."
        assert said.examples == ("- {say: Hello.}\n  # end",)
        assert said.markdown.endswith("```yaml\n- {say: Hello.}\n  # end\n```")

    def test_reads_examples(self) -> None:
        """A list gives its nodes, one key what stands behind it, several keys the map."""
        assert values("- {say: Hello.}\n- {end: done}") == [{"say": "Hello."}, {"end": "done"}]
        assert values("scale: {min: 0}") == [{"min": 0}]
        assert values("{after: 2d, say: Hello.}") == [{"after": "2d", "say": "Hello."}]
