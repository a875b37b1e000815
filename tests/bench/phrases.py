"""What customers write, in six languages: the words that the corpus is put together from.

Every name, company and sentence is invented. Sentences take the fields version, part, machine, minutes and phone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's share of the words."""

    name: str  # ISO 639-1
    hours_east: int  # of Greenwich, in winter
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    companies: tuple[str, ...]
    phone: str
    subjects: tuple[str, ...]
    greetings: tuple[str, ...]
    sentences: tuple[str, ...]
    answers: tuple[str, ...]  # how a reply begins
    closings: tuple[str, ...]
    wrote: str  # the line above a quote; takes date, name and address


DUTCH = Tongue(
    name="nl",
    hours_east=1,
    first_names=("Joost", "Marieke", "Pieter", "Sanne", "Wouter", "Lotte", "Bart", "Els"),
    last_names=("Verhaegen", "de Bruyn", "Hendrickx", "Mertens", "van Loon", "Coppens", "Bogaert"),
    companies=("Matrijzenbouw Coppens", "Kunststofvorm Lommel", "Freestechniek De Maas", "Gereedschap Verlinden"),
    phone="+32 11 54 23 9{}",
    subjects=("Export naar STEP stopt", "Gereedschapsbaan botst met de klem", "Tekening opent niet meer",
              "Vraag over de postprocessor", "Foutmelding bij het opslaan", "Licentieserver geeft geen antwoord"),
    greetings=("Beste,", "Goedemorgen,", "Dag collega's,"),
    sentences=(
        "Sinds de update naar versie {version} stopt het programma zodra wij onderdeel {part} openen.",
        "De melding verschijnt na ongeveer {minutes} minuten rekenen en daarna reageert het venster niet meer.",
        "Op de andere werkplek, met dezelfde instellingen, gebeurt dit niet.",
        "Wij hebben de grafische driver al vernieuwd en de computer opnieuw gestart.",
        "De gereedschapsbaan voor de {machine} gaat bij de tweede zijde door de opspanning heen.",
        "In de vorige versie was het resultaat correct, het bestand is sindsdien niet gewijzigd.",
        "Kunnen jullie nakijken of dit een bekend probleem is?",
        "De matrijs moet volgende week bij de klant zijn, dus een snelle reactie zou ons helpen.",
        "Ik heb geprobeerd het vlak opnieuw op te bouwen, maar de afrondingen verdwijnen dan.",
        "Het bestand staat op het netwerk; lokaal opgeslagen maakt geen verschil.",
        "Wanneer ik de laag uitzet waarop de elektroden staan, lukt het exporteren wel.",
        "Onze programmeur is tot vier uur bereikbaar op het nummer hieronder.",
    ),
    answers=("Bedankt voor het antwoord.", "Dat heb ik geprobeerd, helaas zonder resultaat.",
             "Nog een aanvulling op mijn vorige bericht."),
    closings=("Met vriendelijke groeten,", "Groeten,"),
    wrote="Op {date} schreef {name} <{address}>:",
)  # fmt: skip

GERMAN = Tongue(
    name="de",
    hours_east=1,
    first_names=("Jürgen", "Katrin", "Matthias", "Sabine", "Björn", "Heike", "Tobias", "Anneliese"),
    last_names=("Größmann", "Kühnel", "Schäfer", "Obermüller", "Reinhardt", "Weiß", "Löffler"),
    companies=("Formenbau Größmann", "Werkzeugtechnik Ostalb", "Kühnel Präzision", "Spritzguss Hohenfels"),
    phone="+49 7321 4470 1{}",
    subjects=("Programm stürzt beim Öffnen ab", "Werkzeugweg verletzt das Bauteil", "Frage zum Postprozessor",
              "Fläche lässt sich nicht trimmen", "Lizenz wird nicht erkannt", "Zeichnung ohne Bemaßung"),
    greetings=("Sehr geehrte Damen und Herren,", "Guten Tag,", "Hallo zusammen,"),
    sentences=(
        "Seit dem Wechsel auf Version {version} stürzt das Programm ab, sobald wir das Bauteil {part} laden.",
        "Die Berechnung läuft etwa {minutes} Minuten und bricht dann ohne Meldung ab.",
        "Auf dem Rechner des Kollegen tritt der Fehler nicht auf, obwohl die Einstellungen gleich sind.",
        "Der Grafiktreiber ist aktuell, und wir haben die Installation bereits repariert.",
        "Beim Schlichten auf der {machine} fährt der Fräser in der Ecke rund zwei Zehntel zu tief.",
        "In der alten Fassung war der Weg in Ordnung, die Geometrie wurde seither nicht verändert.",
        "Können Sie bitte prüfen, ob dieses Verhalten bekannt ist?",
        "Das Werkzeug soll am Freitag ausgeliefert werden, daher wären wir für eine rasche Antwort dankbar.",
        "Wenn ich die Verrundungen lösche und neu aufbaue, bleibt eine Lücke zwischen den Flächen.",
        "Die Datei liegt auf dem Server; lokal gespeichert zeigt sich dasselbe Bild.",
        "Schaltet man die Ebene mit den Elektroden aus, gelingt der Export.",
        "Sie erreichen mich werktags bis sechzehn Uhr unter der unten stehenden Nummer.",
    ),
    answers=("Vielen Dank für die rasche Rückmeldung.", "Das haben wir versucht, leider ohne Erfolg.",
             "Ich möchte meine letzte Nachricht noch ergänzen."),
    closings=("Mit freundlichen Grüßen", "Viele Grüße"),
    wrote="Am {date} schrieb {name} <{address}>:",
)  # fmt: skip

