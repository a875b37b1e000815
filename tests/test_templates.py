"""Every occasion in every language, every catalogue complete, and an operator's own folder before the packaged one."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import mailparser
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from notifier.compose import CustomerText, Letter, compose, told
from notifier.examples import examples
from notifier.for_customers import Acknowledgement
from notifier.wording import SOURCE_LANGUAGE, WordingError, Words, template_root
from routing.submission import Party

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)  # a Friday, 10:40 in Brussels
BRUSSELS = ZoneInfo("Europe/Brussels")
WORDS = Words()
TRANSLATED = ("de", "fr", "nb", "nl", "tr")
EXAMPLES = [(name, n, values) for name, all_values in examples(NOW).items() for n, values in enumerate(all_values)]
FRAMED = {"assignment", "follow_up", "colleague", "returned"}  # where somebody's words stand to be read
STRICT = email.policy.default.clone(raise_on_defect=True)
LONG = f"{'One paragraph is one line to most clients. ' * 9}See https://customer.example/{'x' * 80} for it."
HTML = f"<p>Ünïcödé and <b>{LONG}</b></p>"  # 8-bit, and a line that must be folded
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
BARE = Acknowledgement(desk="Desk", subject="Export stops", received_at=NOW, number=10423, tag="[Desk #10423]")


def letter(occasion: str, values: Mapping[str, object], language: str = "en") -> Letter:
    return Letter(
        occasion=occasion,
        language=language,
        zone=BRUSSELS,
        sender=Party("Desk", "support@desk.example"),
        recipient=Party("Ann Peeters", "ann@customer.example"),
        message_id="m.1@desk.example",
        date=NOW,
        values=values,
        loop="desk",
        customer=CustomerText(f"Her words. {LONG}", HTML) if occasion in FRAMED or occasion == "stub" else None,
        answer=CustomerText(f"His words. {LONG}", HTML) if occasion == "answer" else None,
        quote=f"What he answers. {LONG}",
    )


def said(values: Acknowledgement, language: str = "en", words: Words = WORDS) -> str:
    """The acknowledgement's text, on one line."""
    mail = email.message_from_bytes(
        compose(letter("acknowledgement", told(values), language), words), policy=email.policy.default
    )
    return " ".join(mail.get_body(("plain",)).get_content().split())


def subject(values: Acknowledgement) -> str:
    return email.message_from_bytes(
        compose(letter("acknowledgement", told(values)), WORDS), policy=email.policy.default
    )["Subject"]


def catalogue(language: str) -> Catalog:
    path = template_root() / "locale" / language / "LC_MESSAGES" / "intake.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def phrases(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language):
        one, many = message.id if isinstance(message.id, tuple) else (message.id, message.id)
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        found[one] = found[many] = given
    return found


