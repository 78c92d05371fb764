"""What is right stays as it is, byte for byte: symbols, cited titles, quotations, links, official names, ranges."""

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc
from tests.word import part
from wsisc.lint import cited_text

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def as_file(language, text):
    return as_yaml(minimal({"call": "cstd-next", "language": language, "parts": {"one": {"text": text}}}))


def fix(content):
    return wsisc("validate", "--fix", "--select", "all", "-", stdin=content).stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_an_editor_is_not_changed(language):
    content = (ROOT / "tests" / "edited" / f"{language}.yaml").read_bytes()
    assert fix(content) == content


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_suggested_in_a_text_of_an_editor(language, tmp_path):
    file = ROOT / "tests" / "edited" / f"{language}.yaml"
    assert wsisc("build", file, "--no-embed", "-o", "a.docx", cwd=tmp_path).returncode == 0
    options = ("--select", "all", "--suggest", "--call", "cstd-next", "--language", language)
    assert b"comments" in wsisc("review", "a.docx", *options, "-o", "b.docx", cwd=tmp_path).stderr
    document = part((tmp_path / "b.docx").read_bytes(), "word/document.xml")
    assert "<w:ins " not in document
    assert "<w:del " not in document


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # symbols
        ("fr", "Voir WSIS-03/GENEVA/DOC/5-F, UNEP/EA.6/1, UNCTAD/DTL/2024/1 et WHO/HSI/2024.1."),
        ("es", "Véanse WSIS-03/GENEVA/DOC/5-S, UNEP/EA.6/1 y WHO/HSI/2024.1."),
        ("ru", "См. WSIS-03/GENEVA/DOC/5-R, UNEP/EA.6/1, UNCTAD/DTL/2024/1 и WHO/HSI/2024.1."),
        ("zh", "见WSIS-03/GENEVA/DOC/5-C、UNCTAD/DTL/2024/1和WHO/HSI/2024.1。"),
        ("ar", "انظر WSIS-03/GENEVA/DOC/5-A و UNCTAD/DTL/2024/1 و WHO/HSI/2024.1."),
        # titles in another language, set off and not
        ("fr", "Voir UNESCO, Technology in education: A tool on whose terms? et The State of ICT in Africa."),
        ("fr", "Voir Report: Technology in education, *Report: Technology in education* et « WHO: Report »."),
        ("es", "Véase UNESCO, Technology in education: A tool on whose terms? y The State of ICT in Africa."),
        ("es", "*Technology in education: A tool on whose terms?* es el informe."),
        ("ru", "См. The State of ICT in Africa; ITU, Measuring digital development."),
        ("zh", "见The State of ICT in Africa和ITU, Measuring digital development，第2页。"),
        ("ar", "انظر The State of ICT in Africa و ITU, Measuring digital development، الصفحة 2."),
        # links
        ("fr", "Le [Education for the WSIS: Report](https://example.org/a) du Ministère."),
        # names, and short forms where they are introduced
        ("fr", "La Suisse agit dans le cadre de l’Agenda 2030."),
        ("fr", "L’État plurinational de Bolivie, la République islamique d’Iran et la République bolivarienne du Venezuela."),
        ("fr", "Bolivie (État plurinational de), Iran (République islamique d’), Venezuela (République bolivarienne du)."),
        ("fr", "L'Iran (République islamique d') et le Fonds des Nations Unies pour la population (UNFPA), puis l’UNFPA."),
        ("es", "Bolivia (Estado Plurinacional de), Irán (República Islámica del), Venezuela (República Bolivariana de)."),
        ("ru", "Учителя в Боливии (Многонациональное Государство), Иране (Исламская Республика) и Венесуэле."),
        ("zh", "信息社会世界首脑会议(信息社会峰会)的成果。信息社会峰会后，白俄罗斯共和国和白俄罗斯加入。"),
        ("zh", "伊朗（伊斯兰共和国）、玻利维亚(多民族国)和委内瑞拉（玻利瓦尔共和国）。"),
        ("ru", "Совет по Правам Человека и Уполномоченный по Правам Человека."),
        # numbers
        ("ru", "С 1.5 до 2.5 процента, то есть 3150 человек из 12 500 000."),
        ("fr", "De 1.5 à 2.5 % des écoles et 1.5-2.5 millions de francs."),
        ("es", "De 1.5 a 2.5 % de las escuelas."),
        # marks
        ("zh", "他们来了。。他们走了。"),
        ("zh", "第(一)项由三个县(乡)负责。"),
    ],
)  # fmt: skip
def test_what_is_right_or_needs_judgement_is_not_changed(language, text):
    content = as_file(language, text)
    assert fix(content).decode() == content.decode()


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("fr", "Selon UNCTAD/DTL/2024/1, le developpement", "Selon UNCTAD/DTL/2024/1, le développement"),
        ("fr", "Les acces, dit Technology in education, sont", "Les accès, dit Technology in education, sont"),
        ("fr", "L’étude \"The education\" dit", "L’étude «\u00a0The education\u00a0» dit"),
        ("es", "La conexion de The Economist in London es", "La conexión de The Economist in London es"),
        ("ru", "По словам WHO, агенство не упомянуто", "По словам WHO, агентство не упомянуто"),
        ("zh", "见The State of ICT in Africa,他己经来了", "见The State of ICT in Africa,他已经来了"),
        ("en", "In A/RES/70/1 and “the center”, the organisations", "In A/RES/70/1 and “the center”, the organizations"),
    ],
)  # fmt: skip
def test_what_is_wrong_beside_it_is_changed(language, before, after):
    assert fix(as_file(language, before)).decode() == as_file(language, after).decode()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Bolivie (État plurinational de), la République bolivarienne du Venezuela, l’Iran (République islamique d’)."),
        ("es", "La República Islámica del Irán, Bolivia (Estado Plurinacional de) y Belarús."),
        ("ru", "Из Боливии (Многонациональное Государство), Иран (Исламская Республика), Республика Беларусь."),
        ("zh", "白俄罗斯、伊朗（伊斯兰共和国）、多民族玻利维亚国和委内瑞拉玻利瓦尔共和国。"),
        ("ar", "بيلاروس وإيران (جمهورية - الإسلامية) ودولة بوليفيا المتعددة القوميات."),
        ("en", "Belarus, Bolivia (Plurinational State of), the Islamic Republic of Iran, the Czech Republic; the city of Macedonia, Ohio."),
    ],
)  # fmt: skip
def test_official_names_of_states_are_not_reported(language, text):
    report = wsisc(
        "validate", "--select", "country-name", "--output-format", "concise", "-", stdin=as_file(language, text)
    )
    assert b"country-name" not in report.stdout


def test_a_list_of_authors_is_a_reference_and_the_subject_of_a_sentence_is_none():
    assert cited_text.is_reference("2 Ludewig G, Robertson LW, Lee TK. Biphenyls (PCBs) as agents. Cancer Lett 2012.")
    assert not cited_text.is_reference("The ITU, the UN and UNESCO met.")


def test_a_line_of_contents_ends_with_its_page():
    assert cited_text.is_contents_line("Figure 10 Leave Entitlements: Carers 12")
    assert cited_text.is_contents_line("The role of WSIS......... 5")
    assert not cited_text.is_contents_line("3 schools were connected in 2025.")


def test_a_line_of_code_has_calls_of_names_in_latin_letters():
    assert cited_text.is_code("call(a, b);")
    assert cited_text.is_code('{"pre":false,"current_cursor":12,')
    assert not cited_text.is_code("(3)投标(响应)文件技术部分;")
    assert not cited_text.is_code("我们支持了六个国家.")
