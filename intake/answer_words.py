"""Words in which people answer the questions of an ask-back, in nl, de, nb, tr, en and fr.

Tables for `intake/answers.py` and `intake/answer_values.py`, looked for in small text (see `routing/letters.py`).
Every expression is bounded, so that none takes more than linear time.
"""

# ruff: noqa: E501 - a language a line
from __future__ import annotations

import re
from typing import Final

from routing.letters import pattern

# He does not know it, or it does not apply: an answer, after which nobody asks again.
UNKNOWN: Final = pattern(
    r"""(?x)(?:(?:sorry|helaas|leider|dessverre|maalesef|d[ée]sol[ée]e?|malheureusement|das|dat|det|bunu|ich|ik|jeg|vi|we|wij|wir|i|je|nous)[ ,!.]{1,3}){0,3}
    (?:weet[ ](?:ik[ ]|we[ ]|wij[ ])?(?:het[ ]|dat[ ])?(?:helaas[ ])?niet|zou[ ]ik[ ]niet[ ]weten|geen[ ]idee|onbekend|niet[ ]bekend|nvt|n\.v\.t\.?|niet[ ]van[ ]toepassing
    |wei(?:ß|ss)[ ](?:ich[ ]|wir[ ])?(?:es[ ]|das[ ])?(?:leider[ ])?nicht|wissen[ ](?:wir[ ])?(?:es[ ]|das[ ])?(?:leider[ ])?nicht|keine[ ]ahnung|unbekannt|nicht[ ]bekannt|entf[äa]llt|nicht[ ]zutreffend|trifft[ ]nicht[ ]zu|k\.[ ]?a\.?
    |vet[ ](?:jeg[ ]|vi[ ])?(?:det[ ])?(?:dessverre[ ])?ikk(?:e|je)|veit[ ](?:eg[ ]|vi[ ])?(?:det[ ])?ikkje|aner[ ](?:jeg[ ])?ikke|ingen[ ]anelse|ukjent|ikke[ ]kjent|ikke[ ](?:aktuelt|relevant)|uaktuelt
    |bilmiyor(?:um|uz)|bilinmiyor|bilgi(?:m|miz)?[ ]yok|fikri(?:m|miz)[ ]yok|belli[ ]de[ğg]il|ge[çc]erli[ ]de[ğg]il
    |do(?:n't|nt|[ ]not)[ ]know|no[ ](?:idea|clue)|not[ ](?:sure|known|applicable)|unknown|n[./]?a\.?(?![\w])|dunno
    |(?:ne[ ]|n')?(?:sais|savons)[ ](?:le[ ])?pas|le[ ](?:sais|savons)[ ]pas|aucune[ ]id[ée]e|inconnue?|non[ ](?:connue?|applicable)|sans[ ]objet|s\.o\.)
    (?!\w)|[-–—?./\s]{1,10}\Z""",
)
# There is none: for most details as good as "does not apply", for what was changed the answer itself.
NONE: Final = pattern(
    r"""(?x)(?:nee|neen|geen|niets|niks|nichts|nein|keine?|keiner|ingen|ingenting|intet|nei|yok|hayır|hicbir|hiçbir|no|none|nothing|nope|aucune?|rien|n[ée]ant|non)
    (?:[ ,.!](?:gewijzigd|veranderd|ge[äa]ndert|endret|de[ğg]i[şs]medi|[şs]ey|changed|chang[ée]|de|het|ikke|that|i|we|know|of|à|ma|connaissance|noe|zover|ik|weet)){0,8}[ ,.!]{0,3}\Z""",
)
# The number of an answer, as people and their clients write it: "1.", "2)", "(3)", "*4.*", "ad 5:", "Punt 6 -".
NUMBER: Final = pattern(
    r"[ \t\xa0]{0,8}[*_(\[]{0,3}(?:(?:ad|punt|punkt|point|antwoord|antwort|svar|cevap|yanıt|réponse|answer|vraag|frage|spørsmål|soru|question|madde|nr|no|q|a)\.?[ \xa0]{0,2})?#?"
    r"(?P<number>[1-9]\d?)[*_]{0,2}(?:[ \xa0]{0,2}[.):\]](?!\d)[*_)]{0,3}|[ \xa0]{1,2}[-–—=](?=\s))[ \t\xa0]{0,9}(?P<said>.*)"
)
BULLET: Final = re.compile(r"[ \t\xa0]{0,8}(?:[*•·‣▪◦–—-]|[a-hA-H][.)])[ \t\xa0]{1,9}(?P<said>\S.*)")
GREETING: Final = pattern(
    r"(?:beste|geachte|dag|hallo|goede(?:morgen|middag|n?dag|navond)|sehr geehrte|guten (?:tag|morgen)|moin|liebe|hei|hey|hi|god (?:dag|morgen)|hello|dear|good (?:morning|afternoon)|merhaba|sayın|iyi günler|selam|bonjour|bonsoir|cher|chère|madame|monsieur)\b.{0,60}"
)
CLOSING: Final = pattern(
    r"(?:met vriendelijke|vriendelijke groet|groet|mvg|mit freundlichen|freundliche|viele grüße|gruß|mfg|med vennlig|vennlig|mvh|hilsen|kind regards|best regards|regards|best|cheers|thanks|thank you|saygılar|iyi (?:günler|çalışmalar)|teşekkür|cordialement|bien à vous|salutations|merci|danke|vielen dank|bedankt|dank|takk|tusen takk)\b.{0,60}"
)

