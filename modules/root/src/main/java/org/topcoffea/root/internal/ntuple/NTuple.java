package org.topcoffea.root.internal.ntuple;

import java.util.List;
import java.util.function.Function;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.internal.column.ColumnTree;
import org.topcoffea.root.internal.column.Origin;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.container.Prefetched;

/** Opens n-tuples. */
public final class NTuple {
    private static final int HEADER = 1;
    private static final int FOOTER = 2;

    private NTuple() {}

    /**
     * Reads header and footer of an n-tuple; page lists are read when their entries are first needed.
     *
     * @param origin the file
     * @param anchor the payload of the key of class {@code ROOT::RNTuple}
     * @param path the name of the key with its directory
     * @return the n-tuple as a tree of columns
     * @throws org.topcoffea.root.RootException if it is damaged or needs a newer reader
     */
    public static ColumnTree open(Origin origin, byte[] anchor, String path) {
        ByteSource source = origin.source();
        String where = source.name() + ": n-tuple '" + path + "'";
        Anchor at = Anchor.parse(anchor, where);
        Blobs blobs = new Blobs(source, at.maxBlobBytes());
        Blobs envelopes = new Blobs(envelopes(source, at), at.maxBlobBytes());
        EnvelopeIn header = envelopes.envelope(
                HEADER, at.headerPosition(), at.headerStored(), at.headerLength(), where + ", header");
        Schema schema = new Schema();
        header.featureFlags();
        for (int i = 0; i < 3; i++) {
            header.string();
        }
        schema.add(header);
        EnvelopeIn footer = envelopes.envelope(
                FOOTER, at.footerPosition(), at.footerStored(), at.footerLength(), where + ", footer");
        footer.featureFlags();
        if (footer.i64() != header.checksum()) {
            throw footer.corrupt("belongs to another header: the file is damaged");
        }
        EnvelopeIn.Frame extension = footer.record();
        schema.add(footer);
        footer.leave(extension);
        schema.check(footer);
        Clusters clusters = new Clusters(blobs, footer, header.checksum(), where);
        return tree(origin, path, schema, blobs, clusters, where);
    }

    /** Header and footer from one request, where requests cost something. */
    private static ByteSource envelopes(ByteSource source, Anchor at) {
        return Prefetched.of(source, new long[] {at.headerPosition(), at.footerPosition()}, new long[] {
            at.headerStored(), at.footerStored()
        });
    }

    private static ColumnTree tree(
            Origin origin, String path, Schema schema, Blobs blobs, Clusters clusters, String where) {
        FieldTree fields = new FieldTree(schema);
        Foresight foresight = new Foresight(blobs, clusters);
        Storage storage = new Storage(blobs, clusters, where);
        Function<ReadContext, Session> sessions =
                context -> context.shared(clusters, Session.class, () -> new Session(blobs, clusters, where, context));
        List<NTupleColumn> columns = fields.layouts().stream()
                .map(layout -> new NTupleColumn(layout, sessions, storage, foresight))
                .toList();
        return new ColumnTree(origin, path, clusters.entries(), columns, fields.unsupported(), clusters::boundaries);
    }
}
