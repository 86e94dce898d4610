package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({"a, a, 0", "'', abc, 3", "abc, acb, 1", "kitten, sitting, 3", "chunksise, chunksize, 1", "ca, abc, 3"})
    void distances(String a, String b, int distance) {
        assertEquals(distance, Suggestions.distance(a, b));
        assertEquals(distance, Suggestions.distance(b, a));
    }

    @Test
    void onlyCloseWordsAreSuggested() {
        List<String> known = List.of("chunksize", "nchunks", "do-systs");
        assertEquals(Optional.of("chunksize"), Suggestions.closest("chunk_size", known));
        assertEquals(Optional.of("do-systs"), Suggestions.closest("DO_SYST", known));
        assertEquals(Optional.empty(), Suggestions.closest("banana", known));
        assertEquals("; did you mean 'nchunks'?", Suggestions.hint("nchunk", known));
    }
}
