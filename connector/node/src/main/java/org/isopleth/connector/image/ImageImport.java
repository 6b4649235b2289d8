package org.isopleth.connector.image;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImageFile.Dicom;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.isopleth.connector.semantic.ImageGraphs;
import org.isopleth.connector.semantic.ImageSeries;
import org.isopleth.connector.semantic.SeriesFeatures;
import org.isopleth.radiomics.Software;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.region.TimePoint;

/// Brings what is measured of a hospital's images up to date: lists the source, links series to the patients of
/// the tables, and measures what is new, changed, or not yet measured under the settings asked for. Each series
/// is stored in one transaction, so a killed import goes on with the series it was at. For one thread.
public final class ImageImport {
    /// What measures. What an earlier version measured stays, and is measured again when it is asked for.
    public static final String SOFTWARE = "isopleth-radiomics " + Software.VERSION;

    private static final int PATIENTS_AT_ONCE = 1000;
    private static final int DAMAGED_SHOWN = 1000;

    private final ImageSource source;
    private final ImageIndex index;
    private final ImageGraphs graphs;
    private final ImageChoice choice;
    private final SeriesMeasuring measuring;
    private final String software;
    private final Digest names;
    private final InstantSource clock;

    /// @param source where the images are
    /// @param index of the source
    /// @param graphs where features are kept; the tables are published there already
    /// @param choice which images and regions are of use
    public ImageImport(
            ImageSource source, ImageIndex index, ImageGraphs graphs, ImageChoice choice, InstantSource clock) {
        this(source, index, graphs, choice, SOFTWARE, clock);
    }

    /// @param software name and version of what measures
    ImageImport(
            ImageSource source,
            ImageIndex index,
            ImageGraphs graphs,
            ImageChoice choice,
            String software,
            InstantSource clock) {
        this.source = source;
        this.index = index;
        this.graphs = graphs;
        this.choice = choice;
        this.measuring = new SeriesMeasuring(
                choice.names(), ReadLimits.ofHeap(Runtime.getRuntime().maxMemory()), software);
        this.software = software;
        this.names = choice.names().digest();
        this.clock = clock;
    }

    /// Lists the source and measures what is due.
    ///
    /// @param settings under which features are asked for
    /// @param effect whether anything is measured and kept
    /// @throws ImageSourceException when the source cannot be read now; what was done stays done
    public ImportAccount run(List<PinnedSettings> settings, Effect effect, ImageSource.Progress progress) {
        source.list(index, progress);
        ImportAccount account = new ImportAccount();
        account.files(index, DAMAGED_SHOWN);
        DamagedSlices damaged = index.damagedSlices();
        Set<String> present = new HashSet<>();
        long done = 0;
        List<String> patients = index.patients("", PATIENTS_AT_ONCE);
        while (!patients.isEmpty()) {
            for (String patient : patients) {
                for (Due due : due(patient, account)) {
                    Optional<String> damage = damaged.reason(due.name(), due.images());
                    if (damage.isPresent()) {
                        account.refused(damage.get());
                    } else {
                        present.add(due.name());
                        new SeriesImport(due, settings, effect, account).run(progress);
                    }
                    progress.at("series looked at", ++done);
                }
            }
            patients = index.patients(patients.getLast(), PATIENTS_AT_ONCE);
        }
        if (effect == Effect.KEEP) {
            account.removed(graphs.retractAllBut(present));
        }
        return account;
    }

    /// Whether an import changes anything.
    public enum Effect {
        /// What is due is measured and kept.
        KEEP,
        /// What would be done is counted.
        TRY
    }

    /// A series that can be measured.
    private record Due(
            String name, String patient, List<ImageFile> images, List<ImageFile> regions, ImageSeries.TimePoint when) {}

