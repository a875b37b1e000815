"""The words by which people say what a case is about, what it does to their work, and which case it was before.

A table for `intake/casefile.py`, in nl, de, nb, nn, tr, en and fr, for plain text (`routing.letters.plain`), so accents
may be missing. One phrase a line; all patterns are bounded and linear. A phrase that begins with a word is cheaper
than one that begins with any word.
"""

from __future__ import annotations

from routing.letters import any_plain, plain, plain_pattern

# What people do with a licence that goes to another computer, and what computers are called.
_MOVING = (
    r"(?:overzet\w*|overgezet|overplaats\w*|verhuis\w*|verhuiz\w*|verplaats\w*|overbreng\w*|overdragen|umzieh\w*|umzug|zieh\w* (?:\S+ ){0,6}um|übertrag\w*|verschieb\w*|umstell\w*|"
    r"mitnehmen|flytt\w*|overfør\w*|taşı\w*|aktar\w*|mov(?:e|es|ed|ing)|transf[eé]r\w*|transfèr\w*|migr\w*|déplac\w*|déménag\w*|bascul\w*|züg(?:le|la)\w*)"
)
_COMPUTER = r"(?:pc|computer|laptop|server|machine|maschine|rechner|werkstation|workstation|notebook|poste|serveur|ordinateur|portable|maskin\w*|datamaskin\w*|tenar\w*|tjener\w*|bilgisayar\w*|sunucu\w*|makine\w*|lizenzserver|pc'?e?n?s?|nouveau|nieuwe|neuen?|nye|new one)\b"
TOPICS = {
    "licence": any_plain(r"""
        licen[tsc]i\w*
        licen[sc]e\w*
        lizenz\w*
        lisens\w*
        lisans\w*
        (?:lmstat|lmgrd|lmutil|lmtools|flexlm|flexnet|sentinel admin control cent\w+)\b
        (?:dong(?:le|el)\w*|hardlock\w*|usb[- ]?(?:sleutel|nøkkel|anahtar|kilit|key)\w*|anahtar\w*|kilit|kilidi\w*|clé usb|usb-stick) (?:\S+ ){0,5}(?:niet|nicht|ikke|ikkje|not|no longer|n't|\w+n't|pas|plus|değil|\w+mıyo\w*|\w+miyo\w*|\w+muyo\w*|\w+müyo\w*|kapot|stuk|verloren|kwijt|defect|gestolen|verbrand|lost|broken|dead|stolen|damaged|defekt|kaputt|gestohlen|verschwunden|ødelagt|mistet|mista|stjålet|stolen|bozul\w*|kırıl\w*|kayıp|kaybol\w*|çalın\w*|yan(?:dı|mış)\w*|perdue?|cassée?|volée?|hs|morte?|abîmée?)\b
        (?:verloren|kwijt|kapotte?|gestolen|defecte?|lost|broken|dead|stolen|damaged|defekte[rn]?|kaputte[rn]?|gestohlene[rn]?|ødelagt|mistet|mista|stjålet|bozuk|kırık|kayıp|perdu|cassé|volé) (?:\w+ ){0,3}(?:dong(?:le|el)\w*|hardlock\w*|clé usb)
        (?:dong(?:le|el)\w*|usb[- ]?sleutel|anahtar\w*|kilit|kilidi\w*|clé usb) (?:\w+ ){0,6}(?:herkend|erkannt|gjenkjen\w*|gjenkjent|found|recogni[sz]ed|görm\w*|tanı\w*|reconnue?|gevonden|gefunden|funnet|funne)
        no (?:security|hardware) (?:device|key) found
        (?:security device|hardware key|hasp key|sentinel key) (?:\w+ ){0,3}not found
        ağ kilid\w*
        netzwerklizenz
    """),
    "reinstall": any_plain(r"""
        (?:her|opnieuw )installe\w+\b(?! (?:de |het |die )?(?:\w+ )?(?:driver|stuurprogramma))
        herinstallatie
        neu ?install\w+\b(?! (?:\w+ )?treiber)
        neu (?:aufgesetzt|aufsetzen|aufzusetzen)
        neuinstallation
        (?:re|ny)install\w+\b(?! (?:the |den |le |la )?(?:\S+ ){0,2}(?:drivers?|pilotes?|driver\w*))
        installere? (?:\w+ ){0,3}på nytt
        re-?install\w*\b(?! (?:the |den |le |la |les )?(?:\S+ ){0,2}(?:drivers?|pilotes?))
        yeniden (?:kur\w+|yükle\w+)
        format (?:atıp|attık|attım|atacağ\w+|atıldı|atmam\w*)
    """),
    "moving": any_plain(rf"""
        (?:licenti\w*|licen[cs]e?s?|lizenz\w*|lisens\w*|lisans\w*|dong(?:le|el)\w*) (?:\S+ ){{0,14}}{_MOVING}\S{{0,3}} (?:\S+ ){{0,12}}{_COMPUTER}
        (?:licenti\w*|licen[cs]e?s?|lizenz\w*|lisens\w*|lisans\w*) (?:\S+ ){{0,14}}{_COMPUTER}\S{{0,3}} (?:\S+ ){{0,12}}{_MOVING}
        {_MOVING}\S{{0,3}} (?:\S+ ){{0,6}}(?:licenti\w*|licen[cs]es?|lizenz\w*|lisens\w*|lisans\w*) (?:\S+ ){{0,10}}{_COMPUTER}
        {_COMPUTER}\S{{0,3}} (?:\S+ ){{0,14}}(?:licenti\w*|licen[cs]es?|lizenz\w*|lisens\w*|lisans\w*) (?:\S+ ){{0,5}}{_MOVING}
        lizenzserver\w* (?:\S+ ){{0,8}}(?:zieht|ziehen|umzieh\w*|umzug|umgezogen)
        umzug (?:\w+ ){{0,4}}lizenz\w*
        (?:overzetten|verhuizen|verplaatsen|overbrengen) (?:\w+ ){{0,6}}(?:pc|computer|laptop|machine|werkstation|server)
        (?:licentie|software|programma|visi|worknc|edgecam|radan|peps|spaceclaim) (?:\w+ ){{0,8}}(?:nieuwe|andere) (?:pc|computer|laptop|machine|werkstation)
        (?:nieuwe|andere) (?:pc|computer|laptop|werkstation)s? (?:\w+ ){{0,10}}(?:licentie|installe\w+|overzet\w*)
        (?:lizenz) (?:\w+ ){{0,8}}(?:neuen?|anderen?) (?:pc|rechner|laptop|computer)
        (?:neuen?|neuer) (?:pc|rechner|laptop|computer|workstation)s? (?:\w+ ){{0,10}}(?:lizenz|umziehen|install\w+|übertragen)
        (?:lisens\w*) (?:\w+ ){{0,8}}(?:ny|nye|annen|anna) (?:pc|maskin|datamaskin)
        (?:ny|nye) (?:pc|maskin|datamaskin)\w* (?:\w+ ){{0,10}}(?:lisens\w*|flytte\w*|install\w+)
        yeni (?:bilgisayar|makine|pc)\w* (?:\S+ ){{0,8}}(?:lisans\w*|kur\w+|taşı\w*|aktar\w*)
        lisans\w* (?:\w+ ){{0,6}}(?:yeni|başka) (?:bilgisayar|makine|pc)\w*
        (?:move|transfer|migrat\w+) (?:\w+ ){{0,6}}(?:new|another|other) (?:pc|computer|laptop|machine|workstation|server)
        new (?:pc|computer|laptop|workstation)s? (?:\w+ ){{0,10}}(?:licen[sc]e|install\w*|transfer|move)
        (?:transférer|déplacer|migrer) (?:\w+ ){{0,8}}(?:nouve\w+|autre) (?:pc|ordinateur|poste|machine|portable|serveur)
        (?:nouveau|nouvel) (?:pc|ordinateur|poste|portable) (?:\w+ ){{0,10}}(?:licence|install\w*|transf\w*)
    """),
    "customisation": any_plain(r"""
        (?:eigen|zelfgemaakte|zelfgeschreven|onze) (?:\w+ )?(?:macro|script|post(?:processor)?|template|sjabloon)\w*
        macro['’]?s?\b
        postproces\w*
        post[- ]?process\w*
        postprosess\w*
        eigene[srn]? (?:\w+ )?(?:makro|skript|vorlage|post)\w*
        selbst ?(?:geschriebene|gemachte|gebaute)[srn]? (?:\w+ )?(?:makro|skript|vorlage|post)\w*
        makro\w*
        lisp\b
        vba\b
        (?:egen(?:lagde?|utviklet)?|eigen|heimelaga|hjemmelaget) (?:\w+ )?(?:makro|skript|mal|post)\w*
        kendi (?:yaz\w+ )?(?:makro|betik|script|şablon)\w*
        post ?işlemci\w*
        (?:own|custom|home[- ]?made|self[- ]?written|home[- ]?brew\w*|in-house) (?:\w+ )?(?:macro|script|post|template)s?\b
        (?:propre|maison) (?:\w+ )?(?:macro|script|post|modèle)\w*
        (?:macro|script|post|modèle)s? (?:fait )?maison
    """),
    "training": any_plain(r"""
        opleiding\w*
        (?:bij)?scholing\w*
        cursus\w*
        training\w*
        schulung\w*
        lehrgang\w*
        kurs(?:et|er|ing|e|en)?\b
        opplæring\w*
        eğitim\w*
        formation\w*
        workshop\w*
        seminar\w*
    """),
}
_CASE = r"(?:melding|zaak|case|ticket|call|dossier|kayıt|kaydı|kaydımız|talep|talebi|çağrı|sak|saken|vorgang|fall|supportfall|anfrage|referen[cz]e?|vaka|appel|incident|storing|störung)"
_NUMBER_WORD = r"(?:nummer|number|nr|no|numarası|numaralı|numéro|n°|id)"
RELATED = plain_pattern(
    rf"\b(?:eon[ -]?call(?:[ -]?{_NUMBER_WORD})?|(?:eerdere?|vorige|zelfde|oude) (?:call|melding|case|ticket|zaak|vraag)|{_CASE}(?:s?{_NUMBER_WORD})?(?:[ -]{_NUMBER_WORD})?)"
    rf"[ .:,(]{{0,3}}(?:(?:van|vom|fra|from|met|mit|med|with|unter|under|was|war|is|ist|var|er|{_NUMBER_WORD})[. ]{{1,2}}){{0,3}}[\"'(]?#?(?P<number>(?:[A-Z]{{1,6}}-?)?\d[\w-]{{3,16}})(?![\w.:]\d)"
)
# The other way round, as in Turkish: "90311 numaralı kayıt"; and a number that names its own book.
NUMBERED = tuple(map(plain, ("numaralı", "nolu", "no'lu", "no lu", "sayılı")))
RELATED_BEFORE = plain_pattern(
    rf"(?<![\w.,/-])#?(?P<number>\d{{4,9}})(?:['’]?\w{{0,4}})? (?:{'|'.join(NUMBERED)}) (?:\w+ ){{0,2}}(?:kayd\w*|kayıt\w*|talep\w*|taleb\w*|çağrı\w*|vaka\w*|destek|bildirim\w*|arıza\w*|sorun\w*)"
)
RELATED_EON = plain_pattern(r"(?<![\w-])(?P<number>eon[- ]?\d{3,9})(?!\w)")
IMPACT = any_plain(r"""
    (?:daardoor|hierdoor|waardoor|zodat) (?:\w+ ){0,8}(?:niet|vast|stil|vertraging|verlies|tijd)
    (?:kost|verliezen|verlies) (?:\w+ ){0,4}(?:tijd|uren|uur|dagen)
    (?:dadurch|wodurch|deshalb|so dass|sodass) (?:\w+ ){0,8}(?:nicht|still|verzug|verzögert|zeit)
    (?:kostet|verlieren) (?:\w+ ){0,4}(?:zeit|stunden|tage)
    (?:derfor|dermed|slik at) (?:\w+ ){0,8}(?:ikke|stopp|forsinket|tid)
    (?:mister|taper|koster) (?:\w+ ){0,4}(?:tid|timer|dager)
    (?:bu yüzden|bu nedenle|dolayısıyla) (?:\w+ ){0,10}(?:\w*m[ıiuü]yor\w*|durdu|gecik\w+|aksı\w+|bekl\w+)
    (?:zaman|saat|gün) (?:\w+ ){0,3}(?:kaybed\w+|kaybı\w*)
    (?:therefore|so|because of this|which means) (?:\w+ ){0,8}(?:cannot|can't|stuck|delay\w*|stopped|lose|losing)
    (?:costs?|los(?:e|ing)) (?:\w+ ){0,4}(?:time|hours|days)
    (?:du coup|donc|par conséquent|de ce fait) (?:\w+ ){0,8}(?:pas|plus|bloqu\w+|retard\w*|arrêt)
    (?:perd\w*|coûte) (?:\w+ ){0,4}(?:temps|heures|jours)
    (?:lever(?:ing|termijn|datum)|liefer(?:termin|ung)|levering(?:sfrist)?|teslim(?:at)?|deadline|délai) (?:\w+ ){0,6}(?:morgen|vrijdag|freitag|fredag|cuma|friday|vendredi|gevaar|gefahr|risk)
""")
# "See picture": what there is to say is in a file.
POINTING = any_plain(r"""
    (?:zie|cf|bekijk) (?:\w+ ){0,2}(?:foto|bijlage|afbeelding|screenshot|schermafdruk|plaatje|bestand|pdf)\w*
    (?:siehe|s\.|lueg) (?:\w+ ){0,2}(?:bild|foto|anhang|anlage|screenshot|datei)\w*
    (?:se|sjå) (?:\w+ ){0,2}(?:bilde|bildet|vedlegg|vedlagt|skjermbilde|foto)\w*
    (?:ekte|ekteki|ekran görüntüsü|resim|resimde|fotoğraf)\w*
    (?:see|as per|look at) (?:\w+ ){0,2}(?:picture|photo|pic|attached|attachment|screenshot|image|file)\w*
    (?:voir|cf) (?:\w+ ){0,2}(?:photo|image|pièce jointe|capture|pj|fichier|ci-joint)\w*
    (?:foto|bild|bilde|picture|photo|screenshot|bijlage|anhang|vedlegg|ek)[.!?]
""")
