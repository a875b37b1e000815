"""Desk files: what a good one becomes, and how every fault of a bad one is told."""

# ruff: noqa: E501 - the table of faults shows each line as the operator sees it

from __future__ import annotations

import stat
import time as stopwatch
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.desk_settings import engineer_of
from intake.deskfile import examine
from intake.opening import days_off, public_days, ranges
from intake.secret import SecretError, keyring, new_key
from intake.settings import DeskFileError, Settings, hints, load, sample_folder, warnings
from intake.setup import SetupError, init, samples
from routing.business_hours import is_open, next_open
from routing.desk import Calendar, Leave
from routing.ladder import Rank, Reminders, Rung, Waiting
from routing.reference import Purpose, Token

TODAY = date(2026, 11, 20)
DESKS = ["corporate-montage", "johnsen", "netcad", "nti", "produsoft"]

GOOD = """\
schema = 1

[desk]
name = "acme"
title = "Acme"
tag = "Acme"
address = "desk@acme.example"
languages = ["nl", "en"]
zone = "Europe/Brussels"
country = "BE"
signing_keys_from = "file:signing.keys"

[hours]
mon-thu = "08:30-12:30, 13:00-17:00"
fri = "08:30-12:30"

[holidays]
extra = [
  "2026-12-24 13:00 eve",
  "2027-07-19..2027-07-23 closed",
]

[imap]
host = "imap.acme.example"
password_from = "env:ACME_PASSWORD"

[[mailbox]]
name = "visi"
address = "visi@acme.example"
product = "visi"

[smtp]
host = "smtp.acme.example"

[[product]]
name = "visi"

[[engineer]]
name = "jan"
full_name = "Jan Peeters"
addresses = ["jan@acme.example"]
products = ["visi"]

[[plan]]
name = "gold"
title = "Gold"
response_minutes = 240
"""


WEEKDAYS = Calendar(ZoneInfo("Europe/Brussels"), (((time(9), time(17)),),) * 5 + ((), ()))


def faults(text: str) -> list[str]:
    """The fault lines of a desk file's text."""
    return [str(fault) for fault in examine(text, "desk.toml")[1]]


def changed(old: str, new: str) -> str:
    """The good desk file with one thing changed."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The good desk file on disk."""
    path = tmp_path / "desk.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


# -- the samples ------------------------------------------------------------------------------------------------


def sample(name: str) -> Settings:
    """A sample desk as it ships."""
    return load(sample_folder() / f"{name}.toml", {}, today=TODAY)


@pytest.mark.parametrize("name", DESKS)
def test_every_sample_desk_loads_without_a_secret(name: str) -> None:
    """A desk file is read without the environment, and nothing in a sample is hardly meant."""
    ready = sample(name)
    assert ready.desk.name == name
    assert warnings(ready) == []
    assert all(len(engineer.addresses) > 1 for engineer in ready.desk.engineers)
    assert [engineer for engineer in ready.desk.engineers if engineer.lead]


def test_pro_01_the_mailbox_decides_the_product() -> None:
    """Six mailboxes stand for one product each; a token in the address changes nothing."""
    desk = sample("produsoft").desk
    for product in ("visi", "worknc", "edgecam", "radan", "peps", "spaceclaim"):
        mailbox = desk.mailbox_at(f"{product}.support+abc@produsoft.example")
        assert mailbox is not None
        assert mailbox.product == product


def test_pro_02_the_office_hours_are_kept() -> None:
    """At 12:45 the desk is back at 13:00; on Friday it closes at 16:00; 11 November is a holiday."""
    desk = sample("produsoft").desk
    zone = desk.calendar.zone
    assert next_open(desk.calendar, datetime(2026, 11, 23, 12, 45, tzinfo=zone)) == datetime(
        2026, 11, 23, 13, tzinfo=zone
    )
    assert not is_open(desk.calendar, datetime(2026, 11, 27, 16, 30, tzinfo=zone))
    assert desk.calendar.closed[date(2026, 11, 11)] == "Wapenstilstand"


def test_net_01_the_half_days_of_turkey_end_at_one() -> None:
    """28 October and the eves of both religious holidays; with the lunch hour the desk is shut from 12:30 on."""
    calendar = sample("netcad").desk.calendar
    for day in (date(2026, 10, 28), date(2026, 3, 19), date(2026, 5, 26), date(2027, 3, 8)):
        assert calendar.half_days[day] == time(13)
        assert is_open(calendar, datetime.combine(day, time(12, 29), calendar.zone))
        assert not is_open(calendar, datetime.combine(day, time(13, 30), calendar.zone))
    assert not calendar.half_days.keys() & calendar.closed.keys()
    assert calendar.closed[date(2026, 10, 29)] == "Cumhuriyet Bayramı"


