"""Entry point of the command line."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    from openness.kept_patterns import kept_patterns  # noqa: PLC0415 - so that importing this module does nothing

    with kept_patterns():
        from openness.cli import main  # noqa: PLC0415 - its patterns are among those kept

        code = main(sys.argv[1:])
    raise SystemExit(code)


if __name__ == "__main__":
    run()
