"""Loading a weight file would import names that no tensor needs.

What it checks: the opcodes of pickles (PyTorch files, bare pickles, parts of archives) are read, never run. Imports
outside a list of what tensors, arrays and plain containers need are named, as are imports whose name is computed.
Classes of models that were saved whole are not reported.

Why it matters: this is how code hides in weights. What is found need not be an attack, but nobody should load the file
before knowing what the names are for.

What to do: save the tensors alone (`state_dict`), best as safetensors. If the file is not yours, treat it as code from
a stranger, and look into it with a tool such as picklescan or fickling.

Severity: warning.

Sources: PyTorch `torch.load(weights_only=True)`, list of allowed globals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.phrases import listed
from openness.weights.data import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_SHOWN = 3
_MOST = 20


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each file with such imports; in tests and examples only where they can run commands."""
    files = [file for file in facts.weights.files if file.header is not None and file.header.imports]
    if not files:
        return
    runs = patterns("imports", "runs_code")
    reported = 0
    for file in files:
        assert file.header is not None
        dangerous = [name for name in file.header.imports if runs.fullmatch(name)]
        if (file.aside and not dangerous) or reported == _MOST:
            continue
        reported += 1
        names = dangerous or list(file.header.imports)
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        what = "could run commands through" if dangerous else "imports, when it is loaded,"
        yield Found(
            f"`{file.path}` {what} {listed(names[:_SHOWN])}{more}, which no tensor needs.",
            path=file.path,
            help="Save the tensors alone, best as safetensors; do not load a file of this kind that is not yours.",
            key=" ".join(sorted(names)[:_SHOWN]),
            evidence=tuple(Evidence(file.path, None, f"import of {name}") for name in names[:_SHOWN]),
        )


RULE: Rule[Facts] = Rule(
    "OM320",
    "pickle-foreign-imports",
    "warning",
    "A weight file would import what no tensor needs",
    check,
    __doc__ or "",
)
