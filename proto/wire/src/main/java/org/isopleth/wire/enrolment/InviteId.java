package org.isopleth.wire.enrolment;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/// The public name of an invite: not secret, but not guessable either, so that nobody can use up
/// another's five attempts. Immutable, thread-safe.
///
/// @param text 16 letters of base 32, 80 random bits
public record InviteId(String text) {
    private static final Pattern TEXT = Pattern.compile("[0-9A-HJKMNP-TV-Z]{16}");
    private static final int BYTES = 10;

    public InviteId {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("an invite's identifier has 16 letters and digits");
        }
    }

    /// A new one.
    public static InviteId random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new InviteId(Base32.encode(bytes));
    }

    /// What a person typed.
    ///
    /// @throws IllegalArgumentException when it cannot be one
    public static InviteId parse(String typed) {
        return new InviteId(Base32.canonical(typed));
    }

    @Override
    public String toString() {
        return text;
    }
}
