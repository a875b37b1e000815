"""Whether a mail says thank you and nothing else: such a one is kept with its case and opens nothing (MAIL.md 3).

Every clause must be thanks, a greeting, good wishes or "it works", in nl, de, nb, nn, tr, en or fr; one that asks,
doubts or tells anything more makes the mail an ordinary one. So it errs towards opening a case. By phrase tables, in
the new text only. Pure, bounded, never raises.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re

from intake.phrases import any_of, folded

_LONGEST = 600  # characters; who writes more has more to say
_CLAUSE = re.compile(r"[^.,;!\n…]+")
_WORDS = 12  # of one clause
_NAME_WORDS = 4
_WORD = re.compile(r"\w+")
_GREETING_WORDS = 6

_THANKS = any_of(r"""
    (?:hartelijk |heel |erg |super |alvast )?(?:bedankt|dank ?je|dank ?u|dankjewel|dankuwel|dank)\b
    merci\b
    (?:vielen |herzlichen |besten |tausend )?dank\b
    danke\w*\b
    (?:ich |wir )?bedanken?\b
    merci ?vielmal\b
    (?:tusen |mange |hjertelig )?takk\b
    teşekkür\w*
    tesekkur\w*
    (?:çok )?sağ ?ol\w*
    (?:cok )?sag ?ol\w*
    (?:eline|elinize|ellerinize) sa[ğg]lik
    (?:many |kind )?thank(?:s| ?you)\b
    thx\b
    cheers\b
    much appreciated
    (?:i|we) (?:really |very much )?appreciate\b
    (?:je |nous )?(?:vous |te )?remerci\w+
    un grand merci
