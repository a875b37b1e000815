"""Who hears of an event, and on what occasion: a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intake.settings import load, sample_folder
from notifier.audience import Hearer, hearers
from routing.desk import Desk
from routing.model import SILENT, EventKind
from routing.submission import Party

ANN = Party("Ann Peeters", "ann@customer.example")
SAID = {"to": [ANN.address], "sent_already": False}
ACK = {"acknowledge": True, "history": False}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return load(sample_folder() / "produsoft.toml", {}, today=date(2026, 11, 23)).desk


def told(desk: Desk, kind: EventKind, payload: dict, **more) -> list[tuple[str, str]]:
    return [(one.occasion, one.party.address) for one in heard(desk, kind, payload, **more)]


def heard(desk: Desk, kind: EventKind, payload: dict, **more) -> tuple[Hearer, ...]:
    facts = {"actor": "customer", "owner": "wout", "customer": ANN, "language": "nl", "watching": (), **more}
    return hearers(desk, kind, payload, **facts)


def echo(*words: str) -> dict:
    return {"aloud": True, "said": [{"word": word} for word in words]}


def failed(
    what: str = "acknowledgement", to: str = ANN.address, *, staff: bool = False, writer: str | None = None
) -> dict:
    return {"occasion": what, "recipient": to, "staff": staff, "writer": writer}


WOUT, SANDER, HILDE = (f"{name}@produsoft.example" for name in ("wout.claerhout", "sander.hoekstra", "hilde.vanacker"))


@pytest.mark.parametrize(
    ("kind", "payload", "facts", "expected"),
    [
        pytest.param(EventKind.OPENED, ACK, {}, [("acknowledgement", ANN.address)], id="opened: the customer"),
        pytest.param(EventKind.OPENED, {"acknowledge": False}, {}, [], id="opened by list mail: nobody yet"),
        pytest.param(EventKind.OPENED, {}, {}, [], id="opened, an old event without the word: nobody"),
        pytest.param(EventKind.OPENED, ACK, {"customer": None}, [], id="opened by nobody we can write to"),
        pytest.param(EventKind.ASSIGNED, {"engineer": "wout"}, {}, [("assignment", WOUT)], id="assigned: the owner"),
        pytest.param(EventKind.ASSIGNED, {"engineer": None}, {}, [("assignment", HILDE)], id="to nobody: the leads"),
        pytest.param(
            EventKind.ASSIGNED, {"engineer": "gone"}, {}, [("assignment", HILDE)], id="to somebody who left: the leads"
        ),
        pytest.param(EventKind.APPENDED, {}, {}, [("follow_up", WOUT)], id="appended: the owner"),
        pytest.param(
            EventKind.APPENDED, {}, {"watching": ("sander",)}, [("follow_up", WOUT), ("follow_up", SANDER)],
            id="appended: and who watches",
        ),
        pytest.param(
            EventKind.APPENDED, {}, {"watching": ("wout",)}, [("follow_up", WOUT)], id="an owner who watches hears once"
        ),
        pytest.param(
            EventKind.APPENDED, {}, {"actor": "wout", "watching": ("sander",)}, [("follow_up", SANDER)],
            id="nobody is told what he wrote himself",
        ),
        pytest.param(EventKind.APPENDED, {}, {"actor": "wout"}, [], id="written by the owner, watched by nobody"),
        pytest.param(EventKind.APPENDED, {}, {"owner": None}, [("follow_up", HILDE)], id="no owner: the leads"),
        pytest.param(EventKind.QUARANTINED, {}, {"customer": None}, [("stub", WOUT)], id="unreadable: the owner"),
        pytest.param(EventKind.QUARANTINED, {}, {"owner": None}, [("stub", HILDE)], id="unreadable, no owner: leads"),
        pytest.param(EventKind.ANSWERED, SAID, {"actor": "wout"}, [("answer", ANN.address)], id="answered by the owner"),  # noqa: E501
        pytest.param(
            EventKind.ANSWERED, SAID, {"actor": "sander"}, [("answer", ANN.address), ("colleague", WOUT)],
            id="answered by somebody else: the owner hears",
        ),
        pytest.param(
            EventKind.ANSWERED, SAID, {"actor": "wout", "watching": ("sander",)},
            [("answer", ANN.address), ("colleague", SANDER)], id="answered by the owner: who watches hears",
        ),
        pytest.param(
            EventKind.ANSWERED, {**SAID, "sent_already": True}, {"actor": "sander"}, [("colleague", WOUT)],
            id="he wrote to the customer himself: nothing is posted, the owner hears",
        ),
        pytest.param(EventKind.ANSWERED, {**SAID, "to": []}, {"actor": "wout"}, [], id="answered to nobody"),
        pytest.param(EventKind.CLOSED, {"told": False}, {}, [("closing", ANN.address)], id="closed: the customer"),
        pytest.param(EventKind.CLOSED, {"told": True}, {}, [], id="closed, and the answer has said so"),
        pytest.param(EventKind.CLOSED, {"told": False}, {"customer": None}, [], id="closed, and nobody knows whose it is"),  # noqa: E501
        pytest.param(EventKind.ASKED, {"fields": ["phone"]}, {}, [("ask_back", ANN.address)], id="asked: the customer"),
        pytest.param(EventKind.ASKED, {"fields": ["phone"]}, {"customer": None}, [], id="asked of nobody"),
        pytest.param(EventKind.ECHOED, echo("close"), {"actor": "sander"}, [("echo", SANDER)], id="an echo: its writer"),  # noqa: E501
        pytest.param(EventKind.ECHOED, {**echo("sent"), "aloud": False}, {"actor": "sander"}, [], id="a silent echo"),
        pytest.param(
            EventKind.ECHOED, echo("status"), {"actor": "sander"}, [], id="the answer to a question is its echo"
        ),
        pytest.param(
            EventKind.ECHOED, echo("status", "take"), {"actor": "sander"}, [("echo", SANDER)],
            id="a question among orders: an echo as well",
        ),
        pytest.param(EventKind.ECHOED, echo("close"), {"actor": "gone"}, [], id="an echo to somebody who left"),
        pytest.param(EventKind.RETURNED, {"why": "forged"}, {"actor": "sander"}, [("returned", SANDER)], id="returned"),
        *(
            pytest.param(EventKind.TOLD, {"word": word}, {"actor": "sander"}, [(word, SANDER)], id=f"asked for {word}")
            for word in ("status", "files", "help", "list")
        ),
        pytest.param(EventKind.TOLD, {"word": "report"}, {"actor": "sander"}, [], id="asked for what we do not have"),
        pytest.param(EventKind.NOTED, {}, {"actor": "sander", "watching": ("joris",)}, [], id="a note: a fact only"),
        pytest.param(EventKind.DELIVERED_ELSEWHERE, {"watcher": "sander"}, {}, [], id="another mailbox: a fact only"),
        pytest.param(
            EventKind.BOUNCED, failed(), {}, [("undelivered", WOUT)], id="no acknowledgement arrived: the owner"
        ),
        pytest.param(
            EventKind.BOUNCED, failed(), {"owner": None}, [("undelivered", HILDE)], id="nobody's case: the leads"
        ),
        pytest.param(
            EventKind.BOUNCED, failed("answer", writer="sander"), {}, [("undelivered", SANDER)],
            id="an answer: its writer",
        ),
        pytest.param(
            EventKind.BOUNCED, failed("answer", writer="gone"), {}, [("undelivered", HILDE)],
            id="the writer has left the desk: the leads",
        ),
        pytest.param(
            EventKind.BOUNCED, failed("assignment", to=WOUT.upper(), staff=True), {}, [("undelivered", HILDE)],
            id="one of us cannot be reached: others",
        ),
        pytest.param(EventKind.BOUNCED, failed("undelivered", to=WOUT, staff=True), {}, [], id="said once"),
        pytest.param(EventKind.BOUNCED, {"recipient": ANN.address}, {}, [], id="recorded before anybody was told"),
    ],
)  # fmt: skip
def test_who_hears(desk: Desk, kind: EventKind, payload: dict, facts: dict, expected: list[tuple[str, str]]) -> None:
    """Occasion and address, in the order of the desk file."""
    assert sorted(told(desk, kind, payload, **facts)) == sorted(expected)


@pytest.mark.parametrize("kind", EventKind)
def test_imported_history_is_told_to_nobody(desk: Desk, kind: EventKind) -> None:
    """Old mail that is taken in is filed in silence."""
    assert told(desk, kind, {"history": True, "acknowledge": True, "engineer": "wout"}) == []


def test_a_customer_reads_his_language_in_the_desks_time(desk: Desk) -> None:
    """We do not know his zone, and the desk keeps its promises in its own."""
    (customer,) = heard(desk, EventKind.OPENED, ACK, language="fr")
    assert (customer.language, customer.zone.key, customer.engineer) == ("fr", "Europe/Brussels", None)


def test_an_answer_is_one_mail_to_the_customer_with_copies_to_who_reads_along(desk: Desk) -> None:
    """Each by his name, as far as it is known; the customer is the first."""
    bob = Party("Bob", "bob@customer.example")
    to = {"to": [ANN.address.upper(), "bob@customer.example", "c@customer.example"], "sent_already": False}
    (customer,) = heard(desk, EventKind.ANSWERED, to, actor="wout", readers=(bob,))
    assert customer.party == ANN
    assert customer.copies == (bob, Party("", "c@customer.example"))
    assert not customer.automatic
    assert customer.engineer is None


def test_an_engineer_reads_his_own_language_at_his_first_address(desk: Desk) -> None:
    """Whatever the customer writes."""
    (owner,) = heard(desk, EventKind.ASSIGNED, {"engineer": "wout"}, language="tr")
    assert owner.engineer == desk.engineer("wout")
    assert (owner.language, owner.party) == ("nl", Party("Wout Claerhout", WOUT))


def test_a_desk_without_a_lead_and_an_owner_tells_nobody(desk: Desk) -> None:
    """There is nobody to tell; the case stays in the list."""
    flat = replace(desk, engineers=tuple(replace(one, lead=False) for one in desk.engineers))
    assert told(flat, EventKind.ASSIGNED, {"engineer": None}) == []


@pytest.mark.parametrize("kind", sorted(SILENT))
def test_nobody_hears_of_what_is_written_down_as_told(desk: Desk, kind: EventKind) -> None:
    """Whatever it says, and whoever watches or reads along."""
    payload = {**SAID, **ACK, **failed(), "engineer": "wout", "to": "office", "told": False, "aloud": True, "said": []}
    assert told(desk, kind, payload, actor="wout", watching=("sander",), readers=(ANN,)) == []
