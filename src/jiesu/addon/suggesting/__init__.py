"""What is shown to somebody who writes: categories, answers, open matters.

docs/concepts/rules.md, while somebody writes.
"""
