"""The words of engineers' commands: English, and what nl, de, nb, tr and fr say for them (MAIL.md 5).

`meaning` answers with the English word, by which alone `routing/orders.py` goes, and `nearest` with the word that
somebody has probably meant. Words are compared folded (`routing/folding.py`): without capitals, accents and dots, so
`#SURE`, `#Süre` and `#süre` are one. A word stands once in the table, whatever its language; a test watches over that.
Languages write as two words what others write as one (`slå sammen`): `_` joins such a pair in the table. It is the
longer match, so its first word must not be a command that takes a value. What follows a word is not translated here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from routing.folding import folded

# English first: it is shown where several words are equally near. Then nl, de, nb, tr and fr.
_TABLE = """
note      notitie nota aantekening  notiz vermerk  notat merknad  not  remarque
close     sluit sluiten afsluiten  schließen abschließen erledigt  lukk lukke avslutt  kapat  fermer clôturer clore
wait      wacht wachten  warten warte  vent vente  bekle  attendre attente en_attente
hold      on_hold aanhouden  anhalten zurückstellen zurück_stellen pausieren  pause  beklet
          beklemeye_al askıda  suspendre en_suspens
reopen    re_open heropen heropenen opnieuw_openen  wiederöffnen wieder_öffnen erneut_öffnen  gjenåpne
          åpne_igjen  yenidenaç yeniden_aç  rouvrir réouvrir
take      take_over neem neem_over overnemen  übernehmen übernehme  ta ta_over overta
          al üzerine_al üstlen  prendre prends
assign    toewijzen  zuweisen  tildel tildele  ata  attribuer assigner affecter
type      soort  typ art  slag  tür tip
prio      priority prioriteit  priorität  prioritet  öncelik  priorité
product   produkt  ürün  produit
due       deadline  fällig frist  vade  échéance délai
time      tijd  zeit  tid  süre zaman  temps durée
offer     offerte aanbod  angebot  tilbud  teklif  offre devis
ask       vraag vragen  frage fragen rückfrage  spør  sor  demander demande
meet      afspraak  termin  møte  toplantı randevu  rendezvous rendez_vous rdv réunion
phone     call telefoon gebeld  telefon anruf telefonat  telefonla  téléphone appel
vendor    supplier leverancier  hersteller lieferant  leverandør  üretici tedarikçi  fournisseur éditeur
link      koppel koppelen  verknüpfen  koble lenke  bağla  lier lien
merge     samenvoegen samen_voegen  zusammenführen zusammen_führen  flett slå_sammen  birleştir  fusionner fusion
parent    hoofdcase  hauptfall  hovedsak  üst ana  principal
new       new_case nieuw nieuwe_zaak nieuwe_melding  neu neuer_fall  ny ny_sak nytt  yeni yeni_kayıt
          nouveau nouveau_cas nouveau_dossier
office    kantoor  büro  kontor  ofis  bureau
away      afwezig  abwesend  borte fravær  izinli izinde  absent absence
files     bestanden  dateien  filer  dosyalar  fichiers
customer  klant  kunde  müşteri  client
cc        kopie  kopi  kopya  copie
contract  vertrag  kontrakt  sözleşme  contrat
status    durum  statut état
list      lijst  liste
report    rapport verslag  bericht  rapor  compte_rendu
undo      ongedaan ongedaan_maken  rückgängig rückgängig_machen  angre  geri geri_al gerial  annuler
help      hulp  hilfe  hjelp  yardım  aide
send      verstuur verzenden  senden abschicken  gönder  envoyer
drop      verwerp  verwerfen  forkast  vazgeç vaz_geç  abandonner
"""
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
_LONGEST = 24  # letters; no word is longer
_LONG = 7  # letters from which two slips are forgiven


def rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each English word, and every word that says it, that one first."""
    for line in _TABLE.replace("\n  ", "  ").strip().splitlines():  # (an indented line goes on)
        said = tuple(word.replace("_", " ") for word in line.split())
        yield said[0], said


def _key(word: str) -> str:
    return folded(unicodedata.normalize("NFKC", word[: _LONGEST + 1])).replace("ß", "ss")


_MEANINGS: Final = {
    key: (english, said, frozenset(key))
    for english, row in rows()
    for said in row
    for key in (_key(said.translate(_SPELT_OUT)), _key(said))
}


@lru_cache(maxsize=1024)
def meaning(word: str) -> str | None:
    """The English word that a word of any of the languages, or a pair with one blank, stands for, or None."""
    known = _MEANINGS.get(_key(word))
    return known[0] if known else None


@lru_cache(maxsize=1024)
def nearest(word: str) -> str | None:
    """The word, as one would write it, that has probably been meant; None if none is near.

    Near is one slip (a letter too many, too few, another one, two exchanged), two for long words.
    """
    typed = _key(word)
    if not 3 <= len(typed) <= _LONGEST:
        return None
    best: tuple[int, str] | None = None
    letters = frozenset(typed)
    for key, (_, said, there) in _MEANINGS.items():
        allowed = 0 if len(key) < 4 else 1 if min(len(key), len(typed)) < _LONG else 2
        if abs(len(key) - len(typed)) > allowed or len(letters ^ there) > 2 * allowed:
            continue  # each slip changes two letters at most
        slips = _slips(typed, key)
        if slips <= allowed and (best is None or slips < best[0]):
            best = slips, said
    return best[1] if best else None


def _slips(one: str, other: str) -> int:
    """How many slips make one word the other (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                least = min(least, above[j - 2] + 1)
            row.append(least)
    return row[-1]
