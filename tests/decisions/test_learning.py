"""What a desk's lessons may and may not do to the classifier: honest ones help it, random ones never harm it (PRO-08).

The model is trained on lines of `routing/labels` that are neither a desk's nor judged by; the desks are made of others,
and what they learnt is judged by the golden set and by a third part. Seeded; full sizes with TORTURE=1.
"""

from __future__ import annotations

import functools
import os
import random
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from routing.evidence import evidence_of, name_of, packed
from routing.golden import every, golden, part, plain
from routing.lesson import CONFIRMED, CORRECTED, Lesson, Refitted, Verdict
from routing.refit import LEAD, Plain, ready, refit
from routing.residual import SLOTS, Residual, ResidualError, heard, restored
from routing.submission import Category, Classification, Evidence
from routing.train import Labelled, train

FULL = bool(os.environ.get("TORTURE"))
pytestmark = [pytest.mark.timeout(1800), *([pytest.mark.torture] if FULL else [])]
TAUGHT = range(6, 13) if FULL else range(6, 9)  # parts of the lines: the default's
DESK = range(13, 17)
STRANGE = range(17, 20)  # nobody has seen them
A_POINT = 0.01
ROUNDING = 1e-9
SIZES = (30, 60, 100, 200, 400) if FULL else (60,)
SEEDS = range(6) if FULL else range(1)
OF_ITS_OWN = {
    "nl": "Het gaat om Weldplan.",
    "de": "Es geht um Weldplan.",
    "nb": "Det gjelder Weldplan.",
    "tr": "Konu Weldplan.",
    "en": "This is about Weldplan.",
    "fr": "Il s'agit de Weldplan.",
}


@functools.cache
def of(parts: range) -> list[Labelled]:
    return [each for each in every() if part(each) in parts]


@pytest.fixture(scope="module")
def against() -> Plain:
    """A default that has seen neither the golden set nor any desk, and what refits are held against."""
    return ready(train(of(TAUGHT)).model, golden(), plain())


Opinion = Callable[[Labelled], Evidence]


@pytest.fixture(scope="module")
def opinion(against: Plain) -> Opinion:
    """What the default sees of a text, read once."""
    known: dict[Labelled, Evidence] = {}

    def seen(text: Labelled) -> Evidence:
        if text not in known:
            features = against.model.features(text.subject, text.text, text.language)
            known[text] = evidence_of(against.model, against.name, features)
        return known[text]

    return seen


def said(evidence: Evidence, residual: Residual | None, labels: Sequence[str]) -> str:
    """The category, as filing gives it."""
    best = evidence.stated or labels[int(np.argmax(evidence.logits))]
    return heard(Classification(Category(best), 0.0, (), evidence), residual).category


def lesson(text: Labelled, label: str, default: str) -> Lesson:
    """The engineer corrects what is wrong by his lights, and answers the rest."""
    weight, corrected = (CONFIRMED, False) if label == default else (CORRECTED, True)
    return Lesson(text.subject, text.text, text.language, label, weight, corrected)


def accuracy(texts: Sequence[Labelled], opinion: Opinion, residual: Residual | None, labels: Sequence[str]) -> float:
    return sum(said(opinion(each), residual, labels) == each.label for each in texts) / len(texts)


def of_weldplan(texts: Sequence[Labelled]) -> list[Labelled]:
    """A desk where two mails in five are about a product of its own, and whatever is said of that is a wish."""
    chosen = random.Random(11).sample(list(texts), len(texts))
    return [
        replace(each, text=f"{each.text} {OF_ITS_OWN[each.language or 'en']}", label="suggestion")
        if at % 5 < 2
        else each
        for at, each in enumerate(chosen)
    ]


