"""The release workflow, as far as it can be held without a hosted runner."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github" / "workflows" / "release.yml"


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    found: dict[str, Any] = workflow["jobs"]
    return found


def steps(jobs: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in jobs.values() for step in job["steps"]]


def test_the_three_systems_are_built_after_the_tests(jobs: dict[str, Any]) -> None:
    systems = {one["system"] for one in jobs["programs"]["strategy"]["matrix"]["include"]}
    assert systems == {"ubuntu-22.04", "windows-latest", "macos-14"}
    assert jobs["programs"]["needs"] == "tests"
    assert jobs["windows-installers"]["needs"] == "programs"
    assert jobs["checksums"]["needs"] == ["programs", "windows-installers"]
    assert all(job["timeout-minutes"] <= 60 for job in jobs.values())


def test_only_githubs_own_actions_run_each_at_a_stated_version(jobs: dict[str, Any]) -> None:
    used = [step["uses"] for step in steps(jobs) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", one) for one in used)


def test_secrets_come_by_the_surroundings_and_not_into_a_command(jobs: dict[str, Any]) -> None:
    for step in steps(jobs):
        assert "secrets." not in step.get("run", ""), step["name"]


def test_what_the_commands_name_is_there(jobs: dict[str, Any]) -> None:
    text = "\n".join(step.get("run", "") for step in steps(jobs))
    named = set(re.findall(r"(?<![\w/])(?:tests|installer)/[\w/.-]+\w", text))
    assert named
    assert [one for one in named if not (ROOT / one).exists()] == []
    modules = re.findall(r"-m (installer[\w.]*)", text)
    assert set(modules) == {"installer.build", "installer.windows.build"}
    assert "--require-hashes" in text
