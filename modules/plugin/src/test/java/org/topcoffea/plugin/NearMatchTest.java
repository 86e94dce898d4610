package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearMatchTest {
    @Test
    void distancesCountEditsAndSwaps() {
        assertEquals(0, NearMatch.distance("eft", "eft"));
        assertEquals(1, NearMatch.distance("eft", "etf"));
        assertEquals(3, NearMatch.distance("", "sow"));
        assertEquals(3, NearMatch.distance("kitten", "sitting"));
    }

    @Test
    void onlyNearNamesAreSuggested() {
        assertEquals(Optional.of("simple"), NearMatch.of("Simpel", List.of("eft", "simple", "sow")));
        assertEquals(Optional.empty(), NearMatch.of("topeft-full", List.of("eft", "simple", "sow")));
    }
}
