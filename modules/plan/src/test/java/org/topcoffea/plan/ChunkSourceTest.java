package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkSourceTest {
    private static final ChunkRule RULE = new ChunkRule(10, false);

    private static InputFile file(String sample, int number) {
        return new InputFile(sample, sample + number + ".root", "Events");
    }

    private static List<InputFile> files() {
        return List.of(file("a", 0), file("a", 1), file("a", 2), file("b", 0));
    }

    private static List<String> drain(ChunkSource source) {
        List<String> chunks = new ArrayList<>();
        for (Optional<Chunk> chunk = source.poll(); chunk.isPresent(); chunk = source.poll()) {
            chunks.add(chunk.get().file() + chunk.get().range());
        }
        return chunks;
    }

    @Test
    void chunksOfAFileAreThereAtOnce() {
        ChunkSource source = new ChunkSource(files(), RULE, OptionalLong.empty());
        source.offer(file("a", 2), ChunkRuleTest.file(20));
        assertEquals(List.of("a2.root[0, 10)", "a2.root[10, 20)"), drain(source));
        source.offer(file("b", 0), ChunkRuleTest.file(0));
        assertEquals(List.of(), drain(source));
        assertFalse(source.finished());
        source.skip(file("a", 0));
        source.offer(file("a", 1), ChunkRuleTest.file(5));
        assertFalse(source.finished());
        assertEquals(List.of("a1.root[0, 5)"), drain(source));
        assertTrue(source.finished());
    }

    @Test
    void aLimitTakesTheFirstChunksInFileOrderWhateverTheOrderOfOffers() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            ChunkSource source = new ChunkSource(files(), RULE, OptionalLong.of(3));
            List<InputFile> order = new ArrayList<>(files());
            Collections.shuffle(order, random);
            List<String> chunks = new ArrayList<>();
            for (InputFile file : order) {
                source.offer(file, ChunkRuleTest.file(20));
                chunks.addAll(drain(source));
            }
            Collections.sort(chunks);
            assertEquals(
                    List.of("a0.root[0, 10)", "a0.root[10, 20)", "a1.root[0, 10)", "b0.root[0, 10)", "b0.root[10, 20)"),
                    chunks);
            assertFalse(source.wants(file("a", 2)));
            assertTrue(source.finished());
        }
    }

    @Test
    void aNewTargetHoldsAcrossFiles() {
        ChunkSource source = new ChunkSource(files(), RULE, OptionalLong.empty());
        source.offer(file("a", 0), ChunkRuleTest.file(40));
        source.offer(file("a", 1), ChunkRuleTest.file(40));
        assertEquals(10, source.poll().orElseThrow().size());
        source.retarget(15);
        assertEquals(
                List.of("a0.root[10, 25)", "a0.root[25, 40)", "a1.root[0, 14)", "a1.root[14, 28)", "a1.root[28, 40)"),
                drain(source));
    }

    @Test
    void strangersAreRefused() {
        ChunkSource source = new ChunkSource(files(), RULE, OptionalLong.of(3));
        source.skip(file("a", 0));
        assertThrows(IllegalArgumentException.class, () -> source.skip(file("a", 0)));
        assertThrows(IllegalArgumentException.class, () -> source.skip(file("a", 9)));
        assertThrows(IllegalArgumentException.class, () -> source.skip(file("z", 0)));
        assertThrows(IllegalStateException.class, () -> source.retarget(5));
    }
}
