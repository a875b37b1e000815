"""`intake init --desk NAME FOLDER`: a working folder to start from.

It holds desk.toml (a copy of a sample with its comments), signing.keys (one fresh key, readable by its owner
alone) and templates/ (empty, for the operator's own wording). A folder with anything in it is refused and left
as it is: SetupError, one line. desk.toml is written last, so a folder that has one is complete.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path

from intake.secret import new_key
from intake.settings import sample_folder

_KEYS_HEAD = """\
# Keys that sign addresses and Message-IDs, so that an answer finds its case. Whoever has them can forge such
# addresses: keep this file as secret as a password, and back it up with the database.
# One key a line: an id from 0 to 15, then 64 hexadecimal digits. The first one signs, all verify. `intake keys
# rotate` puts a new one on top; the old one stays for as long as its mails may be answered, then `intake keys retire`.
"""

_TEMPLATES_README = """\
# Your own wording

Copy a folder of the program's `templates/mail/` here under the same name, as `mail/acknowledgement/`, and change
the copy. What lies here goes before the packaged wording; what does not is taken from there. A template that does
not work never stops a case: the packaged one is sent, and the log says why.
"""


class SetupError(Exception):
    """The working folder cannot be made; one line that says why and what would do."""


def samples() -> list[str]:
    """The names of the desks there are samples of."""
    return sorted(path.stem for path in sample_folder().glob("*.toml"))


def default_sample() -> str:
    """The sample to start from where nobody names one: the file `default` beside the samples says which."""
    return (sample_folder() / "default").read_text(encoding="utf-8").strip()


def known(name: str) -> None:
    """Raise SetupError unless there is a sample of that name."""
    if name not in samples():
        close = get_close_matches(name, samples(), n=1)
        cure = f'did you mean "{close[0]}"?' if close else f"there is {', '.join(samples())}"
        raise SetupError(f'there is no sample desk "{name}"; {cure}')


def init(name: str, folder: Path) -> list[str]:
    """Make a working folder for a desk like the sample `name`; the paths written. Raises SetupError."""
    known(name)
    written = {
        folder / "signing.keys": _KEYS_HEAD + new_key(),
        folder / "templates" / "README.md": _TEMPLATES_README,
        folder / "desk.toml": (sample_folder() / f"{name}.toml").read_text(encoding="utf-8"),
    }
    try:
        _make_empty(folder)
        (folder / "templates").mkdir()
        for path, text in written.items():
            _write(path, text, 0o600 if path.name == "signing.keys" else 0o644)
    except OSError as error:
        raise SetupError(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    return [str(path) for path in written]


def _make_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if found := sorted(path.name for path in folder.iterdir()):
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise SetupError(f'{folder} is not empty: it holds "{found[0]}"{more}; name a new folder')


def _write(path: Path, text: str, mode: int) -> None:
    """A new file that never, not for a moment, has wider rights than `mode`."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
        file.write(text)
