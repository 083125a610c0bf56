"""Write what Chinese characters sound like, for the search: `scripts/sounds.py`.

Who types by sound slips by sound: the search finds a page whose word sounds the same
(faqs/sounds.py). Needs pypinyin (MIT) where it runs, and nowhere else; the characters
are those of GB 2312, each with its first reading and without its tone.
"""

from collections import defaultdict
from pathlib import Path
from pypinyin import lazy_pinyin


TABLE = Path(__file__).parents[1] / "src/jiesu/addon/faqs/sounds.txt"
# Rows of GB 2312 with characters, and the places of a row.
ROWS, PLACES = range(0xB0, 0xF8), range(0xA1, 0xFF)


def characters():
    """The characters of GB 2312 in their order."""
    for row in ROWS:
        for place in PLACES:
            try:
                yield bytes((row, place)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def main() -> None:
    """Write the table: one sound a line, with its characters."""
    sounds = defaultdict(list)
    for one in characters():
        sounds[lazy_pinyin(one)[0]].append(one)
    lines = (f"{sound} {''.join(found)}\n" for sound, found in sorted(sounds.items()))
    TABLE.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
