"""routing/reasons.py: sentences of the records that mails can say in every language."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.settings import load, sample_folder
from notifier.examples import examples
from notifier.happenings import because
from routing.assign import choose
from routing.desk import Desk
from routing.identity import identify
from routing.reasons import Reason, for_mails
from routing.submission import Proofs
from tests.decisions.test_assign import engineer

REPOSITORY = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The sample desk."""
    return load(sample_folder() / "produsoft.toml", {}, today=NOW.date()).desk


def words() -> Iterator[str]:
    """Every word that the program gives a reason."""
    for path in (*REPOSITORY.glob("routing/*.py"), *REPOSITORY.glob("intake/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason":
                yield from (word.value for word in node.args[1:2] if isinstance(word, ast.Constant))


def test_every_word_of_a_reason_is_tried_in_every_language() -> None:
    """The examples, which `tests/test_templates.py` renders, know all of them."""
    tried = {one.word for values in examples(NOW)["assignment"] for one in values["because"]}
    assert set(words()) <= tried


def test_a_reason_is_a_sentence_that_keeps_its_word_on_its_way() -> None:
    """Out of the reader's process, by pickle; into an event, as JSON."""
    reason = pickle.loads(pickle.dumps(Reason("speaks nl", "speaks", "nl")))
    assert reason == "speaks nl"
    assert json.dumps([reason]) == '["speaks nl"]'
    assert for_mails(["joris 35 before hilde 20", reason]) == [{"word": "speaks", "about": "nl", "cases": 0}]


@pytest.mark.parametrize("payload", [{}, {"because": []}])
def test_an_event_without_them_says_none(desk: Desk, payload) -> None:
    """It is older than they are, or only its points decided."""
    assert because(desk, payload) == ()


def test_why_he_has_the_case_can_be_told_but_for_the_points() -> None:
    """The sum of the points stands in the records."""
    chosen = choose([engineer("ann"), engineer("bob")], product=None, language="en", load={"ann": 1}, now=NOW)
    assert len(chosen.reasons) == len(for_mails(chosen.reasons)) + 1


@pytest.mark.parametrize(("aligned", "word"), [(True, "vouched"), (False, "not_vouched")])
def test_what_witnesses_say_comes_to_one_word(desk: Desk, aligned: bool, word: str) -> None:
    """Their own words, which are headers, stay in the records."""
    proofs = replace(Proofs(), aligned=aligned, reasons=("mx.example says dmarc=none", "no DKIM"))
    told = for_mails(identify(desk, desk.engineers[0].addresses[0], proofs, ()).reasons)
    assert [one["word"] for one in told] == ["own_address", word]
