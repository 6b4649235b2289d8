package org.isopleth.radiomics.main;

/// What a command's exit code says.
final class ExitCode {
    /// Done.
    static final int DONE = 0;

    /// Done in part: a case could not be measured, or a reference value was not met.
    static final int PARTLY = 1;

    /// The input is bad; standard error has one line for each problem.
    static final int BAD_INPUT = 2;

    /// A fault of the program (`EX_SOFTWARE` of BSD's sysexits.h).
    static final int FAULT = 70;

    private ExitCode() {}
}
