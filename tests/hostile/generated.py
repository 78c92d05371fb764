"""A number -> an input that no author writes, the same for the same number: rich text, YAML or settings."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import EXAMPLES, as_yaml, minimal

LARGEST = 200_000
TOKENS = [
    *"a \n\t.-*_[](){}<>`\\/:;,!?#&|~^$%@'\"=+0",
    *"“”«»„–—…•é́سС中，。🇺ﷺ\u00a0\u200b\u2028\ufeff\u0000",
    *(
        "**",
        "[^a]",
        "[^",
        "](",
        "[a](b)",
        "![c]",
        "> ",
        "- ",
        "1. ",
        "| a ",
        "|---|",
        "\n\n",
        "  \n",
        "<!--",
        "&#0;",
        "&amp;",
    ),
    *(
        "http://a.example/",
        "a@b.example",
        "www.",
        "\\[",
        "Word ",
        "A. B. ",
        "SDG 4 ",
        "1,000 ",
        "WSIS (World) ",
        "(ITU) ",
    ),
]
WORDS = [
    *(
        "a ",
        "word ",
        "Word. ",
        "é",
        "с",
        "س",
        "中",
        ", ",
        ". ",
        "\n\n",
        "(ITU) ",
        "**b** ",
        "*i* ",
        "\n\n- a\n- b\n\n",
        "1,000 ",
    ),
    *(
        "a-b ",
        "/",
        "–",
        "…",
        "-",
        ".",
        "x",
        "\n\n1. a\n\n",
        "[a](https://a.example/) ",
        "\n\n| a | b |\n|---|---|\n| c | d |\n\n",
    ),
]
YAML = [
    *(
        ": ",
        "- ",
        "? ",
        "| ",
        ">\n",
        "&a ",
        "*a ",
        "!t ",
        "<<: ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "#",
        " #",
        "'",
        '"',
        "\n  ",
        "\n",
        "\r",
    ),
    *(
        "\n---\n",
        "\n...\n",
        "%YAML 1.2\n",
        "wsisc: ",
        "parts:\n",
        "  text: |\n",
        "title: ",
        "footnotes:\n",
        "figures: {a: {file: b}}\n",
    ),
    *(
        "# wsisc: ignore[spelling]\n",
        "#wsisc:ignore[",
        "0x1",
        "1e9",
        "~",
        "\\x41",
        "\t",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "é",
        "\x01",
    ),
]
TOML = [
    *(
        "[",
        "]",
        "[[",
        "]]",
        "validate",
        "build",
        "collate",
        ".",
        "=",
        " = ",
        '"',
        "'",
        '"""',
        "{",
        "}",
        ",",
        "\n",
        "#",
        "select",
        "a",
    ),
    *(
        "severity",
        "ignore",
        "1",
        "1_0",
        "1979-05-27",
        "true",
        "inf",
        "\\u0041",
        "\t",
        "é",
        "\x00",
        '["all"]',
        "[validate]\n",
    ),
]


def size(chance: random.Random) -> int:
    """Return a size, small ones more often."""
    return int(10 ** chance.uniform(1, 5.3))


def run(chance: random.Random, tokens: list[str], room: int) -> str:
    """Return tokens, alone, in turn, nested, or at random, of so many bytes."""
    way = chance.randrange(5)
    if way == 0:
        unit = chance.choice(tokens)
    elif way == 1:
        unit = "".join(chance.choices(tokens, k=chance.randint(2, 4)))
    elif way == 2:
        begin, end = chance.choice(tokens), chance.choice(tokens)
        count = max(room // max(len((begin + end).encode()), 1), 1)
        return begin * (count // 2) + "a" + end * (count // 2)
    elif way == 3:
        return "\n".join(chance.choice(tokens) * (at % 60) + "a" for at in range(max(room // 60, 1)))
    else:
        return "".join(chance.choices(tokens, k=max(room // 3, 1)))
    return unit * max(room // len(unit.encode()), 1)


def pieces(chance: random.Random, tokens: list[str]) -> str:
    """Return runs one after another."""
    whole, count = size(chance), chance.choice((1, 1, 2, 5))
    return "".join(run(chance, tokens, whole // count) for _ in range(count))


def mutated(chance: random.Random, text: str, tokens: list[str]) -> str:
    """Return a text of which pieces were left out, moved, repeated or replaced."""
    for _ in range(chance.choice((1, 2, 5, 20))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + int(10 ** chance.uniform(0, 3)))
        way = chance.randrange(4)
        if way == 0:
            text = text[:start] + text[end:]
        elif way == 1:
            text = text[:start] + text[start:end] * chance.choice((2, 3, 50)) + text[end:]
        elif way == 2:
            text = text[:start] + run(chance, tokens, int(10 ** chance.uniform(0, 3))) + text[end:]
        else:
            text = text[:start] + chance.choice(tokens) + text[start:]
    return text


def texts() -> Iterator[str]:
    for path in (*EXAMPLES, Path(__file__).parents[1] / "features.yaml"):
        yield path.read_text("utf-8")


SOUND = list(texts())


def cut(content: bytes) -> bytes:
    return content[:LARGEST].decode("utf-8", "ignore").encode()


def rich_text(chance: random.Random) -> bytes:
    """Return a submission with a text."""
    way = chance.random()
    if way < 0.4:
        text = pieces(chance, TOKENS)
    elif way < 0.7:
        text = pieces(chance, WORDS)  # documents are made of most of these
    else:
        text = mutated(chance, chance.choice(SOUND), TOKENS)
    text = text.replace("\0", "").encode("utf-8", "replace")[: LARGEST - 3_000].decode("utf-8", "ignore")
    place = chance.randrange(4)
    if place == 0:
        return as_yaml(
            minimal({"title": text[:5_000], "parts": {"two": {"sections": [{"title": text[:500], "text": text}]}}})
        )
    if place == 1:
        return as_yaml(minimal({"parts": {"one": {"text": "Words.[^n]"}}, "footnotes": {"n": text}}))
    language = chance.choice(("en", "en", "fr", "es", "ru", "ar", "zh"))
    return as_yaml(minimal({"language": language, "parts": {"one": {"text": text}}}))


def yaml(chance: random.Random) -> bytes:
    """Return what may be a submission, and is not quite."""
    if chance.random() < 0.5:
        return cut(mutated(chance, chance.choice(SOUND), YAML).encode("utf-8", "replace"))
    before = as_yaml(minimal()) if chance.random() < 0.7 else b""
    return cut(before + pieces(chance, YAML).encode("utf-8", "replace"))


def settings(chance: random.Random) -> str:
    """Return what may be the text of a wsisc.toml."""
    sound = '[validate]\nselect = ["default", "un-style"]\nstrict = true\n[validate.severity]\nspelling = "info"\n[build]\nformats = ["docx"]\n'
    return (mutated(chance, sound, TOML) if chance.random() < 0.5 else pieces(chance, TOML))[:LARGEST]


KINDS = {"rich text": rich_text, "YAML": yaml, "settings": settings}


def kind_of(number: int) -> str:
    """Return of what kind the input of a number is."""
    return ("rich text", "YAML", "rich text", "YAML", "settings")[number % 5]


def make(number: int) -> bytes | str:
    """Return the input of a number."""
    return KINDS[kind_of(number)](random.Random(number))
