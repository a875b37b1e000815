"""The words of invoices, orders, renewals, cancellations and contracts, and of dongles that are gone or broken.

A table for `intake/matters.py`, in nl, de, nb, nn, tr, en and fr, for plain text (`routing.letters.plain`), so accents
may be missing. One phrase a line; all patterns are bounded and linear.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from routing.letters import any_plain

# What runs for a period, and can be renewed, cancelled and asked about.
_AGREEMENT = (
    r"(?:contract\w*|overeenkomst\w*|onderhoud\w*|abonnement\w*|maintenance|subscription\w*|agreements?|"
    r"(?:wartungs|support|rahmen|service)?vertr[aä]g\w*|wartung\w*|(?:support|service|vedlikeholds)?avtale\w*|kontrakt\w*|vedlikehold\w*|"
    r"sözleşme\w*|bakım\w*|abonelik\w*|aboneliğ\w*|anlaşma\w*|contrats?|support ?plan|lisenzabo|licenties?|licen[cs]es?|lizenz\w*|lisens\w*|lisans\w*)"
)

BUSINESS = {
    "invoice": any_plain(r"""
        factuur\w*
        facturen
        factuurnummer\w*
        creditnota\w*
        betalingsherinnering\w*
        aanmaning\w*
        rechnung(?:en|snummer\w*|sstellung|sbetrag)?\b
        gutschrift\w*
        zahlungserinnerung\w*
        mahnung(?:en)?\b
        fakturas?\b
        faktura(?:en|er|ene|nummer\w*)\b
        kreditnota\w*
        betalingspåminnelse\w*
        purregebyr\w*
        fatura\w*
        invoic(?:e|es|ed|ing)\b
        credit note
        payment reminder
        factures?\b
        facturation\w*
        (?:note d'|un )avoir (?:\w+ ){0,3}facture
    """),
    "order": any_plain(r"""
        bestelling(?:en)?\b
        bestelbon\w*
        bestelnummer\w*
        (?:willen|wil|wensen|zouden|zou) (?:\w+ ){0,6}bestellen\b
        (?:bestellen|bestelde) (?:wij|we|ik|hierbij)
        (?:hiermit|hiermee|hierbij) bestellen
        bestellung(?:en)?\b
        bestellnummer\w*
        (?:möchten|möchte|wollen) (?:\w+ ){0,6}bestellen\b
        auftragsbestätigung\w*
        bestilling(?:en|er)?\b
        innkjøpsordre\w*
        (?:ønsker å|vil|vi) bestille\w*
        sipariş\w*
        purchase orders?\b
        (?:want|like|wish) to order\b
        (?:our|new|attached) order\b(?! of)
        place an order
        order (?:form|confirmation)
        bons? de commande
        passer (?:une )?commande
        (?:souhait\w+|voud\w+|désir\w+) commander\b
    """),
    "cancellation": any_plain(rf"""
        (?:opzeg\w*|opgezegd|stopzetten|beëindig\w*) (?:\S+ ){{0,8}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,10}}(?:opzeg\w*|opgezegd|op te zeggen|zeggen .{{0,12}}op\b|stopzetten|stop te zetten|beëindig\w*|te beëindigen)
        (?:zeg|zeggen) (?:\w+ ){{0,8}}{_AGREEMENT} (?:\S+ ){{0,8}}op\b
        contractopzegging\w*
        (?:kündig\w*|gekündigt) (?:\S+ ){{0,8}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,12}}(?:kündig\w*|gekündigt|zu kündigen)
        vertragskündigung\w*
        (?:oppsigelse|oppseiing) (?:\S+ ){{0,5}}{_AGREEMENT}
        (?:si|sier|seie|sei) opp (?:\S+ ){{0,5}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,6}}(?:si|sies|sagt|seiast) opp\b
        {_AGREEMENT} (?:\S+ ){{0,8}}(?:fesh\w*|fesih\w*|iptal\w*|sonlandır\w*|sona erdir\w*)
        (?:fesih|iptal) (?:talebi|bildirimi|ihbarı)\w*
        (?:cancel\w*|terminat\w*|discontinu\w*) (?:\S+ ){{0,6}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,6}}(?:cancel\w*|terminat\w*)
        notice of (?:termination|cancellation)
        résili\w* (?:\S+ ){{0,8}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,8}}résili\w*
        ne (?:pas|plus) (?:reconduire|renouveler) (?:\S+ ){{0,6}}{_AGREEMENT}
    """),
    "renewal": any_plain(rf"""
        (?:verleng\w*|vernieuw\w*) (?:\S+ ){{0,8}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,8}}(?:verleng\w*|te verlengen|vernieuw\w*)
        contractverlenging\w*
        (?:verlänger\w*|erneuer\w*) (?:\S+ ){{0,8}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,10}}(?:verlänger\w*|zu verlängern|erneuer\w*)
        vertragsverlängerung\w*
        (?:forny\w*|forleng\w*) (?:\S+ ){{0,6}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,6}}(?:forny\w*|forleng\w*)
        {_AGREEMENT} (?:\S+ ){{0,6}}(?:yenile\w*|uzat\w*)
        renew\w* (?:\S+ ){{0,6}}{_AGREEMENT}
        {_AGREEMENT} renew\w*
        (?:renouvel\w*|recondui\w*|reconduction\w*|prolong\w*) (?:\S+ ){{0,6}}{_AGREEMENT}
        {_AGREEMENT} (?:\S+ ){{0,6}}(?:renouvel\w*|recondui\w*|reconduction)
    """),
}  # fmt: skip
# A contract is the matter where it is asked about, not where its number is named in passing.
CONTRACT = any_plain(r"""
    (?:onderhouds|support)?(?:contract|overeenkomst)(?:en|s|duur|vorm\w*|voorwaarden)?\b
    (?:wartungs|support|rahmen|service)?vertr[aä]g(?:e|es|s|en)?\b
    vertrags(?:laufzeit|ende|bedingungen|umfang)
    (?:support|service|subscription|vedlikeholds|abonnements)?-?avtale(?:n|r|ne)?\b
    (?:service)?kontrakt(?:en|er|ene)?\b
    (?:bakım |destek )?(?:sözleşme|anlaşma)\w*
    destek paketi\w*
    (?:maintenance|support|service|subscription) (?:contract|agreement|plan)s?\b
    (?:our|the|my|your) contracts?\b
    contrats?(?: de (?:maintenance|support|service))?\b
