"""What a reviewer and the author change at the same time in one paragraph, table or list: edits, and the result of both.

`LANDS`: the file has what the author wrote, and the reviewer's words in it, and nothing else differs. `CONFLICTS`: the
file has what the author wrote, and the reviewer's version waits in a comment.
"""

from typing import NamedTuple

ADA = "Ada Reviewer"


class Case(NamedTuple):
    """`edits` are calls of a Reviewer, `author` are words of the file and others in their place.

    `both` are words of the author's file, and what must be in their place after the merge. `waiting` are words of the
    reviewer that must be in the comments. `by` is the reviewer whose changes are tracked, "" for none.
    """

    name: str
    edits: list
    author: list
    both: tuple | list = ()
    waiting: tuple = ()
    by: str = ""


def tracked(case):
    return case._replace(name=f"{case.name}, tracked", by=ADA)


def says(word):
    return [("replace", "one says", f"one {word}")]


SAYS, TELLS = "second one says", "second one tells"
SHORT = [("It is very short", "It is rather short")]
NURSES = [("for teachers", "for nurses")]
THIRD = [("A third one", "A 3rd one")]
SKILLS = [("about skills", "about crafts")]
LINK = "[link to the site][home]"
LINK_HERE = "      a [link to the site][home] of a page[^source] on training\n"

WORDS = [
    Case("a word before the author's", says("tells"), SHORT, [(SAYS, TELLS)]),
    Case("a word behind the author's", [("replace", "very short", "very long")], [("A second", "The second")],
         [("very short", "very long")]),
    Case("a word added", [("type", "second one", " here")], SHORT, [("second one", "second one here")]),
    Case("a word removed", [("replace", "is very short", "is short")], [("A second", "The second")],
         [("is very short", "is short")]),
    Case("words on both sides of the author's", [*says("tells"), ("replace", "very short", "very long")],
         [("in the year", "in that year")], [(SAYS, TELLS), ("very short", "very long")]),
    Case("words added on both sides", [("type", "second one", " here")], [("very short", "very short here")],
         [("second one", "second one here")]),
    Case("the same change, and another one", [*says("tells"), ("replace", "very short", "very long")], [(SAYS, TELLS)],
         [("very short", "very long")]),
    Case("a sentence added", [("type", "very short.", " More follows below.")], [("A second", "The second")],
         [("very short.", "very short. More follows below.")]),
    Case("a sentence removed", [("replace", " It is very short.", "")], [("A second", "The second")],
         [("the year. It is very short.", "the year.")]),
    Case("words of two reviewers", [*says("tells"), ("by", "Bob"), ("replace", "very short", "very long")],
         [("in the year", "in that year")], [(SAYS, TELLS), ("very short", "very long")], by=ADA),
    Case("a line break", [("behind", "which goes on", "<w:br/>")], [("all kinds.\n\n", "many kinds.\n\n")],
         [("which goes on\n      about", "which goes on\\\n      about")]),
    Case("a text that is folded", [("replace", "Health centres", "Wealth centres")],
         [("of the country.\n      - title: Tr", "of the land.\n      - title: Tr")], [("Health centres", "Wealth centres")]),
    Case("a text in double quotation marks", [("replace", "every village", "every town")],
         [("east of the country", "east of the land")], [("every village", "every town")]),
    Case("a text in single quotation marks", [("replace", "a lot", "much")], [("all partners", "many partners")],
         [("a lot", "much")]),
    Case("a quotation", [("replace", "minister", "president")], [("future of work", "future of labour")],
         [("a minister", "a president")]),
    Case("paragraphs joined", [("join", "A third one")], [("on data", "on numbers")],
         [("all kinds.\n\n      A fourth", "all kinds.A fourth")]),
    Case("a paragraph split", [("split", "It goes on")], SKILLS, [("is on data. It", "is on data.\n\n      It")]),
    Case("paragraphs that the author joined", [("replace", "on data", "on numbers")],
         [("all kinds.\n\n      A fourth", "all kinds.\n      A fourth")], [("on data", "on numbers")]),
    Case("a paragraph that the author split", [("replace", "about skills", "about crafts")],
         [("is on data. It", "is on data.\n\n      It")], [("about skills", "about crafts")]),
]  # fmt: skip

