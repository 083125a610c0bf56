"""The pages, by audience."""

from jiesu.addon.browser.cooking import guard_templates


guard_templates()
