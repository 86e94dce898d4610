package org.topcoffea.wire.internal;

import java.util.Locale;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WireError;

/** Messages of managers as lines, without the line break, both ways; tasks have their own {@link TaskText}. */
public final class ManagerLines {
    private ManagerLines() {}

    /** The line of a message other than a task. */
    public static String of(ManagerMessage message) {
        return switch (message) {
            case ManagerMessage.Task m ->
                throw new AnalysisException(WireError.BAD_VALUE, "task " + m.id() + " has more than one line");
            case ManagerMessage.Put m -> "put " + cached(m.cacheName()) + " " + m.length() + " " + mode(m.mode());
            case ManagerMessage.Directory m -> "dir " + cached(m.cacheName());
            case ManagerMessage.PutUrl m ->
                "puturl " + cached(m.url()) + " " + cached(m.cacheName()) + " " + m.size() + " " + mode(m.mode());
            case ManagerMessage.PutCommand m ->
                "putcmd " + cached(m.command()) + " " + cached(m.cacheName()) + " " + m.size() + " " + mode(m.mode());
            case ManagerMessage.Unlink m -> "unlink " + cached(m.cacheName());
            case ManagerMessage.Get m -> "get " + cached(m.cacheName()) + (m.recursive() ? " 1" : " 0");
            case ManagerMessage.Kill m -> "kill " + m.task();
            case ManagerMessage.SendResults m -> "send_results " + m.count();
            case ManagerMessage.Check m -> "check";
            case ManagerMessage.Release m -> "release";
            case ManagerMessage.Exit m -> "exit";
            case ManagerMessage.InvalidateFile m -> "invalidate-file " + cached(m.cacheName());
        };
    }

    /** A URL for a worker of protocol 9, which takes it as a body. */
    static String url9(ManagerMessage.PutUrl message, int length) {
        return "url " + cached(message.cacheName()) + " " + length + " " + mode(message.mode()) + " 1";
    }

    /** The message of a line; empty for one that old managers may send and that means nothing. */
    static java.util.Optional<ManagerMessage> parse(String line) throws Fault {
        Fields fields = new Fields(line);
        String keyword = fields.word();
        return java.util.Optional.ofNullable(
                switch (keyword) {
                    case "put" ->
                        new ManagerMessage.Put(Names.component(fields.name()), fields.size(), octal(fields.word()));
                    case "dir" -> new ManagerMessage.Directory(Names.component(fields.name()));
                    case "puturl" ->
                        new ManagerMessage.PutUrl(
                                fields.name(), Names.component(fields.name()), fields.size(), octal(fields.word()));
                    case "putcmd" ->
                        new ManagerMessage.PutCommand(
                                fields.name(), Names.component(fields.name()), fields.size(), octal(fields.word()));
                    case "unlink" -> new ManagerMessage.Unlink(Names.component(fields.name()));
                    case "get" -> new ManagerMessage.Get(Names.component(fields.name()), fields.number() != 0);
                    case "kill" -> new ManagerMessage.Kill(fields.number());
                    case "send_results" -> new ManagerMessage.SendResults(fields.number());
                    case "check" -> new ManagerMessage.Check();
                    case "release" -> new ManagerMessage.Release();
                    case "exit" -> new ManagerMessage.Exit();
                    case "invalidate-file" -> new ManagerMessage.InvalidateFile(fields.name());
                    case "tlq" -> null;
                    default -> throw Fault.protocol("'" + Texts.shortened(line) + "' is no message of a manager");
                });
    }

    static int octal(String mode) throws Fault {
        try {
            return Integer.parseInt(mode, 8) & 0777;
        } catch (NumberFormatException e) {
            throw Fault.protocol("'" + Texts.shortened(mode) + "' are no permissions");
        }
    }

    private static String cached(String name) {
        return Names.word(UrlName.encode(name));
    }

    static String mode(int mode) {
        return String.format(Locale.ROOT, "0%o", mode & 0777);
    }
}
