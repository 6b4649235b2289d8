package org.isopleth.disclosure;

import java.math.BigDecimal;

/// A site policy sets a limit that is looser than its profile, or no limit at all.
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    private PolicyException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /// The setting that is wrong, as a policy file spells it: `minimum-rows`.
    public String setting() {
        return setting;
    }

    static void requireAtLeast(Profile profile, double floor, String setting, double value) {
        if (!(value >= floor) || !Double.isFinite(value)) {
            throw new PolicyException(setting, setting + " must be at least " + plain(floor) + floorOf(profile));
        }
    }

    static void requireAtMost(Profile profile, double floor, String setting, double value) {
        if (!(value > 0 && value <= floor)) {
            throw new PolicyException(
                    setting, setting + " must be above 0 and at most " + plain(floor) + floorOf(profile));
        }
    }

    private static String floorOf(Profile profile) {
        return " in profile " + profile.word() + ": a policy can only tighten the floor";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
