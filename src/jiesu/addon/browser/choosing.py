"""What is said of files that are not taken, where they are chosen.

The server decides (journal/files.py). But whoever waits for a large file to be sent has
to be told before, so that static/sending.js knows the same limits and the same words.
"""

from collections.abc import Callable
from jiesu.addon import _
from jiesu.addon.journal.files import damaged
from jiesu.addon.journal.files import ENDINGS
from jiesu.addon.journal.files import LARGEST
from jiesu.addon.journal.files import LARGEST_TOGETHER
from jiesu.addon.journal.files import MOST
from jiesu.addon.journal.files import not_taken
from jiesu.addon.journal.files import too_large
from jiesu.addon.journal.files import too_large_together

import json


# Where the names of the files go.
NAMES = "{names}"
MANY = _(
    "files_left_out", default="No more than 9 can be sent; the others were left out."
)
LEFT_OUT = _(
    "files_left_out_named",
    default="Left out: ${names}.",
    mapping={"names": NAMES},
)


def rules(told: Callable[[object], str]) -> str:
    """The limits and the words, as JSON.

    :param told: gives a message in the reader's language
    """
    together = told(too_large_together())
    return json.dumps(
        {
            "most": MOST,
            "largest": LARGEST,
            "together": LARGEST_TOGETHER,
            "endings": [ending for endings in ENDINGS.values() for ending in endings],
            "comma": told(_("list_comma", default=", ")),
            "words": {
                "many": told(MANY),
                "type": told(not_taken(NAMES)),
                "damaged": told(damaged(NAMES)),
                "large": told(too_large(NAMES)),
                "together": f"{together} {told(LEFT_OUT)}",
            },
        }
    )
