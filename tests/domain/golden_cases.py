"""The cases with known answers, as parameters of tests."""

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "golden" / "indicator.json").read_text(encoding="utf-8")
)["cases"]


def golden(group: str, *having: str) -> list[ParameterSet]:
    """(input, expected) of each case of a group whose expected answer has these keys."""
    found = [
        pytest.param(case["input"], case["expected"], id=case["id"])
        for case in CASES
        if case["group"] == group and all(key in case["expected"] for key in having)
    ]
    assert found, f"no golden case of {group} with {having}"
    return found


def golden_case(case_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(input, expected) of one case."""
    case = next(case for case in CASES if case["id"] == case_id)
    return case["input"], case["expected"]
