"""Digests of all columns of all TTrees of ROOT files, as uproot reads them.

usage: python3 columns.py FILE...

Prints a line for each column, with tabs: file, tree, column, then type, width, number of values, digest of counts and
digest of values with commas, or a single - if uproot has no plain column. Values are hashed as little-endian numbers,
counts as 32-bit ones, texts as UTF-8 behind a 32-bit length.
"""

import hashlib
import os
import sys

import awkward as ak
import numpy as np
import uproot
from uproot.interpretation.jagged import AsJagged
from uproot.interpretation.numerical import AsDtype, Numerical
from uproot.interpretation.strings import AsStrings

TYPES = {
    "b1": "BOOL", "i1": "INT8", "u1": "UINT8", "i2": "INT16", "u2": "UINT16", "i4": "INT32", "u4": "UINT32",
    "i8": "INT64", "u8": "UINT64", "f4": "FLOAT32", "f8": "FLOAT64",
}
ARRAY_COUNTER = 6


def sha(data):
    return hashlib.sha256(data).hexdigest()[:16]


def little(array):
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)


def numbers(array, counts):
    array = np.asarray(array)
    width = int(np.prod(array.shape[1:], dtype=int))
    kind = array.dtype.kind + str(array.dtype.itemsize)
    return [TYPES[kind], width, int(array.size), counts, sha(little(array).tobytes())]


def texts(strings, counts):
    data = bytearray()
    for text in strings:
        raw = text.encode("utf-8", "surrogateescape")
        data += len(raw).to_bytes(4, "little") + raw
    return ["STRING", 1, len(strings), counts, sha(data)]


def count_digest(counts):
    return sha(np.asarray(counts).astype("<i4").tobytes())


def jagged(array):
    layout = ak.to_packed(array).layout
    offsets = np.asarray(layout.offsets)
    content = layout.content
    if content.parameter("__array__") == "string":
        return texts(ak.to_list(ak.Array(content)), count_digest(np.diff(offsets)))
    return numbers(ak.to_numpy(ak.Array(content)), count_digest(np.diff(offsets)))


def columns(path, branch):
    how = branch.interpretation
    if isinstance(how, AsDtype) and how.from_dtype.names:
        array = branch.array(library="np")
        return {f"{path}.{name}": numbers(array[name], "") for name in array.dtype.names}
    if isinstance(how, Numerical):
        digest = numbers(branch.array(library="np"), "")
        if branch.member("fStreamerType", none_if_missing=True) == ARRAY_COUNTER:
            # ROOT counts the elements of an array member with an Int_t; uproot takes it for unsigned.
            digest[0] = "INT32"
        return {path: digest}
    if isinstance(how, AsStrings) or (branch.typename in ("TString", "std::string")):
        return {path: texts(ak.to_list(branch.array(library="ak")), "")}
    if isinstance(how, AsJagged) or branch.typename == "std::vector<std::string>":
        return {path: jagged(branch.array(library="ak"))}
    return {path: None}


def tree_columns(tree):
    found = {}
    for path, branch in tree.iteritems(recursive=True, full_paths=True):
        try:
            new = columns(path, branch)
        except Exception as e:  # any failure of the oracle is an answer
            print(f"{path}: uproot: {type(e).__name__}: {e}"[:200], file=sys.stderr)
            new = {path: None}
        for name, digest in new.items():
            found.setdefault(name, digest)
    return found


def print_file(name):
    with uproot.open(name) as file:
        trees = [k for k, kind in file.classnames(recursive=True).items() if kind in ("TTree", "TNtuple", "TNtupleD")]
        for key in trees:
            path = key.rsplit(";", 1)[0]
            for column, digest in tree_columns(file[key]).items():
                text = "-" if digest is None else ",".join(map(str, digest))
                print(os.path.basename(name), path, column, text, sep="\t")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print_file(name)
