"""What an absence note is made of in nl, de, nb, nn, tr, en and fr (a little da, sv, es, it): one table a part.

For `intake/screening_notes.py`, which says which parts make a note. The words are small on purpose: what a hurried
person types into the settings of his mail program follows no form letter. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of, one_of

# Somebody or a firm is not there.
_AWAY = r"""
    out of (?:the |my |our )?office
    away from (?:my|the|our) (?:desk|office|e-?mail|mail|computer)
    away (?:until|till|from|on|for|this|next|today|all|at|with)
    (?:am|are|is|be|'m|'ll be) (?:currently |now )?(?:away|travelling|traveling|unavailable|off)\b
    on (?:\w+ )?(?:leave|holidays?|vacation|sabbatical)
    on (?:a )?business (?:trip|travel)
    off (?:sick|work|till|until|from|on|this|next|today)
    (?:in|have) (?:\w+ )?(?:meetings?|workshops?|training) (?:all|today|until|this|from)
    exhibiting (?:at|in)
    (?:at|attending) [^.?!\n]{0,40}(?:trade (?:show|fair)|exhibition|conference|expo)\b
    not (?:be )?(?:in|at work|at my desk|available|reachable|working)\b
    (?:my|our) (?:working|office) (?:days|hours) are
    work(?:ing)? part[- ]time
    (?:am|is) (?:currently )?(?:ill|sick|unwell)\b
    (?:office|plant|factory|company|workshop|business|firm|works|we|shop)(?: \w+){0,3} (?:is|are|be) (?:\w+ ){0,2}(?:closed|shut)
    closed (?:from|until|for|between|over|on)
    back (?:in the office|at my desk|at work|on (?:mon|tues|wednes|thurs|fri)day)
    afwezig\w*
    (?:ben|zijn|is|werk|werken|werkt) (?:ik |wij |we |er |\w+ )?[^.?!\n]{0,40}niet(?! meer| goed| gelukt| duidelijk| in staat)\b
    (?:niet|weer|terug) (?:op kantoor|aanwezig|bereikbaar|beschikbaar|op het werk|te bereiken)
    (?:met|op|in verband met|wegens) (?:\w+ )?(?:vakantie|verlof|vaderschapsverlof|zwangerschapsverlof|ouderschapsverlof|zakenreis|dienstreis|reis)
    (?:de|een) (?:vak)?beurs\b
    (?:vanwege|wegens|tijdens|door) (?:\w+ )?(?:bouwvak|ziekte|feestdagen|zomersluiting|vakantiesluiting)
    gesloten
    (?:de hele dag|vandaag|heel de dag) [^.?!\n]{0,20}(?:vergadering|overleg|bespreking|training|cursus)\w*
    parttime
    abwesen\w*
    nicht (?:im (?:büro|haus|dienst|betrieb|hause)|am (?:platz|arbeitsplatz)|erreichbar|anwesend|verfügbar|zu erreichen)
    (?:im|in) (?:\w+ )?(?:urlaub|elternzeit|mutterschutz|krankenstand|teilzeit|kurzarbeit)
    urlaub (?:bis|vom|ab)
    (?:außer|ausser) haus
    auf (?:\w+ )?(?:dienstreise|geschäftsreise|reisen?|montage|fortbildung|\w*messe)\b
    (?:bin|sind|ist) [^.?!\n]{0,50}(?:weg|unterwegs|verreist|krank|erkrankt|krankgeschrieben|verhindert)\b
    (?:ganztägig|den ganzen tag|heute|ganztags) (?:in |im |auf )?(?:einer |einem )?(?:besprechung|terminen|meetings?|schulung|workshop|seminar)\w*
    geschlossen
    betriebs(?:ferien|urlaub|ruhe)
    werksferien
    wieder (?:für sie )?(?:erreichbar|im büro|im haus|am platz|zurück)
    arbeite (?:ich )?(?:nicht|nur)
    (?:på|har|tar|til|i) (?:\w+ )?(?:\w*ferie|\w*permisjon|pappaperm|avspasering|forretningsreise|tjenestereise|reise|reisefot|messe|semester)\b
    (?:ferie|permisjon) (?:fra|til|ut|frem|fram|t\.?o\.?m)
    (?:ikke|ikkje|inte) (?:på (?:kontoret|jobb|arbeid|jobben|plass)|til stede|til stades|tilgjengelig|tilgjengeleg|inne|anträffbar)
    (?:ute av|borte fra|vekke frå|borte frå) (?:kontoret|jobb\w*)
    (?:er|jeg er|eg er|er) [^.?!\n]{0,40}(?:fraværende|fråverande|bortreist|borte|syk|sjuk|sykmeldt|opptatt)\b
    (?:er|sitter|sit|har) (?:i |på )?(?:møte\w*|kurs) (?:hele|heile|i dag|til|frem|fram|ut)
    (?:fri|borte|vekke) (?:fra|til|i dag|ut|frem|fram)
    (?:sommer|jule|påske|ferie)?stengt
    tilbake (?:på (?:kontoret|jobb)|igjen)
    jobber (?:ikke|bare|kun|deltid)
    ofis\w* (?:dişinda\w*|değil\w*|olmayaca\w*|bulunm\w+|yok\w*)
    (?:yillik|doğum|annelik|babalik|hastalik|ücretsiz|bayram) izn\w+
    izin(?:de|li)\w*
    izne \w+
    (?:tatil|fuar|toplanti|seyahat|eğitim|seminer)(?:de|da|te|ta)(?:y[iı]m|y[iı]z|yken|olaca\w+| ol\w+| bulun\w+)
    (?:iş|şehir|yurt) (?:seyahatinde|dişinda)\w*
    raporluy?\w*
    (?:işte|ofiste|yerimde|masamda|büroda) (?:değil|olmayaca|bulunm|yok)\w*
    (?:kapaliyiz|kapali (?:olaca|ol)\w*|kapalidir)
    (?:masamin|işimin|işbaşinda|iş başinda)\w* (?:başinda|olaca)\w*
    yari zamanli
    absente?s?\b
    (?:en|de) (?:congés?|vacances|déplacement|arrêt|formation|réunion|salon|voyage|rtt)\b
    (?:sur|au|en) (?:un |le )?salon\b
    (?:hors du|pas au) bureau
    (?:pas|in)(?: )?(?:disponible|joignable)s?
    fermée?s?\b
    fermeture annuelle
    à temps partiel
    de retour au bureau
    fuera de (?:la )?oficina
    de vacaciones
    fuori (?:ufficio|sede)
    in ferie
