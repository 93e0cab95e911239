"""Languages told apart: other languages by their words, English never for another."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from whence.language import language_of, other_language

OTHERS = {
    "es": (
        "La presa de Ostry Head cedió el martes por la mañana y el agua llegó en menos de una hora a las primeras "
        "casas del valle. «Nadie nos avisó», dijo Mara Vell, que perdió su taller. El ayuntamiento afirmó que al "
        "menos doce personas siguen desaparecidas y que la búsqueda continuará durante toda la noche."
    ),
    "fr": (
        "Le barrage d'Ostry Head a cédé mardi matin et l'eau a atteint les premières maisons de la vallée en "
        "moins d'une heure. « Personne ne nous a prévenus », a déclaré Mara Vell, qui a perdu son atelier. La "
        "mairie affirme qu'au moins douze personnes sont portées disparues et que les recherches se poursuivront "
        "toute la nuit."
    ),
    "de": (
        "Der Staudamm von Ostry Head ist am Dienstagmorgen gebrochen, und das Wasser erreichte die ersten Häuser "
        "im Tal in weniger als einer Stunde. „Niemand hat uns gewarnt“, sagte Mara Vell, die ihre Werkstatt "
        "verloren hat. Nach Angaben der Gemeinde werden mindestens zwölf Menschen vermisst; die Suche soll die "
        "ganze Nacht weitergehen."
    ),
    "ru": (
        "Плотина в Остри-Хед прорвалась во вторник утром, и вода дошла до первых домов долины меньше чем за час. "
        "«Нас никто не предупредил», — сказала Мара Велл, потерявшая мастерскую. По словам городских властей, не "
        "менее двенадцати человек пропали без вести, поиски будут продолжаться всю ночь."
    ),
    "ar": (
        "انهار سد أوستري هيد صباح يوم الثلاثاء ووصلت المياه إلى أول بيوت الوادي في أقل من ساعة. وقالت مارا فيل "
        "التي فقدت ورشتها إن أحدا لم يحذر السكان. وأعلنت البلدية أن اثني عشر شخصا على الأقل ما زالوا مفقودين وأن "
        "عمليات البحث ستستمر طوال الليل."
    ),
    "zh": (
        "奥斯特里黑德大坝于星期二上午决堤，洪水在不到一小时内冲到了山谷里的第一批房屋。失去作坊的玛拉·维尔说：“没有"
        "人警告过我们。”市政府表示，至少有十二人仍然下落不明，搜救工作将持续整个晚上。"
    ),
    "ja": (
        "オストリー・ヘッドのダムは火曜日の朝に決壊し、水は一時間もたたないうちに谷の最初の家々に達した。作業場を失っ"
        "たマラ・ヴェルさんは「誰も知らせてくれなかった」と話した。町によると、少なくとも十二人の行方が分からず、捜索"
        "は夜通し続けられる。"
    ),
    "nl": (
        "De dam van Ostry Head is dinsdagochtend bezweken en het water bereikte de eerste huizen in het dal in "
        "minder dan een uur. „Niemand heeft ons gewaarschuwd”, zei Mara Vell, die haar werkplaats verloor. "
        "Volgens de gemeente zijn ten minste twaalf mensen vermist en gaat het zoeken de hele nacht door."
    ),
    "pt": (
        "A barragem de Ostry Head cedeu na manhã de terça-feira e a água chegou às primeiras casas do vale em "
        "menos de uma hora. “Ninguém nos avisou”, disse Mara Vell, que perdeu a oficina. A câmara municipal "
        "afirmou que pelo menos doze pessoas continuam desaparecidas e que as buscas vão prosseguir durante toda "
        "a noite."
    ),
    "tr": (
        "Ostry Head barajı salı sabahı çöktü ve su bir saatten kısa sürede vadideki ilk evlere ulaştı. Atölyesini "
        "kaybeden Mara Vell, “Kimse bizi uyarmadı” dedi. Belediye en az on iki kişinin hâlâ kayıp olduğunu ve "
        "arama çalışmalarının bütün gece süreceğini açıkladı."
    ),
    "id": (
        "Bendungan di Ostry Head jebol pada Selasa pagi dan air mencapai rumah pertama di lembah dalam waktu kurang "
        "dari satu jam. “Tidak ada yang memperingatkan kami,” kata Mara Vell, yang kehilangan bengkelnya. Pemerintah "
        "kota mengatakan sedikitnya dua belas orang hilang."
    ),
    "hr": (
        "Brana u Ostry Headu popustila je u utorak ujutro i voda je za manje od sat vremena stigla do prvih kuća u "
        "dolini. „Nitko nas nije upozorio“, rekla je Mara Vell, koja je ostala bez radionice. Gradske vlasti kažu da "
        "se najmanje dvanaest ljudi smatra nestalima."
    ),
}  # fmt: skip
ENGLISH = (
    "The dam at Ostry Head gave way on Tuesday morning and the water reached the first houses of the valley "
    "in less than an hour. “Nobody warned us,” said Mara Vell, who lost her workshop."
)


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_a_paragraph_in_another_language(code: str) -> None:
    assert other_language(OTHERS[code]) == code
    assert other_language("\n\n".join([OTHERS[code]] * 40)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nadie nos avisó.",
        ENGLISH,
        ENGLISH.upper(),
        "12,000 34 5,6 1999 7% 12:30 44 100 200 300 " * 20,
        "““““ !!! … ??? \x00\x01\ufffd 🙂🙂🙂 " * 30,
        "x" * 5000,
        "Ostry Head 3 Port Calder 1, Aldermoss 0 Velden 0, Kessing 2 Norrhaven 2, Tolbridge 4 East Marle 1, Drumlow 0 "
        "Sarn Valley 5, Upper Marle 1 Lower Marle 1, Harrow Town 2 Askew Rovers 3",
    ],
)
def test_english_and_what_is_no_language(text: str) -> None:
    assert other_language(text) is None


def test_english_with_quotations_in_another_language() -> None:
    mixed = f"{ENGLISH} She told the Diario de Ostry:\n\n“{OTHERS['es'][:160]}”\n\nThe mayor of the town was not there."
    assert other_language(mixed) is None


def test_two_languages_are_neither() -> None:
    assert other_language("\n\n".join([ENGLISH * 4, OTHERS["fr"] * 2])) is None
    assert other_language("\n\n".join([OTHERS["es"] * 12, OTHERS["de"] * 12])) is None


def test_what_was_given_stands_unless_it_is_english() -> None:
    spanish = OTHERS["es"]
    assert language_of(spanish) == "es"
    assert language_of(spanish, "en-GB") == "es"
    assert language_of(spanish, "es-MX") == "es-MX"
    assert language_of(ENGLISH) is None
    assert language_of(ENGLISH, "en") == "en"
    assert language_of(ENGLISH, "es") == "es"


@pytest.mark.data
@pytest.mark.slow
def test_english_reports_are_never_taken_for_another_language(data_dir: Path) -> None:
    taken = []
    files = [data_dir / "polnear" / "train.jsonl.gz", *sorted((data_dir / "stories").glob("*.jsonl.gz"))]
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = str(json.loads(line)["text"])
                pieces = [text, *(p for p in text.split("\n") if len(p.split()) >= 20)]
                taken += [(path.name, piece[:80]) for piece in pieces if other_language(piece) is not None]
    assert taken == []
