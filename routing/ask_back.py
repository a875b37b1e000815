"""Which details a new case still lacks, so that the customer is asked for them once (PRO-06, GEN-07).

Pure: a table of cases over what was read and what the records know. The questions travel with the acknowledgement; a
mail of its own leaves only where an engineer orders one (`#ask`). Whether anything may be sent at all is the gate's
question, and how it is put the templates'. Nothing here fails.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from routing.submission import Category

SURE = 0.6  # below it what looks like a plain question may as well be a bug
# The order in which they are asked: who, which licence, then what happened.
_ORDER = (
    "company",
    "product",
    "licence_number",
    "licence_cause",
    "phone",
    "description",
    "reproduction",
    "operating_system",
    "recent_changes",
)
_ALWAYS = frozenset({"company", "phone", "description"})
_OF_BUGS = frozenset({"reproduction", "operating_system"})
_OF_LICENCES = frozenset({"licence_number", "licence_cause"})
_BUSINESS = frozenset({"invoice", "order", "renewal", "cancellation", "contract"})
_OF_STRANGERS = frozenset({"company", "licence_number"})


IN_WORDS = frozenset({"description", "reproduction"})  # given unless a mail's reading misses them


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is asked, in the order of the numbers, and why that."""

    fields: tuple[str, ...]  # names of details (templates/mail/labels.md)
    reasons: tuple[str, ...]


NOTHING = Lacking((), ())


def lacking(
    *,
    category: Category,
    confidence: float,
    critical: bool,
    topics: Collection[str],
    unknown: bool,
    known: Collection[str],
    product_unknown: bool = False,
) -> Lacking:
    """What to ask in a case of that sort.

    `unknown`: nobody knows whose the sender is (GEN-01); `product_unknown`: neither the mailbox nor the mail tells
    which of several products it is about (NTI-01). `known` are the details that the mail gives or the records hold; of
    those nothing is asked.
    """
    wanted, why = _wanted(category, confidence, critical=critical, topics=topics)
    if product_unknown and wanted and not critical:
        wanted = wanted | {"product"}
    if unknown and wanted and not critical:
        wanted, why = wanted | _OF_STRANGERS, f"{why}; an unknown sender (GEN-01)"
    fields = tuple(name for name in _ORDER if name in wanted and name not in known)
    return Lacking(fields, (f"asks for {', '.join(fields).replace('_', ' ')}: {why}",) if fields else ())


def _wanted(
    category: Category, confidence: float, *, critical: bool, topics: Collection[str]
) -> tuple[frozenset[str], str]:
    """GEN-07, the most urgent first."""
    if critical:
        return frozenset({"phone"}), "a critical case, only where to call"
    if category is Category.SUGGESTION:
        return frozenset(), "a suggestion"
    if _BUSINESS & set(topics):
        return frozenset({"company"}), "business, which is the office's"
    if "licence" in topics or "reinstall" in topics:
        return _OF_LICENCES, "a licence question"
    if category is Category.BUG:
        return _ALWAYS | _OF_BUGS | {"recent_changes"}, "a bug"
    if confidence < SURE:
        return _ALWAYS | _OF_BUGS, "a question, or a bug"
    return _ALWAYS, "a question"
