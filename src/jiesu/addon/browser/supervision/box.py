"""How many supervisions the reader has, in a line: for the Office's page and others."""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.handling.reading_supervision import SupervisionReading


class SupervisionBox:
    """What stands in the box of a page, with the way to the list."""

    def __init__(self, page: BasePage, readings: list[SupervisionReading]):
        """Look at the running ones that the page is to tell of."""
        self.page = page
        self.count = len(readings)
        self.late = sum(reading.light == "red" for reading in readings)
        self.reported = sum(bool(one.supervision.reported_at) for one in readings)

    @property
    def url(self) -> str:
        """Where the list is."""
        return f"{self.page.desk_url}/@@supervisions"

    @property
    def words(self) -> str:
        """How many there are."""
        if not self.count:
            return self.page.t(
                _("empty_supervision_open", default="Nothing is under supervision.")
            )
        return self.page.t(
            _("box_running", default="${n} running", mapping={"n": self.count})
        )

    @property
    def late_words(self) -> str:
        """How many are overdue; "" for none."""
        if not self.late:
            return ""
        return self.page.t(
            _("box_late", default="${n} overdue", mapping={"n": self.late})
        )

    @property
    def reported_words(self) -> str:
        """How many results wait to be accepted; "" for none."""
        if not self.reported:
            return ""
        mapping = {"n": self.reported}
        return self.page.t(
            _("box_reported", default="${n} results to be accepted", mapping=mapping)
        )
