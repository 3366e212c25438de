"""Every regular expression of the package on floods of the characters that it looks for."""

from __future__ import annotations

import re
import string
import subprocess
import sys

from miniatures import CASES

FLOOD = 2000
"""Enough for what grows with the cube of the length, or faster, not to come back; what is linear takes no time."""
LIMIT = 300
"""Seconds for all of them together, of which they need about five."""
COMMON = " \t\n-a0[(.,*`#<|:/\"'_=>"


def searched() -> int:
    """Flood each pattern that the modules and a few runs ask for; returns how many there were."""
    import contextlib  # noqa: PLC0415 - in a process of its own
    import importlib  # noqa: PLC0415
    import io  # noqa: PLC0415
    import pkgutil  # noqa: PLC0415

    import openness  # noqa: PLC0415
    from openness import patterns  # noqa: PLC0415
    from openness.cli import main  # noqa: PLC0415

    for module in pkgutil.walk_packages(openness.__path__, "openness."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in (
        "open-source-claim-unsupported/bad-restricted-weights",
        "license-text-modified/bad-clause-for-large-companies",
    ):
        for command in ("check", "init", "fix"):
            more = {"init": ["--stdout"], "fix": ["--diff"]}.get(command, [])
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
                main([command, *more, str(CASES / name)])
    asked = {*patterns._asked, *patterns._known}
    for source, flags in asked:
        pattern = re.compile(source, flags)
        letters = [one for one in dict.fromkeys(source) if one not in string.ascii_lowercase][:8]
        for one in {*COMMON, *letters}:
            for _ in pattern.finditer(one * FLOOD + "\0"):
                pass
    return len(asked)


def test_no_pattern_takes_for_ever() -> None:
    program = "import runpy, sys; sys.path[:0] = sys.argv[2:]; print(runpy.run_path(sys.argv[1])['searched']())"
    command = [sys.executable, "-c", program, __file__, *sys.path]
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=LIMIT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 500
