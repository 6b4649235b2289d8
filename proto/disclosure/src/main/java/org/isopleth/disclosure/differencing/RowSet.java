package org.isopleth.disclosure.differencing;

import java.util.BitSet;

/// A set of a hospital's patients, as numbers from 0 that mean nothing elsewhere; one bit for each patient the
/// hospital has numbered. Never leaves the hospital. Immutable, thread-safe.
public final class RowSet {
    private final BitSet rows;
    private final int hash;

    private RowSet(BitSet rows) {
        this.rows = rows;
        this.hash = rows.hashCode();
    }

    /// The patients of these numbers.
    public static RowSet of(int... numbers) {
        BitSet rows = new BitSet();
        for (int number : numbers) {
            rows.set(number);
        }
        return new RowSet(rows);
    }

    /// Reads [#bytes] back.
    public static RowSet read(byte[] bytes) {
        return new RowSet(BitSet.valueOf(bytes));
    }

    /// Little-endian, one bit for each number up to the largest.
    public byte[] bytes() {
        return rows.toByteArray();
    }

    /// How many patients there are.
    public int size() {
        return rows.cardinality();
    }

    /// Whether some patient is in both.
    public boolean meets(RowSet other) {
        return rows.intersects(other.rows);
    }

    /// How many patients are in one of the two and not in the other.
    public int difference(RowSet other) {
        BitSet either = (BitSet) rows.clone();
        either.xor(other.rows);
        return either.cardinality();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowSet set && set.hash == hash && set.rows.equals(rows);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// Only the kind: who is in it must not reach a log.
    @Override
    public String toString() {
        return "RowSet";
    }
}
