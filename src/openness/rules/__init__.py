"""The rules: one file each, facts to findings. A new rule is a file, a line here, and its cases in the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.rules import (
    adapter_without_base_model,
    architecture_mismatch,
    base_license_dropped,
    base_model_mismatch,
    base_notice_missing,
    copyright_notice_missing,
    data_terms_behind_open_weights,
    declared_access_differs,
    declared_claim_unsupported,
    declared_component_absent,
    declared_component_stub,
    declared_digest_mismatch,
    declared_location_dead,
    declared_size_mismatch,
    full_openness_claim_unsupported,
    hub_license_contradiction,
    lfs_object_absent,
    license_in_prose_contradicted,
    license_label_without_text,
    license_metadata_contradiction,
    license_missing,
    license_text_mismatch,
    license_text_modified,
    linked_weights_unreachable,
    listed_file_absent,
    manifest_invalid,
    manifest_missing,
    model_signature_mismatch,
    open_source_claim_unsupported,
    open_weights_claim_unsupported,
    parameter_count_mismatch,
    path_leaves_repository,
    pickle_foreign_imports,
    pickle_only_weights,
    policy_exemption_expired,
    policy_fact_unknown,
    policy_framework_not_met,
    policy_level_not_reached,
    policy_license_not_allowed,
    policy_manifest_required,
    policy_setting_refused,
    policy_wording_not_allowed,
    release_claim_unsupported,
    release_without_license,
    released_component_undeclared,
    remote_file_absent,
    remote_file_differs,
    remote_parameter_count_differs,
    remote_place_moved,
    rival_manifests,
    shard_set_incomplete,
    suppression_expired,
    suppression_invalid,
    suppression_unused,
    unknown_component,
    use_terms_contradicted,
    vague_openness_wording,
    weights_file_malformed,
    weights_license_contradiction,
    weights_pointer_without_digest,
    weights_undeclared,
)

if TYPE_CHECKING:
    from openness.facts.gather import Facts
    from openness.facts.suppressions import SuppressionUse
    from openness.policy.judge import Judgement
    from openness.rules.base import Rule
    from openness.rules.policy_exemption_expired import ExemptionUse

RULES: tuple[Rule[Facts], ...] = (
    manifest_missing.RULE,
    manifest_invalid.RULE,
    unknown_component.RULE,
    path_leaves_repository.RULE,
    rival_manifests.RULE,
    license_text_mismatch.RULE,
    license_missing.RULE,
    license_text_modified.RULE,
    license_metadata_contradiction.RULE,
    license_label_without_text.RULE,
    base_license_dropped.RULE,
    copyright_notice_missing.RULE,
    data_terms_behind_open_weights.RULE,
    weights_license_contradiction.RULE,
    base_notice_missing.RULE,
    declared_component_absent.RULE,
    declared_component_stub.RULE,
    released_component_undeclared.RULE,
    declared_digest_mismatch.RULE,
    declared_size_mismatch.RULE,
    parameter_count_mismatch.RULE,
    architecture_mismatch.RULE,
    base_model_mismatch.RULE,
    shard_set_incomplete.RULE,
    weights_pointer_without_digest.RULE,
    weights_undeclared.RULE,
    adapter_without_base_model.RULE,
    pickle_only_weights.RULE,
    pickle_foreign_imports.RULE,
    model_signature_mismatch.RULE,
    weights_file_malformed.RULE,
    listed_file_absent.RULE,
    declared_location_dead.RULE,
    declared_access_differs.RULE,
    hub_license_contradiction.RULE,
    remote_file_differs.RULE,
    remote_file_absent.RULE,
    remote_parameter_count_differs.RULE,
    lfs_object_absent.RULE,
    release_without_license.RULE,
    linked_weights_unreachable.RULE,
    remote_place_moved.RULE,
    open_source_claim_unsupported.RULE,
    open_weights_claim_unsupported.RULE,
    license_in_prose_contradicted.RULE,
    full_openness_claim_unsupported.RULE,
    vague_openness_wording.RULE,
    declared_claim_unsupported.RULE,
    use_terms_contradicted.RULE,
    release_claim_unsupported.RULE,
)
"""Rules on the facts of a repository, in the order of their ids."""

SUPPRESSION_RULES: tuple[Rule[tuple[SuppressionUse, ...]], ...] = (
    suppression_invalid.RULE,
    suppression_unused.RULE,
    suppression_expired.RULE,
)
"""Rules on what became of the suppressions, checked after all others."""

POLICY_RULES: tuple[Rule[Judgement], ...] = (
    policy_manifest_required.RULE,
    policy_level_not_reached.RULE,
    policy_license_not_allowed.RULE,
    policy_framework_not_met.RULE,
    policy_fact_unknown.RULE,
    policy_setting_refused.RULE,
    policy_wording_not_allowed.RULE,
)
"""Rules on what a policy makes of a repository; they find nothing without a policy."""

EXEMPTION_RULES: tuple[Rule[tuple[ExemptionUse, ...]], ...] = (policy_exemption_expired.RULE,)
"""Rules on what became of the exemptions of a policy."""

ALL_RULES: tuple[Rule[Any], ...] = (*RULES, *SUPPRESSION_RULES, *POLICY_RULES, *EXEMPTION_RULES)
"""Every rule, for lists and explanations."""
