"""`GET {desk}/@departments`: whom a complaint can be sent to."""

from jiesu.addon.content.lookup import departments_of
from jiesu.addon.services.service import FormService


class DepartmentsGet(FormService):
    """The departments, in the order that the Office gave them."""

    def told(self) -> dict:
        """What a submitter may know of each."""
        return {
            "@id": f"{self.context.absolute_url()}/@departments",
            "items": [
                {
                    "id": department.getId(),
                    "title": department.Title(),
                    "description": department.description or "",
                    "phone": department.phone or "",
                    "location": department.location or "",
                }
                for department in departments_of(self.context)
            ],
        }
