"""A report's figures as plain data, as far as a reader may know them."""

from jiesu.addon.content.complaint import REPORT as CONFIDENTIAL


# What points to a single complaint or supervision: for those who read all.
OF_ONE = ("id", "number", "title", "figure")
LISTS = ("overdue", "rework", "supervisions")


def data_for(report, full: bool) -> dict:
    """The frozen figures of a report.

    :param full: whether titles and numbers of single complaints are for the reader
    """
    data = report.frozen.data
    if full:
        return data
    for name in LISTS:
        data[name] = [
            {key: value for key, value in line.items() if key not in OF_ONE}
            for line in lines_for(data[name], full)
        ]
    return data


def lines_for(lines: list[dict], full: bool) -> list[dict]:
    """The lines of a list that are for a reader: departments learn of no confidential
    report.
    """
    return [one for one in lines if full or one.get("kind") != CONFIDENTIAL]


def cases_for(report, full: bool) -> list[dict]:
    """The typical cases: in the Office's words for all, their numbers for some."""
    kept = ("title", "text", "department", "category")
    return [
        dict(one) if full else {name: one[name] for name in kept}
        for one in report.cases
    ]