    private List<Due> due(String patient, ImportAccount account) {
        Map<String, List<ImageFile>> series = new LinkedHashMap<>();
        Map<String, List<ImageFile>> regions = new TreeMap<>();
        Set<String> instances = new HashSet<>();
        for (ImageFile file : index.of(patient)) {
            // Archives that were copied together hold the same instance twice.
            if (file.content() instanceof Dicom dicom && instances.add(dicom.instance())) {
                if (dicom.kind() == ImageFile.Kind.REGIONS) {
                    regions.computeIfAbsent(dicom.study(), _ -> new ArrayList<>())
                            .add(file);
                } else if (choice.modalities().contains(dicom.modality())) {
                    series.computeIfAbsent(dicom.series(), _ -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        boolean known = graphs.knows(patient);
        List<List<ImageFile>> usable = new ArrayList<>();
        for (List<ImageFile> images : series.values()) {
            Dicom first = dicom(images);
            Optional<Outcome> obstacle = !known
                    ? Optional.of(Outcome.NO_PATIENT)
                    : first.day().isEmpty()
                            ? Optional.of(Outcome.NO_DATE)
                            : regions.containsKey(first.study()) ? Optional.empty() : Optional.of(Outcome.NO_REGIONS);
            obstacle.ifPresentOrElse(account::add, () -> usable.add(images));
        }
        SortedMap<LocalDate, TimePoint> points =
                choice.timePoints().of(usable.stream().map(ImageImport::day).toList());
        List<Due> due = new ArrayList<>();
        for (List<ImageFile> images : usable) {
            Dicom first = dicom(images);
            List<ImageFile> drawn = regions.getOrDefault(first.study(), List.of());
            TimePoint point = points.get(day(images));
            if (point == null) {
                account.add(Outcome.NO_TIME_POINT);
            } else {
                int since = (int) ChronoUnit.DAYS.between(points.firstKey(), day(images));
                ImageSeries.TimePoint when = new ImageSeries.TimePoint(point.word(), since);
                due.add(new Due(first.series(), patient, images, drawn, when));
            }
        }
        return due;
    }

    /// On a calendar moved by the patient's own shift, which no rule can tell from the real one.
    private static LocalDate day(List<ImageFile> images) {
        return LocalDate.ofEpochDay(dicom(images).day().orElseThrow());
    }

    private static Dicom dicom(List<ImageFile> files) {
        return (Dicom) files.getFirst().content();
    }

    /// One series.
    private final class SeriesImport {
        private final Due due;
        private final List<PinnedSettings> settings;
        private final Effect effect;
        private final ImportAccount account;
        private final Digest content;

        SeriesImport(Due due, List<PinnedSettings> settings, Effect effect, ImportAccount account) {
            this.due = due;
            this.settings = settings;
            this.effect = effect;
            this.account = account;
            this.content = content(due);
        }

        void run(ImageSource.Progress progress) {
            List<PinnedSettings> missing = settings.stream()
                    .filter(one -> !graphs.isMeasured(due.name(), content, one.digest(), software))
                    .toList();
            String attempt = Digest.of(content.hex() + software).hex();
            Optional<String> refusal = index.refusal(due.name(), attempt);
            if (refusal.isPresent()) {
                account.refused(refusal.get());
            } else if (missing.isEmpty() && isDescribed()) {
                place();
            } else if (effect == Effect.TRY) {
                account.add(Outcome.TO_MEASURE);
            } else {
                measure(missing, attempt, progress);
            }
        }

        private boolean isDescribed() {
            return graphs.described(due.name())
                    .filter(known -> known.content().equals(content))
                    .isPresent();
        }

        private void place() {
            boolean there = graphs.described(due.name())
                    .filter(known -> known.timePoint().isEmpty()
                            || (known.timePoint().equals(due.when().word())
                                    && known.day() == due.when().day()))
                    .isPresent();
            account.add(there ? Outcome.UNCHANGED : Outcome.MOVED);
            if (!there && effect == Effect.KEEP) {
                graphs.move(due.name(), due.when());
            }
        }

        private void measure(List<PinnedSettings> missing, String attempt, ImageSource.Progress progress) {
            try (ImageSource.Fetched images = source.fetch(due.images());
                    ImageSource.Fetched regions = source.fetch(due.regions())) {
                SeriesMeasuring.Found found = measuring.measure(images.files(), regions.files(), missing, progress);
                ImageSeries series = new ImageSeries(
                        due.name(),
                        due.patient(),
                        content,
                        due.when(),
                        found.acquisition(),
                        new TreeSet<>(found.regions()),
                        found.cautions());
                graphs.replace(series, found.features(), clock.instant());
                account.add(Outcome.MEASURED);
                found.features().forEach(this::count);
            } catch (UnreadableException e) {
                index.refuse(due.name(), attempt, e.reason().words());
                account.refused(e.reason().words());
            }
        }

        private void count(SeriesFeatures features) {
            features.lesions()
                    .values()
                    .forEach(lesion -> account.lesion(
                            switch (lesion) {
                                case SeriesFeatures.Measured _ -> "";
                                case SeriesFeatures.NotMeasured(String reason) -> reason;
                            }));
        }
    }

    private Digest content(Due due) {
        return CanonicalJson.digest(Json.object()
                .with("series", 1)
                .with("images", digests(due.images()))
                .with("regions", digests(due.regions()))
                .with("names", names.hex())
                .build());
    }

    /// In the order of the digests: where files lie does not matter.
    private static Json digests(Collection<ImageFile> files) {
        return Json.ofTexts(files.stream()
                .map(file -> file.digest() + " " + file.size())
                .sorted(Comparator.naturalOrder())
                .toList());
    }
}
