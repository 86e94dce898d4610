package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.credential.SecretFile;

/** Shows that this side knows a secret that it shares with the server (sss). */
public final class SharedSecretMechanism implements Mechanism {
    private static final long BEGIN_OF_TIME = 1_222_183_880L;
    private static final int RANDOM = 32;
    private static final int BLOCK = 8;

    private static final byte NAME = 0x01;
    private static final byte NOISE = 0x07;
    private static final byte HOST = 0x20;
    private static final int SHORTEST = 128;

    private final Optional<Path> file;
    private final Peer peer;
    private final String arguments;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes one.
     *
     * @param file where the keys are, if there is such a file
     * @param arguments cipher, life time and the server's file: {@code 0.+13:/etc/xrootd/sss.keytab}
     */
    public SharedSecretMechanism(Optional<Path> file, Peer peer, String arguments) {
        this.file = file;
        this.peer = peer;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return "sss";
    }

    @Override
    public byte[] begin() throws SecurityFailure {
        if (!arguments.startsWith("0.")) {
            throw new SecurityFailure("sss: the server wants a cipher that this program does not know");
        }
        Keytab key = key();
        byte[] header = header(key, arguments.startsWith("0.+"));
        byte[] secret = encrypt(key, identity());
        return ByteBuffer.allocate(header.length + secret.length)
                .put(header)
                .put(secret)
                .array();
    }

    private Keytab key() throws SecurityFailure {
        try {
            String text = file.flatMap(path -> SecretFile.read(path, "keytab"))
                    .orElseThrow(() -> new SecurityFailure(
                            "sss: you have no keytab: ask the site for one, and set XrdSecSSSKT to its path"));
            return Keytab.newest(text, System.currentTimeMillis() / 1000)
                    .orElseThrow(
                            () -> new SecurityFailure("sss: " + file.get() + " has no valid key: ask for a new one"));
        } catch (RemoteException e) {
            throw new SecurityFailure("sss: " + e.getMessage(), e);
        }
    }

    private static byte[] header(Keytab key, boolean named) {
        byte[] name = key.name().getBytes(UTF_8);
        int padded = named ? (name.length + BLOCK) & -BLOCK : 0;
        ByteBuffer out = ByteBuffer.allocate(16 + padded);
        out.put(new byte[] {'s', 's', 's', 0, 0, 0, (byte) padded, '0'}).putLong(key.number());
        if (named) {
            out.put(name);
        }
        return out.array();
    }

    /** Random bytes, the time, no options; then tagged texts: where we are, who we are, and noise up to a least length. */
    private byte[] identity() {
        ByteBuffer out = ByteBuffer.allocate(4096);
        byte[] noise = new byte[RANDOM];
        random.nextBytes(noise);
        out.put(noise)
                .putInt((int) (System.currentTimeMillis() / 1000 - BEGIN_OF_TIME))
                .putInt(0);
        put(out, HOST, (address(peer.local()) + "\0").getBytes(UTF_8));
        put(out, NAME, (System.getProperty("user.name", "nobody") + "\0").getBytes(UTF_8));
        byte[] filling = new byte[Math.max(1, SHORTEST - out.position())];
        random.nextBytes(filling);
        filling[0] |= 1;
        put(out, NOISE, filling);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void put(ByteBuffer out, byte tag, byte[] value) {
        out.put(tag).putShort((short) value.length).put(value);
    }

    /** Address and port as servers write them: IPv4 addresses as if they were IPv6, as ever. */
    static String address(InetSocketAddress local) {
        InetAddress address = local.getAddress();
        String text =
                address instanceof Inet6Address ? shortened(address.getAddress()) : "::" + address.getHostAddress();
        return "[" + text + "]:" + local.getPort();
    }

    /** The longest run of zeros is left out. */
    private static String shortened(byte[] address) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < address.length; i += 2) {
            int n = 0;
            while (i + 2 * n < address.length && address[i + 2 * n] == 0 && address[i + 2 * n + 1] == 0) {
                n++;
            }
            if (n > length) {
                best = i;
                length = n;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < address.length; i += 2) {
            if (i == best) {
                text.append("::");
                i += 2 * length - 2;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString((address[i] & 0xff) << 8 | address[i + 1] & 0xff));
            }
        }
        return text.toString();
    }

    /** Blowfish in 64-bit feedback, behind the text its checksum. */
    private static byte[] encrypt(Keytab key, byte[] text) throws SecurityFailure {
        CRC32 crc = new CRC32();
        crc.update(text);
        int length = text.length + 4;
        ByteBuffer plain = ByteBuffer.allocate((length + BLOCK - 1) & -BLOCK);
        plain.put(text).putInt((int) crc.getValue());
        try {
            Cipher cipher = Cipher.getInstance("Blowfish/CFB64/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.key(), "Blowfish"),
                    new IvParameterSpec(new byte[BLOCK]));
            return Arrays.copyOf(cipher.doFinal(plain.array()), length);
        } catch (GeneralSecurityException e) {
            throw new SecurityFailure("sss: " + key + " cannot be used: " + e.getMessage(), e);
        }
    }
}
