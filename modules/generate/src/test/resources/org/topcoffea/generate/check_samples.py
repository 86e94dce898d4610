"""Reads all samples of a directory with another program and compares them with what describes them."""
import json
import pathlib
import sys

import awkward
import numpy
import uproot


def decode(numbers):
    names = []
    for number in numbers:
        letters = bytes.fromhex(format(number, "x")).decode()
        if letters.startswith("-"):
            names[-1] += letters[1:]
        else:
            names.append(letters)
    return names


def check(path):
    sample = json.loads(path.read_text())
    events = 0
    total = 0.0
    for name in sample["files"]:
        tree = uproot.open(path.parent / name)["Events"]
        events += tree.num_entries
        columns = tree.arrays()
        for collection in ("Electron", "Muon", "Jet"):
            assert awkward.all(awkward.num(columns[collection + "_pt"]) == columns["n" + collection]), collection
            assert awkward.all(columns[collection + "_pt"][:, :-1] >= columns[collection + "_pt"][:, 1:]), collection
            assert awkward.all(numpy.isfinite(columns[collection + "_eta"])), collection
        if sample["isData"]:
            total += tree.num_entries
        elif sample["WCnames"]:
            coefficients = awkward.to_numpy(columns["EFTfitCoefficients"])
            n = len(sample["WCnames"])
            assert coefficients.shape[1] == (n + 1) * (n + 2) // 2
            assert decode(columns["WCnames"][0].to_list()) == sample["WCnames"]
            total += coefficients[:, 0].astype("f8").sum()
        else:
            total += awkward.to_numpy(columns["genWeight"]).astype("f8").sum()
    assert events == sample["nEvents"], path
    assert abs(total / sample["nSumOfWeights"] - 1) < 1e-12, path


samples = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
for sample in samples:
    check(sample)
print(len(samples), "samples")