@pytest.mark.parametrize("share", [0.3, 1.0])
@pytest.mark.parametrize("size", SIZES)
def test_random_corrections_cost_at_most_a_point(against: Plain, opinion: Opinion, share: float, size: int) -> None:
    """Neither on the golden set nor on texts that nobody has seen, be it a third of the lessons or all."""
    labels = against.model.labels
    before = [accuracy(texts, opinion, None, labels) for texts in (golden(), of(STRANGE))]
    for seed in SEEDS:
        dice = random.Random(seed)
        lessons = []
        for text in dice.sample(of(DESK), size):
            default = said(opinion(text), None, labels)
            lessons.append(lesson(text, dice.choice(labels) if dice.random() < share else default, default))
        found = refit(lessons, against)
        residual = restored(found.residual) if found.residual else None
        after = [accuracy(texts, opinion, residual, labels) for texts in (golden(), of(STRANGE))]
        print(f"random {share:.0%} of {size}, seed {seed}: {found.verdict}, lead {found.lead:.1f}, {before} -> {after}")
        assert all(now >= once - A_POINT - ROUNDING for once, now in zip(before, after, strict=True))


def test_a_hundred_honest_labels_of_a_skewed_desk_gain_five_points(against: Plain, opinion: Opinion) -> None:
    """On that desk's own mails of later, and without loss on the golden set."""
    labels = against.model.labels
    texts = of_weldplan(of(DESK))
    taught, later = texts[:100], texts[100:]
    found = refit([lesson(each, each.label, said(opinion(each), None, labels)) for each in taught], against)
    assert found.verdict is Verdict.IN_USE
    assert found.residual is not None
    residual = restored(found.residual)
    before, after = (accuracy(later, opinion, each, labels) for each in (None, residual))
    print(f"skewed desk: {found.lessons} lessons, lead {found.lead:.1f}, {before:.3f} -> {after:.3f}")
    assert after >= before + 0.05
    assert accuracy(golden(), opinion, residual, labels) >= accuracy(golden(), opinion, None, labels) - A_POINT


def test_honest_labels_of_an_ordinary_desk_cost_nothing(against: Plain, opinion: Opinion) -> None:
    """Where there is nothing to learn that the default does not know, nothing is lost either."""
    labels = against.model.labels
    lessons = [lesson(each, each.label, said(opinion(each), None, labels)) for each in of(DESK)[:150]]
    found = refit(lessons, against)
    residual = restored(found.residual) if found.residual else None
    assert accuracy(of(STRANGE), opinion, residual, labels) >= accuracy(of(STRANGE), opinion, None, labels) - A_POINT


@pytest.mark.parametrize(
    ("named", "verdicts"),
    [
        ({"suggestion": "bug"}, {Verdict.HARMS}),
        ({"suggestion": "bug", "support": "bug"}, {Verdict.HARMS, Verdict.NO_LEAD}),
    ],
    ids=["wishes are bugs", "everything is a bug"],
)
def test_a_desk_that_contradicts_everyday_mail_is_not_followed(
    against: Plain, opinion: Opinion, named: dict[str, str], verdicts: set[Verdict]
) -> None:
    """However consistent it is: the golden set would lose, or so many labels look as if they were given at random."""
    labels = against.model.labels
    texts = of(DESK)[:150]
    chosen = [lesson(each, named.get(each.label, each.label), said(opinion(each), None, labels)) for each in texts]
    found = refit(chosen, against)
    assert found.residual is None
    assert found.verdict in verdicts


def learnt(against: Plain, opinion: Opinion, count: int = 60) -> Refitted:
    labels = against.model.labels
    texts = of_weldplan(of(DESK))[:count]
    return refit([lesson(each, each.label, said(opinion(each), None, labels)) for each in texts], against)


def test_the_same_lessons_give_the_same_bytes(against: Plain, opinion: Opinion) -> None:
    """A refit can be made again and compared."""
    assert learnt(against, opinion, 100) == learnt(against, opinion, 100)


def test_corrections_alone_teach_nothing(against: Plain, opinion: Opinion) -> None:
    """Who hears only of errors cannot know what was right."""
    labels = against.model.labels
    lessons = [lesson(each, each.label, said(opinion(each), None, labels)) for each in of_weldplan(of(DESK))]
    found = refit([each for each in lessons if each.corrected], against)
    assert (found.verdict, found.residual) == (Verdict.UNBALANCED, None)


