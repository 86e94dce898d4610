/** The container: file header, records with keys, directories and compressed payloads. */
package org.topcoffea.root.internal.container;
