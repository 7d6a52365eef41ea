"""The task graph as others read it: nodes and edges, as JSON-LD and GraphML."""
