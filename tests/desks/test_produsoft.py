"""The rules of Produsoft: mailboxes by product, office hours, maintenance, case details, follow-ups."""

from __future__ import annotations

from tests.desks.conftest import Open, manager
from tests.desks.story import Day

SAMPLE = "produsoft"
VISI, WORKNC = "visi.support@produsoft.example", "worknc.support@produsoft.example"
BUG = "VISI stops with an error message on every drawing."
QUESTION = "How do I change the default units of VISI?"
OFFICE = "office@produsoft.example"


def test_pro_01_a_mail_to_two_mailboxes_is_one_case_and_the_other_engineer_watches(day: Day) -> None:
    """The mailbox decides the product; one case, one owner, and the other product's engineer reads along."""
    ann = day.firm()
    ann.writes("It does not start.", subject="Start", to="radan.support@produsoft.example")
    assert day.owner.key == "amelie"
    assert "Radan" in day.owner.latest
    receipt = ann.writes(QUESTION, to=("spaceclaim.support@produsoft.example", "edgecam.support@produsoft.example"))
    assert "10002" in receipt.subject
    assert len(ann.inbox) == 2
    assert day.owner.key == "joris"
    ann.answers(receipt, "It is urgent for both programs.")
    assert "It is urgent for both programs." in day.engineer("sander").latest
    assert "It is urgent for both programs." in day.engineer("joris").latest


def test_pro_02_out_of_hours_it_says_when_the_desk_is_back(day: Day) -> None:
    """At 12:45 from 13:00 on, on Friday evening on Monday; looked at on the next working day at the latest."""
    ann = day.firm()
    day.at("2026-11-23 12:45")
    noon = ann.writes(QUESTION, subject="Noon")
    assert "we will be back today from 13:00" in noon
    assert "today, or on the next working day at the latest" in noon
    day.at("2026-11-27 16:30")
    friday = ann.writes(QUESTION, subject="Friday")
    assert "Monday, 30 November 2026 from 08:30" in friday
    day.at("2027-07-21 10:00")
    assert "Monday, 2 August 2027" in ann.writes(QUESTION, subject="Summer")


def test_pro_03_maintenance_renews_itself_with_proof_and_notice_before_the_deadline(opened: Open) -> None:
    """Thirty days before the last day for notice, and on the day of the renewal; each once."""
    day = opened()
    ann = day.firm(starts_on="2026-01-01")
    day.at("2027-09-02 10:00")
    told = len(ann.inbox)
    assert "30 September 2027" in ann.latest
    day.at("2027-09-03 10:00")
    assert len(ann.inbox) == told
    day.at("2028-01-03 10:00")
    assert len(ann.inbox) == told + 1
    assert "31 December 2028" in ann.latest


def test_pro_04_another_of_the_organisation_is_told_who_asks(day: Day) -> None:
    """His mail opens a case; the responsible hears of it by number and subject only; the untrained are flagged."""
    ann = day.firm(mail_domains="peeters.example")
    bob = day.somebody("bob@peeters.example", "Bob")
    vouched = ("Authentication-Results", "mx.produsoft.example; dmarc=pass header.from=peeters.example")
    receipt = bob.writes(
        "Where do I find the secret drawing templates of VISI?", subject="Templates", headers=(vouched,)
    )
    assert "Ann Peeters" in receipt
    assert "10001" in ann.latest
    assert "Templates" in ann.latest
    assert "secret drawing" not in ann.latest
    stranger = day.firm("carl@untrained.example", "Untrained", trained="WorkNC")
    stranger.writes(QUESTION)
    assert "not trained" in " ".join(day.owner.latest.text.lower().split())


def test_pro_05_contract_comes_before_none(day: Day) -> None:
    """In the order of work, whoever wrote first."""
    day.customer("None", "no@none.example", contact_language="en").writes(QUESTION, subject="Wrote first")
    day.later(minutes=5)
    day.firm().writes(QUESTION, subject="Under contract")
    lead = day.engineer("hilde")
    lead.writes("#list", subject="list", to="intake@produsoft.example")
    assert lead.latest.text.index("Under contract") < lead.latest.text.index("Wrote first")


def test_pro_06_missing_details_are_asked_for(day: Day) -> None:
    """Once, numbered, without what the records know; answers below the numbers are merged into the case."""
    ann = day.firm()
    receipt = ann.writes("VISI stops with an error.")
    assert receipt.asked == [
        "phone number",
        "how it can be reproduced, step by step",
        "operating system with version",
        "what was changed recently",
    ]
    ann.answers(receipt, "1. 03 123 45 67\n2. export any drawing\n3. Windows 11 23H2\n4. nothing", quotes=False)
    assert len(ann.inbox) == 1
    assert "+3231234567" in day.owner.latest
    assert "Windows 11 23H2" in day.owner.latest


def test_pro_07_standing_machines_jump_the_queue_and_get_the_phone_number(day: Day) -> None:
    """The engineer is alarmed at once in office hours; a one-person shop with a dead dongle counts, too."""
    ann = day.firm()
    receipt = ann.writes("All machines stand still, VISI does not start. Nobody can work!", subject="Standstill")
    assert "Please call us now: +32 505550195" in receipt
    assert "The engineer in charge has been alerted." in receipt
    assert day.owner.latest.subject.startswith("[Produsoft #10001] Critical:")


