package org.isopleth.client;

import java.util.List;

/// A command cannot do what was asked, because of what it was given. Printed as
/// `isopleth: error: <place>: <what>; <what to do>`, one line for each problem; exit code 2.
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /// One problem.
    ///
    /// @param place where: a file with line and column, an option, an address
    /// @param problem what is wrong and what to do, in one line
    public CommandFailure(String place, String problem) {
        this(List.of(place + ": " + problem));
    }

    /// Several problems, each `<place>: <what>; <what to do>`.
    public CommandFailure(List<String> lines) {
        super("the command failed");
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a failure has a reason");
        }
        this.lines = lines.stream().map(CommandFailure::oneLine).toList();
    }

    /// The problems, one line each.
    public List<String> lines() {
        return lines;
    }

    @Override
    public String getMessage() {
        return String.join("\n", lines);
    }

    /// What a file or an argument holds may carry line breaks or a terminal's control codes.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
