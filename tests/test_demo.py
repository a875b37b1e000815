"""`make demo` is the first thing anybody runs: it ends well and shows what the README promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from intake.setup import samples

REPOSITORY = Path(__file__).parents[1]
PICTURES = {
    *("acknowledgement", "acknowledgement-dark", "acknowledgement-phone", "assignment"),
    *("reminder", "morning-card", "digest"),
}
IN_ORDER = (
    *("acknowledgement", "assignment", "ask-back", "follow-up", "reminder at 75 %", "escalation at 90 %", "answer"),
    *("nudge", "closing", "reopened", "morning card", "digest"),
)


def played(folder: Path, *more: str) -> str:
    """What the demonstration prints."""
    command = [sys.executable, "-m", "intake", "demo", "--folder", str(folder), *more]
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=240, env=environment)
    assert (done.returncode, done.stderr) == (0, b""), done.stdout.decode()[-2000:]
    return done.stdout.decode()


def test_the_demonstration_shows_a_desk_at_work(tmp_path: Path) -> None:
    """Twelve mails in, acknowledgements in six languages, an answer that shows the customer nothing of ours; a week."""
    page, _, week = played(tmp_path / "desk").partition("The first week of a case")
    kinds = re.findall(r"^\d\d-\S+ +(\w+)", page, re.MULTILINE)
    assert sorted(kinds) == sorted(["person"] * 9 + ["auto_reply", "bounce", "duplicate"])
    assert re.findall(r"An acknowledgement \((\w\w)\)", page) == ["de", "en", "fr", "nb", "nl", "tr"]
    answer = page.partition("as the customer gets it")[2]
    assert "VISI 2026.1 HF2" in answer
    assert not re.search(r"#time|Klant|Ingrid Solbakken ·|case:[a-z2-7]{20}", answer)
    tells_of_a_week(week)
    pictures = {path.stem for path in (tmp_path / "desk" / "pictures").glob("*.png")}
    assert pictures == PICTURES or "pictures need Chromium" in week


def tells_of_a_week(page: str) -> None:
    """What leaves when, and to whom: every occasion once at least, in this order, each in its reader's language."""
    told = re.findall(
        r"^([A-Z][a-z]{2} \d\d [A-Z][a-z]{2}|) +(\d\d:\d\d)    (\S.*?)  +(\S.*?) \((\w\w)\)", page, re.MULTILINE
    )
    occasions = [what for _, _, what, _, _ in told]
    rest = iter(occasions)
    assert all(one in rest for one in IN_ORDER), occasions
    languages = {what: language for _, _, what, _, language in told}
    assert [languages[what] for what in ("reminder at 75 %", "morning card", "digest")] == ["nl", "de", "en"]
    days = [day for day, *_ in told if day]
    assert (days[0], days[-1], len(days)) == (
        "Tue 13 Oct",
        "Mon 19 Oct",
        5,
    )  # Monday's first line is a mail that came in
    assert "16:37    escalation at 90 %  Hilde Vanacker" in page


@pytest.mark.torture
@pytest.mark.parametrize("desk", samples())
def test_every_sample_tells_its_own_day(tmp_path: Path, desk: str) -> None:
    """With its records loaded: its mails in order, an answer in its language, no mail left over."""
    page = played(tmp_path / "desk", "--desk", desk)
    kinds = re.findall(r"^\d\d-\S+ +(\w+)", page, re.MULTILINE)
    assert len(kinds) >= 6
    assert set(kinds) == {"person"}
    assert "as the customer gets it" in page
