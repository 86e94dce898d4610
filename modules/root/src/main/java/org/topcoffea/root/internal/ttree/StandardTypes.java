package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.ColumnType;

/** What the names and numbers of C++ types mean. */
final class StandardTypes {
    private StandardTypes() {}

    /** The type of a member by its number in streamer information, or null if it is not a single number. */
    static @Nullable ColumnType ofStreamer(int type) {
        return switch (type) {
            case 1 -> ColumnType.INT8;
            case 2 -> ColumnType.INT16;
            case 3, 6 -> ColumnType.INT32;
            case 4, 16 -> ColumnType.INT64;
            case 5, 19 -> ColumnType.FLOAT32;
            case 8, 9 -> ColumnType.FLOAT64;
            case 11 -> ColumnType.UINT8;
            case 12 -> ColumnType.UINT16;
            case 13, 15 -> ColumnType.UINT32;
            case 14, 17 -> ColumnType.UINT64;
            case 18 -> ColumnType.BOOL;
            default -> null;
        };
    }

    /** The type by its name, or null. */
    static @Nullable ColumnType ofName(String name) {
        if (isString(name)) {
            return ColumnType.STRING;
        }
        return switch (plain(name)) {
            case "bool", "Bool_t" -> ColumnType.BOOL;
            case "char", "signed char", "Char_t", "int8_t" -> ColumnType.INT8;
            case "unsigned char", "UChar_t", "uint8_t" -> ColumnType.UINT8;
            case "short", "Short_t", "int16_t" -> ColumnType.INT16;
            case "unsigned short", "UShort_t", "uint16_t" -> ColumnType.UINT16;
            case "int", "Int_t", "int32_t" -> ColumnType.INT32;
            case "unsigned int", "unsigned", "UInt_t", "uint32_t" -> ColumnType.UINT32;
            case "long", "long long", "Long_t", "Long64_t", "int64_t" -> ColumnType.INT64;
            case "unsigned long", "unsigned long long", "ULong_t", "ULong64_t", "uint64_t" -> ColumnType.UINT64;
            case "float", "Float_t" -> ColumnType.FLOAT32;
            case "double", "Double_t" -> ColumnType.FLOAT64;
            default -> null;
        };
    }

    /** Whether a type is {@code std::string}. */
    static boolean isString(String name) {
        String plain = plain(name);
        return plain.equals("string") || plain.startsWith("basic_string<char");
    }

    /** The element type of a {@code std::vector}, or null. */
    static @Nullable String vectorItem(String name) {
        String plain = plain(name);
        if (!plain.startsWith("vector<") || !plain.endsWith(">")) {
            return null;
        }
        String inner = plain.substring("vector<".length(), plain.length() - 1);
        int depth = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                // The allocator.
                return inner.substring(0, i).strip();
            }
        }
        return inner.strip();
    }

    private static String plain(String name) {
        String plain = name.strip();
        if (plain.startsWith("const ")) {
            plain = plain.substring("const ".length()).strip();
        }
        return plain.startsWith("std::") ? plain.substring("std::".length()) : plain;
    }
}
