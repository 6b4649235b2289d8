package org.isopleth.client;

/// What a command's exit code says; the same for every command.
public final class ExitCode {
    /// Done.
    public static final int DONE = 0;
    /// The input is bad; standard error has one line for each problem.
    public static final int BAD_INPUT = 2;
    /// A fault of the program (`EX_SOFTWARE` of BSD's sysexits.h).
    public static final int FAULT = 70;

    private ExitCode() {}
}
