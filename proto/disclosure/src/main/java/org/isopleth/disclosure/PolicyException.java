package org.isopleth.disclosure;

/// A site policy sets a limit that is looser than the floor, or no limit at all.
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    PolicyException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /// The setting that is wrong, as a policy file spells it: `minimum-rows`.
    public String setting() {
        return setting;
    }
}
