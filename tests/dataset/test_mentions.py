"""What a text names in so many words is found, and what only looks like it is not."""

import time

import pytest

from tests.conftest import some_quick
from wsisc.calls import locale, vocabularies
from wsisc.publication.collate import topic_passages
from wsisc.publication.dataset import mentions

GOALS = {
    "SDG 16": "16",
    "in SDG 16.": "16",
    "SDG16 and SDG-4": "16 4",
    "SDG 16+ work": "16",
    "SDGs 3 and 4": "3 4",
    "the SDGs, in particular Goals 3, 5, 9, 16, and 17.": "3 5 9 16 17",
    "Goals 3, 5, 9, 16 and 17": "3 5 9 16 17",
    "Goal 4 and its targets": "4",
    "Under Goal 9, we": "9",
    "Sustainable Development Goal 5": "5",
    "Sustainable Development Goals 1 to 5": "1 2 3 4 5",
    "SDGs 1–3 and 17": "1 2 3 17",
    "SDGs (3, 5 & 9)": "3 5 9",
    "SDGs: 3; 5": "3 5",
    "SDG 5 (gender equality), 9 (industry) and 16 (peace)": "5 9 16",
    "Goal 5 (gender equality), Goal 9": "5 9",
    "target 16.5": "16.5",
    "targets 4.4 and 5.b of the Goals": "4.4 5.b",
    "SDG target 9.c, ": "9.c",
    "SDG 16.10": "16.10",
    "indicator of target 4.4.1": "4.4",
    "Goal 16 of the 2030 Agenda": "16",
    "SDG\u00a016": "16",
    "Under Goals 4 and 5, 12 schools were built": "4 5",
    "SDGs 4, 5, 8-10 and 16.6": "4 5 8 9 10 16.6",
    "SDGs 5, 10, 3,000 women": "5 10",
    "SDG 9, Industry; SDG 16, Peace": "9 16",
    "SDG 16 calls for": "16",
    "SDGs 1 - 5, SDGs 15 – 17 and Goals 8 - 9": "1 2 3 4 5 15 16 17 8 9",
    "SDG No. 4 and Goal number 5": "4 5",
    "target 9.C and SDG 5.A": "9.c 5.a",
    # not these
    "the 17 SDGs": "",
    "17 Goals": "",
    "SDG 18, SDG 0, SDG 2030": "",
    "Strategic Goal 2": "",
    "Millennium Development Goal 4": "",
    "Millennium Development Goals 4 and 5": "",
    "ITU Goal 1": "",
    "Goal 3 of our strategy": "",
    "Goal 2 of the strategic plan": "",
    "goal 4": "",
    "its goals 1 and 2": "",
    "a target of 9.5 per cent": "",
    "target 1.5 °C": "",
    "target 3.2 million people": "",
    "targets 5 and 6": "",
    "target 16.99": "",
    "SDG 16 and 5 other Goals": "16",
    "SDG 4, 10 schools": "4",
    "SDG 4 – 10 schools": "4",
    "SDG 4 to 2030": "4",
    "MSDG 4": "",
}
LINES = {
    "action line C5": "C5",
    "WSIS Action Line C5 (building confidence)": "C5",
    "action lines C2 to C6": "C2 C3 C4 C5 C6",
    "action lines C1, C5 and C11": "C1 C5 C11",
    "Action Lines C2–C4": "C2 C3 C4",
    "action lines (C1, C5)": "C1 C5",
    "C5 action line": "C5",
    "the C2 and C6 action lines": "C2 C6",
    "C7 e-health": "C7-e-health",
    "C7: eLearning": "C7-e-learning",
    "C7 (e-government and e-health)": "C7-e-government C7-e-health",
    "action line C7 on media": "C7",
    "action lines C4, C7 (e-science) and C9": "C4 C7-e-science C9",
    "C7 ICT applications: e-agriculture": "C7-e-agriculture",
    "action line C7-e-health": "C7-e-health",
    "the action line on e-business": "C7-e-business",
    "action line C5 (confidence), C6 (environment)": "C5 C6",
    "action lines C2-C5": "C2 C3 C4 C5",
    "Action line C2 - C4": "C2 C3 C4",
    "action lines C2‑C3 and C7": "C2 C3 C7",
    "the C2-C4, C6 action lines": "C2 C3 C4 C6",
    "action lines C5-related, C6": "C5",
    "action line C5-b": "",
    # the bare code behind one that was named
    "Action Line C5 came first, C5 again, and (C5).": "C5 C5 C5",
    "The C2 action line: under C2, and in C2 work.": "C2 C2 C2",
    "action line C7 (e-health). More under C7": "C7-e-health",
    "Action line C5 and C6 of it; C6": "C5 C6 C6",
    # not these
    "hepatitis C2": "",
    "English at level C1": "",
    "C5": "",
    "action line C12": "",
    "our e-health work": "",
    "CC5, C55": "",
    "action line 5": "",
    "Under C5, and then action line C5": "C5",
    "action line C5, and C6 too; C4": "C5 C6",
    "action line C5 by the C5 corridor, C5 cars, level C5, vitamin C5, rooms B2, C5 and C5-b": "C5",
    "action line C2 and hepatitis C2, Hepatitis C2.": "C2",
}
COUNTRIES = {
    "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea": "GN GW GQ PG",
    "New Guinea and the Gulf of Guinea": "",
    "in Guinea and in Niger, and in Nigeria": "GN NE NG",
    "Dominica and the Dominican Republic": "DM DO",
    "Dominica said": "",
    "Democratic Republic of the Congo": "CD",
    "the Republic of the Congo": "CG",
    "Cameroon, Congo and Gabon": "CM CG GA",
    "Congo": "",
    "in Congo": "",
    "President Carter visited Georgia": "",
    "Peru, Chad, and Jordan": "PE TD JO",
    "our colleague Jordan, from Brazil": "BR",
    "Jordan and Sarah": "",
    "Mr. Israel Mota, Ms. Kenya Barris": "",
    "Micronesia, Macedonia": "",
    "in eastern Congo": "",
    "the Congo River": "",
    "Republic of Korea": "KR",
    "the Democratic People's Republic of Korea": "KP",
    "Korea": "",
    "South Korea": "KR",
    "Côte d’Ivoire": "CI",
    "Cote d'Ivoire": "CI",
    "Iran (Islamic Republic of)": "IR",
    "Bolivia (Plurinational State of)": "BO",
    "Michael Jordan and Chad Smith": "",
    "Jordan told us, and Georgia agreed": "",
    "in Jordan and Lebanon": "JO LB",
    "the Government of Chad": "TD",
    "the ministries; the Ministry of Georgia": "GE",
    "in Jordan Peterson's book": "",
    "Georgia Tech, the University of Georgia": "",
    "in Atlanta, Georgia": "",
    "Armenia, Georgia and Türkiye": "AM GE TR",
    "turkey and Turkey": "",
    "in Turkey": "TR",
    "Lake Chad Basin, the River Niger, the Niger Delta": "",
    "Anatole France": "",
    "in France": "FR",
    "South Sudan and Sudan": "SS SD",
    "Hong Kong, China": "HK",
    "the South China Sea": "",
    "a million United States dollars": "",
    "the United States of America": "US",
    "New Jersey and New Mexico": "",
    "Brazil’s judges": "BR",
    "Brazilian, Indiana, Malian": "",
    "Jordan": "JO",
    "Samoa and American Samoa": "WS AS",
    "Kenya Airways": "",
    "in Kenya UNICEF": "KE",
    "United\u00a0Kingdom": "GB",
    "the Bank of China, China Telecom, China Mobile and China Unicom": "",
    "Air India, Kenya Airways, Australia Post, the Times of India, the China Daily": "",
    "the Central Bank of Brazil, the Government of China": "BR CN",
    "China's mobile networks, and China, Mobile": "CN CN",
    "the Bermuda Triangle; Brazil nuts; the Uruguay Round": "",
    "in Lebanon, New Hampshire; in Lebanon, Jordan and Cuba": "LB JO CU",
    "China Telecom, Jordan and Fiji": "JO FJ",
    "China Telecom, Jordan": "",
    "Georgia, Jordan, and Georgia": "",
    "Georgia, Jordan, and Malta": "GE JO MT",
}
FRENCH = {
    "l'ODD 16 et les ODD 3, 5 et 9": "16 3 5 9",
    "Objectif 4": "4",
    "les objectifs de développement durable 1 à 3": "1 2 3",
    "la cible 16.5": "16.5",
    "Objectif stratégique 2": "",
    "la ligne d’action C5": "C5",
    "les grandes orientations C2 à C4": "C2 C3 C4",
    "C7 (cybersanté)": "C7-e-health",
    "au Niger, au Nigéria, en Guinée et en Guinée équatoriale": "NE NG GN GQ",
    "Maurice a dit; Dominique aussi": "",
    "à Maurice et en Côte d'Ivoire": "MU CI",
    "République démocratique du Congo": "CD",
    "le golfe de Guinée": "",
    "le gouvernement du Tchad": "TD",
    "la République de Corée": "KR",
    "ODD n° 4, ODD n°5, l'ODD no 6 et l'objectif de développement durable nº 4": "4 5 6 4",
    "les ODD nos 4 et 5, ODD 1 - 3": "4 5 1 2 3",
    "la grande orientation no C5, les grandes orientations C2-C4": "C5 C2 C3 C4",
    "la Banque de France, Air Sénégal, Maroc Telecom": "",
    "la Banque centrale du Brésil": "BR",
    "la ligne d'action sur la cybersanté, les lignes d’action relatives au commerce électronique": "C7-e-health C7-e-business",
    "une grande orientation sur l’e-santé": "C7-e-health",
    "Samoa, Samoa américaines et Géorgie du Sud-et-les Îles Sandwich du Sud": "WS AS GS",
    "à La Réunion, sur l'île de la Réunion et à Mayotte": "RE RE YT",
    "Maurice, Comores, Réunion": "MU KM RE",
    "à Guernesey, à Jersey, au Groenland et aux îles Féroé": "GG JE GL FO",
    "l'Antarctique et les Bermudes": "AQ BM",
    # not these
    "La Réunion a décidé; la Réunion de haut niveau; Suisse, Réunion du Groupe; Mali, Réunion Mondiale": "CH ML",
    "Réunion": "",
    "le New Jersey, un jersey, Montserrat Caballé, la Saint-Barthélemy, l'île Sainte-Hélène, HPE Aruba": "",
    "le détroit de Gibraltar, le triangle des Bermudes, l'océan Antarctique": "",
}
SPANISH = {
    "ODS 4": "4",
    "los ODS 3, 5 y 9": "3 5 9",
    "Objetivo 4 y Objetivos 3 a 5": "4 3 4 5",
    "Objetivo de Desarrollo Sostenible 4": "4",
    "ODS n.º 4": "4",
    "la meta 4.7 de los ODS": "4.7",
    "líneas de acción C2 a C5 y C7": "C2 C3 C4 C5 C7",
    "línea de acción C7 (cibersalud)": "C7-e-health",
    "ODS 4 y 10 escuelas": "4",
    "las líneas de acción C2-C4 de la CMSI; C2 también": "C2 C3 C4 C2",
    "en la Argentina y el Brasil": "AR BR",
    "el Reino Unido, Granada y San Vicente y las Granadinas": "GB GD VC",
    "en Sudán del Sur, el Sudán": "SS SD",
    "la República Dominicana": "DO",
    "el Líbano": "LB",
    "Guinea, Guinea-Bissau, Guinea Ecuatorial y Papua Nueva Guinea": "GN GW GQ PG",
    "el Gobierno de Granada": "GD",
    "Irlanda del Norte": "GB",
    "la Argentina": "AR",
    "Papúa Nueva Guinea": "PG",
    "la línea de acción sobre cibersalud, las líneas de acción relativas al comercio electrónico": "C7-e-health C7-e-business",
    "Madagascar, Mauricio, Reunión": "MG MU RE",
    "la isla de la Reunión": "RE",
    # not these
    "Objetivo 3 de nuestra estrategia": "",
    "Objetivo Estratégico 2": "",
    "Universidad de Granada": "",
    "José Francisco Colombia": "",
    "el Banco de España": "",
    "Primera Reunión del Grupo": "",
    "Reunión de expertos en Ginebra": "",
    "Informe de la Reunión de Alto Nivel sobre la CMSI": "",
    "Ginebra, Suiza, Reunión de expertos; Francia, Reunión Ministerial": "CH FR",
}
RUSSIAN = {
    "ЦУР 4": "4",
    "ЦУР 3, 5 и 9": "3 5 9",
    "цель 4 в области устойчивого развития": "4",
    "целей устойчивого развития 3, 4 и 5": "3 4 5",
    "Цели 1–3": "1 2 3",
    "цели 3 и 5 в области устойчивого развития": "3 5",
    "направление деятельности C5": "C5",
    "направления деятельности С2–С5 и C7": "C2 C3 C4 C5 C7",
    "направлений действий С5": "C5",
    "ЦУР 4 и 10 школ": "4",
    "ЦУР № 4": "4",
    "в Бразилии, Индии и Китае": "BR IN CN",
    "Российской Федерации": "RU",
    "Республики Корея": "KR",
    "Южном Судане и Судане": "SS SD",
    "Соединённых Штатах Америки": "US",
    "Того, Мали и Бенин": "TG ML BJ",
    "в Гвинее-Бисау и Гвинее": "GW GN",
    "Северной Ирландии": "GB",
    "Папуа — Новой Гвинее": "PG",
    "правительство Ганы": "GH",
    "Кот-д’Ивуаре": "CI",
    "Чад и Нигер": "TD NE",
    "по ЦУР 4 в 10 странах": "4",
    "ЦУР 4 и 12 регионов": "4",
    "задачи 4.7 и 9.c ЦУР": "4.7 9.c",
    "в Египте, жители Египта, благодаря Египту, вместе с Египтом": "EG EG EG EG",
    "с Польшей, с Камбоджей, с Бангладешем": "PL KH BD",
    "в Сент-Винсенте и Гренадинах, для Сент-Винсента и Гренадин": "VC VC",
    "для Сент-Китса и Невиса, в Тиморе-Лешти, на Багамах, на Сейшелах, на острове Мэн": "KN TL BS SC IM",
    "Тайваня (провинция Китая)": "TW",
    # not these
    "Стратегическая Цель 2": "",
    "Цель 3 программы": "",
    "Того времени": "",
    "Сальвадор Дали": "",
    "Банк России": "",
    "Австрийский": "",
    "задача 1.2 проекта": "",
}
CHINESE = {
    "加纳、南非、日本": "GH ZA JP",
    "可持续发展目标4": "4",
    "可持续发展目标 3、5和9": "3 5 9",
    "可持续发展目标1至5": "1 2 3 4 5",
    "SDG4和SDG 5": "4 5",
    "具体目标4.7": "4.7",
    "可持续发展具体目标4.7和9.c": "4.7 9.c",
    "行动方面C5": "C5",
    "C5行动方面": "C5",
    "信息社会世界峰会行动方针C2、C5和C7": "C2 C5 C7",
    "行动方面C7（电子卫生）": "C7-e-health",
    "可持续发展目标4和5个国家": "4",
    "在中国和巴西": "CN BR",
    "海地": "HT",
    "几内亚、几内亚比绍、赤道几内亚和巴布亚新几内亚": "GN GW GQ PG",
    "日本、刚果和加蓬": "JP CG GA",
    "刚果民主共和国": "CD",
    "南苏丹": "SS",
    "苏丹、乍得和埃及": "SD TD EG",
    "索马里和马里": "SO ML",
    "南非": "ZA",
    "印度尼西亚和印度": "ID IN",
    "中国政府": "CN",
    "SDG 16（和平）、17": "16 17",
    "行动方面C7：电子卫生": "C7-e-health",
    "行动方面C7，电子政务": "C7-e-government",
    "行动方面：C5；可持续发展目标：3、5": "C5 3 5",
    "联合法国和德国，符合法国法律，并非法国；法国": "FR DE FR FR FR",
    "中国民众和美国民间组织": "CN US",
    # not these
    "17个可持续发展目标": "",
    "可持续发展目标17个": "",
    "可持续发展目标2030": "",
    "发展中国家": "",
    "沿海地区": "",
    "其中国内": "",
    "中国银行和中国移动": "",
    "内蒙古": "",
    "台湾": "",
    "西南非洲": "",
    "无合法国籍的人": "",
    "非法国籍": "",
    "合法国民，非法国民": "",
    "活动中国民教育": "",
    "在国家中国有化": "",
    "印度洋": "",
    "立法国家": "",
    "参加纳米技术项目，增加纳税；湖南非物质文化遗产；节日本身；上海地铁": "",
}
ARABIC = {
    "الهدف 4 من أهداف التنمية المستدامة": "4",
    "هدف التنمية المستدامة 4": "4",
    "أهداف التنمية المستدامة 3 و5 و9": "3 5 9",
    "الأهداف 3 و5 من أهداف التنمية المستدامة": "3 5",
    "وهدف التنمية المستدامة ٤": "4",
    "أهداف التنمية المستدامة 1 إلى 3": "1 2 3",
    "الغاية 4.7": "4.7",
    "خط العمل جيم 5": "C5",
    "خط العمل C5": "C5",
    "خطوط العمل جيم 2 وجيم 5 وجيم 7": "C2 C5 C7",
    "خط العمل جيم-7 (الصحة الإلكترونية)": "C7-e-health",
    "مسار العمل C5": "C5",
    "أهداف التنمية المستدامة 17": "17",
    "في البرازيل والهند": "BR IN",
    "للجزائر": "DZ",
    "بلبنان وبمصر": "LB EG",
    "حكومة مالي": "ML",
    "مالي والنيجر": "ML NE",
    "جنوب السودان والسودان": "SS SD",
    "غينيا وغينيا الاستوائية وبابوا غينيا الجديدة": "GN GQ PG",
    "سلطنة عمان": "OM",
    "دولة قطر": "QA",
    "البحرين وقطر والكويت": "BH QA KW",
    "وجمهورية كوريا": "KR",
    "والولايات المتحدة الأمريكية": "US",
    "فللأردن": "JO",
    "في بنين وتوغو، جمهورية بنين": "BJ TG BJ",
    "هولندا وأروبا": "NL AW",
    # not these
    "الهدف 4": "",
    "الدعم المالي، مالي": "",
    "عمان": "",
    "قطر الدائرة": "",
    "المغرب العربي": "",
    "البرازيلية": "",
    "نهر الأردن": "",
    "مدارس بنين وبنات": "",
    "في مدارس بنات وبنين": "",
    "وبنين الطفل": "",
    "بنين": "",
    "أروبا": "",
    "في أروبا": "",
}
OTHERS = {"es": SPANISH, "ru": RUSSIAN, "zh": CHINESE, "ar": ARABIC}


