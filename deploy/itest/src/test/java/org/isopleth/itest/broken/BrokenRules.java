package org.isopleth.itest.broken;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.isopleth.wire.v1.Envelope;

/// Each class breaks one architecture rule on purpose, so that a test can show that the rule fails.
/// Samples of rules about a package lie in a package of that name.
public final class BrokenRules {
    private BrokenRules() {}

    /// Reads a clock by a method reference, which a naive rule misses.
    public static final class ReadsAClock {
        private ReadsAClock() {}

        public static Supplier<Instant> time() {
            return Instant::now;
        }
    }

    /// Uses a generated type outside the wire.
    public static final class UsesAGeneratedType {
        private UsesAGeneratedType() {}

        public static Envelope generated() {
            return Envelope.newBuilder().setSequence(Clock.systemUTC().millis()).build();
        }
    }

    /// Prints where no command is.
    public static final class Prints {
        private Prints() {}

        public static void print() {
            System.out.println();
        }
    }

    /// Complains where no command is.
    public static final class Complains {
        private Complains() {}

        public static void complain() {
            System.err.println();
        }
    }

    /// Lets bytes choose the classes that are made of them.
    public static final class Deserialises {
        private Deserialises() {}

        public static Object read(InputStream in) throws IOException, ClassNotFoundException {
            return new ObjectInputStream(in).readObject();
        }
    }

    /// Lets a text choose a class.
    public static final class FindsByName {
        private FindsByName() {}

        public static Class<?> find(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }
    }

    /// Names that do not say what a thing is.
    public record StudyManager() {}

    /// As [StudyManager].
    public record StudyHelper() {}

    /// As [StudyManager].
    public record StudyUtil() {}

    /// As [StudyManager].
    public record StudyUtils() {}

    /// As [StudyManager].
    public record StudyImpl() {}

    /// As [StudyManager].
    public record StudyProcessor() {}
}