"""
# He will not come back at all.
_GONE = r"""
    no longer (?:works?|working|employed|with|at|part of|an employee)\b
    (?:has|have) left (?:the company|us|our|[a-z][\w&]+ (?:ltd|inc|gmbh|bv|as))
    left the company
    (?:in|into) retirement
    has retired
    niet (?:meer|langer) (?:werkzaam|in dienst|bij ons)
    (?:met|in) pensioen
    uit dienst
    nicht mehr (?:in|bei|für) [^.?!\n]{0,50}(?:tätig|beschäftigt|erreichbar)
    nicht mehr (?:bei uns|in unserem (?:haus|unternehmen)|im unternehmen|beschäftigt)
    (?:unternehmen|firma|haus) verlassen
    (?:im|in den) ruhestand
    (?:har|er) (?:slutta?|sluttet|gått av|pensjonert)\b
    (?:arbeider|jobber|arbeidar|jobbar) (?:ikke|ikkje) lenge?r
    (?:ayrilmiş|ayrildi|ayrilm|emekli ol)\w*
    artik (?:şirketimizde|firmamizda|bünyemizde|burada) \w+
    ne (?:fai[ts]|travaille|travaillons|fait) plus (?:partie|dans|chez|pour|au sein)
    (?:quitté|quittée) (?:la société|l'entreprise|notre|ses fonctions|mes fonctions)
    (?:à la|en) retraite
"""
# Who or what helps meanwhile.
_INSTEAD = r"""
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
    (?:iş|çalişma) arkadaş\w*
    (?:mesaj|talep|ileti|e-?posta)\w* [^.?!\n]{0,60}(?:adresine|yönlendir|iletin|gönderin)\w*
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
"""
# A firm promises to be there again, as only its notices say it.
_SERVE = r"""
    (?:weer|opnieuw|graag) [^.?!\n]{0,20}(?:voor u klaar|tot uw dienst|van dienst|geopend|open)
    (?:zijn|staan) wij weer
    wieder [^.?!\n]{0,20}(?:für sie da|zur verfügung|geöffnet|persönlich)
    (?:åpner|er) (?:vi )?(?:igjen|tilbake)
    (?:hizmetinizdeyiz|hizmet\w* (?:devam|vermeye|verece)\w*|tekrar (?:açik|hizmet)\w*)
    (?:à votre (?:service|disposition|écoute))
    (?:we|when we|once we) (?:will )?(?:re-?open|return|are back)
    (?:notre|la) (?:réouverture|reprise)
    (?:rouvr|réouvr)\w+
    normal (?:business|service|hours)
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
    away=_AWAY, gone=_GONE, instead=_INSTEAD, unread=_UNREAD, serve=_SERVE, thanks=_THANKS, back=_BACK
)  # fmt: skip
NOBODY_THERE = any_of(_AWAY + _GONE + _SERVE)

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
