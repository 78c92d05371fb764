"""Twelve Word files in the shapes of programs: Word in five languages, LibreOffice, Google Docs, a browser, a PDF reader."""

from tests.importer.foreign_files import google_docs
from tests.importer.foreign_files.package import cell, item, levels, lists, run, style, table, write
from tests.importer.foreign_files.pieces import PROSE, bold, linked, noted, notes, p, styles
from tests.importer.foreign_files.word_shapes import CENTRE, STYLES, cover, field
from tests.importer.heading_forms import ONE, PROMPTS, TWO, A, B
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN

NEXT = BUILT_IN.load("cstd-next")
ASKED = {ids: part.prompt for ids, part in calls.parts(NEXT)}
QUESTIONS = [part.prompt["en"] for _, part in calls.parts(BUILT_IN.load("cstd-wsis20"))]
NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def cover_in(language, entity, centre=CENTRE):
    """Return the cover of the coming call, as typed from its letter: without the statement and the disclaimer."""
    lines = {block.name: block.text[language] for block in NEXT.cover}
    return (
        "".join(bold(line, more=centre) for line in lines["cover-body"].split("\n"))
        + bold(lines["cover-by"], more=centre)
        + bold(entity, more=centre)
        + NEW_PAGE
    )


def word_headings():
    """Word with its built-in headings: labels and prompts in headings, three levels, footnotes and links."""
    body = (
        cover("Ministry of Posts and Telecommunications of Esmeria (MPT)")
        + p("Connecting the hills: Esmeria and the information society in 2022", style="Title")
        + p(f"Part One: {PROMPTS[ONE]}", style="Heading1")
        + p("access", noted(1))
        + p("rural")
        + p(f"Part Two: {PROMPTS[TWO]}", style="Heading1")
        + p("policy")
        + p("Access for all", style="Heading2")
        + p("Schools", style="Heading3")
        + p("schools")
        + p("Health posts", style="Heading3")
        + p("health", " The figures are published ", linked(1, "every month"), ".")
        + p("Security", style="Heading2")
        + p("security", noted(2))
        + p(f"Part Three: {PROMPTS['three',]}", style="Heading1")
        + p(f"(a) {PROMPTS[A]}", style="Heading2")
        + p("Courses for adults", style="Heading3")
        + p("skills")
        + p("Old devices", style="Heading3")
        + p("waste")
        + p(f"(b) {PROMPTS[B]}", style="Heading2")
        + p("future")
    )
    return write(
        body,
        ["https://stats.esmeria.example/health", "https://law.esmeria.example/2022-31"],
        styles=STYLES,
        footnotes=notes(
            "Household survey of 2022, table 3.", linked(2, "Law 31 of 14 June 2022") + run(", article 9.")
        ),
    )