TAGS = vocabularies.choose(None).tags
COUNTRY = vocabularies.load("countries")


def found(text, name, language="en"):
    mentioned = mentions.find_mentions(text, language, TAGS)
    return " ".join(each.code for each in mentioned if name in ("", each.vocabulary))


@pytest.mark.parametrize(("text", "codes"), GOALS.items())
def test_goals_and_targets(text, codes):
    assert found(text, "sdg") == codes


@pytest.mark.parametrize(("text", "codes"), LINES.items())
def test_action_lines(text, codes):
    assert found(text, "action-line") == codes


@pytest.mark.parametrize(("text", "codes"), COUNTRIES.items())
def test_countries(text, codes):
    assert found(text, "country") == codes


@pytest.mark.parametrize(("text", "codes"), FRENCH.items())
def test_french(text, codes):
    assert found(text, "", "fr") == codes


@pytest.mark.parametrize(
    ("language", "text", "codes"), [(each, *case) for each, cases in OTHERS.items() for case in cases.items()]
)
def test_other_languages(language, text, codes):
    assert found(text, "", language) == codes


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_every_country_is_found_by_its_names_in_other_languages(language):
    fiji = COUNTRY.terms["FJ"].names[language][0]
    joint = "、" if language == "zh" else ", "
    for country in COUNTRY.terms.values():
        for name in country.names[language]:
            assert found(f"{fiji}{joint}{name}{joint}{fiji}", "country", language).split()[1] == country.code, name


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_documents_call_countries_as_texts_in_their_language_do(language):
    language_locale = locale.load(language)
    names = {code: topic_passages.find_topic(code, COUNTRY, language_locale).name for code in COUNTRY.terms}
    assert names == {code: term.names[language][0] for code, term in COUNTRY.terms.items()}


@pytest.mark.parametrize(
    "piece",
    some_quick(
        ["Georgia, ", "Chad and ", "SDG 4, ", "C5, ", "C5 action lines, ", "C7 e-health, ", "action line C5 "], 3
    ),
)
def test_a_long_text_takes_as_many_times_longer(piece):
    def seconds(count):
        """Return how long the quickest of three takes."""
        times = []
        for _ in range(3):
            begun = time.process_time()
            mentions.find_mentions(f"Action line C5. {piece * count}.", "en", TAGS)
            times.append(time.process_time() - begun)
        return min(times)

    assert seconds(8_000) < 8 * 3 * seconds(1_000)


def test_a_list_has_the_words_of_the_whole_list():
    text = "See Goals 3, 5, and 17, please."
    assert {text[each.start : each.end] for each in mentions.find_mentions(text, "en", TAGS)} == {"Goals 3, 5, and 17"}


@pytest.mark.parametrize("code", COUNTRY.terms)
def test_every_country_is_found_by_its_name(code):
    assert found(f"It was held in {COUNTRY.name(code)} and Fiji.", "country").split()[0] == code
