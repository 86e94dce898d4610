package org.topcoffea.remote.internal.xrootd.security;

/** Encrypts with the key that an authentication agreed upon. */
@FunctionalInterface
public interface Sealer {
    /** The bytes, encrypted. */
    byte[] seal(byte[] plain);
}
