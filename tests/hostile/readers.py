"""What reads untrusted input: how much of it at most, which test feeds it with anything at all, and what is fuzzed."""

from __future__ import annotations

from typing import NamedTuple

from openness.action import handed, hunks, payload
from openness.commands import badge, convert, inputs
from openness.comparison import baseline
from openness.evidence import declarations, documents, frontmatter, metadata, packages, places
from openness.exchange import jsonsource
from openness.licenses import expression, match, tokens
from openness.manifest import document
from openness.read import lfs, links, repository, tree
from openness.weights import archive, gguf, jsontext, npz, onnx, pickle_scan, pytorch, safetensors, source
from openness.wording import claims, sources


class Reader(NamedTuple):
    """A reader, what bounds it, its test (file and function below `tests/`), and its names in `benchmarks/fuzz.py`."""

    what: str
    bounds: str
    test: str
    fuzzed: tuple[str, ...] = ()


def size(number: int) -> str:
    """Bytes in the unit that fits."""
    for unit, factor in (("million bytes", 10**6), ("MB", 2**20), ("KB", 2**10)):
        if number % factor == 0:
            return f"{number // factor} {unit}"
    return f"{number:,} bytes"


READERS = (
    Reader(
        "a listing of files",
        f"{tree.ENTRY_LIMIT:,} entries; a link is followed {links.HOPS} times, and never outside",
        "read/test_links.py::test_any_links_end_inside_or_with_a_named_error",
    ),
    Reader("a text", f"{size(repository.TEXT_LIMIT)}", "read/test_text.py::test_any_bytes_give_text_or_none"),
    Reader("a Git LFS pointer", size(lfs.POINTER_LIMIT), "read/test_lfs.py::test_any_bytes_are_a_pointer_or_none"),
    Reader(
        "a manifest",
        f"{size(document.SIZE_LIMIT)}, {document.DEPTH_LIMIT} levels, {document.NODE_LIMIT:,} keys and values, "
        f"{document.PROBLEM_LIMIT} problems told",
        "manifest/test_robust.py::test_any_arrangement_of_yaml_is_survived",
        ("manifest",),
    ),
    Reader(
        "Markdown and other prose",
        f"{sources.MOST_CHARACTERS:,} characters, {sources.MOST_FILES} files, {claims.MOST_CLAIMS:,} claims a file; "
        f"{documents.MAX_DOCUMENTS} documents for evidence",
        "wording/test_segments.py::test_any_text_and_any_names_are_read",
        ("markdown",),
    ),
    Reader(
        "front matter",
        f"{size(frontmatter.MAX_BYTES)}, {frontmatter.MAX_DEPTH} levels, no anchors",
        "evidence/test_frontmatter.py::test_no_text_makes_it_fail",
        ("front-matter",),
    ),
    Reader(
        "accepted findings in comments",
        "one line each",
        "facts/test_suppressions.py::test_any_text_is_read_without_an_error_and_places_stay_inside",
        ("suppressions",),
    ),
    Reader(
        "a license text",
        f"{tokens.MAX_CHARACTERS:,} characters, {match.MOST_REGIONS} licenses in one file",
        "licenses/test_identify.py::test_any_text_gets_an_answer_with_lines_inside_it",
        ("license",),
    ),
    Reader(
        "a license expression",
        f"{expression.MAX_LENGTH:,} characters, {expression.MAX_DEPTH} levels",
        "licenses/test_expression.py::test_the_parser_answers_or_refuses",
    ),
    Reader(
        "metadata in JSON (`package.json`, `codemeta.json`, `.zenodo.json`)",
        f"{packages.MAX_CHARACTERS:,} characters, {places._MAX_DEPTH} levels; {declarations.MAX_FILES} such files",
        "evidence/test_declarations.py::test_no_text_makes_a_reader_fail_otherwise_than_with_value_error",
        ("json",),
    ),
    Reader(
        "metadata in TOML (`pyproject.toml`, `Cargo.toml`, `REUSE.toml`)",
        f"{packages.MAX_CHARACTERS:,} characters, {packages._MOST_DOTS} parts of a name",
        "evidence/test_declarations.py::test_no_text_makes_a_reader_fail_otherwise_than_with_value_error",
        ("toml",),
    ),
    Reader(
        "`CITATION.cff`",
        f"{metadata.MAX_CHARACTERS:,} characters, line by line",
        "evidence/test_declarations.py::test_no_text_makes_a_reader_fail_otherwise_than_with_value_error",
        ("citation",),
    ),
    Reader(
        "weights: safetensors",
        f"a header of {size(safetensors.HEADER_LIMIT)}, {safetensors.TENSOR_LIMIT:,} tensors; "
        f"{size(source.BYTE_LIMIT)} and {source.STEP_LIMIT:,} steps of any file",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
        ("safetensors",),
    ),
    Reader(
        "weights: GGUF",
        f"{gguf.KEY_LIMIT:,} keys, {gguf.TENSOR_LIMIT:,} tensors, texts of {size(gguf.STRING_LIMIT)}",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
        ("gguf",),
    ),
    Reader(
        "weights: PyTorch, told from opcodes",
        f"{size(pytorch.PICKLE_LIMIT)}, {pickle_scan.OPCODE_LIMIT:,} opcodes, {archive.MEMBER_LIMIT:,} files inside",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
        ("pytorch",),
    ),
    Reader(
        "weights: ONNX",
        f"{onnx.TENSOR_LIMIT:,} tensors, {onnx.NODE_LIMIT:,} nodes",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
        ("onnx",),
    ),
    Reader(
        "weights: npz",
        f"{npz.ARRAY_LIMIT:,} arrays",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
        ("npz",),
    ),
    Reader(
        "an index of shards, a `config.json`, a signature",
        f"{size(jsontext.INDEX_LIMIT)}, {size(jsontext.CONFIG_LIMIT)}",
        "weights/test_survey.py::test_no_repository_makes_the_survey_fail",
    ),
    Reader(
        "a policy",
        f"{size(document.SIZE_LIMIT)}, {document.DEPTH_LIMIT} levels, as a manifest",
        "policy/test_load.py::test_no_cut_or_spliced_policy_breaks_the_reader",
        ("policy",),
    ),
    Reader(
        "the payload of an event",
        size(payload.LARGEST),
        "action/test_event.py::test_no_change_to_a_real_payload_stops_a_run",
        ("event",),
    ),
    Reader(
        "findings handed from one run to another",
        f"{size(handed.LARGEST)}, {handed.MOST_FINDINGS} findings, an exact shape",
        "action/test_handover.py::test_a_file_with_any_value_changed_is_refused_or_can_be_shown",
        ("artifact",),
    ),
    Reader("the diff of a pull request", size(hunks.LARGEST), "action/test_review.py::test_any_text_can_be_a_patch"),
    Reader(
        "a baseline",
        size(baseline.MOST_BYTES),
        "comparison/test_match.py::test_any_text_is_a_baseline_or_one_clear_line",
        ("baseline",),
    ),
    Reader(
        "a report, for a badge",
        f"{size(badge._MOST_BYTES)}, its schema",
        "pages/test_badge.py::test_no_text_of_a_report_breaks_the_picture",
    ),
    Reader(
        "words said elsewhere (`--said`)",
        size(inputs._MOST_SAID),
        "wording/test_segments.py::test_any_text_and_any_names_are_read",
    ),
    Reader(
        "files to convert",
        f"{size(convert.SIZE_LIMIT)}, {jsonsource.DEPTH_LIMIT} levels",
        "exchange/test_hostile.py::test_any_text_is_survived",
    ),
    Reader(
        "answers of servers",
        "a size for each kind of answer, public addresses only",
        "online/test_hostile_answers.py::test_a_hub",
    ),
)


