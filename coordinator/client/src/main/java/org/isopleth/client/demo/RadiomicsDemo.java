package org.isopleth.client.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.ResultFolder;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.local.Programs;
import org.isopleth.client.local.WorkFolder;

/// The demo on images: synthetic hospitals measure lesions on CT, and the study finds the effects that were
/// planted in them. Step by step, for one thread.
final class RadiomicsDemo implements Demo {
    /// A synthetic hospital, as deploy/demo/radiomics/README.md describes it.
    ///
    /// @param name its name in the consortium, and of its folder
    /// @param scanner which makes its images
    /// @param language of its table
    record Site(String name, String scanner, String language) {}

    private static final List<Site> SITES = List.of(
            new Site("avon", "SMOOTH", "ENGLISH"),
            new Site("maas", "SHARP", "DUTCH"),
            new Site("neckar", "SMOOTH", "GERMAN"),
            new Site("rhone", "SHARP", "FRENCH"));
    private static final String PATIENTS = "50";
    private static final String SEED = "1";

    private final Path documents;
    private final WorkFolder work;
    private final Programs programs;
    private final InstantSource clock;
    private final Consumer<String> say;

    RadiomicsDemo(Path home, WorkFolder work, Programs programs, InstantSource clock, Consumer<String> say) {
        this.documents = home.resolve("deploy/demo/radiomics");
        this.work = work;
        this.programs = programs;
        this.clock = clock;
        this.say = say;
    }

    @Override
    public DemoOutcome run(Consortium consortium) throws InterruptedException {
        var start = clock.instant();
        say.accept("All patients and images of this demo are SYNTHETIC");
        consortium.found();
        say.accept("Four hospitals make their images; they and a scientist enrol");
        List<Runnable> preparations = new ArrayList<>();
        SITES.forEach(site -> preparations.add(() -> prepare(site, consortium)));
        preparations.add(consortium::enrolScientist);
        Consortium.together(preparations);
        say.accept("Every hospital starts its connector");
        List<String> hospitals = SITES.stream().map(Site::name).toList();
        consortium.start(hospitals);
        say.accept("The scientist submits the study; the hospitals measure what it asks for");
        Json.Obj results = new DemoStudy(documents.resolve("study.yaml"), work.path(), clock, say).run();
        say.accept("Stopping the programs, verifying the five ledgers");
        consortium.close();
        List<DemoLedger> ledgers = DemoLedger.all(work, hospitals);
        Path folder = work.path().resolve("result");
        report(results, folder);
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        return new PlantedEffects(results, ledgers, folder, seconds);
    }

    /// Makes the report anew, now with what was planted beside what was found.
    private void report(Json.Obj results, Path folder) {
        new ResultFolder(folder)
                .write(
                        "planted.json",
                        CanonicalJson.bytes(PlantedEffects.document(results).json()));
        programs.run(
                "",
                "study",
                "report",
                folder.resolve("results.json").toString(),
                "--provenance",
                folder.resolve("provenance.json").toString(),
                "--planted",
                folder.resolve("planted.json").toString(),
                "--out",
                folder.resolve("report.html").toString());
    }

    private void prepare(Site site, Consortium consortium) {
        Path folder = work.copy(documents.resolve(site.name()), site.name());
        programs.run(
                "",
                "radiomics",
                "phantom",
                folder.toString(),
                "--name",
                site.name(),
                "--patients",
                PATIENTS,
                "--seed",
                SEED,
                "--scanner",
                site.scanner(),
                "--language",
                site.language());
        consortium.enrolHospital(site.name());
        say.accept(site.name() + " (" + PATIENTS + " synthetic patients, " + site.scanner() + " scanner, "
                + site.language() + " table) has enrolled");
    }
}
