"""The scanner: finds what became due, does what the desk does itself, tells the rest.

`scan(desk)` is one round. It runs by itself in a process that works in the background
(background.py), or as a command (commands.py). docs/concepts/rules.md, time limits.
"""
