"""Every safe fix of a repository: proposed, tried together on the whole of it, kept where nothing gets worse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.fixes.additions import additions
from openness.fixes.change import Change, Places, apply
from openness.fixes.manifest import Doubt, corrections
from openness.fixes.overlay import OverlayTree
from openness.patterns import compiled
from openness.read.links import resolve
from openness.read.repository import TEXT_LIMIT, Repository
from openness.report.judged import judge_repository
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from openness.findings.finding import Finding

_JUDGMENTS = 80
"""Times that the repository is judged anew; beyond, what is not made yet is left alone."""

_FURTHER = 4
"""Steps that are taken for one change: a misspelled key that is mended brings those below it to light."""

_ABOUT_THE_WHOLE = frozenset({"OM303", "OM316"})
"""Rules whose findings stand in another line than the change that answers them."""

_MARK = "\ufeff"
_LINE = compiled(r"\bline \d+")


class Fixed(NamedTuple):
    """A file as it is and as it would be."""

    path: str
    before: bytes
    after: bytes


class Plan(NamedTuple):
    """What can be fixed, what was changed for it, what was left alone and why, and the findings that stay."""

    files: tuple[Fixed, ...]
    made: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]


def plan_fixes(repository: Repository, *, today: date, manifest_path: str | None = None) -> Plan:
    """The fixes of a repository; nothing is written. `manifest_path` names the manifest instead of looking for one."""
    search = _Search(_State(_Source(repository, today, manifest_path), {}))
    state, made = search.run()
    doubts = [one for one in state.proposals() if isinstance(one, Doubt)]
    left = sorted({*doubts, *search.refused.values(), *state.source.unread})
    standing = tuple(one for one in state.judged.findings if one.suppressed is None)
    return Plan(state.files(), tuple(made), tuple(left), standing)


class _Search:
    """Looks for changes that together make nothing worse."""

    def __init__(self, state: _State) -> None:
        self._state = state
        self._left = _JUDGMENTS
        self.refused: dict[tuple[str, str, str], Doubt] = {}

    def run(self) -> tuple[_State, list[Change]]:
        """The last state and every change on the way there."""
        made: list[Change] = []
        while changes := self._open(self._state):
            step = self._step(changes) or self._single_step(changes)
            if not step:
                break
            made += step
            # What was refused before this step may be right after it.
            self.refused.clear()
        return self._state, made

    def _open(self, state: _State) -> list[Change]:
        if self._left <= 0:
            return []
        return [one for one in state.proposals() if isinstance(one, Change) and _name(one) not in self.refused]

    def _single_step(self, changes: list[Change]) -> list[Change]:
        """The first of the changes that makes nothing worse by itself; those before it are refused."""
        for change in sorted(changes):
            made = self._step([change], refuse=True)
            if made:
                return made
        return []

    def _step(self, changes: list[Change], *, refuse: bool = False) -> list[Change]:
        """The changes, and those that they make possible, where all of them together add no finding."""
        current, made = self._state.after(changes)
        new: list[Finding] = []
        for _ in range(_FURTHER):
            self._left -= 1
            new = current.added_since(self._state)
            if not new:
                self._state = current
                return made
            further = self._open(current)
            if not further:
                break
            current, more = current.after(further)
            made += more
        if refuse and new:
            first = changes[0]
            why = f"{first.what} was left out: it would bring up “{new[0].message}”"
            self.refused[_name(first)] = Doubt(first.path, first.line, why)
        return []


def _name(change: Change) -> tuple[str, str, str]:
    return (change.path, change.what, change.new)


class _Source:
    """The repository as it is, and what was read of its files."""

    def __init__(self, repository: Repository, today: date, manifest_path: str | None) -> None:
        self.tree = repository.tree
        self.links = {entry.path: entry.target for entry in repository.entries if entry.target is not None}
        self.today = today
        self.manifest_path = manifest_path
        self.read: dict[str, bytes] = {}
        self.unread: list[Doubt] = []


class _State:
    """The repository with some files changed."""

    def __init__(self, source: _Source, changed: dict[str, bytes]) -> None:
        self.source = source
        self._changed = changed
        tree = OverlayTree(source.tree, changed) if changed else source.tree
        self.judged = judge_repository(Repository(tree), today=source.today, manifest_path=source.manifest_path)

    def files(self) -> tuple[Fixed, ...]:
        """Every file that has changed, sorted by path."""
        before = self.source.read
        return tuple(
            Fixed(path, before[path], after) for path, after in sorted(self._changed.items()) if after != before[path]
        )

    def proposals(self) -> Iterator[Change | Doubt]:
        """Everything that could be changed now, on paths that are no links."""
        facts, findings = self.judged.facts, self.judged.findings
        loaded = facts.manifest
        if loaded is not None and loaded.format == "openness" and facts.manifest_path is not None:
            path = self._home(facts.manifest_path)
            text = self._text(path) if path is not None else None
            if path is not None and text is not None:
                accepted = {(one.rule, one.line) for one in findings if one.suppressed is not None}
                for one in (*corrections(loaded, text), *additions(facts, findings, text)):
                    if not _is_accepted(one, accepted):
                        yield one._replace(path=path)
        for finding in findings:
            if finding.fix is not None and finding.suppressed is None:
                yield from self._edit(finding)

    def after(self, changes: list[Change]) -> tuple[_State, list[Change]]:
        """The repository with the changes that do not touch one another, and these changes."""
        changed = dict(self._changed)
        made: list[Change] = []
        for path in sorted({change.path for change in changes}):
            body = self._body(path)
            text, here = apply(_decoded(body), (change for change in changes if change.path == path))
            changed[path] = (_MARK.encode() if body.startswith(_MARK.encode()) else b"") + text.encode()
            made += here
        return _State(self.source, changed), made

    def added_since(self, earlier: _State) -> list[Finding]:
        """Findings that the earlier state did not have."""
        had = Counter(_essence(one) for one in earlier.judged.findings)
        return [one for one in self.judged.findings if _exceeds(had, _essence(one))]

    def _edit(self, finding: Finding) -> Iterator[Change | Doubt]:
        """A finding's own edit as a change."""
        edit = finding.fix
        assert edit is not None
        path = self._home(edit.path)
        text = self._text(path) if path is not None else None
        if path is None or text is None:
            return
        places = Places(text)
        start, end = places.index(edit.line, edit.column), places.index(edit.line, edit.end_column)
        if start is not None and end is not None and start < end:
            what = f"“{text[start:end]}” → “{edit.replacement}”"
            yield Change(path, start, end, edit.replacement, edit.line, what, finding.rule)

    def _home(self, path: str) -> str | None:
        """The file that a path comes to inside the repository."""
        try:
            return resolve(path, self.source.links)
        except UnreadableError:
            return None

    def _body(self, path: str) -> bytes:
        if path in self._changed:
            return self._changed[path]
        read = self.source.read
        if path not in read:
            read[path] = self.source.tree.read(path, 0, TEXT_LIMIT + 1)
        return read[path]

    def _text(self, path: str) -> str | None:
        """The text that places count in; None for a file that is not all UTF-8, which could not be given back."""
        try:
            body = self._body(path)
            text = _decoded(body)
        except (UnreadableError, UnicodeDecodeError):
            text = None
        if text is None or len(body) > TEXT_LIMIT:
            doubt = Doubt(path, 1, "The file is not UTF-8 text of a sensible size; it was left alone.")
            if doubt not in self.source.unread:
                self.source.unread.append(doubt)
            return None
        return text


def _is_accepted(one: Change | Doubt, accepted: set[tuple[str, int | None]]) -> bool:
    """True for what somebody has said to be right as it is, with a reason."""
    rules = {rule for rule, line in accepted if line == one.line or rule in _ABOUT_THE_WHOLE}
    return one.rule in rules


def _decoded(body: bytes) -> str:
    return body.decode("utf-8").removeprefix(_MARK)


def _essence(finding: Finding) -> tuple[str, str | None, str, bool]:
    """What makes a finding another one, wherever its line is now."""
    return (finding.rule, finding.path, _LINE.sub("line", finding.message), finding.suppressed is None)


def _exceeds(had: Counter[tuple[str, str | None, str, bool]], essence: tuple[str, str | None, str, bool]) -> bool:
    had[essence] -= 1
    return had[essence] < 0


def describe(changes: Iterable[Change]) -> list[str]:
    """One line for each change, by file and line."""
    rows = sorted(changes, key=lambda one: (one.path, one.line, one.start))
    return [f"{one.path}:{one.line}: {one.what}" + (f" ({one.rule})" if one.rule else "") for one in rows]
