"""Policies by reference: a starter's name, a file, or `owner/repo/path@ref`; read whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from openness.errors import IncompleteError, OpennessError, UsageError
from openness.findings.policy import rule_book
from openness.manifest.document import SIZE_LIMIT
from openness.package_data import package_text
from openness.patterns import compiled
from openness.policy.entities import Identity, Policy
from openness.policy.identity import identity_from_github
from openness.policy.load import load_layer
from openness.report.policy import under_policy
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openness.model import Problem
    from openness.policy.entities import Layer, RuleBook
    from openness.report.judged import Judged

STARTERS = ("observe", "honest-wording", "open-weights-minimum", "osaid", "eu-provider")
"""Policies that the package brings along, from the mildest to the strictest demands."""

OWN_FILES = (".github/openness-policy.yml", "openness-policy.yml")
"""Where a repository may keep a policy of its own, which stands below the one that is given."""

TOKEN = "OPENNESS_POLICY_TOKEN"  # noqa: S105 - the name of a variable
_DEPTH = 5
_MOST_PROBLEMS = 5
_MOST_EVENT = 30_000_000
_REMOTE = compiled(
    r"(?P<repository>[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100})/(?P<path>[^@\s]{1,300})@(?P<ref>\S{1,200})"
)


class FileReader(Protocol):
    """What reads a file of a repository on GitHub."""

    def read_file(self, repository: str, path: str, ref: str | None = None) -> bytes:
        """The bytes of the file; raises an OpennessError."""
        ...


class _Place(NamedTuple):
    """Where a policy is: a starter, a file, or a file on GitHub. `shown` is how messages call it."""

    kind: str
    shown: str
    repository: str = ""
    path: str = ""
    ref: str = ""


def read_policy(
    references: Sequence[str],
    *,
    checked: Path | None = None,
    environment: Mapping[str, str] | None = None,
    reader: FileReader | None = None,
) -> Policy:
    """The policy of some references, from the outermost layer to the innermost, with the layers that they extend.

    `checked` is the repository that is judged: a file inside it is not trusted to loosen anything, and its own policy
    file is added below all others. Raises UsageError for what is no policy, and IncompleteError when one cannot be
    read: a check without its policy would pass what the policy forbids.
    """
    sources = _Sources(checked, os.environ if environment is None else environment, reader)
    layers: list[Layer] = []
    for reference in references:
        layers.extend(sources.chain(_place(reference)))
    own = sources.own(layers)
    if own is not None:
        layers.append(own)
    return Policy(tuple(layers), sources.book)


def policy_for(
    references: Sequence[str], checked: Path, repository: str | None = None, *, reader: FileReader | None = None
) -> Callable[[Judged], Judged]:
    """What puts a judged repository under these policies.

    `repository` is its `owner/name`; without it the event of a workflow says who it is, or else the folder's name.
    Raises as `read_policy`.
    """
    policy = read_policy(references, checked=checked, reader=reader)
    identity = Identity(repository) if repository else _identity(os.environ)

    def put_under(judged: Judged) -> Judged:
        report, result = under_policy(judged.report, policy, today=judged.facts.today, identity=identity)
        return judged._replace(findings=result.findings, report=report)

    return put_under


def _identity(environment: Mapping[str, str]) -> Identity | None:
    """The repository that a workflow runs for, as far as its event and its variables say."""
    name = environment.get("GITHUB_REPOSITORY", "")
    event = environment.get("GITHUB_EVENT_PATH", "")
    found = None
    if event:
        try:
            with Path(event).open("rb") as file:
                payload = json.loads(file.read(_MOST_EVENT))
            found = identity_from_github(payload["repository"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            found = None
    if found is not None and found.name == name:
        return found
    return Identity(name) if name else None


def starter(name: str) -> str:
    """The text of a starter policy; raises UsageError for an unknown name."""
    text = package_text("data", "policies", f"{name}.yml") if name in STARTERS else None
    if text is None:
        raise UsageError(f"there is no starter policy {name!r}; there are: {', '.join(STARTERS)}")
    return text


def _place(reference: str, beside: _Place | None = None) -> _Place:
    """Where a reference leads; a relative path in an `extends` is taken from the file that names it.

    A starter and a reference to GitHub come before a file of the same name: no pull request can put a file in the way.
    """
    if reference in STARTERS:
        return _Place("starter", reference)
    if remote := _REMOTE.fullmatch(reference):
        return _Place("github", reference, remote["repository"], remote["path"], remote["ref"])
    if beside is not None and beside.kind == "github":
        path = os.path.normpath(os.path.join(os.path.dirname(beside.path), reference)).replace("\\", "/")  # noqa: PTH118, PTH120
        if path.startswith(("../", "/")) or path in ("..", "."):
            raise UsageError(f"{beside.shown}: `extends: {reference}` leads out of the repository")
        return _Place("github", f"{beside.repository}/{path}@{beside.ref}", beside.repository, path, beside.ref)
    if beside is not None and beside.kind == "file":
        reference = str(Path(beside.path).parent / reference)
    return _Place("file", reference, path=reference)


class _Sources:
    """Reads layers; connects to GitHub when first needed."""

    def __init__(self, checked: Path | None, environment: Mapping[str, str], reader: FileReader | None) -> None:
        self.checked = None if checked is None else checked.resolve()
        self.environment = environment
        self.reader = reader
        self.book: RuleBook = rule_book()
        self.read: set[Path] = set()

    def chain(self, place: _Place) -> list[Layer]:
        """The layer at a place with those that it extends, the outermost first."""
        found: list[Layer] = []
        seen: list[str] = []
        while True:
            if place.shown in seen:
                raise UsageError(f"policies extend one another in a circle: {' → '.join([*seen, place.shown])}")
            seen.append(place.shown)
            if len(seen) > _DEPTH:
                raise UsageError(f"more than {_DEPTH} policies extend one another: {' → '.join(seen)}")
            layer = self.layer(place)
            found.insert(0, layer)
            if layer.extends is None or not layer.trusted:
                return found
            place = _place(layer.extends, place)

    def layer(self, place: _Place) -> Layer:
        """The layer at one place."""
        trusted = True
        if place.kind == "starter":
            text = starter(place.shown)
        elif place.kind == "github":
            text = self._remote(place)
        else:
            path = Path(place.path)
            text, trusted = self._file(path), not self._is_inside(path)
        loaded = load_layer(
            text, place.shown if trusted else self._relative(Path(place.path)), self.book, trusted=trusted
        )
        if loaded.layer is None:
            raise UsageError(_listed(place.shown, loaded.problems))
        return loaded.layer

    def own(self, layers: list[Layer]) -> Layer | None:
        """The policy that the checked repository has for itself, where no reference named it already."""
        if self.checked is None or not layers:
            return None
        for name in OWN_FILES:
            path = self.checked / name
            if path.is_file() and self._is_inside(path):
                return None if path.resolve() in self.read else self.layer(_Place("file", name, path=str(path)))
        return None

    def _is_inside(self, path: Path) -> bool:
        return self.checked is not None and path.resolve().is_relative_to(self.checked)

    def _relative(self, path: Path) -> str:
        assert self.checked is not None
        return path.resolve().relative_to(self.checked).as_posix()

    def _file(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                content = file.read(SIZE_LIMIT + 1)
        except FileNotFoundError as error:
            from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

            kinds = f"a file, owner/repo/path@ref, or a starter ({', '.join(STARTERS)})"
            near = get_close_matches(str(path), STARTERS, n=1)
            meant = f"did you mean {near[0]}?" if near else f"a policy is {kinds}"
            raise UsageError(f"there is no policy {path}; {meant}") from error
        except (IsADirectoryError, NotADirectoryError) as error:
            raise UsageError(f"{path} is no file, and a policy is one: name the file in it") from error
        except OSError as error:
            raise IncompleteError(f"the policy {path} could not be read: {error.strerror or error}") from error
        self.read.add(path.resolve())
        return _text(content, str(path))

    def _remote(self, place: _Place) -> str:
        try:
            content = self._github().read_file(place.repository, place.path, place.ref)
        except UsageError:
            raise
        except OpennessError as error:
            advice = (
                f"the token in {TOKEN} needs to read the contents of {place.repository}"
                if self.environment.get(TOKEN)
                else f"a token that may read the contents of {place.repository} goes into {TOKEN}"
            )
            message = f"the policy {place.shown} could not be read, and nothing is judged without it: {error}; {advice}"
            raise IncompleteError(message) from error
        return _text(content, place.shown)

    def _github(self) -> FileReader:
        if self.reader is None:
            try:
                from openness.github.client import connect  # noqa: PLC0415 - slow to import
            except ImportError as error:
                raise UsageError(
                    "a policy on GitHub is read with more packages: pip install 'openness[github]'"
                ) from error
            self.reader = connect(self.environment, token=self.environment.get(TOKEN) or None)
        return self.reader


def _text(content: bytes, shown: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"the policy {shown} is not UTF-8 text") from error


def _listed(shown: str, problems: Sequence[Problem]) -> str:
    """The problems of a policy file in one line, each with its place; those beyond the first few are counted."""
    named = [f"{shown}:{one.line}:{one.column}: {_told(one)}" for one in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(named)
    return f"the policy cannot be used: {' | '.join(named)}" + (f" | and {more} more" if more else "")


def _told(problem: Problem) -> str:
    """The message, with the advice where the message does not say what was meant."""
    if "did you mean" in problem.message or not problem.help:
        return problem.message
    return f"{problem.message}. {problem.help}".removesuffix(".")
