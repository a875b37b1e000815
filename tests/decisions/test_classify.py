"""routing/classify.py and what it stands on: a category with its confidence, by n-grams, notions and statements."""

from __future__ import annotations

import numpy as np
import pytest

from routing import classifier, ngrams
from routing.classifier import BIAS_AT, ModelError, loaded, shares
from routing.classify import SURE, classify, default
from routing.concept_words import PHRASES
from routing.concepts import NOTIONS, spoken_of
from routing.plain_words import plain
from routing.sense_words import SENSES
from routing.senses import senses_of
from routing.statements import stated
from routing.submission import Category

LANGUAGES = {"en", "nl", "de", "nb", "tr", "fr"}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I want to report a bug in the parts list.", Category.BUG),
        ("This is not a bug but a wish: a darker screen.", Category.SUGGESTION),
        ("Dit is geen bug maar een vraag over lagen.", Category.SUPPORT),
        ("Das ist kein Fehler, sondern ein Wunsch von uns.", Category.SUGGESTION),
        ("Ich möchte einen Fehler in der Stückliste melden.", Category.BUG),
        ("Dette er ikke en feil, men et ønske.", Category.SUGGESTION),
        ("Eg vil melde om ein feil i utskrifta.", Category.BUG),
        ("Bir hata bildirmek istiyoruz.", Category.BUG),
        ("Bu bir hata değil, bir öneridir.", Category.SUGGESTION),
        ("Ce n'est pas un bug mais une demande d'évolution.", Category.SUGGESTION),
        ("Je voudrais signaler un bug dans la nomenclature.", Category.BUG),
    ],
)
def test_what_the_sender_calls_his_mail_wins(text: str, category: Category) -> None:
    """An explicit statement decides, surely, and is the first reason."""
    found = classify("", text, None)
    assert found.category is category
    assert found.confidence >= SURE
    assert found.reasons[0].startswith("stated by the sender")


@pytest.mark.parametrize(
    "text",
    [
        "Is this a bug or do I do it wrongly?",
        "I want to report a bug. We also have a suggestion.",
        "The program says that it found no error.",
        "",
    ],
)
def test_questions_and_two_statements_state_nothing(text: str) -> None:
    """Who asks what it is, or says two things, has not said what it is."""
    assert stated("", text) is None


def test_the_same_mail_gives_the_same_answer() -> None:
    """No randomness: label, confidence and reasons are equal however often it is asked."""
    asked = ("Plotten", "Der Plan kommt seit dem Update gespiegelt aus dem Drucker.", "de")
    assert classify(*asked) == classify(*asked)


def test_reasons_are_words_of_the_mail() -> None:
    """The strongest features are told as words, not as numbers of buckets."""
    found = classify("", "The hatch vanishes as soon as I save the drawing.", "en")
    assert found.category is Category.BUG
    assert any("vanishes" in reason or "gone" in reason for reason in found.reasons)


def test_senses_are_told_as_senses() -> None:
    """What stands in quotes alone was written by the sender; a sense is in English, whatever he writes."""
    found = classify("", "Könnten Sie bitte einen Filter hinzufügen, das würde uns Zeit sparen.", "de")
    quoted = [reason.partition(": ")[2] for reason in found.reasons]
    assert any(each.startswith("in the sense of ") for each in quoted)
    assert "'could'" not in quoted


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "12 34", "\ud800", "😀😀", "私の図面が開きません", "\0"])
def test_texts_that_are_none_are_read(text: str) -> None:
    """Nothing to go by still gives an answer, with shares that add up to one."""
    found = classify(text, text, None)
    assert 0 < found.confidence <= 0.99
    assert found.reasons


