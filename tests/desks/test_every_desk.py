"""The rules of every desk, on the sample desk that has the most of them; engineers and customers read English here."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from routing.desk import Calendar, ContractRules, Development, Leave, Plan, Without
from routing.submission import Category
from tests.desks.conftest import Open, manager
from tests.desks.story import Day, Letter, bare

SAMPLE = "produsoft"
BUG = "VISI stops with an error message. It happens on Windows 11 23H2. Please call 03 123 45 67."
QUESTION = "How do I change the default units of VISI?"
STANDSTILL = "All our machines stand still and nobody can work! VISI does not start any more. Call 03 123 45 67."
OFFICE = "office@produsoft.example"
NIGHT, MORNING = "2026-11-23 22:00", "2026-11-24 10:00"


def test_gen_01_an_unknown_sender_is_asked_who_he_is_and_attached_by_the_engineer(day: Day) -> None:
    """Entitled, known without contract, unknown: the unknown one hears no price and no refusal."""
    day.customer("Known BV", "kim@known.example", contact_language="en")
    eve = day.somebody("eve@stranger.example", "Eve")
    receipt = eve.writes(BUG)
    assert receipt.asked[:2] == ["name of the company", "number of the licence or dongle"]
    assert not any(word in receipt.text.lower() for word in ("contract", "price", "cost", "€"))
    assert "unknown sender" in day.owner.latest
    day.owner.answers(day.owner.latest, "#customer Known BV")
    eve.writes("And another question about VISI: where are the templates?", subject="Templates")
    assert "Known BV" in day.owner.latest
    assert "no contract" in day.owner.latest


def test_gen_02_the_queue_puts_critical_then_what_is_nearly_late_before_plans(day: Day) -> None:
    """`#list` shows the order of work: critical, past three quarters of its clock, then contract before none."""
    first_year = day.firm("old@first.example", "First", plan="first-year")
    none = day.customer("None", "no@none.example", contact_language="en")
    first_year.writes(QUESTION, subject="Nearly late")
    day.at("2026-11-23 16:30")
    none.writes(QUESTION, subject="No contract")
    day.firm("new@second.example", "Second").writes(QUESTION, subject="Fresh")
    day.firm("hot@third.example", "Third").writes(STANDSTILL, subject="Standstill")
    lead = day.engineer("hilde")
    lead.writes("#list", subject="list", to="intake@produsoft.example")
    listed = lead.latest.text
    order = [listed.index(words) for words in ("Standstill", "Nearly late", "Fresh", "No contract")]
    assert order == sorted(order)


def test_gen_03_a_standstill_at_night_says_honestly_who_is_there(opened: Open) -> None:
    """Where nobody is on call nobody is woken: she reads when we are back."""
    day = opened()
    day.at(NIGHT)
    receipt = day.firm().writes(STANDSTILL, subject="Standstill")
    assert "nobody is on duty" in receipt
    assert "24 November 2026 at 08:30" in receipt


def test_gen_03_who_is_on_call_is_woken(opened: Open) -> None:
    """He gets the case whatever his products; by day nobody is woken."""
    nights = Calendar(ZoneInfo("Europe/Brussels"), (((time(18), time.max),),) * 7)
    day = opened(staff={"amelie": {"on_call": nights}})
    day.at(NIGHT)
    receipt = day.firm().writes(STANDSTILL, subject="Standstill")
    assert "the engineer on duty has been alerted" in receipt
    assert day.owner.key == "amelie"
    assert "Critical:" in day.owner.latest.subject
    day.at(MORNING)
    day.firm("bob@other.example", "Other").writes(STANDSTILL, subject="Standstill too")
    assert day.owner.key in ("wout", "joris")


def test_gen_07_what_is_asked_depends_on_the_case(day: Day) -> None:
    """Of a suggestion nothing, of a standstill the phone, of a licence its number and cause; never twice."""
    ann = day.firm()
    assert ann.writes("A wish: please let a next version export to STEP too.", subject="Suggestion").asked == []
    assert ann.writes("All machines stand still, nobody can work!", subject="Standstill").asked == ["phone number"]
    licence = ann.writes("How do we get a second licence of VISI?", subject="Licence")
    assert [question.partition(" ")[0] for question in licence.asked] == ["number", "reason"]
    bug = ann.writes("VISI stops with an error.", subject="Error")
    assert "what was changed recently" in bug.asked
    ann.answers(bug, "Phone: 03 123 45 67")
    assert ann.latest.subject == bug.subject
    assert ann.writes("VISI crashes with an error.", subject="Crash").asked[0] != "phone number"


def test_gen_08_asking_for_news_changes_nothing_and_the_second_time_tells_the_lead(day: Day) -> None:
    """The wait goes on; a complaint goes to the lead at once."""
    ann = day.firm()
    receipt = ann.writes(BUG)
    owner, lead = day.owner, day.engineer("hilde")
    day.later(hours=1)
    ann.answers(receipt, "Any news?")
    assert lead.inbox == []
    day.later(hours=1)
    ann.answers(receipt, "Is there any news yet?")
    assert "asked for news twice and is still waiting for an answer" in lead.latest
    assert owner.name in lead.latest
    owner.writes("#status 10001", subject="status", to="intake@produsoft.example")
    assert "open" in owner.latest
    ann.answers(receipt, "This is unacceptable, I am very disappointed. I want to file a complaint.")
    assert "The customer is complaining." in lead.latest
    assert "Complaint" in lead.latest


def test_gen_09_a_promise_is_remembered_in_time_and_nudges_wait_for_it(day: Day) -> None:
    """`#due`: a reminder within working hours before it, one alone; meanwhile nobody goes to the lead."""
    ann = day.firm()
    receipt = ann.writes(BUG)
    owner, lead = day.owner, day.engineer("hilde")
    owner.answers(owner.latest, "#due 2026-11-25 10:00")
    ann.answers(receipt, "Any news?")
    ann.answers(receipt, "Is there any news yet?")
    assert lead.inbox == []
    day.at("2026-11-24 15:00")
    assert not any("Promised" in letter for letter in owner.inbox)
    day.at("2026-11-25 08:45")
    day.later(minutes=5)
    (reminder,) = [letter for letter in owner.inbox if "Promised" in letter]
    assert reminder.subject.startswith("[Produsoft #10001] Reminder:")
    assert "Ann Peeters" in reminder
    owner.answers(reminder, "I will call her.")
    assert len(ann.inbox) == 1


def test_gen_10_links_to_file_services_are_listed_like_files(day: Day) -> None:
    """With the day after which they are gone."""
    text = f"{BUG}\nThe drawing: https://we.tl/t-abc123 (link expires on 30 November 2026)"
    day.firm().writes(text)
    assert "File at WeTransfer: https://we.tl/t-abc123" in day.owner.latest
    assert "Download it before 30 November 2026" in day.owner.latest


def test_gen_12_a_contact_who_left_is_proposed_for_change_only(day: Day) -> None:
    """His permanent reply names a successor: the engineer hears of it once, and the records stay as they are."""
    ann = day.firm()
    receipt = ann.writes(BUG)
    owner = day.owner
    gone = "Ann Peeters no longer works for our company. Please contact Bob Maes, bob.maes@peeters.example."
    ann.is_away(receipt, gone)
    assert "Ann Peeters has left the organisation" in owner.latest
    assert "Bob Maes <bob.maes@peeters.example>" in owner.latest
    heard = len(owner.inbox)
    ann.is_away(receipt, gone)
    assert len(owner.inbox) == heard
    owner.answers(owner.latest, "#customer bob.maes@peeters.example")
    assert "customer: bob.maes@peeters.example" in owner.latest


def test_gen_12_the_cases_of_who_is_away_are_offered_to_his_substitute(opened: Open) -> None:
    """While his leave runs, new cases go to whoever stands in."""
    week = Leave(date(2026, 11, 23), date(2026, 11, 27), "sander")
    day = opened(staff={"wout": {"away": (week,)}, "joris": {"away": (week,)}})
    day.firm().writes(QUESTION)
    assert day.owner.key == "sander"


def test_gen_13_business_is_handed_to_the_office(day: Day) -> None:
    """An invoice by itself, anything by `#office`; a cancellation with its day of receipt, for a person to confirm."""
    ann, office = day.firm(), day.somebody(OFFICE)
    ann.writes("Please find attached our invoice for your order.", subject="Invoice", files=(("invoice.pdf", b"%PDF"),))
    assert office.latest.subject == "[Produsoft #10001] Voor het kantoor (factuur): Invoice"
    assert office.latest.files == ["invoice.pdf"]
    receipt = ann.writes("We would like to cancel our maintenance contract.", subject="End of contract")
    assert "your message reached us on Monday, 23 November 2026 at 10:00" in receipt
    assert "maandag 23 november 2026 om 10:00" in office.latest
    ann.writes("Could you tell me who your new sales manager is?", subject="Who")
    heard = len(office.inbox)
    day.owner.answers(day.owner.latest, "#office")
    assert len(office.inbox) == heard + 1
    assert "sales manager" in office.latest


def test_gen_14_secrets_are_masked_where_others_read(opened: Open) -> None:
    """Development gets the words of a bug without passwords, session ids and licence keys; the engineer has all."""
    day = opened(development=Development("dev@maker.example", (Category.BUG,)))
    ann = day.firm()
    ann.writes(f"{BUG} Password: Kale2026, TeamViewer ID: 123 456 789. Key AB12-CD34-EF56")
    assert "Kale2026" in day.owner.latest
    day.owner.answers(day.owner.latest, "#type bug")
    heard = day.somebody("dev@maker.example").latest
    assert "stops with an error" in heard
    assert not any(secret in heard.text for secret in ("Kale2026", "123 456 789", "AB12-CD34"))


def test_gen_16_closed_weeks_stop_clocks_nudges_and_closing(day: Day) -> None:
    """A case that waits over the summer closing is neither nudged nor closed in it."""
    day.at("2027-07-15 10:00")
    ann = day.firm(starts_on="2027-01-01")
    ann.writes(BUG)
    owner = day.owner
    owner.answers(owner.latest, "#wait\nCould you send us the drawing?")
    told = len(ann.inbox)
    for closed in ("2027-07-21", "2027-07-28", "2027-07-30"):
        day.at(f"{closed} 10:00")
    assert len(ann.inbox) == told
    day.at("2027-08-05 10:00")
    assert "We are still waiting for your answer" in ann.latest
    day.at("2027-08-13 10:00")
    assert "we will close the case" in ann.latest
    day.at("2027-08-23 10:00")
    assert "As we have not heard from you, we have closed your case." in ann.latest


def test_gen_18_only_replies_to_assignments_and_follow_ups_reach_the_customer(day: Day) -> None:
    """A reply to an echo, a reminder or an escalation is a note."""
    ann = day.firm()
    ann.writes(BUG)
    owner = day.owner
    assignment = owner.latest
    echo = owner.answers(assignment, "#prio high")
    owner.answers(echo, "Between us: she never reads manuals.")
    assert len(ann.inbox) == 1
    owner.answers(assignment, "Please try version 2026.1.")
    assert "Please try version 2026.1." in ann.latest


def test_gen_19_a_mail_in_the_wrong_mailbox_is_moved_and_the_customer_notices_nothing(day: Day) -> None:
    """The text speaks for another product: the engineer is told, `#product` moves it."""
    ann = day.firm()
    receipt = ann.writes("WorkNC shows the wrong toolpath. How do I set it in WorkNC?", subject="WorkNC toolpath")
    owner = day.owner
    assert "WorkNC" in owner.latest
    owner.answers(owner.latest, "#product worknc")
    assert "product: WorkNC" in owner.latest
    assert ann.inbox[-1].subject == receipt.subject
    assert len(ann.inbox) == 1


def test_gen_17_who_reads_along_sees_answers_only(day: Day) -> None:
    """Not the acknowledgement, not the closing mail with what it cost."""
    ann, reader = day.firm(), day.somebody("chief@peeters.example")
    ann.writes(BUG, cc=reader.address)
    owner = day.owner
    owner.answers(owner.latest, "Please try version 2026.1.")
    assert "Please try version 2026.1." in reader.latest
    owner.answers(owner.inbox[0], "#time 15m\n#close")
    assert "closed your case" in ann.latest
    assert len(reader.inbox) == 1


def test_gen_04_time_is_rounded_once_a_day_and_kind_and_billed_only_after_a_yes(opened: Open) -> None:
    """Two short mails of one day are one step; without a yes it stays unapproved, and nothing is charged."""
    rules = ContractRules(without=Without.RATE, rates={"any": Decimal(95)}, currency="EUR", step_minutes=15)
    day = opened(contracts=rules)
    kim = day.customer("Known BV", "kim@known.example", contact_language="en")
    kim.writes(QUESTION)
    owner = day.owner
    assignment = owner.latest
    for _ in range(2):
        owner.answers(assignment, "#time 4m mail")
    owner.answers(assignment, "#status")
    assert "15 min" in owner.latest
    owner.answers(assignment, "#close")
    assert "charged" not in kim.latest


def test_gen_06_a_contract_drawn_by_time_is_not_closed_without_an_entry(opened: Open) -> None:
    """`#close` is held, and a line asks for the minutes; with them it goes through."""
    drawn = Plan("account", "Time account", account_minutes=120, step_minutes=15)
    day = opened(plans=(drawn,))
    ann = day.firm(starts_on="2026-11-01")
    ann.writes(QUESTION)
    owner = day.owner
    assignment = owner.latest
    owner.answers(assignment, "#close")
    assert "#time" in owner.latest
    assert not any("closed your case" in letter for letter in ann.inbox)
    owner.answers(assignment, "#time 20m\n#close")
    assert any("closed your case" in letter for letter in ann.inbox)


def test_gen_18_a_reply_to_a_digest_is_a_note(opened: Open) -> None:
    """It goes to the lead, or to the desk, which takes it for a question; no secret of a case stands in it (GEN-14)."""
    day = opened(managers=(manager("mia@produsoft.example"),))
    boss = day.manager("mia")
    ann = day.firm()
    ann.writes(STANDSTILL, subject="Standstill, password: Kale2026")
    day.morning(MORNING)
    (digest,) = [letter for letter in boss.inbox if "waiting for us" in letter]
    assert "Standstill" in digest
    assert "Kale2026" not in digest.text + digest.html
    heard, told = len(ann.inbox), len(boss.inbox)
    assert bare(digest.message["Reply-To"]) == day.engineer("hilde").address
    boss.writes("Please look after Peeters first.", subject=f"Re: {digest.subject}", to=day.desk.address)
    assert len(ann.inbox) == heard
    assert len(boss.inbox) > told


# -- what waits


def test_gen_05_an_offer_is_accepted_by_who_may_order(day: Day) -> None:
    """`#offer` asks the customer; a plain yes of the responsible accepts it."""
    ann = day.firm()
    ann.writes(QUESTION)
    owner = day.owner
    owner.answers(owner.latest, "#offer 2h Write the template for you")
    assert "Write the template for you" in ann.latest
    ann.answers(ann.latest, "Yes, please.")
    assert "accepted" in owner.latest


def test_gen_10_a_large_file_to_a_customer_goes_as_a_link(day: Day) -> None:
    """What no mail server takes is fetched from the web door."""
    ann = day.firm()
    ann.writes(QUESTION)
    owner = day.owner
    owner.answers(owner.latest, "Here is the update.", files=(("update.zip", bytes(12_000_000)),))
    assert "https://" in ann.latest.text


def test_gen_11_an_answer_on_the_parent_reaches_all(day: Day) -> None:
    """`#parent n` hangs cases under one."""
    ann, bob = day.firm(), day.firm("bob@other.example", "Other")
    ann.writes(BUG)
    owner, first = day.owner, day.owner.latest
    bob.writes(BUG)
    day.owner.answers(day.owner.latest, "#parent 10001")
    owner.answers(first, "The licence server is up again.")
    assert "The licence server is up again." in bob.latest


def test_gen_12_a_lead_marks_somebody_away(day: Day) -> None:
    """`#away name until`, by mail to the desk itself."""
    lead = day.engineer("hilde")
    lead.writes("#away wout 2026-12-04", subject="away", to="intake@produsoft.example")
    assert "Wout Claerhout" in lead.latest
    assert "4 December" in lead.latest


def test_gen_14_a_vendor_and_a_digest_see_no_secrets(day: Day) -> None:
    """`#vendor` forwards without passwords."""
    ann = day.firm()
    ann.writes(f"{BUG} Password: Kale2026")
    owner = day.owner
    owner.answers(owner.latest, "#vendor please look")
    vendors = [Letter.of(mail) for mail in day.world.posted if "vendor" in mail.recipients[0]]
    assert vendors
    assert "Kale2026" not in vendors[-1].text


def test_gen_15_a_declined_appointment_comes_back_with_the_next_free_times(day: Day) -> None:
    """`#meet` invites; a decline reaches the engineer with three other times."""
    ann = day.firm()
    ann.writes(QUESTION)
    owner = day.owner
    owner.answers(owner.latest, "#meet 2026-11-24 10:00 30m")
    assert any(name.endswith(".ics") for name in ann.latest.files)
