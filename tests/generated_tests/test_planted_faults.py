"""Faults planted in a generated client or its validators are caught by its own tests."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any

SAMPLE_FAULTS = [
    ("api/media.py", '"/2/media/upload/initialize"', '"/2/media/upload/init"'),
    ("api/media.py", 'method="POST"', 'method="PUT"'),
    ("api/media.py", '"shared": shared', '"share": shared'),
    ("api/media.py", '"media_type": media_type', '"media_type": media_category'),
    ("api/media.py", 'security=(("oauth2_user_token",),),', ""),
    ("api/media.py", "required=True", "required=False"),
    ("api/media.py", "check=check_initialize_media_upload_request, ", ""),
    ("api/media.py", "read_initialize_media_upload_response,\n", "read_problem,\n"),
    ("api/media.py", '"429": {"application/problem+json"', '"429": {"text/plain"'),
    ("client.py", "https://api.x.com", "https://api.x.org"),
    ("client.py", '"oauth2_user_token": Bearer', '"oauth2_token": Bearer'),
    ("models/media.py", "read_processing_info)", "dict)"),
    ("validators/media.py", "part < 0", "part < -1"),
    ("validators/media.py", "part > 17179869184", "part > 17179869185"),
    ("validators/media.py", r"{1,19}\Z", r"{1,19}$"),
    ("validators/media.py", r"{1,19}\Z", r"{1,20}\Z"),
    ("validators/media.py", "^[0-9]", "[0-9]"),
    ("validators/media.py", '"dm_gif"', '"dm_giff"'),
    ("validators/media.py", '"model/vnd.usdz+zip",', ""),
    ("validators/media.py", '"image/bmp"', '"image/bmb"'),
    ("validators/media.py", 'key="shared"', 'key="share"'),
    ("_runtime/errors.py", "404: NotFound", "404: Conflict"),
    ("_runtime/errors.py", "403: Forbidden", "403: Unauthorized"),
]
OTHER_FAULTS = [
    (
        "api/sending.py",
        '("path", "shelf"): Style("label"',
        '("path", "shelf"): Style("simple"',
    ),
    ("api/sending.py", '"spaceDelimited"', '"pipeDelimited"'),
    ("api/sending.py", "allow_reserved=True", "allow_reserved=False"),
    ("api/sending.py", '"X-Trace": x_trace', '"X-Parts": x_trace'),
    ("api/sending.py", '"session": session', '"sessions": session'),
    ("api/sending.py", '("api_key", "cookie")', '("api_key",)'),
    ("api/sending.py", 'Part("image/png")', 'Part("image/gif")'),
    ("api/sending.py", "FormBody(", "JsonBody("),
    ("api/sending.py", 'method="PUT"', 'method="POST"'),
    ("api/answering.py", '"409"', '"410"'),
    ("api/answering.py", "perform_stream(", "perform("),
    ("client.py", '"X-Key"', '"X-Keys"'),
    ("validators/sending.py", "is_multiple(part, 2)", "is_multiple(part, 1)"),
    ("validators/sending.py", "part <= 2", "part < 2"),
    ("validators/sending.py", "not is_unique(part)", "len(part) > 99"),
    ("validators/sending.py", "len(part) > 3", "len(part) > 4"),
    ("validators/answering.py", "len(part) < 2", "len(part) < 1"),
    ("validators/answering.py", "len(part) > 4", "len(part) > 5"),
    ("validators/shared.py", "part < 1", "part < 0"),
    ("validators/shared.py", '("height",)', "()"),
]

DEPOT_FAULTS = [
    ("api/goods.py", "        check=check_list_goods_header_x_kinds,\n", ""),
    ("api/goods.py", "strict(read_datetime)", "read_datetime"),
    ("models/goods.py", '"tool": read_tool', '"tool": read_saw'),
    ("models/goods.py", ", write=write_uuid", ""),
    ("validators/files.py", '+ "/patternProperties/^n_"', '+ "/patternProperties/n_"'),
    ("validators/files.py", 'key="at"', 'key="on"'),
    ("validators/goods.py", 'key="next"', 'key="nexts"'),
    ("validators/goods.py", "not is_integer(value) or value < 3", "value < 3"),
    ("validators/goods.py", "(check_added, check_removed)", "(check_added,)"),
]


def broken(project: Project, folder: Path, fault: tuple[str, str, str]) -> Project:
    """Copy a project and plant a fault in it."""
    shutil.copytree(project.folder, folder / "project")
    copied = replace(project, folder=folder / "project")
    name, right, wrong = fault
    path = copied.path(f"*/{name}")
    text = path.read_text("utf-8")
    assert right in text, f"{right} is not in {name}"
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    return copied


def identify(fault: tuple[str, str, str]) -> str:
    """Name a fault as the reports show it."""
    name, right, wrong = fault
    return f"{name}: {right} -> {wrong or 'nothing'}"


@pytest.mark.parametrize("fault", SAMPLE_FAULTS, ids=identify)
def test_a_fault_in_the_sample_is_caught(
    sample: Project, tmp_path: Path, fault: tuple[str, str, str]
) -> None:
    """A changed line that matters fails a test."""
    result = broken(sample, tmp_path, fault).test("-x")
    assert result.returncode == 1, result.stdout[-2000:]


@pytest.mark.parametrize("fault", OTHER_FAULTS, ids=identify)
def test_a_fault_in_any_other_kind_is_caught(
    every_kind: Project, tmp_path: Path, fault: tuple[str, str, str]
) -> None:
    """So it is for every way of sending, signing and answering."""
    result = broken(every_kind, tmp_path, fault).test("-x")
    assert result.returncode == 1, result.stdout[-2000:]


@pytest.mark.parametrize("fault", DEPOT_FAULTS, ids=identify)
def test_a_fault_in_headers_heirs_and_unions_is_caught(
    depot: Project, tmp_path: Path, fault: tuple[str, str, str]
) -> None:
    """So it is in typed headers, in what inherits, in unions and their reports."""
    result = broken(depot, tmp_path, fault).test("-x")
    assert result.returncode == 1, result.stdout[-2000:]
