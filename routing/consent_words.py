"""What customers write for yes and no, and what makes a yes a condition, in nl, de, nb, tr, en and fr.

Tables of `routing/consent.py`, folded (see `routing/folding.py`): small letters, no accents, single spaces.
"""

from __future__ import annotations

from typing import Final


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in " ".join(text.split()).split("|"))


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A sentence that begins with one of these says yes, if nothing else is in it but AROUND.
YES: Final = _phrases("""
    yes | yes please | ok | okay | agreed | i agree | we agree | approved | i approve | we approve | go ahead
    | please go ahead | please proceed | confirmed | i confirm | we confirm | i accept | we accept | accepted
    | that is fine | that s fine | fine by me | fine by us | sure
    | ja | jawel | akkoord | wij gaan akkoord | we gaan akkoord | ik ga akkoord | goedgekeurd | in orde | dat is goed
    | prima | ga maar verder | graag | wij bevestigen | ik bevestig
    | jawohl | einverstanden | ich bin einverstanden | wir sind einverstanden | bin einverstanden
    | sind einverstanden | genehmigt | wird genehmigt | freigegeben | ich stimme zu | wir stimmen zu | in ordnung
    | geht in ordnung | gerne | passt | ich bestatige | wir bestatigen | hiermit bestatige ich | hiermit bestatigen wir
    | jepp | jada | det er greit | det er ok | det er i orden | det er fint | det gar bra | greit | godkjent
    | jeg godkjenner | vi godkjenner | vi godtar | jeg godtar | jeg aksepterer | vi aksepterer | bekreftes
    | jeg bekrefter | vi bekrefter | sett i gang | kjor pa | i orden
    | evet | tamam | olur | kabul | kabul ediyorum | kabul ediyoruz | onayliyorum | onayliyoruz | onaylandi
    | onaylanmistir | uygundur | uygun | baslayabilirsiniz
    | oui | d accord | je suis d accord | nous sommes d accord | c est d accord | j accepte | nous acceptons
    | je confirme | nous confirmons | c est bon | allez y | entendu | bon pour accord | accord
""")
NO: Final = _phrases("""
    no | no thanks | no thank you | not agreed | we do not agree | i do not agree | we decline | i decline | declined
    | nee | niet akkoord | nee bedankt
    | nein | nein danke | nicht einverstanden | abgelehnt
    | nei | nei takk | ikke godkjent | avslatt
    | hayir | kabul etmiyorum | kabul etmiyoruz | onaylamiyorum | onaylamiyoruz | istemiyorum | istemiyoruz
    | non | non merci | pas d accord | je refuse | nous refusons
""")
# What may stand beside a yes without making it another one: courtesy, the price itself, and that the work may begin.
AROUND: Final = _set("""
    yes please ok okay thanks thank you kindly regards fine good that this it is s s for me us with by the a an to of
    and quick reply answer i we our my agree agreed accept approve confirm hourly rate price terms costs charge
    charged charges hour per work
    start begin can may you go ahead proceed continue then as stated mentioned quoted described offered paid all right
    ja graag akkoord bedankt dank u je wel dat dit het is goed in orde voor mij ons met de een van en ik wij we ga gaan
    uurtarief tarief prijs kosten werk werken mag mogen beginnen starten start u jullie kunt kunnen zoals vermeld
    prima snelle
    antwoord reactie danke vielen dank gerne bitte das dies es ist gut ordnung fur mich uns mit dem der die den zum
    und ich wir sind bin
    einverstanden stundensatz preis kosten arbeit arbeiten konnen durfen sie ihr anfangen beginnen loslegen legen los
    fangen an wie beschrieben angegeben genannt geht passt so gern schnelle antwort fur ihre die
    takk tusen hilsen det dette er greit fint ok orden i for meg oss med den en et av og jeg vi godtar godkjenner
    timepris timeprisen timesats timesatsen prisen pris kostnad kostnaden arbeid arbeidet kan dere du begynne starte
    sett raskt rask svar svaret for gang gjerne vaersa snill som beskrevet oppgitt nevnt bra gar
    evet tamam tesekkurler tesekkur ederim ederiz rica bu olur uygun uygundur kabul ediyorum ediyoruz onayliyorum
    onayliyoruz saat saatlik ucret ucreti ucretini fiyat fiyati calisma calismaya basla baslayin baslayabilirsiniz
    lutfen ve icin bizim benim belirtilen
    hizli cevap yanit yanitiniz
    oui merci beaucoup bien c est bon cela ca d accord pour moi nous avec le la les un une de du et je suis sommes
    accepte acceptons tarif horaire taux prix couts travail travaux vous pouvez commencer demarrer y allez tel tels
    indique mentionne s il vous plait volontiers entendu
    votre reponse rapide
""")
# Anywhere in the mail, these make of a yes something that a person has to read (GEN-05).
CONDITIONS: Final = _set("""
    but however only unless if provided except until before first maximum max limit capped although though instead
    maar echter alleen enkel slechts tenzij indien mits als behalve tot eerst hoogstens maximaal vooraf
    aber jedoch nur falls sofern wenn vorausgesetzt ausser bis zuerst erst vorher hochstens maximal allerdings
    men bare kun hvis dersom forutsatt mindre unntatt inntil forst hoyst maksimalt maks derimot imidlertid
    ama fakat ancak yalniz sadece eger sartiyla kosuluyla once azami enfazla fazla lakin
    mais cependant seulement uniquement si sauf jusqu abord maximum avant toutefois condition
""")
PRICES: Final = _set("""
    cost costs price prices much rate charge kost kosten prijs hoeveel kostet preis wieviel koster pris mye kostar ucret
    ucreti fiyat fiyati nekadar kadar coute cout couts prix combien tarif
""")
NEGATIONS: Final = _set("not no never niet geen nicht kein keine nie ikke ingen degil yok hayir pas non aucun")
GREETINGS: Final = _set("""
    hi hello dear hey good morning afternoon day hallo beste geachte goedemorgen goedemiddag goedendag dag sehr geehrte
    geehrter guten tag moin liebe lieber hei heisann kjaere god dag morgen merhaba selam sayin iyi gunler bonjour madame
    monsieur cher chere
""")
