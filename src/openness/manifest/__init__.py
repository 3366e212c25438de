"""The openness manifest: `openness.yml`, and `MOF.yml` as an alternative, read with a place for every value."""
