"""That somebody, or a whole firm, is not there, in nl, de, nb, nn, tr, en and fr (a little es, it).

Phrases for `intake/words_of_notes.py`, one a line, for folded text (`intake/phrases.py`). Said of the past or of the
matter they are people's as well: what stands beside them decides (`intake/screening_notes.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

# Somebody or a firm is not there.
AWAY = r"""
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
    auf (?:\w+ )?(?:dienstreise|geschäftsreise|reisen?|montage|fortbildung|(?:fach|haus|leit|industrie)?messe)\b
    (?:bin|sind|ist) [^.?!\n]{0,50}(?:weg|unterwegs|verreist|krank|erkrankt|krankgeschrieben|verhindert)\b
    (?:ganztägig|den ganzen tag|heute|ganztags) (?:in |im |auf )?(?:einer |einem )?(?:besprechung|terminen|meetings?|schulung|workshop|seminar)\w*
    geschlossen
    betriebs(?:ferien|urlaub|ruhe)
    werksferien
    wieder (?:für sie )?(?:erreichbar|im büro|im haus|am platz|zurück)
    arbeite (?:ich )?(?:nicht|nur)
    (?:på|har|tar|til|i) (?:\w+ )?(?:(?:sommer|jule|påske|felles|vinter|høst|haust)?ferie|(?:foreldre|pappa|svangerskaps|fødsels|omsorgs)?permisjon|pappaperm|avspasering|forretningsreise|tjenestereise|reise|reisefot|messe|semester)\b
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
    (?:out|off) (?:sick|ill|today|tomorrow|until|till|all|on|for|this|next|with|from)\b
    (?:abroad|overseas|offline|in hospital|hospitali[sz]ed|backpacking|trekking|camping|convalesc\w+)\b
    (?:day|days|week|weeks|time|morning|afternoon) off\b
    (?:no|without|poor|limited) (?:mobile |phone )?(?:signal|reception|internet|connection|coverage)
    only work\w*
    (?:reduced|shorter|limited) (?:working |office |opening )?hours
    (?:mornings|afternoons) only
    (?:bank|public|national) holiday\w*
    (?:summer|winter|christmas|annual|easter|plant|factory) (?:break|closure|shutdown|holidays?|closing)
    (?:closed|shut) (?:today|tomorrow|this|next|all|down)
    back (?:at|in|from) (?:work|the office|my|the desk|\w+ \d)
    (?:at|in) (?:a |an )?(?:all-day |off-?site )?(?:customer'?s?|client'?s?|site)
    paternity
    (?:vrije|vrij) (?:dag|dagen|week|weken)
    (?:vandaag|morgen|deze week|volgende week|maandag|dinsdag|woensdag|donderdag|vrijdag) vrij
    (?:in het|naar het) buitenland
    (?:onderweg|afwezigheid|ziek|ziekgemeld|ziekteverlof|uitje|personeelsuitje|feestdag\w*)\b
    niet [^.?!\n]{0,20}(?:bereikbaar|aanwezig|beschikbaar|op kantoor|aan het werk|in de gelegenheid|achter mijn)
    (?:vakantie|verlof|zomervakantie|kerstvakantie|bouwvak)\b
    (?:in|de hele dag|heel de dag) (?:vergadering|overleg|besprekingen?|een training)
    (?:alleen|uitsluitend) (?:in de ochtend\w*|'s ochtends|ochtend\w*|op (?:maan|dins|woens|donder|vrij)dag)
    (?:urlaub\w*|(?:sommer|werks|betriebs|weihnachts|oster|herbst)?ferien|feiertag\w*|brückentag\w*|betriebsausflug\w*|betriebsversammlung|inventur)\b
    (?:im|in) (?:ausland|termin|terminen|einem termin|einer besprechung|besprechungen|meetings?|krankenhaus|reha|kur)\b
    nicht [^.?!\n]{0,25}(?:erreichbar|anwesend|verfügbar|zu erreichen|im büro|im haus|am platz|besetzt)
    (?:unterwegs|verreist|krank|erkrankt|krankgeschrieben|krankheitsbedingt|dienstreise|geschäftsreise|elternzeit|mutterschutz|teilzeit)\b
    (?:auf|bei) (?:der|einer|einem) (?:fachmesse|messe|schulung|fortbildung|tagung|kongress|lehrgang|kundentermin)
    (?:ikke|ikkje) [^.?!\n]{0,20}(?:på kontoret|på jobb|tilgjengelig|tilgjengeleg|til stede|til stades|på plass)
    (?:hjemme|heime) med
    (?:(?:sommer|jule|påske|felles|vinter|høst|haust)?ferie|(?:foreldre|pappa|svangerskaps|fødsels|omsorgs)?permisjon|avspasering|helligdag\w*|sykmeldt|sjukmeldt|fravær\w*|bortreist)\b
    (?:i|til) utlandet
    (?:tar|har|tek) (?:\w+ )?(?:fri|ferie)\b
    (?:på|i) (?:møte\w*|messe\w*|kurs|konferanse|reise|reisefot|seminar)\b
    (?:syk|sykt barn|sjuk|sjukt barn)\b
    izn[iı](?:m|n|miz)\w*
    (?:yurt|şehir|il) diş\w*
    (?:seyahat|seyahet|fuar|toplanti|tatil|bayram|bayrami)\w*
    (?:müsait|ulaşilabilir|yerimde|masamda|işte|ofiste|işimde|iş yerinde) (?:değil|olamay|olmaya)\w*
    (?:ulaşilamay|ulaşamay|ulaşilama)\w*
    (?:hastaneye|hastanede|hastayim|rahatsizli\w+|raporlu\w*)
    kapali (?:kalaca|olaca|oldu)\w*
    (?:pas|plus) [^.?!\n]{0,15}(?:disponible|joignable|au bureau|là)\b
    (?:congés?|vacances|déplacements?|arrêt maladie|étranger|rtt|jour férié|férié|pont)\b
    (?:en|une) (?:réunion|rendez-vous|séminaire|formation|clientèle|congrès)\b
    (?:malade|souffrante?|hospitalisée?)\b
    (?:mi-temps|temps partiel)\b
    (?:schlecht|eingeschränkt|schwer|kaum|beschränkt|slecht|beperkt|moeilijk|begrenset|dårlig|difficilement|sinirli|hard) (?:telefonisch )?(?:erreichbar|zu erreichen|bereikbaar|te bereiken|tilgjengelig|joignables?|to reach|ulaşilabilir)
    (?:department|team|store|warehouse|branch|everything|afdeling|abteilung|avdelingen|service) (?:is|are|ist|er|est) [^.?!\n]{0,15}(?:closed|gesloten|geschlossen|stengt|fermée?)
    (?:gone|out) (?:fishing|hiking|skiing|sailing|climbing)
    (?:op|auf|på|en) (?:cursus|training|kursus|opleiding|schulung|seminar|kurs|montage|formation|stage)\b
    (?:herstellende|herstelt|operatie|ziekenhuis|genesung|krankenhaus|operasjon|sykehus|ameliyat|hastane|hôpital|hospital|surgery|opération)\b
    (?:jobber|arbeider|arbeidar|jobbar) [^.?!\n]{0,10}(?:ikke|ikkje|deltid|bare|kun)
    (?:bakim|sayim|taşinma) nedeniyle
    sans connexion
    (?:zomer|herfst|kerst|voorjaars|mei|winter|skivakan)(?:vakantie|verlof|stop|sluiting|reces)\b
    (?:werk|werken|werkzaam) (?:ik |wij )?(?:alleen |steeds )?op (?:maan|dins|woens|donder|vrij)dag
    (?:arbeite|arbeiten|bin) (?:ich |wir )?(?:nur |immer )?(?:montags|dienstags|mittwochs|donnerstags|freitags|vormittags|an folgenden)
    wieder [^.?!\n]{0,12}(?:am schreibtisch|im einsatz|am start|im dienst|an bord|an meinem)
    (?:sommer|winter|weihnachts|betriebs|jahres|oster)pause
    ruht (?:der|unser|bei)
    (?:påske|jule|vinter|haust|høst)(?:ferie|veka|uka|uken|veke)
    (?:çalişmiyor|çalişmiyoruz|çalişmayaca|mesaide değil)\w*
    on (?:a )?(?:course|jury duty|strike|compassionate|shift|the road|site|tour|training)
    jury (?:duty|service)
    (?:family|personal|medical) (?:emergency|reasons|leave|appointment)
    (?:patchy|spotty|bad) (?:wifi|signal|internet|reception)
    pause (?:estivale|hivernale|annuelle)
    (?:observe|observons) une (?:pause|fermeture)
    pour raison (?:familiale|médicale|personnelle)s?
    (?:bei|beim|til|hos|chez le|naar de|bij de) (?:arzt|zahnarzt|lege|legen|tannlege|médecin|dentiste|dokter|tandarts)
    ute og reis\w+
    (?:på|til) (?:forretnings|tjeneste|jobb|studie)?reise
    (?:eingeschränkt|begrenset|beperkt|limited) (?:med )?(?:tid|tijd|time|zeit)
    kehre [^.?!\n]{0,30}zurück
"""
# He will not come back at all.
GONE = r"""
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
    moved on from
    (?:not|nicht|niet|ikke|ikkje|plus) (?:mehr|meer|lenger|longer|lenge)?\s?(?:with|für|bei|voor|hos|på) (?:us|uns|ons|oss)
    (?:arbeitet|arbeite|werkt|werk|jobber|arbeider|travaille|travaillons) (?:ist |er )?(?:nicht mehr|niet meer|ikke lenger|plus)\b
    (?:mein|mijn|min) (?:letzter|laatste|siste) (?:arbeitstag|werkdag|arbeidsdag)
    (?:my|his|her) last (?:working )?day
    (?:address|adres|adresse|mailbox|postfach|postvak|postkasse|boîte)[^.?!\n]{0,25} (?:no longer|niet meer|nicht mehr|ikke lenger|n'est plus|not in use|discontinued|vervallen)
    artik (?:kullanil|çaliş|takip|aktif)\w*
    (?:görevinden|görevimden|işten|firmadan|şirketten) ayri\w*
    (?:my|mijn|mein|min|mon) (?:departure|vertrek|ausscheiden|avgang|départ)\b
    (?:postfach|mailbox|postbus|adresse|adres|postkasse|boîte)[^.?!\n]{0,20} (?:nicht mehr|niet meer|no longer|not|ikke lenger|n'est plus|nicht|niet) [^.?!\n]{0,12}(?:betreut|gelesen|überwacht|genutzt|aktiv\w*|gebruikt|gelezen|used|monitored|active|lest|brukt|utilisée?|consultée?|active)
"""
