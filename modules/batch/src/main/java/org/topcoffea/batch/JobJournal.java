package org.topcoffea.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Which jobs a submitter has in its batch system, on disk before and after each step, so that the next submitter knows after
 * any crash. Lines of words; one that was not finished when the machine stopped is dropped.
 *
 * <pre>
 * topcoffea-jobs 1 BACKEND TAG
 * submitting COUNT
 * job ID
 * submitted
 * end ID WORD
 * </pre>
 */
final class JobJournal implements AutoCloseable {
    private static final String MAGIC = "topcoffea-jobs 1 ";
    private static final int TAG_BYTES = 8;

    private final Path file;
    private final FileChannel channel;
    private final TreeSet<JobId> active;
    private final String tag;
    private boolean interrupted;

    private JobJournal(Path file, FileChannel channel, String tag, TreeSet<JobId> active, boolean interrupted) {
        this.file = file;
        this.channel = channel;
        this.tag = tag;
        this.active = active;
        this.interrupted = interrupted;
    }

    /**
     * Opens the journal of a directory for a backend, or starts one. What is settled is left out from then on.
     *
     * @throws BatchException {@link BatchError#BAD_DIRECTORY} if it belongs to another backend and has jobs there, is
     *     damaged or cannot be written
     */
    static JobJournal open(Path file, String backend) {
        try {
            Content content = Files.exists(file) ? read(file) : new Content(backend, newTag());
            if (!content.backend.equals(backend)) {
                if (!content.active.isEmpty() || content.interrupted) {
                    throw new BatchException(
                            BatchError.BAD_DIRECTORY,
                            file + " still has " + content.active.size() + " jobs of batch system '" + content.backend
                                    + "': remove them first, or name another directory");
                }
                content = new Content(backend, newTag());
            }
            JobFiles.write(file, content.text(), false);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            channel.force(true);
            return new JobJournal(file, channel, content.tag, content.active, content.interrupted);
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The backend that a journal was written for. */
    static String backend(Path file) {
        try {
            return read(file).backend;
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String tag() {
        return tag;
    }

    /** Jobs that were submitted and whose end is not known. */
    List<JobId> active() {
        return List.copyOf(active);
    }

    /** Whether a submission was begun whose outcome was never written. */
    boolean interrupted() {
        return interrupted;
    }

    void submitting(int count) {
        interrupted = true;
        append("submitting " + count + "\n");
    }

    void submitted(Collection<JobId> jobs) {
        StringBuilder text = new StringBuilder();
        jobs.forEach(id -> text.append("job ").append(id).append('\n'));
        append(text.append("submitted\n").toString());
        active.addAll(jobs);
        interrupted = false;
    }

    void found(JobId job) {
        append("job " + job + "\n");
        active.add(job);
    }

    void ended(JobId job, JobState state) {
        if (active.remove(job)) {
            append("end " + job + " " + state.word() + "\n");
        }
    }

    private void append(String lines) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new BatchException(
                    BatchError.BAD_DIRECTORY,
                    file + " cannot be written (" + e.getMessage() + "): no job is submitted that would be forgotten",
                    e);
        }
    }

    private static String newTag() {
        byte[] bytes = new byte[TAG_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Content read(Path file) throws IOException {
        String text = Files.readString(file);
        int whole = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, whole).lines().toList();
        String[] head = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ");
        if (head.length != 4 || !lines.getFirst().startsWith(MAGIC)) {
            throw damaged(file, 1);
        }
        Content content = new Content(head[2], head[3]);
        for (int i = 1; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ");
            switch (words[0]) {
                case "submitting" -> content.interrupted = true;
                case "submitted" -> content.interrupted = false;
                case "job" -> content.active.add(id(words, file, i + 1));
                case "end" -> content.active.remove(id(words, file, i + 1));
                default -> throw damaged(file, i + 1);
            }
        }
        return content;
    }

    private static JobId id(String[] words, Path file, int line) {
        if (words.length < 2) {
            throw damaged(file, line);
        }
        return new JobId(words[1]);
    }

    private static BatchException damaged(Path file, int line) {
        return new BatchException(
                BatchError.BAD_DIRECTORY,
                file + ":" + line
                        + " is not a line of a journal of jobs: look for left-over jobs yourself, then remove it");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, file + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static final class Content {
        private final String backend;
        private final String tag;
        private final TreeSet<JobId> active = new TreeSet<>();
        private boolean interrupted;

        Content(String backend, String tag) {
            this.backend = backend;
            this.tag = tag;
        }

        String text() {
            StringBuilder text = new StringBuilder(MAGIC + backend + " " + tag + "\n");
            active.forEach(id -> text.append("job ").append(id).append('\n'));
            return text.append(interrupted ? "submitting 0\n" : "").toString();
        }
    }
}