LOOKS = [
    Case("words made bold", [("look", "tools of", "b")], THIRD, [("tools of", "**tools of**")]),
    Case("words put in italics", [("look", "tools", "i")], THIRD, [("about tools", "about *tools*")]),
    Case("words no longer bold", [("look", "bold words in it", "b", False)], NURSES,
         [("**bold words in it**", "bold words in it")]),
    Case("a word among bold ones", [("replace", "bold words", "fat words")], [("words in it", "words in them")],
         [("**bold", "**fat")]),
    Case("a word beside those that the author made bold", [("replace", "A third", "A later")],
         [("about tools", "about **tools**")], [("A third", "A later")]),
    Case("a word beside signs of another kind", [("replace", "The last", "The final")], [("*bridges*", "*tunnels*")],
         [("The last", "The final")]),
    Case("a word of a link", [("replace", "link to", "way to")], [("the site][home]", "the page][home]")],
         [("[link to", "[way to")]),
    Case("the address of a link", [("address", "https://example.org/home", "https://example.net/other")], NURSES,
         [("home: https://example.org/home", "home: https://example.net/other")]),
    Case("a link removed", [("unlink", "link to the site")], NURSES,
         [(LINK, "link to the site"), ("links:\n  home: https://example.org/home\n", "links:\n  home: https://example.org/home\n")]),
    Case("a link added", [("link", "skills", "https://example.org/skills")], [("on data", "on numbers")],
         [("about skills", "about [skills][skills]"),
          ("  home: https://example.org/home\n", "  home: https://example.org/home\n  skills: https://example.org/skills\n")]),
    Case("a word beside the author's link", [("replace", "on data", "on numbers")],
         [("about skills", "about [skills](https://example.org/skills)")], [("on data", "on numbers")]),
]  # fmt: skip

NOTES = [
    Case("a footnote added", [("note", "A third one", "A source for it.")], [("all kinds.\n\n", "many kinds.\n\n")],
         [("A third one", "A third one[^source-it]"),
          ("    in each of the districts.\n", "    in each of the districts.\n  source-it: A source for it.\n")]),
    Case("a footnote removed", [("remove_note", "taken from")], NURSES,
         [("page[^source]", "page"), ("  source: Where this was taken from, and who counted it.\n", "")]),
    Case("a word beside the author's footnote", says("tells"),
         [("very short.", "very short.[^new]"), ("footnotes:\n", "footnotes:\n  new: A new one.\n")], [(SAYS, TELLS)]),
    Case("a word beside the footnote that the author removed", [("replace", "first paragraph", "first passage")],
         [("page[^source]", "page"), ("  source: Where this was taken from, and who counted it.\n", "")],
         [("first paragraph", "first passage")]),
    Case("a word of a footnote", [("replace", "taken from", "found in")], [("who counted it", "who wrote it")],
         [("taken from", "found in")]),
    Case("a word of a footnote of two lines", [("replace", "by the ministry", "by the agency")],
         [("of the districts.\n", "of the regions.\n")], [("by the ministry", "by the agency")]),
]  # fmt: skip

PLAIN = [
    Case("the title", [("replace", "Our contribution", "One contribution")], [("of the session ", "of the council ")],
         [("Our contribution", "One contribution")]),
    Case("the name of the entity", [("replace", "An entity", "One entity")], [("of nations", "of states")],
         [("An entity", "One entity")]),
    Case("the title of a section", [("replace", "colleges", "academies")], [("in all districts\n   ", "in most districts\n   ")],
         [("colleges", "academies")]),
    Case("a caption", [("replace", "since 2018", "since 2020")], [("Schools connected", "Colleges connected")],
         [("since 2018", "since 2020")]),
    Case("an alternative text", [("describe", "A chart of most schools in the north")],
         [("schools in the north\n    cap", "schools in the south\n    cap")], [("chart of all", "chart of most")]),
]  # fmt: skip

