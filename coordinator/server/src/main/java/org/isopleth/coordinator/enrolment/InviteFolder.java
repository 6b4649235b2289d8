package org.isopleth.coordinator.enrolment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// The invites of a consortium, one file each, shared by the running coordinator and by the command
/// that makes invites. A change holds a lock on the folder, and is on disk before its outcome is known
/// to anyone, so that no crash gives an attempt back or lets a token be used twice. Thread-safe, and
/// safe between processes of one machine.
public final class InviteFolder {
    private static final String SUFFIX = ".json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final long LOCK_RETRY_NANOS = 2_000_000;

    private final Path folder;
    private final SecureRandom random;

    /// @param workFolder the coordinator's
    public InviteFolder(Path workFolder, SecureRandom random) {
        this.folder = new ConsortiumFolder(workFolder).invites();
        this.random = random;
    }

    /// What a change decided.
    ///
    /// @param invite the invite from now on
    /// @param outcome for the caller, once `invite` is on disk
    record Decision<T>(Invite invite, T outcome) {}

    /// Stores a new invite.
    void add(Invite.Open invite) {
        locked(() -> {
            store(invite);
            return invite;
        });
    }

    /// Decides about one invite while nobody else can, and stores what was decided.
    ///
    /// @return the outcome, or nothing when there is no such invite
    <T> Optional<T> decide(InviteId id, Function<Invite, Decision<T>> rule) {
        return locked(() -> {
            Path file = file(id);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Invite before = read(file);
            Decision<T> decision = rule.apply(before);
            if (!decision.invite().equals(before)) {
                store(decision.invite());
            }
            return Optional.of(decision.outcome());
        });
    }

    /// Every invite, by identifier.
    public List<Invite> all() {
        List<Invite> invites = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(file -> invites.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        invites.sort(Comparator.comparing(invite -> invite.guest().id().text()));
        return List.copyOf(invites);
    }

    /// The certificates of every member that enrolled in this role, by name; the last enrolment counts.
    ///
    /// A certificate may have expired since.
    public SortedMap<String, EnrolmentAnswer.Granted> members(Role role) {
        SortedMap<String, Invite.Used> last = new TreeMap<>();
        for (Invite invite : all()) {
            if (invite instanceof Invite.Used used && used.guest().role() == role) {
                last.merge(used.guest().name(), used, (a, b) -> a.at().isAfter(b.at()) ? a : b);
            }
        }
        SortedMap<String, EnrolmentAnswer.Granted> members = new TreeMap<>();
        last.forEach((name, used) -> members.put(name, used.certificates()));
        return Collections.unmodifiableSortedMap(members);
    }

    private static Invite read(Path file) {
        byte[] json = OwnerOnlyFiles.read(file, MAX_BYTES);
        try {
            return InviteJson.read(json);
        } catch (IdentityException e) {
            throw new IdentityException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }

    private void store(Invite invite) {
        OwnerOnlyFiles.write(file(invite.guest().id()), InviteJson.write(invite), random);
    }

    private Path file(InviteId id) {
        return folder.resolve(id.text() + SUFFIX);
    }

    private interface Change<T> {
        T make();
    }

    private <T> T locked(Change<T> change) {
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("lock"),
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                FileLock _ = lock(channel)) {
            return change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the lock. Within one process the platform reports a held lock as an exception instead
    /// of waiting; a change takes milliseconds, so asking again is enough.
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(LOCK_RETRY_NANOS);
            }
        }
    }
}
