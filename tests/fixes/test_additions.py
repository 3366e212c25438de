"""What `openness fix` adds to a manifest: facts of the repository, in the style of what stands around."""

from __future__ import annotations

from datetime import date

from openness.fixes.plan import plan_fixes
from support import repository_from

DIGEST = "ef" * 32
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{DIGEST}\nsize 2000000000\n"
HEAD = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: MIT\ncomponents:\n"


def fixed(manifest: str, **files: str) -> str:
    named = {path.replace("__", "/").replace("_DOT_", "."): body for path, body in files.items()}
    plan = plan_fixes(repository_from({"openness.yml": manifest, **named}), today=date(2026, 11, 1))
    return plan.files[0].after.decode() if plan.files else manifest


def test_a_folder_of_pointers_becomes_a_list_of_files() -> None:
    text = f"{HEAD}  weights:\n    status: released\n    location: w/  # all of them\n    access: public\n"
    assert fixed(text, w__b_DOT_safetensors=POINTER, w__a_DOT_safetensors=POINTER) == (
        f"{HEAD}  weights:\n    status: released\n    location: w/  # all of them\n"
        f"    files:\n      - path: w/a.safetensors\n        digest: sha256:{DIGEST}\n        size: 2000000000\n"
        f"      - path: w/b.safetensors\n        digest: sha256:{DIGEST}\n        size: 2000000000\n"
        "    access: public\n"
    )


def test_a_listed_file_gets_its_digest_in_its_own_style() -> None:
    block = f"{HEAD}  weights:\n    status: released\n    files:\n    - path: a.safetensors # one\n"
    assert fixed(block, a_DOT_safetensors=POINTER) == (
        f"{block}      digest: sha256:{DIGEST}\n      size: 2000000000\n"
    )
    flow = f"{HEAD}  weights: {{status: released, files: [{{path: a.safetensors}}]}}\n"
    assert fixed(flow, a_DOT_safetensors=POINTER) == (
        f"{HEAD}  weights: {{status: released, files: "
        f"[{{path: a.safetensors, digest: sha256:{DIGEST}, size: 2000000000}}]}}\n"
    )


def test_a_digest_that_differs_is_left_to_a_person() -> None:
    text = f"{HEAD}  weights: {{status: released, location: a.safetensors, digest: 'sha256:{'0' * 64}'}}\n"
    assert fixed(text, a_DOT_safetensors=POINTER) == text


def test_weights_that_are_here_and_not_mentioned_are_entered() -> None:
    text = f"{HEAD}  model-card: withheld  # soon\n\n# the end"
    changed = fixed(text, model_DOT_safetensors=POINTER)
    assert changed.startswith(f"{HEAD}  model-card: withheld  # soon\n  weights:\n    status: released\n")
    assert changed.endswith("\n\n# the end")
    assert fixed(changed, model_DOT_safetensors=POINTER) == changed


def test_the_line_for_editors_is_added_where_the_schema_is() -> None:
    text = f"{HEAD}  model-card: withheld\n"
    assert fixed(text) == text
    line = "# yaml-language-server: $schema=.openness.schema.json\n"
    assert fixed(text, _DOT_openness_DOT_schema_DOT_json="{}") == line + text
    assert fixed(line + text, _DOT_openness_DOT_schema_DOT_json="{}") == line + text


def test_a_manifest_of_another_tool_is_left_alone() -> None:
    text = "framework: {name: Model Openness Framework}\nrelease:\n  name: Tiny\n  licence: MIT\n  components: []\n"
    plan = plan_fixes(repository_from({"MOF.yml": text}), today=date(2026, 11, 1))
    assert plan.files == ()
