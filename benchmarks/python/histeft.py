"""A histogram of quadratic forms as topcoffea keeps it: a dense axis times an axis ``quadratic_term``, filled by
boost-histogram with every coefficient of every event. Written for the comparison, from the public description."""

import boost_histogram as bh
import numpy as np


def terms(coefficients):
    """The number of terms of a quadratic form."""
    return (coefficients + 1) * (coefficients + 2) // 2


def remap(q, sample, target):
    """Brings rows of coefficients from the order of one list of Wilson coefficients into that of another."""
    if sample == target:
        return q
    position = {name: i for i, name in enumerate(["sm", *sample])}
    result = np.zeros((len(q), terms(len(target))), dtype=q.dtype)
    k = 0
    for i, row in enumerate(["sm", *target]):
        for column in ["sm", *target][: i + 1]:
            a, b = position.get(row), position.get(column)
            if a is not None and b is not None:
                a, b = max(a, b), min(a, b)
                result[:, k] = q[:, a * (a + 1) // 2 + b]
            k += 1
    return result


class HistEFT:
    """Categories to dense histograms; a fill broadcasts values and weights to all terms."""

    def __init__(self, wilson_coefficients, axis):
        self.terms = terms(len(wilson_coefficients))
        self.axis = axis
        self.dense = {}

    def fill(self, categories, x, weight=None, eft_coeff=None):
        histogram = self.dense.get(categories)
        if histogram is None:
            histogram = bh.Histogram(self.axis, bh.axis.Integer(0, self.terms), storage=bh.storage.Double())
            self.dense[categories] = histogram
        x = np.asarray(x, dtype=np.float64)
        if eft_coeff is None:
            histogram.fill(x, np.zeros(len(x)), weight=weight)
            return
        index = np.broadcast_to(np.arange(self.terms), eft_coeff.shape)
        values = np.broadcast_to(x[:, np.newaxis], eft_coeff.shape)
        weights = eft_coeff if weight is None else eft_coeff * np.asarray(weight)[:, np.newaxis]
        histogram.fill(values.ravel(), index.ravel(), weight=weights.ravel())