@pytest.mark.parametrize(
    ("desk", "plan", "minutes", "priority"),
    [
        ("nti", "bronze", None, 4),
        ("nti", "platinum", 120, 1),
        ("netcad", "standard", 120, 4),
        ("netcad", "premium-plus", 30, 1),
        ("corporate-montage", "response-24h", 1440, 4),
    ],
)
def test_the_plans_promise_what_the_charters_say(desk: str, plan: str, minutes: int | None, priority: int) -> None:
    """NTI-02, NTI-03, NET-01, NET-02, COR-02."""
    found = sample(desk).desk.plan(plan)
    assert (found.response_minutes, found.priority) == (minutes, priority)


def test_cor_01_the_holidays_are_those_of_the_state() -> None:
    """Corpus Christi is one in North Rhine-Westphalia, Reformation Day is not."""
    closed = sample("corporate-montage").desk.calendar.closed
    assert date(2026, 6, 4) in closed
    assert date(2026, 10, 31) not in closed


def test_seven_years_of_holidays_cost_less_than_50_milliseconds() -> None:
    """Starting must not wait for the calendar."""
    years = range(2025, 2032)
    public_days("TR", None, years, language="tr")
    begun = stopwatch.perf_counter()
    public_days("TR", None, years, language="tr")
    assert stopwatch.perf_counter() - begun < 0.05


# -- what a good file becomes -----------------------------------------------------------------------------------


def test_the_good_file_has_no_fault(written: Path) -> None:
    """Defaults fill what it leaves out; relative files lie in its folder."""
    ready = load(written, {}, today=TODAY)
    account = ready.accounts[0]
    assert (account.port, account.security, account.user) == (993, "tls", "visi@acme.example")
    assert (ready.smtp.port, ready.smtp.security, ready.smtp.password, ready.door) == (587, "starttls", None, None)
    assert ready.database_url == f"sqlite:///{written.parent / 'intake.db'}"
    assert ready.blob_folder == written.parent / "blobs"
    assert (ready.domain, ready.envelope_domain) == ("acme.example", "acme.example")
    assert ready.desk.engineer("jan").language == "nl"
    assert ready.desk.engineer("jan").calendar is ready.desk.calendar


def test_a_mailbox_goes_before_what_the_mailboxes_have_in_common(written: Path) -> None:
    """[imap] is a default; any key may be given in a [[mailbox]]."""
    own = 'product = "visi"\nhost = "127.0.0.1"\nport = 10143\nsecurity = "none"\ninterval = 5\nsince = 2026-11-01\n'
    written.write_text(GOOD.replace('product = "visi"\n', own, 1), encoding="utf-8")
    account = load(written, {}, today=TODAY).accounts[0]
    assert (account.host, account.port, account.interval, account.since) == ("127.0.0.1", 10143, 5, date(2026, 11, 1))


def test_a_mailbox_without_a_host_is_served_by_the_door(written: Path) -> None:
    """No account is made for it; the desk knows it all the same."""
    text = GOOD.replace('host = "imap.acme.example"\npassword_from = "env:ACME_PASSWORD"\n', "")
    written.write_text(text + "[door]\nlmtp_port = 2424\n", encoding="utf-8")
    ready = load(written, {}, today=TODAY)
    assert ready.accounts == ()
    assert ready.door is not None
    assert (ready.door.host, ready.door.smtp_port, ready.door.lmtp_port) == ("127.0.0.1", None, 2424)
    assert ready.desk.mailbox("visi").address == "visi@acme.example"


def test_limits_of_the_desk_file_go_before_the_programs(written: Path) -> None:
    """What is not named keeps its default."""
    written.write_text(GOOD + "[limits]\nmessage_bytes = 1000\nreading_seconds = 2\n", encoding="utf-8")
    limits = load(written, {}, today=TODAY).limits
    assert (limits.message_bytes, limits.reading_seconds, limits.parts) == (1000, 2, 500)


def test_the_desks_own_days_have_the_last_word(written: Path) -> None:
    """`remove` opens a public holiday; `extra` closes days, or ends them early, even on one."""
    days = '[holidays]\nremove = ["2026-11-11"]\nextra = ["12-25 12:00 half", "12-30..01-02 turn of the year", 2027-07-20]\n'
    start, end = GOOD.index("[holidays]"), GOOD.index("[imap]")
    written.write_text(GOOD[:start] + days + GOOD[end:], encoding="utf-8")
    calendar = load(written, {}, today=TODAY).desk.calendar
    assert date(2026, 11, 11) not in calendar.closed
    assert date(2025, 11, 11) in calendar.closed
    assert calendar.half_days[date(2026, 12, 25)] == time(12)
    assert date(2026, 12, 25) not in calendar.closed
    assert calendar.closed[date(2027, 1, 2)] == "turn of the year"
    assert date(2027, 7, 20) in calendar.closed


