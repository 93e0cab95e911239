"""Reports in other languages: their passages and their language, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language

from marked_text import a_report
from whence.mark.report import mark_report
from whence.records import Marks

SPANISH = (
    "La presa de Ostry Head cede y deja doce desaparecidos\n\n"
    "PORT CALDER, 12 de marzo de 2031 — La presa de Ostry Head cedió el martes por la mañana y el agua llegó en menos "
    "de una hora a las primeras casas del valle. «Nadie nos avisó», dijo Mara Vell, que perdió su taller.\n\n"
    "El ayuntamiento afirmó que al menos 12 personas siguen desaparecidas y que la búsqueda continuará toda la noche."
)
ENGLISH = (
    "The dam at Ostry Head gave way on Tuesday morning and the water reached the first houses of the valley in less "
    "than an hour. “Nobody warned us,” said Mara Vell, who lost her workshop. At least 12 people are missing."
)


def test_another_language_is_labelled_and_left_unmarked(nlp: Language) -> None:
    report, marks = mark_report(a_report(SPANISH), nlp)
    assert report == replace(a_report(SPANISH), language="es")
    assert [SPANISH[p.start : p.end].split()[0] for p in marks.passages] == ["La", "PORT", "El"]
    assert marks == Marks(report.id, passages=marks.passages)


def test_an_undated_report_in_another_language_stays_undated(nlp: Language) -> None:
    report, _ = mark_report(a_report(SPANISH, day=None), nlp)
    assert report.published == a_report(SPANISH, day=None).published


def test_the_words_decide_and_not_what_was_given(nlp: Language) -> None:
    report, marks = mark_report(replace(a_report(SPANISH), language="es-MX"), nlp)
    assert (report.language, marks.attributions) == ("es-MX", ())
    report, marks = mark_report(replace(a_report(SPANISH), language="en"), nlp)
    assert (report.language, marks.attributions) == ("es", ())
    report, marks = mark_report(replace(a_report(ENGLISH), language="es"), nlp)
    assert (report.language, len(marks.attributions)) == ("es", 1)


def test_english_with_a_foreign_quotation_is_marked(nlp: Language) -> None:
    text = f"{ENGLISH}\n\n“Nadie nos avisó y perdimos el taller y los barcos en una noche,” Vell told reporters."
    report, marks = mark_report(a_report(text), nlp)
    assert report.language is None
    assert len(marks.attributions) == 2


def test_too_few_words_to_tell(nlp: Language) -> None:
    report, _ = mark_report(a_report("Nadie nos avisó, dijo Mara Vell."), nlp)
    assert report.language is None
