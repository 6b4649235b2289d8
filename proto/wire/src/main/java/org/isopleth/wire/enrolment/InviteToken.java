package org.isopleth.wire.enrolment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Digest;

/// The secret half of an invite: 160 random bits, used once, told by another way than the rest. It is
/// never sent and never printed but by [#text()]. Immutable, thread-safe.
public final class InviteToken {
    private static final int BYTES = 20;
    private static final int LETTERS = 32;
    /// 15 bits of SHA-256, so that all but one typing error in 32768 is found before it costs an attempt.
    private static final int CHECK_LETTERS = 3;

    private static final int GROUP = 5;
    private static final String LABEL = "isopleth/enrolment/v1";

    private final byte[] secret;

    private InviteToken(byte[] secret) {
        this.secret = secret;
    }

    /// A new one.
    public static InviteToken random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new InviteToken(secret);
    }

    /// What a person typed: either case, hyphens and spaces as they like.
    ///
    /// @throws IllegalArgumentException when there is a typing error; the message does not repeat it
    public static InviteToken parse(String typed) {
        String letters = Base32.canonical(typed.strip());
        if (letters.length() != LETTERS + CHECK_LETTERS) {
            throw new IllegalArgumentException("a token has 35 letters and digits, this has " + letters.length());
        }
        byte[] secret = Base32.decode(letters.substring(0, LETTERS));
        if (!letters.endsWith(check(secret))) {
            throw new IllegalArgumentException("the token has a typing error");
        }
        return new InviteToken(secret);
    }

    /// Seven groups of five letters; the last three letters check the others.
    public String text() {
        String letters = Base32.encode(secret) + check(secret);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length(); i += GROUP) {
            text.append(i == 0 ? "" : "-").append(letters, i, i + GROUP);
        }
        return text.toString();
    }

    /// HMAC-SHA256 (RFC 2104) over the label, the invite's identifier and both requests, each preceded
    /// by its length in four bytes, so that no byte can change from one field to another.
    public byte[] proof(InviteId invite, byte[] tlsRequest, byte[] signingRequest) {
        List<byte[]> fields = List.of(
                LABEL.getBytes(StandardCharsets.US_ASCII),
                invite.text().getBytes(StandardCharsets.US_ASCII),
                tlsRequest,
                signingRequest);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            for (byte[] field : fields) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
                mac.update(field);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /// Whether the request was made with this token; takes the same time for every wrong proof.
    public boolean proves(EnrolmentRequest request) {
        byte[] expected = proof(request.invite(), request.tlsRequest(), request.signingRequest());
        return MessageDigest.isEqual(expected, request.proof());
    }

    private static String check(byte[] secret) {
        return Base32.encode(Arrays.copyOf(Digest.of(secret).bytes(), GROUP)).substring(0, CHECK_LETTERS);
    }

    @Override
    public String toString() {
        return "InviteToken[hidden]";
    }
}
