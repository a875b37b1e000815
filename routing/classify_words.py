"""The lexicon of `routing/classify.py`: cues by language, category and weight. One regular expression a line."""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re

from routing.letters import any_of
from routing.submission import Category

_FOLD = (*zip("İışŞğĞçÇ’", "iissggcc'", strict=True), ("\u0307", ""))

Cue = tuple[Category, float, re.Pattern[str]]

_STRONG, _CLEAR, _WEAK = 3.0, 1.6, 0.7


def folded(text: str) -> str:
    """Text as the lexicon matches it: Turkish typed without its letters is as good as with them."""
    for letter, plain in _FOLD:  # a third of what `str.translate` takes
        text = text.replace(letter, plain)
    return text


def _cue(category: Category, weight: float, phrases: str) -> Cue:
    return category, weight, any_of(folded(phrases))


_BUG, _SUPPORT, _WISH = Category.BUG, Category.SUPPORT, Category.SUGGESTION

CUES: dict[str, tuple[Cue, ...]] = {
    "nl": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\b
            (?:fout|bug) (?:in de software |in het programma )?melden
            crash\w*
            loopt (?:\w+ ){0,3}vast
            vastloper\w*
            foutmelding\w*
            exception\b
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            (?:doet|doen) (?:\w+ ){0,3}(?:raar|vreemd|gek)
            slaa[nt]\w* (?:\w+ ){0,5}over\b
            alarm\b
            (?:leeg|weg|kwijt|kapot)\b
            probleem\w*
            (?:krijg|krijgen) (?:\w+ ){0,4}(?:niet|geen)
            (?:werkt|werken|start|opent|reageert|rekent|klopt|kloppen) (?:\w+ ){0,4}niet
            (?:verkeerd|fout|foutief)e?\b
            valt (?:\w+ ){0,2}(?:uit|weg)
            (?:sluit|sluiten) (?:\w+ ){0,3}(?:zichzelf|vanzelf|plots)
            (?:hangt|bevriest|blokkeert|flikkert|verdwijn\w+|verdwenen)
            sinds de (?:update|upgrade)
            zwart scherm
            dubbel(?:e)? (?:\w+ ){0,2}(?:gatenlijst|regels|lijnen)
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            hoe (?:kan|kunnen|moet|doe|doen|krijg|stel|zet|maak|verander|werkt)
            (?:kan|kunnen|kunt|zou|zouden) (?:u|je|jullie|iemand|we|ik) (?:\w+ ){0,4}(?:helpen|uitleggen|tonen|sturen|bezorgen|installeren|activeren)
            licentie\w*
            (?:opleiding|cursus|training)\w*
            is (?:het|er) (?:\w+ ){0,3}(?:mogelijk|manier)
            (?:waar|hoe) (?:vind|staat|kan ik|stel)
            (?:vraag|vraagje) (?:over|ivm|i\.v\.m)
            advies
            postprocessor\w*
            macro\w*
            nieuwe (?:pc|computer|laptop|server)
            offerte
            dongle\w*
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            idee(?:tje|ën)?\b
            wens(?:en)?\b
            zou(?:den)? (?:\w+ ){0,4}willen zien
            suggestie\w*
            (?:idee|wens|verzoek) voor (?:een )?(?:volgende|nieuwe|toekomstige|de)
            verbeter(?:ing|voorstel|punt)\w*
            (?:zou|zouden) (?:het )?(?:\w+ ){0,3}(?:handig|fijn|leuk|mooi|nuttig|tof|geweldig) (?:\w+ ){0,3}(?:zijn|vinden)
            in een (?:volgende|toekomstige) (?:versie|release)
            feature ?(?:request|verzoek)
            wensenlijst\w*
            toevoegen (?:\w+ ){0,5}(?:volgende|toekomst\w*)
        """,
        ),
    ),
    "de": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\b
            fehler melden
            (?:ab|ge)?stürzt? (?:\w+ ){0,6}ab
            absturz\w*
            abgestürzt
            stürzt
            fehlermeldung\w*
            ausnahmefehler
            programmfehler
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            (?:geht|gehen) (?:\w+ ){0,3}(?:nichts|gar nichts)
            (?:startet|öffnet|bekommen|kommt) (?:\w+ ){0,6}(?:nicht|keine[mnrs]?)\b
            (?:leer|weg|verloren|kaputt)\b
            problem\w*
            (?:funktioniert|funktionieren|geht|startet|öffnet|reagiert|stimmt|stimmen|rechnet) (?:\w+ ){0,4}nicht
            (?:falsch|fehlerhaft|verkehrt)\w*
            hängt (?:sich )?(?:\w+ ){0,3}(?:auf)?
            friert (?:\w+ ){0,3}ein
            (?:spinnt|verschwind\w+|verschwunden|flackert|bleibt hängen)
            seit dem (?:update|upgrade|umstieg|letzten)
            wird (?:\w+ ){0,4}nicht (?:\w+ )?(?:angezeigt|gespeichert|erkannt|übernommen|geladen)
            fehler\b
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            wie (?:kann|können|muss|mache|stelle|bekomme|geht|lässt)
            (?:könn\w+|kann) (?:sie|jemand|ihr|mir|uns) (?:\w+ ){0,5}(?:helfen|erklären|zeigen|zusenden|schicken|einrichten|freischalten)
            lizenz\w*
            (?:schulung|lehrgang)\w*
            (?:gibt es|ist es) (?:\w+ ){0,3}(?:möglich\w*|eine)
            wo (?:finde|kann|stelle)
            frage (?:zu|zum|zur)
            rat\b
            makro\w*
            postprozessor\w*
            (?:neuer|neuen) (?:rechner|pc|laptop|server)
            angebot
            dongle\w*
            installation\w*
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            w[uü]nsch\w*
            idee\w*
            vorschlag\w*
            verbesserung\w*
            anregung\w*
            wunsch\w*
            (?:wäre|wären) (?:\w+ ){0,4}(?:schön|toll|hilfreich|praktisch|super|gut|wünschenswert|prima)
            in (?:einer|der) (?:nächsten|künftigen|späteren|kommenden) version
            feature ?(?:request|wunsch)
            wünsch\w+ (?:\w+ ){0,3}(?:mir|uns)
        """,
        ),
    ),
    "nb": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\b
            kr[aæ]sj\w*
            melde (?:om )?(?:en )?feil
            feilmelding\w*
            programfeil
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            (?:får|kan|klarer) (?:\w+ ){0,2}(?:ikke|ikkje)\b
            (?:tom|vekk|vekke|borte|ødelagt)\b
            problem\w*
            låser seg
            (?:virker|fungerer|funker|starter|åpner|stemmer|svarer|verkar|fungerar) (?:\w+ ){0,3}(?:ikke|ikkje)
            går (?:\w+ ){0,3}ned
            (?:feil|galt|gale|feilaktig)\b
            (?:henger|fryser|låser|forsvinner|forsvant|blinker|forsvunne)\w*
            (?:etter|siden) oppdatering\w*
            blir (?:\w+ ){0,3}(?:ikke|ikkje|feil|borte)
            stopper opp
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            (?:hvordan|korleis) (?:\w+ ){0,2}(?:kan|gjør|får|skal|setter|må|eg|jeg|vi|man)
            (?:kan|kunne) (?:dere|noen|du|de) (?:\w+ ){0,4}(?:hjelpe|forklare|vise|sende|sette opp|aktivere)
            lisens\w*
            (?:kurs|opplæring)\w*
            (?:er det|finnes det|går det an) (?:\w+ ){0,3}(?:mulig|å|en måte)?
            hvor (?:finner|ligger|kan|setter)
            (?:spørsmål|lurer på)
            råd\b
            makro\w*
            (?:ny|nye) (?:pc|maskin|server|datamaskin)\w*
            tilbud
            dongle\w*
            installasjon\w*
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            (?:ideer?|idé)\b
            forslag\w*
            forbedring\w*
            ønske\w*
            (?:hadde|ville) (?:\w+ ){0,3}(?:vært|vore) (?:\w+ ){0,3}(?:fint|flott|nyttig|kjekt|greit|bra|praktisk|supert)
            i (?:en )?(?:neste|senere|kommende|framtidig) (?:versjon|utgave)
            ny funksjon\w*
        """,
        ),
    ),
    "tr": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\b
            hata bildir\w*
            çök(?:üyor|tü|me|mesi|üş)\w*
            hata mesaj\w*
            hata (?:al|ver)\w*
            kilitlen\w*
            kapanıyor
            (?:kendiliğinden|aniden|kendi kendine) (?:\w+ ){0,2}kapan\w*
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            donup? (?:kal\w+)?
            (?:açıl|gir|çalış|gel|al|oku)(?:a|e)?m[ıiuü]yor\w*
            (?:bulunamadı|duruyor|gitmiyor|kayıp|hizmet kullanılamıyor)\b
            (?:çalış|açıl|yanıt ver|kaydet|göster|görün|başla|hesapla|gel)m[ıiuü]yor\w*
            (?:yanlış|hatalı|bozuk)\w*
            (?:donuyor|kayboluyor|kayboldu|takılıyor|siliniyor|boş geliyor)
            güncelleme(?:den|sinden) (?:sonra|beri)
            hata\b
            sorun\w*
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            nasıl\b
            yardım\w*
            lisans\w*
            (?:eğitim|kurs)\w*
            mümkün m[üu]\w*
            nereden\b
            (?:gönderebilir|anlatabilir|açıklayabilir|kurabilir|yapabilir) m[iı]\w*
            (?:sorum|bilgi almak|öğrenmek)
            makro\w*
            yeni (?:bilgisayar|pc|sunucu)\w*
            teklif\w*
            kurulum\w*
            ağ kilid\w*
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            (?:olması|eklenmesi|gelmesi) (?:\w+ ){0,4}(?:iyi|güzel|faydalı|kolay\w*)
            dilek\w*
            öneri\w*
            (?:ekle|geliştir|yap)il\w*se (?:\w+ ){0,4}(?:iyi|güzel|faydalı|süper)
            (?:olsa|olursa|eklense|eklenirse) (?:\w+ ){0,4}(?:iyi|güzel|faydalı|süper|harika|çok|memnun)
            (?:sonraki|gelecek|yeni) sürüm(?:ler)?(?:de|e)
            istek\b
            geliştirme (?:öneri|talep|istek)\w*
            temenni\w*
        """,
        ),
    ),
    "en": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\b
            report (?:a|this) (?:bug|defect|fault)
            crash\w*
            error message\w*
            unhandled exception
            stack trace
            access violation
            fatal error
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            (?:don't|doesn't|not|never) (?:generate|produce|calculate|recogni[sz]e|read|accept|remember|keep|export|import)\w*
            (?:los(?:es|t|ing|e)|empty|blank|missing)\b
            fault\b
            problem\w*
            can(?:not|'t) (?:save|open|start|load|export|import|print)
            (?:does|do|did|is|are|will|would)(?: not|n't|n’t) (?:\w+ )?(?:work|open|start|save|load|respond|show|update|appear|print|match|working|opening|loading)\w*
            (?:wrong|incorrect|broken|corrupt)\w*
            (?:freez\w+|froze|hangs|hung|disappear\w*|vanish\w*|flicker\w*|stuck)
            (?:since|after) (?:the )?(?:update|upgrade)
            fails?\b
            error\b
            stopped working
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            how (?:do|can|to|should|would)
            (?:can|could|would) (?:you|someone|anyone) (?:\w+ ){0,4}(?:help|explain|show|send|advise|install|activate|assist)
            licen[sc]e\w*
            training\w*
            is (?:it|there) (?:\w+ ){0,2}(?:possible|a way|any way)
            where (?:do|can|is) (?:i|we|the)
            question (?:about|on|regarding)
            advice
            macros?\b
            post-?processor\w*
            new (?:pc|computer|laptop|server|workstation)
            quot(?:e|ation)
            dongle\w*
            installation
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            wish\w*
            could (?:it|you|the program|the software) (?:\w+ )?(?:remember|add|include|support|offer|have)\b
            (?:ideas?)\b
            would (?:love|like) to see
            suggest(?:ion|ions)\b
            (?:feature|enhancement) request
            improvement\w*
            (?:would|it'd) be (?:\w+ ){0,2}(?:nice|great|useful|handy|helpful|good|lovely)
            (?:future|next|later) (?:version|release)
            wish ?list
            (?:i|we) wish\b
            please consider
        """,
        ),
    ),
    "fr": (
        _cue(
            _BUG,
            _STRONG,
            r"""
            bug\w*
            signaler (?:un |une )?(?:bug|erreur|anomalie|défaut)
            plant(?:e|é|age|ages|er)\b
            message d['’]erreur
            anomalie
        """,
        ),
        _cue(
            _BUG,
            _CLEAR,
            r"""
            (?:plus aucun|plus rien|n'arrive plus|ne part\w*)\b
            alarme\b
            problème\w*
            (?:vide|perdue?s?|cassée?)\b
            ne (?:\w+ )?(?:fonctionne|marche|démarre|s['’]ouvre|répond|sauvegarde|s['’]affiche|correspond)\w* (?:plus|pas)
            (?:faux|fausse|erron\w+|incorrect\w*|mauvais\w*)\b
            (?:se ferme|se bloque|se fige|disparaî\w+|disparu\w*|écran (?:blanc|noir))
            depuis la (?:mise à jour|dernière)
            (?:après|depuis) (?:la |une )?mise à jour
            erreur\w*
            (?:fige|bloque)\b
        """,
        ),
        _cue(
            _SUPPORT,
            _CLEAR,
            r"""
            comment (?:puis|faire|peut|dois|puis-je|on|procéder|fait|régler|configurer)
            (?:pouvez|pourriez|peux|peut|pourrais)[- ](?:vous|tu|on|quelqu'un) (?:\w+ ){0,5}(?:aider|expliquer|montrer|envoyer|installer|activer|conseiller)
            licen[cs]e\w*
            (?:formation|cours)\b
            (?:est-il|est-ce|serait-il|y a-t-il) (?:\w+ ){0,3}(?:possible|moyen|un|une)?
            où (?:puis|se|trouve|est)
            question (?:sur|concernant|à propos)
            conseil\w*
            macro\w*
            post-?processeur\w*
            (?:nouveau|nouvel) (?:pc|ordinateur|poste|portable|serveur)
            devis
            dongle\w*
            (?:ré)?installation
        """,
        ),
        _cue(
            _WISH,
            _STRONG,
            r"""
            idées?\b
            (?:serait|ce serait) chouette
            (?:pouvait|pourrait|puisse) (?:\w+ ){0,3}(?:garder|ajouter|retenir|proposer|permettre)
            évolution\b
            suggestion\w*
            amélior\w*
            (?:serait|ce serait) (?:\w+ ){0,3}(?:bien|pratique|utile|super|génial|appréciable|sympa)
            (?:prochaine|future) version
            demande d['’]évolution
            souhait\w*
            idée d['’]amélioration
        """,
        ),
    ),
}