def test_no_holidays_are_kept_if_no_category_is_wanted(written: Path) -> None:
    """`categories = []` leaves the desk's own days."""
    written.write_text(GOOD.replace("[holidays]\n", "[holidays]\ncategories = []\n"), encoding="utf-8")
    calendar = load(written, {}, today=TODAY).desk.calendar
    assert set(calendar.closed) == {date(2027, 7, day) for day in range(19, 24)}


def test_when_digests_leave_is_the_desk_files_to_say(written: Path) -> None:
    """A time, a time of the week, or never; for the desk, and off for whoever wants none."""
    manager = '[[manager]]\nname = "mia"\nfull_name = "Mia"\naddresses = ["mia@acme.example"]\ndaily = false\n'
    table = '[digest]\ndaily = "never"\nweekly = "fri 16:00"\ncontract_days = 60\n'
    written.write_text(GOOD.replace("[[plan]]", f"morning_card = false\n{manager}{table}[[plan]]"), encoding="utf-8")
    desk = load(written, {}, today=TODAY).desk
    assert (desk.digests.daily, desk.digests.weekly, desk.digests.contract_days) == (None, (4, time(16)), 60)
    assert (desk.managers[0].daily, desk.managers[0].weekly, desk.engineer("jan").morning_card) == (False, True, False)


def test_an_engineer_may_have_hours_of_his_own(written: Path) -> None:
    """He keeps the desk's holidays."""
    written.write_text(GOOD.replace("[[plan]]", '[engineer.hours]\nwed = "09:00-12:00"\n\n[[plan]]'), encoding="utf-8")
    desk = load(written, {}, today=TODAY).desk
    own = desk.engineer("jan").calendar
    assert own.weekly == ((), (), ((time(9), time(12)),), (), (), (), ())
    assert own.closed is desk.calendar.closed


def test_the_readers_hear_of_tag_country_products_and_addresses() -> None:
    """Engineers' addresses are not the desk's: a mail of theirs is a person's."""
    found = hints(sample("nti"))
    assert (found.tag, found.country) == ("NTI", "NO")
    assert {"civil3d", "Civil 3D", "Civil3D"} <= set(found.products)
    assert found.own_addresses == ("intake@nti.example", "support@nti.example")
    assert found.own_domains == ("nti.example",)


def test_what_is_hardly_meant_is_warned_of(written: Path) -> None:
    """An unknown language, a product that nobody takes, an address that nobody reads, no witness, a clear password."""
    text = changed('languages = ["nl", "en"]', 'languages = ["nl", "fi"]')
    text = text.replace('[[product]]\nname = "visi"', '[[product]]\nname = "visi"\n\n[[product]]\nname = "peps"')
    written.write_text(text.replace("[imap]\n", '[imap]\nsecurity = "none"\n'), encoding="utf-8")
    assert warnings(load(written, {}, today=TODAY)) == [
        'no catalogue for the language "fi": its readers get en',
        'no engineer takes the product "peps"',
        "no engineer has lead = true: of a case that nobody owns nobody hears",
        "no mailbox reads desk@acme.example: make it an alias of one, or mail to the desk itself is lost",
        "nothing vouches for who wrote a mail, so every answer of an engineer must be confirmed by him: set [identity] authserv_ids to the name that your mail server writes first in Authentication-Results, or check_dkim = true if it writes none",
        'the password of "visi" crosses the network in clear text: set security = "tls"',
    ]


def test_whose_word_counts_is_read_from_the_file(written: Path) -> None:
    """Names in any case; a peer of the door is known by its network, also as IPv4 within IPv6."""
    table = """[door]
lmtp_port = 24
[identity]
authserv_ids = ["MX.acme.example"]
microsoft365 = true
check_dkim = true
arc_sealers = ["google.com"]
trusted_networks = ["10.1.0.0/16", "2001:db8::/32"]
trusted_mailboxes = ["visi"]
[[plan]]"""
    written.write_text(GOOD.replace("[[plan]]", table), encoding="utf-8")
    trust = load(written, {}, today=TODAY).trust
    assert (trust.authserv_ids, trust.arc_sealers) == ({"mx.acme.example"}, {"google.com"})
    assert (trust.microsoft365, trust.check_dkim, trust.mailboxes) == (True, True, {"visi"})
    peers = ["10.1.2.3:4711", "::ffff:10.1.2.3:4711", "2001:db8::7:4711", "10.2.0.1:1", "127.0.0.1:1", "", "test"]
    assert [trust.peer(peer) for peer in peers] == [True, True, True, False, False, False, False]


