package org.isopleth.radiomics.read.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Dates and times of DICOM (PS3.5, 6.2: DA, TM, DT). Offsets from UTC are left out: all times of a scan are
/// the scanner's.
final class Moments {
    private Moments() {}

    /// A DT with at least hours.
    static Optional<LocalDateTime> dateTime(DataSet set, Tag tag) {
        return set.text(tag).map(text -> {
            String digits = text.split("[+&-]", -1)[0];
            if (digits.length() < 10) {
                throw new UnreadableException(Reason.DICOM_DAMAGED);
            }
            return LocalDateTime.of(date(digits.substring(0, 8)), time(digits.substring(8)));
        });
    }

    /// A DA.
    static Optional<LocalDate> date(DataSet set, Tag tag) {
        return set.text(tag).map(Moments::date);
    }

    /// A TM; minutes and seconds may be left out.
    static Optional<LocalTime> time(DataSet set, Tag tag) {
        return set.text(tag).map(Moments::time);
    }

    /// The moment of a DA and a TM.
    static Optional<LocalDateTime> both(DataSet set, Tag date, Tag time) {
        return date(set, date).flatMap(day -> time(set, time).map(day::atTime));
    }

    private static LocalDate date(String text) {
        String digits = text.replace(".", "");
        if (digits.length() != 8) {
            throw new UnreadableException(Reason.DICOM_DAMAGED);
        }
        try {
            return LocalDate.of(number(digits, 0, 4), number(digits, 4, 6), number(digits, 6, 8));
        } catch (DateTimeException e) {
            throw new UnreadableException(Reason.DICOM_DAMAGED);
        }
    }

    private static LocalTime time(String text) {
        String[] parts = text.replace(":", "").split("\\.", 2);
        String whole = parts[0];
        if (whole.length() != 2 && whole.length() != 4 && whole.length() != 6) {
            throw new UnreadableException(Reason.DICOM_DAMAGED);
        }
        String padded = (whole + "0000").substring(0, 6);
        String fraction = parts.length == 2 ? (parts[1] + "000000000").substring(0, 9) : "000000000";
        try {
            // A leap second is the last moment of its minute.
            return LocalTime.of(
                    number(padded, 0, 2),
                    number(padded, 2, 4),
                    Math.min(59, number(padded, 4, 6)),
                    number(fraction, 0, 9));
        } catch (DateTimeException e) {
            throw new UnreadableException(Reason.DICOM_DAMAGED);
        }
    }

    private static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new UnreadableException(Reason.DICOM_DAMAGED);
            }
            number = 10 * number + (digit - '0');
        }
        return number;
    }
}
