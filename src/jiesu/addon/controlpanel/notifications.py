"""How messages leave the site: the channels' accounts, addresses and secrets."""

from jiesu.addon import _
from jiesu.addon.notifications.settings import INotificationSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from zope.schema import getFields
from zope.schema.interfaces import IPassword


class NotificationsForm(RegistryEditForm):
    """A field for each setting. Secrets are never shown."""

    schema = INotificationSettings
    schema_prefix = INotificationSettings.__identifier__
    label = _("controlpanel_notifications", default="Jiesu: channels for messages")
    description = _(
        "controlpanel_notifications_help",
        default="A channel is offered to people once it is set up. Secrets that are "
        "stored are not shown; leave them empty to keep them.",
    )

    def updateWidgets(self):
        """Show the fields, those of secrets empty."""
        super().updateWidgets()
        for widget in self.widgets.values():
            if IPassword.providedBy(widget.field):
                widget.value = ""

    def applyChanges(self, data):
        """Store what was sent, but for secrets that were left empty."""
        fields = getFields(self.schema)
        sent = {
            name: value
            for name, value in data.items()
            if value or not IPassword.providedBy(fields[name])
        }
        return super().applyChanges(sent)


NotificationsView = layout.wrap_form(NotificationsForm, ControlPanelFormWrapper)
