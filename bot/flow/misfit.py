"""Put what pydantic finds wrong with a value into a sentence for an author."""

import difflib
from collections.abc import Mapping

from bot.flow import shapes

_NOT_KEYS = ("[key]", "str", "int", "float", "bool")
_NAME = "a name is small letters, digits and _, a letter first"
_SAID = {
    "bool_type": "here stands true or false",
    "dict_type": "here stands a map: a name, a colon and a value",
    "enum": "here stands one of {expected}",
    "float_type": "here stands a number",
    "greater_than_equal": "this is {ge} or more",
    "int_type": "here stands a whole number",
    "int_from_float": "here stands a whole number",
    "less_than_equal": "this is {le} or less",
    "list_type": "here stands a list",
    "literal_error": "here stands {expected}",
    "model_type": "here stands a map: a name, a colon and a value",
    "string_too_long": "this is longer than {max_length} letters",
    "string_too_short": "here stands something; leave the key out if there is nothing to say",
    "string_type": "here stands a text; put it in quotes if it looks like something else",
    "too_short": "here stands at least one",
}


def misfit(
    model: type[shapes.Shape], kind: str, path: tuple[object, ...], said: str,
    context: Mapping[str, object],
) -> tuple[str, str]:  # fmt: skip
    """
    Give the number and the sentence for one complaint.

    ``path`` leads from the model to the value; ``kind``, ``said`` and ``context`` are pydantic's.
    """
    words = [str(part) for part in path if isinstance(part, str) and part not in _NOT_KEYS]
    key = words[-1] if words else ""
    match kind:
        case "extra_forbidden":
            inner = shapes.shape_at(model, path[:-1])
            known = [field.alias or name for name, field in inner.model_fields.items()]
            guess = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean '{guess[0]}'?" if guess else f"known here: {', '.join(known)}"
            return "F006", f"unknown key '{key}'; {hint}"
        case "missing":
            return "F007", f"'{key}' is missing; it has to stand here"
        case "string_pattern_mismatch":
            owner = ", after 'my.' or 'run.'" if "(my|run)" in said else ""
            return "F008", f"'{key}': {_NAME}{owner}"
        case _:
            sentence = _SAID.get(kind)
            found = sentence.format(**context) if sentence else said.removeprefix("Value error, ")
            return "F008", f"'{key}': {found}" if key else found
