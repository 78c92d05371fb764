"""Six Word files created with python-docx, as scripts and databases of agencies create them."""

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.importer import foreign
from tests.importer.foreign import centred, new, run_of, saved
from tests.importer.heading_forms import ONE, PROMPTS, TWO, A, B


def add_link(paragraph, text, address):
    identifier = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{identifier}"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(link))


def ministry_labels():
    """A cover of the ministry's own with a table of contact lines; "(MDT)" behind the entity; labels with a colon."""
    document = new()
    centred(
        document, "Commission on Science and Technology for Development\nTwenty-sixth session\nGeneva, 27-31 March 2023"
    )
    centred(document, "Submission by")
    centred(document, "Ministry of Digital Transition of Almeria (MDT)")
    centred(document, "15 December 2022", bold=False)
    table = document.add_table(rows=0, cols=2)
    for name, value in (
        ("Contact person:", "Mr. Tomas Okafor, Director of International Cooperation"),
        ("E-mail:", "tomas.okafor@mdt.example"),
        ("Telephone:", "+99 20 555 0143"),
        ("Address:", "4 Harbour Road, Port Almeria"),
        ("Website:", "www.mdt.example"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Contribution of Almeria to the WSIS follow-up", 0)
    document.add_heading("Part One: Executive summary", 1)
    document.add_paragraph("Almeria put sixty services of the State on the web in 2022.")
    document.add_paragraph("Older people ask for help at the town hall, and receive it there.")
    document.add_heading("Part Two: Trends and experiences", 1)
    document.add_heading("Identity", 2)
    paragraph = document.add_paragraph("Two million people have a digital identity; ")
    add_link(paragraph, "the register", "https://id.mdt.example/")
    paragraph.add_run(" counts them every night.")
    document.add_heading("Trust", 2)
    document.add_paragraph("Trust grew when mistakes were admitted.")
    document.add_heading("Part Three", 1)
    document.add_heading("(a) Innovative policies, programmes and projects", 2)
    document.add_heading("Town halls", 3)
    document.add_paragraph("In each town hall:", style="Normal")
    document.add_paragraph("a desk for help,", style="List Bullet")
    document.add_paragraph("a printer.", style="List Bullet")
    document.add_heading("(b) Future actions and initiatives", 2)
    document.add_paragraph("The next sixty services will follow in 2023.")
    return saved(document)


def bold_headings():
    """A regional commission: no style but Normal, headings in bold, numbers that are typed, prompts shortened."""
    document = new()
    foreign.cover(
        document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "Commission for the Northern Seas"
    )
    centred(document, "Follow-up to the World Summit in the region of the Northern Seas")
    run_of(document, "Part One: An executive summary of activities undertaken by all stakeholders", bold=True)
    document.add_paragraph("Nine members of the Commission agreed on common rules for cables under the sea.")
    run_of(document, "Part Two: A brief analytical overview of trends and experiences in implementation", bold=True)
    run_of(document, "1. Cables", bold=True)
    document.add_paragraph("Repairs now take four days, down from nine.")
    run_of(document, "2. Ports", bold=True)
    document.add_paragraph("Ports exchange manifests before a ship arrives.")
    run_of(document, "2.1 Small ports", bold=True)
    document.add_paragraph("Small ports share one office.")
    run_of(document, "Part Three: A brief description of:", bold=True)
    run_of(document, "(a) Innovative policies, programmes and projects which have been undertaken", bold=True)
    document.add_paragraph("A ship for repairs is shared by five members.")
    run_of(document, "(b) Future actions or initiatives to be taken", bold=True)
    document.add_paragraph("1) A second ship will be chartered in 2024.")
    document.add_paragraph("2) A school for divers will open in the same year.")
    return saved(document)


def letter_spaced():
    """Headings that are letter-spaced with blanks, and one by formatting; labels in Roman numerals."""
    document = new()
    document.core_properties.title = "Untitled"
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "WORLD WEATHER ARCHIVE")
    centred(document, "W E A T H E R   A N D   I N F O R M A T I O N   I N   2 0 2 2")
    for heading, texts in {
        "P A R T   I": ["The Archive opened its records of one hundred and fifty years to everybody."],
        "P A R T   I I": ["Farmers ask for tomorrow, and historians for yesterday."],
    }.items():
        run_of(document, heading, bold=True)
        for text in texts:
            document.add_paragraph(text)
    for heading, text in {
        "D A T A": "Four thousand stations report every hour.",
        "P E O P L E": "Half of the observers are volunteers.",
    }.items():
        paragraph = run_of(document, heading, bold=True)
        paragraph.style = document.styles["Heading 2"]
        document.add_paragraph(text)
    run_of(document, "P A R T   I I I", bold=True)
    run_of(document, "( a )   P R O J E C T S", bold=True)
    document.add_paragraph("Old paper charts were photographed in nine countries.")
    run_of(document, "( b )   T H E   Y E A R S   T O   C O M E", bold=True)
    document.add_paragraph("All charts will be read by machines by 2026.")
    return saved(document)


def renumbered_prompts():
    """The prompts pasted, but numbered 1 to 4 as list items; the answers with nested lists; the cover missing."""
    document = new()
    document.add_paragraph("Statement of the Alliance of Street Libraries", style="Title")
    for number, ids in enumerate((ONE, TWO, A, B), 1):
        run_of(document, f"{number}. {PROMPTS[ids]}", bold=True)
        if ids == ONE:
            document.add_paragraph(
                "Street libraries lent a million books and taught a thousand people to search the web."
            )
        elif ids == TWO:
            document.add_paragraph("People come for books, and stay for:")
            document.add_paragraph("the network, that is", style="List Number")
            document.add_paragraph("a fast line", style="List Bullet 2")
            document.add_paragraph("and a quiet corner;", style="List Bullet 2")
            document.add_paragraph("company.", style="List Number")
            document.add_paragraph("Vandalism fell by a third.")
        elif ids == A:
            paragraph = document.add_paragraph("The ")
            add_link(paragraph, "tricycle of books", "https://streetlibraries.example/tricycle")
            paragraph.add_run(" reached ninety villages.")
        else:
            document.add_paragraph("Ten more tricycles will be built.")
    return saved(document)


def own_structure():
    """A session without parts: a cover, then headings of the author's own, with typed numbers and a table."""
    document = new()
    foreign.cover(document, entity="Chamber of Electronic Commerce")
    document.add_heading("Electronic commerce and the Summit: a report for 2012", 0)
    document.add_heading("1. Introduction", 1)
    document.add_paragraph("The Chamber has members in forty countries.")
    document.add_heading("2. Activities", 1)
    document.add_heading("2.1. Training", 2)
    document.add_paragraph("Three thousand shopkeepers learned to sell online.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Region", "Courses"
    for region, courses in (("North", "41"), ("South", "59")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = region, courses
    document.add_heading("2.2. Advocacy", 2)
    document.add_paragraph("The Chamber spoke for small firms in nine hearings.")
    document.add_heading("3. Conclusion", 1)
    paragraph = document.add_paragraph("More is to be found ")
    add_link(paragraph, "on our pages", "https://chamber.example/wsis")
    paragraph.add_run(".")
    return saved(document)


def _arabic(document, text, style="Normal", bold=False):
    paragraph = document.add_paragraph(style=style)
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.rtl = True
    run.font.size = Pt(14)


def arabic_ministry():
    """A ministry that writes in Arabic, with the labels of the parts in Arabic."""
    document = new()
    for line in (
        "اللجنة المعنية بتسخير العلم والتكنولوجيا لأغراض التنمية",
        "الدورة السادسة والعشرون",
        "جنيف، 27-31 آذار/مارس 2023",
        "مساهمة مقدمة من",
        "وزارة الاتصالات وتقانة المعلومات في جمهورية الواحة",
    ):
        _arabic(document, line, bold=True)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _arabic(document, "تقرير الواحة عن مجتمع المعلومات", "Title")
    _arabic(document, "الجزء الأول: ملخص تنفيذي", "Heading 1")
    _arabic(document, "ربطت الوزارة مئتي مدرسة بالشبكة في عام 2022، ودرّبت معلّميها.")
    _arabic(document, "الجزء الثاني: الاتجاهات والخبرات", "Heading 1")
    _arabic(document, "الكهرباء", "Heading 2")
    _arabic(document, "تنقطع الكهرباء في القرى البعيدة كل مساء.")
    _arabic(document, "الجزء الثالث", "Heading 1")
    _arabic(document, "(أ) السياسات والبرامج والمشاريع المبتكرة", "Heading 2")
    _arabic(document, "يعمل كل مركز من المراكز الجديدة بالطاقة الشمسية.")
    _arabic(document, "(ب) الإجراءات المقبلة", "Heading 2")
    _arabic(document, "ستفتح الوزارة خمسين مركزا آخر في عام 2024.")
    return saved(document)
