"""Settings of the site in Plone's control panel, for administrators."""
