"""Model and data set repositories on a Hugging Face hub, asked over its API (huggingface.co/docs/hub/api)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from openness.evidence.remote import HubRepository, RemoteFile
from openness.net.client import Request
from openness.online.headers import read_remote_header
from openness.online.plain import fields, items, number, sha256, text, texts
from openness.weights.counts import histogram
from openness.weights.data import load_table

if TYPE_CHECKING:
    from openness.net.answer import Answer
    from openness.net.client import HttpClient
    from openness.online.settings import Settings

MOST_FILES = 20_000
MOST_HEADERS = 2
_API_LIMIT = 16_000_000
_PACKED_SHARE = 0.1


def ask_hub(client: HttpClient, settings: Settings, key: str, *, look_inside: bool) -> HubRepository:
    """What the hub says of a repository, named `hf:org/name[@revision]` or `hf:datasets/org/name[@revision]`.

    One request; two more for each of at most two headers where `look_inside` asks for them.
    """
    named, _, revision = key.removeprefix("hf:").partition("@")
    sort = "datasets" if named.startswith("datasets/") else "models"
    name = named.removeprefix("datasets/")
    url = f"{settings.hub}/api/{sort}/{quote(name)}"
    url += f"/revision/{quote(revision, safe='')}" if revision else ""
    token = f"Bearer {settings.hub_token}" if settings.hub_token else None
    request = Request(f"{url}?blobs=true", token=token, trusted=True, limit=_API_LIMIT)
    answer = client.ask(request)
    if answer.status == 401 and token is not None and "invalid" in _message(answer).lower():
        # The token is at fault, not the repository: what everybody sees is what counts.
        request = request._replace(token=None)
        answer = client.ask(request)
    if answer.outcome != "ok":
        return _refused(key, answer, revision)
    body = fields(answer.json())
    if not text(body.get("id")):
        return HubRepository(key, "unknown", "the answer is not what a hub says")
    found = _read(key, body, revision)
    if look_inside and found.state == "there" and found.gated is None:
        found = _look_inside(client, settings, found, request.token)
    return found


def _refused(key: str, answer: Answer, revision: str) -> HubRepository:
    code = answer.headers.get("x-error-code", "")
    if code == "RevisionNotFound" or (answer.status == 404 and "revision" in _message(answer).lower()):
        return HubRepository(key, "there", revision=revision or None, revision_found=False)
    if "is disabled" in _message(answer):
        return HubRepository(key, "disabled", "access to it is disabled")
    if code == "GatedRepo":
        return HubRepository(key, "unknown", "the hub shows nothing of it to those without access")
    if answer.outcome == "restricted":
        return HubRepository(key, "not-public", "private, or no such repository")
    if answer.outcome == "dead":
        return HubRepository(key, "dead", "the hub knows no such repository")
    return HubRepository(key, "unknown", answer.why)


def _message(answer: Answer) -> str:
    said = answer.headers.get("x-error-message") or text(fields(answer.json()).get("error"))
    return said[:300]


def _read(key: str, body: dict[str, object], revision: str) -> HubRepository:
    card = fields(body.get("cardData"))
    gated = body.get("gated")
    tagged = [tag.removeprefix("license:") for tag in texts(body.get("tags"), 200) if tag.startswith("license:")]
    return HubRepository(
        key,
        "disabled" if body.get("disabled") is True else "there",
        "access to it is disabled" if body.get("disabled") is True else "",
        name=text(body.get("id"), 200),
        gated=gated if gated in ("auto", "manual") else None,
        private=body.get("private") is True,
        revision=text(body.get("sha"), 64) or None,
        revision_found=True if revision else None,
        licenses=texts(card.get("license")) or tuple(tagged),
        license_name=text(card.get("license_name")) or None,
        base_models=texts(card.get("base_model")),
        parameters=_parameters(body),
        files=tuple(_files(body)),
    )


def _files(body: dict[str, object]) -> list[RemoteFile]:
    found = []
    for one in items(body.get("siblings"), MOST_FILES):
        path = text(one.get("rfilename"), 500)
        lfs = fields(one.get("lfs"))
        size = number(lfs.get("size"))
        if path:
            size = size if size is not None else number(one.get("size"))
            found.append(RemoteFile(path, size, sha256(lfs.get("sha256") or lfs.get("oid"))))
    return sorted(found)


def _parameters(body: dict[str, object]) -> int | None:
    """The hub's count; None where integers that may hold several weights each are a tenth of it or more."""
    index = fields(body.get("safetensors"))
    total = number(index.get("total"))
    counts = {name: number(count) or 0 for name, count in fields(index.get("parameters")).items()}
    if total and counts:
        packed = frozenset(load_table("dtypes")["packed"])
        held = sum(count for name, count in histogram(counts) if name in packed)
        if held >= total * _PACKED_SHARE:
            return None
    return total or number(fields(body.get("gguf")).get("total"))


def _look_inside(client: HttpClient, settings: Settings, found: HubRepository, token: str | None) -> HubRepository:
    """The repository with headers: of the smallest GGUF file, and of a single safetensors file."""
    sort = "datasets/" if found.location.startswith("hf:datasets/") else ""
    headers = []
    for file in _telling(found):
        url = f"{settings.hub}/{sort}{quote(found.name)}/resolve/{found.revision or 'main'}/{quote(file.path)}"
        request = Request(url, token=token, trusted=True)
        header = read_remote_header(client, request, file.path, file.size or 0)
        if header is not None:
            headers.append((file.path, header))
    counted = found.parameters
    if counted is None:
        plain = [header.parameters for _, header in headers if header.parameters and header.format == "gguf"]
        counted = plain[0] if plain else None
    return found._replace(headers=tuple(headers), parameters=counted)


def _telling(found: HubRepository) -> list[RemoteFile]:
    sized = [one for one in found.files if one.size and one.sha256]
    quantized = sorted((one for one in sized if one.path.endswith(".gguf")), key=lambda one: one.size or 0)
    tensors = [one for one in sized if one.path.endswith(".safetensors")]
    single = [one for one in tensors if posixpath.dirname(one.path) == ""]
    return (quantized[:1] + (single[:1] if len(single) <= 3 else []))[:MOST_HEADERS]
