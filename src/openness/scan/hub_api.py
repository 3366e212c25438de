"""An organization on a Hugging Face hub over its API: its models and data sets, their files, and the text of those."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from openness.errors import UsageError
from openness.net.client import Request
from openness.org.document import Organization
from openness.org.listed import Listed, is_login, is_oid
from openness.patterns import compiled
from openness.read.lfs import POINTER_LIMIT
from openness.scan.listing import Inventory
from openness.scan.transport import StoppedError
from openness.scan.trees import Path
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.net.answer import Answer
    from openness.net.client import HttpClient
    from openness.online.settings import Settings

KINDS = ("model", "dataset")
_PAGE = 1000
_MOST_PAGES = 100
_MOST_FILES = 20_000
_LIST_LIMIT = 64_000_000
_TEXT_LIMIT = 1_000_000
_NAME = compiled(r"[A-Za-z0-9_.-]{1,100}")
_NEXT = compiled(r'<([^<>]{1,4000})>;\s{0,4}rel="next"')
_SHA256 = compiled(r"[0-9a-f]{64}")
GATED = "gated: the hub shows its files only to those whom its owners let in"


class Files(NamedTuple):
    """The files of a repository; `pointers` are the texts that stand for large files, by path."""

    paths: tuple[Path, ...]
    pointers: dict[str, bytes]


class Hub:
    """The hub that the settings name."""

    def __init__(self, client: HttpClient, settings: Settings) -> None:
        self._client = client
        self._root = settings.hub
        self._token = f"Bearer {settings.hub_token}" if settings.hub_token else None

    @property
    def requests(self) -> int:
        """How many requests went out so far."""
        return self._client.spent

    def inventory(self, login: str) -> Inventory:
        """The models and data sets of an organization.

        Raises UsageError where there are none, and StoppedError when the list cannot be read to its end.
        """
        if not is_login(login):
            raise UsageError(f"{login[:100]!r} is not the name of an organization or user")
        found = [one for kind in KINDS for one in self._list(login, kind)]
        host = urlsplit(self._root).netloc
        if not found:
            raise UsageError(f"{host} shows no model or data set of {login!r}")
        organization = Organization(host, login, login, f"{self._root}/{login}")
        return Inventory(organization, tuple({one.id: one for one in found}.values()), ())

    def files(self, one: Listed) -> Files | str:
        """The files of a repository at the commit of the list, or why they are not known. Raises StoppedError."""
        sort = "models" if one.kind == "model" else "datasets"
        answer = self._ask(f"/api/{sort}/{one.full_name}/revision/{one.commit}?blobs=true", _LIST_LIMIT)
        body = answer.json()
        if answer.outcome != "ok" or not isinstance(body, dict):
            return self._why(answer)
        return _files(body.get("siblings"))

    def text(self, one: Listed, path: str) -> bytes | str:
        """The bytes of a small file, or why they are not known. Raises StoppedError."""
        prefix = "" if one.kind == "model" else "datasets/"
        answer = self._ask(f"/{prefix}{one.full_name}/raw/{one.commit}/{quote(path)}", _TEXT_LIMIT)
        return answer.body if answer.outcome == "ok" else self._why(answer)

    def _list(self, login: str, kind: str) -> list[Listed]:
        found: list[Listed] = []
        query = {"author": login, "limit": str(_PAGE), "full": "true"}
        for _ in range(_MOST_PAGES):
            answer = self._ask(f"/api/{kind}s?{urlencode(query)}", _LIST_LIMIT)
            listed = answer.json()
            if answer.outcome != "ok" or not isinstance(listed, list):
                raise StoppedError(f"the list of {kind}s could not be read: {self._why(answer)}")
            found.extend(one for one in (self._listed(node, kind, login) for node in listed) if one is not None)
            match = _NEXT.search(answer.headers.get("link", "")[:8000])
            cursor = parse_qs(urlsplit(match[1]).query).get("cursor") if match else None
            if not cursor:
                return found
            # Only the place in the list is taken from the answer; where the request goes stays as it was.
            query["cursor"] = cursor[0]
        return found

    def _listed(self, node: object, kind: str, login: str) -> Listed | None:
        if not isinstance(node, dict):
            return None
        owner, _, name = str(node.get("id") or node.get("modelId") or "").partition("/")
        sha = node.get("sha")
        if owner.lower() != login.lower() or not _NAME.fullmatch(name) or name in (".", ".."):
            return None
        private, gated = node.get("private") is True, node.get("gated") not in (None, False)
        prefix = "" if kind == "model" else "datasets/"
        commit = str(sha) if is_oid(sha) else ""
        return Listed(
            f"{kind}:{owner}/{name}".lower(),
            owner,
            name,
            url=f"{self._root}/{prefix}{owner}/{name}",
            visibility="private" if private else "gated" if gated else "public",
            disabled=node.get("disabled") is True,
            branch="main",
            commit=commit,
            tree=commit,
            pushed_at=str(node.get("lastModified") or "")[:40],
            stars=_count(node.get("likes")),
            kind=kind,
        )

    def _ask(self, path: str, limit: int) -> Answer:
        request = Request(f"{self._root}{path}", token=self._token, trusted=True, limit=limit, cached=False)
        answer = self._client.ask(request)
        if answer.status == 429 or (answer.status == 0 and "at most" in answer.why):
            raise StoppedError(f"{answer.why}; what was read is kept: run the same command again later to go on")
        return answer

    def _why(self, answer: Answer) -> str:
        if answer.headers.get("x-error-code") == "GatedRepo":
            return GATED
        if answer.status in (401, 403):
            return "the hub does not show it to this token"
        return answer.why or f"the hub answered {answer.status}"


def _files(siblings: object) -> Files:
    """The files that the hub lists; large ones are held as pointers, as they are in Git."""
    paths: list[Path] = []
    pointers: dict[str, bytes] = {}
    for one in siblings[:_MOST_FILES] if isinstance(siblings, list) else ():
        path = one.get("rfilename") if isinstance(one, dict) else None
        if not isinstance(path, str) or not path or posixpath.normpath(path) != path or path.startswith(("/", "..")):
            continue
        oid = one.get("blobId") if is_oid(one.get("blobId")) else "0" * 40
        pointer = _pointer(one.get("lfs"))
        if pointer is not None:
            pointers[path] = pointer
        size = len(pointer) if pointer is not None else _count(one.get("size"))
        paths.append(Path(path[:1000], "file", oid, size))
    return Files(tuple(sorted(paths)), pointers)


def _pointer(lfs: Any) -> bytes | None:  # noqa: ANN401 - any shape until looked at
    digest = (lfs.get("sha256") or lfs.get("oid")) if isinstance(lfs, dict) else None
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        return None
    text = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {_count(lfs.get('size'))}\n".encode()
    return text if len(text) <= POINTER_LIMIT else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0
