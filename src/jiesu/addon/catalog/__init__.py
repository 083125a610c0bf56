"""The complaints' own catalog: what is indexed, and the typed queries that ask it.

Complaints are never in `portal_catalog`. Listings and figures go through `queries.py`;
no page builds a raw query.
"""
