package org.topcoffea.root.internal.streamer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.FileHeader;
import org.topcoffea.root.internal.container.Key;

/** The layouts of classes that a file's streamer information describes, and those needed to read that. Immutable. */
public final class Layouts {
    private static final int ANY = -1;
    private static final Layouts BOOTSTRAP = bootstrap();

    private final Map<String, List<Layout>> byName = new HashMap<>();

    private Layouts() {}

    /**
     * Reads the streamer information of a file.
     *
     * @throws RootException if there is one and it is damaged
     */
    public static Layouts read(Container container) {
        Layouts layouts = new Layouts();
        FileHeader header = container.header();
        if (header.seekInfo() == 0 || header.infoBytes() == 0) {
            return layouts;
        }
        Key key = container.key(header.seekInfo());
        String where = container.name() + ": streamer information at offset " + header.seekInfo();
        byte[] payload = container.payload(key);
        BytesIn in = new BytesIn(payload, 0, payload.length, key.keyBytes(), where);
        for (Streamed info : new ObjectReader(in, BOOTSTRAP).object("TList").items()) {
            if (info != null && info.className().equals("TStreamerInfo")) {
                layouts.add(layout(info, where));
            }
        }
        return layouts;
    }

    private static Layout layout(Streamed info, String where) {
        Streamed list = info.object("fElements");
        if (list == null) {
            throw new RootException(
                    RootError.CORRUPT, where + ": class " + info.text("fName") + " has no list of members");
        }
        List<Element> elements = new ArrayList<>();
        for (Streamed element : list.items()) {
            if (element != null) {
                elements.add(new Element(
                        element.text("fName"),
                        element.text("fTitle"),
                        (int) element.number("fType"),
                        (int) element.number("fArrayLength"),
                        element.text("fTypeName"),
                        element.text("fCountName")));
            }
        }
        return new Layout(
                info.text("fName"), (int) info.number("fClassVersion"), (int) info.number("fCheckSum"), elements);
    }

    private void add(Layout layout) {
        byName.computeIfAbsent(layout.className(), name -> new ArrayList<>(1)).add(layout);
    }

    /**
     * Finds a layout.
     *
     * @param className the class
     * @param version its version in the data; 0 or less means that the checksum decides
     * @param checksum the checksum of the class, or 0
     */
    @Nullable
    Layout find(String className, int version, int checksum) {
        List<Layout> layouts = byName.get(className);
        if (layouts == null) {
            return null;
        }
        for (Layout layout : layouts) {
            if (layout.version() == ANY
                    || (checksum == 0 ? layout.version() == version : layout.checksum() == checksum)) {
                return layout;
            }
        }
        return null;
    }

    /** The C++ type of a member, by its place in the class, or empty if that is not known. */
    public String memberType(String className, int version, int member) {
        Element element = member(className, version, member);
        return element == null ? "" : element.typeName();
    }

    /** The comment of a member, by its place in the class, or empty if that is not known. */
    public String memberTitle(String className, int version, int member) {
        Element element = member(className, version, member);
        return element == null ? "" : element.title();
    }

    private @Nullable Element member(String className, int version, int member) {
        Layout layout = find(className, version, 0);
        if (layout == null || member < 0 || member >= layout.elements().size()) {
            return null;
        }
        return layout.elements().get(member);
    }

    private static Layouts bootstrap() {
        Layouts layouts = new Layouts();
        layouts.add(of("TStreamerInfo", "TNamed:67 fCheckSum:13 fClassVersion:3 fElements:64"));
        layouts.add(of(
                "TStreamerElement", "TNamed:67 fType:3 fSize:3 fArrayLength:3 fArrayDim:3 fMaxIndex:23 fTypeName:65"));
        layouts.add(of("TStreamerBase", "TStreamerElement:0 fBaseVersion:3"));
        layouts.add(of("TStreamerSTL", "TStreamerElement:0 fSTLtype:3 fCtype:3"));
        for (String name : List.of("TStreamerBasicPointer", "TStreamerLoop")) {
            layouts.add(of(name, "TStreamerElement:0 fCountVersion:3 fCountName:65 fCountClass:65"));
        }
        for (String name : List.of(
                "TStreamerBasicType",
                "TStreamerObject",
                "TStreamerObjectAny",
                "TStreamerObjectPointer",
                "TStreamerObjectAnyPointer",
                "TStreamerString",
                "TStreamerArtificial")) {
            layouts.add(of(name, "TStreamerElement:0"));
        }
        layouts.add(of("TStreamerSTLstring", "TStreamerSTL:0"));
        return layouts;
    }

    private static Layout of(String className, String members) {
        List<Element> elements = new ArrayList<>();
        for (String member : members.split(" ")) {
            int colon = member.indexOf(':');
            int type = Integer.parseInt(member.substring(colon + 1));
            elements.add(new Element(member.substring(0, colon), "", type, 5, "", ""));
        }
        return new Layout(className, ANY, 0, elements);
    }
}
