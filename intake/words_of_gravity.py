"""The words by which people say that work stands still, and that a problem is gone, in nl, de, nb, nn, tr, en and fr.

A table for `intake/gravity.py`, for plain text (`routing.letters.plain`), so accents may be missing. One phrase a line;
every gap between two words is bounded. What stands must be production, machines or a whole group: a part, a program or
a mouse pointer that stands still is no emergency.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from routing.letters import any_plain

# Production and places of work, per language; of machines more than one, or "our" one.
_NL = r"(?:productie|fabriek|werkplaats|afdeling|atelier|productielijn|zaak|tekenkamer|kantoor|boel|\w*machines|frezen|draaibanken|persen|lasers|robots|(?:onze|mijn|enige|de) (?:\w*machine|frees|draaibank|laser|lijn))"
_DE = r"(?:produktion|fertigung|werkstatt|betrieb|abteilung|konstruktion|laden|linie|\w*maschinen|anlagen|\w*fräsen|\w*pressen|drehbänke|\w*zentren|spindeln|roboter|büro|(?:unsere|meine|einzige|die) (?:\w*maschine|fräse|anlage|drehbank|presse))"
_NB = r"(?:produksjonen|produksjon|drifta|driften|verkstedet|verkstaden|fabrikken|avdelingen|avdelinga|kontoret|maskinene|maskinane|maskinparken|fresene|fresane|dreiebenkene|linja|linjen|(?:maskinen|maskina|fresen|fresa) (?:vår|mi|min)|(?:alle|begge|to|tre|fire|fem|seks|\d{1,2}) (?:\w+ ){0,1}(?:maskiner|maskinar|freser|fresar))"
_TR = r"(?:üretim(?:imiz)?|imalat(?:ımız)?|fabrika|atölye(?:miz)?|(?:tezg[aâ]h|makine|makina)(?:lar|ler)(?:[ıi]m[ıi]z)?|tezg[aâ]h[ıi]m[ıi]z|makin[ea]miz|hat(?:lar)?|hatt[ıi]m[ıi]z)"
_EN = r"(?:production|shop|shop floor|plant|factory|department|office|(?:machine|drawing|cam|cad|design) (?:shop|room|office)|\w*machines|mills|lathes|spindles|presses|cells|lines|routers|lasers|(?:my|our|the only|only) (?:\w+ )?(?:machine|mill|lathe|laser|press|line|router)|everything)"
_FR = r"(?:production|machines|centres d'usinage|fraiseuses|presses|tours|usine|atelier|ligne|bureau d'études|service|lasers|plieuses|poinçonneuses|(?:ma|notre|seule) (?:machine|fraiseuse|presse|ligne))"
_PEOPLE_NL = r"(?:niemand|geen mens|geen kat|geen (?:enkele )?(?:collega|gebruiker|tekenaar|operator)|geen van (?:ons|de \w+)|niet een van ons)"
_PEOPLE_DE = (
    r"(?:niemand|keiner|kein (?:einziger|kollege|mitarbeiter|mensch|anwender|user|benutzer)|keiner (?:von uns|der \w+))"
)

CRITICAL = any_plain(rf"""
    {_NL} (?:\S+ ){{0,5}}(?:staat|staan|ligt|liggen|valt|vallen) (?:\S+ ){{0,3}}(?:stil|plat|lam|te niksen)\b
    (?:staat|staan|ligt|liggen) (?:\S+ ){{0,4}}{_NL} (?:\S+ ){{0,3}}(?:stil|plat|lam)\b
    {_NL} (?:\S+ ){{0,3}}(?:is|zijn) (?:\S+ ){{0,3}}(?:stilgevallen|gestopt|stilgelegd)
    (?:staan|liggen|ligt|staat) (?:we |wij |hier |alles )?(?:\w+ )?(?:volledig|helemaal|compleet|totaal) (?:stil|plat)\b
    (?:volledige|complete|totale) (?:productie)?stilstand
    {_PEOPLE_NL} (?:\S+ ){{0,5}}(?:kan|kunnen|geraakt|raakt|krijgt) (?:\S+ ){{0,4}}(?:werken|verder|tekenen|inloggen|binnen|opgestart)(?! met\b)
    (?:kan|kunnen|geraakt|raakt|krijgt) (?:\S+ ){{0,3}}{_PEOPLE_NL} (?:\S+ ){{0,4}}(?:werken|verder|tekenen|inloggen|binnen|opgestart)(?! met\b)
    (?:ik|wij|we|iedereen) (?:\w+ ){{0,2}}(?:kan|kunnen) (?:\w+ ){{0,3}}(?:niks|niets|helemaal niet|niet) (?:meer |verder )?(?:doen|werken|produceren|frezen|verder)(?! (?:met|aan|zonder|in|op|tot)\b)
    (?:kan|kunnen) (?:ik|wij|we) (?:\w+ ){{0,4}}(?:niks|niets|helemaal niet|niet) (?:meer )?(?:doen|werken|produceren)(?! (?:met|aan|in|op)\b)
    (?:heel de|de hele|onze hele|heel onze) (?:\w+ ){{0,2}}(?:ploeg|shift|afdeling|werkvloer|tekenkamer|dienst) (?:\S+ ){{0,3}}(?:zit|staat|ligt|wacht|kan) (?:\S+ ){{0,3}}(?:stil|werk|duimen|wachten|kijken|niet werken|niksen)
    (?:\d{{1,3}}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|alle) (?:man|mensen|collega's|operatoren|tekenaars|mannen|medewerkers) (?:\S+ ){{0,3}}(?:zitten|staan|zit|staat|wachten) (?:\S+ ){{0,3}}(?:kijken|draaien|zonder werk|stil|niksen|wachten|vingers)
    (?:start|werkt|opent|draait|gaat) (?:\w+ ){{0,3}}(?:op geen enkele (?:pc|computer|werkplek|machine|plaats)|bij niemand)
    {_DE} (?:\S+ ){{0,5}}(?:steht|stehen|ruht|liegt lahm|liegen lahm|stillsteht|stillstehen)(?= (?:komplett |wieder |seit \S+ (?:\S+ )?)?(?:still|lahm)| seit| jetzt| nun| komplett|[.!,;:]|$| und | weil | da )
    (?:steht|stehen|ruht) (?:\S+ ){{0,4}}(?:die|der|unsere?|meine|alle|beide|sämtliche|zwei|drei|vier|fünf|sechs|\d{{1,2}}) (?:\w+ ){{0,2}}{_DE}
    (?:steht|stehen|ruht) (?:seit \w+ \w+ |jetzt |nun |hier |bei uns ){{1,2}}(?:\w+ ){{0,2}}(?:alles|{_DE})
    (?:es|alles|hier) (?:\w+ )?steht (?:\w+ ){{0,2}}(?:alles )?still
    (?:wir|alle) stehen (?:\w+ ){{0,2}}still
    {_PEOPLE_DE} (?:\S+ ){{0,3}}(?:kann|können|kommt) (?:\S+ ){{0,5}}(?:arbeiten|weiterarbeiten|weiter|konstruieren|zeichnen|programmieren|einloggen|rein)
    (?:kann|können|kommt) (?:\S+ ){{0,4}}{_PEOPLE_DE} (?:\S+ ){{0,3}}(?:arbeiten|weiterarbeiten|weiter|konstruieren|zeichnen|programmieren|einloggen|rein)
    (?:ich|wir) (?:können|kann) (?:\w+ ){{0,4}}(?:nicht(?:s)?(?: mehr)?|gar nicht|nix) (?:mehr )?(?:arbeiten|weiterarbeiten|produzieren|fertigen|tun|machen)
    (?:kann|können) (?:ich|wir) (?:\w+ ){{0,3}}(?:nicht|nichts|nix|gar nicht) (?:mehr )?(?:arbeiten|weiterarbeiten|produzieren|fertigen)
    (?:leute|mitarbeiter|kollegen|konstrukteure|zeichner|arbeitsplätze|mann|schicht) (?:\S+ ){{0,4}}(?:nicht arbeiten|steh(?:t|en) (?:\w+ )?(?:still|herum|rum)|sitz(?:t|en) (?:\w+ )?(?:herum|rum|untätig|da)|können nichts|drehen däumchen)
    (?:startet|geht|läuft|funktioniert) (?:\w+ ){{0,4}}bei (?:niemandem|keinem|niemand)(?: von uns)?
    (?:\d+|alle|zehn|elf|zwölf|zwanzig) (?:leute|mann|mitarbeiter|kollegen|arbeitsplätze) (?:\w+ ){{0,3}}(?:sitzen herum|stehen still|warten)
    bei uns geht (?:\w+ ){{0,2}}nichts mehr
    (?:kompletter?|totaler?|völliger?) (?:stillstand|ausfall|produktionsstillstand|produktionsausfall)
    (?:wir haben|haben|seit \S+ \S+) (?:\w+ ){{0,2}}(?:produktionsstillstand|produktionsausfall|maschinenstillstand)
    totalausfall
    (?:sind|bin|ist) (?:\w+ ){{0,2}}(?:komplett|völlig|total|ganz) (?:lahmgelegt|arbeitsunfähig|blockiert)
    (?:arbeitsunfähig|lahmgelegt)\b
    {_NB} (?:\S+ ){{0,4}}(?:står|er stoppet|er stoppa|har stoppet|har stoppa|har stansa|har stanset|ligger nede|ligg nede|er nede)(?= (?:\w+ )?(?:stille|bom|fast|i ro|stopp)| sidan| siden|[.!,;:]|$| nå| no | og | fordi )
    {_NB} (?:\S+ ){{0,3}}(?:stoppet|stansa|stanset|ligger nede|ligg nede|er nede)\b
    står (?:\S+ ){{0,4}}{_NB} (?:\S+ ){{0,2}}(?:stille|i ro|bom)
    ingen (?:\S+ ){{0,4}}(?:får|kan|klarer|klarar|kommer|kjem|slipper) (?:\S+ ){{0,4}}(?:jobb\w*|arbeid\w*|gjort|startet|starta|åpnet|opna|inn|logga?t?)\b(?! med\b)
    (?:alle|hele (?:kontoret|avdelingen|huset|laget)|heile (?:kontoret|avdelinga|laget)) (?:\S+ ){{0,4}}(?:står|sitter|sit|går) (?:\S+ ){{0,3}}(?:stille|fast|uvirksomme|og venter|og ventar|arbeidslause?|arbeidsløse?)
    (?:alle|hele avdelingen|heile avdelinga|vi|jeg|me|eg) (?:\w+ ){{0,2}}(?:får|kan|klarer|klarar) (?:\w+ ){{0,2}}(?:ikke|ikkje) (?:\w+ ){{0,2}}(?:jobb\w*|arbeid\w*|gjort noe|gjort noko|gjøre noe|gjere noko)\b(?! (?:med|på|i) (?!dag|det hele))
    (?:får|kan|klarer|klarar) (?:alle|vi|jeg|me|eg) (?:ikke|ikkje) (?:\w+ ){{0,2}}(?:jobb\w*|arbeid\w*|gjort noe|gjort noko|gjøre noe)\b(?! (?:med|på|i) (?!dag|det hele))
    full (?:stans|stopp) (?:i|hos|på|her|nå|siden|sidan)
    full stans
    (?:helt|heilt) (?:stopp|stans|ute av drift)
    {_TR} (?:\S+ ){{0,4}}(?:durdu|durmuş|duruyo\w*|yatıyo\w*|boşta|boş (?:duruyo|bekliyo|yatıyo)\w*|çalışmıyo\w*)\b
    (?:kimse|hiç kimse|hiçbirimiz|hiç birimiz|hiçbir (?:arkadaş|kullanıcı|personel)\w*) (?:\S+ ){{0,5}}(?:çalışamıyo|iş yapamıyo|giremiyo|açamıyo|çizemiyo|bağlanamıyo)\w*
    hiçbirimiz\w* (?:\S+ ){{0,3}}(?:açılmıyo|çalışmıyo)\w*
    hiçbir (?:bilgisayar|makine|kullanıcı)\w* (?:\S+ ){{0,3}}(?:açılmıyo|çalışmıyo|girilmiyo)\w*
    (?:\d+ kişi|hepimiz|herkes|ekip|bütün ekip|personel|tüm (?:ofis|ekip|personel)) (?:\S+ ){{0,3}}(?:çalışamıyo\w*|boş(?:ta)? (?:oturuyo|bekliyo|duruyo)\w*|iş yapamıyo\w*)
    (?:çalışamıyoruz|çalışamaz (?:durumda|hale)\w*|iş yapamıyoruz|işler(?:imiz)? (?:tamamen )?durdu|iş durdu|tamamen durduk|hiçbir iş yapamıyo\w*)
    {_EN} (?:\S+ ){{0,4}}(?:has|have|had|is|are) (?:\w+ ){{0,2}}(?:stopped|stood|standing|stand|idle|down|halted|at a standstill|dead|ground to a halt|come to a (?:stop|halt|standstill))\b(?! (?:up|out|for|to (?!a)))
    {_EN} (?:\S+ ){{0,3}}(?:stands?|sits?) (?:idle|still)
    (?:nobody|no one|no-one|none of (?:us|my|our|the)|not one of (?:us|my|our|the)|no (?:user|engineer|operator|designer)s?) (?:\S+ ){{0,4}}(?:can|is able to|are able to|could) (?:\w+ ){{0,2}}(?:work|do anything|log ?in|design|draw|program|carry on|get in|get on|start)(?! on\b| with\b)
    (?:whole|entire|night|day|everyone|everybody|all of us|all my|all our) (?:\w+ ){{0,3}}(?:is|are|has been|have been) (?:just )?(?:standing|stood|sitting|sat|idle|stuck|locked out)\b(?! (?:with|on|at))
    (?:team|crew|shift|operators?|staff|people|lads|guys|engineers|men) (?:\w+ ){{0,2}}(?:is|are) (?:just )?(?:standing|stood|sitting|sat) (?:around|about|idle|there|here|still|doing)
    (?:we|i|my team|our team) (?:\w+ ){{0,2}}(?:can't|cant|cannot|can not|are unable to|am unable to) (?:\w+ )?(?:work|do anything|produce|cut anything|run anything|machine anything)(?: at all)?(?=[\s.!,]|$)(?! (?:with|on|around|in|out|like|from|about))
    (?:every|all) (?:\w+ ){{0,2}}(?:seats?|licen[cs]es?|workstations?|users?|stations?) (?:\w+ ){{0,2}}(?:red|down|dead|locked out|offline)\b
    (?:machines?|mills?|lathes?|operators?|people|seats?) (?:\w+ ){{0,3}}(?:stand(?:ing)? ?still|stood still|sitting idle|sit idle)
    (?:dead in the water|complete(?:ly)? (?:standstill|stuck|down)|total(?:ly)? (?:standstill|outage|dead|down)|at a complete (?:stop|standstill))
    {_FR} (?:\S+ ){{0,4}}(?:est|sont|reste|restent) (?:\w+ ){{0,3}}(?:à l'arrêt|arrêtée?s?|bloquée?s?|paralysée?s?|immobilisée?s?|stoppée?s?)\b(?! sur\b)
    (?:production|atelier|machines|usine) (?:(?:complètement|totalement) )?(?:à l'arrêt|bloquée?s?|stoppée?s?|paralysée?s?)
    tout est (?:à l'arrêt|bloqué|arrêté|paralysé)
    (?:personne|plus personne|aucun (?:de nous|utilisateur|collègue|dessinateur|poste|opérateur)) (?:\S+ ){{0,3}}(?:ne )?(?:peut|arrive à|parvient à|sait|démarre)(?: plus)? (?:\w+ ){{0,2}}(?:travailler|bosser|avancer|dessiner|se connecter|rien faire)
    aucun poste (?:ne )?(?:démarre|fonctionne|marche)
    (?:nous|je|on) (?:\w+ ){{0,1}}(?:sommes|suis|est) (?:\w+ ){{0,2}}(?:à l'arrêt|totalement bloqué\w*|complètement bloqué\w*|au chômage technique)
    (?:nous|je|on) (?:ne )?(?:pouvons|peux|peut) (?:absolument |vraiment )?(?:plus|pas|rien) (?:du tout |rien )?(?:travailler|faire|bosser|produire|usiner)(?! (?:de|d'|avec|sur|une?)\b)
    en chômage technique
    (?:\d{{1,3}}|deux|trois|quatre|cinq|six|dix) (?:personnes|gars|opérateurs|dessinateurs|ouvriers|collègues) (?:\w+ ){{0,2}}(?:attendent|se tournent les pouces|ne peuvent (?:plus|pas) travailler|sont à l'arrêt)
    (?:les gars|les opérateurs|tout le monde|les ouvriers) (?:\w+ ){{0,1}}(?:attendent|attend|se tournent? les pouces)(?=[.!,]|$| depuis)
""")
# What makes a sentence a fear, a condition or the past. Sought before such words and in their clause.
NOT_NOW = any_plain(r"""
    (?:als|indien|zodra|anders|dreigt|dreigen|voorkomen|vermijden)\b
    (?:nog )?(?:niet|niks|geen) (?:stil|plat|stilstand)\b
    (?:volgende|komende) (?:week|maandag|maand)
    vanaf (?:maandag|morgen|volgende)
    (?:morgen|straks) (?:staan|staat|liggen|ligt)
    (?:staan|staat|liggen|ligt) (?:\w+ ){0,2}(?:morgen|straks|binnenkort)
    (?:wenn|falls|sonst|sobald|droht|drohen|drohender?|vermeiden|verhindern|bevor|ansonsten)\b
    nächste[nr]? (?:woche|montag|monat)
    ab (?:montag|morgen|nächster)
    nicht (?:kritisch|dringend|still|tragisch)
    noch nicht
    (?:hvis|dersom|ellers|unngå|hindre|risikerer)\b
    neste (?:uke|mandag)
    neste veke
    fra (?:mandag|i morgen)
    frå måndag
    (?:ikke|ikkje) (?:kritisk|akutt|stans|stoppet|stoppa)
    (?:eğer|yoksa)\b
    (?:gelecek|önümüzdeki|haftaya)
    pazartesi(?:den|ye)
    dur(?:madı|masın|maz|madan|abilir|acak|ursa|ur)\b
    (?:if|otherwise|unless|would|could|might|may|avoid|before|risk|will)\b
    next (?:week|monday|month)
    from (?:monday|tomorrow)
    (?:not|isn't|aren't|never) (?:critical|down|stopped|urgent|idle)
    nobody is (?:stopped|waiting|blocked)
    (?:si|sinon|éviter|risque|risquons|avant que)\b
    (?:la )?semaine prochaine
    à partir de
    lundi prochain
    pas (?:à l'arrêt|critique|bloqué\w*)
    (?:gisteren|vorige week|eergisteren)
    (?:was|were|had been) (?:down|stopped|idle)
    (?:letzte woche|gestern|vorgestern)
    (?:forrige uke|førre veke|i går)
    (?:geçen hafta|dün)\b
    la semaine dernière
    hier\b(?= (?:on|nous|la|les|l'|toute|matin|soir))
    (?:yesterday|last (?:week|month|year))
    opnieuw nakijken
""")
RESOLVED = any_plain(r"""
    (?:is|het is|dat is|probleem is|zelf|alles|intussen|ondertussen|nu) (?:\w+ ){0,4}(?:opgelost|verholpen|in orde|gefikst)
    (?:hebben|heb) (?:\w+ ){0,5}(?:opgelost|gevonden en|kunnen oplossen)
    (?:werkt|loopt|draait|gaat|doet) (?:\w+ ){0,3}(?:weer|terug|opnieuw|nu)(?: (?:goed|perfect|normaal|prima))?
    mag (?:\w+ ){0,4}(?:gesloten|afgesloten|dicht|toe)\b
    (?:hat sich|ist|wurde|selbst|problem) (?:\w+ ){0,4}(?:erledigt|gelöst|behoben)
    (?:läuft|funktioniert|klappt|geht|tut) (?:\w+ ){0,3}(?:wieder|jetzt|nun)
    (?:wieder|jetzt|nun) (?:geht|läuft|funktioniert|klappt) (?:\w+ ){0,2}(?:alles|wieder)
    (?:kann|können|könnt) (?:\w+ ){0,4}(?:geschlossen|schließen|zumachen)
    (?:er|har|ble|blei|det) (?:\w+ ){0,4}(?:løst|løyst|ordnet|ordna|fikset|fiksa|i orden)
    (?:ordnet|ordna|løste|løyste) (?:det )?seg
    (?:fungerer|virker|funker|går|verkar|fungerar) (?:\w+ ){0,3}(?:nå|igjen|att|som det skal)
    kan (?:\w+ ){0,3}(?:lukkes|avsluttes|stenges|lukkast|avsluttast)
    (?:sorun(?:u|umuz)?|problem(?:i)?|konu|arıza) (?:\w+ ){0,4}(?:çözül\w+|çözdü\w*|hallol\w+|halletti\w*|giderildi|düzeldi|ortadan kalktı)
    (?:hallettik|hallettim|düzeldi|çözdük|çözdüm|halloldu|çözüldü)\b
    (?:tekrar|yeniden|şimdi|artık) (?:\w+ )?çalışıyor
    kapatabilirsiniz
    (?:is|has been|was|issue|problem|it|got it|we|i|we've|i've|that) (?:\w+ ){0,4}(?:solved|resolved|fixed|sorted)
    (?:all sorted|all good now|back up and running|up and running again)
    (?:works|working|runs|running) (?:\w+ ){0,2}(?:again|now|fine)
    (?:can|may) (?:\w+ ){0,3}(?:close|be closed)
    (?:est|a été|problème|c'est) (?:\w+ ){0,4}(?:résolue?|réglée?|corrigée?|rentré dans l'ordre)
    (?:fonctionne|marche|refonctionne|remarche) (?:\w+ ){0,3}(?:à nouveau|de nouveau|maintenant|désormais)
    (?:tout )?(?:refonctionne|remarche)\b
    (?:pouvez|peut) (?:\w+ ){0,4}(?:clôturer|fermer|clore)
""")
# One word that is the whole report: "Sorted, ta."
RESOLVED_ALONE = any_plain(
    r"(?:is )?(?:sorted|solved|fixed|resolved|opgelost|gefikst|gelöst|erledigt|behoben|løst|løyst|ordnet|ordna|fiksa|hallettik|çözüldü|halloldu|résolu|réglé)"
    r"(?: (?:now|nu|jetzt|nå|no|maintenant|now thanks|intussen))?(?=\s?[,.!;-]|$)"
)
NOT_RESOLVED = any_plain(r"""
    (?:nog )?niet (?:\w+ ){0,2}(?:opgelost|verholpen|in orde|gefikst)
    nicht (?:\w+ ){0,2}(?:gelöst|behoben|erledigt|wieder)
    (?:ikke|ikkje) (?:\w+ ){0,2}(?:løst|løyst|ordnet|ordna|fikset|i orden|igjen|nå)
    çözül(?:me|emedi|müyor)\w*
    çözemedi\w*
    (?:not|isn't|never|hasn't|haven't|can't be|cannot be|needs to be|must be|to be|be) (?:\w+ ){0,3}(?:solved|resolved|fixed|working|sorted)
    pas (?:\w+ ){0,3}(?:résolue?|réglée?|corrigée?)
    (?:until|tot|bis|til|wanneer|when|wann|når|quand|if|als|wenn|falls|hvis|si|als dit|hopelijk|hoffe|håper|umarım|hope|j'espère|please|graag|bitte)\b
    (?:moet|muss|må|should|must|has to|doit) (?:\w+ ){0,5}(?:opgelost|gelöst|løst|løyst|solved|fixed|résolue?)
    \S{0,40}\?
    herstart
    neu ?start
    restart
""")
# What is left when something is solved: then it is not.
STILL = any_plain(r"""
    maar (?:\w+ ){0,6}(?:nog|niet|blijft)
    (?:nog )?(?:steeds|altijd) (?:\w+ ){0,3}(?:niet|een|het|hetzelfde|leeg|fout|geen|traag|kapot|\w+t)
    (?:alleen|behalve|enkel|uitgezonderd) (?:\S+ ){0,8}(?:nog|niet|fout|geen)
    (?:nog )?(?:openlaten|open laten|open houden)
    (?:gedeeltelijk|deels|half)\b
    aber (?:\w+ ){0,6}(?:noch|nicht|immer)
    (?:immer noch|nach wie vor|weiterhin|noch immer) (?:\S+ ){0,4}(?:nicht|kein\w*|falsch|fehler\w*|leer|langsam)
    (?:immer noch|nach wie vor|weiterhin)
    (?:nur|außer|lediglich) (?:\S+ ){0,8}(?:noch|nicht|kein\w*)
    (?:offen lassen|offenlassen|noch offen)
    (?:teilweise|zum teil)\b
    men (?:\w+ ){0,6}(?:fortsatt|fremdeles|framleis|ikke|ikkje|enda|enno)
    (?:bare|berre|unntatt|bortsett) (?:\S+ ){0,8}(?:ikke|ikkje|fortsatt|framleis|fremdeles|igjen)
    (?:fortsatt|framleis|fremdeles) (?:\w+ ){0,3}(?:ikke|ikkje|feil|tom|samme|same|problem\w*)
    delvis
    (?:ama|fakat|ancak|yalnız|sadece) (?:\S+ ){0,8}(?:hâlâ|hala|devam|değil|\w+m[ıiuü]yor)
    (?:hâlâ|hala) (?:\S+ ){0,4}(?:aynı|devam|\w+m[ıiuü]yo\w*|bozuk|boş|yavaş)
    kısmen
    but (?:\S+ ){0,8}(?:still|not|again|n't|\w+n't)
    (?:still|only|except|apart from) (?:\S+ ){0,8}(?:not|fails?|empty|wrong|missing|\w+n't|crash\w*|open)\b
    (?:keep|leave) (?:it|this|the \w+) open
    part(?:ly|ially)
    mais (?:\S+ ){0,8}(?:encore|toujours|pas|plus)
    (?:sauf|seulement|excepté|à part) (?:\S+ ){0,8}(?:encore|toujours|pas|plus)
    (?:toujours|encore) (?:\w+ ){0,2}(?:pas|vide|faux|le même|la même|un problème|ouvert)
    laisser (?:\w+ ){0,2}ouvert
    partiellement
    en partie
""")
