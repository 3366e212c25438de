"""The rules: one file each, facts to findings. A new rule is a file, its name in a list here, and cases in the tests.

A list is loaded when its rules could find something: most repositories have no manifest, most runs no network.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openness.facts.gather import Facts
    from openness.facts.suppressions import SuppressionUse
    from openness.policy.judge import Judgement
    from openness.rules.base import Rule
    from openness.rules.policy_exemption_expired import ExemptionUse

_GENERAL = (
    "manifest_missing",
    "license_text_mismatch",
    "license_missing",
    "license_text_modified",
    "license_metadata_contradiction",
    "license_label_without_text",
    "base_license_dropped",
    "copyright_notice_missing",
    "data_terms_behind_open_weights",
    "weights_license_contradiction",
    "base_notice_missing",
    "shard_set_incomplete",
    "adapter_without_base_model",
    "pickle_only_weights",
    "pickle_foreign_imports",
    "model_signature_mismatch",
    "weights_file_malformed",
    "listed_file_absent",
    "open_source_claim_unsupported",
    "open_weights_claim_unsupported",
    "license_in_prose_contradicted",
    "full_openness_claim_unsupported",
    "vague_openness_wording",
    "use_terms_contradicted",
    "release_claim_unsupported",
)
"""Rules on the facts of any repository, in the order of their ids."""

_MANIFEST = (
    "manifest_invalid",
    "unknown_component",
    "path_leaves_repository",
    "rival_manifests",
    "declared_component_absent",
    "declared_component_stub",
    "released_component_undeclared",
    "declared_digest_mismatch",
    "declared_size_mismatch",
    "parameter_count_mismatch",
    "architecture_mismatch",
    "base_model_mismatch",
    "weights_pointer_without_digest",
    "weights_undeclared",
    "declared_claim_unsupported",
)
"""Rules that hold a manifest against itself and the repository; they find nothing without one."""

_ONLINE = (
    "declared_location_dead",
    "declared_access_differs",
    "hub_license_contradiction",
    "remote_file_differs",
    "remote_file_absent",
    "remote_parameter_count_differs",
    "lfs_object_absent",
    "release_without_license",
    "linked_weights_unreachable",
    "remote_place_moved",
)
"""Rules on what other servers said; they find nothing in a run without network."""

_SUPPRESSION = (
    "suppression_invalid",
    "suppression_unused",
    "suppression_expired",
)
"""Rules on what became of the suppressions, checked after all others."""

_POLICY = (
    "policy_manifest_required",
    "policy_level_not_reached",
    "policy_license_not_allowed",
    "policy_framework_not_met",
    "policy_fact_unknown",
    "policy_setting_refused",
    "policy_wording_not_allowed",
)
"""Rules on what a policy makes of a repository; they find nothing without a policy."""


def rules_for(facts: Facts) -> tuple[Rule[Facts], ...]:
    """The rules that could find something in a repository, its suppressions left aside."""
    names: tuple[str, ...] = _GENERAL
    if facts.manifest_path is not None:
        names += _MANIFEST
    if facts.remote is not None:
        names += _ONLINE
    return _load(names)


def repository_rules() -> tuple[Rule[Facts], ...]:
    """Every rule on the facts of a repository, in the order of their ids."""
    return tuple(sorted(_load(_GENERAL + _MANIFEST + _ONLINE), key=lambda rule: rule.id))


def suppression_rules() -> tuple[Rule[tuple[SuppressionUse, ...]], ...]:
    """The rules on what became of the suppressions, checked after all others."""
    return _load(_SUPPRESSION)


def policy_rules() -> tuple[Rule[Judgement], ...]:
    """The rules on what a policy makes of a repository."""
    return _load(_POLICY)


def exemption_rules() -> tuple[Rule[tuple[ExemptionUse, ...]], ...]:
    """The rules on what became of the exemptions of a policy."""
    return _load(("policy_exemption_expired",))


def all_rules() -> tuple[Rule[Any], ...]:
    """Every rule, for lists and explanations."""
    return (*repository_rules(), *suppression_rules(), *policy_rules(), *exemption_rules())


@cache
def _load(names: tuple[str, ...]) -> tuple[Rule[Any], ...]:
    return tuple(import_module(f"{__name__}.{name}").RULE for name in names)
