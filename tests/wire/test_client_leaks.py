"""No reply that a real mail client writes shows a customer what only the engineer was sent.

As `tests/steps/test_leaks.py`, whose canaries, cases and verdicts these are; but the replies are written by neomutt,
s-nail and swaks, each in a mailbox on Dovecot that holds the notification, and what is judged is what then lies in the
customer's own mailbox. Over clients, layouts, languages of the line above the quote, places of the cursor, and orders.
Seeded; 9 replies, 250 with TORTURE=1. What went wrong is printed with the form of the reply.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from itertools import cycle, islice, product

import pytest

from intake.world import Posted
from tests.conftest import build
from tests.steps.client_replies import ANSWERS, INSIDE, LANGUAGES, QUESTIONS, Form, closing, signature
from tests.steps.conftest import Clock
from tests.steps.test_leaks import COMMANDS, LAYOUTS, MOST_HELD, Tried, cases, judge, told
from tests.wire.clients import in_box, neomutt, s_nail, swaks
from tests.wire.office import Client, Office
from tests.wire.pencil import Reply

FULL = bool(os.environ.get("TORTURE"))
REPLIES = 250 if FULL else 9
CURSORS = ("spaced", "tight", "lowered")
pytestmark = [pytest.mark.torture, pytest.mark.timeout(1800)]


def forms(seed: int, wanted: int) -> list[tuple[Form, Client]]:
    """Every client in every layout in turn; the rest is drawn. All quote in plain text, with signs, as mutt does."""
    rng = random.Random(seed)
    kinds = list(product((neomutt, s_nail, swaks), LAYOUTS))
    rng.shuffle(kinds)
    drawn = []
    for client, layout in islice(cycle(kinds), wanted):
        above, below = rng.choice(COMMANDS)
        language, cursor = rng.choice(list(LANGUAGES)), rng.choice(CURSORS)
        form = Form("mutt", "plain", language, layout, cursor, rng.randrange(len(ANSWERS)), above, below)
        drawn.append((form, client))
    return drawn


def reply(form: Form, name: str) -> Reply:
    """What is typed for a form."""
    paragraphs = [form.above, *((line,) for line in ANSWERS[form.answer]), form.below, closing(name)]
    if form.layout == "signature":
        paragraphs.append(("-- ", *signature(name)))
    typed = [line for paragraph in paragraphs if paragraph for line in (*paragraph, "")][:-1]
    return Reply(
        tuple(typed),
        "top" if form.layout == "signature" else form.layout,
        form.cursor,
        tuple(zip(QUESTIONS, INSIDE, strict=True)) if form.layout == "interleaved" else (),
        LANGUAGES[form.language][4],
    )


def test_no_reply_of_a_real_client_shows_a_customer_what_only_the_engineer_was_sent(
    office: Office, clock: Clock
) -> None:
    """Sent with exactly his words, or held and given back whole; never anything between."""
    drawn = forms(20261124, REPLIES)
    tried = cases(office.world, clock, [form for form, _ in drawn])
    office.work()
    seats = [office.seat("Ann Peeters", one.customer) for one in tried]
    before = [len(in_box(seat)) for seat in seats]
    posted = len(office.world.posted)
    for one, (form, client) in zip(tried, drawn, strict=True):
        box = f"{one.number}.{one.address}"  # that holds nothing but what he answers
        office.dovecot.deliver(box, one.notice.raw)
        at = office.seat(one.name, one.address, box)
        build(lambda at=at, client=client, form=form: office.answer(client, at, reply(form, at.name)))
    office.work()
    clock.go(minutes=20)
    office.work()
    assert office.world.quiet()
    his = office.world.posted[posted:]
    for one, seat, count in zip(tried, seats, before, strict=True):
        hers = [Posted("", (one.customer,), raw) for raw in in_box(seat)[count:]]
        judge(one, [*hers, *(mail for mail in his if one.customer not in mail.recipients)])
    verdict(tried, [client.__name__ for _, client in drawn])


def verdict(tried: list[Tried], clients: list[str]) -> None:
    """Print what came of them, by client, and fail where anything leaked, was changed or was lost."""
    told(tried)
    outcomes = Counter(zip(clients, (one.came_of_it for one in tried), strict=True))
    for (client, came_of_it), count in sorted(outcomes.items()):
        print(f"{client:>9}: {count} {came_of_it}")
    assert [one for one in tried if one.came_of_it in ("leaked", "sent wrong", "lost")] == []
    assert sum(one.came_of_it == "held" for one in tried) <= MOST_HELD * len(tried)
