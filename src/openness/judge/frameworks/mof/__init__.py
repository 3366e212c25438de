"""The Model Openness Framework 1.0."""

from __future__ import annotations

from openness.judge.frameworks.mof.tool import MofVerdict, evaluate_licenses, evaluate_mof_file

__all__ = ["MofVerdict", "evaluate_licenses", "evaluate_mof_file"]
