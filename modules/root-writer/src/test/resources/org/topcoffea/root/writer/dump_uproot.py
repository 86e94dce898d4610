"""Prints histograms and trees of a file, number by number, as the test does from what it wrote."""
import sys
import zlib

import numpy
import uproot


def bits(value):
    return format(numpy.float64(value).view(numpy.uint64), "016x")


def element(value):
    if value.dtype.kind == "f":
        return format(value.view("u%d" % value.dtype.itemsize), "0%dx" % (2 * value.dtype.itemsize))
    return str(int(value))


def entry(value):
    if isinstance(value, str):
        return "x" + value.encode().hex()
    if value.dtype.names:  # a branch of several leaves
        return ", ".join(entry(value[name]) for name in value.dtype.names)
    values = numpy.ravel(numpy.asarray(value))
    if len(values) > 100000:
        big_endian = values.astype(values.dtype.newbyteorder(">"))
        return "%d values with CRC-32 %08x" % (len(values), zlib.crc32(big_endian.tobytes()))
    return " ".join(element(v) for v in values)


def axis(raw):
    labels = [] if raw.member("fLabels") is None else [str(s) for s in raw.member("fLabels")]
    edges = list(raw.member("fXbins"))
    low, high = raw.member("fXmin"), raw.member("fXmax")
    print("axis", raw.member("fNbins"), bits(low), bits(high), raw.member("fTitle"), "|", " ".join(map(bits, edges)), "|", ",".join(labels))


def histogram(path, h):
    print("histogram", path, h.classname, h.member("fTitle"))
    dimensions = int(h.classname[2])
    for name in ("fXaxis", "fYaxis", "fZaxis")[:dimensions]:
        axis(h.member(name))
    names = ["fTsumw", "fTsumw2", "fTsumwx", "fTsumwx2"]
    if dimensions > 1:
        names += ["fTsumwy", "fTsumwy2", "fTsumwxy"]
    if dimensions > 2:
        names += ["fTsumwz", "fTsumwz2", "fTsumwxz", "fTsumwyz"]
    print("statistics", bits(h.member("fEntries")), " ".join(bits(h.all_members[n]) for n in names))
    contents = numpy.asarray(h.bases[-1])
    print("contents", " ".join(map(bits, contents)))
    print("variances", " ".join(map(bits, numpy.asarray(h.all_members["fSumw2"]))))


def tree(path, t):
    print("tree", path, t.num_entries, t.title)
    for branch in t.branches:
        leaf = branch.member("fLeaves")[0]
        print("branch", branch.name, branch.title, "|", leaf.member("fTitle"), leaf.all_members["fMaximum"] if leaf.member("fIsRange") else "")
        for value in branch.array(library="np"):
            print(entry(value))


with uproot.open(sys.argv[1]) as file:
    for path, name in file.classnames(cycle=False).items():
        if name.startswith("TH"):
            histogram(path, file[path])
        elif name == "TTree":
            tree(path, file[path])
        elif name == "TObjString":
            print("text", path, str(file[path]))
