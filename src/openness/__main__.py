"""Entry point of the command line."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    from openness.cli import main  # noqa: PLC0415

    raise SystemExit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