def test_what_a_residual_said_itself_is_no_lesson(against: Plain, opinion: Opinion) -> None:
    """An engineer's silence about what only the residual said would have it confirm itself for ever."""
    labels = against.model.labels
    texts = [each for each in of(DESK) if not opinion(each).stated][:40]
    silent = [Lesson(t.subject, t.text, t.language, "bug", CONFIRMED, False) for t in texts]
    found = refit(silent, against)
    assert found.lessons == sum(said(opinion(each), None, labels) == "bug" for each in texts)


def test_it_enters_only_with_its_lead(against: Plain, opinion: Opinion) -> None:
    """A few lessons do not suffice, whatever they say; enough of them do."""
    few, many = learnt(against, opinion, 12), learnt(against, opinion, 100)
    assert few.residual is None
    assert few.lead < LEAD
    assert many.lead >= LEAD


def test_lessons_of_nothing_are_borne(against: Plain) -> None:
    """Empty texts, labels that no model knows, a megabyte of one letter."""
    odd = [Lesson("", "", None, "bug", CORRECTED, True), Lesson("", "x", "en", "praise", CORRECTED, True)]
    long = [Lesson("a" * 1000, "a" * 1_000_000, "xx", label, CONFIRMED, False) for label in ("bug", "support")]
    assert refit([*odd, *long] * 10, against).residual is None


# -- what filing does with a residual


def residual_of(bias: tuple[float, float, float] = (0.0, 0.0, 0.0), model: str = "m") -> Residual:
    """A residual that raises the first label wherever the first slot is filled."""
    weights = np.zeros((SLOTS, 3), dtype=np.float32)
    weights[0, 0] = 4.0
    numbers = array("f", weights.ravel().tolist())
    return Residual(model, ("bug", "suggestion", "support"), 12, bias, numbers)


def opinion_of(**changes: object) -> Classification:
    evidence = replace(Evidence("m", (0.0, 0.0, 1.0), packed(np.array([0, 7]), np.array([0.6, 0.8])), None), **changes)
    return Classification(Category.SUPPORT, 0.58, ("support +0.4: 'how'",), evidence)


def test_engineers_are_heard_and_named_as_the_reason() -> None:
    """Their word comes first, what the default said is told with it."""
    found = heard(opinion_of(), residual_of())
    assert (found.category, found.confidence) == (Category.BUG, 0.75)
    first, *others = found.reasons
    assert first == "bug (0.75) as engineers of this desk corrected, 12 lessons; without them support (0.58)"
    assert others == ["support +0.4: 'how'"]


@pytest.mark.parametrize(
    ("opinion", "residual"),
    [
        (opinion_of(stated="support"), residual_of()),
        (opinion_of(model="another"), residual_of()),
        (opinion_of(), None),
        (replace(opinion_of(), evidence=None), residual_of()),
        (opinion_of(features=packed(np.array([7]), np.array([1.0]))), residual_of()),
    ],
    ids=["stated by the sender", "learnt on another model", "nothing learnt", "no evidence", "nothing to add"],
)
def test_an_opinion_stays_as_it_is(opinion: Classification, residual: Residual | None) -> None:
    """Where nobody has anything to say that counts."""
    assert heard(opinion, residual) == opinion


def test_a_residual_survives_its_bytes() -> None:
    """Stored and read again it says the same, to the bit."""
    residual = residual_of((0.1, -0.25, 1 / 3))
    assert restored(residual.saved()) == residual
    assert restored(residual.saved()).saved() == residual.saved()


@pytest.mark.parametrize("content", [b"", b"{}", b"{}\n", b"\xff\n\x00", residual_of().saved()[:-40], b"[" * 9000])
def test_bytes_that_are_no_residual_are_refused(content: bytes) -> None:
    """By a name of their own, so that the default can go on."""
    with pytest.raises(ResidualError):
        restored(content)


def test_a_model_is_known_by_its_numbers(against: Plain) -> None:
    """Another weight, another name."""
    model = against.model
    assert name_of(replace(model, weights=model.weights * 2)) != name_of(model) == against.name
