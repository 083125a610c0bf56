"""Time limits: the limits themselves, a complaint's clock and its light."""