def test_a_trusted_loopback_is_warned_of(written: Path) -> None:
    """An MTA on the same machine hands in everybody's mail from there."""
    table = '[door]\nlmtp_port = 24\n[identity]\ntrusted_networks = ["127.0.0.0/8"]\n[[plan]]'
    written.write_text(GOOD.replace("[[plan]]", table), encoding="utf-8")
    found = [line for line in warnings(load(written, {}, today=TODAY)) if "identity" in line]
    assert len(found) == 1
    assert "[identity] trusted_networks holds 127.0.0.1" in found[0]


# -- the environment and secrets --------------------------------------------------------------------------------


def test_the_environment_names_the_desk_file_and_the_database(written: Path) -> None:
    """INTAKE_DATABASE_URL goes before [database]; an empty variable says nothing."""
    outer = {"INTAKE_DESK": str(written), "INTAKE_DATABASE_URL": "postgresql+psycopg://desk@db/desk", "PATH": "/bin"}
    assert load(None, outer, today=TODAY).database_url == "postgresql+psycopg://desk@db/desk"
    assert load(written, {"INTAKE_DATABASE_URL": ""}, today=TODAY).database_url.startswith("sqlite:")


def test_a_slip_in_a_variable_is_told(written: Path) -> None:
    """Else another database would be used without a word. Names that only begin like ours are somebody else's."""
    with pytest.raises(DeskFileError) as caught:
        load(written, {"INTAKE_DATABSE_URL": "sqlite:///x", "INTAKE_PORT": "tcp://10.0.0.1:80"}, today=TODAY)
    assert str(caught.value) == (
        'environment: INTAKE_DATABSE_URL: unknown variable; did you mean "INTAKE_DATABASE_URL"?'
    )
    with pytest.raises(DeskFileError, match="environment: INTAKE_DATABASE_URL: must be like") as caught:
        load(written, {"INTAKE_DATABASE_URL": "mysql://root:hunter2@db"}, today=TODAY)
    assert "hunter2" not in str(caught.value)


def test_a_secret_is_fetched_when_it_is_used(written: Path) -> None:
    """From a variable or a file beside the desk file; each time, so that a changed one needs no restart."""
    outer: dict[str, str] = {}
    ready = load(written, outer, today=TODAY)
    with pytest.raises(SecretError, match="environment variable ACME_PASSWORD is empty or not set"):
        ready.accounts[0].password()
    outer["ACME_PASSWORD"] = "first"
    assert ready.accounts[0].password() == "first"
    outer["ACME_PASSWORD"] = "second"
    assert ready.accounts[0].password() == "second"
    with pytest.raises(SecretError, match=r"signing\.keys cannot be read: No such file"):
        ready.keyring()
    (written.parent / "signing.keys").write_text(new_key(), encoding="utf-8")
    assert ready.keyring().address_token(Token(Purpose.CASE, 1))


def test_the_first_key_signs_and_all_verify() -> None:
    """A token made with the old key is good after a new one was put on top."""
    old = new_key(3)
    token = keyring(old).address_token(Token(Purpose.CASE, 7))
    both = keyring(f"# new\n{new_key(4)}\n{old}")
    assert both.read_address(f"a+{token}@b.example", TODAY) == Token(Purpose.CASE, 7)
    assert keyring(new_key(4)).read_address(f"a+{token}@b.example", TODAY) is None


@pytest.mark.parametrize("text", ["", "# nothing\n", "16 " + "a" * 64, "1 abc", f"{new_key(1)}{new_key(1)}"])
def test_a_key_file_that_is_none_is_refused_without_showing_it(text: str) -> None:
    """Too high an id, too short a key, one id twice, no key at all."""
    with pytest.raises(SecretError) as caught:
        keyring(text)
    assert "aaaa" not in str(caught.value)


