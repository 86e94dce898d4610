"""Opens every histogram of an archive with hist and prints all cells that are not zero; rewrites those hist can write."""
import sys
import zipfile

import hist
import numpy as np
import uhi.io
import uhi.io.zip

source, target = sys.argv[1:3]
with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
    for entry in sorted(archive.namelist()):
        if not entry.endswith(".json"):
            continue
        name = entry[:-5]
        raw = uhi.io.zip.read(archive, name)
        if "index" in raw["storage"]:
            raw = uhi.io.from_sparse(raw)
        h = hist.Hist(raw)
        uhi.io.zip.write(copy, name, h)
        values = h.values(flow=True)
        variances = h.variances(flow=True)
        print(name, *[axis.name for axis in h.axes], sep="|")
        for index in np.ndindex(values.shape):
            if values[index] != 0:
                labels = []
                for axis, i in zip(h.axes, index):
                    if isinstance(axis, hist.axis.StrCategory):
                        labels.append(axis.value(i))
                    else:
                        labels.append(str(i))
                variance = 0.0 if variances is None else float(variances[index])
                print(name, *labels, float(values[index]).hex(), variance.hex(), sep="|")