ALBANIA = "          | Albania | 112     | all schools at once   |\n"
BENIN = "          | Benin   | 220     | few schools so far    |\n"
CHAD = "          | Chad    | 331     | many schools in towns |\n"
BURUNDI = "          | Burundi | 440     | none                  |\n"
OTHER_CELL = [("| 112 ", "| 113 ")]
TABLES = [
    Case("another cell", [("replace", "Chad", "Togo")], OTHER_CELL, [("| Chad ", "| Togo ")]),
    Case("another word of a cell", [("replace", "many schools", "most schools")], [("in towns ", "in ports ")],
         [("many schools", "most schools")]),
    Case("bold in another cell", [("look", "Chad", "b")], OTHER_CELL, [("| Chad ", "| **Chad** ")]),
    Case("a row added", [("add_row", "Benin", "Burundi", "440", "none")], OTHER_CELL, [(BENIN, BENIN + BURUNDI)]),
    Case("a row removed", [("remove_row", "Benin")], OTHER_CELL, [(BENIN, "")]),
    Case("a row moved", [("carry_row", "Albania", "Chad")], [("| 220 ", "| 221 ")],
         [(ALBANIA, ""), (CHAD, CHAD + ALBANIA)]),
    Case("a cell, and a row of the author", [("replace", "Chad", "Togo")], [(BENIN, BURUNDI + BENIN)], [("| Chad ", "| Togo ")]),
    Case("a cell, and a row that the author removed", [("replace", "Chad", "Togo")], [(BENIN, "")], [("| Chad ", "| Togo ")]),
    Case("a cell, and a row that the author moved", [("replace", "Chad", "Togo")],
         [(ALBANIA, ""), (CHAD, CHAD + ALBANIA)], [("| Chad ", "| Togo ")]),
    Case("a row, and a row of the author elsewhere", [("add_row", "Benin", "Burundi", "440", "none")],
         [(ALBANIA, ALBANIA + "          | Andorra | 1       | one                   |\n")], [(BENIN, BENIN + BURUNDI)]),
    Case("a column added", [("add_column", "Country", "Staff", "1", "2", "3")], OTHER_CELL, [
        ("          | Country | Pupils  | Remarks               |\n          |---------|---------|-----------------------|\n",
         "          | Country | Pupils | Remarks               | Staff |\n          |---------|--------|-----------------------|-------|\n"),
        ("          | Albania | 113     | all schools at once   |\n", "          | Albania | 113    | all schools at once   | 1     |\n"),
        (BENIN, "          | Benin   | 220    | few schools so far    | 2     |\n"),
        (CHAD, "          | Chad    | 331    | many schools in towns | 3     |\n")]),
    Case("a cell, and a column of the author", [("replace", "Chad", "Togo")],
         [("Remarks               |", "Remarks               | Staff |"), ("-----------------------|", "-----------------------|-------|"),
          ("once   |", "once   | 1     |"), ("far    |", "far    | 2     |"), ("towns |", "towns | 3     |")],
         [("| Chad ", "| Togo ")]),
]  # fmt: skip

SECOND = "      2) second item on clinics in the north,\n"
ROADS = [("third item on roads", "third item on streets")]
LISTS = [
    Case("another item", [("replace", "clinics", "hospitals")], ROADS, [("clinics", "hospitals")]),
    Case("another word of an item", [("replace", "clinics", "hospitals")], [("in the north,", "in the south,")],
         [("clinics", "hospitals")]),
    Case("an inner item", [("replace", "steel", "iron")], [("tunnels of stone", "tunnels of rock")], [("steel", "iron")]),
    Case("an item added", [("add", "second item", "new item,")], ROADS,
         [("      3) third", "      3) new item,\n      4) third")]),
    Case("an item removed", [("remove", "second item")], ROADS, [(SECOND, ""), ("3) third", "2) third")]),
    Case("an item moved", [("carry", "First item", "second item")], ROADS,
         [("      1) First item on schools of all kinds,\n" + SECOND,
           "      1) second item on clinics in the north,\n      2) First item on schools of all kinds,\n")]),
    Case("an item, and one of the author", [("replace", "clinics", "hospitals")],
         [("      2) second", "      2) own item,\n      3) second"), ("3) third", "4) third")], [("clinics", "hospitals")]),
    Case("an item, and one that the author removed", [("replace", "clinics", "hospitals")],
         [("      1) First item on schools of all kinds,\n      2) second", "      1) second"), ("3) third", "2) third")],
         [("clinics", "hospitals")]),
]  # fmt: skip