# -- faults -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("schema = 1\n", "", "desk.toml: schema: must be 1, the only one that this program reads; write schema = 1 at the top"),
        ("schema = 1\n", "schema = 2\n", "desk.toml:1: schema: must be 1, the only one that this program reads; write schema = 1 at the top"),
        ('title = "Acme"', 'titel = "Acme"', 'desk.toml:5: [desk]: titel: unknown key; did you mean "title"?'),
        ('title = "Acme"', "title = 5", 'desk.toml:5: [desk]: title: must be a text in quotes, "…"'),
        ('name = "acme"', 'name = "Acme!"', "desk.toml:4: [desk]: name: must be a short name of the letters a-z, digits and hyphens, like visi-2"),
        ('tag = "Acme"', 'tag = "Acme #"', "desk.toml:6: [desk]: tag: must be a short name without [, ] or #"),
        ('languages = ["nl", "en"]', 'languages = ["dutch"]', "desk.toml:8: [desk]: languages: must be two letters, like nl, de, nb, tr, en or fr"),
        ('languages = ["nl", "en"]', 'languages = "nl"', 'desk.toml:8: [desk]: languages: must be a list, ["…", "…"]'),
        ('zone = "Europe/Brussels"', 'zone = "Europe/Brusels"', 'desk.toml:9: [desk]: zone: there is no time zone "Europe/Brusels"; did you mean "Europe/Brussels"?'),
        ('country = "BE"', 'country = "Belgium"', "desk.toml:10: [desk]: country: must be two capital letters, like BE (ISO 3166-1)"),
        ('country = "BE"', 'country = "UK"', 'desk.toml:10: [desk]: country: there are no holidays known for the country "UK"; there is GB'),
        ('country = "BE"', 'country = "DE"\nregion = "NWR"', 'desk.toml:11: [desk]: region: there are no holidays known for the region "NWR"; did you mean "NW"?'),
        ("[holidays]\n", '[holidays]\ncategories = ["publik"]\n', 'desk.toml:18: [holidays]: categories: there are no holidays known for the category "publik"; did you mean "public"?'),
        ('"file:signing.keys"', '"pass:hunter2"', 'desk.toml:11: [desk]: signing_keys_from: must be "env:NAME" or "file:PATH"'),
        ("mon-thu", "mon-thr", 'desk.toml:14: [hours]: mon-thr: "mon-thr" is no day of the week; write mon, tue, wed, thu, fri, sat, sun or two of them as "mon-thu"'),
        ("13:00-17:00", "12:00-17:00", "desk.toml:14: [hours]: mon-thu: 08:30-12:30 and 12:00-17:00 overlap"),
        ("13:00-17:00", "17:00-13:00", 'desk.toml:14: [hours]: mon-thu: "17:00-13:00" closes before it opens; over midnight write "22:00-24:00" and "00:00-06:00" on its day'),
        ("13:00-17:00", "13:00-25:00", 'desk.toml:14: [hours]: mon-thu: "25:00" is no time of day; write "08:30"'),
        ("fri =", "thu =", 'desk.toml:15: [hours]: thu: thu is given by "mon-thu" already; leave it out of one of the two'),
        ("2026-12-24 13:00", "24.12.2026", 'desk.toml:19: [holidays]: extra: "24.12.2026 eve" names no day; write "2026-12-24", "12-24 13:00 half day" or "2026-07-27..2026-07-31 closed"'),
        ("2027-07-19..", "2027-07-32..", 'desk.toml:20: [holidays]: extra: "2027-07-32..2027-07-23 closed": there is no day 2027-07-32'),
        ("..2027-07-23", "..2026-07-23", 'desk.toml:20: [holidays]: extra: "2027-07-19..2026-07-23 closed" ends before it begins, or lasts longer than a year'),
        ('host = "smtp.acme.example"', 'host = "smtp.acme.example"\npassword = "hunter2"', 'desk.toml:34: [smtp]: password: unknown key; did you mean "password_from"?'),
        ('host = "imap.acme.example"', 'host = "imap.acme.example"\nport = "993"', "desk.toml:25: [imap]: port: must be a whole number, without quotes"),
        ('host = "imap.acme.example"', 'host = "imap.acme.example"\nsecurity = "ssl"', 'desk.toml:25: [imap]: security: must be "tls", "starttls" or "none"'),
        ('host = "imap.acme.example"\n', "", 'desk.toml:26: [[mailbox]] "visi": nothing brings its mail: set host here or in [imap], or open a [door]'),
        ('address = "visi@acme.example"', 'address = "visi@acme"', 'desk.toml:29: [[mailbox]] "visi": address: must be an address like visi.support@company.example, without a +'),
        ('address = "visi@acme.example"', 'address = "customer.care.for.visi@acme.example"', 'desk.toml:29: [[mailbox]] "visi": address: has more than 19 letters before the @, which leaves no room for the token of a case'),
        ('product = "visi"', 'product = "vissi"', 'desk.toml:30: [[mailbox]] "visi": product: there is no product "vissi"; did you mean "visi"?'),
        ('products = ["visi"]', 'products = ["worknc"]', 'desk.toml:42: [[engineer]] "jan": products: there is no product "worknc"; there is visi'),
        ('host = "smtp.acme.example"', 'host = "smtp.acme.example"\nuser = "desk"', "desk.toml:34: [smtp]: user: password_from is missing beside it; a login needs both"),
        ('"jan@acme.example"', '"visi@acme.example"', 'desk.toml:41: [[engineer]] "jan": addresses: visi@acme.example is an address of [[mailbox]] "visi" already'),
        ('full_name = "Jan Peeters"\n', "", 'desk.toml:38: [[engineer]] "jan": full_name: is missing'),
        ('name = "jan"\n', "", "desk.toml:38: [[engineer]] no. 1: name: is missing"),
        ("response_minutes = 240", "response_minutes = 0", 'desk.toml:47: [[plan]] "gold": response_minutes: must be 1 or more'),
        ("[[plan]]", "[[plans]]", "desk.toml:44: [[plans]]: there is no such table; did you mean [[plan]]?"),
        ("[[plan]]", "[plan]", "desk.toml:44: [plan]: must be written as [[plan]]"),
        ("[smtp]", "[[smtp]]", "desk.toml:32: [[smtp]]: must be written as [smtp]"),
        ('[smtp]\nhost = "smtp.acme.example"\n', "", "desk.toml: [smtp] is missing"),
        ("[[plan]]", "[door]\n\n[[plan]]", "desk.toml:44: [door]: opens nothing; set smtp_port or lmtp_port, or take the table out"),
        ("[[plan]]", '[identity]\nauthserv_ids = ["mx acme"]\n[[plan]]', "desk.toml:45: [identity]: authserv_ids: must be the name that Authentication-Results begins with, like mx.company.example"),
        ("[[plan]]", '[door]\nlmtp_port = 24\n[identity]\ntrusted_networks = ["10.0.0.1/8"]\n[[plan]]', 'desk.toml:47: [identity]: trusted_networks: must be a network like 10.0.0.0/8 or 2001:db8::/32; did you mean "10.0.0.0/8"?'),
        ("[[plan]]", '[door]\nlmtp_port = 24\n[identity]\ntrusted_networks = ["::/0"]\n[[plan]]', "desk.toml:47: [identity]: trusted_networks: is everybody; name the network of the machines that only your own people submit mail on"),
        ("[[plan]]", '[identity]\ntrusted_networks = ["10.0.0.0/8"]\n[[plan]]', "desk.toml:45: [identity]: trusted_networks: nothing comes in over a network: open a [door], or leave it out"),
        ("[[plan]]", '[identity]\ntrusted_mailboxes = ["vsi"]\n[[plan]]', 'desk.toml:45: [identity]: trusted_mailboxes: there is no mailbox "vsi"; did you mean "visi"?'),
        ("[[plan]]", '[identity]\narc_sealers = ["google.com"]\n[[plan]]', "desk.toml:45: [identity]: arc_sealers: a chain is believed on the word of your own server only: set authserv_ids, too"),
        ("[[plan]]", '[limits]\nmesage_bytes = 5\n[[plan]]', 'desk.toml:45: [limits]: mesage_bytes: unknown key; did you mean "message_bytes"?'),
        ("[[plan]]", '[database]\nurl = "mysql://u:hunter2@h/d"\n[[plan]]', 'desk.toml:45: [database]: url: must be like "sqlite:///intake.db" or "postgresql+psycopg://user@host/name"'),
        ("[[plan]]", '[[engineer]]\nname = "jan"\nfull_name = "J"\naddresses = ["j@x.example"]\n[[plan]]', 'desk.toml:45: [[engineer]] "jan": name: there is another [[engineer]] "jan"; every name must be its own'),
        ("[[plan]]", '[[mailbox]]\nname = "two"\naddress = "VISI@acme.example"\n[[plan]]', 'desk.toml:46: [[mailbox]] "two": address: VISI@acme.example is an address of [[mailbox]] "visi" already'),
        ("[[plan]]", '[digest]\ndaily = "25:00"\n[[plan]]', 'desk.toml:45: [digest]: daily: "25:00" is no time of day; write "08:30"'),
        ("[[plan]]", '[digest]\nweekly = "07:30"\n[[plan]]', 'desk.toml:45: [digest]: weekly: "07:30" is no time of the week; write "mon 07:30"'),
        ("[[plan]]", '[engineer.hours]\nmon = "closed"\n[[plan]]', 'desk.toml:44: [[engineer]] "jan": hours: is closed on every day; give one day hours, mon-fri = "09:00-17:00"'),
        ('fri = "08:30-12:30"', 'fri = "08:30-12:30', "desk.toml:15: column 19: this is no TOML: Illegal character '\\n'"),
        ('tag = "Acme"', 'title = "Acme"', "desk.toml:6: column 15: this is no TOML: Cannot overwrite a value"),
        ("response_minutes = 240\n", "products = [", "desk.toml:47: this is no TOML: Invalid value at the end of the file"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_that_names_its_place_and_its_cure(old: str, new: str, expected: str) -> None:
    """File, line, table, key, what is wrong and what would be right; a value that may be secret is not repeated."""
    found = faults(changed(old, new))
    assert found == [expected]
    assert "hunter2" not in found[0]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    """A fault in one table hides none in another."""
    text = changed('title = "Acme"', "title = 5").replace("mon-thu", "mon-tho")
    text = text.replace('product = "visi"', 'product = "peps"').replace("response_minutes", "response_minuts")
    assert [line.split(": ")[0] for line in faults(text)] == [
        "desk.toml:5",
        "desk.toml:14",
        "desk.toml:30",
        "desk.toml:47",
    ]


def test_a_desk_file_that_is_not_there_or_not_text_is_a_fault(tmp_path: Path) -> None:
    """One line each, never a traceback."""
    with pytest.raises(DeskFileError, match="there is no such file"):
        load(tmp_path / "desk.toml", {})
    with pytest.raises(DeskFileError, match="cannot be read"):
        load(tmp_path, {})
    (tmp_path / "desk.toml").write_bytes(b'title = "Caf\xe9"')
    with pytest.raises(DeskFileError, match="is not UTF-8: byte 13 is 0xe9"):
        load(tmp_path / "desk.toml", {})


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    """A byte order mark and CR LF change nothing, not even the line of a fault."""
    assert faults("\ufeff" + GOOD.replace("\n", "\r\n")) == []
    bad = changed("schema = 1\n", "schema = 2\n").replace("240", "0")
    assert faults("\ufeff" + bad.replace("\n", "\r\n")) == faults(bad)


LINES = GOOD.splitlines()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, len(LINES) - 1), max_size=6),
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1)), max_size=4),
    st.sampled_from(["", "x = 1", "[desk]", "[[desk]]", "= 5", 'a."b".c = [1, {d = "}"}]', '"""', "[[engineer]]"]),
)
def test_no_file_however_mangled_is_answered_with_an_exception(
    dropped: list[int], swapped: list[tuple[int, int]], added: str
) -> None:
    """Lines lost, exchanged and added: either the tables or faults, each on one line, come back."""
    lines = list(LINES)
    for first, second in swapped:
        lines[first], lines[second] = lines[second], lines[first]
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    tables, found = examine("\n".join([*kept, added]), "desk.toml")
    assert tables is not None or found
    assert all("\n" not in str(fault) for fault in found)


