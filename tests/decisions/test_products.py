"""Which product a mail is about: the mailbox knows, else the words of the mail."""

from __future__ import annotations

import time as stopwatch
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.desk import Calendar, Desk, Mailbox, Product
from routing.products import Spoken, product_of

ALL_DAY = ((time(0), time.max),)
DESK = Desk(
    name="mixed",
    title="Mixed",
    tag="Mixed",
    address="desk@mixed.example",
    languages=("en",),
    country="NO",
    calendar=Calendar(ZoneInfo("Europe/Oslo"), (ALL_DAY,) * 7),
    mailboxes=(Mailbox("visi", "visi@mixed.example", "visi"), Mailbox("all", "support@mixed.example", None)),
    products=(
        Product("visi", "VISI"),
        Product("worknc", "WorkNC", ("WorkNC", "Work NC")),
        Product("acad", "AutoCAD", ("AutoCAD", "C++ kit")),
        Product("acadlt", "AutoCAD LT", ("AutoCAD LT",)),
        Product("mixed", "Mixed Suite", ("Mixed",)),
    ),
    engineers=(),
    plans=(),
)


def test_pro_01_the_mailbox_of_a_product_decides() -> None:
    """Whatever the mail talks about."""
    found = product_of(DESK, "visi", "Nesting", "WorkNC reads what VISI writes.")
    assert found == Spoken("visi", ("the mailbox visi is for visi",))


def test_gen_19_a_text_that_speaks_for_another_product_is_a_suggestion() -> None:
    """The mailbox's product stays; who names both, or several others alike, suggests nothing."""
    found = product_of(DESK, "visi", "Licence", "WorkNC does not start.")
    assert (found.product, found.suggested) == ("visi", "worknc")
    assert "WorkNC" in found.reasons[1]
    assert product_of(DESK, "visi", "WorkNC and AutoCAD", "").suggested is None


@pytest.mark.parametrize(
    ("subject", "text", "product"),
    [
        pytest.param("Question on WorkNC", "", "worknc", id="subject"),
        pytest.param("Question", "We use work nc 2024.", "worknc", id="text, another spelling"),
        pytest.param("VISI", "It exports to WorkNC.", "visi", id="the subject goes before the text"),
        pytest.param("From WorkNC to VISI", "", None, id="two named alike: nobody guesses"),
        pytest.param("From WorkNC to VISI", "WorkNC says no.", "worknc", id="the one named more often"),
        pytest.param("Export", "VISI, VISI, VISI, VISI. WorkNC", "visi", id="in the text as well"),
        pytest.param("AutoCAD LT", "", "acadlt", id="the longer name is another product"),
        pytest.param("Mixed", "", "mixed", id="the desk's own name, where nothing else is named"),
        pytest.param("Mixed", "Dear Mixed, Mixed, Mixed: WorkNC stops", "worknc", id="else it names the desk"),
        pytest.param("visi", "", "visi", id="without words of its own, the title"),
        pytest.param("supervision", "revisited", None, id="not within another word"),
        pytest.param("VISI-5", "", "visi", id="beside a hyphen"),
        pytest.param("VISI24", "", None, id="a number glued to it makes another word"),
        pytest.param("Our C++ kit fails", "", "acad", id="words with signs are words, not patterns"),
        pytest.param("Hello", "It does not work.", None, id="nothing named"),
        pytest.param("", "", None, id="empty"),
    ],
)
def test_nti_01_one_mailbox_for_all_products(subject: str, text: str, product: str | None) -> None:
    """The words of the desk file, as whole words, in any case."""
    found = product_of(DESK, "all", subject, text)
    assert found.product == product
    assert found.reasons


def test_the_reason_quotes_the_word() -> None:
    """In the mail's own spelling."""
    assert product_of(DESK, "all", "Help", "with WORK NC please").reasons == ("the mail says 'WORK NC'",)


def test_products_named_alike_are_told() -> None:
    """So that whoever asks the customer knows between what."""
    assert product_of(DESK, "all", "", "From WorkNC to VISI").between == ("visi", "worknc")


def test_a_text_of_nothing_but_names_is_read_in_no_time() -> None:
    """Bounded, whatever its length."""
    started = stopwatch.perf_counter()
    product_of(DESK, "all", "VISI " * 100_000, "AutoCAD LTAutoCAD L " * 50_000)
    assert stopwatch.perf_counter() - started < 1.0


def test_only_the_beginning_of_a_long_text_is_searched() -> None:
    """A log of a million lines is no reason to choose a product."""
    assert product_of(DESK, "all", "", "x " * 20_000 + "VISI").product is None


def test_an_unknown_mailbox_is_a_bug_of_ours() -> None:
    """KeyError, as everywhere in a desk."""
    with pytest.raises(KeyError):
        product_of(DESK, "nowhere", "", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gives_a_product_of_the_desk_or_none(subject: str, text: str) -> None:
    """And always a reason."""
    found = product_of(DESK, "all", subject, text)
    assert found.product is None or DESK.product(found.product)
    assert found.reasons
