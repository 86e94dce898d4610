package org.topcoffea.scheduler.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The collections against slow ones that are known to be right. */
final class CollectionsTest {
    private static final class Item implements ReadyQueue.Entry {
        final double priority;
        final long sequence;
        boolean waits;

        Item(double priority, long sequence) {
            this.priority = priority;
            this.sequence = sequence;
        }

        @Override
        public double priority() {
            return priority;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public boolean waitsIn(ReadyQueue<?> queue) {
            return waits;
        }
    }

    @Test
    void mapOfNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        LongMap<Long> map = new LongMap<>();
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 200_000; i++) {
            long key = 1 + random.nextLong(i < 100_000 ? 5000 : 1L << 62);
            if (i < 150_000 && random.nextBoolean()) {
                map.put(key, (long) i);
                expected.put(key, (long) i);
            } else {
                long gone = expected.isEmpty() || random.nextBoolean() ? key : expected.firstKey();
                map.remove(gone);
                expected.remove(gone);
            }
            assertEquals(expected.get(key), map.get(key));
            assertEquals(expected.size(), map.size());
        }
        List<Long> seen = new ArrayList<>();
        map.forEach(seen::add);
        assertEquals(new ArrayList<>(expected.values()), seen);
        assertThrows(IllegalArgumentException.class, () -> map.put(0, 1L));
    }

    @Test
    void queueByPriorityAndAge() {
        SplittableRandom random = new SplittableRandom(2);
        ReadyQueue<Item> queue = new ReadyQueue<>();
        TreeSet<Item> expected = new TreeSet<>(
                Comparator.comparingDouble((Item i) -> -i.priority).thenComparingLong(i -> i.sequence));
        List<Item> away = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    Item item = new Item(random.nextInt(4), i);
                    item.waits = true;
                    queue.add(item);
                    expected.add(item);
                }
                case 2 -> {
                    if (!expected.isEmpty()) {
                        Item item = queue.take();
                        assertSame(expected.pollFirst(), item);
                        item.waits = false;
                        queue.left();
                        away.add(item);
                    }
                }
                case 3 -> {
                    if (!away.isEmpty()) {
                        Item item = away.remove(random.nextInt(away.size()));
                        item.waits = true;
                        queue.add(item);
                        expected.add(item);
                    }
                }
                default -> {
                    if (!expected.isEmpty() && random.nextInt(4) == 0) {
                        Item item = random.nextBoolean() ? expected.first() : expected.last();
                        expected.remove(item);
                        item.waits = false;
                        queue.left();
                    }
                }
            }
            assertEquals(expected.size(), queue.size());
            assertSame(expected.isEmpty() ? null : expected.first(), queue.peek());
        }
    }

    @Test
    void whatIsPutBackKeepsItsPlace() {
        ReadyQueue<Item> queue = new ReadyQueue<>();
        for (int i = 0; i < 3; i++) {
            Item item = new Item(0, i);
            item.waits = true;
            queue.add(item);
        }
        Item first = queue.take();
        assertEquals(1, queue.take().sequence);
        queue.back(first);
        assertSame(first, queue.peek());
        assertEquals(3, queue.size());
    }

    @Test
    void timersInOrder() {
        Timers timers = new Timers();
        StringBuilder order = new StringBuilder();
        timers.at(5, () -> order.append('b'));
        timers.at(3, () -> order.append('a'));
        timers.at(5, () -> {
            order.append('c');
            timers.at(4, () -> order.append('d'));
        });
        timers.at(6, () -> order.append('e'));
        assertEquals(3, timers.next());
        timers.run(5);
        assertEquals("abcd", order.toString());
        assertEquals(6, timers.next());
        timers.run(10);
        assertEquals(Long.MAX_VALUE, timers.next());
        assertNull(new ReadyQueue<Item>().peek());
    }
}