_LICENCE = r"(?:licen[cs]e|licentie|lizenz|lisens|lisans|dong(?:le|el)|hasp|sentinel|hardlock|kilit)"
_NUMBER_WORD = r"(?:keys?|code|id|serial|numarası|n(?:umber|ummer|uméro|umara|r|o|°|º)|n[°º])(?!\w)\.?"
# "dongle number 1234-5678", "Lizenz-Nr.: AB12345", "our dongle was stolen, its number is 55-1", "dongle: 4711".
LICENCE_NUMBER: Final = pattern(
    rf"(?<!\w){_LICENCE}(?:\w{{0,12}}{_NUMBER_WORD}|[^.\n]{{0,40}}?\b{_NUMBER_WORD}|\w{{0,4}}[ \t]{{0,2}}(?=[:=#]))"
    r"(?:[ \t\xa0]{0,3}(?:[:=#]|(?:is|ist|er|est|van|de|du|von|av)(?!\w))){0,3}[ \t\xa0]{0,3}"
    r"(?P<number>[a-z0-9][a-z0-9/-]{2,39})(?![\w/-]|[.,]\w)"
)
# Why a licence is asked for: lost, stolen, broken, another machine (PRO-15).
LICENCE_CAUSE: Final = pattern(
    r"(?<!\w)(?:verloren|kwijt|gestolen|diefstal|brand|defect|kapot|stuk|beschadigd|nieuwe? (?:pc|computer|laptop|machine|server|werkstation)|verhui[sz]\w*|overzetten|vervangen|gecrasht|verlopen"
    r"|gestohlen|diebstahl|feuer|defekt|beschädigt|neue[rnms]? (?:pc|rechner|laptop|server|arbeitsplatz)|umzieh\w*|umzug|übertragen|ersetzt|abgelaufen"
    r"|mistet|stjålet|tyveri|brann|ødelagt|ny (?:pc|maskin|bærbar|server)|flytte\w*|overføre\w*|byttet|utløpt"
    r"|kayboldu|kaybettik|çalındı|hırsızlık|yangın|bozuldu|arızalandı|kırıldı|yeni (?:bilgisayar|pc|makine|sunucu)\w*|taşı\w*|süresi doldu"
    r"|lost|stolen|theft|fire|defective|broken|damaged|new (?:pc|computer|laptop|machine|server|workstation)|mov(?:e|ing) (?:the|our|my) licen[cs]e|replaced|crashed|expired"
    r"|perdue?|volée?|vol|incendie|défectueu\w+|cassée?|endommagée?|nouve(?:au|l) (?:pc|ordinateur|poste|serveur)|transfér\w+|remplacée?|expirée?)(?!\w)"
)
# That something was changed, or nothing, before it began (GEN-07).
RECENT_CHANGES: Final = pattern(
    r"(?<!\w)(?:sinds (?:de|het|onze|een|wij|we)\b[^.\n]{0,40}(?:update|upgrade|installatie|overstap|versie|nieuwe)|na (?:de|het|een) (?:update|upgrade|installatie)|niets (?:gewijzigd|veranderd)"
    r"|(?:seit|nach) (?:dem|der|einem|einer|wir)\b[^.\n]{0,40}(?:update|upgrade|installation|umstellung|aktualisierung|neue)|nichts (?:geändert|verändert)"
    r"|(?:etter|siden) (?:at )?[^.\n]{0,40}(?:oppdater|oppgrader|installer|bytte)|ingenting (?:er )?endret|ikke endret noe"
    r"|(?:güncelleme|yükseltme|kurulum)\w*\b[^.\n]{0,30}(?:sonra|beri)|hiçbir şey (?:değişmedi|değiştirmedik)"
    r"|(?:since|after) [^.\n]{0,40}(?:update|upgrade|updating|upgrading|install|migrat|new version|switch)|nothing (?:has |was )?changed"
    r"|(?:depuis|après) [^.\n]{0,40}(?:mise à jour|installation|migration|nouvelle version|passage)|rien (?:n'a )?changé)"
)
# What stands in every text in which one of the expressions above can be found: spares most mails the search.
LICENCE_STEMS: Final = ("licen", "lizenz", "lisens", "lisans", "dong", "hasp", "sentinel", "hardlock", "kilit")
CHANGE_STEMS: Final = (
    "update", "upgrad", "install", "umstellung", "aktualisierung", "neue", "nieuwe", "overstap", "versie",
    "gewijzigd", "veranderd", "geändert", "verändert", "oppdater", "oppgrader", "bytte", "endre", "güncelleme",
    "yükseltme", "kurulum", "değiş", "migrat", "version", "updating", "switch", "changed", "mise", "passage",
    "changé",
)  # fmt: skip
