"""The operator's records: taken in whole or not at all, changed where they differ, written out and taken in again."""

# ruff: noqa: E501 - rows of tables stand on a line
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog
from sqlalchemy import text
from sqlmodel import select

from intake.__main__ import main
from intake.settings import load
from intake.setup import init
from intake.world import World
from routing.db import Database
from routing.model import Organisation, Ticket
from routing.records import RecordKind
from routing.register import Register, Row
from tests.mails import ANN, VISI, mail
from tests.steps.test_digest_sources import case_of

FULL = bool(os.environ.get("TORTURE"))
CONTACTS, SECONDS, MEGABYTES = (50_000, 30.0, 300) if FULL else (2_000, 30.0, 300)

EXPORT = """Klantnummer;Bedrijf;Maildomein;Land;Contactpersoon;E-mail;Telefoon;Rol;Opgeleid in;Contract;Plan;Start;Einddatum
1001;Aerts Matrijzen BV;aerts.example;België;Ann Aerts;ann@aerts.example;03 555 01 60;verantwoordelijke;VISI;C-1;maintenance;01/02/2026;31-01-2027
1001;;;;Bob Aerts;bob@aerts.example;;vervanger;;;;;
1002;Işık Kalıp;;Turkije;Zeynep Işık;zeynep@isik.example;;;;;;;
"""
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, store: Path) -> Path:
    """A desk's folder with its tables made, for to make them takes longer than most imports."""
    init("produsoft", tmp_path / "desk")
    shutil.copyfile(store, tmp_path / "desk" / store.name)
    return tmp_path / "desk"


