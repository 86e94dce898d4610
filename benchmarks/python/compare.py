"""Prints how many entries each histogram of a processor has, and its sum at the Standard Model, to compare with Java."""
import sys
import warnings

warnings.filterwarnings("ignore")
import side
import processors

name, path = sys.argv[1:]
sample = processors.read_sample(path.rsplit("_", 1)[0] + ".json")
sample["name"] = "ttHJet_UL17"
result = getattr(processors, name)(side.nano_events(path, 0, side.tree(path).num_entries), sample)
for label, histogram in sorted(result.items()):
    for category, dense in sorted(histogram.dense.items()):
        print(label, category, float(dense.values(flow=True)[:, 1].sum()))
