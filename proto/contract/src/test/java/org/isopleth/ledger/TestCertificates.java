package org.isopleth.ledger;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A consortium on paper for tests: a root, an issuing authority and one owner, P-256 and X.509 v3,
/// with DER written by hand because the JDK makes no certificates.
public final class TestCertificates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final KeyPair root;
    private final KeyPair issuing;
    private final KeyPair owner = keyPair();
    private final List<byte[]> chain;

    /// @param uri the owner's subject alternative name
    public TestCertificates(String uri) {
        this(uri, START);
    }

    /// @param ownerFrom from when the owner's certificate is valid; the authorities' are for ten years
    ///     from January 2026
    public TestCertificates(String uri, LocalDateTime ownerFrom) {
        this.root = keyPair();
        this.issuing = keyPair();
        byte[] authority = extensions(
                extension("551d13", true, sequence(tagged(0x01, new byte[] {-1}))),
                extension("551d0f", true, HexFormat.of().parseHex("03020204")));
        chain = List.of(
                certificate("owner", owner, ownerFrom, "issuing", issuing, member(uri)),
                certificate("issuing", issuing, START, "root", root, authority),
                certificate("root", root, START, "root", root, authority));
    }

    private TestCertificates(TestCertificates consortium, String uri) {
        this.root = consortium.root;
        this.issuing = consortium.issuing;
        byte[] leaf = certificate("owner", owner, START, "issuing", issuing, member(uri));
        chain = List.of(leaf, consortium.chain.get(1), consortium.chain.get(2));
    }

    /// Another owner of the same consortium.
    public TestCertificates another(String uri) {
        return new TestCertificates(this, uri);
    }

    private static byte[] member(String uri) {
        return extensions(
                extension("551d0f", true, HexFormat.of().parseHex("03020780")),
                extension("551d11", false, sequence(tagged(0x86, uri.getBytes(StandardCharsets.US_ASCII)))));
    }

    /// Owner, issuing authority, root.
    public List<byte[]> chain() {
        return chain;
    }

    /// Signs as the owner does, see [KeyCertification.Certifier].
    public byte[] sign(String label, byte[] document) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        return sign(owner, concatenated(new byte[] {(byte) text.length}, text, document));
    }

    /// The certification of `key` as this owner's.
    public KeyCertification certify(String name, VerifierKey key) {
        return KeyCertification.make(name, key, chain, this::sign);
    }

    private static byte[] certificate(
            String subject, KeyPair key, LocalDateTime from, String issuer, KeyPair issuerKey, byte[] extensions) {
        byte[] body = sequence(
                tagged(0xa0, integer(2)),
                integer(subject.length()),
                ECDSA_SHA256,
                name(issuer),
                sequence(time(from), time(from.plusYears(10))),
                name(subject),
                key.getPublic().getEncoded(),
                extensions);
        return sequence(body, ECDSA_SHA256, bits(sign(issuerKey, body)));
    }

    private static byte[] name(String commonName) {
        byte[] text = tagged(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        byte[] attribute = sequence(HexFormat.of().parseHex("0603550403"), text);
        return sequence(tagged(0x31, attribute));
    }

    private static byte[] time(LocalDateTime time) {
        return tagged(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extensions(byte[]... extensions) {
        return tagged(0xa3, sequence(extensions));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        byte[] id = tagged(0x06, HexFormat.of().parseHex(oid));
        byte[] flag = critical ? tagged(0x01, new byte[] {-1}) : new byte[0];
        return sequence(id, flag, tagged(0x04, value));
    }

    private static byte[] bits(byte[] content) {
        return tagged(0x03, concatenated(new byte[] {0}, content));
    }

    private static byte[] integer(int value) {
        return tagged(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, concatenated(parts));
    }

    private static byte[] tagged(int tag, byte[] content) {
        byte[] length = content.length < 128
                ? new byte[] {(byte) content.length}
                : content.length < 256
                        ? new byte[] {(byte) 0x81, (byte) content.length}
                        : new byte[] {(byte) 0x82, (byte) (content.length >>> 8), (byte) content.length};
        return concatenated(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(KeyPair key, byte[] message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(key.getPrivate());
            ecdsa.update(message);
            return ecdsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
