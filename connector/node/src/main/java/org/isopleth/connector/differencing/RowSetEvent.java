package org.isopleth.connector.differencing;

import java.util.List;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.differencing.RowSet;
import org.isopleth.disclosure.differencing.Statistic.Reading;

/// Something that is remembered of what has left. Immutable, thread-safe.
sealed interface RowSetEvent {

    /// Patients of whom something leaves for the first time get the next numbers, in this order.
    ///
    /// @param keys of the patients, as [org.isopleth.connector.cohort.RowKeys] has them; at most [#MOST]
    record PatientsNumbered(List<Long> keys) implements RowSetEvent {
        /// What fits an event with room to spare.
        static final int MOST = 16_384;

        public PatientsNumbered {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > MOST) {
                throw new IllegalArgumentException("patients are numbered 1 to " + MOST + " at a time");
            }
        }
    }

    /// A set of patients no earlier output rests on; sets are numbered from 0.
    record SetKept(RowSet rows) implements RowSetEvent {}

    /// An output leaves.
    ///
    /// @param set number of the set of patients it rests on
    record StatisticReleased(Digest study, int analysis, Digest cohort, Set<String> variables, int set, Reading reading)
            implements RowSetEvent {
        public StatisticReleased {
            variables = Set.copyOf(variables);
        }
    }
}
