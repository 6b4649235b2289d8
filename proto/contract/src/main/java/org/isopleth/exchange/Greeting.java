package org.isopleth.exchange;

/// Whether two programs that meet again remember the same exchange, as one of them sees it from how far
/// the other says it has received. Immutable, thread-safe.
///
/// Both sides keep what they sent until the other confirms it, so a number that went back, or one that
/// was never given, means that a backup was put back or state was deleted. Sending on would lose
/// messages in silence.
public sealed interface Greeting {

    /// Nothing is missing.
    record Agreed() implements Greeting {}

    /// The greeting side had confirmed more than it has now.
    ///
    /// @param messages how many it lost, at least 1
    record TheyLost(long messages) implements Greeting {}

    /// The greeting side has received more than this side remembers sending.
    ///
    /// @param messages how many this side lost, at least 1
    record WeLost(long messages) implements Greeting {}

    /// Compares.
    ///
    /// @param received the number up to which the greeting side says it has received; 0 for none
    /// @param acknowledged the highest number it ever confirmed to this side
    /// @param enqueued the highest number this side gave to a message for it
    static Greeting of(long received, long acknowledged, long enqueued) {
        if (received < acknowledged) {
            return new TheyLost(acknowledged - received);
        }
        return received > enqueued ? new WeLost(received - enqueued) : new Agreed();
    }
}