@pytest.mark.parametrize("piece", ["a ", "how ", "a\u0301", "?!", "is there ", "```", "x", "\n", "not a bug but "])
def test_a_million_characters_are_read_to_a_bound(piece: str) -> None:
    """What lies behind the bound changes nothing, so it costs nothing."""
    long = piece * (1_000_000 // len(piece))
    assert classify("", long, None) == classify("", long[: ngrams.LOOKED_AT + 2_000], None)


def test_features_are_sparse_and_their_logits_the_answer() -> None:
    """Whoever adds a desk's own knowledge finds ascending indices, their values, and logits to add to."""
    model = default()
    features = model.features("Licence", "How can I move the licence to a new PC?", "en")
    assert np.all(np.diff(features.indices) > 0)
    assert features.indices[-1] == BIAS_AT
    assert len(features.indices) == len(features.values)
    odds = shares(model.logits(features))
    assert odds.sum() == pytest.approx(1.0)
    assert model.labels[int(np.argmax(odds))] == Category.SUPPORT


def block(seen: ngrams.Seen, number: int) -> np.ndarray:
    """The buckets of one block."""
    return np.split(seen.buckets, seen.ends)[number]


def test_the_indices_of_a_text_do_not_depend_on_the_machine() -> None:
    """The hashes are fixed for ever: stored weights and corrections are found again."""
    seen = ngrams.seen("", "Übermaß 12", "de")
    assert seen.words == ("ubermaß", "00")
    assert block(seen, ngrams.WORDS).tolist() == WORDS
    assert len(block(seen, ngrams.LETTERS)) == LETTERS


WORDS = [187687, 260310, 288413]
LETTERS = 32


def test_what_a_text_says_twice_counts_twice() -> None:
    """Each bucket stands once, in its block, with how often it occurs: a word twice, and the pair of them once."""
    seen = ngrams.seen("", "crash crash", "en")
    begin, end = seen.ends[ngrams.SUBJECT], seen.ends[ngrams.WORDS]
    assert sorted(seen.counts[begin:end].tolist()) == [1, 2]
    assert seen.buckets.tolist() == sorted(set(seen.buckets.tolist()))
    assert len(seen.buckets) == len(seen.counts) == seen.ends[-1]


def test_senses_keep_the_same_company_whichever_comes_first() -> None:
    """One language asks where another tells; what stands close together is the same, the row of senses is not."""
    asked, told = (ngrams.seen("", text, "en") for text in ("could you add", "add you could"))
    assert block(asked, ngrams.COMPANY).tolist() == block(told, ngrams.COMPANY).tolist()
    assert block(asked, ngrams.SENSES).tolist() != block(told, ngrams.SENSES).tolist()
    assert len(block(asked, ngrams.COMPANY)) == len(("could", "you", "add")) + len(
        ("could you", "you add", "could add")
    )


def test_senses_far_from_each_other_keep_no_company() -> None:
    """Two sentences of a long mail say nothing together; and the pairs of a text grow no faster than the text."""
    near, far = (
        block(ngrams.seen("", f"could {' '.join(['you'] * between)} add", "en"), ngrams.COMPANY) for between in (4, 5)
    )
    assert (len(near), len(far)) == (7, 6)  # could, you, add; you you, could you, you add; could add


def test_inflected_words_have_one_stem() -> None:
    """What a word is about is told by its beginning; the words themselves stay apart."""
    one, other = (ngrams.seen("", word, "de") for word in ("zeichnung", "zeichnungen"))
    assert block(one, ngrams.STEMS).tolist() == block(other, ngrams.STEMS).tolist()
    assert block(one, ngrams.WORDS).tolist() != block(other, ngrams.WORDS).tolist()


def test_accents_capitals_and_decomposed_letters_make_no_difference() -> None:
    """As typed on a phone, on a Mac or in capitals: the same words."""
    words = ngrams.seen("", "Ça plante à l'écran", "fr").words
    assert ngrams.seen("", "CA PLANTE A L'ECRAN", "fr").words == words
    assert ngrams.seen("", "C\u0327a plante a\u0300 l'e\u0301cran", "fr").words == words


def test_a_short_first_line_stands_in_for_a_subject() -> None:
    """Texts without a subject often begin with their title."""
    assert ngrams.seen("", "Crash on save\n\nIt happens daily.", "en").subject_words == ("crash", "on", "save")
    assert ngrams.seen("", "One line only", "en").subject_words == ()


def test_every_notion_has_words_in_every_language() -> None:
    """A language that lacks a notion would be read worse than the others."""
    for notion, by_language in PHRASES.items():
        assert by_language.keys() == LANGUAGES, notion
        assert all(phrases.strip() for phrases in by_language.values()), notion


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_phrase_is_found_as_a_notion(language: str) -> None:
    """Every phrase of the table compiles and is met by the words it is made of."""
    for by_language in PHRASES.values():
        for phrase in by_language[language].split(","):
            words = plain(phrase.replace("*", "").replace("_", "")).split()
            assert not words or spoken_of(words, language).keys() <= set(NOTIONS)
            assert not words or spoken_of(words, language), phrase


def test_every_sense_is_told_in_every_language() -> None:
    """One row a sense, with words of each language; what is missing would be read worse there."""
    for sense, told in SENSES.items():
        words = told.split("|")
        assert len(words) == len(LANGUAGES), sense
        assert all(each.strip() for each in words), sense


@pytest.mark.parametrize(
    ("language", "words", "row"),
    [
        ("en", "could you add", ["could", "you", "add"]),
        ("de", "konnten sie erganzen", ["could", "you", "add"]),
        ("fr", "pourriez vous ajouter", ["could", "you", "add"]),
        ("fr", "faudrait", ["should"]),
        ("fr", "permettrait", ["allow", "would"]),
        ("tr", "kaydetmiyor", ["remember", "not"]),
        ("nb", "koennen", []),
        ("de", "koennten 000 ?", ["could", "number", "?"]),
        ("xx", "could", ["could"]),
        (None, "pourriez", ["could"]),
    ],
)
def test_words_of_all_languages_have_the_same_senses(language: str | None, words: str, row: list[str]) -> None:
    """Without accents or with them spelt out, by stem and by ending; a strange language is read in English."""
    assert senses_of(words.split(), language) == row


def test_a_file_that_is_no_model_is_refused() -> None:
    """Cut, foreign and forged files are told by name and never half read."""
    whole = default().saved()
    for content in (b"", b"PK\x03\x04", whole[: len(whole) // 2], b"text,label\n"):
        with pytest.raises(ModelError, match=r"m\.npz: no classifier model"):
            loaded(content, "m.npz")


def test_a_model_is_saved_as_it_was_loaded() -> None:
    """Reading and writing the shipped weights gives an equal answer, in less than a megabyte."""
    model = default()
    content = model.saved()
    assert len(content) < 1_000_000
    again = classifier.loaded(content, "again")
    features = model.features("", "The list is empty since the update", "en")
    assert np.allclose(
        again.logits(again.features("", "The list is empty since the update", "en")), model.logits(features), atol=0.05
    )
