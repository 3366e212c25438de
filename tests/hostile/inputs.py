"""Bad inputs, each a repository of a few files, and what the user sees of it."""

from __future__ import annotations

from typing import NamedTuple

CARD = "# Tern-1B\n\nTern-1B is an open-source language model. Weights: https://huggingface.co/acme/tern\n"
MANIFEST = """openness: 1
model: {name: Tern, producer: Acme}
license: Apache-2.0
components:
  weights: {status: released, location: "hf:acme/tern"}
"""
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
)


class Hostile(NamedTuple):
    """One kind of bad input; `sees` is a part of the output, `never` what must not be in it as it was written."""

    kind: str
    what: str
    files: dict[str, str | bytes]
    code: int
    sees: str
    never: str = ""


def card(text: str) -> dict[str, str | bytes]:
    return {"README.md": text}


def beside(path: str, content: str | bytes) -> dict[str, str | bytes]:
    """A model card, and one more file."""
    return {"README.md": CARD, path: content}


def manifest(old: str, new: str) -> dict[str, str | bytes]:
    return {"openness.yml": MANIFEST.replace(old, new)}


CLAIM = "OM401 open-source-claim-unsupported"
INPUTS = (
    Hostile(
        "manifest",
        "anchors and aliases that unfold to billions",
        {"openness.yml": BOMB + MANIFEST},
        1,
        "anchors (`&a`) are not used in a manifest",
    ),
    Hostile(
        "manifest",
        "100,000 lists inside one another",
        {"openness.yml": "model: " + "[" * 100_000},
        1,
        "more than 20 lists and mappings inside one another",
    ),
    Hostile(
        "manifest",
        "larger than any manifest",
        {"openness.yml": MANIFEST + "# " + "x" * 3_000_000},
        1,
        "the file is larger than 256 KB and was not read",
    ),
    Hostile(
        "manifest",
        "a tag that would run a program",
        manifest("Tern,", "!!python/object/apply:os.system [id],"),
        1,
        "tags (`!!python/object/apply:os.system`) are not used in a manifest",
    ),
    Hostile(
        "manifest",
        "a key that stands twice",
        {"openness.yml": MANIFEST + "license: MIT\n"},
        1,
        "openness.yml\n  6:1     error",
    ),
    Hostile(
        "manifest",
        "a path that leaves the repository",
        manifest('"hf:acme/tern"', "../../../etc/passwd"),
        1,
        "OM104 path-leaves-repository",
    ),
    Hostile(
        "manifest", "an absolute path", manifest('"hf:acme/tern"', "/etc/passwd"), 1, "OM104 path-leaves-repository"
    ),
    Hostile(
        "manifest",
        "a license id with a character that reverses what follows",
        manifest("Apache-2.0", '"Apache-2.0\\u202e"'),
        1,
        "3:10    error  OM102",
        "\u202e",
    ),
    Hostile(
        "manifest",
        "a license id with a space that has no width",
        manifest("Apache-2.0", '"Apache\\u200b-2.0"'),
        1,
        "3:10    error  OM102",
        "\u200b",
    ),
    Hostile(
        "manifest",
        "a license id with a Cyrillic letter",
        manifest("Apache-2.0", "Ap\u0430che-2.0"),
        1,
        "error  OM102 manifest-invalid",
    ),
    Hostile(
        "manifest",
        "a name that colors the terminal",
        manifest("name: Tern", 'name: "Tern\\e[31m"'),
        0,
        "Tern\\u{1b}[31m",
        "\x1b",
    ),
    Hostile(
        "front matter",
        "anchors and aliases that unfold to billions",
        card(f"---\n{BOMB}---\n{CARD}"),
        0,
        "open-source-claim-unsupported",
    ),
    Hostile(
        "front matter",
        "a license with a space that has no width",
        card(f'---\nlicense: "m\u200bit"\n---\n{CARD}'),
        0,
        "m\\u{200b}it",
        "\u200b",
    ),
    Hostile(
        "Markdown",
        "one line of three megabytes",
        card(CARD + "open-source model " * 170_000),
        0,
        "wording was read in its first 400,000 characters only",
    ),
    Hostile("Markdown", "200,000 brackets that never close", card(CARD + "[" * 200_000), 0, CLAIM),
    Hostile("Markdown", "100,000 stars and underscores", card(CARD + "*_" * 50_000), 0, CLAIM),
    Hostile("Markdown", "50,000 quotes inside one another", card(CARD + "> " * 50_000 + "x"), 0, CLAIM),
    Hostile("Markdown", "50,000 lists inside one another", card(CARD + "- " * 50_000 + "x"), 0, CLAIM),
    Hostile("Markdown", "50,000 comments that never close", card(CARD + "<!--" * 50_000), 0, CLAIM),
    Hostile("Markdown", "200,000 cells", card(CARD + "|a|b|\n|-|-|\n" + "|" * 200_000), 0, CLAIM),
    Hostile(
        "Markdown",
        "300,000 blanks after a word that rules look for",
        card(CARD + "license" + " " * 300_000 + "x"),
        0,
        CLAIM,
    ),
    Hostile(
        "Markdown",
        "backticks in runs of every length",
        card(CARD + "".join("`" * number + " " for number in range(1, 800))),
        0,
        CLAIM,
    ),
    Hostile("Markdown", "30,000 tags that never end", card(CARD + "\n" + "<a " * 30_000), 0, CLAIM),
    Hostile(
        "Markdown",
        "10,000 link definitions",
        card(CARD + "\n" + "\n".join(f"[a{number}]: http://x/{number}" for number in range(10_000))),
        0,
        CLAIM,
    ),
    Hostile(
        "claim",
        "a space without width inside the word",
        card(CARD.replace("open-source", "open\u200b-source")),
        0,
        "open\\u{200b}-source",
        "\u200b",
    ),
    Hostile(
        "claim",
        "a soft hyphen inside the word",
        card(CARD.replace("open-source", "open-sou\u00adrce")),
        0,
        "open-sou\\u{ad}rce",
        "\u00ad",
    ),
    Hostile(
        "claim",
        "characters that reverse the line",
        card(CARD.replace("language", "\u202eegaugnal\u202c")),
        0,
        "\\u{202e}",
        "\u202e",
    ),
    Hostile(
        "claim",
        "a line that clears the terminal",
        card(CARD.replace("Weights:", "\x1b[2J Weights:")),
        0,
        "\\u{1b}[2J",
        "\x1b",
    ),
    Hostile(
        "file name",
        "a line feed and a color",
        beside("mod\x1b[31mels\n/LICENSE", "Do what you want."),
        0,
        CLAIM,
        "\x1b",
    ),
    Hostile("file name", "a workflow command", beside("::error::x.md", CARD), 0, "::error::x.md:3"),
    Hostile("license", "five megabytes", beside("LICENSE", "word " * 1_000_000), 0, "Not checked"),
    Hostile(
        "license",
        "no text at all",
        beside("LICENSE", b"\0" * 100_000),
        0,
        "LICENSE: a license file that is no text (a PDF, say): seen, not read",
    ),
    Hostile("JSON", "200,000 lists inside one another", beside("package.json", "[" * 200_000), 0, CLAIM),
    Hostile(
        "JSON", "a number of 100,000 digits", beside("config.json", '{"hidden_size": ' + "9" * 100_000 + "}"), 0, CLAIM
    ),
    Hostile(
        "TOML", "100,000 tables inside one another", beside("pyproject.toml", "[a" + ".a" * 100_000 + "]"), 0, CLAIM
    ),
    Hostile("TOML", "100,000 lists inside one another", beside("Cargo.toml", "a = " + "[" * 100_000), 0, CLAIM),
    Hostile("CITATION.cff", "anchors and aliases that unfold to billions", beside("CITATION.cff", BOMB), 0, CLAIM),
    Hostile(
        "REUSE.toml",
        "20,000 stars in a path",
        beside(
            "REUSE.toml",
            'version = 1\n[[annotations]]\npath = "' + "**/" * 20_000 + '"\nSPDX-License-Identifier = "MIT"\n',
        ),
        0,
        CLAIM,
    ),
    Hostile("SPDX tag", "100,000 brackets", beside("a.py", "# SPDX-License-Identifier: " + "(" * 100_000), 0, CLAIM),
    Hostile("setup.py", "100,000 brackets, never run", beside("setup.py", "(" * 100_000), 0, CLAIM),
    Hostile(
        "weights",
        "a header that says it has 2⁶⁴ bytes",
        beside("model.safetensors", b"\xff" * 8 + b"{}"),
        0,
        "OM322 weights-file-malformed",
    ),
    Hostile("weights", "an index 100,000 deep", beside("model.safetensors.index.json", '{"a":' * 100_000), 0, CLAIM),
    Hostile("signature", "100,000 lists inside one another", beside("model.sig", "[" * 100_000), 0, CLAIM),
    Hostile("tree", "300 folders inside one another", beside("/".join(["d"] * 300) + "/LICENSE", "x"), 0, CLAIM),
)
