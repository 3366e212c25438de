"""How the tool reads the READMEs that were written for measuring, as a Markdown table.

python benchmarks/readmes.py
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from written.readmes import levels, open_weights, own_claims

TODAY = date(2026, 11, 22)
LANGUAGES = {"en": "English", "zh": "Chinese", "mixed": "seven other languages"}


def main() -> None:
    """Print the table."""
    print("| | precision | recall |\n|---|---|---|")
    for name, shown in LANGUAGES.items():
        shares = own_claims(name)
        print(f"| own claims, {shown} | {shares.precision:.2f} | {shares.recall:.2f} |")
    shares = open_weights(TODAY)
    print(f"| weights under an open license | {shares.precision:.2f} | {shares.recall:.2f} |")
    right, of = levels(TODAY)
    print(f"\nLevel of READMEs about data: {right} of {of}.")


if __name__ == "__main__":
    main()
