"""`python -m kgraph.modeling.introspect` writes `resources/catalog.json` again."""

from kgraph.modeling.introspect import write

write()
