"""Actions: each thing that a person or the desk does to a complaint, one class each.

The form, the buttons, the REST service, bulk actions and the documentation's table are
made from these classes. How to add one: docs/how-to/add-an-action.md.
"""
