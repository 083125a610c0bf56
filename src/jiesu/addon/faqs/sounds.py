"""What pairs of Chinese characters sound like: pure.

Who types by sound and takes the wrong character (占坐 for 占座), or says z for zh and n
for ng as in the south, means a word that sounds the same. The table sounds.txt is made
by scripts/sounds.py.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import re


# What a pair is worth that only sounds like the one that was typed.
SOUNDS_ALIKE = 0.6

TABLE = Path(__file__).with_name("sounds.txt")
# What many do not tell apart.
ALIKE = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"ng$"), "n"))


@cache
def _sounds() -> dict[str, str]:
    """What each character sounds like, as far as the table has it."""
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        sound, characters = line.split(" ")
        for pattern, alike in ALIKE:
            sound = pattern.sub(alike, sound)
        found.update(dict.fromkeys(characters, sound))
    return found


def sound(word: str) -> str:
    """What a word sounds like; "" where a character of it is not in the table."""
    known = _sounds()
    parts = [known.get(character, "") for character in word]
    return " ".join(parts) if all(parts) else ""


class Sounds:
    """Finds words by their sound."""

    def __init__(self, words: Iterable[str]):
        """Take up the words that can be found."""
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if (said := sound(word)) and len(word) > 1:
                self._words[said].append(word)

    def like(self, word: str) -> list[str]:
        """Those that sound the same."""
        said = sound(word)
        return self._words.get(said, []) if said else []
