package org.isopleth.masking;

/// The steps of one attempt at a masked round, in order; each is a question of the coordinator and an
/// answer of a site.
public enum Step {
    /// Terms go out, fresh public keys come back.
    PROPOSE("R0"),
    /// The roster of keys goes out, sealed shares of each site's secrets come back.
    SHARE("R1"),
    /// Sealed shares go out, masked vectors come back.
    MASK("R2"),
    /// The survivors go out, each one's signature under them comes back.
    AGREE("R3"),
    /// The signatures go out, the shares that open the sum's masks come back.
    UNMASK("R4"),
    /// The sum's digest goes out.
    RESULT("R5"),
    /// Either side stops the attempt.
    STOP("stop");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    /// As it is signed and written.
    public String word() {
        return word;
    }

    /// Reads the word.
    ///
    /// @throws IllegalArgumentException when it is none
    static Step parse(String word) {
        for (Step step : values()) {
            if (step.word.equals(word)) {
                return step;
            }
        }
        throw new IllegalArgumentException("not a step of a masked round");
    }

    /// Whether messages of the coordinator at this step are bound to the roster; before it is known they
    /// are bound to the terms alone.
    boolean knowsRoster() {
        return this != PROPOSE && this != SHARE && this != STOP;
    }
}
