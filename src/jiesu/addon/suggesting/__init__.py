"""What is shown to somebody who writes: categories, answers, open matters; what it does.

docs/concepts/rules.md, while somebody writes.
"""
