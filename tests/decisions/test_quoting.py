"""intake/quoting.py, intake/history.py, intake/signature.py, intake/coloured.py, intake/html_text.py: what is new in a
text; and intake/forwarding.py: what was forwarded.
"""

from __future__ import annotations

import time

import pytest

from intake import coloured, html_text, quoting
from intake.limits import Limits
from intake.mail import parse
from intake.quoting import split
from tests.decisions.corpus import reading

QUOTE = "> Heeft u nog vragen?\n> Groet\n"
BLOCK = (
    "From: Support <s@d.example>\nSent: Monday, November 2, 2026 10:22 AM\nTo: Ann <a@c.example>\nSubject: RE: x\n\n"
)
INTRODUCTIONS = [
    "On Mon, Nov 2, 2026 at 10:22 AM Support <s@d.example> wrote:",
    "On Nov 2, 2026, at 10:22, Support <s@d.example> wrote:",
    "On 2 Nov 2026, at 10:22, Support wrote:",
    "On 2/11/2026 10:22, Support wrote:",
    "On 2026-11-02 10:22, Support wrote:",
    "On Monday, November 2, 2026 at 10:22:03 AM GMT+1, Support <s@d.example> wrote:",
    "On Mon, Nov 02, 2026 at 10:22:03AM +0100, Support wrote:",
    "Op ma 2 nov 2026 om 10:22 schreef Support <s@d.example>:",
    "Op ma 2 nov 2026 om 10:22 schreef Support\n<s@d.example>:",
    "Op 2 nov. 2026, om 10:22 heeft Support <s@d.example> het volgende geschreven:",
    "Op 2 nov. 2026, om 10:22 heeft Support <s@d.example> het\nvolgende geschreven:",
    "Op 2-11-2026 om 10:22 schreef Support:",
    "Op maandag 2 november 2026 10:22:03 CET schreef Support <s@d.example>:",
    "Op maandag 2 november 2026 om 10:22:03 uur schreef Support <s@d.example>:",
    "Support schreef op 2026-11-02 10:22:",
    "Support <s@d.example> schreef op 2 november 2026 10:22:",
    "Am 02.11.2026 um 10:22 schrieb Support:",
    "Am 02.11.26 um 10:22 schrieb Support:",
    "Am Mo., 2. Nov. 2026 um 10:22 Uhr schrieb Support <\ns@d.example>:",
    "Am Montag, 2. November 2026 um 10:22:03 MEZ hat Support <s@d.example> Folgendes geschrieben:",
    "Am Montag, 2. November 2026, 10:22:03 schrieb Support:",
    "Support <s@d.example> schrieb am Mo., 2. Nov. 2026, 10:22:",
    "Support <s@d.example> schrieb am 2. Nov. 2026 um 10:22:",
    "Support <s@d.example>\nschrieb am Mo., 2. Nov. 2026, 10:22:",
    "man. 2. nov. 2026 kl. 10:22 skrev Support <s@d.example>:",
    "man. 2. nov. 2026, 10:22 skrev Support <s@d.example>:",
    "Den man. 2. nov. 2026 kl. 10.22 skrev Support <s@d.example>:",
    "Den 02.11.2026 10:22, skrev Support:",
    "Den 2. nov. 2026 kl. 10:22 skrev Support\n<s@d.example>:",
    "2. nov. 2026 kl. 10:22 skrev Support <s@d.example>:",
    "På mandag 2. november 2026 kl. 10:22:03 CET skrev Support <s@d.example>:",
    "Support skrev den 2026-11-02 10:22:",
    "tir. 2. nov. 2026 kl. 13:09 skrev Support <s@d.example\n>:",
    "Support <s@d.example>, 2 Kas 2026 Pzt, 10:22 tarihinde şunu yazdı:",
    "Support <s@d.example>, 2 Kas 2026 Pzt, 10:22\ntarihinde şunu yazdı:",
    "2 Kas 2026 Pzt 10:22 tarihinde Support <s@d.example> şunu yazdı:",
    "2 Kas 2026 10:22 tarihinde Support <s@d.example> şunları yazdı:",
    "Support <s@d.example> şunları yazdı (2 Kas 2026 10:22):",
    "2.11.2026 10:22 tarihinde Support yazdı:",
    "02-11-2026 10:22 tarihinde Support yazmış:",
    "2 Kasım 2026 Pazartesi 10:22:03 GMT+3 tarihinde Support <s@d.example> şunu yazdı:",
    "Le lun. 2 nov. 2026 à 10:22, Support <s@d.example> a écrit :",
    "Le lun. 2 nov. 2026\nà 10:22, Support <s@d.example> a écrit :",
    "Le 2 nov. 2026 à 10:22, Support <s@d.example> a écrit :",
    "Le 02/11/2026 à 10:22, Support a écrit :",
    "Le lundi 2 novembre 2026 à 10:22:03 UTC+1, Support <s@d.example> a écrit\xa0:",
    "Support <s@d.example> a écrit le 2 nov. 2026 10:22 :",
    "El lun, 2 nov 2026 a las 10:22, Support (<s@d.example>) escribió:",
    "Il giorno lun 2 nov 2026 alle ore 10:22 Support <s@d.example> ha scritto:",
    "Il 02/11/2026 10:22, Support ha scritto:",
    "Em seg., 2 de nov. de 2026 às 10:22, Support <s@d.example> escreveu:",
    "W dniu pon., 2 lis 2026 o 10:22 Support <s@d.example> napisał(a):",
    "pon., 2 lis 2026 o 10:22 Support <s@d.example> napisał(a):",
    "Den mån 2 nov. 2026 kl 10:22 skrev Support <s@d.example>:",
    "po 2. 11. 2026 v 10:22 odesílatel Support <s@d.example> napsal:",
    "Dne 02.11.2026 v 10:22 Support napsal(a):",
    "ma 2. marrask. 2026 klo 10.22 Support (s@d.example) kirjoitti:",
    "Support <s@d.example> ezt írta (időpont: 2026. nov. 2., H, 10:22):",
    "lun., 2 nov. 2026 la 10:22, Support <s@d.example> a scris:",
    "пн, 2 нояб. 2026 г. в 10:22, Support <s@d.example>:",
    "02.11.2026 10:22, Support пишет:",
    '02.11.2026, 10:22, "Support" <s@d.example>:',
    "Quoting Support <s@d.example>:",
    "Zitat von Support <s@d.example>:",
    "Citeren Support <s@d.example>:",
    "* Support <s@d.example> [2026-11-02 10:22]:",
    '"Support" <s@d.example> schrieb:',
    "Support wrote on 02.11.2026 10:22:",
    "Support <s@d.example> wrote on 02/11/2026 10:22:03:",
    "On Mon, 02 Nov 2026 10:22:03 +0100\nSupport <s@d.example> wrote:",
    "On Mon, 2 Nov 2026 10:22:03 +0100 Support <s@d.example> wrote",
    "---- On Mon, 02 Nov 2026 10:22:03 +0100 Support <s@d.example> wrote ----",
    "---- Op ma, 02 nov 2026 10:22:03 +0100 Support <s@d.example> schreef ----",
    "---- Am Mo, 02 Nov 2026 10:22:03 +0100 Support <s@d.example> schrieb ----",
    "--- On Mon, 11/2/26, Support <s@d.example> wrote:",
    "-----Support <s@d.example> wrote: -----",
    "-----Support <s@d.example> schreef: -----",
    "-----Original Message-----",
    "----- Original Message -----",
    "--- Original message ---",
    "-------- Original message --------",
    "-------- Oorspronkelijk bericht --------",
    "-----Oorspronkelijk bericht-----",
    "-----Ursprüngliche Nachricht-----",
    "-------- Ursprüngliche Nachricht --------",
    "-------- Originalnachricht --------",
    "-----Opprinnelig melding-----",
    "-------- Opprinnelig melding --------",
    "-------- Opprinnelig e-post --------",
    "-----Orijinal İleti-----",
    "-------- Orijinal mesaj --------",
    "-----Özgün İleti-----",
    "-----Message d'origine-----",
    "-----Message d’origine-----",
    "-------- Message d'origine --------",
    "-------- Message original --------",
    "-------- Courriel original --------",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Mensagem original-----",
    "-----Ursprungligt meddelande-----",
    "-----Oprindelig meddelelse-----",
    "-----Alkuperäinen viesti-----",
    "-----Oryginalna wiadomość-----",
    "---------- Původní e-mail ----------",
    "-----Eredeti üzenet-----",
    "##- Please type your reply above this line -##",
    "##- Typ uw antwoord boven deze regel. -##",
    "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
    "##- Svar over denne linjen -##",
    "##- Skriv svaret ditt over denne linjen -##",
    "##- Lütfen yanıtınızı bu satırın üzerine yazın -##",
    "##- Veuillez saisir votre réponse au-dessus de cette ligne -##",
    "=-=-= Reply above this line =-=-=",
    "--- Antwort bitte über dieser Linie ---",
    "From: Support <s@d.example>\nSent: Monday, November 2, 2026 10:22 AM\nTo: Ann <a@c.example>\nSubject: RE: x",
    "*From:* Support <s@d.example>\n*Sent:* 2 November 2026 10:22\n*To:* Ann\n*Subject:* RE: x",
    "**From:** Support <s@d.example>\n**Sent:** 2 November 2026 10:22\n**To:** Ann\n**Subject:** RE: x",
    "Van: Support <s@d.example>\n\nVerzonden: 2 november 2026 10:22\n\nAan: Ann\n\nOnderwerp: RE: x",
    "Von:\tSupport <s@d.example>\nGesendet:\tMontag, 2. November 2026 10:22\nAn:\tAnn\nBetreff:\tAW: x",
    'Gesendet: 2. November 2026 um 10:22\nVon: "Support" <s@d.example>\nAn: "Ann" <a@c.example>\nBetreff: Re: x',
    "Fra: Support <s@d.example>\nDato: mandag, 2. november 2026 kl. 10:22\nTil: Ann <a@c.example>\nEmne: Re: x",
    "Kimden: Support <s@d.example>\nGönderildi: 2 Kasım 2026 Pazartesi 10:22\nKime: Ann <a@c.example>\nKonu: x",
    "Kimden: Support <s@d.example>\nTarih: 2 Kasım 2026 Pazartesi 10:22\nKime: Ann <a@c.example>\nKonu: x",
    "De : Support <s@d.example>\nDate : lundi, 2 novembre 2026 à 10:22\nÀ : Ann <a@c.example>\nObjet : Re: x",
    "De : Support <s@d.example>\nEnvoyé : lundi 2 novembre 2026 10:22\nÀ : Ann <a@c.example>\nObjet : x",
    "| Von: | Support <s@d.example> |\n| Gesendet: | Montag |\n| An: | Ann |\n| Betreff: | x |",
    "From:        Support <s@d.example>\nTo:        Ann\nDate:        02.11.2026 10:22\nSubject:        x",
    "Support <s@d.example>\n02.11.2026 10:22\n\nAn\nAnn <a@c.example>\nKopie\n\nThema\nRe: x",
    "From: Support <s@d.example> Sent: Monday, November 2, 2026 10:22 AM To: Ann Subject: x",
    "Le 2 nov. 2026 à 10:22, Support\n<s@d.example>\na écrit :",
    "Op 2 nov 2026 om 10:22 schreef Support van het grote bedrijf te Gent\n<support-van-het-grote-bedrijf@d.example>:",
    "El 02/11/2026 a las 10:22, Support escribió:",
    "Am 02.11.2026 10:22, schrieb Support:",
    "Am 2026-11-02 10:22, schrieb Support:",
    "Op 2026-11-02 10:22, Support schreef:",
    "Le 2026-11-02 10:22, Support a écrit :",
    "Den 2026-11-02 10:22, skrev Support:",
    "On 2.11.2026 10.22, Support wrote:",
    "2.11.2026 10.22, Support kirjoitti:",
    "D. 02-11-2026 kl. 10:22 skrev Support:",
    "Den 02-11-2026 kl. 10:22 skrev Support:",
    "---------- Original Message ----------\nFrom: Support <s@d.example>\nTo: Ann\nDate: 11/02/2026 10:22\nSubject: x",
]
FOOTERS = [
    "Sent from my iPhone",
    "Sent from my Wiko RIDGE FAB 4G",
    "Sent from Outlook for Android",
    "Sent from Outlook for iOS<https://aka.ms/o0ukef>",
    "Sent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Get Outlook for Android",
    "Verzonden vanaf Outlook voor Android<https://aka.ms/x>",
    "Verzonden vanuit Outlook voor iOS",
    "Outlook voor Android downloaden<https://aka.ms/x>",
    "Outlook voor iOS downloaden",
    "Download Outlook voor Android",
    "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Samsung Galaxy-smartphone.",
    "Verzonden met BlueMail voor Android",
    "Verzonden vanuit Mail voor Windows",
    "Von meinem iPhone gesendet",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Von meinem/meiner Galaxy gesendet",
    "Gesendet von Outlook für Android",
    "Gesendet von Mail für Windows",
    "Gesendet mit der GMX Mail App",
    "Gesendet von meinem iPad",
    "Outlook für Android herunterladen",
    "Holen Sie sich Outlook für Android",
    "Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.",
    "Sendt fra min iPhone",
    "Sendt fra min Samsung Mobil.",
    "Sendt fra Outlook for Android",
    "Sendt fra E-post for Windows",
    "Hent Outlook for Android",
    "Skaff deg Outlook for iOS",
    "Hent Outlook til Android",
    "Sendt fra min Galaxy",
    "iPhone'umdan gönderildi",
    "iPhone’umdan gönderildi",
    "Samsung cihazımdan gönderildi",
    "Galaxy'mden gönderildi",
    "Android için Outlook'u edinin",
    "iOS için Outlook uygulamasını edinin",
    "Android için Outlook'u indirin",
    "Windows için Posta ile gönderildi",
    "Android için Outlook üzerinden gönderildi",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon iPhone",
    "Envoyé depuis mon smartphone Samsung Galaxy.",
    "Envoyé à partir de Outlook pour Android",
    "Envoyé à partir de Courrier pour Windows",
    "Envoyé depuis Outlook pour iOS",
    "Obtenir Outlook pour Android",
    "Télécharger Outlook pour Android",
    "Obtenez Outlook pour iOS",
    "Envoyé depuis Yahoo Mail pour iPhone",
    "Inviato da iPhone",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Wysłane z iPhone'a",
    "Odesláno z iPhonu",
    "Lähetetty iPhonesta",
    "Sent from Yahoo Mail on Android",
    "Yahoo Mail: Search, Organize, Conquer",
    "Sent from Proton Mail mobile",
    "Sent from Proton Mail for iOS",
    "Sent with Proton Mail secure email.",
    "Sent via BlackBerry from T-Mobile",
    "Sent from Samsung Mobile",
    "Sent from TypeApp",
    "Virus-free. www.avast.com",
    "Virus-free.www.avast.com<https://www.avast.com/sig-email>",
    "Virenfrei. www.avast.com",
    "Virusvrij. www.avast.com",
    "Garanti sans virus. www.avast.com",
    "This email has been checked for viruses by Avast antivirus software.",
    "This email was scanned by Bitdefender",
    "Diese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.",
    "Dit e-mailbericht is gecontroleerd op virussen met Avast-antivirussoftware.",
    "L'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.",
    "Bu e-posta virüslere karşı Avast antivirüs yazılımı tarafından kontrol edilmiştir.",
    "Denne e-posten ble sjekket for virus av Avast.",
    "No virus found in this message.",
    'You received this message because you are subscribed to the Google Groups "x" group.',
]
PROSE = [
    "Gisteren schreef u: even wachten.\nDat deed ik.",
    "In uw mail van 3/11/2026 schreef u:\n\nwacht even\n\nDat deed ik.",
    "Am 3.11.2026 schrieben Sie:\n\nBitte warten.\n\nIch habe gewartet.",
    "On 3 November 2026 you wrote:\n\nplease wait\n\nI did.",
    "Le 3 novembre 2026 vous avez écrit :\n\nattendez\n\nFait.",
    "Here is the log:\n\n2026-11-02 10:22:03 ERROR a@b.example failed:\nstack\n\nHelp.",
    "Stuur het naar:\nann@c.example\n\nDank u wel voor alles hoor.",
    "Logbestand van 02.11.2026 10:22:\n\nregel een\nregel twee",
    "------ Error message ------\nCannot open\n---------------------------\n\nWhat now?",
    "Let op:\n- punt een\n- punt twee",
    "Datum: 02.11.2026\nVersie: 4.2\nFout: crash\n\nKunt u helpen?",
    "Firma: Roel BV\nContact: Ann\nE-mail: ann@roel.example\nDatum: 2 november 2026 10:22\nProbleem: crash",
    "In de handleiding staat: From: dit, To: dat",
    "Hierbij de stappen:\n1. open\n2. sluit",
    "Sent from my desk, this is much easier than from my phone.",
    "I saw the line above and typed an answer, nothing.",
    "Thanks for the help!\n\nIt works now, but one more question: how do I print?",
    "Op 2 november 2026 om 10:22 viel de server uit:\n\n- fout 1\n- fout 2",
    "On 2 Nov 2026 at 10:22 the system said:\n\nout of memory\n\nWhat now?",
    "Der Benutzer a@b.example wurde am 02.11.2026 10:22 gesperrt:\n\nbitte prüfen",
    "Visit us:\n>>> >>> www.c.example <<<\nby the link above",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("history", [QUOTE, "Heeft u nog vragen?\n\nGroet\nSupport\n"])
def test_what_clients_write_above_a_quote(introduction: str, gap: str, history: str) -> None:
    """Attributions, separators and header blocks of every client and language end the new text, marked or not."""
    found = split(f"Nieuwe tekst.{gap}{introduction}\n\n{history}", answers=True)
    assert found.visible == "Nieuwe tekst."
    assert "nog vragen" in found.quoted
    assert found.certainty >= 0.9


@pytest.mark.parametrize(
    ("sender", "date", "to", "subject"),
    [
        ("From", "Sent", "To", "Subject"),
        ("Van", "Verzonden", "Aan", "Onderwerp"),
        ("Von", "Gesendet", "An", "Betreff"),
        ("Fra", "Sendt", "Til", "Emne"),
        ("Kimden", "Gönderildi", "Kime", "Konu"),
        ("De", "Envoyé", "À", "Objet"),
    ],
)
@pytest.mark.parametrize("above", ["", "________________________________\n", "-----Original Message-----\n"])
def test_outlook_header_blocks(sender: str, date: str, to: str, subject: str, above: str) -> None:
    """Outlook's header block, in its languages, begins the history."""
    block = f"{sender}: Desk <s@d.example>\n{date}: 2 november 2026 10:22\n{to}: Ann\n{subject}: vraag\n\nOude tekst"
    found = split(f"Nieuwe tekst.\n\n{above}{block}")
    assert found.visible == "Nieuwe tekst."
    assert found.quoted.endswith("Oude tekst")


def test_answers_between_quotes_are_new_text() -> None:
    """Interleaved answers stay, the questions go."""
    found = reading("fr-answers-between-quotes")
    assert "02 500 12 34" in found.visible_text
    assert "Windows 10 22H2" in found.visible_text
    assert "numéro" not in found.visible_text


def test_bottom_posting_keeps_the_part_below() -> None:
    """Text below a marked quote is the new text."""
    assert (
        split(f"On 2 Nov 2026, at 10:22, Desk <s@d.example> wrote:\n\n{QUOTE}\nMijn antwoord.").visible
        == "Mijn antwoord."
    )


def test_html_quotations_are_taken_off() -> None:
    """A blockquote is history, what stands after it is not."""
    found = reading("html-only-with-blockquote")
    assert "Oude tekst" not in found.visible_text
    assert found.visible_text.startswith("Nieuwe tekst hier.")
    assert found.visible_text.endswith("Nog een antwoord.")


@pytest.mark.parametrize(
    ("tail", "signature"),
    [
        ("-- \nAnn Claes\nClaes BV", "Claes BV"),
        ("Met vriendelijke groeten,\nAnn Claes\nClaes BV\nTel. 056 00 12 34", "Claes BV"),
        ("Mit freundlichen Grüßen\nAnn Claes\nClaes GmbH", "Claes GmbH"),
        ("Vennlig hilsen\nAnn Claes\nClaes AS", "Claes AS"),
        ("Saygılarımla,\nAnn Claes\nClaes A.Ş.", "Claes A.Ş."),
        ("Cordialement\nAnn Claes\nClaes SA", "Claes SA"),
        ("Kind regards,\nAnn Claes\nClaes Ltd", "Claes Ltd"),
        ("Verstuurd vanaf mijn iPhone", "iPhone"),
        ("Von meinem iPhone gesendet", "iPhone"),
        ("Sendt fra min iPhone", "iPhone"),
        ("iPhone'umdan gönderildi", "iPhone"),
        ("Envoyé de mon iPhone", "iPhone"),
        ("Sent from my Galaxy phone", "Galaxy"),
        ("Dit e-mailbericht is vertrouwelijk en alleen bestemd voor de geadresseerde.", "vertrouwelijk"),
        ("Diese E-Mail kann vertrauliche Informationen enthalten.", "vertraulich"),
    ],
)
def test_signatures_device_lines_and_disclaimers(tail: str, signature: str) -> None:
    """What follows the last sentence is the signature."""
    found = split(f"De laatste zin.\n\n{tail}\n")
    assert found.visible.startswith("De laatste zin.")
    assert signature in found.signature
    assert signature not in found.visible


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("below", ["", f"\n\nOn Mon, Nov 2, 2026 at 10:22 AM Support <s@d.example> wrote:\n{QUOTE}"])
def test_footers_of_programs(footer: str, below: str) -> None:
    """Footers of phones, mail programs, virus scanners and lists are no new text, with and without a quote below."""
    assert split(f"De laatste zin.\n\n{footer}{below}").visible == "De laatste zin."


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize("answers", [True, False])
def test_prose_is_not_taken_for_a_quote(text: str, answers: bool) -> None:
    """A colon, a date, an address, thanks, or the word "schreef" alone end nothing."""
    assert split(text, answers=answers).visible == text


@pytest.mark.parametrize("above", ["", "\n"])
def test_an_answer_below_an_unmarked_quote(above: str) -> None:
    """Where nothing stands above Outlook's block, text below the quoted mail's signature is the answer."""
    quoted = "Hallo Ann,\n\nWelche Version?\n\nMit freundlichen Grüßen\nSupport\nTel. 056 12 34 56\n\n"
    found = split(f"{above}{BLOCK}{quoted}Version 4.2 ist installiert.\n")
    assert found.visible == "Version 4.2 ist installiert."
    assert found.certainty < 0.9
    assert split(f"\n{BLOCK}{quoted}").visible == ""


@pytest.mark.parametrize(
    ("questions", "answers"),
    [
        (
            "1. Welke versie?\n4.2\n2. Welk systeem?\nWindows 11\n3. Telefoon?\n056 12 34 56\n",
            "4.2\nWindows 11\n056 12 34 56",
        ),
        ("1. Welke versie?\n\n4.2\n\n2. Welk systeem?\n\nWindows 11\n\n", "4.2\nWindows 11"),
        ("1. Welke versie? 4.2\n2. Welk systeem? Windows 11\n", "4.2\nWindows 11"),
        ("1. Firma: Roel BV (bekend)\nklopt\n2. Welk systeem?\nWindows 11\n", "klopt\nWindows 11"),
    ],
)
def test_answers_between_unmarked_questions(questions: str, answers: str) -> None:
    """Lines between the numbered questions of an ask-back mail are answers, though nothing marks the questions."""
    found = split(f"Zie hieronder.\n\n{BLOCK}Dag Ann,\n\n{questions}\nGroeten\nSupport")
    assert found.visible.replace("\n\n", "\n") == f"Zie hieronder.\n{answers}"
    assert found.certainty < 0.9


def test_unanswered_questions_stay_quoted() -> None:
    """Numbered questions that nobody answered below are history, and surely so."""
    found = split(f"Dank u.\n\n{BLOCK}Dag Ann,\n\n1. Welke versie?\n2. Welk systeem?\n\nGroeten\nSupport")
    assert (found.visible, found.certainty) == ("Dank u.", 1.0)


def test_answers_between_marked_questions() -> None:
    """Answers directly below marked lines stay, however short and in small letters."""
    second = "> 2. Welk systeem gebruikt u daar op dit ogenblik voor dit programma?"
    text = f"> 1. Welke versie?\n4.2\n{second}\nwindows 11\n> Groet"
    assert split(text).visible.split() == ["4.2", "windows", "11"]


def test_lines_broken_off_a_quote() -> None:
    """A client that wraps what it quotes without marking the rest of the line makes no new text."""
    broken = "> Kunt u ons nog laten weten welke versie van het programma u nu gebruikt en\nop welke machine?\n> Groet"
    assert split(f"Versie 4.2.\n\nOp 2 nov 2026 10:22 schreef S <s@d.example>:\n{broken}").visible == "Versie 4.2."


def test_an_attribution_behind_new_text() -> None:
    """Where a client puts the attribution on the line of the answer, the answer stays."""
    text = f"Het werkt. On Mon, Nov 2, 2026 at 10:22 AM, s@d.example wrote:\n{QUOTE}"
    assert split(text).visible == "Het werkt."


COLOURED = """<p>{said}</p><div id="divRplyFwdMsg"><b>From:</b> Support &lt;s@d.example&gt;<br><b>Sent:</b> 2.11.2026
10:22<br><b>To:</b> Ann<br><b>Subject:</b> x</div><p style="color:#1f4e5f">Produsoft</p><p>Which version do you use?<br>
<span style="color:#FF0000">Version 4.2</span></p><p>Anything else?</p><p><font color="red">no, thanks</font></p>"""


@pytest.mark.parametrize(
    "said",
    [
        "See my answers in red below.",
        "Zie mijn antwoorden in het rood",
        "Antworten siehe unten in Rot.",
        "Se svar i rødt nedenfor",
        "Cevaplarım aşağıda kırmızı renkte.",
        "Mes réponses en rouge ci-dessous",
    ],
)
def test_answers_in_another_colour(said: str) -> None:
    """What the sender wrote into the quote in the colour he names is new text, but not surely so."""
    head = "From: Ann <a@c.example>\nSubject: RE: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    found = quoting.of_mail(parse((head + COLOURED.format(said=said)).encode(), Limits()))
    assert found.visible.split("\n\n") == [said, "Version 4.2", "no, thanks"]
    assert found.certainty < 0.9


@pytest.mark.parametrize(
    "text", ["The part is shown in red below", "Das Bauteil ist unten rot", "Angebot für Vertrieb"]
)
def test_a_colour_alone_names_no_answers(text: str) -> None:
    """A red part is not a red answer."""
    assert coloured.said(text) is None


def test_answers_announced_and_not_found_are_unsure() -> None:
    """Who says that he answered in red, and did so where we cannot see it, is not relayed unseen."""
    head = "From: Ann <a@c.example>\nSubject: RE: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    found = quoting.of_mail(parse(f"{head}See my answers in red.\n\n{BLOCK}Which version?\n4.2\n".encode(), Limits()))
    assert found.certainty < 0.5
    assert found.doubt


def test_pgp_armour_is_taken_off() -> None:
    """A signed message is read without its armour, its dash-escaped delimiter as one."""
    signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt works.\n- -- \nAnn\n"
    found = split(f"{signed}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n")
    assert found.visible == "It works."
    assert "abc" in found.signature


def test_a_list_footer_below_a_quote_is_no_answer() -> None:
    """What a list adds below the quote of a top-posted answer is not new."""
    footer = "_______________________________________________\nusers mailing list\nusers@l.example\nhttp://l.example/listinfo"
    assert split(f"Works.\n\nOn 2 Nov 2026, at 10:22, S <s@d.example> wrote:\n{QUOTE}\n{footer}").visible == "Works."


def test_a_warning_of_a_gateway_is_no_text_of_the_sender() -> None:
    """The banner that a mail gateway puts on top goes, the salutation is first."""
    banner = "CAUTION: This email originated from outside of the organization. Do not click links."
    assert split(f"{banner}\n\nHi,\n\nIt works.").visible == "Hi,\n\nIt works."


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("Kan dere hjelpe?\n\nHilde Brekke\nBrekke Arkitekter AS", "Kan dere hjelpe?\n\nHilde Brekke"),
        ("Kan dere hjelpe?\n\nHilsen Hilde Brekke\nBrekke Arkitekter AS", "Kan dere hjelpe?\n\nHilsen Hilde Brekke"),
        ("Hjelp!\n\nHilde Brekke, Brekke AS\nMob: 0541 555", "Hjelp!\n\nHilde Brekke, Brekke AS"),
        ("Thanks for this!\n\nHilde\nBrekke AS", "Thanks for this!\n\nHilde"),
    ],
)
def test_the_signature_begins_below_the_name(text: str, visible: str) -> None:
    """The sender's name may trail, what stands below it is the signature; "Brekke" does not close a mail with "br"."""
    assert split(text, writer="Hilde Brekke").visible == visible


