"""Who may do and see what: roles, groups, permissions, the local-role providers.

Rights are reviewed in this room. Roles go to groups and to the submitter, never to
another single person; `roles.py` says which, `permissions.zcml` what they allow.
"""
