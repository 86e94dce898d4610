package org.topcoffea.wire.internal;

import org.topcoffea.wire.WorkerMessage;

/** Messages of workers as lines, without the line break, both ways. */
public final class WorkerLines {
    private WorkerLines() {}

    /** The line of a message. */
    public static String of(WorkerMessage message) {
        return switch (message) {
            case WorkerMessage.Introduction m ->
                "workqueue " + m.protocol() + " " + Names.word(m.host()) + " " + Names.word(m.system()) + " "
                        + Names.word(m.architecture()) + " " + Names.word(m.version());
            case WorkerMessage.Info m -> "info " + Names.word(m.field()) + " " + Names.rest(m.value());
            case WorkerMessage.Feature m -> "feature " + Names.word(UrlName.encode(m.name()));
            case WorkerMessage.Alive m -> "alive";
            case WorkerMessage.Resource m ->
                "resource " + Names.word(m.name()) + " " + m.total() + " " + m.smallest() + " " + m.largest();
            case WorkerMessage.ResourceTag m -> "resource tag " + m.lastTask();
            case WorkerMessage.AvailableResults m -> "available_results";
            case WorkerMessage.Result m ->
                "result " + m.status() + " " + m.exitCode() + " " + m.length() + " " + m.micros() + " " + m.task();
            case WorkerMessage.Update m ->
                "update " + m.task() + " " + Names.rest(m.path()) + " " + m.offset() + " " + m.length();
            case WorkerMessage.End m -> "end";
            case WorkerMessage.Directory m -> "dir " + Names.rest(m.name()) + " 0";
            case WorkerMessage.File m -> "file " + Names.rest(m.name()) + " " + m.length();
            case WorkerMessage.Missing m -> "missing " + Names.rest(m.name()) + " " + m.errno();
            case WorkerMessage.CacheUpdate m ->
                "cache-update " + Names.word(m.cacheName()) + " " + m.size() + " " + m.micros();
            case WorkerMessage.CacheInvalid m -> "cache-invalid " + Names.word(m.cacheName()) + " " + m.length();
        };
    }

    /** The message of a line. Names of files are taken as they come: check them before use. */
    public static WorkerMessage parse(String line) throws Fault {
        Fields fields = new Fields(line);
        String keyword = fields.word();
        return switch (keyword) {
            case "workqueue" -> introduction(fields);
            case "info" -> info(fields, line);
            case "tlq" -> new WorkerMessage.Info("tlq", fields.word());
            case "feature" -> new WorkerMessage.Feature(fields.name());
            case "alive" -> new WorkerMessage.Alive();
            case "resource" -> resource(fields);
            case "available_results" -> new WorkerMessage.AvailableResults();
            case "result" ->
                new WorkerMessage.Result(
                        fields.small(), fields.small(), fields.size(), fields.number(), fields.number());
            case "update" -> update(fields);
            case "end" -> new WorkerMessage.End();
            case "dir" -> new WorkerMessage.Directory(fields.nameAndNumber().name());
            case "file" -> {
                Fields.NameAndNumber file = fields.nameAndNumber();
                yield new WorkerMessage.File(file.name(), fields.size(file));
            }
            case "missing" -> {
                Fields.NameAndNumber missing = fields.nameAndNumber();
                yield new WorkerMessage.Missing(missing.name(), (int) missing.number());
            }
            case "cache-update" -> new WorkerMessage.CacheUpdate(fields.word(), fields.size(), fields.number());
            case "cache-invalid" -> new WorkerMessage.CacheInvalid(fields.word(), fields.size());
            default -> throw Fault.protocol("'" + Texts.shortened(line) + "' is no message of a worker");
        };
    }

    private static WorkerMessage introduction(Fields fields) throws Fault {
        return new WorkerMessage.Introduction(
                fields.small(), fields.word(), fields.word(), fields.word(), fields.word());
    }

    private static WorkerMessage info(Fields fields, String line) throws Fault {
        String field = fields.word();
        String value = fields.rest();
        if (value.isEmpty()) {
            throw Fault.protocol("a value is missing in '" + Texts.shortened(line) + "'");
        }
        return new WorkerMessage.Info(field, value);
    }

    private static WorkerMessage resource(Fields fields) throws Fault {
        String name = fields.word();
        long first = fields.number();
        return name.equals("tag")
                ? new WorkerMessage.ResourceTag(first)
                : new WorkerMessage.Resource(name, first, fields.number(), fields.number());
    }

    private static WorkerMessage update(Fields fields) throws Fault {
        long task = fields.number();
        Fields.NameAndNumber length = fields.nameAndNumber();
        int space = length.name().lastIndexOf(' ');
        if (space < 1) {
            throw Fault.protocol("a field is missing in an update of task " + task);
        }
        Fields offset = new Fields(length.name().substring(space + 1));
        return new WorkerMessage.Update(task, length.name().substring(0, space), offset.size(), fields.size(length));
    }
}
