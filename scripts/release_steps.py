"""What `scripts/release` does: version, changelog section, commit and tag. Nothing is pushed; a dry run unless --apply.

usage: scripts/release VERSION|major|minor|patch [--apply] [--sign] [--date YYYY-MM-DD]
       scripts/release --verify TAG     the tag, the version and the changelog agree (the release workflow asks)
       scripts/release --notes TAG      the changelog section of that release, for the release's page

Standard library only, so that it runs before anything is installed. Exit codes: 0 done, 1 refused with one line of why,
2 usage.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "main"
PACKAGE = Path("src/openness/__init__.py")
CHANGELOG = Path("CHANGELOG.md")
PAGES = (Path("README.md"), Path("docs/hook.md"), Path("docs/ci.md"))
"""Pages that show which tag the hooks are taken from."""

_VERSION = re.compile(r'^__version__ = "([0-9.]+)"$', re.MULTILINE)
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
_UNRELEASED = "## [Unreleased]\n"
_REV = re.compile(r"^( +rev: v)[0-9.]+$", re.MULTILINE)


class RefusedError(Exception):
    """The release cannot be made as asked; the message says why and what to do."""


class Version(NamedTuple):
    """A version by https://semver.org, without pre-release parts."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask; the exit code."""
    given = _parser().parse_args(arguments)
    try:
        if given.verify:
            verify(given.verify)
        elif given.notes:
            print(notes(_text(CHANGELOG), _tagged(given.notes)))
        else:
            release(given.version, apply=given.apply, sign=given.sign, date=given.date)
    except RefusedError as error:
        print(f"scripts/release: {error}", file=sys.stderr)
        return 1
    return 0


def release(wanted: str, *, apply: bool, sign: bool, date: str) -> None:
    """Show the edits of a release, and with `apply` make them, commit and tag."""
    before = current(_text(PACKAGE))
    version = next_version(before, wanted)
    tag = f"v{version}"
    _refuse_unless_ready(tag)
    edits = {
        PACKAGE: _VERSION.sub(f'__version__ = "{version}"', _text(PACKAGE), count=1),
        CHANGELOG: with_section(_text(CHANGELOG), version, date),
        **{page: _REV.sub(rf"\g<1>{version}", _text(page)) for page in PAGES},
    }
    for path, after in edits.items():
        lines = difflib.unified_diff(_text(path).splitlines(), after.splitlines(), str(path), str(path), "", "", 1, "")
        print("\n".join(lines))
    if not apply:
        print(f"\nNothing is changed; `scripts/release {version} --apply` commits this and tags it {tag}.")
        return
    for path, after in edits.items():
        (ROOT / path).write_text(after, encoding="utf-8", newline="\n")
    _git("commit", "--quiet", "--message", f"Release {version}", "--", *map(str, edits))
    _git("tag", "--sign" if sign else "--annotate", tag, "--message", f"openness {version}")
    print(f"\nCommitted and tagged {tag}. To publish it: git push --atomic origin {BRANCH} {tag}")


def verify(tag: str) -> None:
    """Raise RefusedError unless the tag is that of the version here, with a dated changelog section."""
    version = _tagged(tag)
    here = current(_text(PACKAGE))
    if version != here:
        raise RefusedError(f"{tag} is not the tag of {here}, which {PACKAGE} says")
    notes(_text(CHANGELOG), version)


def current(text: str) -> Version:
    """The version that the package says."""
    found = _VERSION.search(text)
    if found is None:
        raise RefusedError(f'{PACKAGE} has no line `__version__ = "…"`')
    return _read(found[1])


def next_version(before: Version, wanted: str) -> Version:
    """The version asked for, by number or by the part that goes up; it has to be later than the one before."""
    after = {
        "major": Version(before.major + 1, 0, 0),
        "minor": Version(before.major, before.minor + 1, 0),
        "patch": Version(before.major, before.minor, before.patch + 1),
    }.get(wanted) or _read(wanted)
    if after <= before:
        raise RefusedError(f"{after} is not later than {before}, the version now")
    return after


def with_section(changelog: str, version: Version, date: str) -> str:
    """The changelog with what is unreleased as the section of this version."""
    head, mark, rest = changelog.partition(_UNRELEASED)
    if not mark:
        raise RefusedError(f"{CHANGELOG} has no section `{_UNRELEASED.strip()}`")
    body = rest.partition("\n## [")[0]
    if not re.search(r"^- \S", body, re.MULTILINE):
        raise RefusedError(f"{CHANGELOG} says nothing under `{_UNRELEASED.strip()}`: write what changed first")
    return f"{head}{mark}\n## [{version}] - {date}\n{rest}"


def notes(changelog: str, version: Version) -> str:
    """The body of the version's section."""
    heading = re.search(rf"^## \[{re.escape(str(version))}\] - \d{{4}}-\d\d-\d\d\n", changelog, re.MULTILINE)
    if heading is None:
        raise RefusedError(f"{CHANGELOG} has no dated section for {version}")
    return changelog[heading.end() :].partition("\n## [")[0].strip()


def _refuse_unless_ready(tag: str) -> None:
    if _git("status", "--porcelain"):
        raise RefusedError("there are changes that are not committed: commit or put them away first")
    branch = _git("rev-parse", "--abbrev-ref", "HEAD")
    if branch != BRANCH:
        raise RefusedError(f"releases are made on {BRANCH}, this is {branch}")
    if _git("tag", "--list", tag):
        raise RefusedError(f"the tag {tag} is there already; versions are never used twice")


def _tagged(tag: str) -> Version:
    if not tag.startswith("v"):
        raise RefusedError(f"{tag!r} is not the tag of a release, such as v1.2.3")
    return _read(tag[1:])


def _read(text: str) -> Version:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise RefusedError(f"{text!r} is not a version such as 1.2.3, nor major, minor or patch")
    return Version(*(int(part) for part in found.groups()))


def _text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False, text=True, encoding="utf-8")
    if done.returncode:
        raise RefusedError(f"git {arguments[0]} failed: {' '.join(done.stderr.split())}")
    return done.stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/release", description=(__doc__ or "").partition("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("version", nargs="?", metavar="VERSION", help="such as 1.2.3, or major, minor, patch")
    what.add_argument("--verify", metavar="TAG", help="only compare a tag with the version and the changelog")
    what.add_argument("--notes", metavar="TAG", help="only print the changelog section of a release")
    parser.add_argument("--apply", action="store_true", help="make the edits, commit and tag; otherwise they are shown")
    parser.add_argument("--sign", action="store_true", help="sign the tag with your key")
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    parser.add_argument(
        "--date", default=today, metavar="YYYY-MM-DD", help="date of the release (default, today in UTC)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
