"""What the Model Openness Tool takes as `MOF.yml`, written down from its JSON Schema as it stood on 2026-05-11.

Source: https://github.com/lfai/model_openness_tool, schema/mof_schema.json at 8b5d30e9.
"""

from __future__ import annotations

from typing import Any

TYPES = ["", "language", "vision", "image", "audio", "video", "3d", "code", "multimodal", "other"]
ARCHITECTURES = [
    *("", "transformer", "transformer decoder", "transformer encoder-decoder", "decoder", "encoder", "diffusion"),
    *("RNN", "CNN", "LSTM", "NeRF", "hybrid", "undisclosed", "other"),
]
TREATMENTS = ["pre-trained", "instruct fine-tuned", "chat fine-tuned"]

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_SHARED = {"type": "object", "properties": {key: {"type": ["string", "null"]} for key in ("name", "path")}}
_COMPONENT_KEYS = ("name", "description", "license", "license_path", "component_path")

MOF_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["framework", "release"],
    "properties": {
        "framework": {
            "type": "object",
            "required": ["name", "version", "date"],
            "properties": {"name": {"enum": ["Model Openness Framework"]}, "version": _TEXT, "date": _DAY},
        },
        "release": {
            "type": "object",
            "required": ["name", "license", "producer", "components"],
            "properties": {
                **dict.fromkeys(("version", "origin", "producer", "contact"), _TEXT),
                "name": {"type": "string", "minLength": 1},
                "date": _DAY,
                "type": {"type": "string", "enum": TYPES},
                "architecture": {"type": "string", "enum": ARCHITECTURES},
                "treatment": {"type": "string", "enum": TREATMENTS},
                "license": {
                    "type": "object",
                    "properties": dict.fromkeys(("distribution", "code", "data", "document"), _SHARED),
                },
                "components": {
                    "type": "array",
                    "maxItems": 17,
                    "items": {"type": "object", "properties": dict.fromkeys(_COMPONENT_KEYS, _TEXT)},
                },
            },
        },
    },
}
