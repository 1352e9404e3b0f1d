"""All that a run is made of, checked before it begins: model, data, machine, callbacks.

May import what the room above may, `words.py` of it, `feeding` and `keeping`. Start
reading at `prepared.py`, then `compile.py`.
"""
