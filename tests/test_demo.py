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


def played(folder: Path, *more: str) -> str:
    """What the demonstration prints."""
    command = [sys.executable, "-m", "intake", "demo", "--folder", str(folder), *more]
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=240, env=environment)
    assert (done.returncode, done.stderr) == (0, b""), done.stdout.decode()[-2000:]
    return done.stdout.decode()


def test_the_demonstration_shows_a_desk_at_work(tmp_path: Path) -> None:
    """Twelve mails in, acknowledgements in six languages, an answer that shows the customer nothing of ours."""
    page = played(tmp_path / "desk")
    kinds = re.findall(r"^\d\d-\S+ +(\w+)", page, re.MULTILINE)
    assert sorted(kinds) == sorted(["person"] * 9 + ["auto_reply", "bounce", "duplicate"])
    assert re.findall(r"An acknowledgement \((\w\w)\)", page) == ["de", "en", "fr", "nb", "nl", "tr"]
    answer = page.partition("as the customer gets it")[2]
    assert "VISI 2026.1 HF2" in answer
    assert not re.search(r"#time|Klant|Ingrid Solbakken ·|case:[a-z2-7]{20}", answer)
    pictures = sorted(path.name for path in (tmp_path / "desk" / "pictures").glob("*.png"))
    assert len(pictures) == 4 or "pictures need Chromium" in page


@pytest.mark.torture
@pytest.mark.parametrize("desk", samples())
def test_every_sample_tells_its_own_day(tmp_path: Path, desk: str) -> None:
    """With its records loaded: its mails in order, an answer in its language, no mail left over."""
    page = played(tmp_path / "desk", "--desk", desk)
    kinds = re.findall(r"^\d\d-\S+ +(\w+)", page, re.MULTILINE)
    assert len(kinds) >= 6
    assert set(kinds) == {"person"}
    assert "as the customer gets it" in page
