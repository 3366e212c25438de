"""A weight file is damaged, or made so that programs read it differently.

What it checks: headers of safetensors, GGUF, ONNX, NumPy and PyTorch files: lengths and counts that the file cannot
hold, names that come twice, tensors that overlap or leave holes, bytes behind the end, archives with two members of
one name, external data outside of the folder.

Why it matters: a truncated file cannot be used. One in which a name comes twice shows one license to one program and
another to the next, and bytes behind the end can hold anything.

What to do: upload the file again. If it is as it was made, write it again with the format's own library.

Severity: warning; note for a header that is only larger than what is read of one.

Sources: the format specifications named in `data/weights/formats.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_MOST = 50
_SHOWN = 2


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each problem of each weight file that is no test or example, up to a limit."""
    broken = [file for file in facts.weights.files if file.problems and not file.aside]
    for file in broken[:_MOST]:
        for problem in file.problems[:_SHOWN]:
            yield Found(
                f"`{file.path}` {problem}.",
                path=file.path,
                help="Upload the file again; if it is as it was made, write it with the format's own library.",
                key=problem,
                severity="note" if file.unread is not None and file.unread.too_large else None,
            )


RULE: Rule[Facts] = Rule(
    "OM322",
    "weights-file-malformed",
    "warning",
    "A weight file is damaged or ambiguous",
    check,
    __doc__ or "",
)
