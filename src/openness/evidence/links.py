"""What the links of a document lead to: hub models and data sets, files, drives, forms, papers, run logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.evidence.lexicon import pattern, words
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.document import Document, Line

LinkKind = Literal[
    "hub-model",
    "hub-code",
    "hub-org",
    "hub-collection",
    "dataset",
    "asset",
    "file",
    "archive",
    "drive",
    "form",
    "paper",
    "run-log",
    "other",
]

MAX_LINKS = 4000
_URL = compiled(r"(?:https?://|gs://|s3://|magnet:\?xt=)[^\s<>\"'`\]\[|)}{]{1,500}")
_DEFINITION = compiled(r" {0,3}\[([^\]\[]{1,100})\]:\s{0,5}<?((?:https?|gs|s3)://[^\s<>]{1,500})")
_LABEL = compiled(r"\[([^\]\[]{1,100})\](?![:(])")
_NAME = compiled(r"[\w.-]{1,96}")
_ASSET = compiled(r"^([\w.-]{1,96}/[\w.-]{1,96})/releases/(?:download|tag|latest)")


class Link(NamedTuple):
    """A link: what it leads to, its URL or hub id, and the line it stands on.

    `target` is `org/name` for hub models and data sets, the host and path otherwise.
    """

    kind: LinkKind
    target: str
    line: Line
    path: str

    @property
    def location(self) -> str:
        """The place in the notation of the manifest (`hf:`, `hf:datasets/`, `https:` …)."""
        if self.kind in ("hub-model", "hub-code"):
            return f"hf:{self.target}"
        if self.kind == "dataset" and "://" not in self.target:
            return f"hf:datasets/{self.target}"
        return self.target

    @property
    def owner(self) -> str:
        """The account of a hub model or data set, in lower case."""
        return self.target.partition("/")[0].lower()


def find_links(document: Document) -> tuple[Link, ...]:
    """The links of a document in order, at most `MAX_LINKS`."""
    found: list[Link] = []
    named = _definitions(document)
    for line in document.lines:
        for link in (*_line_links(document.path, line), *_named_links(document.path, line, named)):
            found.append(link)
            if len(found) >= MAX_LINKS:
                return tuple(found)
    return tuple(found)


def _definitions(document: Document) -> dict[str, str]:
    """Addresses by the names under which reference-style links use them."""
    found = (_DEFINITION.match(line.text) for line in document.lines if "]:" in line.text)
    return {match.group(1).lower(): match.group(2) for match in found if match}


def _named_links(path: str, line: Line, named: dict[str, str]) -> Iterator[Link]:
    """The links of a line whose addresses stand elsewhere; a link belongs to where it is used."""
    if not named or "[" not in line.text or _DEFINITION.match(line.text):
        return
    for match in _LABEL.finditer(line.text):
        url = named.get(match.group(1).lower())
        if url is not None:
            kind, target = classify(url)
            yield Link(kind, target, line, path)


def _line_links(path: str, line: Line) -> Iterator[Link]:
    text = line.text
    if "://" in text or "magnet:" in text:
        for match in _URL.finditer(text):
            kind, target = classify(match.group().rstrip(".,;:!*"))
            if (
                kind == "other"
                and text[: match.start()].endswith("](")
                and _is_called_a_file(text[: match.start() - 2])
            ):
                kind = "archive"
            if kind == "hub-model" and line.kind == "code" and "git clone" not in text and "download" not in text:
                kind = "hub-code"
            yield Link(kind, target, line, path)
    if line.kind == "code" and "/" in text:
        reserved = pattern("links", "not_a_hub_id")
        for match in pattern("links", "reference_in_code").finditer(text):
            name = next(group for group in match.groups() if group)
            if (
                not reserved.match(name)
                and name.count("/") == 1
                and not name.endswith((".py", ".sh", ".json", ".yaml"))
            ):
                yield Link("hub-code", name, line, path)


def _is_called_a_file(before: str) -> bool:
    """True when a label (`[name.tar`) names a file of weights or an archive, so that its page hands one out."""
    label = before.rpartition("[")[2].strip("`* ")
    return any(pattern("links", name).search(label) for name in ("weight_file", "archive"))


def classify(url: str) -> tuple[LinkKind, str]:
    """Kind and target of one URL."""
    if url.startswith("magnet:"):
        return "file", url
    if url.startswith(("gs://", "s3://")):
        return ("archive" if pattern("links", "weight_word_in_url").search(url) else "other"), url
    host, _, rest = url.partition("://")[2].partition("/")
    host = host.lower().partition(":")[0]
    rest = rest.partition("#")[0]
    if host in words("links", "hub_hosts"):
        return _hub(host, rest, url)
    if host == "github.com" and (match := _ASSET.match(rest)):
        return "asset", f"gh:{match.group(1)}:{rest[match.end() :].strip('/')}"
    if pattern("links", "form").search(url):
        return "form", url
    if pattern("links", "paper").search(url):
        return "paper", url
    if pattern("links", "run_log").search(url):
        return "run-log", url
    if pattern("links", "weight_file").search(url) and "/blob/" not in url:
        return "file", url
    if pattern("links", "archive").search(url):
        return "archive", url
    if host in words("links", "drives") or host.endswith((".sharepoint.com", ".box.com", "-my.sharepoint.com")):
        return "drive", url
    return "other", url


def _hub(host: str, rest: str, url: str) -> tuple[LinkKind, str]:
    parts = [part for part in rest.partition("?")[0].split("/") if part]
    if not parts:
        return "other", url
    if parts[0] == "papers":
        return "paper", url
    if parts[0] == "collections":
        return "hub-collection", "/".join(parts[1:3]) or url
    if parts[0] in ("datasets", "dataset"):
        names = [part for part in parts[1:3] if _NAME.fullmatch(part)]
        return ("dataset", "/".join(names)) if names else ("other", url)
    if parts[0] == "models" and len(parts) >= 2:
        parts = parts[1:]
    if parts[0] == "organization" and len(parts) > 1:
        return "hub-org", parts[1]
    if parts[0] in words("links", "hub_reserved") or not all(_NAME.fullmatch(part) for part in parts[:2]):
        return "other", url
    if host == "gitee.com":
        return "other", url
    if len(parts) == 1:
        return "hub-org", parts[0]
    if "resolve" in parts[2:3] or (host.startswith("openxlab") and parts[0] == "apps"):
        is_file = pattern("links", "weight_file").search(url) is not None
        return ("hub-model" if is_file or host != "openxlab.org.cn" else "other"), "/".join(parts[:2])
    return "hub-model", "/".join(parts[:2])