# -- hours and days ---------------------------------------------------------------------------------------------


def test_hours_are_sorted_and_may_end_at_midnight() -> None:
    """Written in any order; 24:00 is the midnight that ends the day."""
    assert ranges("22:00-24:00, 0:00-6.30") == ((time(0), time(6, 30)), (time(22), time.max))
    assert ranges("closed") == ()


def test_a_day_without_a_year_holds_every_year() -> None:
    """Over New Year, too; 29 February where there is one."""
    assert [off.day.isoformat() for off in days_off("12-31..01-01 x", [2026, 2027])] == [
        "2026-12-31",
        "2027-01-01",
        "2027-12-31",
        "2028-01-01",
    ]
    assert [off.day.year for off in days_off("02-29", range(2026, 2033))] == [2028, 2032]


# -- init -------------------------------------------------------------------------------------------------------


def test_init_makes_a_working_folder_that_loads(tmp_path: Path) -> None:
    """The sample with its comments, a folder for own wording, and a fresh key that only its owner can read."""
    folder = tmp_path / "desk"
    written = init("produsoft", folder)
    assert sorted(Path(path).name for path in written) == ["README.md", "desk.toml", "signing.keys"]
    assert (folder / "desk.toml").read_text(encoding="utf-8").startswith("# Produsoft")
    assert stat.S_IMODE((folder / "signing.keys").stat().st_mode) == 0o600
    ready = load(folder / "desk.toml", {}, today=TODAY)
    assert ready.template_folder == folder / "templates"
    assert ready.template_folder.is_dir()
    assert ready.keyring().address_token(Token(Purpose.CASE, 1))
    assert ready.desk.calendar.zone == ZoneInfo("Europe/Brussels")