def test_an_indented_paragraph_is_no_quote() -> None:
    """Gmail indents with a borderless blockquote; a bare one above a real quotation is the sender's too."""
    indented = '<p>Een</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">twee</blockquote><p>drie</p>'
    text, spans = html_text.to_text(indented, 10_000)
    assert split(text, spans).visible.split() == ["Een", "twee", "drie"]
    bare = "<p>Een</p><blockquote>twee</blockquote><p>On 2 Nov 2026, at 10:22, S &lt;s@d.example&gt; wrote:</p>"
    text, spans = html_text.to_text(f"{bare}<blockquote type=cite>oud</blockquote>", 10_000)
    assert split(text, spans).visible.split() == ["Een", "twee"]


@pytest.mark.parametrize(
    ("text", "answers", "least", "most"),
    [
        ("Nieuw.", False, 1.0, 1.0),
        ("Nieuw.", True, 0.9, 0.95),
        (f"Nieuw.\n\nOn 2 Nov 2026, at 10:22, S <s@d.example> wrote:\n{QUOTE}", True, 1.0, 1.0),
        (f"Nieuw.\n\n-----Original Message-----\n{BLOCK}Oud.", True, 1.0, 1.0),
        ("Nieuw.\n\nOn 2 Nov 2026, at 10:22, S <s@d.example> wrote:\n\nOud.", True, 0.9, 0.99),
        (f"Nieuw.\n\n{QUOTE}", True, 0.9, 0.9),
        (f"\n{BLOCK}Oud.", True, 0.0, 0.5),
        (f"On 2 Nov 2026, at 10:22, S <s@d.example> wrote:\n{QUOTE}", True, 0.0, 0.5),
    ],
)
def test_how_sure_the_division_is(text: str, answers: bool, least: float, most: float) -> None:
    """A client's mark is certain, habit is less so, and nothing new in an answer is a doubt with a reason."""
    found = split(text, answers=answers)
    assert least <= found.certainty <= most
    assert (found.certainty == 1.0) is (not found.doubt)