SCRIPTS = [
    Case("Arabic", [("replace", "المدارس", "البلدات")], [("منذ سنوات", "منذ عقود")], [("المدارس", "البلدات")]),
    Case("Arabic, a word added", [("type", "المدارس", " والجامعات")], [("منذ سنوات", "منذ عقود")],
         [("المدارس", "المدارس والجامعات")]),
    Case("Arabic in bold", [("look", "المعلمين", "b")], [("مع المدارس", "مع الجامعات")], [("المعلمين", "**المعلمين**")]),
    Case("Arabic with a footnote", [("note", "القرى", "مصدر.")], [("منذ سنوات", "منذ عقود")],
         [("القرى", "القرى[^note]"), ("    in each of the districts.\n", "    in each of the districts.\n  note: مصدر.\n")]),
    Case("Chinese", [("replace", "农村", "城市")], [("评估结果", "公布结果")], [("农村", "城市")]),
    Case("Chinese, characters added", [("type", "我们在", "许多")], [("评估结果", "公布结果")], [("我们在", "我们在许多")]),
    Case("Chinese, characters removed", [("replace", "，并且每年", "，每年")], [("农村", "城市")], [("，并且每年", "，每年")]),
    Case("Chinese in bold", [("look", "数字技能", "b")], [("农村", "城市")], [("数字技能", "**数字技能**")]),
]  # fmt: skip

LANDS = [*WORDS, *LOOKS, *NOTES, *PLAIN, *TABLES, *LISTS, *SCRIPTS]
LANDS += [
    tracked(case) for case in (*WORDS, *LOOKS[:4], *NOTES, *PLAIN[:4], *TABLES[:5], *LISTS, *SCRIPTS) if not case.by
]

LAST_ITEM = ("third item on roads", "third item on streets")
OVERLAPPING_WORDS = [
    Case("the same word", says("tells"), [(SAYS, "second one shows")], waiting=("A second one tells what",)),
    Case("words beside one another", says("tells"), [("says what was", "says that was")], waiting=("one tells what",)),
    Case("a stop between", [("replace", "the year", "the month")], [("It is very", "This is very")],
         waiting=("in the month. It is",)),
    Case("a word removed", [("replace", " very short", " short")], [("very short", "rather short")],
         waiting=("It is short.",)),
    Case("a word that the author removed", [("replace", "very short", "rather short")], [("very short", "short")],
         waiting=("It is rather short.",)),
    Case("words added in one place", [("type", "second one", " here")], [("second one", "second one there")],
         waiting=("second one here says",)),
    Case("a word added beside the author's", [("type", "second one", " here")], [(SAYS, TELLS)],
         waiting=("second one here says",)),
    Case("a sentence written anew", [("replace", "It is very short.", "Its length is small, as all can see.")],
         [("very short", "very very short")], waiting=("Its length is small, as all can see.",)),
    Case("a sentence removed", [("replace", " It is very short.", "")], [("very short", "rather short")],
         waiting=("in the year.",)),
    Case("a sentence that the author removed", [("replace", "very short", "very long")],
         [("the year. It is very short.", "the year.")], waiting=("It is very long.",)),
    Case("a paragraph removed", [("remove", "A second one")], [(SAYS, TELLS)], waiting=("",)),
    Case("a paragraph that the author removed", says("tells"),
         [("      A second one says what was done\n      in the year. It is very short.\n\n", "")],
         waiting=("A second one tells what",)),
    Case("a paragraph that the author moved", says("tells"),
         [("      A second one says what was done\n      in the year. It is very short.\n\n", ""),
          ("It goes on about skills.\n", "It goes on about skills.\n\n      A second one says what was done in the year. It is very short.\n")],
         waiting=("A second one tells what",)),
    Case("a paragraph moved", [("carry", "A second one", "A fourth")], [(SAYS, TELLS)],
         waiting=("", "A second one says what")),
    Case("a paragraph written anew", [("replace", "A fourth paragraph is on data. It goes on about skills.", "Wholly other words.")],
         [("on data", "on numbers")], waiting=("Wholly other words.",)),
    Case("words around the author's", [("replace", "A fourth paragraph is on data. It goes", "One more, the fourth, with data: it went")],
         [("It goes", "It really goes")], waiting=("One more, the fourth, with data: it went on",)),
    Case("a text that is folded", [("replace", "Health centres", "Wealth centres")],
         [("Health centres", "Health posts")], waiting=("Wealth centres came",)),
    Case("a text in quotation marks", [("replace", "every village", "every town")], [("every village", "each village")],
         waiting=("drive to every town",)),
    Case("a quotation", [("replace", "minister", "president")], [("a minister", "one minister")],
         waiting=("words of a president",)),
    Case("paragraphs joined beside the author's word", [("join", "A third one")], [("of all kinds.\n\n", "of all sorts.\n\n")],
         waiting=("of all kinds.A fourth",)),
    Case("paragraphs joined of which the author removed one", [("join", "A third one")],
         [("      A fourth paragraph is on data. It goes on about skills.\n\n", "")], waiting=("of all kinds.A fourth",)),
    Case("a paragraph split beside the author's word", [("split", "It goes on")], [("on data", "on numbers")],
         waiting=("It goes on about skills.",)),
]  # fmt: skip

