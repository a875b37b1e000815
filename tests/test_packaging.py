"""What operators get: the wheel, the pinned versions, the image's recipe, and nothing of the machine it came from.

Nothing here needs a network except the torture test, which carries out the image's build stage without Docker.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BIN = Path(sys.executable).parent

# Addresses of package registries and mirrors, and places that exist on one machine only.
FOREIGN = re.compile(
    rb"pypi\.org|pythonhosted\.org|index-url\s*=\s*\w|(?:deb|snapshot|security)\.debian\.org|registry\.npmjs"
    rb"|(?<![\w./-])/(?:work|tmp|home|Users)/\w+[/\w]"
)


def run(*command: str | Path, cwd: Path = ROOT, **options: object) -> str:
    """What a command prints; its complaint is the test's failure."""
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked() -> list[Path]:
    return [ROOT / name for name in run("git", "ls-files", "-z").split("\0") if name and (ROOT / name).is_file()]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("ascii").split()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def needed(wanted: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Every installed distribution that these (requirement, extra) need, themselves included: (name, version)."""
    seen = set()
    while wanted:
        text, extra = wanted.pop()
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for inner in ("", *requirement.extras):
            if (name, inner) not in seen:
                seen.add((name, inner))
                wanted.extend((each, inner) for each in metadata.requires(name) or ())
                yield name, metadata.version(name)


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """A Dockerfile's (instruction, arguments), continued lines joined, comments dropped."""
    joined = dockerfile.replace("\\\n", " ")
    lines = (line.strip() for line in joined.splitlines())
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line and line[0] != "#")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built once from a copy of the sources by the installed backend."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("intake", "routing", "notifier", "templates"):
        shutil.copytree(ROOT / name, folder / "src" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "src")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-index", "--no-build-isolation")
    run(*pip, "--no-deps", "--wheel-dir", folder, folder / "src")
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_packages_templates_and_licence(wheel):
    """What a checkout has, an installation has: code, migrations and every template, and no tests."""
    names = set(ZipFile(wheel).namelist())
    templates = [path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    assert {f"notifier/_templates/{path.as_posix()}" for path in templates} <= names
    sources = [path for package in ("intake", "routing", "notifier") for path in (ROOT / package).rglob("*.py")]
    assert {path.relative_to(ROOT).as_posix() for path in sources} <= names
    assert any(re.fullmatch(r"intake-.*\.dist-info/licenses/LICENSE", name) for name in names)
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {"intake", "routing", "notifier"}


def test_an_installed_wheel_makes_a_desk_far_from_any_checkout(wheel, tmp_path):
    """Desk files and the command line work from the wheel alone."""
    place = tmp_path / "installed"
    ZipFile(wheel).extractall(place)
    clean = {"PYTHONPATH": str(place), "PATH": str(BIN), "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    command = (sys.executable, "-m", "intake")
    assert PROJECT["project"]["version"] in run(*command, "version", cwd=tmp_path, env=clean)
    run(*command, "init", "--desk", "produsoft", tmp_path / "desk", cwd=tmp_path, env=clean)
    assert (tmp_path / "desk" / "desk.toml").is_file()


def test_every_dependency_is_pinned_at_the_tested_version():
    """What the tests ran with is what constraints.txt gives to everybody else."""
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [
        *PROJECT["project"]["dependencies"],
        *extras["test"],
        *extras["postgres"],
        *PROJECT["build-system"]["requires"],
    ]
    installed = dict(needed([(text, "") for text in wanted]))
    assert {name: pins().get(name) for name in installed} == installed


def test_the_pins_are_sorted_and_name_no_address():
    """A line is `name==version`; order is by name, so that a change shows as one line."""
    lines = (ROOT / "constraints.txt").read_text("ascii").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9][\w.-]*==[0-9][\w.!+]*", line) for line in lines)
    assert lines == sorted(lines, key=str.lower)


def test_nothing_names_a_registry_or_a_machine():
    """Where packages come from and where a checkout lies is the reader's business, not the project's."""
    found = {str(path.relative_to(ROOT)): FOREIGN.findall(path.read_bytes()) for path in tracked()}
    assert {name: hits for name, hits in found.items() if hits} == {}
    assert not {path.name for path in tracked()} & {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "pylock.toml"}


def test_the_dockerfile_is_clean():
    """hadolint has nothing to say, and is told to ignore nothing."""
    assert run(BIN / "hadolint", "--no-color", "Dockerfile") == ""
    assert "hadolint ignore" not in (ROOT / "Dockerfile").read_text("utf-8")
    assert not list(ROOT.glob(".hadolint.y*ml"))


def test_the_image_copies_only_what_the_builder_may_see():
    """Each COPY from the checkout exists and is let in by .dockerignore, which begins by shutting everything out."""
    allowed = (ROOT / ".dockerignore").read_text("utf-8").split()
    steps = instructions((ROOT / "Dockerfile").read_text("utf-8"))
    copied = [word for step, rest in steps if step == "COPY" and "--from" not in rest for word in rest.split()[:-1]]
    assert "*" in allowed
    assert [name for name in copied if f"!{name}" not in allowed or not (ROOT / name).exists()] == []


def test_compose_mounts_files_that_exist_and_pins_its_images():
    """Configuration named by compose.yaml is in the checkout, and no image floats."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    mounted = re.findall(r"- \./(docs/\S+?):", text)
    assert mounted
    assert [name for name in mounted if not (ROOT / name).is_file()] == []
    images = re.findall(r"^\s+image: (\S+)$", text, re.MULTILINE)
    assert all(re.fullmatch(r"\S+:v?\d[\w.-]*", image) for image in images), images
    assert f"intake:{PROJECT['project']['version']}" in images


def test_the_changelog_begins_with_this_version():
    """Whoever upgrades finds this version on top."""
    newest = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == PROJECT["project"]["version"]


@pytest.mark.torture
def test_the_build_stage_of_the_image_yields_a_service_that_starts(tmp_path):
    """The Dockerfile's own lines, carried out one by one in a scratch folder, end in a working `intake`."""

    def placed(text: str) -> str:
        return re.sub(r"(?<![\w.])/(?=(?:opt|src|dist)\b)", f"{tmp_path}/", text)

    source = tmp_path / "src"
    source.mkdir()
    for step, rest in instructions((ROOT / "Dockerfile").read_text("utf-8"))[1:]:
        if step == "FROM":
            break
        if step == "COPY":
            *names, target = rest.split()
            (source / target).mkdir(exist_ok=True)
            for name in names:  # Docker copies what is in a folder, not the folder
                run("cp", "-r", f"{ROOT / name}/." if name.endswith("/") else ROOT / name, source / target)
        if step == "RUN":
            run("sh", "-c", placed(rest), cwd=source)
    assert PROJECT["project"]["version"] in run(tmp_path / "opt/venv/bin/intake", "version", cwd=tmp_path)
