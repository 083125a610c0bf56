"""How the site runs: its configuration, the demo site, the server, the console.

Not part of the package jiesu.addon: run from the repository's root, see README.md.
"""

from instance.zone import be_understood


be_understood()
