"""The one writer of a process: short writes are committed together, in one thread.

On plain Plone concurrent writes conflict, and Zope sleeps seconds between retries. Here
request threads hand their work to one thread, which commits whatever is waiting in one
transaction and answers after the commit. Between processes a lock keeps one at work.

`write()` in `api.py` is all that other rooms call.
"""
