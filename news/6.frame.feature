Plone's own pages that people meet are Chinese, their frame included; no page jumps while it loads.
