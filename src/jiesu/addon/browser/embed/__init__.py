"""Parts of the desk in other pages: of other sites, and of this one.

`parts.py` makes the parts, once for all places: the frame of another site (`page.py`),
portlets, blocks and listings of this site (`portlet.py`, `block.py`).
"""