def word_fields():
    """Word with fields everywhere: a table of contents, cross references, captions, links as fields, a date."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'

    def entry(text, mark, page):
        inside = run(text) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {mark} \\h", run(page))
        return f'<w:hyperlink w:anchor="{mark}" w:history="1">{inside}</w:hyperlink>'

    def marked(text, mark, level):
        inside = f'<w:bookmarkStart w:id="7" w:name="{mark}"/>{run(text)}<w:bookmarkEnd w:id="7"/>'
        return p(inside, style=f"Heading{level}")

    body = (
        cover("Agency for Rural Networks of Loria")
        + p("Contents", style="TOCHeading")
        + p(begin + code + middle, entry("Part One: Executive summary", "_Toc1", "3"), style="TOC1")
        + p(entry("Part Two: Trends and experiences", "_Toc2", "4"), style="TOC1")
        + p(entry("Prices", "_Toc3", "4"), style="TOC1")
        + p(entry("Part Three (a): Policies, programmes and projects", "_Toc4", "6"), style="TOC1")
        + p(entry("Part Three (b): Future actions", "_Toc5", "7"), style="TOC1")
        + p(end)
        + p("Rural networks after the Summit", style="Title")
        + marked("Part One: Executive summary", "_Toc1", 1)
        + p("rural", " More is said under ", field("REF _Toc3 \\h", run("Prices")), ".")
        + marked("Part Two: Trends and experiences", "_Toc2", 1)
        + marked("Prices", "_Toc3", 2)
        + p("access", " See ", field("REF _Ref1 \\h", run("Table 1")), ".")
        + p(run("Table ") + field("SEQ Table \\* ARABIC", run("1")) + run(": Price of a connection"), style="Caption")
        + table(
            *(
                (cell(p(year)), cell(p(share)))
                for year, share in (("Year", "Share of income"), ("2017", "7 %"), ("2022", "3 %"))
            )
        )
        + p(
            "data",
            " ",
            field('HYPERLINK "https://loria.example/survey" \\t "_blank"', run("The tables")),
            " are public.",
        )
        + marked("Obstacles", "_Toc6", 2)
        + p("partners")
        + marked("Part Three (a): Policies, programmes and projects", "_Toc4", 1)
        + p("policy", noted(1))
        + marked("Part Three (b): Future actions", "_Toc5", 1)
        + p("future")
    )
    return write(
        body,
        styles=STYLES + style("TOCHeading", "TOC Heading") + style("Caption", "caption"),
        footnotes=notes(run("See ") + field('HYPERLINK "https://loria.example/plan"', run("the plan")) + run(".")),
    )


def french_word():
    """Word in French: "Titre1", labels and prompts of the coming call, notes with no-break spaces, a list of two levels."""
    asked = {ids: prompt["fr"] for ids, prompt in ASKED.items()}
    mark = "Appelnotedebasdep"
    body = (
        cover_in("fr", "Ministère du Numérique et des Postes de la Valdésie")
        + p("La Valdésie dans la société de l’information", style="Titre")
        + p(f"Première partie\u00a0: {asked[ONE]}", style="Titre1")
        + p("fr.acces", noted(1, mark))
        + p(f"Deuxième partie\u00a0: {asked[TWO]}", style="Titre1")
        + p("Éducation", style="Titre2")
        + p("fr.ecoles")
        + p("Santé", style="Titre2")
        + p("fr.sante", noted(2, mark))
        + p(f"Troisième partie\u00a0: {asked['three',]}", style="Titre1")
        + p(f"a) {asked[A]}", style="Titre2")
        + p("Le ministère a engagé trois chantiers\u00a0:")
        + p("un fonds de service universel, alimenté", style="Paragraphedeliste", more=item(1))
        + p("par les opérateurs, et", style="Paragraphedeliste", more=item(1, 1))
        + p("par l’État\u00a0;", style="Paragraphedeliste", more=item(1, 1))
        + p("une école de techniciens\u00a0;", style="Paragraphedeliste", more=item(1))
        + p("un guichet commun des services publics.", style="Paragraphedeliste", more=item(1))
        + p("fr.obstacles")
        + p(f"b) {asked[B]}", style="Titre2")
        + p("fr.avenir")
    )
    return write(
        body,
        ["https://stat.valdesie.example/menages"],
        styles=styles("Titre1", "Titre", "Paragraphedeliste", "Notedebasdepage", "Lienhypertexte", mark),
        numbering=lists(levels(("bullet", "–"), ("bullet", "o"))),
        footnotes=notes(
            run("Voir ") + linked(1, "l’enquête auprès des ménages", "Lienhypertexte") + run("."),
            "Statistiques du ministère de la Santé, décembre 2022.",
            style="Notedebasdepage",
            reference=mark,
        ),
    )


def russian_word():
    """Word in Russian: styles with the ids 1, 2 and a3; labels with short titles; a numbered list, notes, a link."""
    body = (
        cover_in("ru", "Министерство цифрового развития Республики Вереск")
        + p("Республика Вереск и информационное общество", style="a3")
        + p("Часть первая: Резюме", style="1")
        + p("ru.access", noted(1, "a6"))
        + p("Часть вторая: Краткий аналитический обзор тенденций и опыта осуществления", style="1")
        + p("Образование", style="2")
        + p("ru.schools")
        + p("Удаленные районы", style="2")
        + p("ru.rural")
        + p("Связь зимой", style="3")
        + p("Зимой связь поддерживают ", linked(1, "мобильные станции", "a7"), ".")
        + p("Часть третья", style="1")
        + p("a) Новаторская политика, программы и проекты", style="2")
        + p("ru.health")
        + p("Министерство приняло:", more="<w:keepNext/>")
        + p("программу подготовки медицинских сестер;", style="a4", more=item(1))
        + p("правила хранения данных пациентов.", style="a4", more=item(1))
        + p("b) Будущие действия и инициативы", style="2")
        + p("ru.future", noted(2, "a6"))
    )
    return write(
        body,
        ["https://svyaz.veresk.example/zima"],
        styles=styles("1", "a3", "a4", "a5", "a7", "a6", "Times New Roman"),
        numbering=lists(levels(("decimal", "%1)"))),
        footnotes=notes(
            "Обследование домашних хозяйств, 2022 год.", "Решение правительства № 118.", style="a5", reference="a6"
        ),
    )


def chinese_word():
    """Word in Chinese: full-width labels, first lines that are indented, typed numbers in Chinese before headings."""
    indent = '<w:ind w:firstLineChars="200" w:firstLine="420"/>'
    asked = {ids: prompt["zh"] for ids, prompt in ASKED.items()}

    def text(*inner):
        return p(*inner, more=indent)

    body = (
        cover_in("zh", "云岭国数字事务部")
        + p("云岭国落实信息社会世界首脑会议成果的情况", style="a3")
        + p(f"第一部分：{asked[ONE]}", style="1")
        + text("zh.access", noted(1, "a6"))
        + p(f"第二部分：{asked[TWO]}", style="1")
        + p("一、教育", style="2")
        + text("zh.schools")
        + p("二、偏远地区", style="2")
        + text("zh.rural")
        + p(f"第三部分：{asked['three',]}", style="1")
        + p(f"(a) {asked[A]}", style="2")
        + text("zh.health", "详见", linked(1, "卫生部年报", "a7"), "。")
        + p(f"(b) {asked[B]}", style="2")
        + text("zh.future")
    )
    return write(
        body,
        ["https://health.yunling.example/2022"],
        styles=styles("1", "a3", "a4", "a5", "a7", "a6", "SimSun"),
        footnotes=notes("2022年住户调查，表3。", style="a5", reference="a6"),
    )


def arabic_word():
    """Word in Arabic: paragraphs from right to left, labels with prompts, a list, a table, a note and a link."""
    rtl = "<w:bidi/>"
    asked = {ids: prompt["ar"] for ids, prompt in ASKED.items()}

    def text(*inner, style="", more=""):
        return p(*inner, style=style, more=rtl + more)

    body = (
        cover_in("ar", "وزارة الاتصالات في جمهورية النخيل", rtl + CENTRE)
        + text("جمهورية النخيل ومجتمع المعلومات", style="Title")
        + text(f"الجزء الأول: {asked[ONE]}", style="Heading1")
        + text("ar.access", noted(1))
        + text(f"الجزء الثاني: {asked[TWO]}", style="Heading1")
        + text("التعليم", style="Heading2")
        + text("ar.schools")
        + text("العقبات", style="Heading2")
        + text("ar.rural")
        + text(f"الجزء الثالث: {asked['three',]}", style="Heading1")
        + text(f"(أ) {asked[A]}", style="Heading2")
        + text("ar.health")
        + text("وأطلقت الوزارة:")
        + text("صندوق الخدمة الشاملة؛", style="ListParagraph", more=item(1))
        + text("ومدرسة للفنيين، انظر ", linked(1, "موقع المدرسة"), ".", style="ListParagraph", more=item(1))
        + table(
            *(
                (cell(text(year)), cell(text(count)))
                for year, count in (("السنة", "القرى"), ("2021", "1200"), ("2022", "1410"))
            )
        )
        + text(f"(ب) {asked[B]}", style="Heading2")
        + text("ar.future")
    )
    return write(
        body,
        ["https://school.nakheel.example/"],
        styles=STYLES,
        numbering=lists(levels(("bullet", "•"))),
        footnotes=notes("مسح الأسر المعيشية لعام 2022، الجدول 3."),
    )


LIBREOFFICE = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Normal", "Normal")
    + style("Heading", "Heading", "Normal", '<w:rPr><w:rFonts w:ascii="Liberation Sans"/><w:sz w:val="28"/></w:rPr>')
    + "".join(
        style(
            f"Heading{level}",
            f"Heading {level}",
            "Heading",
            f'<w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr>',
        )
        for level in (1, 2, 3)
    )
    + style("TextBody", "Body Text", "Normal")
    + style("Title", "Title", "Heading", '<w:rPr><w:sz w:val="56"/></w:rPr>')
    + style("List", "List", "TextBody")
    + style("FootnoteText", "Footnote Text", "Normal", '<w:rPr><w:sz w:val="20"/></w:rPr>')
    + style(
        "FootnoteAnchor", "Footnote Anchor", more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', kind="character"
    )
    + style(
        "InternetLink",
        "Internet Link",
        more='<w:rPr><w:color w:val="000080"/><w:u w:val="single"/></w:rPr>',
        kind="character",
    )
)
"""The headings are in an outline list without numbers, as LibreOffice exports its chapter numbering."""
OUTLINE = levels(*[("none", "")] * 3)


def spanish_libreoffice():
    """LibreOffice in Spanish: "Text Body", an outline list without numbers, labels with shortened prompts."""
    body = (
        cover_in("es", "Autoridad de Telecomunicaciones de Solares (ATS)")
        + p("Solares en la sociedad de la información", style="Title")
        + p("Primera parte: Resumen ejecutivo", style="Heading1")
        + p("es.acceso", noted(1, "FootnoteAnchor"), style="TextBody")
        + p("Segunda parte: Panorama analítico de las tendencias y experiencias", style="Heading1")
        + p("Educación", style="Heading2")
        + p("es.escuelas", style="TextBody")
        + p("Obstáculos", style="Heading2")
        + p("es.obstaculos", style="TextBody")
        + p("Tercera parte", style="Heading1")
        + p("a) Políticas, programas y proyectos innovadores", style="Heading2")
        + p("es.salud", " ", linked(1, "Los datos", "InternetLink"), " son públicos.", style="TextBody")
        + p("La Autoridad ofrece además:", style="TextBody")
        + p("cursos para docentes,", style="TextBody", more=item(2))
        + p("en línea y", style="TextBody", more=item(2, 1))
        + p("en las escuelas;", style="TextBody", more=item(2, 1))
        + p("asesoramiento jurídico.", style="TextBody", more=item(2))
        + p("b) Medidas e iniciativas futuras", style="Heading2")
        + p("es.futuro", style="TextBody")
    )
    return write(
        body,
        ["https://datos.ats.example/salud"],
        styles=LIBREOFFICE,
        numbering=lists(OUTLINE, levels(("bullet", "•"), ("bullet", "◦"))),
        footnotes=notes(
            "Encuesta de hogares de 2022, cuadro 3.", reference="FootnoteAnchor", gap="<w:r><w:tab/></w:r>"
        ),
    )


def libreoffice_questions():
    """LibreOffice: the questions of the review of twenty years as headings, answers with headings below them."""
    body = (
        p("Answers to the questionnaire on the twenty-year review (WSIS+20)", style="Title")
        + p("Submission by: Federation of Village Radios", style="TextBody")
        + p(f"1. {QUESTIONS[0]}", style="Heading1")
        + p("media", style="TextBody")
        + p("language", noted(1, "FootnoteAnchor"), style="TextBody")
        + p(f"2. {QUESTIONS[1]}", style="Heading1")
        + p("What helps", style="Heading2")
        + p("health", style="TextBody")
        + p("What hinders", style="Heading2")
        + p("rural", style="TextBody")
        + p("Energy", style="Heading3")
        + p("Most stations have ", linked(1, "solar panels", "InternetLink"), " now.", style="TextBody")
        + p(f"3. {QUESTIONS[2]}", style="Heading1")
        + p("governance", style="TextBody")
        + p("We ask for:", style="TextBody")
        + p("frequencies for communities,", style="TextBody", more=item(2))
        + p("a common archive of programmes.", style="TextBody", more=item(2))
    )
    return write(
        body,
        ["https://radios.example/solar"],
        styles=LIBREOFFICE,
        numbering=lists(OUTLINE, levels(("decimal", "%1."))),
        footnotes=notes("Keyboards for Sena, Lomwe and Yao.", reference="FootnoteAnchor", gap="<w:r><w:tab/></w:r>"),
    )


def google_headings():
    """Google Docs: headings, its table of contents, a nested list, notes numbered from 0, an empty heading."""
    g, heading = google_docs.p, google_docs.heading
    body = (
        "".join(
            g(run(line, f'<w:b w:val="1"/>{google_docs.RTL}'), more=CENTRE)
            for line in (
                "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CSTD)",
                "Twenty-sixth session",
                "Geneva, 27-31 March 2023",
                "Submission by",
                "Alliance for Local Languages Online (ALLO)",
            )
        )
        + g('<w:r><w:br w:type="page"/></w:r>')
        + g("Every language on every telephone", "Title")
        + google_docs.contents(("a", "Part One: Executive summary"), ("b", "Part Two: Overview of trends"))
        + heading(1, "Part One: Executive summary", "a")
        + g(run(PROSE["language"]) + google_docs.reference(0))
        + heading(1, "Part Two: Overview of trends", "b")
        + heading(2, "Writing")
        + g("Two scripts are still missing in the common fonts.")
        + g(PROSE["archive"])
        + heading(3, "Dictionaries")
        + g("They are made by")
        + g("teachers,", more=item(1))
        + g("in the holidays,", more=item(1, 1))
        + g("and students.", more=item(1))
        + heading(2, "")
        + heading(2, "Reading")
        + g(PROSE["women"])
        + heading(1, "Part Three (a): Innovative policies, programmes and projects")
        + heading(2, "The keyboard project")
        + g(run(PROSE["skills"] + " Read ") + google_docs.link(1, "our manual") + run("."))
        + heading(1, "Part Three (b): Future actions or initiatives")
        + g(PROSE["future"])
    )
    return write(
        body,
        ["https://allo.example/manual", "https://allo.example/keyboards"],
        styles=google_docs.STYLES,
        numbering=lists(google_docs.BULLETS),
        footnotes=google_docs.note(0, run("Downloads: ") + google_docs.link(2, "allo.example/keyboards") + run(".")),
    )


def google_plain():
    """Google Docs without headings: the questions in bold, larger bold lines as headings, a list by hand."""
    large = f'<w:b w:val="1"/><w:sz w:val="28"/>{google_docs.RTL}'
    strong = f'<w:b w:val="1"/>{google_docs.RTL}'
    g = google_docs.p

    body = (
        g(
            run(
                "WSIS+20 questionnaire: reply of the Institute for Open Weather Data",
                f'<w:b w:val="1"/><w:sz w:val="36"/>{google_docs.RTL}',
            )
        )
        + g("Entity: Institute for Open Weather Data")
        + g("Contact: Ms. Ines Okoro, ines.okoro@weather.example")
        + "".join(
            g(run(f"Question {number}. {QUESTIONS[number - 1]}", large)) + answer
            for number, answer in (
                (1, g(PROSE["data"]) + g(PROSE["partners"])),
                (
                    2,
                    g(run("Forecasts by machine", strong))
                    + g(PROSE["rural"])
                    + g(run("Open models", strong))
                    + g(run(PROSE["archive"] + " The ") + google_docs.link(1, "model") + run(" is free.")),
                ),
                (
                    3,
                    g(PROSE["governance"])
                    + g("- Share observations;")
                    + g("- share models;")
                    + g("- share the costs."),
                ),
            )
        )
    )
    return write(body, ["https://weather.example/model"], styles=google_docs.STYLES)


def from_web():
    """Pasted from the page of an agency: "Normal (Web)", HTML headings as bold with a size, links, no-break spaces."""
    web = style(
        "NormalWeb", "Normal (Web)", "Normal", '<w:pPr><w:spacing w:before="100" w:beforeAutospacing="1"/></w:pPr>'
    )
    grey = '<w:color w:val="333333"/><w:shd w:val="clear" w:fill="FFFFFF"/>'

    def w(*inner):
        return p(
            *(part if part.startswith("<") else run(PROSE.get(part, part), grey) for part in inner), style="NormalWeb"
        )

    def headline(text, size, level):
        outline = f'<w:spacing w:before="100"/><w:outlineLvl w:val="{level - 1}"/>'
        return p(run(text, f'<w:b/>{grey}<w:sz w:val="{size}"/>'), style="NormalWeb", more=outline)

    body = (
        cover("Coastal Radio Service")
        + headline("The Coastal Radio Service and the Summit", 48, 1)
        + headline("Part One", 36, 2)
        + w("media")
        + headline("Part Two", 36, 2)
        + headline("Weather at sea", 28, 3)
        + w("Boats receive the forecast\u00a0", linked(1, "every six hours"), "\u00a0in four languages.")
        + w("rural")
        + headline("Calls for help", 28, 3)
        + w("security")
        + headline("Part Three (a)", 36, 2)
        + w("The Service offers:")
        + p(run("a map of the coast", grey), style="NormalWeb", more=item(1))
        + p(linked(2, "a list of harbours"), style="NormalWeb", more=item(1))
        + w("skills")
        + headline("Part Three (b)", 36, 2)
        + w("future")
    )
    return write(
        body,
        ["https://coast.example/forecast", "https://coast.example/harbours"],
        styles=STYLES + web,
        numbering=lists(levels(("bullet", "\uf0b7"))),
    )


def from_pdf():
    """Pasted from a PDF: a paragraph for each line, headings in bold."""

    def lines(text, width=84):
        made, line = [], ""
        for word in PROSE.get(text, text).split():
            if len(line) + len(word) >= width:
                made, line = [*made, line], ""
            line += f" {word}" if line else word
        return "".join(map(p, [*made, line]))

    body = (
        cover("Observatory of the Digital Economy")
        + bold("The digital economy in numbers", more=CENTRE)
        + bold("Part One: An executive summary (half a page)")
        + lines("policy")
        + bold("Part Two: A brief (1–2 pages) analytical overview of trends and experiences")
        + bold("Households")
        + lines("access")
        + bold("Firms")
        + lines("data")
        + bold("Part Three (a): Innovative policies, programmes and projects")
        + lines("waste")
        + bold("Part Three (b): Future actions or initiatives to be taken")
        + lines("future")
    )
    return write(body, styles=STYLES)


MADE = (
    *(word_headings, word_fields, french_word, russian_word, chinese_word, arabic_word, spanish_libreoffice),
    *(libreoffice_questions, google_headings, google_plain, from_web, from_pdf),
)
