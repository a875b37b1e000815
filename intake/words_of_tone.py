"""The words of nudges, complaints, thanks, promises and "more often now", in nl, de, nb, nn, tr, en and fr.

A table for `intake/tone.py`, for plain text (`routing.letters.plain`), so accents may be missing. One phrase a line.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from routing.letters import any_plain

NUDGE = any_plain(r"""
    (?:is er )?(?:al|nog) (?:\w+ ){0,2}(?:nieuws|iets bekend|update|reactie|antwoord)\b
    (?:hoe staat het|hoe zit het|wat is de (?:stand|status)|hoever (?:staat|zijn)|stand van zaken)
    (?:heb|hebben) (?:\w+ ){0,4}(?:nog )?(?:niks|niets|geen (?:antwoord|reactie)) (?:\w+ ){0,2}(?:gehoord|gekregen|ontvangen|meer)
    wacht(?:en)? (?:\w+ ){0,4}(?:op (?:een )?(?:antwoord|reactie|nieuws))
    (?:kleine|vriendelijke|nog een)? ?herinnering\b
    (?:gibt|gäbe) es (?:\w+ ){0,3}(?:neues|neuigkeiten|news|einen zwischenstand|etwas neues)
    (?:wie ist der (?:stand|aktuelle stand)|wie sieht es (?:\w+ )?aus|wie weit (?:sind|seid)|was ist der stand|stand der dinge|(?:git|git'?s) (?:\w+ ){0,2}öppis neus)
    (?:noch|bisher|bis heute|immer noch) (?:\w+ ){0,3}(?:nichts gehört|keine (?:antwort|rückmeldung|reaktion)|nichts von ihnen)
    (?:warte|warten) (?:\w+ ){0,4}auf (?:\w+ )?(?:antwort|rückmeldung|nachricht)
    (?:freundliche )?(?:erinnerung|nachfrage)\b(?= |[.:!]|$)
    (?:noe|noko|nokon?) nytt\b
    (?:hvordan går det med|korleis går det med|hva er status|kva er status|hvor langt (?:er|har)|status på saken)
    (?:har|ikke|ikkje) (?:\w+ ){0,3}(?:hørt|høyrt) (?:noe|noko|fra|frå)
    (?:venter|ventar) (?:\w+ ){0,4}på (?:\w+ )?(?:svar|tilbakemelding)
    (?:purring|påminnelse|purrer|purrar)\b
    (?:bir |herhangi bir )?(?:gelişme|haber|yenilik|güncelleme) (?:var|oldu) m[ıi]
    (?:ne durumda|son durum|hangi aşamada|ne oldu\b)
    (?:hâlâ|hala|henüz) (?:\w+ ){0,4}(?:cevap|yanıt|dönüş|haber) (?:\w+ ){0,2}(?:alamad\w*|yok|gelmedi|bekl\w*)
    (?:cevap|yanıt|dönüş|haber)\w* (?:\w+ ){0,2}bekliyo\w*
    (?:hatırlatma|hatırlatmak)\w*
    (?:any|some) (?:news|update|updates|progress|word|joy)\b(?= ?(?:on|yet|about|from|for|here|please|so|\?|$))
    (?:what's|what is|whats|how's|how is) (?:the |this |it )?(?:status|latest|happening|progressing|coming along|state of play)
    (?:still|have not|haven't|not) (?:\w+ ){0,3}(?:heard (?:back|anything|from)|had (?:a|any) (?:reply|answer|response))
    (?:still )?(?:waiting for|awaiting) (?:\w+ ){0,3}(?:reply|answer|response|news|feedback)
    (?:chasing|just following up|following up on|gentle reminder|friendly reminder|quick reminder)
    (?:des|du|une?) (?:nouvelles?|nouveau|avancées?|retour)\b(?= ?(?:à propos|sur|concernant|pour|de votre|svp|s'il|\?|$))
    (?:où en (?:est|êtes|sommes)|quel est l'état|qu'en est-il|quoi de neuf)
    (?:toujours|encore) (?:\w+ ){0,2}(?:pas|rien) (?:\w+ ){0,2}(?:eu|reçu|entendu|de (?:réponse|nouvelles))
    (?:toujours )?(?:aucune|pas de|sans) (?:réponse|nouvelles?|retour)\b
    (?:attends|attendons) (?:\w+ ){0,3}(?:réponse|retour|nouvelles)
    (?:petite |simple )?(?:relance|rappel)\b(?= ?[.:!,]|$| concernant| pour)
""")
COMPLAINT = any_plain(r"""
    klacht\w*
    (?:niet|helemaal niet|zeer|erg|heel|weinig) (?:te)?vreden
    (?:ontevreden|onaanvaardbaar|onacceptabel|schandalig|schande|beneden alle peil|belachelijk|teleurgesteld|teleurstellend)\b
    (?:waarvoor|waar) (?:betalen|betaal) (?:wij|we|ik)
    (?:zijn jullie|is er bij jullie) (?:\w+ ){0,4}(?:mee bezig|wakker|iemand)
    (?:dit|zo) kan (?:zo )?(?:echt )?niet (?:langer|meer)
    (?:beschwerde|beschweren|reklamation)\w*
    (?:unzufrieden|inakzeptabel|unverschämt\w*|unerträglich|skandal\w*|frechheit|zumutung|enttäusch\w+|unmöglich von|nicht hinnehmbar|nicht akzeptabel|ein witz|lächerlich|saftladen|armutszeugnis)\b
    wofür (?:bezahle|bezahlen|zahle|zahlen) (?:ich|wir)
    (?:so|das) geht (?:das |es |so )?(?:wirklich |echt )?nicht(?: weiter)?(?=[.!]|$)
    (?:langsam|jetzt) reicht(?:'s| es)
    (?:klage på|klager på|reklamasjon)\b
    (?:misfornøyd|uakseptabelt?|skuffet|skuffande|skuffa|skandal\w*|uholdbart|uhaldbart|latterlig|under enhver kritikk|elendig)\b
    hva betaler (?:vi|jeg)
    (?:dette|det) er (?:ikke|ikkje) godt nok
    (?:şikâyet|şikayet)\w*
    (?:memnun değil|memnuniyetsiz|kabul edilemez|rezalet|ayıp|hayal kırıklığı|skandal)\w*
    (?:paramızı|paranızı|parayı) alırken
    (?:boşuna|ne için|niye) (?:\w+ ){0,2}(?:para|ödüyoruz)
    (?:formal |official )?complain(?:t|ts|ing)?\b
    (?:unacceptable|disgrace\w*|appalling|ridiculous|not good enough|disappointed|disappointing|fed up|a joke|shambles|beyond a joke|poor service|dissatisfied|unhappy|outrageous)\b
    what (?:are|do) we pay\w*
    (?:how is this|this is not) acceptable
    (?:plainte|réclamation)\b
    (?:inacceptable|inadmissible|scandaleux|honteux|lamentable|mécontents?|insatisfaits?|déçus?|déçues?|ridicule|se moque de|ras le bol|n'est pas sérieux|pas sérieux)\b
    (?:à quoi sert|pourquoi) (?:on|nous|je) (?:paie|payons|paye)
""")
THANKS = any_plain(r"""
    (?:bedankt|dank je|dank u|dankjewel|dank jullie|merci|super)(?: \w+){0,3} (?:voor|om) (?:de |het |je |jullie |uw )?(?:\w+ )?(?:hulp|help|antwoord|oplossing|reactie|service|uitleg|moeite|ondersteuning|tip|geduld)
    (?:bedankt|dank|merci)[ ,]*(?:\w+ ){0,3}(?:opgelost|werkt|perfect|top)
    (?:danke|vielen dank|besten dank|herzlichen dank|merci vielmal)(?: \w+){0,3} für (?:die |den |ihre |eure |deine )?(?:\w+ )?(?:hilfe|antwort|lösung|rückmeldung|unterstützung|info|tipp|mühe|bemühungen|erklärung)
    (?:hat geholfen|hat super geklappt|tolle hilfe|super service)
    (?:takk|tusen takk|mange takk)(?: \w+){0,2} for (?:\w+ )?(?:hjelpen|hjelpa|hjelp|svaret|svar|løsningen|løysinga|tipset|innsatsen)
    (?:yardım|ilgi|destek|cevap|yanıt|çözüm|emek)\w* (?:\w+ ){0,2}(?:için )?(?:çok )?(?:teşekkür\w*|sağ ?ol\w*)
    (?:elinize sağlık|emeğinize sağlık|sağ olun|sağolun)
    (?:thanks|thank you|cheers|many thanks)(?: \w+){0,3} for (?:the |your |all |that )?(?:\w+ ){0,2}(?:help|answer|reply|fix|solution|support|patience|work|tip|explanation|sorting|update|effort)
    (?:that worked|that did it|works a treat|brilliant|much appreciated)\b
    (?:merci|un grand merci|merci beaucoup)(?: \w+){0,3} (?:pour|de) (?:\w+ |l'|votre ){0,2}(?:aide|réponse|solution|soutien|retour|explication|patience|réactivité)
    (?:ça marche,? merci|vous êtes formidables)
""")
# Of a case already reported: it comes more often (PRO-09).
OFTENER = any_plain(r"""
    (?:gebeurt|komt|doet|crasht|valt|hapert) (?:\w+ ){0,5}(?:vaker|steeds meer|dagelijks|alsmaar meer|meer en meer|frequenter)
    (?:steeds|alsmaar|nu) (?:\w+ )?(?:vaker|meer)\b
    (?:elk uur|ieder uur|om de \w+ minuten|nu elke dag|meerdere keren per dag|meermaals per dag|\d+ (?:keer|maal) per (?:dag|uur))
    (?:wordt|is) (?:\w+ ){0,2}(?:erger|frequenter)
    (?:passiert|kommt|tritt|stürzt|hängt) (?:\w+ ){0,6}(?:öfter|häufiger|öfters|täglich|stündlich|immer mehr)
    (?:immer|noch|jetzt|deutlich|viel) (?:öfter|häufiger)
    (?:mehrmals|mehrfach|\w+mal|\d+ mal) (?:am tag|pro tag|täglich|pro stunde|in der stunde)
    wird (?:immer )?schlimmer
    (?:skjer|skjer det|kommer|kjem|krasjer|heng) (?:\w+ ){0,5}(?:oftere|oftare|hyppigere|hyppigare|stadig)
    (?:stadig|mye|nå|no) (?:oftere|oftare)
    (?:flere|fleire|\d+) gang(?:er|ar)? (?:om|i|for) dagen
    (?:blir|vert) (?:stadig )?verre
    (?:daha sık|gittikçe (?:daha )?(?:sık|kötü)|sıklaş\w*|artık (?:her gün|her saat|günde)|günde (?:\w+ ){1,3}(?:kez|defa|kere)|giderek (?:artıyor|kötüleş\w*))
    (?:more (?:and more )?(?:often|frequently)|increasingly often|getting worse|more frequent|several times a (?:day|day now)|\w+ times (?:a|per) (?:day|hour)|every (?:hour|few minutes|ten minutes) now|now (?:daily|every day|hourly))
    (?:de plus en plus (?:souvent|fréquent\w*)|plus (?:souvent|fréquemment)|plusieurs fois par (?:jour|heure)|\w+ fois par (?:jour|heure)|maintenant (?:chaque|tous les) jours?|s'aggrave|empire)\b
""")
# "I send it tomorrow": a first person, what he will do, and a time in the same sentence. Turkish says all in one word,
# of which the last letter is looked at first, for else every end would be tried at every letter of every word.
PROMISE = any_plain(r"""
    (?:ik|wij|we) (?:\w+ ){0,2}(?:stuur|sturen|zal|zullen|bezorg|bezorgen|test|testen|probeer|proberen|laat|laten|bel|bellen|mail|mailen|upload\w*|lever\w*)\b
    (?:stuur|sturen|bezorg|mail|test|bel|upload) (?:ik|wij|we)\b
    (?:ich|wir) (?:\w+ ){0,2}(?:schick\w*|send\w*|werde|werden|liefer\w*|teste\w*|probier\w*|meld\w*|ruf\w*|reich\w*|lad\w*)\b
    (?:schick\w*|send\w*|werde|werden|liefer\w*|test\w*|probier\w*|meld\w*|reich\w*) (?:ich|wir)\b
    (?:jeg|vi|eg|me) (?:\w+ ){0,2}(?:sender|sende|skal|kommer til å|tester|prøver|ringer|ettersender|leverer|lastar|laster)\b
    (?:sender|skal|tester|prøver|ringer|ettersender) (?:jeg|vi|eg|me)\b
    (?=\w++(?<=[mz]))\w+(?:acağım|eceğim|acağız|eceğiz|arım|erim|ırım|irim|urum|ürüm|arız|eriz|ırız|iriz)\b
    (?:i|we) (?:\w+ ){0,1}(?:will|shall|am going to|are going to|can) (?:\w+ ){0,2}(?:send|test|try|call|upload|provide|get|let|forward|deliver|mail|ring|check)\b
    (?:i'll|we'll) (?:\w+ ){0,2}(?:send|test|try|call|upload|provide|get|let|forward|deliver|mail|ring|check)\b
    (?:je|nous|on) (?:\w+ ){0,3}(?:envoie|envoies|envoyons|enverrai|enverrons|vais|allons|teste|testerai|transmets|transmettrai|transmettrons|rappelle|rappellerai|fournirai)\b
""")
TIME = any_plain(r"""
    (?:morgen|overmorgen|vandaag|vanmiddag|vanavond|straks|volgende week|deze week|eind van de week|maandag|dinsdag|woensdag|donderdag|vrijdag)\b
    (?:heute|übermorgen|nachher|nächste woche|diese woche|ende der woche|montag|dienstag|mittwoch|donnerstag|freitag)\b
    (?:i dag|i morgen|i morgon|i ettermiddag|neste uke|neste veke|denne uka|mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag)\b
    (?:bugün|yarın|öbür gün|öğleden sonra|haftaya|bu hafta|gelecek hafta|pazartesi|salı|çarşamba|perşembe|cuma)(?:ya|ye|sı|'ya|'ye)?\b
    (?:today|tomorrow|tonight|this afternoon|next week|this week|end of the week|monday|tuesday|wednesday|thursday|friday|shortly|later)\b
    (?:aujourd'hui|demain|ce soir|cet après-midi|semaine prochaine|cette semaine|fin de semaine|lundi|mardi|mercredi|jeudi|vendredi)\b
    \d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b
    \d{4}-\d\d-\d\d\b
""")
