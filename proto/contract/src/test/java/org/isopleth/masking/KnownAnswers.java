package org.isopleth.masking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// One file of known answers, read as the words of the protocol.
record KnownAnswers(Json.Obj file, WordSize words) {

    static KnownAnswers read(String name, WordSize words) {
        try (InputStream in = KnownAnswers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the test resource masking/" + name + " is missing");
            }
            return new KnownAnswers(CanonicalJson.parse(in.readAllBytes()).asObject(), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Site(Json.Obj json) {
        SiteId id() {
            return new SiteId(json.text("id"));
        }

        AgreementKey sharing() {
            return new AgreementKey(hex(json, "cSK"), new CurvePoint(hex(json, "cPK")));
        }

        AgreementKey masking() {
            return new AgreementKey(hex(json, "sSK"), new CurvePoint(hex(json, "sPK")));
        }

        Bytes self() {
            return hex(json, "b");
        }

        PublicKeys keys() {
            return new PublicKeys(id(), sharing().point(), masking().point(), hex(json, "nonce"));
        }
    }

    List<Site> sites() {
        return file.list("sites").stream()
                .map(site -> new Site(site.asObject()))
                .toList();
    }

    MaskedRound round() {
        return new MaskedRound(file.text("federation"), file.text("study"), file.count("round"), file.count("attempt"));
    }

    Digest plan() {
        return new Digest(file.text("plan_hash"));
    }

    Digest model() {
        return new Digest(file.text("model_hash"));
    }

    KeySchedule keys() {
        return new KeySchedule(new Digest(file.text("ctx")));
    }

    /// The words of a list of numbers, written as numbers or as text.
    byte[] vector(List<Json> values) {
        byte[] vector = new byte[values.size() * words.bytes()];
        for (int i = 0; i < values.size(); i++) {
            BigInteger value = values.get(i) instanceof Json.Str(String text)
                    ? new BigInteger(text)
                    : BigInteger.valueOf(values.get(i).asInteger());
            for (int b = 0; b < words.bytes(); b++) {
                vector[i * words.bytes() + b] = value.shiftRight(8 * b).byteValue();
            }
        }
        return vector;
    }

    static Bytes hex(Json.Obj json, String name) {
        return new Bytes(HexFormat.of().parseHex(json.text(name)));
    }
}
