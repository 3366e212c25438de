"""Mistakes that people make, each as a folder and a command; what is said of them stands in docs/bad-inputs.md."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, NamedTuple

from support import GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CARD = "# Tern-1B\n\nTern-1B is a language model. Weights: https://huggingface.co/acme/tern\n"
MANIFEST = """openness: 1
model: {name: Tern, producer: Acme}
license: Apache-2.0
components:
  weights: {status: released, location: "hf:acme/tern"}
"""
CHECK = ("check",)


class Mistake(NamedTuple):
    """One mistake; `files` are written first, `make` does what files cannot. `code` is the exit status."""

    group: str
    what: str
    files: Mapping[str, str | bytes]
    arguments: tuple[str, ...]
    code: int
    make: Callable[[Path], None] | None = None

    @property
    def name(self) -> str:
        """For the names of tests."""
        return f"{self.group}: {self.what}"


def manifest(what: str, text: str | bytes, code: int = 1) -> Mistake:
    """A mistake in the manifest of a repository that has a card."""
    return Mistake("The manifest", what, {"README.md": CARD, "openness.yml": text}, CHECK, code)


def changed(what: str, old: str, new: str, code: int = 1) -> Mistake:
    """A manifest that was right before this change."""
    assert old in MANIFEST
    return manifest(what, MANIFEST.replace(old, new), code)


def beside(what: str, files: Mapping[str, str | bytes], code: int = 0) -> Mistake:
    """A mistake in a file beside the card."""
    return Mistake("Other files", what, {"README.md": CARD, **files}, CHECK, code)


def command(what: str, *arguments: str, files: Mapping[str, str | bytes] | None = None, code: int = 2) -> Mistake:
    """A mistake in what is asked for."""
    return Mistake("The command line", what, {"README.md": CARD, **(files or {})}, arguments, code)


def git(what: str, make: Callable[[Path], None], *arguments: str, code: int = 2) -> Mistake:
    """A mistake with a repository."""
    return Mistake("Git", what, {}, arguments or CHECK, code, make)


def policy(what: str, text: str | None, name: str = "policy.yml") -> Mistake:
    """A policy that cannot be used."""
    files: dict[str, str | bytes] = {"README.md": CARD} if text is None else {"README.md": CARD, name: text}
    return Mistake("A policy", what, files, ("check", "--policy", name), 2)


def linked(target: str) -> Callable[[Path], None]:
    """A manifest that is a link."""

    def make(root: Path) -> None:
        write_files(root, {"README.md": CARD})
        (root / "openness.yml").symlink_to(target)

    return make


def unversioned(root: Path) -> None:
    """A folder in no repository."""
    write_files(root, {"README.md": CARD})


def committed(root: Path) -> None:
    """A repository with one commit."""
    GitRepository(root, {"README.md": CARD})


def unborn(root: Path) -> None:
    """A repository without a commit."""
    GitRepository(root)
    write_files(root, {"README.md": CARD})


def bare(root: Path) -> None:
    """A repository without a working tree."""
    subprocess.run(["git", "init", "--quiet", "--bare", str(root)], check=True, capture_output=True)


def shallow(root: Path) -> None:
    """A clone that holds the last commit only."""
    origin = GitRepository(root / "origin", {"README.md": CARD})
    write_files(origin.root, {"a.txt": "a\n"})
    origin.commit("a")
    url = origin.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", url, str(root / "clone")], check=True, capture_output=True)


MISTAKES = (
    manifest("empty", ""),
    manifest("nothing but comments", "# to be written\n"),
    manifest("a list", "- openness: 1\n"),
    manifest("plain text", "hello\n"),
    manifest("a tab", "openness: 1\nmodel:\n\tname: Tern\n"),
    manifest("a key twice", MANIFEST + "license: MIT\n"),
    manifest("two documents", MANIFEST + "---\n" + MANIFEST),
    changed("a list where names are wanted", "{name: Tern, producer: Acme}", "[Tern]"),
    changed("a number where text is wanted", "Apache-2.0", "7"),
    changed("a misspelled key", "license:", "licence:"),
    changed("a misspelled component", "weights:", "wieghts:"),
    changed("a misspelled status", "released", "relased"),
    changed("a misspelled license", "Apache-2.0", "Apache2"),
    changed("half an expression", "Apache-2.0", "MIT AND"),
    changed("a version to come", "openness: 1", "openness: 2"),
    changed("no version", "openness: 1\n", ""),
    changed("a place of no known kind", "hf:acme/tern", "huggingface:acme/tern"),
    changed("a file that is not there", "hf:acme/tern", "weights/model.safetensors"),
    changed("a folder that is not there", "hf:acme/tern", "weights/"),
    changed("a path out of the repository", "hf:acme/tern", "../model.safetensors"),
    changed("a quote that is not closed", "Tern,", '"Tern,'),
    changed("a bracket that is not closed", "Acme}", "Acme"),
    changed("a colon in a value", "{name: Tern, producer: Acme}", "\n  name: Tern: a model\n  producer: Acme"),
    manifest("lines that end in CRLF", MANIFEST.replace("released", "relased").replace("\n", "\r\n")),
    manifest("UTF-16 with a mistake", MANIFEST.replace("released", "relased").encode("utf-16")),
    manifest("a mark at the beginning (BOM), and a mistake", "\ufeff" + MANIFEST.replace("openness: 1", "opennes: 1")),
    manifest("no text", bytes(range(256)), code=4),
    Mistake("The manifest", "two of them", {"openness.yml": MANIFEST, ".openness.yml": MANIFEST}, CHECK, 0),
    Mistake("The manifest", "a folder of that name", {"README.md": CARD, "openness.yml/a.txt": "a\n"}, CHECK, 0),
    Mistake("The manifest", "a link that leads nowhere", {}, CHECK, 0, linked("gone.yml")),
    Mistake("The manifest", "a link to itself", {}, CHECK, 0, linked("openness.yml")),
    Mistake("The manifest", "`MOF.yml` without what it needs", {"MOF.yml": "release:\n  name: x\n"}, CHECK, 1),
    beside("front matter that is not closed", {"README.md": "---\nlicense: [mit\n---\n" + CARD}),
    beside("a tab in front matter", {"README.md": "---\nlicense:\n\t- mit\n---\n" + CARD}),
    beside("`pyproject.toml` that is no TOML", {"pyproject.toml": "[project\n"}),
    beside("`package.json` that is no JSON", {"package.json": "{'license': 'MIT'}"}),
    beside("a suppression without a reason", {"README.md": CARD + "\nOpen. <!-- openness: ignore[OM401] -->\n"}),
    beside(
        "a suppression of no rule",
        {"README.md": CARD + "\nOpen. <!-- openness: ignore[OM999] words of another lab -->\n"},
    ),
    beside("a license that is a picture", {"LICENSE": bytes(range(256))}),
    command("a folder that is not there", "check", "nowhere"),
    command("a manifest that is not there", "check", "nowhere.yml"),
    command("a misspelled command", "chek"),
    command("no command"),
    command("a misspelled option", "check", "--formt", "json"),
    command("a format that is none", "check", "--format", "yaml"),
    command("a misspelled threshold", "check", "--fail-on", "warnings"),
    command("two formats for one screen", "check", "--format", "json", "--format", "sarif"),
    command("a folder to write into", "check", "--format", "json", "-o", "out", files={"out/a.txt": "a\n"}),
    command("a folder to write into that is not there", "check", "--format", "json", "-o", "no/such/report.json"),
    command("an address that is none", "check", "--format", "html", "--files-at", "javascript:alert(1)"),
    command("a baseline that is not there", "check", "--baseline", "old.json"),
    command("a baseline that is no JSON", "check", "--baseline", "old.json", files={"old.json": "{\n 1"}),
    command("a baseline that is something else", "check", "--baseline", "old.json", files={"old.json": "{}"}),
    command("a rule that is none", "explain", "OM4O1"),
    command("a license file that is not there", "license", "LICENSE"),
    command("a manifest that is there already", "init", files={"openness.yml": MANIFEST}),
    command("a file instead of a folder", "init", "README.md"),
    command("something that cannot be converted", "convert", "README.txt", "--to", "mof", files={"README.txt": "a\n"}),
    command("a broken manifest to convert", "convert", "openness.yml", "--to", "mof", files={"openness.yml": "a: [\n"}),
    command(
        "a file that conversion would replace",
        "convert",
        "openness.yml",
        "--to",
        "mof",
        "-o",
        "MOF.yml",
        files={"openness.yml": MANIFEST, "MOF.yml": "mine\n"},
    ),
    command("a badge of something else", "badge", "report.json", files={"report.json": "{}"}),
    git(
        "no repository to compare in",
        unversioned,
        "check",
        "--base",
        "main",
    ),
    git("a branch that is not there", committed, "check", "--base", "nowhere"),
    git("an option in place of a branch", committed, "check", "--base=--upload-pack=sh"),
    git("an empty name", committed, "check", "--base", ""),
    git("no commit yet", unborn, "check", "--base", "HEAD"),
    git("a bare repository", bare),
    git("a clone that is too shallow", shallow, "check", "clone", "--base", "HEAD~1"),
    policy("not there", None),
    policy("empty", ""),
    policy("broken", "openness_policy: 1\nlevel: [\n"),
    policy("a misspelled key", "openness_policy: 1\nlevl: open-weights\n"),
    policy("a misspelled level", "openness_policy: 1\nlevel: open-weight\n"),
    policy("a misspelled starter", None, "observ"),
)
