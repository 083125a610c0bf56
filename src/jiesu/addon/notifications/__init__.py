"""How people are told: an outbox in the step's transaction, a worker, channels.

A step puts short records into its desk's outbox (`outbox.py`): who is to be told of
what, by which channel. The worker (`worker.py`) takes what is due, has it put into
words (`IRenderer`) and hands it to the channel (`IChannel`), again and again until it
is delivered. Nothing else in the package sends anything.
"""
