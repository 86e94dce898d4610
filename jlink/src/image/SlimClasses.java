import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * Leaves out what only a debugger reads (names and ranges of local variables, a tenth of every class) and keeps the line
 * numbers of stack traces; jlink's own option drops both. Classes older than Java 6 (picocli's) get stack maps: the
 * start-up cache takes no others.
 */
final class SlimClasses implements Plugin {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;

    /** Writes every method again, instruction by instruction; a mere copy would take the old attributes along. */
    private static final ClassTransform REWRITE = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);

    private final List<String> left;
    private final List<String> kept;

    /** @param lines prefixes of what is left out, and after a + what is kept all the same */
    SlimClasses(List<String> lines) {
        this.left = lines.stream().filter(line -> !line.startsWith("+")).toList();
        this.kept = lines.stream()
                .filter(line -> line.startsWith("+"))
                .map(line -> line.substring(1))
                .toList();
    }

    private boolean isNeedless(String path) {
        return left.stream().anyMatch(path::startsWith)
                && kept.stream().noneMatch(keep -> path.startsWith(keep) || path.endsWith(keep));
    }

    @Override
    public String getName() {
        return "slim-classes";
    }

    @Override
    public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
        Map<String, ResourcePoolEntry> classes = new HashMap<>();
        in.entries().filter(SlimClasses::isClass).forEach(entry -> classes.put(className(entry), entry));
        ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(type -> {
            String descriptor = type.descriptorString();
            ResourcePoolEntry entry = classes.get(descriptor.substring(1, descriptor.length() - 1));
            return entry == null ? null : entry.content();
        });
        ClassFile files = ClassFile.of(
                ClassFile.DebugElementsOption.DROP_DEBUG,
                ClassFile.ClassHierarchyResolverOption.of(hierarchy.cached()));
        Set<ResourcePoolEntry> needless = needless(in);
        in.transformAndCopy(
                entry -> needless.contains(entry) ? null : isClass(entry) ? slim(files, entry) : entry, out);
        return out.build();
    }

    /** Everything that is left out, but for the smallest class of a package of which nothing else would be left. */
    private Set<ResourcePoolEntry> needless(ResourcePool in) {
        Map<String, List<ResourcePoolEntry>> packages = in.entries()
                .sorted(Comparator.comparingInt((ResourcePoolEntry entry) -> isClass(entry) ? 0 : 1)
                        .thenComparingLong(ResourcePoolEntry::contentLength)
                        .thenComparing(ResourcePoolEntry::path))
                .collect(Collectors.groupingBy(
                        entry -> entry.path().substring(0, entry.path().lastIndexOf('/'))));
        return packages.values().stream()
                .flatMap(entries -> {
                    boolean empty = entries.stream().allMatch(entry -> isNeedless(entry.path()));
                    return entries.stream().skip(empty ? 1 : 0).filter(entry -> isNeedless(entry.path()));
                })
                .collect(Collectors.toSet());
    }

    private static boolean isClass(ResourcePoolEntry entry) {
        return entry.path().endsWith(".class") && !entry.path().endsWith("module-info.class");
    }

    /** {@code java/lang/String} from {@code /java.base/java/lang/String.class}. */
    private static String className(ResourcePoolEntry entry) {
        String path = entry.path();
        return path.substring(path.indexOf('/', 1) + 1, path.length() - ".class".length());
    }

    private static ResourcePoolEntry slim(ClassFile files, ResourcePoolEntry entry) {
        ClassModel model = files.parse(entry.contentBytes());
        ClassTransform transform = model.majorVersion() >= JAVA_6
                ? REWRITE
                : REWRITE.andThen(ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8, 0)));
        return entry.copyWithContent(files.transformClass(model, transform));
    }
}
