"""What search engines read of a page: JSON-LD, by the words of schema.org."""

from datetime import datetime

import json


# In a script of a page these could end it, or begin something else.
ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def faq_data(question: str, answer: str, changed: datetime) -> str:
    """A question with its answer, ready to stand in a `script` of a page."""
    data = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "dateModified": changed.isoformat(timespec="seconds"),
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
        ],
    }
    return as_script(data)


def as_script(data: dict) -> str:
    """Data as JSON that nothing in it can break out of."""
    return json.dumps(data, ensure_ascii=False).translate(ESCAPED)