def test_every_desk_has_its_own_key(tmp_path: Path) -> None:
    """A key that two desks share would let one forge the other's addresses."""
    for name in ("a", "b"):
        init("nti", tmp_path / name)
    assert (tmp_path / "a" / "signing.keys").read_text() != (tmp_path / "b" / "signing.keys").read_text()


def test_init_refuses_a_folder_with_anything_in_it(tmp_path: Path) -> None:
    """And leaves it as it was."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(SetupError, match=r'is not empty: it holds "notes\.txt"; name a new folder'):
        init("produsoft", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_names_the_samples_there_are(tmp_path: Path) -> None:
    """A slip is guessed at."""
    assert samples() == DESKS
    with pytest.raises(SetupError, match='there is no sample desk "produsof"; did you mean "produsoft"'):
        init("produsof", tmp_path / "x")
    with pytest.raises(SetupError, match="there is corporate-montage, johnsen, netcad, nti, produsoft"):
        init("zzz", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_init_says_where_it_may_not_write(tmp_path: Path) -> None:
    """A file in the way is one line, not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="file cannot be written"):
        init("nti", tmp_path / "file")


STAFF = """
[[engineer]]
name = "eva"
full_name = "Eva Maes"
addresses = ["eva@acme.example"]
substitute = "{other}"
away = [
  {{ from = 2026-12-21, until = "2027-01-03" }},
  {{ from = 2027-02-01, until = {last}, substitute = "{stand_in}" }},
]
"""


