package org.isopleth.analysis;

/// A study asks an analysis for something it cannot do.
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /// @param option the option of the plan that is wrong, or empty when it is the whole plan
    /// @param message what is wrong and what to do, in one line
    public PlanException(String option, String message) {
        super(message);
        this.option = option;
    }

    /// The option of the plan that is wrong, or empty when it is the whole plan.
    public String option() {
        return option;
    }
}
