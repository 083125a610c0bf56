"""What the oldest browser does not know that the pages are made for: Chromium 78.

See docs/reference/browsers.md. Scripts are read by tokens: comments, strings and
regular expressions are put aside, so that a `?.` in a text is none. It is no parser:
classes are refused as a whole, because what they may hold came little by little.
"""

from dataclasses import dataclass

import re


@dataclass(frozen=True)
class Found:
    """Something too new, and where."""

    line: int
    what: str


# What stands in a script besides code. A slash begins a regular expression where no
# value stands before it.
TOKENS = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<template>`(?:\\.|[^`\\])*`)
    |(?P<regex>(?<![\w)\]\s])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)
    """,
    re.DOTALL | re.VERBOSE,
)

# Of the language: what, since which Chromium.
SYNTAX = {
    r"\?\.(?!\d)": "?. (80)",
    r"\?\?(?!=)": "?? (80)",
    r"(?:\|\||&&|\?\?)=": "logical assignment (85)",
    r"\b\d+_\d": "numbers with _ (75, but not in a TBS of old)",
    r"#[a-zA-Z_]\w*\s*[(=;]|\.#[a-zA-Z_]": "private names (74 to 84)",
    r"\bclass\s+\w*\s*(?:extends\s+\w+\s*)?\{": "classes, see above",
    r"\bawait\s+import\b|^\s*(?:import|export)\b": "modules",
    r"\bstatic\s*\{": "static blocks (94)",
}

# Of the browser: what, since which Chromium.
INTERFACES = {
    r"\.replaceAll\s*\(": "replaceAll (85)",
    r"\.replaceChildren\s*\(": "replaceChildren (86)",
    r"\.at\s*\(": "at (92)",
    r"\bstructuredClone\b": "structuredClone (98)",
    r"\.findLast(?:Index)?\s*\(": "findLast (97)",
    r"\.to(?:Sorted|Reversed|Spliced)\s*\(": "toSorted and the like (110)",
    r"\bObject\.(?:hasOwn|groupBy)\b": "Object.hasOwn (93)",
    r"\bPromise\.(?:any|withResolvers)\b": "Promise.any (85)",
    r"\brandomUUID\b": "randomUUID (92)",
    r"\bAbortSignal\.(?:timeout|any)\b": "AbortSignal.timeout (103)",
    r"\bWeakRef\b": "WeakRef (84)",
    r"\.showPicker\s*\(": "showPicker (99)",
    r"\.inert\b": "inert (102)",
    r"\.checkVisibility\s*\(": "checkVisibility (105)",
    r"\.(?:showPopover|togglePopover)\s*\(": "popovers (114)",
    r"\bstartViewTransition\b": "view transitions (111)",
    r"\bCSS\.registerProperty\b|\badoptedStyleSheets\b": "constructed style sheets",
    r"\bSegmenter\b": "Intl.Segmenter (87)",
    r"\bcrossOriginIsolated\b": "crossOriginIsolated (87)",
}

# In the selectors that scripts ask for.
SELECTORS = {
    r":has\(": ":has (105)",
    r":(?:is|where)\(": ":is, :where (88)",
    r":focus-visible": ":focus-visible (86)",
}

# Of style sheets: what lays out or hides, and is lost as a whole.
STYLES = {
    r"(?<![\w-])inset(?:-\w+)*\s*:": "inset (87)",
    r"(?<![\w-])(?:padding|margin)-(?:inline|block)\s*:": "padding-inline ... (87)",
    r"(?<![\w-])aspect-ratio\s*:": "aspect-ratio (88)",
    r":where\(": ":where (88)",
    r":not\([^()]*,": ":not with a list (88)",
    r"\bcolor-mix\(": "color-mix (111)",
    r"\d[sdl]v[hwib]\b|\d[sdl]vm(?:in|ax)\b": "dvh and the like (108)",
    r"@(?:layer|container|scope)\b": "@layer, @container, @scope",
    r"\bsubgrid\b": "subgrid (117)",
    r"&": "nesting (120)",
    r"(?<![\w-])(?:rotate|scale|translate)\s*:": "rotate, scale, translate (104)",
    r"\boverflow(?:-[xy])?\s*:\s*clip\b": "overflow: clip (90)",
}


def in_script(source: str) -> list[Found]:
    """What is too new in a script."""
    code, strings = _apart(source)
    found = _search(code, SYNTAX | INTERFACES)
    return found + _search(strings, SELECTORS)


def in_styles(source: str) -> list[Found]:
    """What is too new in a style sheet, and has nothing for older ones before it."""
    css = re.sub(r"/\*.*?\*/", _blank, source, flags=re.DOTALL)
    css = re.sub(r"\"[^\"]*\"", _blank, css)
    found = _search(css, STYLES)
    for rule in re.finditer(r"([^{};]*)\{([^{}]*)", css):
        line = css.count("\n", 0, rule.start(1) + len(rule[1])) + 1
        # A rule with :has() is one for newer ones as a whole.
        if ":is(" in rule[1] and ":has(" not in rule[1]:
            found.append(Found(line, ":is (88)"))
        found += [Found(line, what) for what in _alone(rule[2])]
    return found


def _alone(declarations: str) -> list[str]:
    """Properties with min(), max() or clamp() (79) and no plain value before."""
    found, plain = [], set()
    for one in declarations.split(";"):
        name, _colon, value = one.partition(":")
        name = name.strip()
        if re.search(r"(?<![\w-])(?:min|max|clamp)\(", value):
            if name not in plain:
                found.append(f"{name}: min(), max(), clamp() (79) alone")
        else:
            plain.add(name)
    return found


def _apart(source: str) -> tuple[str, str]:
    """The code without its texts, and the texts without the code, line by line."""
    texts: list[str] = []
    at = 0
    for token in TOKENS.finditer(source):
        texts += [_blank_text(source[at : token.start()])]
        kept = token.lastgroup in ("string", "template")
        texts.append(token[0] if kept else _blank_text(token[0]))
        at = token.end()
    texts.append(_blank_text(source[at:]))
    code = TOKENS.sub(
        lambda t: t[0] if t.lastgroup == "template" else _blank(t), source
    )
    return code, "".join(texts)


def _blank(token: re.Match) -> str:
    return _blank_text(token[0])


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _search(text: str, known: dict[str, str]) -> list[Found]:
    return [
        Found(text.count("\n", 0, hit.start()) + 1, what)
        for pattern, what in known.items()
        for hit in re.finditer(pattern, text, re.MULTILINE)
    ]
