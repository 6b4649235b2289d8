package org.isopleth.itest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Halts the program it is an agent of at one commit to its store, as a power failure would: at an odd one just
/// before the database is told to commit, at an even one when the commit is durable and nobody has heard of it yet.
///
/// The commit is named by a file that a test puts down while the program runs: its number, counted from then on.
/// The programs know nothing of this; the calls are put around `database.commit` as `Writer` is loaded. Commits
/// have their turns, so one counter is enough.
public final class HaltAtCommit {
    /// What a process that was killed by signal 9 exits with.
    static final int EXIT = 137;

    private static final int BROKEN = 3;
    private static final String WRITER = "org/isopleth/store/Writer";
    private static final String DATABASE = "org/isopleth/store/Database";
    private static final String COMMIT = "commit";
    private static final ClassDesc SELF = ClassDesc.of(HaltAtCommit.class.getName());

    private static final AtomicInteger SEEN = new AtomicInteger();
    private static volatile int last;

    @SuppressWarnings("NullAway.Init") // Set before the program starts.
    private static volatile Path order;

    private HaltAtCommit() {}

    /// The option of Java that makes this the agent of a program that has the tests on its class path.
    ///
    /// @param order the file that will name the commit; the agent's jar, nothing but a manifest, is made beside it
    static String option(Path order) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), HaltAtCommit.class.getName());
        Path jar = order.resolveSibling(order.getFileName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream _ = new JarOutputStream(out, manifest)) {
            return "-javaagent:" + jar + "=" + order;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names the commit at which the program that waits for `order` halts.
    static void put(Path order, int number) throws IOException {
        Path whole = order.resolveSibling(order.getFileName() + ".new");
        Files.writeString(whole, Integer.toString(number));
        Files.move(whole, order, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Called by Java before the program's `main`.
    public static void premain(String argument, Instrumentation instrumentation) {
        order = Path.of(argument);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                return WRITER.equals(name) ? surrounded(bytes) : null;
            }
        });
    }

    /// Java would load the class as it is if this threw, and the test would halt nothing.
    private static byte[] surrounded(byte[] bytes) {
        AtomicInteger calls = new AtomicInteger();
        CodeTransform around = (code, element) -> {
            if (commits(element)) {
                calls.incrementAndGet();
                code.invokestatic(SELF, "before", ConstantDescs.MTD_void);
                code.with(element);
                code.invokestatic(SELF, "after", ConstantDescs.MTD_void);
            } else {
                code.with(element);
            }
        };
        try {
            ClassFile file = ClassFile.of();
            ClassModel writer = file.parse(bytes);
            byte[] changed = file.transformClass(
                    writer,
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString(COMMIT), around));
            if (calls.get() == 1) {
                return changed;
            }
        } catch (RuntimeException e) {
            System.err.println(e);
        }
        System.err.println("Writer.commit calls Database.commit " + calls + " times; this agent expects once");
        Runtime.getRuntime().halt(BROKEN);
        return bytes;
    }

    private static boolean commits(CodeElement element) {
        return element instanceof InvokeInstruction call
                && call.owner().asInternalName().equals(DATABASE)
                && call.name().equalsString(COMMIT);
    }

    /// Called just before a commit.
    public static void before() {
        if (last == 0) {
            last = ordered();
        }
        if (last > 0 && SEEN.incrementAndGet() == last && last % 2 == 1) {
            halt();
        }
    }

    /// Called just after a commit.
    public static void after() {
        if (last > 0 && SEEN.get() == last) {
            halt();
        }
    }

    private static int ordered() {
        try {
            return Files.exists(order) ? Integer.parseInt(Files.readString(order)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Leaves word of what the program was doing, for whoever has to explain a failure.
    private static void halt() {
        String calls = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOfProgram(frame.getClassName()))
                        .map(frame -> frame.getClassName().replaceAll(".*[.]", "") + "." + frame.getMethodName())
                        .filter(call -> !call.contains("lambda"))
                        .collect(Collectors.joining(" < ")));
        try {
            Files.writeString(order, calls);
        } catch (IOException e) {
            System.err.println(e);
        }
        Runtime.getRuntime().halt(EXIT);
    }

    private static boolean isOfProgram(String type) {
        return type.startsWith("org.isopleth.")
                && !type.startsWith("org.isopleth.store.")
                && !type.startsWith("org.isopleth.itest.");
    }
}