def test_pro_08_the_three_categories(day: Day) -> None:
    """Help and advice; a bug, which the engineer takes to the vendor; a suggestion: thanked, listed, passed on."""
    ann = day.firm()
    ann.writes("How do I change the units of a drawing? Could you explain it?", subject="Question")
    assert "support request" in day.owner.latest
    bug = ann.writes("VISI crashes with an error message since the update: a bug.", subject="Crash")
    assert "bug report" in day.owner.latest
    assert "Thank you for your suggestion" not in bug
    day.owner.answers(day.owner.latest, "#hold 2026-12-04 reported to the vendor")
    assert "waiting for the vendor" in day.owner.latest
    wish = ann.writes(
        "My suggestion for a next version: please add an export to STEP. That would be nice.", subject="Suggestion"
    )
    assert "Thank you for your suggestion" in wish
    assert "export to STEP" in day.somebody("productbeheer@produsoft.example").latest


def test_pro_09_it_happens_more_often_became_critical_or_solved_itself(day: Day) -> None:
    """Noted, escalated, or closed at once with one click that opens it again."""
    ann = day.firm()
    receipt = ann.writes(BUG)
    owner = day.owner
    ann.answers(receipt, "It happens more and more often now, several times a day.")
    assert "it now happens more often" in owner.latest
    ann.answers(receipt, "Now all our machines stand still and nobody can work any more!")
    assert "Critical:" in owner.latest.subject
    closing = ann.answers(receipt, "We found it ourselves: the problem is solved. You can close the case.")
    assert "We have closed your case." in closing
    assert "It is not solved" in closing
    assert "mailto:visi.support" in closing.html
    assert "The case is closed." in owner.latest
    ann.answers(closing, "It is not solved after all.", quotes=False)
    assert "now open again" in owner.latest


def test_pro_10_own_macros_get_advice_and_delivered_postprocessors_are_covered(day: Day) -> None:
    """What is of unknown origin is flagged to the engineer; the acknowledgement says nothing about coverage."""
    ann = day.firm(postprocessors="Heidenhain 530")
    receipt = ann.writes("Our own macro writes wrong values. Could you have a look at the macro?", subject="Macro")
    assert "customisation" in day.owner.latest
    assert not any(word in receipt.text.lower() for word in ("cover", "macro ", "contract", "charge"))
    ann.writes("The Heidenhain 530 postprocessor writes wrong tool numbers.", subject="Post")
    assert "postprocessor delivered by us: covered" in day.owner.latest
    ann.writes("The Fanuc postprocessor writes wrong tool numbers.", subject="Other post")
    assert "postprocessor of unknown origin: you decide" in day.owner.latest


def test_pro_11_a_reinstallation_waits_for_our_answer(day: Day) -> None:
    """Flagged to the engineer; the acknowledgement asks to wait with it."""
    receipt = day.firm().writes(
        "We want to move our licence of VISI to a new computer and reinstall it.", subject="New PC"
    )
    assert "please wait until you have our answer" in receipt
    assert "Topic: licence. Topic: reinstallation." in day.owner.latest


def test_pro_13_known_without_contract_is_told_what_one_is_and_the_office_hears(day: Day) -> None:
    """Politely, with what re-entry may mean; the engineer decides."""
    kim = day.customer("Known BV", "kim@known.example", contact_language="en")
    receipt = kim.writes(QUESTION, subject="Units")
    assert "We have not found a support contract for you" in receipt
    assert "Known BV" in day.somebody(OFFICE).latest
    assert "no contract" in day.owner.latest


def test_pro_15_a_lost_dongle_is_its_own_topic(day: Day) -> None:
    """Its number and the cause are asked for; nothing is said of a price."""
    receipt = day.firm().writes("Our dongle was lost. What now? We need VISI again.", subject="Dongle")
    assert receipt.asked[0] == "number of the licence or dongle"
    assert "lost or damaged dongle" in day.owner.latest
    assert "€" not in receipt.text


def test_pro_03_managers_see_what_renews_or_ends_in_the_digest(opened: Open) -> None:
    """Within 120 days, in the digest of every week."""
    day = opened(managers=(manager("mia@produsoft.example"),))
    boss = day.manager("mia")
    day.firm(starts_on="2026-01-01").writes(QUESTION)
    day.morning("2026-11-30 09:00")
    assert "C-1001" in boss.latest
    assert "31 Dec 2026" in boss.latest


# -- what waits


def test_pro_07_a_case_from_the_web_form_comes_first_among_equals(day: Day) -> None:
    """Web form, then mail, then phone."""
    assert "web" in {mailbox.source for mailbox in day.desk.mailboxes}


def test_pro_12_an_appointment_is_a_calendar_invitation(day: Day) -> None:
    """In the customer's and the engineer's mail, with the link of the remote session."""
    ann = day.firm()
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "#meet 2026-11-24 10:00 30m")
    assert any(name.endswith(".ics") for name in ann.latest.files)


def test_pro_14_user_days_invite_every_entitled_contact(day: Day) -> None:
    """A personal mail to each of a list, with a calendar entry and the price for customers under contract."""
    ann = day.firm()
    lead = day.engineer("hilde")
    lead.writes("#invite 2027-03-10 User day", subject="User day", to="intake@produsoft.example")
    assert any("User day" in letter for letter in ann.inbox)