NORWEGIAN = Tongue(
    name="nb",
    hours_east=1,
    first_names=("Øyvind", "Ingrid", "Håkon", "Solveig", "Bjørn", "Marit", "Eirik", "Åse"),
    last_names=("Rødland", "Bråten", "Haugen", "Sæther", "Nygård", "Kjønnås"),
    companies=("Rødland Mekaniske", "Verktøyhuset Gjøvik", "Sæther Formteknikk", "Nordfjord Plast"),
    phone="+47 61 13 20 4{}",
    subjects=(
        "Programmet stopper ved lagring",
        "Verktøybanen går gjennom emnet",
        "Spørsmål om etterbehandling",
        "Får ikke åpnet tegningen",
        "Lisensen finnes ikke",
        "Målene mangler på utskriften",
    ),
    greetings=("Hei,", "God morgen,", "Hei alle sammen,"),
    sentences=(
        "Etter at vi gikk over til versjon {version}, stopper programmet når vi åpner del {part}.",
        "Beregningen går i omtrent {minutes} minutter, og så svarer ikke vinduet lenger.",
        "På den andre arbeidsplassen skjer dette ikke, selv om innstillingene er de samme.",
        "Vi har allerede oppdatert skjermdriveren og startet maskinen på nytt.",
        "Verktøybanen for {machine} går for dypt i hjørnet på den andre siden.",
        "I den forrige versjonen var resultatet riktig, og filen er ikke endret siden.",
        "Kan dere undersøke om dette er en kjent feil?",
        "Formen skal leveres neste uke, så vi setter pris på et raskt svar.",
        "Jeg har prøvd å bygge flaten på nytt, men da forsvinner avrundingene.",
        "Filen ligger på nettverket; det hjelper ikke å lagre den lokalt.",
        "Når jeg slår av laget med elektrodene, lykkes eksporten.",
        "Dere når meg til klokken fire på nummeret nedenfor.",
    ),
    answers=("Takk for raskt svar.", "Det har jeg prøvd, dessverre uten hell.", "Et tillegg til min forrige melding."),
    closings=("Med vennlig hilsen", "Hilsen"),
    wrote="{date} skrev {name} <{address}>:",
)

TURKISH = Tongue(
    name="tr",
    hours_east=3,
    first_names=("Ayşe", "Mehmet", "Gülşen", "Çağrı", "Özlem", "İbrahim", "Şebnem", "Uğur"),
    last_names=("Yıldırım", "Öztürk", "Çelikkol", "Güneş", "Şahinbaş", "Kılıçarslan"),
    companies=("Yıldırım Kalıp", "Çelikkol Makine", "Güneş Plastik", "Ege Hassas İşleme"),
    phone="+90 232 376 51 8{}",
    subjects=("Dışa aktarma yarıda kalıyor", "Takım yolu parçaya çarpıyor", "Lisans bulunamadı uyarısı",
              "Yüzey oluşturulamıyor", "Son işlemci hakkında soru", "Çizim açılmıyor"),
    greetings=("Merhaba,", "İyi günler,", "Sayın yetkili,"),
    sentences=(
        "{version} sürümüne geçtiğimizden beri {part} parçasını açtığımızda program kapanıyor.",
        "Hesaplama yaklaşık {minutes} dakika sürüyor, ardından pencere yanıt vermiyor.",
        "Aynı ayarlarla diğer bilgisayarda bu sorunu yaşamıyoruz.",
        "Ekran kartı sürücüsünü güncelledik ve bilgisayarı yeniden başlattık.",
        "{machine} için hazırlanan takım yolu ikinci yüzde bağlama aparatına giriyor.",
        "Önceki sürümde sonuç doğruydu, dosyada o zamandan beri değişiklik yapılmadı.",
        "Bunun bilinen bir sorun olup olmadığını kontrol edebilir misiniz?",
        "Kalıbı gelecek hafta teslim etmemiz gerekiyor, hızlı yanıt verirseniz seviniriz.",
        "Yüzeyi yeniden oluşturmayı denedim ama köşe yuvarlatmaları kayboluyor.",
        "Dosya ağ sürücüsünde duruyor; yerel diske kaydetmek sonucu değiştirmedi.",
        "Elektrotların bulunduğu katmanı kapattığımda dışa aktarma tamamlanıyor.",
        "Bana saat on yediye kadar aşağıdaki numaradan ulaşabilirsiniz.",
    ),
    answers=("Hızlı yanıtınız için teşekkürler.", "Denedim, ne yazık ki sonuç değişmedi.",
             "Önceki iletime bir ekleme yapmak istiyorum."),
    closings=("Saygılarımla,", "İyi çalışmalar,"),
    wrote="{name} <{address}>, {date} tarihinde şunu yazdı:",
)  # fmt: skip

