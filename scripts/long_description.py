"""For hatchling: the README as the page on PyPI, where links are not relative to the repository.

Links into the repository become addresses of this version's tag, pictures those of their bytes. The repository is
`OPENNESS_REPOSITORY`, which the release workflow sets; the README's placeholder for its owner is filled in with it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = "OWNER/openness"
_HOST = "https://github.com/"
_LINK = re.compile(r"(!?)(\[[^\[\]\n]*\])\((?![a-z]+:|#)([^()\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


class LongDescription(MetadataHookInterface):
    """Sets the fields of the package that depend on where the repository is."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the long description and the addresses to the metadata, in place."""
        repository = repository_of(os.environ)
        tag = f"v{metadata['version']}"
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": absolute(text, repository, tag, Path(self.root)),
        }
        metadata["urls"] = {
            "Source": f"{_HOST}{repository}",
            "Documentation": f"{_HOST}{repository}/blob/{tag}/docs/index.md",
            "Changelog": f"{_HOST}{repository}/blob/{tag}/CHANGELOG.md",
        }


def repository_of(environment: Mapping[str, str]) -> str:
    """Owner and name of the repository on GitHub; the placeholder where nothing says them."""
    return environment.get("OPENNESS_REPOSITORY", "").removeprefix(_HOST).strip("/") or _PLACEHOLDER


def absolute(text: str, repository: str, tag: str, root: Path) -> str:
    """The Markdown with its relative links made absolute outside of code."""

    def link(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        path, mark, anchor = target.partition("#")
        if picture:
            return f"!{words}(https://raw.githubusercontent.com/{repository}/{tag}/{path})"
        kind = "tree" if (root / path).is_dir() else "blob"
        return f"{words}({_HOST}{repository}/{kind}/{tag}/{path}{mark}{anchor})"

    done, at = [], 0
    for code in _FENCE.finditer(text):
        done += [_LINK.sub(link, text[at : code.start()]), code[0]]
        at = code.end()
    done.append(_LINK.sub(link, text[at:]))
    return "".join(done).replace(_PLACEHOLDER, repository)
