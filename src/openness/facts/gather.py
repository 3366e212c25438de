"""One pass over a repository: everything that the rules and the report speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openness.evidence.collect import collect
from openness.facts.declared import DeclaredLicense, DeclaredPath, Declared, declared_facts
from openness.facts.suppressions import read_inline
from openness.judge.claims import Standing, judge_claims
from openness.judge.level import judge_level
from openness.manifest.find import find_manifests
from openness.model import Claim, Evidence, NotChecked

if TYPE_CHECKING:
    from datetime import date

    from openness.evidence.collect import RepositoryEvidence
    from openness.facts.suppressions import Suppression
    from openness.judge.claims import Ground, JudgedClaim
    from openness.judge.level import LevelVerdict
    from openness.manifest.load import LoadedManifest
    from openness.model import LicenseDeclaration, LicenseText, Restriction, Span
    from openness.read.repository import Repository