ENGLISH = Tongue(
    name="en",
    hours_east=0,
    first_names=("Thomas", "Harriet", "Owen", "Fiona", "Callum", "Beth", "Declan", "Rhiannon"),
    last_names=("Hargreaves", "Ashworth", "Pemberton", "O'Dowd", "Llewellyn", "Sutcliffe"),
    companies=("Hargreaves Tooling", "Pennine Mouldmakers", "Ashworth Precision", "Severn Die Works"),
    phone="+44 1484 55 63 2{}",
    subjects=("Export to STEP stops half way", "Toolpath gouges the clamp", "Question about the post-processor",
              "Drawing will not open", "Licence server does not answer", "Dimensions missing on the plot"),
    greetings=("Hello,", "Good morning,", "Hi all,"),
    sentences=(
        "Since we moved to version {version} the program closes whenever we open part {part}.",
        "It calculates for about {minutes} minutes and then the window no longer responds.",
        "On the other workstation, with the same settings, it does not happen.",
        "We have updated the graphics driver and restarted the machine already.",
        "The toolpath for the {machine} runs through the fixture on the second side.",
        "In the previous release the result was right, and the file has not been changed since.",
        "Could you check whether this is a known problem?",
        "The mould has to leave next week, so a quick answer would help us a lot.",
        "I tried to rebuild the surface, but then the fillets are lost.",
        "The file is on the network; saving it locally makes no difference.",
        "When I switch off the layer with the electrodes the export completes.",
        "You can reach me until four on the number below.",
    ),
    answers=("Thanks for the quick answer.", "I have tried that, unfortunately without success.",
             "One more thing about my last message."),
    closings=("Kind regards,", "Best wishes,"),
    wrote="On {date}, {name} <{address}> wrote:",
)  # fmt: skip

FRENCH = Tongue(
    name="fr",
    hours_east=1,
    first_names=("Élodie", "François", "Gérald", "Amélie", "Thibault", "Hélène", "Cédric", "Noémie"),
    last_names=("Lefèvre", "Dubois-Marchand", "Beaupré", "Grégoire", "Chaînay", "Delvaux"),
    companies=("Moules Lefèvre", "Usinage du Jura", "Beaupré Outillage", "Mécanique Oyonnax"),
    phone="+33 4 74 77 19 3{}",
    subjects=("L'export s'arrête en cours de route", "La trajectoire touche le bridage", "Plan impossible à ouvrir",
              "Question sur le post-processeur", "Licence introuvable", "Erreur à l'enregistrement"),
    greetings=("Bonjour,", "Madame, Monsieur,", "Bonjour à tous,"),
    sentences=(
        "Depuis le passage à la version {version}, le logiciel se ferme dès que nous ouvrons la pièce {part}.",
        "Le calcul dure environ {minutes} minutes, puis la fenêtre ne répond plus.",
        "Sur l'autre poste, avec les mêmes réglages, cela ne se produit pas.",
        "Nous avons déjà mis à jour le pilote graphique et redémarré l'ordinateur.",
        "La trajectoire prévue pour la {machine} traverse le montage sur la deuxième face.",
        "Dans la version précédente le résultat était correct et le fichier n'a pas été modifié depuis.",
        "Pourriez-vous vérifier s'il s'agit d'un problème connu ?",
        "Le moule doit partir la semaine prochaine, une réponse rapide nous aiderait beaucoup.",
        "J'ai essayé de reconstruire la surface, mais les congés disparaissent.",
        "Le fichier se trouve sur le réseau ; l'enregistrer localement ne change rien.",
        "Lorsque je désactive le calque des électrodes, l'export aboutit.",
        "Vous pouvez me joindre jusqu'à seize heures au numéro ci-dessous.",
    ),
    answers=("Merci pour votre réponse rapide.", "J'ai essayé, malheureusement sans succès.",
             "Je complète mon message précédent."),
    closings=("Cordialement,", "Bien à vous,"),
    wrote="Le {date}, {name} <{address}> a écrit :",
)  # fmt: skip

TONGUES = (DUTCH, GERMAN, NORWEGIAN, TURKISH, ENGLISH, FRENCH)
MACHINES = ("DMU 65", "Mikron HSM 400", "Hermle C42", "Röders RXP 601", "Fanuc Robodrill")
