from __future__ import annotations

from openness.manifest.find import find_manifests, rival_manifests
from support import repository_from


def test_the_root_comes_first_then_folders_by_depth_and_name() -> None:
    repository = repository_from(
        {"z/openness.yml": "", "a/b/MOF.yml": "", "a/openness.yaml": "", "openness.yml": "", "README.md": ""}
    )
    assert find_manifests(repository) == ["openness.yml", "a/openness.yaml", "z/openness.yml", "a/b/MOF.yml"]
    assert rival_manifests(repository) == []


def test_one_folder_has_one_manifest() -> None:
    repository = repository_from({"MOF.yml": "", ".openness.yml": "", "openness.yaml": "", "m/MOF.yml": ""})
    assert find_manifests(repository) == [".openness.yml", "m/MOF.yml"]
    rivals = rival_manifests(repository)
    assert [(problem.path, problem.kind) for problem in rivals] == [
        ("openness.yaml", "rival-manifest"),
        ("MOF.yml", "rival-manifest"),
    ]
    assert "`.openness.yml` is used" in rivals[0].message


def test_other_peoples_folders_and_deep_ones_are_left_alone() -> None:
    repository = repository_from(
        {"node_modules/x/openness.yml": "", "third_party/openness.yml": "", "a/b/c/d/e/f/g/openness.yml": ""}
    )
    assert find_manifests(repository) == []


def test_a_repository_without_a_manifest_has_none() -> None:
    assert find_manifests(repository_from({"docs/openness.md": "", "OPENNESS.YML": ""})) == []


def test_the_workflow_that_runs_this_tool_is_no_manifest() -> None:
    assert find_manifests(repository_from({".github/workflows/openness.yml": "on: push\n"})) == []


def test_a_copy_of_another_project_brings_no_manifest() -> None:
    paths = ("eval/lm-evaluation-harness/README.md", "eval/lm-evaluation-harness/tasks/persona/openness.yaml")
    assert find_manifests(repository_from(dict.fromkeys(paths, "task: x\n"))) == []


def test_a_task_or_a_trait_that_is_called_openness_is_no_manifest() -> None:
    persona = "# generated\ndataset_name: openness\ninclude: _template.yaml\ntask: persona_openness\n"
    wrong = "openess: 1\nmodel: {name: A}\n"
    repository = repository_from(
        {"evals/tasks/persona/openness.yaml": persona, "m/openness.yml": wrong, "n/openness.yml": ": ["}
    )
    assert find_manifests(repository) == ["m/openness.yml", "n/openness.yml"]
    assert find_manifests(repository_from({"openness.yaml": persona})) == ["openness.yaml"]
