"""To 20261126003: desks stand in the site's navigation.

It may be run again.
"""
