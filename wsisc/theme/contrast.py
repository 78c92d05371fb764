"""Two colours -> their contrast (WCAG 2.2, "relative luminance" and "contrast ratio")."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour of six hexadecimal digits, from 0 to 1."""
    levels = (each / 255 for each in bytes.fromhex(colour))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in levels]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