OVERLAPPING_LOOKS = [
    Case("a word made bold that the author changed", [("look", "tools", "b")], [("about tools", "about things")],
         waiting=("about **tools** of",)),
    Case("bold words into which the author wrote", [("look", "tools of", "b")], [("tools of", "tools and things of")],
         waiting=("about **tools of** all",)),
    Case("words of another look", [("look", "tools", "b")], [("about tools", "about *tools*")], waiting=("**tools**",)),
    Case("words no longer bold", [("look", "bold words in it", "b", False)], [("bold words", "fat words")],
         waiting=("has bold words in it,",)),
    Case("a word among those that the author made plain", [("replace", "bold words", "fat words")],
         [("**bold words in it**", "bold words in it")], waiting=("**fat words in it**",)),
    Case("the address of a link", [("address", "https://example.org/home", "https://example.net/other")],
         [("link to the site", "link to the page")], waiting=("[link to the site](https://example.net/other)",)),
    Case("a link removed", [("unlink", "link to the site")], [("link to the site", "link to the page")],
         waiting=("a link to the site of",)),
    Case("a word of a link that the author removed", [("replace", "link to", "way to")],
         [(LINK, "link to the site"), ("links:\n  home: https://example.org/home\n", "")],
         waiting=("[way to the site](https://example.org/home)",)),
    Case("a link on a word that the author changed", [("link", "skills", "https://example.org/skills")], SKILLS,
         waiting=("[skills](https://example.org/skills)",)),
    Case("two links on one word", [("link", "skills", "https://example.org/skills")],
         [("about skills", "about [skills](https://example.org/crafts)")], waiting=("[skills](https://example.org/skills)",)),
]  # fmt: skip

OVERLAPPING_NOTES = [
    Case("a footnote on a word that the author changed", [("note", "A third one", "A source for it.")],
         [("A third one", "A third piece")], waiting=("A third one[^",)),
    Case("two footnotes in one place", [("note", "A third one", "A source for it.")],
         [("A third one", "A third one[^new]"), ("footnotes:\n", "footnotes:\n  new: Another source.\n")],
         waiting=("A source for it.",)),
    Case("a footnote removed that the author changed", [("remove_note", "taken from")], [("who counted it", "who wrote it")],
         waiting=("of a page on training",)),
    Case("a word of a footnote", [("replace", "taken from", "found in")], [("taken from", "seen in")],
         waiting=("Where this was found in",)),
    Case("a footnote that the author removed", [("replace", "taken from", "found in")],
         [("page[^source]", "page"), ("  source: Where this was taken from, and who counted it.\n", "")],
         waiting=("Where this was found in",)),
]  # fmt: skip

OVERLAPPING_PLAIN = [
    Case("the title", [("replace", "Our contribution", "One contribution")], [("Our contribution", "A contribution")],
         waiting=("One contribution to",)),
    Case("the title, words beside one another", [("replace", "Our contribution", "One contribution")],
         [("Our contribution", "Our share")], waiting=("One contribution to",)),
    Case("the name of the entity", [("replace", "An entity", "One entity")], [("An entity", "The entity")],
         waiting=("One entity of",)),
    Case("the title of a section", [("replace", "colleges", "academies")], [("and colleges", "and universities")],
         waiting=("Schools and academies",)),
    Case("a caption", [("replace", "since 2018", "since 2020")], [("since 2018", "since 2019")], waiting=("since 2020",)),
    Case("an alternative text", [("describe", "A chart of most schools in the north")],
         [("A chart of all", "A chart of some")], waiting=("A chart of most",)),
]  # fmt: skip