class Threat(NamedTuple):
    """What somebody may try, and the tests that try it."""

    what: str
    tests: tuple[str, ...]


THREATS = (
    Threat(
        "paths and links that leave the repository",
        (
            "hostile/test_inputs.py::test_links_out_of_the_repository_are_not_followed",
            "read/test_trees.py::test_links_that_leave_the_tree_are_marked_and_never_followed",
            "read/test_disk.py::test_a_link_put_in_a_files_or_directorys_place_is_not_followed",
            "rules/test_cases.py::test_case",
        ),
    ),
    Threat("YAML that unfolds to billions", ("manifest/test_document.py::test_an_alias_bomb_stays_small",)),
    Threat("deep nesting, huge lines, huge files", ("hostile/test_inputs.py::test_a_bad_input_is_met",)),
    Threat(
        "characters without width or that turn the line around",
        (
            "report/test_escape.py::test_invisible_characters_are_shown",
            "hostile/test_inputs.py::test_a_bad_input_is_met",
        ),
    ),
    Threat("control of the terminal", ("report/test_escape.py::test_nothing_printed_can_control_the_terminal",)),
    Threat(
        "workflow commands in file names and texts",
        (
            "report/test_formats.py::test_annotations_are_one_command_a_line_whatever_the_text",
            "commands/test_runner.py::test_no_text_is_a_command_or_a_second_line",
        ),
    ),
    Threat(
        "Markdown and HTML in comments, summaries and pages",
        (
            "report/test_formats.py::test_untrusted_text_makes_no_markup",
            "action/test_comment.py::test_no_text_does_anything",
            "action/test_review.py::test_no_edit_breaks_out_of_its_block",
            "pages/test_repository_page.py::test_any_text_at_all_is_only_text",
            "pages/test_dashboard.py::test_any_text_at_all_is_only_text",
        ),
    ),
    Threat(
        "regular expressions that do not end",
        (
            "wording/test_linear.py::test_a_megabyte_is_fed_to_every_pattern_of_the_lexicons",
            "hostile/test_patterns.py::test_no_pattern_takes_for_ever",
        ),
    ),
    Threat(
        "pickles and configuration that run something",
        (
            "weights/test_hostile.py::test_a_hostile_file_is_named",
            "read/test_git_safety.py::test_nothing_that_the_repository_configures_is_run",
        ),
    ),
    Threat(
        "files that change between listing and reading",
        (
            "read/test_disk.py::test_a_pipe_put_in_a_files_place_does_not_block",
            "read/test_disk.py::test_a_file_that_is_gone_since_the_listing_cannot_be_read",
        ),
    ),
    Threat(
        "a full disk, an interrupt in a write, two runs at once",
        (
            "hostile/test_writing.py::test_a_full_disk_leaves_the_old_file_and_says_so",
            "hostile/test_writing.py::test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it",
            "hostile/test_writing.py::test_two_runs_at_once_leave_one_whole_file",
            "hostile/test_writing.py::test_two_drafts_at_once_are_one_valid_manifest",
        ),
    ),
    Threat("a checkout that is read-only", ("hostile/test_inputs.py::test_a_check_writes_nothing_into_the_checkout",)),
    Threat(
        "addresses of this network, and tokens for other hosts",
        (
            "online/test_net.py::test_no_way_of_writing_an_address_makes_it_public",
            "online/test_net.py::test_a_token_stays_with_its_host",
        ),
    ),
)
