package org.isopleth.exchange;

/// What to do with a numbered message that arrives, given what was received before.
public enum Arrival {
    /// It is the next one: apply it, then acknowledge.
    NEXT,
    /// It took effect before: acknowledge again, do nothing.
    DUPLICATE,
    /// One before it is missing: drop the connection and resume.
    GAP;

    /// Decides.
    ///
    /// @param receivedUpTo the highest number whose effect is stored; 0 for none
    /// @param sequence the arriving message's number, from 1
    public static Arrival of(long receivedUpTo, long sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException("messages are numbered from 1");
        }
        if (sequence <= receivedUpTo) {
            return DUPLICATE;
        }
        return sequence == receivedUpTo + 1 ? NEXT : GAP;
    }
}
