package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk on which the nth change goes wrong, and which never really waits for the disk. Not thread-safe.
final class FaultyDisk extends Disk {

    /// How it goes wrong.
    enum Fault {
        /// One change fails; the next may work.
        IO_ERROR,
        /// Half of what is written fits, then nothing does until somebody makes room; removals work.
        FULL,
        /// The program dies at the change and does nothing more.
        KILL,
        /// The power fails: the program does nothing more, and a name that was given since the last sync of its
        /// folder is forgotten.
        POWER_CUT
    }

    private final Fault fault;
    private long changesLeft;
    private boolean failed;
    private Undo lastName = () -> {};

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    /// @param changes how many go well
    FaultyDisk(Fault fault, long changes) {
        this.fault = fault;
        this.changesLeft = changes;
    }

    /// A disk on which nothing goes wrong.
    static FaultyDisk sound() {
        return new FaultyDisk(Fault.IO_ERROR, Long.MAX_VALUE);
    }

    /// Whether the fault has come.
    boolean failed() {
        return failed;
    }

    /// Room on the disk again, and the fault is over.
    void mend() {
        changesLeft = Long.MAX_VALUE;
    }

    @Override
    void write(FileChannel channel, ByteBuffer buffer) throws IOException {
        if (faulty() && fault != Fault.IO_ERROR) {
            super.write(channel, buffer.slice(0, buffer.remaining() / 2));
        }
        change();
        super.write(channel, buffer);
    }

    @Override
    void sync(FileChannel channel) throws IOException {
        change();
    }

    @Override
    void sync(Path folder) throws IOException {
        change();
        lastName = () -> {};
    }

    @Override
    void makeFolder(Path folder) throws IOException {
        change();
        super.makeFolder(folder);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        change();
        boolean replaces = Files.exists(to);
        byte[] before = replaces ? Files.readAllBytes(to) : new byte[0];
        super.rename(from, to);
        lastName = () -> {
            Files.delete(to);
            if (replaces) {
                Files.write(to, before);
            }
        };
    }

    @Override
    void delete(Path path) throws IOException {
        if (fault != Fault.FULL) {
            change();
        }
        super.delete(path);
    }

    private boolean faulty() {
        return changesLeft <= 0;
    }

    private void change() throws IOException {
        if (faulty()) {
            if (!failed && fault == Fault.POWER_CUT) {
                lastName.run();
            }
            failed = true;
            if (fault == Fault.IO_ERROR) {
                mend();
            }
            throw new IOException(fault == Fault.FULL ? "No space left on device" : "Input/output error");
        }
        changesLeft--;
    }
}
