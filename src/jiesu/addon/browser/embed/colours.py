"""The colours that a page gives a part which it embeds.

They come from an address, so that only six digits are taken; and they are made darker
or lighter until words can be read on them (WCAG 2.1, 1.4.3). Pure.
"""

import re


HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")

WHITE = "#ffffff"
INK = "#1d2733"
# What text needs against its ground (WCAG 2.1, AA), and a little for rounding.
READABLE = 4.55

LIGHT = {"paper": "#ffffff", "ground": "#f4f6f8"}
DARK = {"paper": "#18212b", "ground": "#10171f"}


def read_colour(written: object) -> str:
    """A colour as ``#rrggbb``; "" for anything else than three or six digits."""
    found = HEX.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        return ""
    digits = found[1].lower()
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, grounds: tuple[str, ...]) -> str:
    """The colour, mixed with black or white as far as it has to be to be read.

    :param grounds: what it stands on
    """
    dark_ground = _luminance(grounds[0]) < 0.18
    towards = WHITE if dark_ground else "#000000"
    for step in range(21):
        mixed = mix(colour, towards, step / 20)
        if all(contrast(mixed, ground) >= READABLE for ground in grounds):
            return mixed
    return towards


def mix(one: str, other: str, share: float) -> str:
    """One colour with a share, from 0 to 1, of another."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    parts = (round(a + (b - a) * share) for a, b in pairs)
    return "#" + "".join(f"{part:02x}" for part in parts)


def ink_on(ground: str) -> str:
    """White or black, whichever is read better there."""
    return max((WHITE, "#000000"), key=lambda one: contrast(one, ground))


def variables(accent: str, ground: dict[str, str]) -> dict[str, str]:
    """The variables of jiesu.css for an accent.

    :param accent: from `read_colour`; "" for the desk's own
    :param ground: `LIGHT` or `DARK`
    """
    if not accent:
        return {}
    # Pale enough for the accent to be read on it as well.
    soft = mix(accent, ground["paper"], 0.9)
    told = readable(accent, (ground["paper"], ground["ground"], soft))
    return {
        "--ji-accent": told,
        "--ji-accent-soft": soft,
        "--ji-accent-ink": ink_on(told),
    }


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    """From 0 for black to 1 for white (WCAG 2.1, relative luminance)."""
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
