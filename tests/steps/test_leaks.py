"""No engineer's reply, whatever his mail client makes of it, shows a customer what only the engineer was sent.

Replies to the desk's real notifications go the whole way, from bytes in to bytes out, with a canary in every secret:
the customer's organisation, a note, another customer's case, what a command says internally, the tokens. Each one
either reaches the customer as the new words and our own history and nothing else, or nothing is sent and the engineer
has his text back. Seeded; 24 replies, 500 with TORTURE=1. What went wrong is printed with the form of the reply.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle, islice

import pytest
from sqlmodel import select

from intake.html_text import to_text
from intake.world import Posted, World
from routing.model import Contact, Ticket
from tests.mails import VISI, mail
from tests.steps.answers import seen
from tests.steps.client_replies import ANSWERS, CLIENTS, LANGUAGES, QUESTIONS, Form, closing, signature, written
from tests.steps.conftest import Clock

FULL = bool(os.environ.get("TORTURE"))
REPLIES = 500 if FULL else 24
MOST_HELD = 0.02  # of all, whether a client marks its quote or not
pytestmark = [pytest.mark.torture, pytest.mark.timeout(1800)] if FULL else []

SECRET = "kanarie"
ASKED = "Dear all,\n\nVISI stops with error 0x800 when I export.\n\n{}\n\n{}\n\nAnn".format(*QUESTIONS)
MORE = f"It happens with every drawing. {QUESTIONS[0]}\n\n{ASKED}"
LAYOUTS = ("top", "top", "top", "signature", "signature", "interleaved", "bottom", "unquoted", "unmarked")
COMMANDS = (
    ((), ()),
    ((), ()),
    (("#time 10m",), ()),
    (("#time 10m", f"#note {SECRET}order paid late"), ()),
    ((), (f"#close {SECRET}order",)),
    (("#prio high",), ("#time 1h",)),
)
# What stands in every notification and is nobody's but the engineer's, in all languages of the sample desk's staff.
PRIVATE = ("Hoe dit werd beslist", "How this was decided", "Comment cela", "open cases", "Eerste jaar", "#note",
           "#help",
           "Uit het bericht gelezen", "Niet in het bericht", "Opdrachten staan", "case:a")  # fmt: skip


@dataclass
class Tried:
    """A reply, and what became of it."""

    form: Form
    customer: str
    number: int  # of the case
    notice: Posted
    name: str  # of the engineer
    address: str
    came_of_it: str = ""
    why: str = ""
    secrets: list[str] = field(default_factory=list)


def forms(seed: int, wanted: int) -> list[Form]:
    """Replies of every client and kind in turn; the rest is drawn."""
    rng = random.Random(seed)
    kinds = [(client, kind) for client in CLIENTS for kind in CLIENTS[client].kinds]
    rng.shuffle(kinds)
    drawn = []
    for client, kind in islice(cycle(kinds), wanted):
        above, below = rng.choice(COMMANDS)
        cursor, answer = rng.choice(("spaced", "tight", "lowered")), rng.randrange(len(ANSWERS))
        form = Form(client, kind, rng.choice(list(LANGUAGES)), rng.choice(LAYOUTS), cursor, answer, above, below)
        drawn.append(form)
    return drawn


def cases(world: World, clock: Clock, wanted: list[Form]) -> list[Tried]:
    """A case a reply: some with a note, some linked to another customer's case, some with a second mail of hers."""
    world.customer(f"{SECRET}secret", "eve@other.example", plan="maintenance", language="nl")
    world.deliver(mail(f"{SECRET}other stops.", sender="Eve <eve@other.example>", subject=f"{SECRET}other case",
                       message_id="<eve@other.example>"), VISI, sender="eve@other.example")  # fmt: skip
    world.drain()
    people = [f"ann{n}@customer{n}.example" for n in range(len(wanted))]
    for n, person in enumerate(people):
        world.customer(f"{SECRET}firm{n}", person, plan="first-year", language=list(LANGUAGES)[n % len(LANGUAGES)])
        world.deliver(mail(ASKED, sender=f"Ann Peeters <{person}>", message_id=f"<{n}@customer.example>"), VISI,
                      sender=person)  # fmt: skip
    world.drain()
    tried = [_tried(world, form, person) for form, person in zip(wanted, people, strict=True)]
    clock.go(hours=1)
    for n, one in enumerate(tried):
        if n % 3:
            order = (
                f"#note {SECRET}note about her\n#link 10001" if n % 3 == 1 else f"#vendor {SECRET}note of the vendor"
            )
            _order(world, clock, one, order, n)
    world.drain()
    clock.go(hours=1)
    for n, one in enumerate(tried):
        if n % 2:
            more = mail(MORE, sender=f"Ann Peeters <{one.customer}>",
                        subject="Re: Export stops", message_id=f"<more{n}@customer.example>",
                        headers=(("In-Reply-To", f"<{n}@customer.example>"),))  # fmt: skip
            world.deliver(more, VISI, sender=one.customer)
    world.drain()
    clock.go(hours=1)
    return [_tried(world, one.form, one.customer) for one in tried]


def _tried(world: World, form: Form, person: str) -> Tried:
    """The case of a customer, and the latest assignment or follow-up that its engineer got."""
    with world.app.database.reading() as session:
        case = session.exec(select(Ticket).join(Contact).where(Contact.address == person)).one()
    engineer = world.settings.desk.engineer(case.owner)
    about = f"#{case.number}]"
    sent = [one for one in world.to(engineer.addresses[0]) if about.encode() in one.raw and b"0x800" in one.raw]
    return Tried(form, person, case.number, sent[-1], engineer.full_name, engineer.addresses[0])


