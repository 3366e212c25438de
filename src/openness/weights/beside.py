"""What the small files beside weights say: `config.json`, `adapter_config.json`, `model.sig`."""

from __future__ import annotations

import binascii
import json
import posixpath
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.weights.header import clean
from openness.weights.jsontext import INDEX_LIMIT, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.read.repository import Repository

CONFIG = "config.json"
_SIGNED_LIMIT = 100_000
_DIGEST = compiled(r"[0-9a-f]{64}")


class Adapter(NamedTuple):
    """An adapter by its configuration: `base_model` as written, None when the file does not name one."""

    path: str
    base_model: str | None
    kind: str | None


class ModelConfig(NamedTuple):
    """What a `config.json` of the transformers library says of the weights beside it.

    `quantization` is the method's name, "quantized" when it has none, None for weights that are not quantized.
    """

    path: str
    architectures: tuple[str, ...]
    model_type: str | None
    quantization: str | None


class Signature(NamedTuple):
    """Digests that a signature lists, as (path from the root, sha256). The signature itself is not verified.

    `problem` says why there are none.
    """

    path: str
    digests: tuple[tuple[str, str], ...]
    problem: str | None = None


def read_adapter(repository: Repository, path: str) -> Adapter | None:
    """The adapter that an `adapter_config.json` describes; None when the file cannot be read."""
    body = read_object(repository, path)
    if body is None:
        return None
    return Adapter(path, _text(body, "base_model_name_or_path"), _text(body, "peft_type"))


def read_config(repository: Repository, path: str) -> ModelConfig | None:
    """The model that a `config.json` describes; None when it is no configuration of a model."""
    body = read_object(repository, path)
    if body is None or not ("architectures" in body or "model_type" in body):
        return None
    listed = body.get("architectures")
    names = [clean(name, 120) for name in listed[:8] if isinstance(name, str)] if isinstance(listed, list) else []
    quantization = body.get("quantization_config", body.get("compression_config"))
    method = None
    if isinstance(quantization, dict):
        method = _text(quantization, "quant_method") or "quantized"
    return ModelConfig(path, tuple(names), _text(body, "model_type"), method)


def _text(body: dict[str, Any], key: str) -> str | None:
    value = body.get(key)
    return clean(value.strip(), 300) if isinstance(value, str) and value.strip() else None


def read_signature(repository: Repository, path: str) -> Signature:
    """The digests of a model signature: a Sigstore bundle with an in-toto statement (OpenSSF Model Signing 1.0)."""
    bundle = read_object(repository, path, INDEX_LIMIT)
    if bundle is None:
        return Signature(path, (), "is not JSON")
    statement = _statement(bundle)
    if statement is None:
        return Signature(path, (), "holds no readable in-toto statement")
    found = dict(_digests(statement))
    if not found:
        return Signature(path, (), "lists no sha256 of a whole file")
    folder = posixpath.dirname(path)
    inside = {}
    for name, digest in found.items():
        place = posixpath.normpath(posixpath.join(folder, name))
        if not place.startswith(("../", "/")) and place != "..":
            inside[place] = digest
    return Signature(path, tuple(sorted(inside.items())))


def _statement(bundle: dict[str, Any]) -> dict[str, Any] | None:
    envelope = bundle.get("dsseEnvelope")
    payload = envelope.get("payload") if isinstance(envelope, dict) else None
    if not isinstance(payload, str):
        return None
    try:
        statement = json.loads(b64decode(payload, validate=True))
    except (ValueError, RecursionError, binascii.Error):
        return None
    return statement if isinstance(statement, dict) else None


def _digests(statement: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, sha256) from the predicate's resources, or from the subjects of earlier versions."""
    predicate = statement.get("predicate")
    resources = predicate.get("resources") if isinstance(predicate, dict) else None
    for one in _listed(resources):
        name, digest = one.get("name"), one.get("digest")
        if one.get("algorithm") == "sha256" and isinstance(name, str) and _is_digest(digest):
            yield name, str(digest)
    for one in _listed(statement.get("subject")):
        name, digests = one.get("name"), one.get("digest")
        digest = digests.get("sha256") if isinstance(digests, dict) else None
        # A statement with resources has one subject, whose digest is that of all digests.
        if isinstance(name, str) and _is_digest(digest) and not resources:
            yield name, str(digest)


def _listed(value: object) -> list[dict[str, Any]]:
    return [one for one in value[:_SIGNED_LIMIT] if isinstance(one, dict)] if isinstance(value, list) else []


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None
