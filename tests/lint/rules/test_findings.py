"""Each finding on the rules' own examples and on texts near the edge of rules: place, message, hint and fix."""

from tests.conftest import as_yaml, minimal
from tests.lint.rules.test_examples import checked, example
from wsisc import pipeline, source
from wsisc.lint import rules, selection

TEXTS = [
    "The World Summit on Information Society, the World Summits on the Information Society and the World Sumit on the Information Society met.",
    "The Commission on Science and Technology of Development, the Commission for Science and Technology for Development and its Commission on Science.",
    "The United Nation Conference on Trade and Development and the UN Conference on Trade and Developement (UNCTAD) met; UNCTAD's Conference too.",
    "The International Telecommunications Union, the International Telecommunication Union's office and the Economic Commission of Africa.",
    "From 2019-22, 2019–2022, 2022-19, 1999-00, 12-15, 15-12, 100-120, 3-2019, pages 5-9, Articles 3–5 and A/RES/60-252.",
    "It opened - at last - and - as before — it closed – again; well-known, e-mail--like, 3 - 4.",
    "Swaziland, formerly known as such, Burma (now Myanmar), Turkey in 2019, Turkey until 2022, Turkey today, Macedonia, Holland and the Czech Republic.",
    "Turkey and Bosnia and Hercegovina; Columbia; Phillipines; the Ivory Coast (Côte d’Ivoire); Cape Verde was renamed Cabo Verde.",
    "Swaziland joined in 2010. Swaziland joins now. The Swaziland Post and New Macedonia Street.",
    "The Ministry of Posts (MOP) and the Ministry of Postal Services (MOP). MOP acts. The MoP acted. The PMO acted.",
    "MOP was founded. The Ministry of Posts (MOP) grew. The Ministry of Posts (MPO) shrank. The Agency for Rural Access (ARA), the ARA, ARAs and ARA's.",
    "The national information and communications technology (ICT) policy, information technology (ICT), and the (ICT) of old; ICT for Development (ICT4D).",
    "The Internet of Things (IoT), Internet Governance Forum (IGF), the Forum on Internet Governance (IGF) and the Global Digital Compact (CDG).",
    "They had 9 offices, 10 offices, nine of 12, 5 per cent, 5%, 5 percent, 1000 users, 1,000 users, 10000 km, 3 million and 2.5 metres.",
    "In 2021 it began; in March 2024 it ended; on 5 June 2022, and by 2030. The 2022-2025 plan and the 1990s.",
    "Colour, color, organise, organize, program, programme, labor, center, analyze, defence, cooperation, co-operation, e-mail, web site.",
    "Apples, pears, and plums; apples, pears and plums; red, green, and blue; one, two and three.",
    'He said "yes" and “no” and \'perhaps\'; it’s and it\'s; "a “b” c".',
    "The internet, the Internet, government, Government, Member States, member states, the secretary-general and the Secretary General.",
    "- one;\n- two;\n- three.\n\n* one.\n* two;\n* three\n\n1. One\n2. Two.\n\na) one\nb) two",
    "See resolution 70/125, resolution A/RES/70/125, A/70/125, General Assembly resolution and document E/2022/1; E.CN.16/2022/2.",
    "A very *long* and **loud** ***text*** with `code`, http://example.org, https://example.org/a_b, <https://example.org> and [here](https://example.org/).",
    "This sentence has a great many words so that a reader who begins it has forgotten its start by the time when its end is reached, "
    "which is why it should be divided into two or three sentences that each say one thing, and that a person can read aloud in one breath.",
    "Formerly Swaziland, it is a country. From 100-20, 150-60, 0150-60 and 2019-2022.",
    "The Millennium Development Goal, the Sustainable Development Goals, the Sustainable Developement Goal and the Least Developed Country.",
    "The same words again and again make a passage that a reader has read before in another part of it.",
]
"""Texts with right and wrong forms, several of each."""


def shown(found) -> list[str]:
    """Return a diagnostic as lines, without what is the same for all of its rule."""
    fix = f" -> {found.fix.text!r} {found.fix.start}-{found.fix.end}" if found.fix else ""
    path = "/".join(map(str, found.path))
    return [f"  {found.code} {path} {tuple(found.span)}{fix}", f"    {found.message}; {found.hint}"]


def test_findings_on_examples(golden):
    lines = []
    for code in rules.codes():
        lines.append(code)
        for found in checked(example(rules.load(code), "Fails"), code):
            lines += shown(found)
    golden("rule-examples.txt", "\n".join(lines) + "\n")


def test_findings_near_the_edge_of_rules(golden):
    lines = []
    every = selection.Selection(
        tuple(each for each in rules.codes() if each not in ("part-length", "unanswered-prompt"))
    )
    for text in TEXTS:
        data = minimal({"parts": {"one": {"text": text}}})
        lines.append(text[:60])
        for found in pipeline.check(source.read(as_yaml(data), "a.yaml"), selection=every).diagnostics:
            lines += shown(found)
    golden("rule-edges.txt", "\n".join(lines) + "\n")