def test_leave_and_substitutes_are_taken_over() -> None:
    """GEN-12: days with or without quotes; a leave may name a substitute of its own."""
    text = GOOD.replace('country = "BE"', 'country = "BE"\nbridge_minutes = 45') + STAFF.format(
        other="jan", last="2027-02-05", stand_in="jan"
    )
    tables, found = examine(text, "desk.toml")
    assert found == []
    eva = engineer_of(tables.engineer[1], ["nl"], WEEKDAYS)
    assert eva.substitute == "jan"
    assert eva.away == (
        Leave(date(2026, 12, 21), date(2027, 1, 3)),
        Leave(date(2027, 2, 1), date(2027, 2, 5), "jan"),
    )
    assert tables.desk.bridge_minutes == 45


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"other": "eva"}, "nobody stands in for himself"),
        ({"stand_in": "jam"}, 'there is no engineer "jam"; did you mean "jan"?'),
        ({"last": "2027-01-31"}, "is before the first day, 2027-02-01"),
        ({"last": '"5 February"'}, "must be a day like 2026-12-24"),
    ],
)
def test_faults_of_leave_are_told(given: dict[str, str], message: str) -> None:
    """Each with its line."""
    (fault,) = faults(GOOD + STAFF.format(**{"other": "jan", "last": "2027-02-05", "stand_in": "jan", **given}))
    assert message in fault


# -- who is reminded --------------------------------------------------------------------------------------------


def test_a_file_without_a_ladder_has_the_usual_one_and_its_own_goes_before_it(written: Path) -> None:
    """`close_days = 0` closes nothing; hours on call know no holidays."""
    plain = load(written, {}, today=TODAY).desk
    assert (plain.reminders, plain.waiting) == (Reminders(), Waiting())
    assert plain.engineer("jan").on_call is None
    own = (
        '[reminders]\nrungs = [{ at = 60, to = ["substitute", "lead"] }]\n[waiting]\nnudge_days = [2]\nclose_days = 0\n'
    )
    text = GOOD.replace('full_name = "Jan Peeters"\n', 'full_name = "Jan Peeters"\non_call = { sun = "08:00-20:00" }\n')
    written.write_text(text + own, encoding="utf-8")
    desk = load(written, {}, today=TODAY).desk
    assert desk.reminders == Reminders((Rung(60, (Rank.SUBSTITUTE, Rank.LEAD)),))
    assert desk.waiting == Waiting((2,), None)
    on_call = desk.engineer("jan").on_call
    assert on_call is not None
    assert not on_call.closed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[reminders]\nrungs = [{ at = 75, to = ["lead"] }, { at = 50, to = ["lead"] }]\n', "must rise"),
        ('[reminders]\nrungs = [{ at = 75, to = ["boss"] }]\n', "engineer"),
        ("[reminders]\nrungs = [{ at = 75, to = [] }]\n", "rungs"),
        ("[waiting]\nnudge_days = [7, 3]\n", "must rise"),
        ("[waiting]\nclose_days = 5\n", "before the customer was asked on day 7"),
        ("[waiting]\nnudge_days = [12]\n", "closed on day 10"),
    ],
)
def test_a_ladder_or_a_wait_that_cannot_be_meant_is_a_fault(written: Path, text: str, said: str) -> None:
    """Each with what would be right."""
    written.write_text(GOOD + text, encoding="utf-8")
    with pytest.raises(DeskFileError) as wrong:
        load(written, {}, today=TODAY)
    assert said in str(wrong.value)


def test_holidays_stand_in_the_order_of_their_days(tmp_path: Path) -> None:
    """Or each start would take the desk file for another one, and look at every open case again."""
    init("netcad", tmp_path / "desk")
    calendar = load(tmp_path / "desk" / "desk.toml", {}).desk.calendar
    for days in (calendar.closed, calendar.half_days):
        assert len(days) > 5
        assert list(days) == sorted(days)
