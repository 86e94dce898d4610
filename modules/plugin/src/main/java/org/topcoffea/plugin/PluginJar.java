package org.topcoffea.plugin;

import java.nio.file.Path;

/**
 * One jar of a plugin.
 *
 * @param path where it lies
 * @param module the name of its module
 * @param version the version of its module, or empty when none was recorded
 * @param sha256 the SHA-256 of the file, in lower-case hexadecimal
 */
public record PluginJar(Path path, String module, String version, String sha256) {}
