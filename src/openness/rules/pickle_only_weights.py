"""The weights come in a format only whose files run code when they are loaded.

What it checks: weight files of the repository, in its folders or behind pointers, are all pickles (PyTorch `.bin`,
`.pt`, `.pth`, `.ckpt`, Python pickles), and none is in a format that holds numbers only, such as safetensors or GGUF.
Where the weights are published elsewhere, helpers that are in the repository are passed over.

Why it matters: loading a pickle can run any code that its author put in. Users who must not do so cannot use the
release.

What to do: publish the weights as safetensors as well, or instead.

Severity: note.

Sources: Python documentation of `pickle` (warning); https://huggingface.co/docs/safetensors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.weights_in_scope import is_substantial, scoped_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_ARRAYS = frozenset({"npy", "npz"})
_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding when there are weights and all of them are pickles."""
    files = [
        file for one in scoped_sets(facts) for file in one.files if is_substantial(file) and file.format not in _ARRAYS
    ]
    others = [file for file in facts.weights.files if is_substantial(file) and file.format not in _ARRAYS]
    if not files or not all(file.pickle for file in (*files, *others)):
        return
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    yield Found(
        f"`{files[0].path}`{more}: all weights are pickles, which can run code when they are loaded.",
        path=files[0].path,
        help="Publish the weights as safetensors as well, or instead.",
        key="pickle-only",
        evidence=tuple(Evidence(file.path, None, file.format) for file in files[:_SHOWN]),
    )


RULE: Rule[Facts] = Rule(
    "OM319",
    "pickle-only-weights",
    "note",
    "All weights are in a format that can run code",
    check,
    __doc__ or "",
)
