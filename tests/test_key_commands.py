"""`intake keys`: changing the keys that sign, without losing what the old ones signed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from intake.secret import keyring
from intake.setup import init
from routing.reference import Purpose, Token
from tests.program import Done, Program

Run = Callable[..., Done]
TOKEN = Token(Purpose.CASE, 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh working folder."""
    init("produsoft", tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def keys(folder: Path, program: Program) -> Run:
    """`intake keys …` in the working folder."""
    return partial(program, "-C", folder, "keys")


def text(folder: Path) -> str:
    return (folder / "signing.keys").read_text("utf-8")


def test_list_tells_the_keys_apart_and_shows_none(keys: Run, folder: Path) -> None:
    """A fingerprint is enough to compare two machines."""
    code, out, _ = keys("list")
    assert code == 0
    assert "signs, verifies" in out
    assert text(folder).splitlines()[-1].split()[1] not in out


def test_a_new_key_signs_and_the_old_one_verifies(keys: Run, folder: Path) -> None:
    """Answers to mails of last week still find their case."""
    before = keyring(text(folder)).address_token(TOKEN)
    code, out, _ = keys("rotate")
    assert code == 0
    assert "Key 1 signs" in out
    assert "Restart" in out
    ring = keyring(text(folder))
    assert ring.read_address(f"visi+{before}@x.example") == TOKEN
    assert ring.address_token(TOKEN) != before


def test_the_file_keeps_its_remarks_and_stays_a_secret(keys: Run, folder: Path) -> None:
    """Remarks stay on top; nobody but the owner may read the new file, whatever the old one's rights were."""
    (folder / "signing.keys").chmod(0o644)
    head = [line for line in text(folder).splitlines() if line.startswith("#")]
    keys("rotate")
    assert text(folder).splitlines()[: len(head)] == head
    assert stat.S_IMODE((folder / "signing.keys").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["desk.toml", "signing.keys", "templates"]


def test_a_link_is_followed(keys: Run, folder: Path, tmp_path: Path) -> None:
    """Secrets often lie elsewhere."""
    (folder / "signing.keys").rename(tmp_path / "elsewhere.keys")
    (folder / "signing.keys").symlink_to(tmp_path / "elsewhere.keys")
    keys("rotate")
    assert (folder / "signing.keys").is_symlink()
    assert len(keyring_ids(text(folder))) == 2


def keyring_ids(keys: str) -> list[str]:
    return [line.split()[0] for line in keys.splitlines() if line and not line.startswith("#")]


def test_a_retired_key_proves_nothing(keys: Run, folder: Path) -> None:
    """What it signed is strange to us; the other one goes on."""
    before = keyring(text(folder)).address_token(TOKEN)
    keys("rotate")
    code, out, _ = keys("retire", 0)
    assert code == 0
    assert "Key 0 is retired" in out
    assert keyring(text(folder)).read_address(f"visi+{before}@x.example") is None
    assert keyring_ids(text(folder)) == ["1"]


@pytest.mark.parametrize(
    ("key", "said"), [(0, "is the one that signs: `intake keys rotate` first"), (7, "there is no key 7; there is 0")]
)
def test_a_key_in_use_or_unknown_is_not_retired(keys: Run, folder: Path, key: int, said: str) -> None:
    """The file stays as it is."""
    before = text(folder)
    code, out, err = keys("retire", key)
    assert (code, out) == (2, "")
    assert said in err
    assert text(folder) == before


def test_sixteen_keys_are_all_there_can_be(keys: Run, folder: Path) -> None:
    """An id has four bits; the one that is freed is taken next."""
    for _ in range(15):
        assert keys("rotate")[0] == 0
    code, _, err = keys("rotate")
    assert code == 2
    assert "retire an old key first" in err
    keys("retire", 3)
    assert "Key 3 signs" in keys("rotate")[1]
    assert keyring_ids(text(folder))[:2] == ["3", "15"]


def test_two_changes_at_once_do_not_lose_a_key(keys: Run, folder: Path) -> None:
    """The second is told of the first, also when that was cut short."""
    (folder / "signing.keys.new").touch()
    before = text(folder)
    code, _, err = keys("rotate")
    assert code == 2
    assert "signing.keys.new is there" in err
    assert text(folder) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write another user's file")
def test_the_owner_stays_the_owner(keys: Run, folder: Path) -> None:
    """The service must be able to read what root has changed."""
    os.chown(folder / "signing.keys", 65534, 65534)
    keys("rotate")
    found = (folder / "signing.keys").stat()
    assert (found.st_uid, found.st_gid) == (65534, 65534)


def test_keys_of_the_environment_are_yours_to_change(keys: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which variable, and gives the line to put there."""
    desk = folder / "desk.toml"
    desk.write_text(desk.read_text("utf-8").replace("file:signing.keys", "env:DESK_KEYS"), "utf-8")
    monkeypatch.setenv("DESK_KEYS", text(folder))
    code, out, _ = keys("rotate")
    told, line, restart = out.splitlines()
    assert code == 0
    assert "DESK_KEYS" in told
    assert "Restart" in restart
    monkeypatch.setenv("DESK_KEYS", f"{line}\n{text(folder)}")
    assert keys("list")[1].count("verifies") == 2
    assert "the line that begins with 0" in keys("retire", 0)[1]


def test_a_broken_file_is_told_without_its_content(keys: Run, folder: Path) -> None:
    """A secret never gets into an error."""
    (folder / "signing.keys").write_text("0 deadbeef\n")
    code, _, err = keys("rotate")
    assert code == 2
    assert "line 1 of the signing keys is no key" in err
    assert "deadbeef" not in err
