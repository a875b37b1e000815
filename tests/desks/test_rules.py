"""Every rule has its scenario, every scenario its rule; what waits says for what; and the program knows no desk."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from intake.settings import sample_folder
from intake.setup import samples
from tests.desks.conftest import WAITING

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"^\| ((?:GEN|PRO|NTI|JOH|NET|COR)-\d\d) \|", re.MULTILINE)
SCENARIO = re.compile(r"^def (test_([a-z]{3})_(\d\d)_\w+)\(", re.MULTILINE)
MAY_WAIT = {
    *("GEN-05", "GEN-10", "GEN-11", "GEN-12", "GEN-14", "GEN-15", "GEN-18", "PRO-03", "PRO-07", "PRO-12", "PRO-14"),
    *("NTI-04", "JOH-02", "JOH-03", "NET-06", "NET-07", "NET-08", "COR-04", "COR-06", "COR-07", "COR-09"),
}
PACKAGES = ("intake", "routing", "notifier")


def rules() -> list[str]:
    """The ids of the table that operators read."""
    return RULE.findall((sample_folder() / "README.md").read_text(encoding="utf-8"))


def scenarios() -> dict[str, str]:
    """Every scenario and the rule that it is named after."""
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    found = (found for file in files for found in SCENARIO.findall(file.read_text(encoding="utf-8")))
    return {name: f"{kind.upper()}-{number}" for name, kind, number in found}


def waiting() -> list[dict[str, str]]:
    return tomllib.loads(WAITING.read_text(encoding="utf-8"))["waiting"]


def test_the_scenarios_are_those_of_the_rules() -> None:
    """66 rules, each told in the table once, and none without a scenario."""
    known = rules()
    assert len(known) == len(set(known)) == 66
    assert set(scenarios().values()) == set(known)


def test_what_waits_is_a_scenario_and_may_wait() -> None:
    """The table of what waits names scenarios of the rule it names, and no rule that has to hold."""
    known = scenarios()
    for row in waiting():
        assert known[row["test"]] == row["rule"]
        assert row["capability"]
        assert row["rule"] in MAY_WAIT


@pytest.mark.parametrize("package", PACKAGES)
def test_the_program_knows_settings_and_no_desk(package: str) -> None:
    """No name or title of a sample is a word of any string of the program, documentation included."""
    names = "|".join(re.escape(name) for name in desk_names())
    named = re.compile(rf"\b(?:{names})\b(?!-\d\d)", re.IGNORECASE)  # (the id of a rule is no name)
    said = []
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.search(node.value):
                said.append(f"{path.name}:{node.lineno}")
    assert said == []


def desk_names() -> set[str]:
    """The short names and the titles of all samples."""
    files = [tomllib.loads((sample_folder() / f"{name}.toml").read_text(encoding="utf-8")) for name in samples()]
    return {str(file["desk"][key]) for file in files for key in ("name", "title", "tag")}
