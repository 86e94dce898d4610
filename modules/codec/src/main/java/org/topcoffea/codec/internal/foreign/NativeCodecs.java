package org.topcoffea.codec.internal.foreign;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.internal.AdvisedCodec;
import org.topcoffea.codec.internal.BlockCodec;

/** Replaces codecs in pure Java by native ones where a library is found and may be used. Never fails for want of one. */
public final class NativeCodecs {
    private final LibrarySearch search;
    private final Map<Compression, BlockCodec> codecs;

    private NativeCodecs(LibrarySearch search, Map<Compression, BlockCodec> fallbacks) {
        this.search = search;
        codecs = new EnumMap<>(fallbacks);
    }

    /**
     * Chooses codecs.
     *
     * @param search where to look for libraries
     * @param fallbacks a codec for every algorithm
     * @return the codecs to use, with advice where a better one could be had
     */
    public static Map<Compression, BlockCodec> choose(LibrarySearch search, Map<Compression, BlockCodec> fallbacks) {
        NativeCodecs chosen = new NativeCodecs(search, fallbacks);
        Optional<String> off = search.switchedOff();
        for (NativeLibrary library : NativeLibrary.values()) {
            if (off.isPresent()) {
                chosen.advise(library, library.label() + " " + library.gain() + "; " + off.get());
            } else {
                chosen.choose(library);
            }
        }
        return chosen.codecs;
    }

    private void choose(NativeLibrary library) {
        String refusal = "";
        if (library == NativeLibrary.ZSTD && search.properties().apply(library.property()) == null) {
            try {
                codecs.put(Compression.ZSTD, decodingFaster(ZstdJni.load()));
                return;
            } catch (LinkageError e) {
                refusal = "zstd-jni cannot be used: " + reason(e) + "; ";
            }
        }
        LibrarySearch.Result result = search.open(library);
        String failures = refusal + joined(result.failures());
        if (result.opened().isEmpty()) {
            advise(library, failures + missing(library));
            return;
        }
        try {
            bind(library, result.opened().get(), failures);
        } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
            advise(library, failures + result.opened().get().location() + " cannot be used: " + reason(e));
        }
    }

    /** Calls of the system's library cost less than those of zstd-jni, which is newer than what old systems have. */
    private BlockCodec decodingFaster(ZstdJni bundled) {
        Optional<LibrarySearch.Opened> opened = search.open(NativeLibrary.ZSTD).opened();
        if (opened.isPresent()) {
            try {
                LibZstd system = new LibZstd(opened.get());
                return system.isRecent() ? new DividedCodec(system, bundled) : bundled;
            } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
                return bundled;
            }
        }
        return bundled;
    }

    private void bind(NativeLibrary library, LibrarySearch.Opened opened, String failures) {
        switch (library) {
            case DEFLATE -> {
                put(new LibDeflate(Compression.ZLIB, opened), failures);
                put(new LibDeflate(Compression.OLD, opened), "");
            }
            case LZMA -> put(new LibLzma(opened), failures);
            case ZSTD -> put(new LibZstd(opened), failures);
            case LZ4 -> put(new LibLz4(opened), failures);
        }
    }

    private void put(BlockCodec codec, String remark) {
        Compression algorithm = codec.description().algorithm();
        String advice = remark + codec.description().advice();
        codecs.put(algorithm, new AdvisedCodec(codec, advice.replaceFirst("; $", "")));
    }

    private void advise(NativeLibrary library, String advice) {
        codecs.computeIfPresent(library.algorithm(), (algorithm, codec) -> new AdvisedCodec(codec, advice));
    }

    private static String missing(NativeLibrary library) {
        return "%s %s: install it, or name its file with -D%s=FILE"
                .formatted(library.fileName(), library.gain(), library.property());
    }

    private static String joined(List<String> failures) {
        return failures.isEmpty() ? "" : String.join("; ", failures) + "; ";
    }

    private static String reason(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
}
