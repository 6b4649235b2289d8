package org.isopleth.disclosure.leak;

import org.isopleth.cohort.fact.Facts;

/// Attacks a hospital's messages of one study before they are released, for two readers. Immutable, thread-safe.
///
/// Start one with each study, and keep the one an assessment hands back when its message is released; a refused
/// message leaves the meter as it was. After a restart, assess the facts of the released messages again, in order.
/// The same facts give the same report.
public final class LeakMeter {
    /// What METHODS 2.13 asks of cells: none or at least 5.
    public static final int SMALLEST_CELL = 5;

    private final int patients;
    private final int smallestCell;
    private final ReaderKnowledge aggregates;
    private final ReaderKnowledge everyoneElse;

    private LeakMeter(int patients, int smallestCell, ReaderKnowledge aggregates, ReaderKnowledge everyoneElse) {
        this.patients = patients;
        this.smallestCell = smallestCell;
        this.aggregates = aggregates;
        this.everyoneElse = everyoneElse;
    }

    /// Before the first message of a study.
    ///
    /// @param patients this hospital's rows of the frozen table
    /// @param smallestCell the least number of patients a cell that is told may have, but 0; from 1
    /// @param seed draws the stand-ins for other hospitals' patients; the same one after a restart
    public static LeakMeter start(int patients, int smallestCell, long seed) {
        if (patients < 0 || smallestCell < 1) {
            throw new IllegalArgumentException("a meter needs a number of patients and a smallest cell");
        }
        return new LeakMeter(
                patients,
                smallestCell,
                new ReaderKnowledge(Population.of(Reader.AGGREGATES, patients, seed)),
                new ReaderKnowledge(Population.of(Reader.EVERYONE_ELSE, patients, seed)));
    }

    /// What would be known with one more message.
    ///
    /// @param aggregates to a reader of the aggregates; refuses at every release level
    /// @param everyoneElse to everyone else together; refuses where single contributions can be read, and is
    ///     shown to the officer otherwise
    /// @param released the meter to go on with if the message is released
    public record Assessment(LeakReport aggregates, LeakReport everyoneElse, LeakMeter released) {}

    /// Attacks a message together with all released before.
    ///
    /// @param allowance the time both readers' attacks may take; who reads the aggregates goes first
    public Assessment assess(Facts message, Allowance allowance) {
        if (message.patients() != patients) {
            throw new IllegalArgumentException("the message is about another table");
        }
        ReaderKnowledge sums = aggregates.after(message, smallestCell, allowance);
        ReaderKnowledge parts = everyoneElse.after(message, smallestCell, allowance);
        return new Assessment(
                sums.report(Reader.AGGREGATES),
                parts.report(Reader.EVERYONE_ELSE),
                new LeakMeter(patients, smallestCell, sums, parts));
    }
}
