"""`openness fix` as a user runs it: what it changes, what it leaves, how it writes."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from miniatures import CASES, files_of
from openness.cli import main
from support import GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeRepository = Callable[[Mapping[str, bytes | str]], GitRepository]

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n"
DIGEST = "ab" * 32
WRONG = (
    "\ufeff# the release\r\nopenness: 1   # version\r\nmodel:\r\n  name: 'TinyLM-1B'\r\n  producer: Example Lab\r\n"
    '  version: 1.10\r\nlicence: Apache 2.0\r\ncomponents:\r\n  "weigths":  # here\r\n    status: relased\r\n'
    "    location: weights/model.safetensors\r\n\r\n  inference_code: {status: N/A}  # no"
)
RIGHT = (
    "\ufeff# the release\r\nopenness: 1   # version\r\nmodel:\r\n  name: 'TinyLM-1B'\r\n  producer: Example Lab\r\n"
    '  version: "1.10"\r\nlicense: Apache-2.0\r\ncomponents:\r\n  "weights":  # here\r\n    status: released\r\n'
    f"    location: weights/model.safetensors\r\n    digest: sha256:{DIGEST}\r\n\r\n"
    "  inference-code: {status: not-applicable}  # no"
)
APACHE = files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub")["LICENSE"]
FILES: dict[str, bytes | str] = {
    "LICENSE": APACHE,
    "openness.yml": WRONG,
    "weights/model.safetensors": POINTER.format(digest=DIGEST, size=2_000_000_000),
}


def test_everything_else_stays_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "tinylm", FILES)
    assert main(["fix", str(root)]) == 0
    assert (root / "openness.yml").read_bytes().decode() == RIGHT
    assert capsys.readouterr().out == (
        'openness.yml:6: `1.10` → `"1.10"` (OM102)\n'
        "openness.yml:7: `licence` → `license` (OM102)\n"
        "openness.yml:7: `Apache 2.0` → `Apache-2.0` (OM102)\n"
        "openness.yml:9: `weigths` → `weights` (OM103)\n"
        "openness.yml:10: `relased` → `released` (OM102)\n"
        "openness.yml:11: added `digest` to `components.weights` (OM316)\n"
        "openness.yml:13: `inference_code` → `inference-code` (OM103)\n"
        "openness.yml:13: `N/A` → `not-applicable` (OM102)\n"
        "\n"
        "Fixed 8 places in 1 file.\n"
    )
    assert main(["check", str(root)]) == 0


def test_a_second_run_finds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "tinylm", FILES)
    main(["fix", str(root)])
    capsys.readouterr()
    assert main(["fix", "--check", str(root)]) == 0
    assert capsys.readouterr().out == "Nothing to fix.\n"
    assert (root / "openness.yml").read_bytes().decode() == RIGHT


def test_check_writes_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "tinylm", FILES)
    assert main(["fix", "--check", str(root)]) == 1
    assert "To fix: 8 places in 1 file." in capsys.readouterr().out
    assert (root / "openness.yml").read_bytes().decode() == WRONG


def test_the_diff_is_one_that_git_takes(git_repository: MakeRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository = git_repository({**FILES, "wörter/openness.yml": "not used"})
    assert main(["fix", "--diff", str(repository.root)]) == 0
    captured = capsys.readouterr()
    assert "To fix: 8 places" in captured.err
    assert (repository.root / "openness.yml").read_bytes().decode() == WRONG
    (repository.root / "fix.diff").write_bytes(captured.out.encode())
    repository.git("apply", "--whitespace=nowarn", "fix.diff")
    assert (repository.root / "openness.yml").read_bytes().decode() == RIGHT


def test_several_words_of_one_line_become_honest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub = "Weights: https://huggingface.co/example-lab/TinyLM-1B\r\n"
    words = (
        "TinyLM-1B is an open-source model, of 2026. Our open-source model TinyLM-1B is small. Open for questions.\r\n"
    )
    root = write_files(tmp_path / "tinylm", {"LICENSE": APACHE, "README.md": f"# TinyLM-1B\r\n\r\n{words}\r\n{hub}"})
    assert main(["fix", str(root)]) == 0
    shown = capsys.readouterr().out
    assert shown.count("README.md:3: “open-source” → “open-weight” (OM401)") == 2
    honest = words.replace("open-source", "open-weight")
    assert (root / "README.md").read_bytes().decode() == f"# TinyLM-1B\r\n\r\n{honest}\r\n{hub}"
    assert main(["fix", "--check", str(root)]) == 0


def test_guesses_are_told_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = RIGHT.replace("inference-code:", "paper:").replace("Apache-2.0", "Apahce")
    root = write_files(tmp_path / "tinylm", {**FILES, "openness.yml": text})
    assert main(["fix", str(root)]) == 0
    shown = capsys.readouterr().out
    assert "Left alone, because it takes a person to know:" in shown
    assert "`paper` is no known component; did you mean `research-paper`? That is a guess." in shown
    assert (root / "openness.yml").read_bytes().decode() == text


def test_what_is_accepted_with_a_reason_is_left_alone(tmp_path: Path) -> None:
    text = WRONG.replace("relased", "released").replace(
        "# here", "# openness: ignore[OM103] the name that our other tools look for"
    )
    root = write_files(tmp_path / "tinylm", {**FILES, "openness.yml": text})
    main(["fix", str(root)])
    assert '"weigths":' in (root / "openness.yml").read_text(encoding="utf-8")


def test_a_fix_that_would_bring_up_something_else_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "openness: 1\nmodel: {name: a, producer: b}\nlicense: MIT\ncomponents:\n"
    text = f"{head}  weigths: {{status: released, size: 3}}\n"
    root = write_files(tmp_path / "tinylm", {**FILES, "openness.yml": text})
    main(["fix", str(root)])
    assert "`weigths` → `weights` was left out: it would bring up “" in capsys.readouterr().out
    assert (root / "openness.yml").read_text(encoding="utf-8") == text


@pytest.mark.skipif(os.name == "nt", reason="links and modes are those of POSIX")
def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    root = write_files(tmp_path / "tinylm", {**FILES, "openness.yml": "", "meta/release.yml": WRONG})
    (root / "openness.yml").unlink()
    (root / "openness.yml").symlink_to("meta/release.yml")
    (root / "meta/release.yml").chmod(0o754)
    main(["fix", str(root / "openness.yml")])
    assert (root / "openness.yml").is_symlink()
    assert stat.S_IMODE((root / "meta/release.yml").stat().st_mode) == 0o754
    assert (root / "meta/release.yml").read_bytes().decode() == RIGHT
    assert sorted(path.name for path in (root / "meta").iterdir()) == ["release.yml"]


@pytest.mark.skipif(os.name == "nt", reason="links are those of POSIX")
def test_nothing_is_written_through_a_link_that_leaves_the_repository(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yml"
    outside.write_bytes(WRONG.encode())
    root = write_files(tmp_path / "tinylm", {"LICENSE": APACHE})
    (root / "openness.yml").symlink_to(outside)
    main(["fix", str(root / "openness.yml")])
    assert outside.read_bytes().decode() == WRONG
    assert (root / "openness.yml").is_symlink()


def test_files_that_could_not_be_given_back_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = WRONG.removeprefix("\ufeff").replace("Example Lab", "Café").encode("cp1252")
    root = write_files(tmp_path / "tinylm", {**FILES, "openness.yml": body})
    main(["fix", str(root)])
    assert "The file is not UTF-8 text" in capsys.readouterr().out
    assert (root / "openness.yml").read_bytes() == body


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "tinylm", FILES)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["fix", str(root)]) == 2
    assert (root / "openness.yml").read_bytes().decode() == WRONG
    assert sorted(path.name for path in root.iterdir()) == ["LICENSE", "openness.yml", "weights"]