OVERLAPPING_TABLES = [
    Case("a cell", [("replace", "Chad", "Togo")], [("| Chad ", "| Mali ")], waiting=("Togo",)),
    Case("words of a cell beside one another", [("replace", "many schools", "most schools")], [("many schools in", "many colleges in")],
         waiting=("most schools in towns",)),
    Case("bold on words that the author changed", [("look", "many schools", "b")], [("many schools", "most schools")],
         waiting=("**many schools** in towns",)),
    Case("the header", [("replace", "Remarks", "Notes")], [("Remarks ", "Comments")], waiting=("Notes",)),
    Case("a row removed", [("remove_row", "Benin")], [("| 220 ", "| 221 ")], waiting=("",)),
    Case("a cell of a row that the author removed", [("replace", "Benin", "Togo")], [(BENIN, "")], waiting=("Togo",)),
    Case("a row moved", [("carry_row", "Albania", "Chad")], [("| 112 ", "| 113 ")], waiting=("", "| Albania")),
    Case("a cell of a row that the author moved", [("replace", "Albania", "Togo")],
         [(ALBANIA, ""), (CHAD, CHAD + ALBANIA)], waiting=("Togo",)),
    Case("a column added, and a row of the author", [("add_column", "Country", "Staff", "1", "2", "3")],
         [(BENIN, BURUNDI + BENIN)], waiting=("Staff",)),
    Case("a row added, and a column of the author", [("add_row", "Benin", "Burundi", "440", "none")],
         [("Remarks               |", "Remarks               | Staff |"), ("-----------------------|", "-----------------------|-------|"),
          ("once   |", "once   | 1     |"), ("far    |", "far    | 2     |"), ("towns |", "towns | 3     |")],
         waiting=("Burundi",)),
    Case("a table removed", [("untable", "Benin")], [("| 112 ", "| 113 ")], waiting=("",)),
]  # fmt: skip

OVERLAPPING_LISTS = [
    Case("an item", [("replace", "clinics", "hospitals")], [("on clinics", "on doctors")], waiting=("on hospitals in",)),
    Case("words of an item beside one another", [("replace", "clinics", "hospitals")], [("clinics in", "clinics of")],
         waiting=("on hospitals in",)),
    Case("an inner item", [("replace", "steel", "iron")], [("of steel", "of wood")], waiting=("bridges of iron",)),
    Case("an item removed", [("remove", "second item")], [("on clinics", "on doctors")], waiting=("",)),
    Case("an item that the author removed", [("replace", "clinics", "hospitals")], [(SECOND, ""), ("3) third", "2) third")],
         waiting=("on hospitals in",)),
]  # fmt: skip

OVERLAPPING_SCRIPTS = [
    Case("Arabic", [("replace", "المدارس", "البلدات")], [("المدارس", "الجامعات")], waiting=("البلدات",)),
    Case("Arabic, words beside one another", [("replace", "المدارس", "البلدات")], [("في كل", "من كل")], waiting=("البلدات",)),
    Case("Arabic, a word removed", [("replace", " المعلمين", "")], [("المعلمين", "الطلاب")], waiting=("تدريب منذ",)),
    Case("Chinese", [("replace", "农村", "城市")], [("农村", "山区")], waiting=("城市",)),
    Case("Chinese, characters beside one another", [("replace", "农村", "城市")], [("地区", "县里")], waiting=("城市地区",)),
    Case("Chinese, half of a word between", [("replace", "我们", "他们")], [("们在", "们去")], waiting=("他们在",)),
]  # fmt: skip

CONFLICTS = [
    *OVERLAPPING_WORDS, *OVERLAPPING_LOOKS, *OVERLAPPING_NOTES, *OVERLAPPING_PLAIN, *OVERLAPPING_TABLES,
    *OVERLAPPING_LISTS, *OVERLAPPING_SCRIPTS,
]  # fmt: skip
CONFLICTS += [tracked(case) for case in (*OVERLAPPING_WORDS[:10], *OVERLAPPING_TABLES[:2], *OVERLAPPING_SCRIPTS)]
