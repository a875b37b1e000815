"""Every occasion of an outgoing mail, with examples to try its templates on. Pure.

What a template is told is one of the classes of `for_customers`, `for_staff`, `for_others`, `for_reminders` and
`for_editions`, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from notifier.answer_examples import answer_examples, question_examples
from notifier.case_examples import case_examples
from notifier.contract_examples import contract_examples
from notifier.edition_examples import edition_examples
from notifier.reminder_examples import reminder_examples


def examples(now: datetime) -> Mapping[str, tuple[Mapping[str, object], ...]]:
    """For each occasion values that walk through every branch of its template; `intake check` renders them."""
    return {
        **case_examples(now),
        **reminder_examples(now),
        **answer_examples(now),
        **question_examples(now),
        **contract_examples(now),
        **edition_examples(now),
    }
