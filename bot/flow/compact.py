"""Write JSON in its shortest form."""

import json
from typing import Any

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
# What `JSONEncoder.encode` makes anew for every call, at a higher cost than using it. Only
# CPython has it.
_make = getattr(json.encoder, "c_make_encoder", None)
_parts = _make and _make(
    None, _encoder.default, json.encoder.encode_basestring, None, ":", ",", False, False, False
)


def write(shape: Any) -> str:
    """Write lists, maps, texts, numbers, true, false and null; a shape must not hold itself."""
    return "".join(_parts(shape, 0)) if _parts else _encoder.encode(shape)
