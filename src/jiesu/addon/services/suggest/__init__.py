"""`@suggest`, `@follow` and `@deflection` of a desk: while somebody writes."""
