"""Some files of a model that was split into shards are not there.

What it checks: every file that an index (`*.safetensors.index.json`, `pytorch_model.bin.index.json`) lists, and every
number of a name like `model-00002-of-00005.safetensors`, is in the repository: as a file, a Git LFS pointer, a
git-annex key or a DVC file. The number of tensors in the index is compared with that of the headers.

Why it matters: a model of which a shard is missing cannot be loaded, however complete the rest of the release is.

What to do: add the missing files, or remove the others.

Severity: error; warning where only the number of tensors differs.

Sources: Hugging Face transformers, sharded checkpoints; GGUF naming convention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.phrases import listed
from openness.weights.formats import is_aside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each set with missing members, and for each index that lists other tensors than there are."""
    for shards in facts.weights.shard_sets:
        if is_aside(shards.name):
            continue
        if shards.missing:
            names = [f"`{path}`" for path in shards.missing[:_SHOWN]]
            if len(shards.missing) > _SHOWN:
                names = [*names[:2], f"{len(shards.missing) - 2} more"]
            count = len(shards.members) + len(shards.missing)
            yield Found(
                f"{len(shards.missing)} of {count} shards are missing: {listed(names)}.",
                path=shards.index or shards.members[0],
                help="Add the missing files, or remove the others.",
                key=f"missing {shards.name}",
                evidence=tuple(Evidence(path, None, "a shard that is there") for path in shards.members[:_SHOWN]),
            )
    held = {one.name: one for one in facts.weights.models}
    for shards in facts.weights.shard_sets:
        found = held.get(shards.name)
        if shards.tensors is None or shards.missing or found is None or found.tensors is None:
            continue
        if found.tensors != shards.tensors and len(found.files) == len(shards.members):
            yield Found(
                f"The index lists {shards.tensors:,} tensors; the shards hold {found.tensors:,}.",
                path=shards.index,
                help="Write the index and the shards together again.",
                key=f"tensors {shards.name}",
                severity="warning",
            )


RULE: Rule[Facts] = Rule(
    "OM315",
    "shard-set-incomplete",
    "error",
    "Shards of a model are missing",
    check,
    __doc__ or "",
)
