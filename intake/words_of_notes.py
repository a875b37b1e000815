"""What an absence note is made of in nl, de, nb, nn, tr, en and fr (a little da, sv, es, it): one table a part.

For `intake/screening_notes.py`, which says which parts make a note. The words are small on purpose: what a hurried
person types into the settings of his mail program follows no form letter. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of, one_of
from intake.words_of_leave import AWAY, GONE

# Who or what helps meanwhile.
_INSTEAD = r"""
    (?:my|mijn|meine[nr]?|mine|mes|mon) (?:tasks|duties|work|e-?mails?|mail|taken|werk|mails|aufgaben|oppgaver|tâches|travail)\b
    (?:neemt|nemen) [^.?!\n]{0,20}waar\b
    vertritt mich
    (?:bey|hanim|bay|bayan)\w*'?\w* (?:ulaş|yardimci ol|vekalet|bilgi ver|iletişime|yönlendir|yaz|ara|danişabil)\w*
    (?:kontakte|ulaşabilirsiniz|başvurabilirsiniz|yazabilirsiniz|arayabilirsiniz)
    (?:verwenden|nutzen|benutzen|schreiben) sie [^.?!\n]{0,30}(?:x@y|adresse|postfach)
    (?:gebruik|schrijf naar|bruk|skriv til|utilisez|écrivez à|kullanin) [^.?!\n]{0,30}x@y
    if [^.?!\n]{3,60} (?:ring|call|contact|phone|text)\b
    (?:anything|something|matters?|for|in|if|questions?|requests?|is|very|truly|most) (?:\w+ ){0,3}urgent\w*
    urgent (?:matters?|questions?|requests?|enquir\w+|issues?|cases?|assistance|things?|help|support)
    immediate (?:assistance|help|attention|support)
    emergenc\w+
    (?:can't|cannot|can not) wait
    (?:covering for|covers for|standing in for|stands in for|filling in for|cover for|replac\w+) (?:me|him|her)
    (?:please |kindly )?(?:contact|call|ring|phone|reach(?: out to)?|e-?mail|write to|speak to|turn to|get in touch with|refer to) (?:my |our |the |mr\.?|mrs\.?|ms\.?|\S+@|\w+ \w+ (?:at|on)|\w+ (?:at|on)|\+?\d)
    (?:please|kindly) (?:direct|send|address|forward|resend)\b[^.?!\n]{0,60}\bto\b
    voor (?:spoed|dringende|urgente|noodgevallen)\w*
    (?:bij|in geval van) (?:spoed|nood|dringende|urgente)\w*
    (?:dringend|spoed|urgent|haast)\b
    (?:neem|kunt u|kan u|kunt|kan)[^.?!\n]{0,60} contact op(?:nemen)?\b
    contact op(?:nemen)? met
    (?:waargenomen|vervangen|overgenomen|opgevangen) door
    vervang(?:er|ster|t mij)\b
    (?:richt|stuur|mail|wend|bel)\w* (?:u )?(?:uw |je |naar |met |de |dan )?(?:bericht|vraag|mail|e-?mail|verzoek|\S+@|mijn|onze|receptie|centrale)
    in dringenden
    dringend\w* (?:fäll\w*|angelegenheit\w*|anliegen)
    (?:bei|in) (?:dringend|eilig|wichtig|notf)\w*
    (?:notfall|notfällen)
    wenden sie sich
    (?:wenden|richten) (?:sie )?(?:ihre|sich)\b
    (?:an|bei) (?:frau|herrn|hrn|hr|fr|meine[nr]?|unsere[nr]?)\.? \w+ (?:wenden|melden)
    (?:richten|senden|schicken|leiten) sie [^.?!\n]{0,60}\ban\b
    vertret(?:ung|er|erin|en|e)\b
    vertritt
    (?:anzurufen|rufen sie) (?:bitte )?(?:unter|an)?
    (?:haster|hastar|hastesaker|hastesak|haste\w*)\b
    ved (?:behov|hast\w*|spørsmål|akutte)
    akutt\w*
    (?:kontakt|ring|kontakte|ringe)\s(?:min|mitt|vår|vårt|på|gjerne|\S+@|sentralbordet|\w+ (?:\w+ )?(?:på|at|tlf)|\+?\d)
    (?:ta|tar) (?:gjerne )?kontakt med
    send (?:\w+ )?(?:henvendelse\w*|e-?post\w*|saken) (?:\w+ )?til
    (?:vikar|stedfortreder|erstatter)\w*
    acil\w*
    (?:yerime|yokluğumda|bu süre|vekil|vekaleten)\w*
    (?:iletişime|irtibata|temasa) (?:geç|kur)\w*
    (?:mesaj|talep|ileti|e-?posta|soru)\w* [^.?!\n]{0,70}(?:adresine|yönlendir|iletin|gönderin)\w*
    (?:adresine|numarasina|hattina|hattindan|adresinden) \w+
    (?:'i|'yi|'u|'yu|'ü|hanim'i|bey'i) aray\w+
    (?:en cas d'|toute |pour toute )?urgence
    (?:demande|question) urgente
    (?:merci|veuillez|vous pouvez|prière) (?:de |d')?(?:vous )?(?:contacter|joindre|adresser|écrire|appeler|envoyer|transmettre)\b
    (?:assure|assurera|assurent) (?:mon|l'intérim|la)
    (?:me|mon) remplac\w+
    urgentes?\b
    for (?!the |my |our |it )[^.?!\n,:]{2,60} (?:contact|call|e-?mail|ring|write|phone)\b
    voor [^.?!\n:]{2,60} (?:neem|kunt u|mail|bel)\b
    (?:für|bei|mit) [^.?!\n:]{2,60} (?:wenden|kontaktieren|rufen|schreiben)\b
    (?:for|ved) [^.?!\n:]{2,60} (?:kontakt|kontakte|ring)\b
    pour [^.?!\n:]{2,60} (?:contacter|contactez|adresser|appeler|écrire)\b
    póngase en contacto
    in caso di urgenza
    (?:urgent|urgency|urgently|spoedeisend|haastige?|dringende?|dringlich\w*|eilig\w*|eilt|ivedi|pressée?|imminent)\b
    (?:spoed|nood|notfall|hastesak)\w*
    (?:contact person|contactpersoon|aanspreekpunt|ansprechpartner\w*|kontaktperson|interlocut\w+)
    (?:reception|receptie|zentrale|sekretariat|sentralbord\w*|secrétariat|standard|santral|assistant\w*|assistente?n?|asistan\w*|meslektaş\w*)\b
    (?:meanwhile|in the meantime|ondertussen|intussen|in de tussentijd|zwischenzeitlich|in der zwischenzeit|i mellomtiden|i mellomtida|inzwischen|entre-temps|d'ici là|bu arada|bu süre\w*|bu tarihe kadar|bu zaman\w*)
    (?:please )?use [^.?!\n]{0,40}@
    (?:mail|e-?mail|schreib|schreiben sie|bel|skriv|écrivez|yazin) [^.?!\n]{0,40}\S+@
    (?:erreichbar|bereikbaar|reachable|available|tilgjengelig|joignable) (?:op|unter|at|on|via|under|på|au|über|per)
    terecht bij
    hilft (?:ihnen|dir)
    bis dahin [^.?!\n]{0,20}(?:hilft|helfen|vertritt|steht|erreichen)
    permanence
    stattdessen
    i stedet
    in plaats daarvan
    (?:à la place|à ma place)
    (?:in|during) (?:my|our|his|her|this) absence
    (?:tijdens|in|bij) (?:mijn|onze|zijn|haar|deze) afwezigheid
    (?:in|während) (?:meiner|unserer|dieser|der) (?:abwesenheit|zeit)
    (?:i|under) (?:mitt|vårt|dette) fravær\w*
    (?:en|pendant|durant) (?:mon|notre|son|cette) absence
    (?:richten|wenden) (?:tot|aan|an)\b
    (?:please|kindly) (?:contact|reach|call|ring|phone|e-?mail|write to|speak to) (?!me\b|us\b|back\b|again\b)\w+
    (?:ile|ilə) (?:görüş|iletişim|irtibat)\w*
"""
# A colleague takes over: of whom a person speaks as well, when he goes on with the matter.
_STAND_IN = r"""
    (?:colleague|collega|collega's|kollege|kollegin|kollegen|kollega|kollegaer|collègue|arkadaş)\w*
    (?:looks? after|takes? over|handles?|takes? care of|deals? with|is covering|is in charge of)
    (?:neemt|nemen) [^.?!\n]{0,20}over\b
    (?:übernimmt|übernehmen|kümmert sich)
    (?:tar seg av|overtar|steder inn|dekker|tek seg av|hjelper deg)
    (?:yardimci olacak|ilgilenecek|bakacak)\w*
    (?:iş|çalişma) arkadaş\w*
    (?:knows what|can help|kan helpen|kan hjelpe|kann ihnen|peut vous|helps you)
"""
# Nobody reads or answers mail now, or somebody will later: said of the mail itself.
_UNREAD = r"""
    (?:won't|will not|not|cannot|can't|unable to|nor)(?: \w+){0,3} (?:read|check|access|answer|reply|respond|monitor|forward)\w*
    not (?:be |being )?(?:read|forwarded|monitored|checked|answered)\b
    (?:no|without|limited|intermittent|sporadic|little|restricted|poor)(?: \w+){0,2} access
    without e-?mail
    (?:will|shall|'ll) (?:\w+ )?(?:reply|respond|answer|read|deal|attend|process)\b[^.?!\n]{0,40}(?:e-?mails?|messages?|enquir\w+|as soon|upon|when|on my|once)
    (?:reply|respond|answer) (?:to )?(?:you |your (?:e-?mail|message|mail) )?(?:when|as soon as|once|upon|on|after) (?:i|my|we|our|the)\b
    (?:response|responses|reply|replies|answer|answers|reaction)(?: times?)? (?:may|will|might|can|could) be (?:\w+ )?(?:delayed|slower|slow|late|limited)
    (?:lees|beantwoord|lezen|beantwoorden|bekijk|check)(?: ik| wij| we)? [^.?!\n]{0,30}(?:niet|later|bericht|mails?\b|e-?mails?\b|terug\w*|zodra)
    (?:niet|noch) (?:worden )?(?:gelezen|doorgestuurd|gecontroleerd|beantwoord|doorgezonden)
    (?:geen|beperkt\w*|nauwelijks) toegang
    (?:zodra|wanneer|als) (?:ik|wij|we) (?:weer |terug )
    (?:nur eingeschränkt|nur bedingt|nicht|verspätet|verzögert|erst)[^.?!\n]{0,30} (?:beantwort|lesen|gelesen|bearbeit|weitergeleitet|abgerufen|antworten)\w*
    (?:kein\w*|eingeschränkt\w*|beschränkt\w*) zugriff
    (?:e-?mails?|nachrichten?|anfragen?)[^.?!\n]{0,40} (?:bearbeit|beantwort|antwort)\w*
    (?:bearbeite|beantworte|lese) (?:ich )?(?:ihre|e-?mails|nachrichten|meine)
    (?:les|leser|sjekker|svarer|svarar|besvarer|ser) (?:\w+ ){0,2}(?:e-?post\w*|mail\w*|meldinger?|meldingar)
    (?:e-?post|mail|melding|henvendelse|førespurnad)\w* [^.?!\n]{0,30}(?:lest|lese|lesne|besvar|svart|videresend|vidaresend|behandl)\w*
    (?:begrenset|ikke|ikkje|avgrensa|dårlig) tilgang
    (?:e-?posta|mesaj|mail|ileti)\w* [^.?!\n]{0,40}(?:bakama|okuyama|okunm|yanit|cevap|erişim|erişem|dönüş|takip edilme|kontrol edem|yönlendirilme)\w*
    (?:erişimim|internet erişim\w*) (?:yok|sinirli|olmayaca)\w*
    takip edilme\w*
    (?:ne|n'|pas|plus) (?:\w+ ){0,3}(?:consulte|consulterai|accès|relevée?s?|lue?s?|transférée?s?|traitée?s?|lirai|suivie?)\b
    (?:accès|connexion) (?:limitée?|restreinte?)
    (?:répondrai|répondrons|traiterai|traiterons|reviendrai|lirai|prendrai connaissance)\b[^.?!\n]{0,40}(?:message|mail|e-?mail|courriel|demande|vous|dès|retour)
    (?:message|mail|courriel|demande)s? [^.?!\n]{0,30}(?:traitée?s?|lue?s?|suivie?s?|répondu)\b
    acceso (?:limitado )?al? (?:correo|mi correo)
    (?:replies|reply|responses?|answers?|reactions?|reaktion\w*|antwort\w*|antwoord\w*|reactie\w*|svar\w*|réponses?) [^.?!\n]{0,30}(?:longer|delay\w*|late\w*|slow\w*|langer|vertraagd|vertraging|verzöger\w*|länger|dauern|forsinke\w*|tardi\w*|retard\w*|tarder)
    (?:longer|delay\w*|later|slow\w*|langer|vertraagd|verzögert|länger|forsinket|tardif|plus tard) [^.?!\n]{0,30}(?:repl\w+|respon[sd]\w*|answer\w*|antwort\w*|antwoord\w*|reageren|svar\w*|répon\w*)
    (?:gecik|geç)\w* [^.?!\n]{0,20}(?:dönüş|yanit|cevap|dönebil)\w*
    (?:reading|checking|read|check) (?:my )?(?:e-?mails?|mails?|messages?)
    (?:e-?mails?|mails?|messages?) (?:only |will |can )?(?:\w+ )?(?:sporadic\w*|occasional\w*|infrequent\w*|irregular\w*)
    (?:mails?|e-?mails?|bericht\w*|post)[^.?!\n]{0,25} (?:lezen|gelezen|beantwoord\w*|lees|bekijk\w*)
    (?:lesen|lese|prüfe|prüfen|checke) (?:wir |ich )?[^.?!\n]{0,25}(?:e-?mails?|nachricht\w*|postfach|mails?)
    (?:ihre|deine|meine|e-?)\s?(?:mails?|nachricht\w*|e-?mails?) [^.?!\n]{0,40}(?:lesen|gelesen|nicht|erst|sporadisch|unregelmäßig)
    (?:leser|les|sjekker|sjekkar|svarer|svarar|besvarer) [^.?!\n]{0,25}(?:e-?post\w*|mail\w*|melding\w*|sporadisk|så snart|når jeg|når eg|forsinke\w*|tilbake|i morgen|mandag)
    (?:mail|e-?posta|ileti|mesaj)\w* [^.?!\n]{0,30}(?:gecik|geç|sonra|dönünce|döndüğ)\w*
    (?:lirai|lirons|lis|consulte|relève|répondrai|répondrons) [^.?!\n]{0,30}(?:messages?|mails?|e-?mails?|courriels?|messagerie|vous|retour)
    (?:melde|melden) (?:mich|uns|wir uns|ich mich) [^.?!\n]{0,40}(?:morgen|montag|dienstag|mittwoch|donnerstag|freitag|sobald|rückkehr|zurück|danach|später|asap|nächst\w*|wieder)
    (?:ab |am )?(?:montag|dienstag|mittwoch|donnerstag|freitag|morgen) melden? (?:wir|ich)
    (?:get|come) back to (?:you|your \w+) [^.?!\n]{0,30}(?:tomorrow|on \w+day|when|as soon|once|upon|next|after)
    (?:reprendrons|reprendrai|reprendra) contact
    (?:helpen|helpt|beantwoorden) (?:wij|we|ik|zij) [^.?!\n]{0,20}(?:verder|weer|later)
    (?:thank you|thanks) for your (?:patience|understanding)
    (?:dank|bedankt) voor (?:uw|je) (?:geduld|begrip)
    (?:danke|vielen dank|wir danken|ich danke|bitten)[^.?!\n]{0,20} (?:verständnis|geduld)
    (?:takk|takker) for (?:forståelsen|tålmodigheten)
    (?:anlayişiniz|sabriniz)\w* [^.?!\n]{0,20}teşekkür\w*
    (?:merci (?:de|pour) votre (?:compréhension|patience))
    (?:yarin|pazartesi|salı|sonra) (?:dönüş|dönece|yanit)\w*
    (?:not|nicht|niet|ikke|pas) (?:picking up|looking at|abrufen|opvolgen|in my inbox|taking calls)
    (?:will|shall|can|could) be (?:answered|dealt with|handled|processed|read|picked up|replied)
    (?:besvares|besvarast|behandles|leses|cevaplanacak|yanitlanacak|beantwortet|bearbeitet|beantwoord|traités?)\w* [^.?!\n]{0,30}(?:mandag|tirsdag|onsdag|torsdag|fredag|når|igjen|uke)?
    réponds (?:dès|à partir|au plus)
    (?:vous répond\w*|réponds) [^.?!\n]{0,20}(?:demain|lundi|mardi|mercredi|jeudi|vendredi|retour)
    (?:lees|lese|leser|read|lis|lirai) (?:je|deine|ihre|your|din|vos|ta|ton|mine|mijn|meine) (?:mails?|e-?mails?|bericht|nachricht|e-?post\w*|messages?)
    (?:slow|slower|late|delayed) (?:to|in) (?:respond|reply|replying|responding|answer)\w*
    (?:in behandeling|behandeld|opgepakt) (?:genomen|nemen)?
    (?:gelegentlich|selten|unregelmäßig|sporadisch|kaum) (?:abgerufen|gelesen|abrufen|lesen)
    abgerufen\b
    (?:cevap|yanit) ver\w+
    (?:na|nach|etter|after|upon) (?:mijn |onze |meiner |unserer |my |our )?(?:terugkomst|terugkeer|rückkehr|return|hjemkomst)
    (?:tomorrow|morgen|yarin|demain|i morgen) (?:again|weer|wieder|igjen|görüşmek)
    (?:mails?|e-?mails?|nachricht\w*|bericht\w*|messages?|meldinge\w*|e-?post\w*|courriels?|e-?posta\w*|mesaj\w*) [^.?!\n]{0,40}(?:weitergeleitet|umgeleitet|doorgestuurd|doorgezonden|videresend\w*|forwarded|redirected|yönlendiril\w*|transférée?s?)
"""
# A firm promises to be there again, as only its notices say it.
_SERVE = r"""
    (?:weer|opnieuw|graag) [^.?!\n]{0,20}(?:voor u klaar|tot uw dienst|van dienst|geopend|open)
    (?:zijn|staan) wij weer
    wieder [^.?!\n]{0,20}(?:für sie da|zur verfügung|geöffnet|persönlich)
    (?:åpner|opnar) (?:vi |me )?(?:igjen|att|på nytt)
    (?:vi er|me er|er vi|er me) (?:igjen|tilbake|attende)
    (?:hizmetinizdeyiz|hizmet\w* (?:devam|vermeye|verece)\w*|tekrar (?:açik|hizmet)\w*)
    (?:à votre (?:service|disposition|écoute))
    (?:we|when we|once we) (?:will )?(?:re-?open|return|are back)
    (?:notre|la) (?:réouverture|reprise)
    (?:rouvr|réouvr)\w+
    normal (?:business|service|hours)
    wieder [^.?!\n]{0,25}(?:erreichbar|für sie)
    weer [^.?!\n]{0,25}(?:bereikbaar|aanwezig|voor u)
    (?:igjen|tilbake) [^.?!\n]{0,20}(?:som vanlig|som normalt)
    (?:as usual|zoals gewoonlijk|zoals gewoon|wie gewohnt|comme d'habitude|her zamanki gibi)
"""
# Wishes of the season: a note has them, and so have people.
_WISHES = r"""
    (?:happy|merry) (?:holidays|christmas|easter|new year)
    (?:frohe|schöne|erholsame|fröhliche) (?:weihnachten|feiertage|festtage|ostern|ferien)
    (?:guten|gesundes|frohes) (?:rutsch|neues)
    (?:fijne|prettige|gezellige) (?:feestdagen|kerstdagen|vakantie)
    (?:god|gledelig) (?:jul|påske|sommer)
    (?:iyi|mutlu) (?:bayram|tatil)\w*
    (?:bonnes|joyeuses|belles) (?:fêtes|vacances)
    (?:joyeux|bonne) (?:noël|année)
"""
_THANKS = r"""
    (?:thank you|thanks)(?: very much| so much)? for (?:your|the|getting|contacting) (?:e-?mail|message|mail|in touch|us)
    (?:bedankt|dank|hartelijk dank|dank u|dank je)(?: wel| hartelijk)? voor (?:uw|je|het) (?:e-?mail|bericht|mail\w*)
    (?:vielen|herzlichen|besten|danke)(?: dank)? für (?:ihre|deine|die) (?:e-?mail|nachricht|mail|anfrage)
    (?:takk|tusen takk) for (?:din |di |deres )?(?:e-?post\w*|melding\w*|mail\w*|henvendelse\w*)
    (?:e-?posta|mesaj|ileti|mail)\w* için teşekkür\w*
    (?:je vous remercie|merci|nous vous remercions)(?: beaucoup)? (?:de|pour) (?:votre|ton) (?:message|courriel|e-?mail|mail)
"""
_BACK = r"""
    (?:i will|i'll|we will|will) (?:return|be back|be returning|get back)
    (?:return|back|returning) (?:to the office |in the office |on )
    (?:until|till|through) (?:the )?\w+
    (?:weer|terug) (?:vanaf|op|van)
    vanaf \w+
    (?:wieder|zurück)\b
    ab (?:dem|\w+tag)
    tilbake\b
    (?:dönece|dönüş|dönünce|döndüğ)\w*
    (?:de|mon|notre) retour
    à partir d\w+
"""

# `away` and `gone` say that nobody is there; `instead`, `unread`, `serve` and `thanks` are a note's and rarely a person's.
PARTS = one_of(
    away=AWAY, gone=GONE, instead=_INSTEAD, stand_in=_STAND_IN, unread=_UNREAD, serve=_SERVE, thanks=_THANKS, wishes=_WISHES, back=_BACK
)  # fmt: skip
NOBODY_THERE = any_of(AWAY + GONE + _SERVE)

# A subject whose writer says so: before or behind the answered mail's.
SUBJECT = any_of(
    r"""
    abwesen\w*
    (?:im |in )?(?:urlaub|elternzeit|betriebsferien|betriebsurlaub)
    dienstreise
    (?:nicht im|außer) (?:büro|haus)
    afwezig\w*
    (?:vakantie|verlof|zwangerschapsverlof|zomersluiting|sluiting)\w*
    (?:niet aanwezig|buiten kantoor)
    fravær\w*
    (?:ikke|ute av|borte fra) (?:på )?kontoret
    (?:ferie|fellesferie|permisjon|sommerstengt|autosvar)\b
    ofis dişi\w*
    izin(?:de|li)\w*
    (?:tatil|bayram)\w*
    out of (?:the )?office
    (?:away|on leave|on holiday|on vacation|closed|ooo)\b
    absence
    (?:en )?(?:congés?|vacances)\b
    fermeture\w*
    """
)

# Closing words: what follows is a name, a firm and its address.
CLOSING = any_of(
    r"""
    mit (?:freundlich|best|herzlich|lieb)\w+ (?:grüßen|grüssen|gruß|gruss)
    (?:viele|schöne|beste|liebe|freundliche) grü(?:ß|ss)e
    (?:met )?(?:vriendelijke|hartelijke|beste) groet\w*
    (?:med )?(?:vennlig|beste|venleg|vänlig)\w* (?:hilsen|helsing|hälsning\w*)
    (?:kind|best|warm) regards
    (?:yours )?(?:sincerely|faithfully)
    (?:bien )?cordialement
    (?:sincères|meilleures) salutations
    (?:saygilarimla|saygilarimizla|iyi çalişmalar)
    un saludo
    cordiali saluti
    """
)
