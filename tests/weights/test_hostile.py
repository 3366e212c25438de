"""Hostile files are refused or flagged in one clear line, for few bytes, and nothing in them is executed."""

from __future__ import annotations

import pytest

from openness.weights.source import MIB
from openness.weights.survey import survey
from support import repository_from
from weights import hostile


@pytest.mark.parametrize("name", sorted(hostile.ALL))
def test_a_hostile_file_is_named(name: str) -> None:
    path, make, said = hostile.ALL[name]
    body = make()
    repository = repository_from({path: body})
    found = survey(repository)
    (file,) = found.files
    lines = [*file.problems, *(file.header.imports if file.header else ())]
    assert lines, "neither refused nor flagged"
    assert any(said in line for line in lines), lines
    assert all(line.isprintable() and len(line) < 300 for line in lines)
    assert found.bytes_read <= 25 * MIB
