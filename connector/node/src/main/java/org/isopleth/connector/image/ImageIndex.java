package org.isopleth.connector.image;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.store.PrivateFiles;

/// What an image source held when it was listed last: an encrypted H2 file in the connector's folder, so that
/// memory does not grow with the hospital. It is a cache: lost, it is made again by reading everything once.
/// For one thread.
///
/// Identifiers and dates in it are hashes and moved days already; it is encrypted (AES-128, under a key made from
/// the site's secret) because paths, and an archive's series, often name the patient.
public final class ImageIndex implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Connection connection;
    private long listing;
    private int waiting;

    private ImageIndex(Connection connection) {
        this.connection = connection;
    }

    /// Opens or makes the index.
    ///
    /// @throws ImageSourceException when another process has it open, or it is damaged
    ///
    /// @param context whatever else the entries depend on; with another one, everything is read again
    public static ImageIndex open(Path folder, SiteSecret secret, String context) {
        PrivateFiles.createFolder(folder);
        String key = HexFormat.of()
                .formatHex(secret.key("isopleth image index 1", "AES").getEncoded());
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:h2:file:" + folder.toAbsolutePath().resolve("index") + ";CIPHER=AES;DB_CLOSE_ON_EXIT=FALSE",
                    "sa",
                    key + " sa");
            connection.setAutoCommit(false);
            ImageIndex index = new ImageIndex(connection);
            index.prepare(Digest.of(context).hex());
            return index;
        } catch (SQLException e) {
            throw new ImageSourceException(
                    "the image index " + folder + " is in use by another process or damaged: stop the connector, or"
                            + " delete the folder and have everything read again",
                    e);
        }
    }

    private void prepare(String context) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(FileRow.TABLE);
            statement.execute("CREATE INDEX IF NOT EXISTS file_patient ON file (patient)");
            statement.execute("CREATE TABLE IF NOT EXISTS refusal (series VARCHAR(32) PRIMARY KEY,"
                    + " attempt VARCHAR(64) NOT NULL, reason VARCHAR(300) NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS context (digest VARCHAR(64) PRIMARY KEY)");
            if (one("SELECT COUNT(*) FROM context WHERE digest = '" + context + "'") == 0) {
                statement.execute("DELETE FROM file");
                statement.execute("DELETE FROM refusal");
                statement.execute("DELETE FROM context");
                statement.execute("INSERT INTO context VALUES ('" + context + "')");
            }
        }
        connection.commit();
        listing = one("SELECT COALESCE(MAX(listing), 0) FROM file");
    }

    /// Begins a listing: what it does not name is gone at its end.
    void begin() {
        listing++;
    }

    /// Whether a file is known as it is now; then it counts as listed.
    boolean isUnchanged(String path, long size, long modified) {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE file SET listing = ? WHERE path = ? AND size = ? AND modified = ?")) {
            update.setLong(1, listing);
            update.setString(2, path);
            update.setLong(3, size);
            update.setLong(4, modified);
            boolean known = update.executeUpdate() > 0;
            committed();
            return known;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Lists a file that is new or has changed.
    void put(ImageFile file) {
        try (PreparedStatement merge = connection.prepareStatement(FileRow.MERGE)) {
            FileRow.write(file, listing, merge);
            merge.executeUpdate();
            committed();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Ends a listing.
    ///
    /// @param complete whether every folder could be read; else what was not listed may still be there
    ///
    /// @throws ImageSourceException when nothing is there any more: a disk that is not mounted looks so
    void end(boolean complete) {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM file WHERE listing <> ?")) {
            connection.commit();
            if (one("SELECT COUNT(*) FROM file") > 0
                    && one("SELECT COUNT(*) FROM file WHERE listing = " + listing) == 0) {
                throw new ImageSourceException("the image source is empty, and was not before: see that it is mounted"
                        + " and readable; if it is meant, delete the folder 'images' of the connector's state");
            }
            if (complete) {
                delete.setLong(1, listing);
                delete.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// How many files of a kind there are: `IMAGE`, `REGIONS`, `OTHER` or `DAMAGED`.
    long count(String kind) {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM file WHERE kind = ?")) {
            select.setString(1, kind);
            return first(select);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// The damaged files, at most so many.
    List<ImageFile> damaged(int most) {
        return files("kind = 'DAMAGED' ORDER BY path LIMIT " + most, List.of());
    }

    /// Which series may lack a slice because a file is damaged.
    DamagedSlices damagedSlices() {
        DamagedSlices found = new DamagedSlices();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT path, reason, series FROM file WHERE kind = 'DAMAGED' ORDER BY path");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1), rows.getString(2), Optional.ofNullable(rows.getString(3)));
            }
            return found;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Patients with images, in the order of their pseudonyms, after one; at most so many.
    List<String> patients(String after, int most) {
        try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT patient FROM file WHERE kind ="
                + " 'IMAGE' AND patient > ? ORDER BY patient LIMIT " + most)) {
            select.setString(1, after);
            List<String> patients = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    patients.add(rows.getString(1));
                }
            }
            return patients;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// A patient's files, in the order of their paths.
    List<ImageFile> of(String patient) {
        return files("patient = ? ORDER BY path", List.of(patient));
    }

    /// Why a series was refused, when the same attempt was made before.
    Optional<String> refusal(String series, String attempt) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT reason FROM refusal WHERE series = ? AND attempt = ?")) {
            select.setString(1, series);
            select.setString(2, attempt);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Notes why a series was refused.
    void refuse(String series, String attempt, String reason) {
        try (PreparedStatement merge = connection.prepareStatement(
                "MERGE INTO refusal (series, attempt, reason) KEY (series) VALUES (?, ?, ?)")) {
            merge.setString(1, series);
            merge.setString(2, attempt);
            merge.setString(3, reason);
            merge.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.commit();
            connection.close();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Keeps a portion: a listing that is killed goes on where it was.
    private void committed() throws SQLException {
        if (++waiting % BATCH == 0) {
            connection.commit();
        }
    }

    private List<ImageFile> files(String condition, List<String> values) {
        try (PreparedStatement select = connection.prepareStatement(FileRow.SELECT + condition)) {
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            List<ImageFile> files = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    files.add(FileRow.read(row));
                }
            }
            return files;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private long one(String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return first(select);
        }
    }

    private static long first(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static ImageSourceException broken(SQLException e) {
        return new ImageSourceException("the image index cannot be read or written: see that the disk has room", e);
    }
}
