package org.isopleth.disclosure.leak;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.isopleth.disclosure.leak.Allowance.SpentException;

/// Which patients which attack recovered so far, and which attacks were cut short. Mutable, for one thread.
final class Findings {
    private final int own;
    private final Map<Attack, BitSet> found = new EnumMap<>(Attack.class);
    private final Set<Attack> unfinished = EnumSet.noneOf(Attack.class);

    Findings(int own) {
        this.own = own;
        for (Attack attack : Attack.values()) {
            found.put(attack, new BitSet());
        }
    }

    /// One try at an attack.
    @FunctionalInterface
    interface Try {
        void run() throws SpentException;
    }

    Findings copy() {
        Findings copy = new Findings(own);
        found.forEach(copy::add);
        copy.unfinished.addAll(unfinished);
        return copy;
    }

    /// This hospital's patients among `patients` are recovered.
    void add(Attack attack, BitSet patients) {
        found.computeIfPresent(attack, (_, all) -> {
            all.or(patients);
            all.clear(own, Math.max(own, all.length()));
            return all;
        });
    }

    /// Runs what serves these attacks; if the time is over first, none of them is finished.
    void attempt(Set<Attack> attacks, Try what) {
        try {
            what.run();
        } catch (SpentException e) {
            unfinished.addAll(attacks);
        }
    }

    /// What this attack would need is not kept.
    void leaveUnfinished(Attack attack) {
        unfinished.add(attack);
    }

    /// No attack can be finished: part of what was told is unknown.
    void leaveAllUnfinished() {
        unfinished.addAll(EnumSet.allOf(Attack.class));
    }

    LeakReport report(Reader reader, int crowded) {
        BitSet anyone = new BitSet();
        Map<Attack, LeakReport.Outcome> outcomes = new EnumMap<>(Attack.class);
        found.forEach((attack, patients) -> {
            anyone.or(patients);
            outcomes.put(
                    attack,
                    unfinished.contains(attack)
                            ? new LeakReport.Outcome.Unfinished(patients.cardinality())
                            : new LeakReport.Outcome.Finished(patients.cardinality()));
        });
        return new LeakReport(reader, own, anyone.cardinality(), outcomes, crowded);
    }
}
