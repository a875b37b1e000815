"""The sender says himself what his mail is: "I want to report a bug", "this is not a bug but a wish" (PRO-08).

An explicit statement wins over whatever the rest of the mail sounds like. What is denied is taken out first, so "not a
bug" is no bug; a mail that states two things has stated nothing. Pure, never raises, bounded. It judges no mail
that merely sounds like something: that is what the model is for.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from routing.classify_words import folded
from routing.letters import any_of, either, small
from routing.submission import Category

_LOOKED_AT = 4000  # characters; who says what his mail is says it soon

# "(is this) a bug or …" asks and states nothing, so the verb must stand before its noun.
_DENIED = any_of(
    folded(r"""
    (?:not|isn't|isn’t|no|rather than|instead of) (?:really |actually |exactly |so much |reporting )?(?:an? |the )?(?:\w+ )?(?:bug|defect|fault|error|wish|suggestion|feature|question)\b
    (?:is |het is |dit is )?(?:geen|niet echt een|niet zozeer een|niet een) (?:echte? )?(?:bug|fout|programmafout|wens|suggestie|vraag|verzoek)\b
    (?:kein|keine|keinen|nicht wirklich ein|nicht so sehr ein|nicht ein) (?:echter |echten |richtiger )?(?:bug|fehler|programmfehler|wunsch|vorschlag|frage|verbesserungsvorschlag)\b
    (?:ikke|ikkje) (?:egentlig |eigentleg )?(?:noen |nokon |en |ein |et |eit |noe )?(?:bug|feil|programfeil|ønske|forslag|spørsmål)\b
    (?:bug|hata|istek|öneri|soru|dilek)(?:sı|ı)? (?:bildirimi )?değil\w*
    (?:pas|ni|plutôt qu'|plutôt qu’)(?: vraiment| tant)? ?(?:d'|d’|un |une )?(?:bug|bogue|erreur|anomalie|souhait|suggestion|question|demande d'évolution)\b
""")
)

_STATED = {
    Category.BUG: any_of(
        folded(r"""
        (?:want|wants|like|wish|have|need|writing|going) to report (?:a|an|the|this|another|one more|some)(?: \w+)? (?:bugs?|defects?|faults?|errors?)\b
        (?:hereby|we are|i am|i'm) report(?:ing)? (?:a|this|another)(?: \w+)? (?:bug|defect|fault)\b
        (?:this|it|that) (?:is|must be|has to be) (?:\w+ )?(?:a|clearly a|definitely a|surely a) (?:\w+ )?(?:bug|defect|programming error)\b
        (?:this|it|that)(?:'s|’s) (?:clearly |definitely |surely |really )?a (?:\w+ )?(?:bug|defect)\b
        (?:but|rather) (?:it is |it's |really )?(?:a|the) (?:\w+ )?(?:bug|defect)\b
        (?:found|discovered|hit|encountered) (?:a|another|an|what is clearly a)(?: \w+)? (?:bug|defect)\b
        bug report\b
        (?:een|deze|volgende|graag een) (?:\w+ )?(?:bug|fout|programmafout) (?:\w+ ){0,4}(?:melden|rapporteren|doorgeven|aangeven)\b
        (?:dit|het|dat) (?:is|moet) (?:\w+ )?(?:duidelijk |gewoon |echt )?een (?:bug|programmafout|fout in (?:het programma|de software))\b
        (?:maar|wel) (?:\w+ )?een (?:bug|programmafout)\b
        (?:bug|fout) gevonden\b
        (?:bugmelding|foutrapport|bugrapport)\b
        (?:einen|diesen|folgenden) (?:\w+ )?(?:bug|fehler|programmfehler|softwarefehler) (?:\w+ ){0,4}(?:melden|mitteilen|anzeigen|berichten)\b
        (?:das|dies|es) ist (?:\w+ )?(?:eindeutig |ganz klar |einfach )?ein (?:\w+ )?(?:bug|programmfehler|softwarefehler|fehler im programm|fehler in der software)\b
        sondern (?:\w+ )?(?:um )?einen? (?:bug|fehler|programmfehler)\b
        (?:bug|fehler|programmfehler) (?:gefunden|entdeckt)\b
        (?:fehlerbericht|bugreport|fehlermeldung an den hersteller)\b
        (?:melde|meldar|rapportere|rapportera|varsle) (?:om |inn )?(?:en |ein |et )?(?:\w+ )?(?:bug|feil|programfeil)\b
        (?:dette|det) (?:er|må være|må vere) (?:\w+ )?(?:en|ein) (?:bug|programfeil|feil i programmet|feil i programvaren)\b
        men (?:\w+ )?(?:en|ein) (?:bug|feil|programfeil)\b
        (?:funnet|fant|fann|funne|oppdaget|oppdaga) (?:en|ein) (?:bug|programfeil|feil i programmet)\b
        (?:feilrapport|bugrapport)\b
        (?:bir )?(?:hata|bug|yazılım hatası|program hatası)(?:yı|ı|sı|sını)? (?:bildirmek|rapor etmek|raporlamak|bildiriyor\w*|bildireceğ\w*|bildirimi yap\w*)
        bu (?:\w+ )?(?:bir )?(?:bug|yazılım hatası|program hatası)(?:dır|dir)?\b
        (?:hata|bug) (?:bildirimi|raporu)\b
        (?:signaler|reporter|remonter|déclarer) (?:un|une|ce|cette|le) (?:\w+ )?(?:bug|bogue|anomalie|défaut|erreur du (?:logiciel|programme))\b
        (?:c'est|c’est|il s'agit|il s’agit)(?: \w+)? (?:d'|d’)?(?:un|une) (?:\w+ )?(?:bug|bogue|anomalie)\b
        mais (?:bien )?(?:d'|d’)?(?:un|une) (?:\w+ )?(?:bug|bogue|anomalie)\b
        (?:trouvé|découvert) (?:un|une) (?:bug|bogue|anomalie)\b
        rapport de bug\b
    """)
    ),
    Category.SUGGESTION: any_of(
        folded(r"""
        (?:feature|enhancement|change) request\b
        (?:this|it|that) is (?:\w+ )?an? (?:\w+ )?(?:wish|suggestion|feature request|idea for)\b
        (?:i|we) (?:also )?(?:have|had) (?:a|one|another)(?: \w+)? (?:suggestion|wish|feature request|idea for (?:a|the|your) (?:\w+ )?(?:version|release|program|software))\b
        (?:want|like|wish) to (?:suggest|propose|make a suggestion|make a wish)\b
        (?:but|rather|more of|more) (?:it is |as )?an? (?:\w+ )?(?:wish|suggestion|feature request|idea)\b
        wish for (?:a|the|some) (?:next|future|later|coming|new) (?:version|release)\b
        (?:dit|het) is (?:\w+ )?(?:een|als) (?:\w+ )?(?:wens|suggestie|idee|verbetervoorstel|feature request)\b
        (?:heb|hebben|hadden|had) (?:\w+ ){0,2}een (?:\w+ )?(?:wens|suggestie|verbetervoorstel|voorstel)\b
        (?:maar|eerder|meer) (?:\w+ )?een (?:\w+ )?(?:wens|suggestie|idee|voorstel|verbetervoorstel)\b
        (?:wens|suggestie|idee|voorstel|verzoek) voor (?:een |de |het )?(?:\w+ )?(?:versie|release|update)\b
        (?:verbetervoorstel|wensenlijst)\b
        (?:das|dies|es) ist (?:\w+ )?ein (?:\w+ )?(?:wunsch|vorschlag|verbesserungsvorschlag|feature request)\b
        (?:habe|haben|hätte|hätten) (?:\w+ ){0,3}einen (?:\w+ )?(?:wunsch|vorschlag|verbesserungsvorschlag|änderungswunsch)\b
        (?:möchte|möchten|würde|würden) (?:\w+ ){0,3}(?:vorschlagen|anregen)\b
        sondern (?:\w+ )?(?:um )?(?:einen? |als )?(?:\w+ )?(?:wunsch|vorschlag|anregung|idee|verbesserungsvorschlag)\b
        (?:verbesserungsvorschlag|funktionswunsch|änderungswunsch|feature-?wunsch)\b
        (?:wunsch|vorschlag|idee) für (?:eine |die |das )?(?:\w+ )?(?:version|release|update)\b
        (?:dette|det) er (?:\w+ )?(?:et|eit|ein) (?:\w+ )?(?:ønske|forslag|forbedringsforslag|idé)\b
        (?:har|hadde) (?:\w+ ){0,2}(?:et|eit|ein) (?:\w+ )?(?:ønske|forslag|forbedringsforslag)\b
        (?:vil|ønsker å|ønskjer å|gjerne) foreslå\b
        (?:men|snarere|heller) (?:\w+ )?(?:et|eit) (?:\w+ )?(?:ønske|forslag)\b
        (?:ønske|forslag|idé) (?:til|for) (?:en |ei |neste |ny )?(?:\w+ )?(?:versjon|utgave|utgåve)\b
        (?:forbedringsforslag|endringsønske)\b
        bu (?:\w+ )?(?:bir )?(?:öneri|istek|dilek|özellik isteği|geliştirme önerisi)(?:dir|tir|m|miz)?\b
        bir (?:öneri|istek|dilek)(?:dir|tir)\b
        (?:bir|şöyle bir) (?:\w+ )?(?:önerim|önerimiz|isteğim|isteğimiz|dileğim|dileğimiz) (?:var|olacak)\b
        (?:önermek|öneride bulunmak) (?:istiyor\w*|isteri\w*)
        (?:geliştirme|iyileştirme|özellik) (?:önerisi|talebi|isteği)\w*
        (?:c'est|c’est|il s'agit|il s’agit)(?: \w+)? (?:d'|d’)?(?:un|une) (?:\w+ )?(?:souhait|suggestion|demande d'évolution|idée d'amélioration|proposition)\b
        (?:ai|avons|aurais|aurions) (?:\w+ )?(?:un|une) (?:\w+ )?(?:souhait|suggestion|proposition d'amélioration|demande d'évolution)\b
        (?:mais|plutôt) (?:\w+ )?(?:d'|d’)?(?:un|une) (?:\w+ )?(?:souhait|suggestion|idée|demande d'évolution)\b
        (?:souhaite\w*|voudrai\w*|aimerai\w*) (?:\w+ )?(?:proposer|suggérer)\b
        (?:demande|proposition) (?:d'évolution|d’évolution|d'amélioration|d’amélioration)\b
    """)
    ),
    Category.SUPPORT: any_of(
        folded(r"""
        (?:this|it|that) is (?:just |only |merely |simply )?a (?:\w+ )?(?:question|support request|request for help)\b
        (?:but|rather|just|only) (?:it is |more of )?a (?:\w+ )?question\b
        (?:dit|het) is (?:\w+ )?(?:gewoon |enkel |alleen |maar )?een (?:\w+ )?(?:vraag|vraagje|hulpvraag|supportvraag)\b
        (?:maar|gewoon|enkel|alleen) (?:\w+ )?een (?:\w+ )?(?:vraag|vraagje)\b
        (?:das|dies|es) ist (?:\w+ )?(?:nur |lediglich |bloß )?eine (?:\w+ )?(?:frage|anfrage|supportanfrage|verständnisfrage)\b
        (?:sondern|nur|lediglich) (?:\w+ )?(?:um )?eine (?:\w+ )?(?:frage|verständnisfrage)\b
        (?:dette|det) er (?:\w+ )?(?:bare |berre |kun )?(?:et|eit) (?:\w+ )?spørsmål\b
        (?:men|bare|berre|kun) (?:\w+ )?(?:et|eit) (?:\w+ )?spørsmål\b
        bu (?:\w+ )?(?:sadece |yalnızca )?(?:bir )?(?:soru|destek talebi)(?:dur|dir|m|muz)?\b
        (?:sadece|yalnızca) (?:bir )?(?:soru|sorum|sorumuz)\b
        (?:c'est|c’est|il s'agit|il s’agit) (?:juste |simplement |seulement )?(?:d'|d’)?une (?:\w+ )?(?:question|demande d'aide)\b
        (?:mais|juste|simplement) (?:\w+ )?(?:d'|d’)?une (?:\w+ )?question\b
    """)
    ),
}
_ANY = either(*_STATED.values())  # most mails say nothing of themselves


def stated(subject: str, text: str) -> tuple[Category, str] | None:
    """What the sender calls his mail and in which words, or None if he calls it nothing or two things."""
    written = small(folded(f"{subject[:500]}\n{text[:_LOOKED_AT]}")).replace("\n", " ")
    left = _DENIED.sub(" , ", written)
    if not _ANY(left):
        return None
    found = {category: phrase[0] for category, phrases in _STATED.items() if (phrase := phrases.search(left))}
    return next(iter(found.items())) if len(found) == 1 else None
