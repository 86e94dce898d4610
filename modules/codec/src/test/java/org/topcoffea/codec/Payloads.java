package org.topcoffea.codec;

import java.nio.ByteBuffer;
import java.util.Random;

/** Shapes of data that a basket may hold. */
enum Payloads {
    /** Nothing to gain. */
    NOISE {
        @Override
        byte[] make(Random random, int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
    },
    /** One value. */
    CONSTANT {
        @Override
        byte[] make(Random random, int length) {
            byte[] bytes = new byte[length];
            java.util.Arrays.fill(bytes, (byte) random.nextInt(256));
            return bytes;
        }
    },
    /** Big-endian floats of a falling spectrum with ten bits of mantissa. */
    FLOATS {
        @Override
        byte[] make(Random random, int length) {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.remaining() >= 4) {
                float value = (float) (20 - 30 * Math.log(1 - random.nextDouble()));
                buffer.putInt(Float.floatToRawIntBits(value) + (1 << 12) & -1 << 13);
            }
            return buffer.array();
        }
    },
    /** Growing big-endian numbers, like entry offsets. */
    OFFSETS {
        @Override
        byte[] make(Random random, int length) {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            int offset = 77;
            while (buffer.remaining() >= 4) {
                buffer.putInt(offset);
                offset += 4 * random.nextInt(6);
            }
            return buffer.array();
        }
    },
    /** Mostly zero bytes. */
    FLAGS {
        @Override
        byte[] make(Random random, int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (random.nextInt(9) == 0 ? random.nextInt(5) : 0);
            }
            return bytes;
        }
    },
    /** Repetitions of all distances and lengths between stretches of noise. */
    REPEATS {
        @Override
        byte[] make(Random random, int length) {
            byte[] bytes = new byte[length];
            int at = 0;
            while (at < length) {
                int run = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(12)));
                int distance = at == 0 ? 0 : 1 + random.nextInt(Math.min(at, 1 << random.nextInt(20)));
                boolean copied = distance > 0 && random.nextInt(3) > 0;
                for (int i = 0; i < run; i++, at++) {
                    bytes[at] = copied ? bytes[at - distance] : (byte) random.nextInt();
                }
            }
            return bytes;
        }
    };

    abstract byte[] make(Random random, int length);
}
