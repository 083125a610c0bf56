"""`GET {matter}/@handling`: the actions available now, each with its schema."""

from jiesu.addon.handling.perform import available_actions
from jiesu.addon.services.complaints.serializer import action_link
from jiesu.addon.services.handling.jsonschema import json_schema
from jiesu.addon.services.service import Service


class HandlingGet(Service):
    """What the user can do with it now."""

    def answer(self) -> dict:
        """The actions, the primary one first."""
        return {
            "@id": f"{self.context.absolute_url()}/@handling",
            "items": [
                {
                    **action_link(self.context, action, self.request),
                    "schema": json_schema(self.context, action.schema, self.request),
                }
                for action in available_actions(self.context)
            ],
        }
