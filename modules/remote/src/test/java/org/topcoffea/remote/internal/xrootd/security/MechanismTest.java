package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MechanismTest {
    private static final String KEY = "b853a51e2dafe2bdf754e5eb169a86bbb0eeace97a4af9e4da2f44faead86325";

    @TempDir
    private Path directory;

    private static Peer peer(boolean encrypted) {
        return new Peer("server.test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711), encrypted);
    }

    private static InetSocketAddress address(String text) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(text), 1094);
    }

    @Test
    void takesOffersApart() {
        assertEquals(
                List.of(new Offer("gsi", "v:10600,c:ssl,ca:1|2"), new Offer("unix", ""), new Offer("ztn", "0:4096:")),
                Offer.parse("&P=gsi,v:10600,c:ssl,ca:1|2&P=unix&P=ztn,0:4096:\0rest"));
        assertEquals(List.of(), Offer.parse(""));
    }

    @Test
    void writesAddressesAsServersDo() throws IOException {
        assertEquals("[::127.0.0.1]:1094", SharedSecretMechanism.address(address("127.0.0.1")));
        assertEquals("[::1]:1094", SharedSecretMechanism.address(address("::1")));
        assertEquals("[2001:db8::1:0:0:7]:1094", SharedSecretMechanism.address(address("2001:db8:0:0:1:0:0:7")));
        assertEquals("[fe80::]:1094", SharedSecretMechanism.address(address("fe80::")));
        assertEquals("[1:0:2:0:3:0:4:5]:1094", SharedSecretMechanism.address(address("1:0:2:0:3:0:4:5")));
    }

    @Test
    void takesTheNewestValidKey() {
        String text = """
            0 u:a g:b n:old N:1 c:100 e:0 f:0 k:00ff
            0 u:a g:b n:new N:2 c:300 e:2000 f:0 k:01ff
            0 u:a g:b n:gone N:3 c:400 e:900 f:0 k:02ff
            # something else
            0 u:a n:nokey N:4
            """;
        Keytab key = Keytab.newest(text, 1000).orElseThrow();
        assertEquals("new", key.name());
        assertEquals(2, key.number());
        assertArrayEquals(new byte[] {1, -1}, key.key());
        assertFalse(key.toString().contains("01ff"));
        assertEquals("old", Keytab.newest(text, 3000).orElseThrow().name());
    }

    @Test
    void encryptsWhatASharedSecretSays() throws Exception {
        Path keytab =
                Files.writeString(directory.resolve("keytab"), "0 u:site g:site n:site N:77 c:1 e:0 f:0 k:" + KEY);
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-------"));
        byte[] said = new SharedSecretMechanism(Optional.of(keytab), peer(false), "0.+13:/etc/keytab").begin();
        ByteBuffer header = ByteBuffer.wrap(said);
        assertEquals("sss", new String(said, 0, 3, US_ASCII));
        assertEquals(8, said[6]);
        assertEquals('0', said[7]);
        assertEquals(77, header.getLong(8));
        assertEquals("site\0\0\0\0", new String(said, 16, 8, US_ASCII));
        byte[] plain = decrypt(Arrays.copyOfRange(said, 24, said.length));
        CRC32 crc = new CRC32();
        crc.update(plain, 0, plain.length - 4);
        assertEquals((int) crc.getValue(), ByteBuffer.wrap(plain).getInt(plain.length - 4));
        String address = "[::127.0.0.1]:4711\0";
        assertEquals(0x20, plain[40]);
        assertEquals(address.length(), ByteBuffer.wrap(plain).getShort(41));
        assertEquals(address, new String(plain, 43, address.length(), US_ASCII));
        assertTrue(plain.length >= 128);
    }

    private static byte[] decrypt(byte[] secret) throws Exception {
        Cipher cipher = Cipher.getInstance("Blowfish/CFB64/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(KEY), "Blowfish"),
                new IvParameterSpec(new byte[8]));
        byte[] padded = Arrays.copyOf(secret, (secret.length + 7) & -8);
        return Arrays.copyOf(cipher.doFinal(padded), secret.length);
    }

    @Test
    void readsNoKeytabThatOthersCanRead() throws IOException {
        Path keytab = Files.writeString(directory.resolve("keytab"), "0 N:77 k:" + KEY);
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-r--r--"));
        SecurityFailure e = assertThrows(
                SecurityFailure.class,
                () -> new SharedSecretMechanism(Optional.of(keytab), peer(false), "0.13:").begin());
        assertTrue(e.getMessage().contains("chmod 600"), e.getMessage());
    }

    @Test
    void showsTokensOnlyEncrypted() throws SecurityFailure {
        byte[] said = new TokenMechanism(Optional.of("abc"), peer(true), "0:4096:").begin();
        assertArrayEquals(new byte[] {'z', 't', 'n', 0, 0, 'T', 0, 0, 0, 4, 'a', 'b', 'c', 0}, said);
        SecurityFailure plain = assertThrows(
                SecurityFailure.class, () -> new TokenMechanism(Optional.of("abc"), peer(false), "0:4096:").begin());
        assertFalse(plain.getMessage().contains("abc"));
        assertThrows(
                SecurityFailure.class, () -> new TokenMechanism(Optional.of("abcdef"), peer(true), "0:4:").begin());
        assertThrows(SecurityFailure.class, () -> new TokenMechanism(Optional.empty(), peer(true), "0:4096:").begin());
    }

    @Test
    void hashesNamesAsOpenSslDoes() {
        byte[] name = Base64.getDecoder()
                .decode("MF0xEzARBgoJkiaJk/IsZAEZFgNvcmcxGjAYBgoJkiaJk/IsZAEZFgpHcmlkICBUZXN0MRYwFAYDVQQKDA3DnG1sw6R1"
                        + "dCAgQ0EgMRIwEAYDVQQDDAlTb21lIENBIDI=");
        assertEquals("a557fffd", NameHash.current(new X500Principal(name)));
        assertEquals("04d981a7", NameHash.old(new X500Principal(name)));
    }

    @Test
    void sealsInBlocks() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        byte[] text = "a text that is longer than one block of this key, which has no more than 117 bytes for it "
                .repeat(5)
                .getBytes(UTF_8);
        byte[] sealed = RsaBlocks.seal(pair.getPrivate(), text);
        assertEquals(0, sealed.length % 128);
        assertArrayEquals(text, RsaBlocks.open(pair.getPublic(), sealed));
        sealed[5] ^= 1;
        assertThrows(SecurityFailure.class, () -> RsaBlocks.open(pair.getPublic(), sealed));
    }

    @Test
    void refusesToDelegate() {
        GsiMechanism mechanism =
                new GsiMechanism(Optional.empty(), peer(false), "v:10600,c:ssl,ca:1.0", new TrustNobody());
        byte[] request = new GsiMessage(2002).put(GsiMessage.MAIN, "x").encode();
        SecurityFailure e = assertThrows(SecurityFailure.class, () -> mechanism.next(request));
        assertTrue(e.getMessage().contains("refused"), e.getMessage());
    }

    @Test
    void refusesOldVersionsOfTheProtocol() {
        GsiMechanism mechanism =
                new GsiMechanism(Optional.empty(), peer(false), "v:10300,c:ssl,ca:1.0", new TrustNobody());
        assertTrue(assertThrows(SecurityFailure.class, mechanism::begin)
                .getMessage()
                .contains("10300"));
    }
}
