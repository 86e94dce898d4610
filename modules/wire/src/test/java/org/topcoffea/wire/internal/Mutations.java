package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes as networks, bugs and enemies do. */
final class Mutations {
    private static final String[] PIECES = {
        "\n",
        "\n\n",
        " ",
        "/",
        "../",
        "..",
        "\0",
        "%2F",
        "%00",
        "%",
        "-1",
        "0",
        "9223372036854775807",
        "99999999999999999999",
        "1e9",
        "end\n",
        "task 1\n",
        "dir x 0\n",
        "file obj 5\n",
        "put a 3 0644\n",
        "symlink l 3\n",
        "available_results\n",
        "result 0 0 4 5 6\n",
        "check\n",
        "get obj 1\n",
        "x".repeat(5000),
        "é",
        "\r\n",
        "cmd 1000000\n",
        "env 3\n",
    };

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    byte[] mutate(byte[] original) {
        byte[] bytes = original;
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 4 : 40));
        return switch (random.nextInt(7)) {
            case 0 -> join(bytes, from, to, new byte[0]);
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> join(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 3 -> join(bytes, from, from, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            case 4 -> join(bytes, from, to, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            default -> {
                byte[] flipped = bytes.clone();
                if (from < flipped.length) {
                    flipped[from] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private static byte[] join(byte[] bytes, int from, int to, byte[] between) {
        byte[] joined = new byte[from + between.length + bytes.length - to];
        System.arraycopy(bytes, 0, joined, 0, from);
        System.arraycopy(between, 0, joined, from, between.length);
        System.arraycopy(bytes, to, joined, from + between.length, bytes.length - to);
        return joined;
    }

    int next(int bound) {
        return random.nextInt(bound);
    }
}
