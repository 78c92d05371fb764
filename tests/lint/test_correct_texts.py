"""Correct sentences that look like slips: no fix changes them, and those that are surely right are not reported."""

import pytest

from tests.lint.test_wrong_forms import fixed, found, reading
from wsisc.lint import rules


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        # words of which one ends and the next one begins
        ("spelling", "zh", "以经济发展为中心，讲述自己经历，给予算法透明度，互联网路由器，2020年令人难忘，发布署名文章。"),
        ("spelling", "zh", "究竟争取什么？荷兰图书馆的自身分析在月份内完成，这一现象其他国家也有，交通迅速发展，移交待办事项。"),
        ("spelling", "zh", "方程式、工程式样、项目地点、增幅射程、应付主席团、再按装置说明操作、既便宜又好用、恢复盖章、诸侯选举。"),
        ("country-name", "zh", "中俄国际合作和中韩国际合作，越南韩先生，湖北韩家村，乔治亚理工学院。"),
        ("punctuation", "zh", "发展、和平与安全；开放、和谐；准确、及时；平等、及早参与、或许有用。"),
        # names
        ("spelling", "fr", "Le World Economic Forum, The Economist, la Société Generale, Securitas et les big three."),
        ("official-name", "fr", "ITU Academy, ICT Africa Ltd et les pages de WSIS Stocktaking."),
        ("official-name", "es", "Ministerio de Ambiente y Desarrollo Sustentable; el portal WSIS Forum."),
        ("spelling", "es", "La plaza 25 de Mayo y el Hospital 12 de Octubre."),
        ("punctuation", "fr", "La société Yahoo! participe, avec chaque administrateur(trice)."),
        ("punctuation", "es", "El informe “Who pays?” concluye. La empresa Yahoo! participa. Cada profesor(esora) también."),
        ("spelling", "zh", "《資訊與社會》一书"),
        ("spelling", "es", "La villa de Mas de Barberans y la Sra. Segun Adeyemi."),
        ("country-name", "ru", "Доклад читали Росси и госпожа Сири."),
        ("punctuation", "ru", "Точка a,b на оси."),
        ("spelling", "zh", "蚊帐单价低，帐篷号码，宽频带天线。"),
        ("official-name", "fr", "POUR UN ÉTAT MODERNE, NUMÉRO UN. UN ÉCOLIER."),
        ("official-name", "ru", "Советы безопасности для детей."),
        ("spelling", "fr", "Un meme circule."),
        ("spelling", "ar", "قال كولن باول ذلك."),
        # words of the same letters
        ("spelling", "es", "El modelo lineal lidera; numerosos textos paginados; fue liderado por todos."),
        ("spelling", "ru", "Привести законы в соответствие с нормами; работа по завершению проекта; письмо по прежнему адресу."),
        ("spelling", "ru", "Ясно, что либо школы получат связь, либо нет."),
        ("spelling", "ar", "جمهورية لاو الديمقراطية الشعبية، وشبكة واي فاي، والفقيه، والتمويه، وجدار كاسر، وقال لامين."),
        # decimals
        ("thousands-separator", "fr", "Le budget atteint 3,125 milliards de dollars."),
        ("thousands-separator", "ru", "Длина линии 3,141 км."),
        # spaces between the phrases of a title, of a name, and of a form to fill in
        ("punctuation", "zh", "挑战高球极限 体验果岭马拉松"),
        ("punctuation", "zh", "蜀道难 李白"),
        ("punctuation", "zh", "填表日期 年 月 日"),
        # official names, also at the start of a sentence
        ("country-name", "ru", "Банк России и МВД России отметили День воинской славы России."),
        ("country-name", "ru", "МВД России сообщило об этом."),
        ("country-name", "ru", "Пенсионный фонд России расширил набор инструментов."),
        ("country-name", "zh", "伊朗民族的代表出席了会议。"),
        ("country-name", "es", "PNUD Bolivia colabora con el UNICEF Bolivia."),
        # short names where they are introduced, and terms of law
        ("official-name", "zh", "信息社会世界首脑会议(信息社会峰会)的成果，信息社会世界首脑会议（信息社会峰会）"),
        ("official-name", "es", "Las sociedades de información crediticia; una sociedad de información crediticia."),
        ("spelling", "zh", "数位专家和数位部长出席了会议。"),
        # words in capitals that stand for nothing, and those of code
        ("acronym-unexpanded", "ru", "Ответьте ДА или НЕТ. Подпись, МП."),
        ("acronym-unexpanded", "en", "Save it as DOCX, XLSX or ZIP. Summary (TL;DR), then <state>NSW</state>."),
        # titles of works that are cited
        ("acronym-unexpanded", "en", "RFC 4234 Augmented BNF for Syntax Specifications: ABNF, The Internet Society, 2005."),
        ("acronym-unused", "en", "Boer, G. J., & Eade, R. (2016). The Decadal Climate Prediction Project (DCPP). Geosci., 9."),
        ("acronym-unused", "en", "ISO/IEC 19757-4:2006, Namespace-based Validation Dispatching Language (NVDL)."),
        ("bare-address", "en", "Boer, G. J., & Eade, R. (2016). The Project. Geosci., 9, 3751. https://doi.org/10.5194/gmd"),
        ("acronym-unexpanded", "en", "Write to PO Box 7, use the .NET platform, and read the HITECH Act, the ACT of 2009."),
        ("acronym-unexpanded", "en", "EDM, or Electronic Dance Music, is a genre, and EDM is popular."),
        ("acronym-unexpanded", "fr", "Le prix est de 50.000 DA ou de 10 000 FCFA."),
        ("punctuation", "zh", "和睦相处、合作共赢、和美生活是共同理想。"),
        ("spelling", "en", "Set alignment=center and color=FF0000; anyone who programs knows it."),
        ("number-below-ten", "en", "The text is in two sizes. 8 pt is the smaller one."),
        # symbols, code, and marks of the language
        ("emphasis", "en", "The components of a column vector **v** transform with the matrix."),
        ("mixed-quotation-marks", "en", 'The “gap” and the “mile” are in `x`: <a href="b">.'),
        ("mixed-quotation-marks", "ru", 'Это «пакет», "docx" и "xlsx".'),
        ("mixed-dashes", "ru", "Школы – а их много – открыты, лица - заявители."),
    ],
)  # fmt: skip
def test_a_correct_text_is_not_reported(code, language, text):
    assert found(code, language, text) == []


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("spelling", "fr", "Envoyez l’e-mail ou d’autres, avec peu d’e-mails."),
        ("thousands-separator", "fr", "Le coefficient est de 1,234 et la masse de 2,375 kg."),
        ("thousands-separator", "es", "El coeficiente es 1,234."),
        ("spelling", "ar", "امام المسجد"),
        ("official-name", "es", "La Asamblea general de socios."),
        ("decimal-mark", "ru", "Масса составляет 2.6 ± 0.2 миллиона тонн."),
        ("decimal-mark", "fr", "De 2.5 à 3.5 millions de personnes."),
    ],
)
def test_what_a_person_must_decide_is_not_fixed(code, language, text):
    assert found(code, language, text)
    assert fixed(code, language, text) == text


def test_a_place_is_shown_with_whole_words():
    [finding] = rules.load("punctuation").check(reading("После опубликования( обнародования", "ru"))
    assert '"опубликования( обнародования"' in finding.message


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "une méme fenétre, une enquéte extréme", "une même fenêtre, une enquête extrême"),
        ("ar", "بالاضافة الى اتاحة واشارة وعمل اضافي", "بالإضافة إلى إتاحة وإشارة وعمل إضافي"),
        ("es", "el 12 de Octubre y 3 de Mayo de 2022", "el 12 de octubre y 3 de mayo de 2022"),
        ("zh", "我们部署以后，侯选人己经到会，令人满意的年令。", "我们部署以后，候选人已经到会，令人满意的年龄。"),
    ],
)
def test_a_fix_has_the_right_letters(language, text, expected):
    assert fixed("spelling", language, text) == expected
