package org.topcoffea.wire.internal;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures and addresses in words. */
final class Causes {
    private Causes() {}

    /** One line. */
    static String of(@Nullable Throwable failure) {
        Throwable cause = innermost(failure);
        if (cause == null) {
            return "unknown";
        }
        if (cause instanceof NoSuchFileException) {
            return cause.getMessage() + " does not exist";
        }
        String message = cause.getMessage();
        if (cause instanceof FileSystemException || cause instanceof IOException && message != null) {
            return String.valueOf(message);
        }
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** {@code ip:port}, an IPv6 address in brackets. */
    static String address(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return String.valueOf(address);
        }
        String ip = inet.getAddress().getHostAddress();
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + inet.getPort();
    }

    static boolean isTls(Throwable failure) {
        return failure instanceof SSLException
                || failure instanceof DecoderException && failure.getCause() instanceof SSLException;
    }

    private static @Nullable Throwable innermost(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < 10 && cause != null && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause;
    }
}