def _order(world: World, clock: Clock, one: Tried, order: str, number: int) -> None:
    """An earlier mail of his that concerns nobody else."""
    before = seen(one.notice)
    raw = mail(order, sender=f"{one.name} <{one.address}>", to=before["Reply-To"],
               subject=f"Re: {before['Subject']}",
               message_id=f"<order{number}@client.example>",
               headers=(("In-Reply-To", before["Message-ID"]),))  # fmt: skip
    vouched = b"Authentication-Results: mx.produsoft.example; dmarc=pass header.from=produsoft.example\r\n"
    world.deliver(vouched + raw, before["Reply-To"], sender=one.address)


def test_no_reply_shows_a_customer_what_only_the_engineer_was_sent(world: World, clock: Clock) -> None:
    """Sent with exactly his words, or held and given back whole; never anything between."""
    tried = cases(world, clock, forms(20261123, REPLIES))
    before = len(world.posted)
    for n, one in enumerate(tried):
        raw = written(one.form, one.notice, one.name, one.address, clock.now + timedelta(seconds=n), n)
        world.deliver(raw, seen(one.notice)["Reply-To"], sender=one.address)
    world.drain()
    clock.go(minutes=20)
    world.drain()
    assert world.quiet()
    for one in tried:
        judge(one, world.posted[before:])
    told(tried)
    assert [one for one in tried if one.came_of_it in ("leaked", "sent wrong", "lost")] == []
    assert sum(one.came_of_it == "held" for one in tried) <= MOST_HELD * len(tried)


def judge(one: Tried, posted: list[Posted]) -> None:
    """What became of a reply."""
    hers = [seen(mail) for mail in posted if one.customer in mail.recipients]
    his = [seen(mail) for mail in posted if one.address in mail.recipients and f"#{one.number}]".encode() in mail.raw]
    texts = [text for mail in hers for text in shown(mail)]
    one.secrets = [word for word in (SECRET, *PRIVATE, *tokens(one.notice)) if any(word in text for text in texts)]
    answers = [mail for mail in hers if "Auto-Submitted" not in mail]
    if one.secrets:
        one.came_of_it, one.why = "leaked", f"{one.secrets}: {texts}"
    elif len(answers) > 1 or any(not is_right(one, mail) for mail in answers):
        one.came_of_it, one.why = "sent wrong", "\n---\n".join(text for mail in answers for text in shown(mail)[:2])
    elif answers:
        one.came_of_it = "right"
    else:
        back = [text for mail in his for text in shown(mail)[:1]]
        words = [flat(line) for line in (*one.form.words, *closing(one.name))]
        whole = any(all(word in flat(re.sub(r"(?m)^[> ]+", "", text)) for word in words) for text in back)
        one.came_of_it, one.why = ("held" if whole else "lost"), "\n".join(back)


def shown(mail) -> list[str]:
    """The texts of a mail: plain part, HTML as it reads, and the HTML's source with its attributes."""
    page = mail.get_body(("html",)).get_content()
    return [mail.get_body(("plain",)).get_content(), to_text(page, 1_000_000)[0], page]


def tokens(notice: Posted) -> list[str]:
    """The secrets of a notification's own: the token of its address, and its marker."""
    before = seen(notice)
    own = before["Reply-To"].strip("<>").partition("+")[2].partition("@")[0]
    return [own, *re.findall(r"case:\w{20,}", before.get_body(("plain",)).get_content())]


def is_right(one: Tried, mail) -> bool:
    """Whether an answer is his words, with or without his contact lines, and below them only what she wrote."""
    text, html = shown(mail)[:2]
    return _is_right(one, text) and _is_right(one, html)


def _is_right(one: Tried, text: str) -> bool:
    plain = flat(re.sub(r"(?m)^ {0,3}> ?", "", text)).removeprefix(f"{one.name} (Produsoft) ")
    hers = next((flat(text) for text in (MORE, ASKED) if plain.endswith(flat(text))), "")
    for way in _ways(one):
        if plain.startswith(way):
            between = plain.removeprefix(way).removesuffix(hers).strip()
            return between == "" if not hers else _is_ours(one, between)
    return False


def _is_ours(one: Tried, between: str) -> bool:
    """Whether what stands above her words is the desk's: that she wrote them, below what a closed case is told."""
    closes = any(line.startswith("#close") for line in one.form.below)
    told, _, _ = between.rpartition(". ") if closes else ("", "", between)
    attribution = between.removeprefix(told)
    return "Ann Peeters" in attribution and len(attribution) < 100 and (str(one.number) in told) is closes


def _ways(one: Tried) -> list[str]:
    """His words as they may go out, longest first: with or without contact lines, answers above or below his name."""
    above, name, inside = ANSWERS[one.form.answer], closing(one.name), one.form.words[len(ANSWERS[one.form.answer]) :]
    ways = [(*above, *name, *inside), (*inside, *above, *name)] if inside else [(*above, *name)]
    return [flat(" ".join((*way, *tail))) for way in ways for tail in (signature(one.name), ())]


def flat(text: str) -> str:
    """The words with one blank between them; list marks of HTML and soft breaks do not count."""
    return " ".join(text.replace("\xa0", " ").split())


def told(tried: list[Tried]) -> None:
    """Print the counts, and each reply that went wrong or was held."""
    for name, some in (("marked", True), ("unmarked", False)):
        count = Counter(one.came_of_it for one in tried if one.form.is_marked is some)
        kinds = ("right", "held", "leaked", "sent wrong", "lost")
        print(f"{name:>9}: " + ", ".join(f"{count[kind]} {kind}" for kind in kinds))
    for one in tried:
        if one.came_of_it != "right":
            print(f"\n{one.came_of_it.upper()} case {one.number}: {one.form}\n{one.why}")
