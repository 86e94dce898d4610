package org.topcoffea.plugins.eft;

import java.util.Arrays;

/** The leptons of the current event. Its objects live as long as the list and are used again after each clear. */
final class LeptonList {
    private Lepton[] leptons = new Lepton[0];
    private int size;

    LeptonList() {
        grow(8);
    }

    private void grow(int capacity) {
        int from = leptons.length;
        leptons = Arrays.copyOf(leptons, capacity);
        for (int i = from; i < capacity; i++) {
            leptons[i] = new Lepton();
        }
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    Lepton get(int i) {
        return leptons[i];
    }

    /** Adds a lepton, to be filled in by the caller. */
    Lepton add() {
        if (size == leptons.length) {
            grow(2 * size);
        }
        return leptons[size++];
    }

    /** Sorts by falling cone-pt; equal ones keep their order. */
    void sort() {
        for (int i = 1; i < size; i++) {
            Lepton lepton = leptons[i];
            int j = i;
            while (j > 0 && leptons[j - 1].conePt < lepton.conePt) {
                leptons[j] = leptons[j - 1];
                j--;
            }
            leptons[j] = lepton;
        }
    }
}
