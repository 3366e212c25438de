"""`openness policy`: show the settings in force, try a policy on reports, write one to start from."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

from openness.commands.output import wants_color, write_whole
from openness.commands.policies import read_policy, starter
from openness.errors import UsageError
from openness.exits import Exit
from openness.policy.entities import Identity
from openness.policy.layers import resolve
from openness.report.policy import effective_entry, under_policy
from openness.report.policy_pages import show_page, tested, tried_page
from openness.report.style import Style

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 50_000_000


def run_policy(arguments: argparse.Namespace) -> int:
    """The exit code of the step that was asked for."""
    steps = {"show": _show, "test": _test, "init": _init}
    return int(steps[arguments.step](arguments))


def _init(arguments: argparse.Namespace) -> int:
    text = starter(arguments.name)
    if arguments.stdout:
        sys.stdout.write(text)
        return Exit.CLEAN
    target: Path = arguments.output
    if target.exists() and not arguments.force:
        raise UsageError(f"{target} is there already; --force replaces it, --stdout only prints")
    write_whole(target, text)
    sys.stdout.write(
        f"Wrote {target}. Keep it outside of the repositories that it judges, then run "
        f"`openness check --policy {target} PATH`.\n"
    )
    return Exit.CLEAN


def _show(arguments: argparse.Namespace) -> int:
    policy = read_policy(arguments.policy, checked=arguments.checked)
    named = arguments.repository is not None
    identity = Identity(
        arguments.repository or "",
        tuple(arguments.topic) if arguments.topic else None,
        _properties(arguments.property) if arguments.property else None,
    )
    layers = policy.layers
    if not named:
        # For any repository: every layer is shown as if it bound.
        layers = tuple(layer._replace(applies_to=type(layer.applies_to)()) for layer in layers)
    effective = resolve(policy._replace(layers=layers), identity, releases_model=True)
    entry = effective_entry(effective)
    if arguments.format == "json":
        sys.stdout.write(json.dumps(entry, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(show_page(entry, Style(wants_color(arguments.color)), arguments.repository))
    return Exit.CLEAN


def _properties(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"--property {pair!r} is not NAME=VALUE")
        found[name] = (*found.get(name, ()), value)
    return found


def _test(arguments: argparse.Namespace) -> int:
    policy = read_policy([arguments.policy, *arguments.below])
    today = _day(arguments.on)
    entries = []
    for path in _report_files(arguments.reports):
        report = _load(path)
        try:
            judged, _ = under_policy(report, policy, today=today)
            entries.append(tested(judged))
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
        except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
            raise UsageError(f"{path} is no report of `openness check --format json`") from error
    entries.sort(key=lambda entry: str(entry["repository"]))
    failed = any(entry["conclusion"] == "failure" for entry in entries)
    if arguments.format == "json":
        text = json.dumps({"policy": arguments.policy, "repositories": entries}, indent=2, ensure_ascii=False) + "\n"
    else:
        color = arguments.output is None and wants_color(arguments.color)
        text = tried_page(entries, Style(color), verbose=arguments.verbose)
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        write_whole(arguments.output, text)
    return Exit.FINDINGS if failed else Exit.CLEAN


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(timezone.utc).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--on {text!r} is not a day: write YYYY-MM-DD") from error


def _report_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.json"))
            if not found:
                raise UsageError(f"{path} holds no .json file")
            yield from found
        else:
            yield path


def _load(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB")
    try:
        report = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not JSON") from error
    if not isinstance(report, dict):
        raise UsageError(f"{path} is no report of `openness check --format json`")
    return report