""")
_GOOD = any_of(
    r"""
    (?:het |dit |alles |nu |dat )?(?:\w+ )?(?:werkt|lukt|loopt|draait) (?:\w+ ){0,2}(?:nu|weer|terug|perfect|prima|goed|zoals het hoort)
    (?:prima|perfect|top|super|fijn|mooi|geweldig|fantastisch|uitstekend|in orde|helemaal goed|opgelost)\b
    (?:es |das |alles |jetzt )?(?:\w+ )?(?:funktioniert|klappt|läuft|geht) (?:\w+ ){0,2}(?:jetzt|wieder|nun|perfekt|bestens|einwandfrei|prima|super)
    (?:perfekt|super|prima|bestens|hervorragend|alles klar|klasse|erledigt|gelöst)\b
    (?:det |alt |dette |nå |no )?(?:\w+ )?(?:virker|fungerer|fungerar|går|verkar) (?:\w+ ){0,2}(?:nå|no|igjen|igen|perfekt|fint|bra|som det skal)
    (?:perfekt|supert|flott|fint|kjempebra|topp|strålende|kjempefint|løst)\b
    (?:\w+ ){0,3}(?:çalişiyor|calisiyor|çözüldü|cozuldu|düzeldi|duzeldi|oldu|halloldu)\b
    (?:harika|süper|super|mükemmel|mukemmel|tamam(?:dir|dir)?|çok güzel|cok guzel|sorunsuz)\b
    (?:it|this|that|everything|all|now it) (?:\w+ ){0,2}(?:works?|working|runs?|running|sorted|solved|fixed) ?(?:\w+ ){0,2}(?:now|again|perfectly|fine|great)?
    (?:that|this|it) (?:did it|did the trick|helped|solved it)\b
    (?:works|working) (?:\w+ ){0,2}(?:now|again|perfectly|fine|great|like a charm)
    (?:perfect|great|super|brilliant|excellent|wonderful|lovely|awesome|fantastic|all good|sorted|solved)\b
    (?:ça|cela|tout|c'est) (?:\w+ ){0,2}(?:marche|fonctionne|bon|parfait|réglé|résolu|ok)\b
    (?:parfait|super|génial|impeccable|excellent|nickel|résolu)\b
""",
    opens=True,
)
_WISHES = any_of(
    r"""
    (?:met |mvg|vriendelijke |hartelijke |beste )?(?:groet|groeten|groetjes|mvg)\b
    (?:een )?(?:fijne?|prettige?|goede?n?|leuke?) (?:\w+ )?(?:dag|avond|weekend|middag|week|vakantie|feestdagen)
    (?:goeie|goede)?(?:dag|morgen|middag|avond)\b
    (?:hoi|hallo|hello|hi|hey|dag|beste|geachte|dear|hei|heisann|kjære|merhaba|merhabalar|selam\w*|sayin|sayin|değerli|bonjour|salut|cher|chère|liebe[r]?|sehr geehrte[r]?|guten (?:tag|morgen|abend)|grüezi|servus|moin|good (?:morning|afternoon|evening|day))\b
    (?:mit |beste |viele |freundliche[nr]? |liebe |schöne )*(?:grüße|grüßen|gruß|gruss|grüsse|grüssen|mfg|lg)\b
    (?:schönen?|schönes|gutes|ein schönes) (?:\w+ )?(?:tag|abend|wochenende|woche|feierabend|feiertage)
    (?:med |beste |vennlig |venleg |mvh)?(?:hilsen|hilsener|helsing|mvh)\b
    (?:ha )?(?:en )?(?:god|fin|fortsatt fin|riktig god) (?:\w+ )?(?:dag|kveld|helg|uke|veke|jul|sommer)
    (?:iyi|kolay|hayirli|hayirli|mutlu) (?:\w+ )?(?:çalişmalar|calismalar|günler|gunler|akşamlar|aksamlar|haftalar|gelsin|hafta sonlari|bayramlar|işler|isler)
    (?:saygilar|saygilar|selamlar)\w*
    (?:kind |best |warm |many )*(?:regards|wishes)\b
    (?:have|enjoy) (?:a|the|your) (?:\w+ )?(?:day|weekend|evening|week|one)
    (?:bonne|belle|excellente) (?:journée|soirée|semaine|fin de journée|année)
    (?:bon|excellent) (?:week-?end|après-midi)
    (?:bien |très )?(?:cordialement|cdt|à vous|amicalement)\b
    (?:dit|de|this|the|der|das|saken?|konu|le|la)? ?(?:ticket|dossier|case|fall|sak|kayit|kaydi) (?:mag|kan|can|may|kann|darf|kapatilabilir|kapatabilirsiniz|peut) (?:\w+ ){0,4}(?:gesloten|dicht|closed|geschlossen|zu|lukkes|fermé)\b
""",
    opens=True,
)
_MORE = re.compile(
    r"\?|#|\b(?:maar|echter|alleen nog|nog (?:een|steeds|altijd)|wel nog|aber|jedoch|allerdings|noch|leider|nur|trotzdem|men|"
    r"dessverre|enda|ennå|fortsatt (?:ikke|ikkje|feil|problem)|imidlertid|ama|fakat|ancak|yalniz|hala|hâlâ|henüz|yine|but|however|"
    r"still|unfortunately|although|except|only|mais|cependant|toutefois|encore|malheureusement|par contre|sauf|helaas|"
    r"not|niet|geen|nicht|kein\w*|ikke|ikkje|değil|degil|yok|ne .{1,20} pas|n'\w+ .{0,20}pas|can you|could you|kunt u|kan je|kunnen jullie|können sie|kannst du|"
    r"kan du|kan dere|pouvez|pourriez|please|alstublieft|aub|bitte|vennligst|lütfen|lutfen|svp|s'il vous pla[iî]t)\b"
)


def is_only_thanks(text: str) -> bool:
    """Whether the new text of a mail is thanks, with at most a greeting, good wishes and "it works" around them."""
    if len(text) > _LONGEST:
        return False
    plain = folded(text.replace("\n", "\n\n"))  # a line of a short mail is a sentence of its own
    clauses = [clause.strip(" :-–—") for clause in _CLAUSE.findall(plain)]
    told = [clause for clause in clauses if _WORD.search(clause)]
    kind = [place for place, clause in enumerate(told) if _is_kind(clause)]
    if not kind or not any(_THANKS.search(clause) for clause in told) or _MORE.search(plain):
        return False
    name = " ".join(told[kind[-1] + 1 :])
    return kind == list(range(len(kind))) and len(_WORD.findall(name)) <= _NAME_WORDS


def _is_kind(clause: str) -> bool:
    words = len(_WORD.findall(clause))
    if _THANKS.search(clause) or _GOOD.match(clause):
        return words <= _WORDS
    return _WISHES.match(clause) is not None and words <= _GREETING_WORDS
