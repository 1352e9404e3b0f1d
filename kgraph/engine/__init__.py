"""Where Keras lives: answers requests with events, in a process of its own or not.

May import every room below it and of Qt only `QtCore`, in `in_process.py` and
`__main__.py`; Keras itself is imported when an engine starts, not with this room. Start
reading at `answer.py` for what is answered, then `in_process.py` for how;
`__main__.py` is the same in a child process.
"""
