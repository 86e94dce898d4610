"""Digests of all columns of the RNTuples of ROOT files, as uproot reads them.

usage: python3 ntuple_columns.py FILE...
       python3 ntuple_columns.py --write FILE     writes an n-tuple with many kinds of columns

Prints one line for each column: file, n-tuple, column, type, width, number of values, digest of the counts, digest of the
values, separated by tabs. Values are hashed as little-endian numbers, counts as 32-bit ones, texts as UTF-8 behind a 32-bit
length.
"""

import hashlib
import sys

import awkward as ak
import numpy as np
import uproot

TYPES = {
    "b1": "BOOL", "i1": "INT8", "u1": "UINT8", "i2": "INT16", "u2": "UINT16", "i4": "INT32", "u4": "UINT32",
    "i8": "INT64", "u8": "UINT64", "f4": "FLOAT32", "f8": "FLOAT64",
}


def sha(data):
    return hashlib.sha256(data).hexdigest()[:16]


def values(array):
    layout = array.layout
    if layout.parameter("__array__") == "string":
        data = bytearray()
        for text in ak.to_list(array):
            raw = text.encode("utf-8")
            data += len(raw).to_bytes(4, "little") + raw
        return ["STRING", 1, len(array), sha(bytes(data))]
    numbers = ak.to_numpy(array)
    little = np.ascontiguousarray(numbers).astype(numbers.dtype.newbyteorder("<"))
    kind = TYPES[numbers.dtype.kind + str(numbers.dtype.itemsize)]
    return [kind, int(np.prod(numbers.shape[1:], dtype=int)), int(numbers.size), sha(little.tobytes())]


def column(array):
    if array.ndim > 1 and array.layout.is_list and array.layout.parameter("__array__") != "string":
        if not isinstance(array.layout, ak.contents.RegularArray):
            counts = sha(ak.to_numpy(ak.num(array)).astype("<i4").tobytes())
            return values(ak.flatten(array, axis=1)) + [counts]
    return values(array) + [""]


def columns(name, array, inside):
    if ak.fields(array):
        for field in ak.fields(array):
            yield from columns(name + ("_" if inside or array.ndim > 1 else ".") + field, array[field], True)
    else:
        yield name, ak.to_packed(array)


def read(path):
    file = uproot.open(path)
    for key, kind in file.classnames().items():
        if kind != "ROOT::RNTuple":
            continue
        ntuple = file[key]
        if ntuple.num_entries > 1_000_000:
            continue
        types = {
            record.field_name: record.type_name
            for i, record in enumerate(ntuple.header.field_records)
            if record.parent_field_id == i
        }
        for top, type_name in types.items():
            if top.startswith("_collection"):
                continue
            whole = ntuple[top].array()
            if type_name.startswith("ROOT::RNTupleCardinality"):
                whole = ak.values_astype(whole, np.uint64 if "64" in type_name else np.uint32)
            for name, array in columns(top, whole, False):
                kind, width, size, digest, counts = column(array)
                print(path, key.split(";")[0], name, kind, width, size, counts, digest, sep="\t")


def write(path):
    random = np.random.default_rng(3)
    entries = 3000
    counts = random.poisson(2, entries)
    total = int(counts.sum())

    def jagged(flat):
        return ak.unflatten(flat, counts)

    muons = ak.zip(
        {
            "pt": jagged(random.exponential(30, total).astype(np.float32)),
            "charge": jagged(random.choice([-1, 1], total).astype(np.int32)),
            "id": jagged(random.integers(0, 200, total).astype(np.uint8)),
            "tight": jagged(random.random(total) < 0.5),
        },
        depth_limit=2,
    )
    data = {
        "event": np.arange(entries, dtype=np.uint64),
        "Muon": muons,
        "vector": jagged(random.normal(size=total)),
        "words": ak.unflatten(ak.Array(["w" * (i % 7) for i in range(total)]), counts),
        "text": ak.Array(["\u03bc" * int(k) for k in counts]),
        "flag": random.random(entries) < 0.3,
        "i8": random.integers(-9, 9, entries).astype(np.int8),
        "i16": random.integers(-999, 999, entries).astype(np.int16),
        "i64": random.integers(-(2**60), 2**60, entries),
        "f64": random.normal(size=entries),
        "array": random.normal(size=(entries, 3)).astype(np.float32),
    }
    with uproot.recreate(path) as file:
        ntuple = file.mkrntuple("Events", data)
        ntuple.extend(data)


if sys.argv[1] == "--write":
    write(sys.argv[2])
else:
    for argument in sys.argv[1:]:
        read(argument)