""")
ASKS = any_plain(r"""
    (?:tot wanneer|wanneer|hoe lang|wat dekt|wat kost|welke?|valt|geldig|loopt|verloopt|vragen? over|info\w* over)
    (?:bis wann|wann|wie lange|was (?:umfasst|kostet)|welche\w*|gültig|läuft|frage\w* zu\w*)
    (?:når|hvor lenge|kor lenge|hva (?:dekker|koster)|hvilke\w*|gyldig|løper|utløper|spørsmål om)
    (?:ne zaman|ne kadar|hangi|kapsam\w*|geçerli\w*|süre\w*|bitiyor|bitiş|hakkında)
    (?:until when|when|how long|what (?:does|is)|which|valid|expires?|covers?|question about)
    (?:jusqu'à quand|quand|combien|que couvre|quel\w*|valable|expire|échéance|question (?:sur|concernant))
""")
_KEY = r"(?:dong(?:le|el)\w*|hardlock\w*|usb[- ]?(?:sleutel|nøkkel|anahtar\w*|kilit|key)|clé usb|licentiesleutel|anahtar\w*|kilit|kilid\w*)"
_GONE = (
    r"(?:verloren|kwijt|gestolen|verbrand|kapot|stuk|defect\w*|gestohlen\w*|verbrannt\w*|kaputt\w*|verschwunden|defekt\w*|"
    r"mistet|mista|stjålet|brent|ødelagt|knust|kayb\w*|kayıp|çalın\w*|yan(?:dı|mış|gın)\w*|kırıl\w*|bozul\w*|"
    r"lost|stolen|burnt|burned|broken|damaged|destroyed|dead|perdue?s?|volée?s?|brûlée?s?|cassée?s?|détruite?s?|abîmée?s?|hs)"
)
LOSS = any_plain(rf"""
    {_KEY} (?:\S+ ){{0,8}}{_GONE}\b
    {_GONE} (?:\w+ ){{0,3}}{_KEY}
    (?:brand|inbraak|diefstal|feuer|einbruch|diebstahl|innbrudd|tyveri|yangın|hırsızlık|fire|burglary|theft|incendie|vol|cambriolage) (?:\S+ ){{0,14}}{_KEY}
    {_KEY} (?:\S+ ){{0,14}}(?:brand|inbraak|diefstal|feuer|einbruch|diebstahl|innbrudd|tyveri|yangın\w*|hırsızlık\w*|fire|burglary|theft|incendie|cambriolage)\b
""")
