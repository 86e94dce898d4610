package org.topcoffea.codec.internal.pure;

/** The CRC-64 of xz streams (ECMA-182, reflected), which writers other than ROOT put behind their blocks. */
final class Crc64 {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final long[][] TABLES = tables();

    private Crc64() {}

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = value >>> 1 ^ (POLYNOMIAL & -(value & 1));
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[table - 1][i];
                tables[table][i] = before >>> 8 ^ tables[0][(int) before & 0xFF];
            }
        }
        return tables;
    }

    static long of(byte[] bytes, int offset, int length) {
        long crc = -1;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            long word = crc ^ LittleEndian.longAt(bytes, at);
            crc = 0;
            for (int i = 0; i < 8; i++) {
                crc ^= TABLES[7 - i][(int) (word >>> (8 * i)) & 0xFF];
            }
        }
        for (; at < end; at++) {
            crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ bytes[at]) & 0xFF];
        }
        return ~crc;
    }
}
