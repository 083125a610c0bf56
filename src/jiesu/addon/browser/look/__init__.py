"""One page with every component and token of the style sheets, see page.py."""