def test_the_languages_are_those_promised():
    """MAIL.md 6: nl, de, nb, tr, en, fr complete."""
    assert set(WORDS.languages()) == {"en", *TRANSLATED}
    assert WORDS.languages()[0] == SOURCE_LANGUAGE


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_phrase_is_translated_and_keeps_its_placeholders(language):
    """No phrase missing, none empty, none fuzzy, none with another set of placeholders."""
    known = phrases(language)
    for template, text in WORDS.message_ids():
        assert all(known.get(text, ("",))), f"{language}: {template}: {text!r} is not translated"
        for translation in known[text]:
            assert set(PLACEHOLDER.findall(translation)) == set(PLACEHOLDER.findall(text)), (text, translation)
            assert translation.count("**") == text.count("**"), (text, translation)
    assert not [m.id for m in catalogue(language) if m.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_nothing_that_no_template_asks_for(language):
    """What is left over was renamed and is now missing elsewhere."""
    asked = {text for _, text in WORDS.message_ids()}
    assert set(phrases(language)) - {""} <= asked


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
@pytest.mark.parametrize(("occasion", "n", "values"), EXAMPLES, ids=[f"{name}-{n}" for name, n, _ in EXAMPLES])
def test_every_occasion_can_be_said_in_every_language(occasion, n, values, language):
    """All branches; no Markdown, placeholder or Python left in the words; readable at 72 columns.

    Strangers' parsers have nothing to say against it: neither mail-parser nor Python's own where it is strict.
    """
    raw = compose(letter(occasion, values, language), WORDS)
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322 2.1.1
    assert mailparser.parse_from_bytes(raw).defects == []
    mail = email.message_from_bytes(raw, policy=STRICT)
    assert not [value for value in mail.values() if value.defects]
    assert [part.get_content() and part.defects for part in mail.walk() if not part.is_multipart()] == [[], []]
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"].strip()
    assert mail["Content-Language"] == language
    for leftover in ("**", "%(", "{{", "{%", "None", "](", "\\", ":::", "datetime", "<!--"):
        assert leftover not in text + mail["Subject"], leftover
    assert not re.search(r"(?<!\.)\.\.(?!\.)", text), "an abbreviation with a full stop ends a sentence"
    wide = [line for line in text.splitlines() if len(line) > 72]
    assert not [line for line in wide if " " in line.strip("> ")], "a line can be broken and is not"
    assert text.count("https://customer.example/" + "x" * 80) == len(wide)
    assert ("Her words." in text) == (occasion in FRAMED)
    assert text.startswith("His words.") == (occasion == "answer")
    assert ("\n> What he answers." in text) == (occasion == "answer" and values["quoted"] is not None)


def test_a_heading_keeps_the_capitals_inside_it():
    """German nouns have one wherever they stand."""
    values = next(values for name, _, values in EXAMPLES if name == "office" and values["news"] == "no_contract")
    mail = email.message_from_bytes(compose(letter("office", values, "de"), WORDS), policy=email.policy.default)
    assert mail.get_body(("plain",)).get_content().splitlines()[0] == "Vorgang ohne Vertrag"


def test_every_occasion_has_an_example():
    """A new template is tried by this file and by `intake check` from its first day on."""
    assert set(WORDS.occasions()) == set(examples(NOW))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translated_mail_has_no_english_left(language):
    """Each line of the acknowledgement differs from the English one."""
    values = replace(BARE, name="", licence=True, promise_by=NOW, product=None, asked=("impact",))
    english = set(re.split(r"(?<=[.:,]) ", said(values)))
    assert not {s for s in english & set(re.split(r"(?<=[.:,]) ", said(values, language))) if len(s) > 12}


class TestAcknowledgement:
    """What the customer is told, and what he is not."""

    def test_gen_01_an_unknown_sender_is_asked_and_neither_priced_nor_refused(self):
        """Company and licence number; not a word of contracts."""
        text = said(replace(BARE, unknown=True)).lower()
        assert "1. name of the company" in text
        assert "2. number of the licence or dongle" in text
        assert not re.search(r"contract|price|paid|sorry|unfortunately", text)

    @pytest.mark.parametrize("language", ["en", *TRANSLATED])
    def test_nti_03_without_a_promise_no_time_is_named(self, language):
        """The only times are when the mail came in."""
        text = said(BARE, language)
        assert re.findall(r"\d\d?:\d\d", text) == ["10:40"]

    @pytest.mark.parametrize("language", ["en", *TRANSLATED])
    def test_a_promise_is_told_in_the_readers_zone(self, language):
        """13:40 UTC is 14:40 in Brussels in winter."""
        assert "14:40" in said(replace(BARE, promise_by=NOW + timedelta(hours=4)), language)

    def test_pro_02_within_the_same_day_only_the_hour_is_named(self):
        """At 12:45: from 13:00."""
        text = said(replace(BARE, in_hours=False, back_at=NOW + timedelta(hours=2, minutes=20), same_working_day=True))
        assert "back today from 13:00" in text
        assert "or on the next working day at the latest" in text

    def test_pro_02_over_the_weekend_the_day_is_named(self):
        """And that it is looked at on that day, if the desk says so."""
        monday = NOW + timedelta(days=2, hours=21, minutes=50)
        assert "back on Monday, 23 November 2026 from 08:30" in said(replace(BARE, in_hours=False, back_at=monday))
        assert "at the latest" not in said(replace(BARE, in_hours=False, back_at=monday))
        assert "on that day at the latest" in said(replace(BARE, in_hours=False, back_at=monday, same_working_day=True))

    def test_pro_07_a_standstill_gets_the_phone_number(self):
        """In office hours: alarmed, and a number to call."""
        text = said(replace(BARE, critical=True, phone="+32 3 000 00 00"))
        assert "has been alerted" in text
        assert "Please call us now: +32 3 000 00 00" in text

    @pytest.mark.parametrize("hours", [{}, {"in_hours": False}, {"in_hours": False, "on_call": True}])
    @pytest.mark.parametrize("language", ["en", *TRANSLATED])
    def test_a_number_to_call_is_never_broken_over_two_lines(self, language, hours):
        """Whatever stands before it, in the text part; in the HTML it can be dialled."""
        values = replace(BARE, critical=True, phone="+32 3 000 00 00", **hours)
        mail = email.message_from_bytes(
            compose(letter("acknowledgement", told(values), language), WORDS), policy=email.policy.default
        )
        assert "+32 3 000 00 00".replace(" ", "\u00a0") in mail.get_body(("plain",)).get_content()
        assert 'href="tel:+3230000000"' in mail.get_body(("html",)).get_content()

    def test_gen_03_nobody_there_is_said_honestly(self):
        """Out of hours without anybody on duty nothing is alarmed and nobody is to be called now."""
        closed = replace(BARE, critical=True, phone="+32 3 000 00 00", in_hours=False, back_at=NOW + timedelta(days=3))
        assert "nobody is on duty" in said(closed)
        assert "alerted" not in said(closed)
        assert "call us now" not in said(closed)
        assert "engineer on duty has been alerted" in said(replace(closed, on_call=True))
        assert "call us now" in said(replace(closed, on_call=True))

    def test_pro_11_licence_and_reinstallation_wait_for_us(self):
        """Advice, once, for what the mail is about."""
        assert "about to reinstall" in said(replace(BARE, reinstall=True, licence=True))
        assert "about to move or change a licence" in said(replace(BARE, licence=True))
        assert "licence" not in said(BARE)

    @pytest.mark.parametrize("language", ["en", *TRANSLATED])
    def test_cor_10_a_desk_without_numbers_shows_none(self, language):
        """Neither in the subject nor in the words; the subject then threads by itself."""
        quiet = replace(BARE, number=None, tag=None)
        assert "10423" not in said(quiet, language)
        assert subject(quiet) == "Re: Export stops"
        assert subject(replace(quiet, subject="RE: Export stops")) == "RE: Export stops"

    def test_a_tag_that_is_there_is_not_doubled(self):
        """The customer answered a mail of ours."""
        assert subject(replace(BARE, subject="RE: [Desk #10423] x")) == "RE: [Desk #10423] x"
        assert subject(replace(BARE, subject="")) == "[Desk #10423] Your message"


class TestOperatorsFolder:
    """An operator's templates and catalogues stand before ours."""

    def write(self, folder: Path, name: str, text: str) -> Words:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return Words(operator=folder)

    def test_one_file_replaces_ours_and_the_rest_stays(self, tmp_path):
        """A body of his own under our subject."""
        words = self.write(
            tmp_path, "mail/acknowledgement/body.md", 'We have it: {{ subject }}. {{ _("Kind regards,") }}\n'
        )
        assert said(BARE, "nl", words) == "We have it: Export stops. Met vriendelijke groet,"

    def test_a_number_of_his_is_written_as_the_reader_does(self, tmp_path):
        """What never changes is not worked out once for all languages."""
        words = self.write(tmp_path, "mail/acknowledgement/body.md", "{{ 0.5|percent }} of {{ 90|duration }}\n")
        assert said(BARE, "en", words) == "50% of 1 hr 30 mins"
        assert said(BARE, "fr", words).split() == ["50", "%", "of", "1", "h", "30", "min"]

    def test_a_phrase_of_his_replaces_ours_and_the_rest_stays(self, tmp_path):
        """A catalogue with one phrase."""
        words = self.write(tmp_path, "locale/nl/LC_MESSAGES/intake.po", 'msgid "Kind regards,"\nmsgstr "Groetjes,"\n')
        text = said(BARE, "nl", words)
        assert "Groetjes, Desk" in text
        assert "Dank u voor uw bericht." in text

    def test_a_new_language_is_one_file(self, tmp_path):
        """What it lacks is said in English."""
        words = self.write(
            tmp_path, "locale/da/LC_MESSAGES/intake.po", 'msgid "Kind regards,"\nmsgstr "Med venlig hilsen"\n'
        )
        text = said(BARE, "da", words)
        assert "Med venlig hilsen" in text
        assert "fredag den 20. november 2026" in text
        assert "Thank you" in text

    @pytest.mark.parametrize(
        ("slip", "complaint"),
        [
            ("{{ nobody_knows }}", "nobody_knows"),
            ("{% if %}", "line 1"),
            ("{{ subject.__class__.__mro__ }}", "unsafe|__class__"),
            ("{{ 1 / 0 }}", "ZeroDivisionError"),
            ('{% include "../../../../etc/passwd" %}', "no template"),
            ("{{ promise_by | day(zone) }}", "NoneType"),
        ],
    )
    def test_a_slip_is_named_and_costs_only_its_own_wording(self, tmp_path, slip, complaint):
        """The error says where; the packaged words still work."""
        words = self.write(tmp_path, "mail/acknowledgement/body.md", slip)
        with pytest.raises(WordingError, match=complaint):
            said(BARE, "en", words)
        assert "Thank you" in said(BARE, "en", words.packaged())

    @pytest.mark.parametrize("content", [b'msgid "x"\nmsgstr "\xe9"\n', b"hello\n"])
    def test_a_broken_catalogue_is_named(self, tmp_path, content):
        """With its path."""
        words = self.write(tmp_path, "locale/nl/LC_MESSAGES/intake.po", "")
        (tmp_path / "locale/nl/LC_MESSAGES/intake.po").write_bytes(content)
        with pytest.raises(WordingError, match=r"intake\.po"):
            said(BARE, "nl", words)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("nl-BE", "nl"),
        ("NL", "nl"),
        ("no", "nb"),
        ("nn", "nb"),
        ("de_AT", "de"),
        ("pt", "en"),
        (None, "en"),
        ("", "en"),
        ("../x", "en"),
    ],
)
def test_a_language_tag_finds_its_catalogue(wanted, language):
    """The region is dropped, Norwegian is Bokmål, what we do not speak is English."""
    assert WORDS.language(wanted) == language
