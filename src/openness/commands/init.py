"""`openness init`: draft a manifest from the evidence, with workflow and hook where they are wanted."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from openness import __version__
from openness.commands.output import write_whole
from openness.errors import MissingDataError, UsageError
from openness.exits import Exit
from openness.facts.gather import gather
from openness.patterns import compiled
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report.manifest_draft import SCHEMA_COPY, draft_manifest
from openness.values import NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from openness.facts.gather import Facts

NAME = "openness.yml"
WORKFLOW = ".github/workflows/openness.yml"

_SOURCE = compiled(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_PLACEHOLDER = "OWNER/"


def run_init(arguments: argparse.Namespace) -> int:
    """Exit code 0 after everything that was asked for is written.

    Raises UsageError when a file that would be written is there already.
    """
    folder: Path = arguments.path
    if arguments.source is not None and not _SOURCE.fullmatch(arguments.source):
        raise UsageError(f"--from {arguments.source}: write the owner and the name of a repository on GitHub")
    facts = gather(Repository(open_tree(folder)), today=datetime.now(timezone.utc).date())
    schema = None if arguments.no_schema else SCHEMA_COPY
    if arguments.stdout:
        sys.stdout.write(draft_manifest(facts, schema=schema))
        return Exit.CLEAN
    return _write(arguments, facts, schema)


def _home() -> str:
    """Owner and name of the repository that this package was released from; a placeholder where it does not say."""
    from importlib import metadata  # noqa: PLC0415 - slow to import

    try:
        addresses = metadata.metadata("openness").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        addresses = []
    source = next((one.partition("https://github.com/")[2] for one in addresses if one.startswith("Source, ")), "")
    return source if _SOURCE.fullmatch(source) else f"{_PLACEHOLDER}openness"


class _Output(NamedTuple):
    """A file to write, and what to say of it."""

    target: Path
    text: str
    told: str


def _write(arguments: argparse.Namespace, facts: Facts, schema: str | None) -> int:
    """Make every file, then write them: what cannot be done is said before anything has changed."""
    folder: Path = arguments.path
    is_new = facts.manifest_path is None or arguments.force
    if not is_new and not (arguments.workflow or arguments.hook):
        raise UsageError(f"{facts.manifest_path} is there already; --force replaces openness.yml, --stdout only prints")
    outputs = list(_manifest(arguments, facts, schema)) if is_new else []
    source = arguments.source or (_home() if arguments.workflow or arguments.hook else "")
    if arguments.workflow:
        outputs.append(_workflow(folder, source, force=arguments.force))
    if arguments.hook:
        outputs.append(_hook(folder, source))
    for output in outputs:
        output.target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(output.target, output.text)
    told = [output.told for output in outputs]
    if (arguments.workflow or arguments.hook) and source.startswith(_PLACEHOLDER):
        told.append("Replace OWNER there by the account that you take openness from (--from OWNER/REPO does).")
    if is_new and not facts.evidence.is_model_repository:
        told.append("No released model was recognized here; if there is one, name its location under weights.")
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return Exit.CLEAN


def _manifest(arguments: argparse.Namespace, facts: Facts, schema: str | None) -> Iterator[_Output]:
    """The draft, and the schema beside it; on a terminal after its questions."""
    from openness.commands.dialog import ask, may_ask  # noqa: PLC0415 - where a manifest is drafted only

    folder: Path = arguments.path
    answers: dict[str, str] = {}
    if not arguments.yes and may_ask():
        answers, arguments.workflow, arguments.hook = ask(facts, workflow=arguments.workflow, hook=arguments.hook)
    target = _inside(folder, NAME)
    told = f"Wrote {target}. Check each guess, answer the questions, then run `openness check`."
    yield _Output(target, draft_manifest(facts, schema=schema, answers=answers), told)
    if schema is not None:
        from openness.manifest.schema import MANIFEST_SCHEMA, schema_text  # noqa: PLC0415

        target = _inside(folder, schema)
        told = f"Wrote {target}, by which editors check it while you write (--no-schema: without)."
        yield _Output(target, schema_text(MANIFEST_SCHEMA), told)


def _inside(folder: Path, name: str) -> Path:
    """A file to write; raises UsageError where a link would lead the writing out of the folder."""
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{target} leads out of {folder} through a link; nothing was written")
    return target


def _workflow(folder: Path, source: str, *, force: bool) -> _Output:
    from openness.package_data import package_text  # noqa: PLC0415 - where asked for only

    target = _inside(folder, WORKFLOW)
    if target.exists() and not force:
        raise UsageError(f"{target} is there already; --force replaces it")
    text = package_text("data", "start", "workflow.yml")
    if text is None:
        raise MissingDataError("the workflow to start from is not installed")
    told = f"Wrote {target}: every push and pull request is checked."
    return _Output(target, text.replace("OWNER/openness", source), told)


def _hook(folder: Path, source: str) -> _Output:
    from openness.fixes.hook_entry import PATH, with_hook  # noqa: PLC0415 - where asked for only

    target = _inside(folder, PATH)
    try:
        old = target.read_bytes().decode() if target.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {target} as UTF-8 text; nothing was written") from error
    new = with_hook(old, f"https://github.com/{source}", f"v{__version__}")
    if new == old:
        return _Output(target, old, f"{target} has the hook already.")
    return _Output(target, new, f"Added the hook to {target}; `pre-commit install` puts it to work.")
