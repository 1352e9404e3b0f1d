"""Samples on their way to `fit()`: in which order, in batches, for each backend.

May import `data`, Keras and TensorFlow, whose `tf.data` decodes files for the others
too. Start reading at `order.py`, then `feed.py`.
"""

from kgraph.training.feeding.feed import endless, once
from kgraph.training.feeding.order import Order

__all__ = ["Order", "endless", "once"]
