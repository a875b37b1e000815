"""The words by which people say how grave, how old and about what a case is, in nl, de, nb, tr, en and fr.

A table for `intake/casefile.py`. One phrase a line; all patterns are bounded and linear, and look at small text
(`routing/letters.py`). A phrase that begins with a word is cheaper than one that begins with any word.
"""

from __future__ import annotations

from routing.letters import any_of, pattern

CRITICAL = any_of(r"""
    (?:de |onze |alle |al onze )?(?:productie|machines?|fabriek|afdeling) (?:\w+ ){0,3}(?:staa?n?|ligt|liggen) (?:\w+ ){0,2}(?:stil|plat)
    (?:staa?n|liggen|ligt|staat) (?:\w+ ){0,3}(?:volledig |helemaal |compleet )?stil\b
    (?:niemand|geen (?:enkele )?(?:van ons|mens|gebruiker|collega)) (?:\w+ ){0,4}(?:kan|kunnen)? ?(?:\w+ ){0,2}(?:werken|verder)
    (?:ik|wij|we|iedereen) (?:\w+ ){0,2}(?:kan|kunnen) (?:\w+ ){0,3}(?:niks|niets|helemaal niet|niet) (?:meer |verder )?(?:doen|werken|verder)
    (?:kan|kunnen) (?:ik|wij|we) (?:\w+ ){0,4}(?:niks|niets|helemaal niet) (?:meer )?(?:doen|werken)
    (?:die |unsere |alle |sämtliche )?(?:produktion|fertigung|maschinen?|anlagen?|abteilung|fräsen?|betrieb) (?:\w+ ){0,4}(?:steht|stehen|ruht)(?: (?:\w+ ){0,2}(?:still|seit))?(?=[\s.!,])
    (?:stehen|steht) (?:\w+ ){0,4}(?:still|alle maschinen|die (?:produktion|fertigung|anlage))
    (?:niemand|keiner|kein kollege|keine[rs]? von uns) (?:\w+ ){0,4}(?:arbeiten|weiterarbeiten|weiter)
    (?:ich|wir) (?:können|kann) (?:\w+ ){0,4}(?:nicht(?:s)?(?: mehr)?|gar nicht) (?:mehr )?(?:arbeiten|weiterarbeiten|tun|machen)
    (?:kann|können) (?:\w+ ){0,3}(?:nicht|niemand|keiner) (?:mehr )?(?:arbeiten|weiterarbeiten)
    (?:leute|mitarbeiter|kollegen|konstrukteure|zeichner|arbeitsplätze) (?:\w+ ){0,4}(?:nicht arbeiten|stehen still|sitzen (?:herum|untätig|da)|können nichts)
    (?:startet|geht|läuft|funktioniert) (?:\w+ ){0,4}bei (?:niemandem|keinem)(?: von uns)?
    (?:\d+|alle|zehn|elf|zwölf|zwanzig) (?:leute|mann|mitarbeiter|kollegen|arbeitsplätze) (?:\w+ ){0,3}(?:sitzen herum|stehen still|warten)
    kompletter? (?:stillstand|ausfall)
    totalausfall
    produksjonen? (?:\w+ ){0,3}(?:står|stoppet|har stoppet|ligger nede)
    (?:maskin(?:en|ene|er)|fresen|verkstedet|avdelingen|hele kontoret) (?:\w+ ){0,3}(?:står(?: stille)?|er nede|ligger nede)
    (?:ingen|alle|hele avdelingen|vi|jeg) (?:\w+ ){0,3}(?:får|kan|klarer) (?:\w+ ){0,3}(?:ikke )?(?:jobbet?|arbeide[rt]?|gjort noe)(?= |[.,!]|$)(?: noe som helst| i det hele tatt|)(?<!vi kan jobbe)(?<!alle kan jobbe)
    (?:ingen|alle|hele (?:kontoret|avdelingen)) (?:\w+ ){0,5}(?:får|kan|kommer|slipper) (?:\w+ ){0,2}(?:jobbe\w*|arbeide\w*|startet|åpnet|inn)
    full stans
    helt (?:stopp|stans|ute av drift)
    üretim(?:imiz)? (?:\w+ ){0,3}(?:durdu|durmuş|duruyor)
    (?:makine(?:ler|lerimiz|miz)?|tezgah(?:lar|larımız|ımız)?|hat) (?:\w+ ){0,4}(?:durdu|duruyor|yatıyor|boşta)
    (?:kimse|hiç kimse|hiçbirimiz|hiç birimiz|hiç) (?:\w+ ){0,4}(?:çalışamıyor\w*|çalışamıyoruz|iş yapamıyor\w*)
    (?:\d+ kişi|hepimiz|herkes|ekip|personel) (?:\w+ ){0,3}(?:çalışamıyor\w*|boş(?:ta)? (?:oturuyor\w*|bekliyor\w*)|iş yapamıyor\w*)
    (?:hiç kimse|hiçbirimiz\w*|kimse) (?:\S+ ){0,3}(?:giremiyor|açamıyor|açılmıyor|çalışmıyor)
    (?:çalışamıyoruz|çalışamaz durumda\w*|iş yapamıyoruz|işler(?:imiz)? (?:tamamen )?durdu|tamamen durduk)
    (?:production|machines?|shop(?: floor)?|plant|factory|department|office|line|mills?|everything) (?:\w+ ){0,3}(?:(?:has|have|is|are) (?:\w+ )?(?:stopped|stands? still|standing(?: still| idle)?|idle|down|at a standstill|halted)|stands? still)
    (?:nobody|no one|none of us|no-one) (?:\w+ ){0,4}(?:can|is able to) (?:\w+ ){0,2}(?:work|do anything|log in|design|draw)
    (?:we|i) (?:\w+ ){0,2}(?:can(?:not|'t|’t)|are unable to|am unable to) (?:\w+ )?(?:work|do anything)(?: at all)?(?=[\s.!,]|$)(?! (?:with|on|around))
    (?:machines?|mills?|lathes?|operators?|people|seats?) (?:\w+ ){0,3}(?:stand(?:ing)? ?still|stood still|sitting idle|sit idle)
    (?:dead in the water|complete(?:ly)? (?:standstill|stuck|down)|total(?:ly)? (?:standstill|outage))
    (?:la |notre |toute la )?(?:production|machines?|usine|atelier|bureau d'études) (?:\w+ ){0,3}(?:est|sont) (?:\w+ ){0,2}(?:à l'arrêt|arrêtée?s?|bloquée?s?|paralysée?s?)
    (?:personne|plus personne|aucun (?:de nous|utilisateur|collègue)) (?:\w+ ){0,2}ne (?:peut|arrive à|parvient à) (?:\w+ ){0,2}(?:travailler|bosser|avancer)
    (?:nous|je|on) (?:\w+ ){0,1}(?:sommes|suis|est) (?:\w+ ){0,2}(?:à l'arrêt|totalement bloqué\w*|complètement bloqué\w*)
    (?:nous|je|on) ne (?:pouvons|peux|peut|pouvons) (?:absolument |vraiment )?(?:plus|pas|rien) (?:du tout |rien )?(?:travailler|faire|bosser)
    (?:production|atelier) (?:à l'arrêt|bloquée?|stoppée?)
""")
NOT_NOW = any_of(r"""
    als\b
    (?:nog )?niet stil
    (?:volgende|komende) (?:week|maandag|maand)
    vanaf (?:maandag|morgen|volgende)
    (?:morgen|straks) (?:staan|staat|liggen|ligt)
    (?:staan|staat|liggen|ligt) (?:\w+ ){0,2}morgen
    wenn
    falls
    sonst
    nächste[nr]? (?:woche|montag|monat)
    ab (?:montag|morgen|nächster)
    nicht (?:kritisch|dringend|still)
    noch nicht
    hvis
    dersom
    ellers
    neste (?:uke|mandag)
    fra (?:mandag|i morgen)
    ikke (?:kritisk|akutt|stans)
    eğer
    yoksa
    (?:gelecek|önümüzdeki|haftaya)
    pazartesi(?:den|ye)
    durmadı
    durmasın
    durma(?:z|dan)
    if\b
    otherwise
    unless
    would
    will be
    next (?:week|monday|month)
    from (?:monday|tomorrow)
    not (?:critical|down|stopped|urgent)
    yesterday (?:we|i)
    si\b
    sinon
    (?:la )?semaine prochaine
    à partir de
    lundi prochain
    pas (?:à l'arrêt|critique|bloqué\w*)
    gisteren
    vorige week
    was down
    letzte woche
    forrige uke
    geçen hafta
    la semaine dernière
    opnieuw nakijken
""")
RESOLVED = any_of(r"""
    (?:is|het is|dat is|probleem is|zelf|alles|intussen|ondertussen|nu) (?:\w+ ){0,4}(?:opgelost|verholpen|in orde)
    (?:hebben|heb) (?:\w+ ){0,5}opgelost
    (?:werkt|loopt|draait|gaat) (?:\w+ ){0,3}(?:weer|terug|opnieuw|nu)(?: (?:goed|perfect|normaal|prima))?
    mag (?:\w+ ){0,4}(?:gesloten|afgesloten|dicht)
    (?:hat sich|ist|wurde|selbst|problem) (?:\w+ ){0,4}(?:erledigt|gelöst|behoben)
    (?:läuft|funktioniert|klappt) (?:\w+ ){0,3}(?:wieder|jetzt|nun)
    (?:alles|es) geht (?:jetzt |nun )?wieder
    (?:kann|können) (?:\w+ ){0,4}(?:geschlossen|schließen|zumachen)
    (?:er|har|ble|det) (?:\w+ ){0,4}(?:løst|ordnet|fikset|i orden)
    (?:ordnet|løste|løyste) (?:det )?seg
    (?:fungerer|virker|funker|går) (?:\w+ ){0,3}(?:nå|igjen|som det skal)
    kan (?:\w+ ){0,3}(?:lukkes|avsluttes|stenges)
    (?:sorun(?:u|umuz)?|problem(?:i)?|konu|arıza) (?:\w+ ){0,4}(?:çözül\w+|çözdü\w*|hallol\w+|halletti\w*|giderildi|düzeldi|ortadan kalktı)
    (?:hallettik|hallettim|düzeldi|çözdük|çözdüm)
    kapatabilirsiniz
    (?:is|has been|was|issue|problem|it|got it|we|i) (?:\w+ ){0,4}(?:solved|resolved|fixed|sorted)
    (?:works|working|runs|running) (?:\w+ ){0,2}(?:again|now|fine)
    (?:can|may) (?:\w+ ){0,3}(?:close|be closed)
    (?:est|a été|problème|c'est) (?:\w+ ){0,4}(?:résolue?|réglée?|corrigée?)
    (?:fonctionne|marche|refonctionne|remarche) (?:\w+ ){0,3}(?:à nouveau|de nouveau|maintenant|désormais)
    (?:pouvez|peut) (?:\w+ ){0,4}(?:clôturer|fermer|clore)
""")
NOT_RESOLVED = any_of(r"""
    (?:nog )?niet (?:\w+ ){0,2}(?:opgelost|verholpen|in orde)
    nicht (?:\w+ ){0,2}(?:gelöst|behoben|erledigt|wieder)
    ikke (?:\w+ ){0,2}(?:løst|ordnet|fikset|i orden|igjen|nå)
    çözül(?:me|emedi|müyor)\w*
    çözemedi\w*
    (?:not|isn't|never|hasn't|haven't|can't be|cannot be) (?:\w+ ){0,3}(?:solved|resolved|fixed|working)
    pas (?:\w+ ){0,3}(?:résolue?|réglée?|corrigée?)
    (?:until|tot|bis|til|wanneer|when|wann|når|quand|if|als|wenn|falls|hvis|si|als dit|hopelijk|hoffe|håper|umarım|hope|j'espère|please|graag|bitte)\b
    \S{0,40}\?
    herstart
    neu ?start
    restart
""")
STILL = any_of(r"""
    maar (?:\w+ ){0,6}(?:nog|niet|blijft)
    (?:nog )?(?:steeds|altijd) (?:niet|een|het|hetzelfde)
    gedeeltelijk
    deels
    aber (?:\w+ ){0,6}(?:noch|nicht|immer)
    (?:immer noch|nach wie vor|weiterhin)
    teilweise
    men (?:\w+ ){0,6}(?:fortsatt|fremdeles|ikke|enda)
    delvis
    (?:ama|fakat|ancak) (?:\S+ ){0,8}(?:hâlâ|hala|devam|değil|\w+m[ıiuü]yor)
    kısmen
    but (?:\w+ ){0,6}(?:still|not|again)
    part(?:ly|ially)
    mais (?:\w+ ){0,6}(?:encore|toujours|pas)
    partiellement
    en partie
""")
TOPICS = {
    "licence": any_of(r"""
        licen[tsc]i\w*
        licen[sc]e\w*
        lizenz\w*
        lisens\w*
        lisans\w*
        dongle (?:\w+ ){0,4}(?:kapot|stuk|verloren|kwijt|defect|gestolen|lost|broken|dead|stolen|defekt|verloren|gestohlen|ødelagt|mistet|stjålet|bozul\w*|kayıp|kaybol\w*|çalın\w*|perdue?|cassée?|volée?|hs|werkt|wordt|nicht|not|ikke|n'est)
        (?:dongle\w*|usb[- ]?sleutel|anahtar\w*|kilit|kilidi\w*|clé usb) (?:\w+ ){0,6}(?:herkend|erkannt|gjenkjen\w*|found|recogni[sz]ed|görm\w*|tanı\w*|reconnue?|gevonden|gefunden|funnet)
        ağ kilid\w*
        netzwerklizenz
    """),
    "reinstall": any_of(r"""
        (?:her|opnieuw )installe\w+
        herinstallatie
        neu ?install\w+
        neuinstallation
        (?:re|ny)install\w+
        installere? (?:\w+ ){0,3}på nytt
        re-?install\w*
        yeniden (?:kur\w+|yükle\w+)
        réinstall\w+
        format at\w+
    """),
    "moving": any_of(r"""
        (?:overzetten|verhuizen|verplaatsen|overbrengen) (?:\w+ ){0,6}(?:pc|computer|laptop|machine|werkstation)
        (?:licentie|software|programma|visi|worknc|edgecam|radan|peps|spaceclaim) (?:\w+ ){0,8}(?:nieuwe|andere) (?:pc|computer|laptop|machine|werkstation)
        (?:nieuwe|andere) (?:pc|computer|laptop|werkstation)s? (?:\w+ ){0,10}(?:licentie|installe\w+|overzet\w*)
        (?:lizenz) (?:\w+ ){0,8}(?:neuen?|anderen?) (?:pc|rechner|laptop|computer)
        (?:neuen?|neuer) (?:pc|rechner|laptop|computer|workstation)s? (?:\w+ ){0,10}(?:lizenz|umziehen|install\w+|übertragen)
        (?:lisens\w*) (?:\w+ ){0,8}(?:ny|nye|annen) (?:pc|maskin|datamaskin)
        (?:ny|nye) (?:pc|maskin|datamaskin)\w* (?:\w+ ){0,10}(?:lisens\w*|flytte\w*|install\w+)
        yeni (?:bilgisayar|makine|pc)\w* (?:\w+ ){0,8}(?:lisans\w*|kur\w+|taşı\w*|aktar\w*)
        lisans\w* (?:\w+ ){0,6}(?:yeni|başka) (?:bilgisayar|makine|pc)\w*
        (?:move|transfer|migrat\w+) (?:\w+ ){0,6}(?:new|another|other) (?:pc|computer|laptop|machine|workstation)
        new (?:pc|computer|laptop|workstation)s? (?:\w+ ){0,10}(?:licen[sc]e|install\w*|transfer|move)
        (?:transférer|déplacer|migrer) (?:\w+ ){0,8}(?:nouve\w+|autre) (?:pc|ordinateur|poste|machine|portable)
        (?:nouveau|nouvel) (?:pc|ordinateur|poste|portable) (?:\w+ ){0,10}(?:licence|install\w*|transf\w*)
    """),
    "customisation": any_of(r"""
        (?:eigen|zelfgemaakte|zelfgeschreven|onze) (?:\w+ )?(?:macro|script|post(?:processor)?|template|sjabloon)\w*
        macro['’]?s?\b
        postproces\w*
        post-?processor\w*
        postprosess\w*
        eigene[srn]? (?:\w+ )?(?:makro|skript|vorlage|post)\w*
        makro\w*
        lisp\b
        vba\b
        egen(?:lagde?|utviklet)? (?:\w+ )?(?:makro|skript|mal|post)\w*
        kendi (?:yaz\w+ )?(?:makro|betik|script|şablon)\w*
        post ?işlemci\w*
        (?:own|custom|home[- ]?made|self[- ]?written) (?:\w+ )?(?:macro|script|post|template)\w*
        (?:propre|maison) (?:\w+ )?(?:macro|script|post|modèle)\w*
    """),
    "training": any_of(r"""
        opleiding\w*
        (?:bij)?scholing\w*
        cursus\w*
        training\w*
        schulung\w*
        lehrgang\w*
        kurs(?:et|er|ing|e|en)?\b
        opplæring\w*
        eğitim\w*
        kurs\b
        formation\w*
        workshop\w*
        seminar\w*
    """),
}
RELATED = pattern(
    r"\b(?:eon[ -]?call(?:[ -]?(?:nummer|nr\.?|number))?|(?:eerdere?|vorige|zelfde|oude) (?:call|melding|case|ticket|zaak|vraag)|(?:melding|zaak|case|ticket|call|dossier|kayıt|talep|çağrı|sak|saken|vorgang|fall|supportfall|anfrage|referen[cz]e?|vaka|appel)"
    r"(?:nummer|snummer|nr|number)?(?:[ -](?:nummer|number|no|nr|numarası|numaralı|id))?)[ .:,(]{0,3}(?:(?:van|vom|fra|from|met|mit|med|with|nummer|number|nr|no|numaralı|numéro|n°|unter|under|was|war|is|ist)[. ]{1,2}){0,3}[\"'(]?#?(?P<number>(?:[A-Z]{1,6}-?)?\d[\w-]{3,16})(?![\w.:]\d)"
)
IMPACT = any_of(r"""
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
TRIGGER = any_of(r"""
    (?:elke|iedere|telkens) (?:keer|maal|als|wanneer)
    telkens
    (?:als|wanneer|zodra|sinds|nadat|bij het|bij elk\w*|tijdens het) (?:ik|we|wij|je|men|\w+en\b|de|een|het)
    sinds (?:de |het |een )?(?:update|upgrade|vandaag|gisteren|\w+dag)
    na (?:de|het|een) (?:update|upgrade|installatie|herstart)
    (?:jedes|immer) ?(?:mal|wenn)
    (?:wenn|sobald|sooft|nachdem|seitdem|beim|seit dem|seit der|sowie) (?:ich|wir|man|\w+en\b|der|die|das|ein\w*|update|upgrade|öffnen|\w+)
    hver gang
    (?:når|straks|etter at|siden|idet|da) (?:jeg|vi|man|eg|du|den|det|oppdatering\w*)
    (?:ved|under) (?:åpning|lagring|eksport|import|oppstart|utskrift|lukking|kjøring|bruk|generering|\w+ing) (?:av)?
    etter (?:oppdatering\w*|oppgradering\w*|at)
    her (?:seferinde|defasında|açtığ\w+|\w+(?:ışta|işte|uşta|üşte))
    (?:every|each) time
    (?:when|whenever|as soon as|while|after|since|upon|if) (?:i|we|you|the|opening|saving|exporting|importing|running|starting|an?|updat\w+|upgrad\w+|\w+ing)
    (?:chaque|à chaque) fois
    (?:quand|lorsqu(?:e|'|’)|dès qu(?:e|'|’)|depuis|après|pendant|à l['’](?:ouverture|export\w*|import\w*|enregistrement|impression|installation)|au (?:démarrage|moment)|en (?:ouvrant|enregistrant|exportant|lançant|\w+ant)) ?(?:je|on|nous|il|elle|le|la|les|l['’]|un|une|de|d['’]|que|j['’]|\w+)
""")
# Turkish says "when" at the end of a word; looked for where one of the stems stands in the text at all.
TRIGGER_STEMS = ("diğ", "duğ", "düğ", "tiğ", "tuğ", "tüğ", "nca", "nce", "rken", " sonra", " beri")
TRIGGER_ENDINGS = any_of(r"""
    \w+(?:dığım|diğim|duğum|düğüm|tığım|tiğim|tuğum|tüğüm)(?:ız|iz|uz|üz)?da
    \w+(?:dığı|diği|duğu|düğü|tığı|tiği|tuğu|tüğü)(?:mız|miz|muz|müz)?(?:nda|nde)
    \w+(?:dığımızda|diğimizde|duğumuzda|düğümüzde|tığımızda|tiğimizde|ınca|ince|unca|ünce|arken|erken|ırken|irken)\b
    \w+(?:den|dan|ten|tan) (?:sonra|beri)
""")
