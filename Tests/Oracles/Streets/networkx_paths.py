"""Lengths of shortest ways on a random street graph, by networkx 3.6.1.

Run from this folder: python3 networkx_paths.py > networkx_paths.json
"""

import json
import math
import random

import networkx as nx

random.seed(20250901)
nodes = [(round(random.uniform(0, 5000), 2), round(random.uniform(0, 5000), 2)) for _ in range(300)]
edges = []
for a in range(len(nodes)):
    near = sorted(range(len(nodes)), key=lambda b: math.dist(nodes[a], nodes[b]))[1:4]
    for b in near:
        bend = [round((nodes[a][i] + nodes[b][i]) / 2 + random.uniform(-60, 60), 2) for i in (0, 1)]
        edges.append((a, b, [nodes[a], bend, nodes[b]] if random.random() < 0.5 else [nodes[a], nodes[b]]))

graph = nx.MultiGraph()
graph.add_nodes_from(range(len(nodes)))
for a, b, line in edges:
    graph.add_edge(a, b, weight=sum(math.dist(p, q) for p, q in zip(line, line[1:])))

sources = [0, 17, 123, 250, 299]
limit = 2500.0
print(
    json.dumps(
        {
            "networkx": nx.__version__,
            "nodes": nodes,
            "edges": [{"from": a, "to": b, "line": line} for a, b, line in edges],
            "components": sorted((len(c) for c in nx.connected_components(graph)), reverse=True),
            "limit": limit,
            "all": [
                {"source": s, "length": {str(k): v for k, v in nx.single_source_dijkstra_path_length(graph, s).items()}}
                for s in sources
            ],
            "limited": [
                {"source": s, "reached": len(nx.single_source_dijkstra_path_length(graph, s, cutoff=limit))}
                for s in sources
            ],
        }
    )
)
