package org.isopleth.connector.semantic;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.isopleth.connector.secret.SiteSecret;

/// Turns a hospital's patient key into a name that only this site can find again: the first 128 bits
/// of HMAC-SHA256 under a secret of the site. The same key always has the same name here, so a
/// patient's rows of several tables meet; the hospital's own key is not stored. Immutable,
/// thread-safe.
public final class PatientPseudonyms {
    private static final int HEX_DIGITS = 32;

    private final SecretKey key;

    public PatientPseudonyms(SiteSecret secret) {
        this.key = secret.key("isopleth patient pseudonym 1", "HmacSHA256");
    }

    /// 32 lower-case hexadecimal digits.
    public String of(String patient) {
        return name("patient", patient);
    }

    /// The name of a DICOM unique identifier, which could be looked up in the hospital's archive: 32
    /// lower-case hexadecimal digits.
    public String ofUid(String uid) {
        return name("uid", uid);
    }

    /// By how many days a patient's dates are moved here, 0 to 65,535: days apart stay so, but no date can be
    /// read from them.
    public int dayShift(String patient) {
        return Integer.parseInt(name("days", patient).substring(0, 4), 16);
    }

    /// Tells two secrets apart without telling either.
    String check() {
        return name("check", "");
    }

    private String name(String kind, String text) {
        byte[] message = (kind + "\u0000" + text).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(SiteSecret.hmac(key, message)).substring(0, HEX_DIGITS);
    }
}
