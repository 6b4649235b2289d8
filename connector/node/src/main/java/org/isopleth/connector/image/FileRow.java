package org.isopleth.connector.image;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/// A file as a row of the index's table. Stateless, thread-safe.
final class FileRow {
    static final String TABLE = "CREATE TABLE IF NOT EXISTS file (path VARCHAR(8192) PRIMARY KEY, size BIGINT NOT NULL,"
            + " modified BIGINT NOT NULL, listing BIGINT NOT NULL, kind VARCHAR(16) NOT NULL,"
            + " reason VARCHAR(300), patient VARCHAR(32), study VARCHAR(32), series VARCHAR(32),"
            + " instance VARCHAR(32), modality VARCHAR(16), moment INT, digest VARCHAR(64) NOT NULL)";

    static final String MERGE =
            "MERGE INTO file (path, size, modified, listing, kind, reason, patient, study, series, instance,"
                    + " modality, moment, digest) KEY (path) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// A condition follows.
    static final String SELECT = "SELECT path, size, modified, kind, reason,"
            + " patient, study, series, instance, modality, moment, digest FROM file WHERE ";

    private FileRow() {}

    /// Fills in [#MERGE].
    ///
    /// @param listing the number of the listing that found it
    static void write(ImageFile file, long listing, PreparedStatement merge) throws SQLException {
        merge.setString(1, file.path());
        merge.setLong(2, file.size());
        merge.setLong(3, file.modified());
        merge.setLong(4, listing);
        for (int column = 6; column <= 12; column++) {
            merge.setObject(column, null);
        }
        switch (file.content()) {
            case ImageFile.Other _ -> merge.setString(5, "OTHER");
            case ImageFile.Damaged(String reason, Optional<String> series) -> {
                merge.setString(5, "DAMAGED");
                merge.setString(6, reason);
                merge.setString(9, series.orElse(null));
            }
            case ImageFile.Dicom dicom -> {
                merge.setString(5, dicom.kind().name());
                merge.setString(7, dicom.patient());
                merge.setString(8, dicom.study());
                merge.setString(9, dicom.series());
                merge.setString(10, dicom.instance());
                merge.setString(11, dicom.modality());
                if (dicom.day().isPresent()) {
                    merge.setInt(12, dicom.day().getAsInt());
                }
            }
        }
        merge.setString(13, file.digest());
    }

    /// Reads a row of [#SELECT].
    static ImageFile read(ResultSet row) throws SQLException {
        return new ImageFile(row.getString(1), row.getLong(2), row.getLong(3), content(row), row.getString(12));
    }

    private static ImageFile.Content content(ResultSet row) throws SQLException {
        String kind = row.getString(4);
        if (kind.equals("OTHER")) {
            return new ImageFile.Other();
        }
        if (kind.equals("DAMAGED")) {
            return new ImageFile.Damaged(row.getString(5), Optional.ofNullable(row.getString(8)));
        }
        int number = row.getInt(11);
        OptionalInt day = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
        return new ImageFile.Dicom(
                ImageFile.Kind.valueOf(kind),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                day);
    }
}