@pytest.mark.parametrize(
    "noise",
    [
        ">" * 1_000_000,
        " " * 1_000_000,
        "\n" * 1_000_000,
        "a" * 1_000_000,
        ">\n" * 500_000,
        "a:\n" * 333_000,
        "From: a\n" * 120_000,
        "On x wrote:\n" * 80_000,
        "-- \n" * 250_000,
        "a." * 190 + ":\n" * 2_500,
        ("x 2.11.2026 10:22 a@b " * 17 + ":\n") * 2_500,
        ("-" * 60 + " " + "wrote " * 50 + "-\n") * 2_500,
        "On 2 Nov 2026 10:22\n" * 50_000,
        "> " + "x" * 70 + " a\nfoo\n> y\n" * 60_000,
        "1. a?\nb\n" * 120_000,
        "my answers in red " * 55_000,
        "-----BEGIN PGP SIGNED MESSAGE-----\n" * 28_000,
    ],
)
def test_a_megabyte_of_noise_is_split_in_time(noise: str) -> None:
    """No hostile text costs more than linear time."""
    begun = time.process_time()
    split(noise, answers=True)
    assert time.process_time() - begun < 3


def test_gmail_forward() -> None:
    """A customer's forward: the comment is visible, the original has its sender and text."""
    found = reading("forward-gmail-inline")
    assert found.forwarded is not None
    assert found.forwarded.sender is not None
    assert found.forwarded.sender.address == "karel@roel.example"
    assert found.forwarded.text.startswith("Mia, hoe krijg ik")
    assert found.visible_text == "Hallo, kunnen jullie Karel hiermee helpen?\n\nMia"
    assert not found.follow_up


def test_outlook_forward_in_norwegian() -> None:
    """VS: with a header block below is a forward."""
    found = reading("forward-outlook-norwegian")
    assert found.forwarded is not None
    assert found.forwarded.subject == "Tegning"
    assert found.language == "nb"


def test_attached_forward() -> None:
    """An attached message below a short comment is a forward."""
    found = reading("forward-attached-message")
    assert found.forwarded is not None
    assert found.forwarded.sender is not None
    assert found.forwarded.sender.name == "Koen Blom"
    assert found.forwarded.date is not None


def test_a_reply_with_a_header_block_is_no_forward() -> None:
    """The header block below an answer is history."""
    found = reading("de-outlook-header-block-below")
    assert found.forwarded is None
    assert "Maschinen still" not in found.visible_text
