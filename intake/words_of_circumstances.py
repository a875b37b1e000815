"""The words by which people say when, how often and after what something happens, in nl, de, nb, nn, tr, en and fr.

A table for `intake/circumstances.py`, for plain text (`routing.letters.plain`), so accents may be missing. One phrase a
line. Courtesies ("if you have time", "wenn Sie möchten") are no circumstances.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from routing.letters import any_plain

TRIGGER = any_plain(r"""
    (?:elke|iedere|telkens) (?:keer|maal|als|wanneer)
    telkens
    (?:als|wanneer|zodra|sinds|nadat|tijdens het) (?:ik|we|wij|je|men|ge|\w+en\b|de|een|het)(?! (?:\w+ ){0,2}(?:kan|kunt|lukt|mogelijk|nodig)\b)
    bij (?:het|een|elke?|iedere) (?!(?:desk|bedrijf|kantoor|begin van|eerste)\b)\w+
    (?:alleen|enkel|vooral) (?:bij|met|als|wanneer|onder|op)\b
    (?:sinds|sedert) (?:de |het |een |onze |die )?(?:\w+ )?(?:update|upgrade|vandaag|gisteren|vanmorgen|vanochtend|installatie|\w+dag)
    na (?:de|het|een) (?:\w+ )?(?:update|upgrade|installatie|herstart|opslaan|openen)
    (?:altijd|steeds) (?:bij|als|wanneer|na)
    (?:jedes|immer) ?(?:mal|wenn|beim)
    (?:wenn|sobald|sooft|nachdem|seitdem|beim|seit dem|seit der|sowie) (?!sie (?:\w+ ){0,3}(?:zeit|möchten|wollen|können|könnten|noch|fragen)|möglich|es geht|sie das)(?:ich|wir|man|mer|i|\w+en\b|der|die|das|ein\w*|update|upgrade|öffnen|\w+)
    (?:passiert|tritt|kommt|geschieht) (?:\w+ ){0,3}(?:nur|ausschließlich|immer|vor allem) (?:bei|mit|wenn|beim|auf|in)
    (?:nur|ausschließlich) (?:bei|mit|wenn|beim|unter)\b
    danach|dann (?:ist|wird|kommt|stürzt|hängt|bleibt|erscheint|steht|friert)\b
    (?:hver gang|kvar gong|kvar gang)
    (?:når|straks|etter at|siden|sidan|idet|med ein gong|så snart) (?:jeg|vi|man|eg|me|ein|du|den|det|dei|ho|han|oppdatering\w*|\w+dag)
    (?:da) (?:jeg|vi|eg|me)\b
    (?:ved|under) (?:åpning|opning|lagring|eksport|import|oppstart|utskrift|lukking|kjøring|køyring|bruk|generering|innlogging|\w+ing)\b
    etter (?:\w+ )?(?:oppdatering\w*|oppgradering\w*|installasjon\w*|at)\b
    (?:skjer|hender|kommer|kjem|gjelder|gjeld) (?:\w+ ){0,2}(?:kun|bare|berre|alltid|når)\b
    (?:kun|bare|berre) (?:når|med|ved|om|hvis|i)\b
    (?:oppdateringen|oppdateringa|oppgraderingen) (?:i|på|frå|fra|sist)
    her (?:seferinde|defasında|açtığ\w+|zaman|açılışta|açışta|\w+(?:ışta|işte|uşta|üşte))
    (?:every|each) time
    (?:when|whenever|as soon as|while|after|since|upon|if|once) (?:i|we|the|opening|saving|exporting|importing|running|starting|an?|any|updat\w+|upgrad\w+|\w+ing)\b
    (?:when|whenever|as soon as|after|once) you\b(?! (?:can|could|have|want|like|get|are able))
    only (?:when|with|if|on|in|after|happens)\b
    (?:happens|occurs|crashes|fails|freezes) (?:\w+ ){0,2}(?:with|on|in|during|when|after|every|always)\b
    (?:clicked|click|pressed|press|opened|open|saved|save|selected|select|ran|run|started|start|exported|imported|chose|hit) (?:\S+ ){1,8}(?:and|then|,) (?:\S+ ){0,4}(?:\w+ed|was|is|were|went|goes|crash\w*|freezes?|disappear\w*|gone|boom|nothing)\b
    (?:open|run|load|start|click|right-click|close|save|select|press|cancel|undo|import|export|pick|draw|switch|drag|rotate|copy|paste|delete) (?:\S+ ){0,5}\S+, (?:then |and )?(?:open|run|load|start|click|right-click|close|save|select|press|cancel|undo|import|export|pick|draw|switch|drag|rotate|copy|paste|delete)\b
    (?:any|every|all) (?:\S+ ){1,7}(?:will do it|does it|do it|triggers it|same)\b
    (?:chaque|à chaque) fois
    (?:quand|lorsqu(?:e|'|’)|dès qu(?:e|'|’)|depuis|après|pendant|à l['’](?:ouverture|export\w*|import\w*|enregistrement|impression|installation)|au (?:démarrage|moment)|en (?:ouvrant|enregistrant|exportant|lançant|\w+ant)) ?(?:je|on|nous|il|elle|le|la|les|l['’]|un|une|de|d['’]|que|j['’]|\w+)
    (?:seulement|uniquement) (?:si|quand|avec|sur|en|lors|dans)\b
    (?:il suffit de|il suffit d')
""")
# Turkish says "when" at the end of a word; only looked for in Turkish, for "since" and "werken" end so, too.
TURKISH = any_plain(r"""
    \w+(?:dığım|diğim|duğum|düğüm|tığım|tiğim|tuğum|tüğüm)(?:ız|iz|uz|üz)?da
    \w+(?:dığı|diği|duğu|düğü|tığı|tiği|tuğu|tüğü)(?:mız|miz|muz|müz)?(?:nda|nde)
    \w+(?:dığımızda|diğimizde|duğumuzda|düğümüzde|tığımızda|tiğimizde)
    \w{2,}(?:ınca|ince|unca|ünce|arken|erken|ırken|irken|urken|ürken)\b(?<!boyunca)(?<!uyarinca)(?<!geregince)(?<!\bderken)
    (?:\w+yken|iken)\b
    \w+(?:dıktan|dikten|duktan|dükten|tıktan|tikten|tuktan|tükten)\b
    \w+(?:den|dan|ten|tan) (?:\w+ ){0,3}(?:sonra|beri)\b
    \w+(?:mesinden|masından|minden|mından) sonra
    \w{2,}(?:ışta|işte|uşta|üşte)\b
    (?:güncelleme|kurulum|açılış|kayıt|yükleme)\w* (?:\w+ ){0,3}(?:sonra|beri|sırasında|esnasında)\b
    (?:sadece|yalnızca) (?:\S+ ){1,3}(?:oluyo\w*|görülüyo\w*|çıkıyo\w*)
    her seferinde
""")
# Actions one behind the other: a way through menus, or "…, then …", in languages whose steps are infinitives.
SEQUENCE = any_plain(r"""
    (?:dan|then|dann|deretter|så|sonra|ardından|ensuite|puis) (?:\S+ ){0,8}(?:>|->|→)
    \w+(?:en|n)\b, (?:\S+ ){1,4}\w+en\b, \S+
""")
# "File > Export > DXF"; without blanks only where the sign can be nothing else.
MENU = r"(?<![\w.'’-])\w[\w.'’-]{0,30}(?: \w[\w.'’-]{0,30}){0,2}(?: {1,2}(?:>|->|=>|») {1,2}| {0,2}→ {0,2})\w"
