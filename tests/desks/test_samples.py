"""The samples are complete: records that import without a word, and a day of mails that the desk can tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intake.limits import Limits
from intake.mail import parse
from intake.record_import import take_in
from intake.settings import Settings, load, sample_folder, warnings
from intake.setup import init, samples
from notifier.wording import template_root
from routing.db import Database
from routing.records import RecordKind

PLACEHOLDER = re.compile(rb"@[A-Z_]+@")


@pytest.fixture(params=samples())
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Settings]:
    """A sample and the settings that its file gives."""
    init(request.param, tmp_path / "desk")
    return request.param, load(tmp_path / "desk" / "desk.toml", {})


def test_its_records_are_taken_in_without_a_note(sample: tuple[str, Settings], tmp_path: Path) -> None:
    """Organisations, contacts and contracts, whose plans, products and engineers are the desk file's."""
    name, settings = sample
    store = Database(f"sqlite:///{tmp_path}/intake.db")
    store.migrate()
    taken = take_in(settings.desk, store, sorted((sample_folder() / "records" / name).glob("*.csv")))
    store.close()
    assert (taken.faults, taken.notes) == ((), ())
    kinds = {change.kind for change in taken.comparison.changes}
    assert {RecordKind.ORGANISATION, RecordKind.CONTACT, RecordKind.CONTRACT} <= kinds


def test_its_day_has_mails_to_its_own_addresses(sample: tuple[str, Settings]) -> None:
    """Six to eight, an engineer's answer among them; what is filled in is known to the demonstration."""
    name, settings = sample
    files = sorted((template_root() / "demo" / name).glob("*.eml"))
    assert 6 <= len(files) <= 8
    assert any("-engineer-" in file.stem for file in files)
    known = {b"@DATE@", b"@REPLY_TO@", b"@SUBJECT@", b"@MESSAGE_ID@", b"@ENGINEER@", b"@ENGINEER_NAME@"}
    for file in files:
        raw = file.read_bytes()
        assert set(PLACEHOLDER.findall(raw)) <= known
        if b"@REPLY_TO@" not in raw:
            assert settings.desk.mailbox_at(parse(raw, Limits()).to[0].address) is not None


def test_its_file_says_nothing_doubtful(sample: tuple[str, Settings]) -> None:
    """`intake check` has no note about it."""
    assert warnings(sample[1]) == []
