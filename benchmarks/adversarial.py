"""License texts changed by rule, and how each kind of change is read.

usage: python benchmarks/adversarial.py [--shared DIR] [--texts DIR] [--sample N] [--seed N] [--misses N]

Prints, for each kind of change, how many of a seeded sample are read rightly, got an id that they do not hold, got
none, changed terms without being called modified, or were called modified although the terms are the same.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "licenses"))

from changed_texts import VERDICTS, cases, pairs, texts_at_hand, verdict  # noqa: E402

from openness.licenses.catalog import lookup  # noqa: E402


def main() -> int:
    """Prints the table; 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--texts", type=Path, help="one more folder of ID.txt")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    chance = random.Random(args.seed)  # noqa: S311 - the same changes in every run
    texts = texts_at_hand(args.shared, args.texts)
    texts = chance.sample(texts, min(args.sample, len(texts)))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    misses = []
    for name, text, changed, binds in cases(texts, chance):
        entry = lookup(text.id)
        modified = entry is not None and entry.modification_of is not None
        said = verdict({text.id}, changed, binds=binds, modified=modified)
        counts[name][said] += 1
        misses += [(said, name, text.id)] * (said != "right")
    for one, other, both in pairs(texts, chance, args.sample):
        said = verdict({one.id, other.id}, both, binds=False, modified=True)
        counts["two texts in one file"][said] += 1
        misses += [(said, "two texts in one file", f"{one.id} {other.id}")] * (said != "right")
    print(f"{len(texts)} texts, seed {args.seed}\n\n| change | {' | '.join(VERDICTS)} |\n|{' --- |' * 6}")
    for name, said_of in counts.items():
        print(f"| {name} | {' | '.join(str(said_of[said] or '') for said in VERDICTS)} |")
    total = sum(counts.values(), Counter())
    print(f"| all | {' | '.join(str(total[said]) for said in VERDICTS)} |")
    for miss in sorted(misses)[: args.misses]:
        print(*miss, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
