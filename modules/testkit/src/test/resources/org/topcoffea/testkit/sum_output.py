"""Prints the sum of every histogram of an output bundle: of the ROOT file with uproot, of the UHI archive with hist."""
import sys
import zipfile

import hist
import uhi.io
import uhi.io.zip
import uproot

bundle = sys.argv[1]
with uproot.open(bundle + "/histograms.root") as file:
    for key, name in file.classnames(recursive=True, cycle=False).items():
        if name.startswith("TH"):
            print("root", key, repr(float(file[key].values(flow=True).sum())), sep="\t")
with zipfile.ZipFile(bundle + "/histograms.uhi.zip") as archive:
    for entry in archive.namelist():
        if entry.endswith(".json"):
            raw = uhi.io.zip.read(archive, entry[:-5])
            if "index" in raw["storage"]:
                raw = uhi.io.from_sparse(raw)
            histogram = hist.Hist(raw)
            if "quadratic_term" in histogram.axes.name:
                sm = histogram[{"quadratic_term": 0}]
                print("uhi", entry[:-5], repr(float(sm.values(flow=True).sum())), sep="\t")
