"""The gate before every automatic send: each rule alone, then what two robots make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notifier.gate import Admitted, Caps, Facts, Why, Withheld, admit
from routing.submission import Kind

TO_CUSTOMER = Facts(
    occasion="acknowledgement",
    recipient="ann@customer.example",
    staff=False,
    kind=Kind.PERSON,
    may_answer=True,
    own=False,
    sent_of_kind=0,
    sent_last_hour=0,
    suppressed=False,
)
TO_STAFF = replace(TO_CUSTOMER, occasion="assignment", recipient="jan@desk.example", staff=True)

WITHHELD = [
    ({"kind": Kind.AUTO_REPLY}, Why.NOT_A_PERSON),
    ({"kind": Kind.BOUNCE}, Why.NOT_A_PERSON),
    ({"kind": Kind.BULK}, Why.NOT_A_PERSON),
    ({"kind": Kind.LOOP}, Why.NOT_A_PERSON),
    ({"kind": Kind.UNREADABLE}, Why.NOT_A_PERSON),
    ({"kind": "never heard of"}, Why.NOT_A_PERSON),
    ({"may_answer": False}, Why.ASKED_NOT_TO),
    ({"repeats": True}, Why.SAID_BEFORE),
    ({"own": True}, Why.OWN_ADDRESS),
    ({"suppressed": True}, Why.SUPPRESSED),
    ({"recipient": ""}, Why.NO_ADDRESS),
    ({"recipient": "@customer.example"}, Why.NO_ADDRESS),
    ({"recipient": "MAILER-DAEMON@customer.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "owner-users@lists.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "users-request@lists.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "users-bounces@lists.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "no-reply@shop.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "DoNotReply@shop.example"}, Why.ROBOT_ADDRESS),
    ({"recipient": "noreply+a1b2@shop.example"}, Why.ROBOT_ADDRESS),
    ({"sent_of_kind": 1}, Why.ONCE_ONLY),
    ({"sent_last_hour": 20}, Why.TOO_MANY),
    ({"sent_last_hour": 500}, Why.TOO_MANY),
]


def test_a_person_gets_an_answer():
    """Nothing against it: it goes."""
    assert admit(TO_CUSTOMER) == Admitted()


@pytest.mark.parametrize(("facts", "why"), WITHHELD)
def test_each_rule_alone_closes_the_gate(facts, why):
    """One reason is enough, and it is named."""
    assert admit(replace(TO_CUSTOMER, **facts)) == Withheld(why)


@pytest.mark.parametrize(
    "address", ["norepland@customer.example", "ownership@customer.example", "bernhard.bounce@customer.example"]
)
def test_people_whose_names_resemble_robots_are_answered(address):
    """A rule matches the whole local part or a part set off by a sign."""
    assert admit(replace(TO_CUSTOMER, recipient=address)) == Admitted()


def test_the_last_mail_below_the_cap_goes_and_the_next_does_not():
    """The cap is a number of mails, not of mails plus one."""
    caps = Caps(per_hour=3)
    verdicts = [admit(replace(TO_CUSTOMER, sent_last_hour=n), caps) for n in range(5)]
    assert [isinstance(v, Admitted) for v in verdicts] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": Kind.UNREADABLE},
        {"kind": Kind.AUTO_REPLY},
        {"may_answer": False},
        {"sent_of_kind": 9},
        {"repeats": True},
    ],
)
def test_staff_hear_of_mails_that_get_no_answer(facts):
    """A stub or a list mail opens a case; mail to staff answers nobody, and a case may have many follow-ups."""
    assert admit(replace(TO_STAFF, **facts)) == Admitted()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"own": True}, Why.OWN_ADDRESS),
        ({"suppressed": True}, Why.SUPPRESSED),
        ({"recipient": "nobody"}, Why.NO_ADDRESS),
        ({"sent_last_hour": 300}, Why.TOO_MANY),
    ],
)
def test_staff_mail_never_comes_back_to_the_desk_nor_floods(facts, why):
    """An engineer whose address is the mailbox itself would make a loop."""
    assert admit(replace(TO_STAFF, **facts)) == Withheld(why)


@pytest.mark.parametrize(
    "facts",
    [{"sent_last_hour": 500}, {"sent_of_kind": 9}, {"recipient": "no-reply@shop.example"}, {"may_answer": False}],
)
def test_what_a_person_wrote_goes_wherever_he_wants_it_to(facts):
    """No cap and no rule for robots: an engineer may write ten mails in an hour, and to a list."""
    assert admit(replace(TO_CUSTOMER, occasion="answer", automatic=False, **facts)) == Admitted()


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"own": True}, Why.OWN_ADDRESS), ({"suppressed": True}, Why.SUPPRESSED), ({"recipient": ""}, Why.NO_ADDRESS)],
)
def test_what_a_person_wrote_does_not_go_to_ourselves(facts, why):
    """Nor to an address that does not work."""
    assert admit(replace(TO_CUSTOMER, occasion="answer", automatic=False, **facts)) == Withheld(why)


def test_every_reason_is_reached_by_a_test():
    """A reason without a case in the table is a rule nobody has tried."""
    assert {why for _, why in WITHHELD} == set(Why)
