"""Findings: fingerprints, suppressions, thresholds."""