@pytest.fixture
def intake(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line of the desk: exit code, what it said, what it complained of."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["intake", "-C", str(folder), *map(str, words)])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        finally:
            structlog.reset_defaults()
        said = capsys.readouterr()
        assert isinstance(code, int)
        return code, said.out, said.err

    return run


def write(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    path = folder.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def kept(folder: Path) -> dict[RecordKind, list[Row]]:
    store = Database(load(folder / "desk.toml", {}).database_url)
    store.migrate()
    with store.reading() as session:
        register = Register(session, "produsoft")
        found = {kind: register.rows(kind) for kind in RecordKind}
    store.close()
    return found


def counts(folder: Path) -> tuple[int, ...]:
    return tuple(len(rows) for rows in kept(folder).values())


def test_a_joined_export_becomes_organisations_contacts_and_contracts(folder: Path, intake: Command) -> None:
    """Every row says something of one organisation; what rows repeat is put together."""
    code, said, _ = intake("customers", "import", write(folder, EXPORT))
    assert (code, said.strip()) == (0, "3 rows: 6 added, 0 changed, 0 as they are")
    found = kept(folder)
    ann = found[RecordKind.CONTACT][0]
    contract = found[RecordKind.CONTRACT][0]
    assert (ann["organisation"], ann["role"], ann["trained"], ann["phone"]) == (
        "1001",
        "responsible",
        ("visi",),
        "+3235550160",
    )
    assert (str(contract["starts_on"]), str(contract["ends_on"])) == ("2026-02-01", "2027-01-31")
    assert found[RecordKind.ORGANISATION][0]["domains"] == ("aerts.example",)


def test_importing_twice_changes_nothing(folder: Path, intake: Command) -> None:
    """What is the same is left alone."""
    path = write(folder, EXPORT)
    intake("customers", "import", path)
    before = kept(folder)
    _, said, _ = intake("customers", "import", path)
    assert said.strip() == "3 rows: 0 added, 0 changed, 6 as they are"
    assert kept(folder) == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(folder: Path, intake: Command) -> None:
    """Old value, arrow, new value; what is new with a plus."""
    intake("customers", "import", write(folder, EXPORT))
    before = kept(folder)
    changed = EXPORT.replace("31-01-2027", "31-01-2029") + "1003;Neu AG;;;;;;;;;;;\n"
    _, said, _ = intake("customers", "import", "--dry-run", write(folder, changed))
    assert "~ contract C-1: ends on 2027-01-31 -> 2029-01-31" in said
    assert "+ organisation 1003: name Neu AG" in said
    assert kept(folder) == before


def test_an_empty_cell_empties_and_a_missing_column_leaves(folder: Path, intake: Command) -> None:
    """A file without phones says nothing of phones."""
    intake("customers", "import", write(folder, EXPORT))
    intake("customers", "import", write(folder, "customer number,email,role\n1001,ann@aerts.example,\n"))
    ann = kept(folder)[RecordKind.CONTACT][0]
    assert (ann["role"], ann["phone"], ann["name"]) == (None, "+3235550160", "Ann Aerts")


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_an_export_is_taken_back_unchanged(folder: Path, intake: Command, tmp_path: Path, name: str) -> None:
    """Also into an empty store, where it makes the same records; names are not calculated by a spreadsheet."""
    more = EXPORT + "1003;=1+1 Tooling;;;-Eva;eva@x1.example;;;;;;;\n"
    intake("customers", "import", write(folder, more))
    before = kept(folder)
    assert intake("customers", "export", tmp_path / name)[0] == 0
    _, said, _ = intake("customers", "import", tmp_path / name)
    assert "0 added, 0 changed" in said
    for end in ("", "-wal", "-shm"):
        (folder / f"intake.db{end}").unlink(missing_ok=True)
    intake("customers", "import", tmp_path / name)
    assert kept(folder) == before


def test_an_export_never_overwrites(folder: Path, intake: Command, tmp_path: Path) -> None:
    """A file that is there stays."""
    (tmp_path / "all.csv").write_text("mine")
    assert intake("customers", "export", tmp_path / "all.csv")[0] == 2
    assert (tmp_path / "all.csv").read_text() == "mine"


HEAD = "customer number;organisation;parent customer number;mail domains;email;contract;plan;starts on;ends on\n"
GOOD = "1;Eins;;;;;;;\n"
BROKEN = {
    "encoding": (b"customer number;organisation\n1;M\xc3\xbcller\n2;M\xfcller\n", ":3: mixes encodings"),
    "undefined byte": (b"customer number;organisation\n1;M\x81ller\n", ":2: is not cp1252"),
    "binary": (b"customer number;organisation\n1;M\x01ller\n", ":2: holds a control character"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ": is an old .xls workbook"),
    "broken workbook": (b"PK\x03\x04nothing", ": is no .xlsx workbook"),
    "empty": (b"", ": "),
    "separator": ("customer number~organisation\n1~Eins\n", ":1: no separator"),
    "separator in a value": ("customer number,organisation\n1,Eins, Zwei\n", ":2: has 3 cells, the headings are 2"),
    "quotation mark": ('customer number;organisation\n1;"Eins\n2;Zwei\n', ":2: a quotation mark"),
    "missing column": ("organisation;email\nEins;a@eins.example\n", ':1: the column "customer number" is missing'),
    "missing column of a contract": ("customer number;plan\n1;maintenance\n", ':1: the column "contract number" is'),
    "column twice": ("customer number;company;organisation\n1;Eins;Eins\n", ":1: organisation: means the same as"),
    "no number": (HEAD + ";Eins;;;;;;;\n", ":2: customer number: is empty"),
    "duplicate number": (
        HEAD + GOOD + "1;Zwei;;;;;;;\n",
        ':3: organisation: organisation 1 has "Zwei" here and "Eins"',
    ),
    "duplicate domain": (
        HEAD + "1;Eins;;x.example;;;;;\n2;Zwei;;x.example;;;;;\n",
        ':3: mail domains: "x.example" is already organisation 1\'s',
    ),
    "free mail": (HEAD + "1;Eins;;gmail.com;;;;;\n", ':2: mail domains: "gmail.com" gives addresses to anybody'),
    "address": (HEAD + "1;Eins;;;a.eins.example;;;;\n", ':2: email: "a.eins.example" is no mail address'),
    "our address": (HEAD + f"1;Eins;;;{VISI};;;;\n", ":2: email: "),
    "unknown plan": (
        HEAD + "1;Eins;;;;C;maintenence;2026-01-01;\n",
        ':2: plan: "maintenence" is no known plan; did you mean "maintenance"?',
    ),
    "backwards": (
        HEAD + "1;Eins;;;;C;maintenance;2026-01-01;2025-12-31\n",
        ":2: ends on: 2025-12-31 is before the start",
    ),
    "no start": (HEAD + "1;Eins;;;;C;maintenance;;\n", ":2: starts on: is empty"),
    "unknown parent": (HEAD + "1;Eins;9;;;;;;\n", ':2: parent customer number: there is no organisation "9"'),
    "circle": (HEAD + "1;Eins;2;;;;;;\n2;Zwei;1;;;;;;\n", ":2: parent customer number: 1 is under 2 is under 1"),
    "unknown organisation": (
        "customer number;email\n7;a@x1.example\n",
        ':2: customer number: there is no organisation "7"',
    ),
    "two-digit year": (HEAD + "1;Eins;;;;C;maintenance;01.02.26;\n", ":2: starts on: "),
    "serial number": (HEAD + "1;Eins;;;;C;maintenance;46023;\n", ":2: starts on: "),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_gets_its_clear_error(folder: Path, intake: Command, fault: str) -> None:
    """File, row, column, what is wrong; exit code 2, and nothing is imported."""
    content, expected = BROKEN[fault]
    code, said, complaint = intake("customers", "import", write(folder, content))
    assert (code, said) == (2, "")
    assert f"export.csv{expected}" in complaint
    assert complaint.splitlines()[-1].endswith("nothing was imported")
    assert counts(folder) == (0, 0, 0, 0)


def test_every_fault_is_told_and_nothing_is_half_imported(folder: Path, intake: Command) -> None:
    """Those of the cells and those that only the store can see, in the order of the rows."""
    content = HEAD + GOOD + "2;Zwei;8;;;;;;\n3;Drei;;;x;C;gold;2026-02-30;\n"
    code, _, complaint = intake("customers", "import", write(folder, content))
    assert code == 2
    assert [line.split(": ")[0:2] for line in complaint.splitlines()[:-1]] == [
        ["export.csv:3", "parent customer number"],
        ["export.csv:4", "email"],
        ["export.csv:4", "plan"],
        ["export.csv:4", "starts on"],
    ]
    assert counts(folder) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Işık Müller Ærø"),
        ("utf-8-sig", "Işık Müller Ærø"),
        ("utf-16", "Işık Müller Ærø"),
        ("utf-16-le", "Işık Müller Ærø"),
        ("cp1252", "Müller Ærø École"),
        ("cp1254", "Işık Müller Çağrı"),
        ("iso8859-9", "Işık Müller Çağrı"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_detected(
    folder: Path, intake: Command, encoding: str, name: str, separator: str
) -> None:
    """As spreadsheets of six countries save them."""
    rows = "\n".join(separator.join(cells) for cells in (("Customer Number", "Company"), ("0017", name)))
    assert intake("customers", "import", write(folder, rows.encode(encoding)))[0] == 0
    row = kept(folder)[RecordKind.ORGANISATION][0]
    assert (row["key"], row["name"]) == ("0017", name)


def test_several_files_are_one_import(folder: Path, intake: Command) -> None:
    """Contacts may come before their organisation; a fault in one file keeps all of them out."""
    contacts = write(folder, "customer no,name,e-mail\n5,Eva,eva@five.example\n", "contacts.csv")
    customers = write(folder, "Kundennummer;Name\n5;Fünf GmbH\n", "customers.csv")
    assert intake("customers", "import", contacts, write(folder, HEAD + ";;;;;;;;x\n"))[0] == 2
    assert counts(folder) == (0, 0, 0, 0)
    assert intake("customers", "import", contacts, customers)[0] == 0
    assert [row["name"] for row in kept(folder)[RecordKind.CONTACT]] == ["Eva"]


def test_who_wrote_before_the_records_came_keeps_his_cases(
    folder: Path, intake: Command, make_world: Callable[..., World]
) -> None:
    """The import gives his row an organisation and a number; it makes no second one."""
    with make_world(folder.parent / "world") as world:
        world.deliver(mail("VISI stops."), VISI, sender=ANN)
        world.drain()
        desk = world.settings.folder
    address = mail_address()
    head = "customer number;organisation;contact number;email\n"
    path = write(folder, f"{head}1;Eins;P1;{address}\n")
    assert_imported(desk, path)
    (row,) = [one for one in kept(desk)[RecordKind.CONTACT] if one["address"] == address]
    assert (row["key"], row["organisation"]) == ("P1", "1")


def mail_address() -> str:
    return ANN.lower()


class Used(NamedTuple):
    """What a process took."""

    seconds: float  # of processor
    megabytes: float


# A process of its own measures the one that imports: who is started counts as his the memory of who starts him.
_MEASURING = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, *sys.argv[1:]], stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(code)
"""


def assert_imported(desk: Path, path: Path) -> Used:
    """By a process of its own; answers what that used."""
    command = [sys.executable, "-c", _MEASURING, "-m", "intake", "-C", desk, "customers", "import", path]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Used(*map(float, done.stdout.split()))


def test_the_contracts_that_end_soon_are_listed(folder: Path, intake: Command) -> None:
    """Within the days asked for, the first to end on top; those that ended are not news."""
    rows = "".join(
        f"{number};K{number};;;;C{number};first-year;2020-01-01;{end}\n"
        for number, end in ((1, "2021-01-01"), (2, "2999-01-01"), (3, ""))
    )
    intake("customers", "import", write(folder, HEAD + rows))
    _, said, _ = intake("contracts", "list", "--json")
    assert [json.loads(line)["number"] for line in said.splitlines()] == ["C1", "C2", "C3"]
    assert intake("contracts", "list", "--ending", "120d", "--json")[1] == ""
    assert intake("contracts", "list", "--ending", "soon")[0] == 2


def test_show_finds_by_number_and_by_address(folder: Path, intake: Command) -> None:
    """An organisation with its contacts and contracts."""
    intake("customers", "import", write(folder, EXPORT))
    for asked in ("1001", "BOB@aerts.example"):
        shown = json.loads(intake("customers", "show", asked, "--json")[1])
        assert [one["address"] for one in shown["contacts"]] == ["ann@aerts.example", "bob@aerts.example"]
    assert intake("customers", "show", "9")[0] == 2
    assert "Aerts Matrijzen BV" in intake("customers", "list", "--named", "aerts")[1]


def test_the_domains_of_an_older_store_are_taken_over(tmp_path: Path) -> None:
    """The migration keeps them, and the contracts learn their desk."""
    from alembic import command

    from tests.steps.test_store import alembic

    store = Database(f"sqlite:///{tmp_path}/old.db")
    alembic(store, lambda config: command.upgrade(config, "0003"))
    with store.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation (id, ref, desk, name, domains) VALUES (1, 1, 'd', 'Eins', '[\"Eins.example\"]')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO contract (id, ref, organisation_id, plan, products, starts_on, terms) "
                "VALUES (1, 1, 1, 'gold', '[]', '2026-01-01', '{}')"
            )
        )
    store.migrate()
    with store.reading() as session:
        assert Register(session, "d").rows(RecordKind.ORGANISATION)[0]["domains"] == ("eins.example",)
        assert [row["plan"] for row in Register(session, "d").rows(RecordKind.CONTRACT)] == ["gold"]
    store.close()


def big_file(path: Path, contacts: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("customer number;organisation;mail domains;contact number;contact;email;phone;role;trained\n")
        for number in range(contacts):
            of = number // 20
            file.write(
                f"K{of};Firma {of} GmbH;firma{of}.example;P{number};Pers Öon {number};p{number}@firma{of}.example;"
                f"+32 2 {2000000 + number};{'user' if number % 20 else 'responsible'};visi, worknc\n"
            )


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("again", [False, True])
def test_fifty_thousand_contacts_take_half_a_minute(folder: Path, tmp_path: Path, again: bool) -> None:
    """In less than 300 MB, the first time and when nothing changed. Processor time: other tests run beside."""
    big_file(tmp_path / "big.csv", CONTACTS)
    for _ in range(1 + again):
        began = time.monotonic()
        used = assert_imported(folder, tmp_path / "big.csv")
        wall = time.monotonic() - began
    sys.stdout.write(f"{CONTACTS} contacts: {used.seconds:.1f} s of processor, {wall:.1f} s, {used.megabytes:.0f} MB\n")
    assert used.seconds < SECONDS
    assert used.megabytes < MEGABYTES
    assert len(kept(folder)[RecordKind.CONTACT]) == CONTACTS


def test_a_changed_contract_has_the_cases_of_those_below_looked_at_again(folder: Path, intake: Command) -> None:
    """Their clocks run by it, too; an import that changes nobody's contract leaves all as it is."""
    rows = HEAD + "1;Eins;;;;{contract};maintenance;2026-01-01;\n2;Zwei;1;;{address};;;;\n"
    intake("customers", "import", write(folder, rows.format(contract="C-1", address="a@zwei.example")))
    store = Database(load(folder / "desk.toml", {}).database_url)
    with store.transaction() as session:
        below = session.exec(select(Organisation.id).where(Organisation.name == "Zwei")).one()
        session.add(case_of(10001, organisation=below, desk="produsoft"))

    def next_look() -> object:
        with store.reading() as session:
            return session.exec(select(Ticket.next_check_at)).one()

    intake("customers", "import", write(folder, rows.format(contract="C-1", address="b@zwei.example")))
    assert next_look() is None
    intake("customers", "import", write(folder, rows.format(contract="C-2", address="b@zwei.example")))
    assert next_look() is not None
    store.close()
