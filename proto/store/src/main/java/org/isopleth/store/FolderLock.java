package org.isopleth.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/// The right to use a folder, held by one store, or one program, of one process: a locked file in it,
/// which the operating system unlocks when the process ends, however it ends. Thread-safe.
public final class FolderLock implements AutoCloseable {
    static final String FILE = "store.lock";

    private static final String PROGRAM = "program.lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock of a folder that holds a store.
    ///
    /// @throws StoreInUseException if another store has it
    static FolderLock take(Path folder) {
        return take(folder, FILE);
    }

    /// Takes the lock of a program's work folder, wherever its store is.
    ///
    /// @throws StoreInUseException if another program has it
    public static FolderLock ofProgram(Path folder) {
        return take(folder, PROGRAM);
    }

    private static FolderLock take(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            FolderLock lock = new FolderLock(file, PrivateFiles.openForWriting(file));
            if (!lock.succeeds()) {
                lock.close();
                throw new StoreInUseException(folder.toString(), null);
            }
            return lock;
        } catch (IOException failure) {
            throw new StoreFolderException(file, "cannot be locked: check its owner and the disk", failure);
        }
    }

    private boolean succeeds() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new StoreFolderException(file, "cannot be unlocked: end the process", failure);
        }
    }
}
