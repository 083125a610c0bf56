"""Puts a new complaint or supervision into its container."""

from plone import api


def placed(container, matter, state: str):
    """Store it without the events of adding content, and give it its first state.

    They would make every submission write, and conflict on, the container's own
    modification date, relations, and `portal_catalog`. The events of handling tell.

    :returns: it, as found in the container
    """
    container._setOb(matter.id, matter)
    matter = container[matter.id]
    api.portal.get_tool("portal_workflow").setStatusOf(
        matter.workflow_id,
        matter,
        {
            "action": None,
            "review_state": state,
            "actor": "",
            "comments": "",
            "time": matter.created(),
        },
    )
    return matter
