package org.isopleth.masking;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.masking.share.SeedStream;
import org.isopleth.masking.share.Shamir;
import org.isopleth.site.SiteId;

/// What a coordinator has to do for one masked round of many sites, measured on messages that were recorded
/// before, so that the sites' work is not in it:
///
/// ```
/// CoordinatorWork record DIR SITES LENGTH LOST    # writes the messages of SITES sites, of which LOST drop out
/// CoordinatorWork work DIR FILE                   # does the work and writes its times as JSON
/// ```
///
/// The complete graph is kept beyond the 128 sites that are offered. Sites are recorded as far as the coordinator can
/// see them: boxes, which it cannot open, hold random bytes, and pair masks between survivors, which cancel, are left
/// out. What goes out is signed and written as JSON, and thrown away.
final class CoordinatorWork {
    private static final int MIB = 1 << 20;
    private static final int BOX_BYTES = 92;

    private CoordinatorWork() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "record" ->
                record(
                        folder,
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]));
            case "work" -> work(folder, Path.of(arguments[2]));
            default -> throw new IllegalArgumentException("record or work");
        }
    }

    private static void record(Path folder, int count, int length, int lost) throws IOException {
        Files.createDirectories(folder);
        Proposal proposal = proposal(count, length);
        Files.write(folder.resolve("proposal.json"), CanonicalJson.bytes(proposal.json()));
        List<SiteId> sites = TestConsortium.sites(count);
        SecureRandom random = new SecureRandom();
        List<SiteSecrets> secrets =
                sites.stream().map(_ -> SiteSecrets.draw(random)).toList();
        List<PublicKeys> keys = new ArrayList<>();
        try (DataOutputStream out = open(folder.resolve("adverts"))) {
            for (int i = 0; i < count; i++) {
                keys.add(secrets.get(i).keys(sites.get(i)));
                write(
                        out,
                        TestConsortium.bySite(
                                sites.get(i),
                                new SiteMessage.Advert(proposal.payload(), keys.getLast()),
                                proposal.opening()));
            }
        }
        Group group = Group.of(proposal, keys);
        System.out.println("keys");
        List<Dealing> dealings = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> dealing(group, sites.get(i), secrets.get(i), proposal.threshold()))
                .toList();
        try (DataOutputStream out = open(folder.resolve("shares"))) {
            for (int i = 0; i < count; i++) {
                write(out, TestConsortium.bySite(sites.get(i), dealings.get(i).message, group.context()));
            }
        }
        System.out.println("shares");
        // Every tenth drops out, so that losses lie everywhere in the roster.
        Set<SiteId> gone = new TreeSet<>();
        for (int i = 0; gone.size() < lost; i++) {
            gone.add(sites.get((int) ((long) i * count / lost)));
        }
        List<SiteId> alive = sites.stream().filter(site -> !gone.contains(site)).toList();
        Digest senders = group.digest(sites);
        byte[] plain = new byte[proposal.vectorBytes()];
        Map<SiteId, SiteMessage.Masked> announced = new LinkedHashMap<>();
        try (DataOutputStream vectors = open(folder.resolve("vectors"));
                DataOutputStream out = open(folder.resolve("masked"))) {
            for (SiteId site : alive) {
                byte[] vector = new byte[proposal.vectorBytes()];
                for (int at = 0; at < vector.length; at += proposal.words().bytes()) {
                    vector[at] = (byte) group.index(site);
                }
                proposal.words().add(plain, vector);
                recipe(group, proposal.words(), site, secrets.get(group.index(site)), gone)
                        .apply(vector);
                vectors.writeInt(vector.length);
                vectors.write(vector);
                announced.put(site, new SiteMessage.Masked(Digest.of(vector), vector.length, senders));
                write(out, TestConsortium.bySite(site, announced.get(site), group.context()));
            }
        }
        Files.write(folder.resolve("sum"), plain);
        System.out.println("vectors");
        CoordinatorMessage.Survivors survivors = new CoordinatorMessage.Survivors(announced.entrySet().stream()
                .map(each -> new CoordinatorMessage.Survivor(
                        each.getKey(),
                        each.getValue().vector(),
                        TestConsortium.bySite(each.getKey(), each.getValue(), group.context())
                                .signature()))
                .toList());
        try (DataOutputStream agreements = open(folder.resolve("agreements"));
                DataOutputStream openings = open(folder.resolve("openings"))) {
            for (SiteId site : alive) {
                write(
                        agreements,
                        TestConsortium.bySite(site, new SiteMessage.Agreement(survivors.digest()), group.context()));
                TreeMap<SiteId, SiteMessage.Revealed> shares = new TreeMap<>();
                for (int i = 0; i < count; i++) {
                    Dealing dealing = dealings.get(i);
                    shares.put(
                            sites.get(i),
                            gone.contains(sites.get(i))
                                    ? new SiteMessage.Revealed.OfKey(dealing.key.get(group.index(site)))
                                    : new SiteMessage.Revealed.OfSelfMask(dealing.self.get(group.index(site))));
                }
                write(openings, TestConsortium.bySite(site, new SiteMessage.Unmasking(shares), group.context()));
            }
        }
    }

    private static Proposal proposal(int count, int length) {
        Proposal small = TestConsortium.proposal(count);
        return new Proposal(
                small.round(),
                small.plan(),
                small.model(),
                small.roster(),
                small.coordinator(),
                small.threshold(),
                small.minimumSurvivors(),
                small.words(),
                length);
    }

    private record Dealing(SiteMessage.Shares message, List<Bytes> self, List<Bytes> key) {}

    private static Dealing dealing(Group group, SiteId from, SiteSecrets secrets, int threshold) {
        SeedStream stream = secrets.stream();
        FieldElement secret = stream.nonZero();
        int count = group.roster().size();
        List<Bytes> self = Shamir.split(secret, stream.elements(threshold - 1), count).stream()
                .map(FieldElement::bytes)
                .toList();
        List<Bytes> key =
                Shamir.split(FieldElement.of(secrets.masking().secret()), stream.elements(threshold - 1), count)
                        .stream()
                        .map(FieldElement::bytes)
                        .toList();
        List<SealedShares> sealed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SiteId to = group.roster().get(i).site();
            sealed.add(new SealedShares(
                    new Bytes(stream.bytes(BOX_BYTES)),
                    group.keys().selfShareCommitment(from, to, self.get(i)),
                    group.keys().keyShareCommitment(from, to, key.get(i))));
        }
        return new Dealing(new SiteMessage.Shares(group.keys().selfCommitment(secret.bytes()), sealed), self, key);
    }

    private static MaskRecipe recipe(Group group, WordSize words, SiteId own, SiteSecrets secrets, Set<SiteId> gone) {
        List<MaskRecipe.Mask> masks = new ArrayList<>();
        masks.add(new MaskRecipe.Mask(group.keys().selfMaskKey(secrets.self().bytes(), own), MaskRecipe.Direction.ADD));
        masks.addAll(gone.parallelStream()
                .map(partner -> new MaskRecipe.Mask(
                        group.keys()
                                .pairMaskKey(
                                        secrets.masking(), group.of(partner).masking()),
                        SiteSharing.direction(group, own, partner)))
                .toList());
        return new MaskRecipe(words, masks);
    }

    /// The course of one attempt and what it cost.
    private static final class Course {
        private CoordinatorMasking state = new CoordinatorMasking.Idle();
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private long begun = System.nanoTime();
        private long sent;

        void step(CoordinatorEvent event) {
            CoordinatorMasking.Next next = CoordinatorMasking.step(state, event);
            state = next.state();
            // One message to many sites is signed once.
            IdentityHashMap<CoordinatorMessage, Digest> said = new IdentityHashMap<>();
            for (CoordinatorOutput output : next.outputs()) {
                if (output instanceof CoordinatorOutput.Send(SiteId _, CoordinatorMessage message, Digest context)) {
                    said.put(message, context);
                } else if (output instanceof CoordinatorOutput.Blame || output instanceof CoordinatorOutput.Note) {
                    throw new IllegalStateException(output.toString());
                }
            }
            sent += List.copyOf(said.entrySet()).parallelStream()
                    .mapToLong(each -> MaskingMessageJson.bytes(
                                    TestConsortium.byCoordinator(each.getKey(), each.getValue()))
                            .length)
                    .sum();
        }

        void ended(String phase) {
            long now = System.nanoTime();
            seconds.put(phase, (now - begun) / 1e9);
            System.out.printf("%s %.1f s%n", phase, (now - begun) / 1e9);
            begun = now;
        }
    }

    private static void work(Path folder, Path file) throws IOException {
        Proposal proposal = Proposal.read(CanonicalJson.parse(Files.readAllBytes(folder.resolve("proposal.json")))
                .asObject());
        long start = System.nanoTime();
        Course course = new Course();
        course.step(new CoordinatorEvent.Began(proposal));
        arrive(course, folder.resolve("adverts"), "keys");
        arrive(course, folder.resolve("shares"), "shares");
        arrive(course, folder.resolve("masked"), "announcements");
        course.step(new CoordinatorEvent.DeadlinePassed(Step.MASK));
        arrive(course, folder.resolve("agreements"), "agreements");
        course.step(new CoordinatorEvent.DeadlinePassed(Step.AGREE));
        arrive(course, folder.resolve("openings"), "openings");
        byte[] sum = sum(proposal, folder.resolve("vectors"));
        course.ended("sum");
        ((CoordinatorMasking.TakingOff) course.state).unmasking().apply(sum);
        course.ended("unmasking");
        if (!Arrays.equals(sum, Files.readAllBytes(folder.resolve("sum")))) {
            throw new IllegalStateException("the sum is wrong");
        }
        course.step(new CoordinatorEvent.SumOpened(Digest.of(sum)));
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
        Json.Builder phases = Json.object();
        course.seconds.forEach((phase, seconds) -> phases.with(phase, Json.of(seconds)));
        Json.Obj out = Json.object()
                .with("benchmark", "masking-coordinator")
                .with("sites", proposal.roster().size())
                .with("length", proposal.length())
                .with("seconds", Json.of(wall))
                .with("cpuSeconds", Json.of(cpu))
                .with("peakMiB", Json.of(peakMib()))
                .with("heapLimitMiB", Runtime.getRuntime().maxMemory() / MIB)
                .with("sentMiB", course.sent / MIB)
                .with("phases", phases.build())
                .with("java", ManagementFactory.getRuntimeMXBean().getVmVersion())
                .build();
        Files.write(file, CanonicalJson.bytes(out));
        System.out.println(CanonicalJson.text(out));
    }

    private static void arrive(Course course, Path file, String phase) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), MIB))) {
            while (true) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                course.step(new CoordinatorEvent.Arrived(MaskingMessageJson.readOfSite(message)));
            }
        } catch (EOFException e) {
            course.ended(phase);
        }
    }

    private static byte[] sum(Proposal proposal, Path file) throws IOException {
        byte[] sum = new byte[proposal.vectorBytes()];
        byte[] vector = new byte[sum.length];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), MIB))) {
            while (true) {
                in.readInt();
                in.readFully(vector);
                proposal.words().add(sum, vector);
            }
        } catch (EOFException e) {
            return sum;
        }
    }

    private static double peakMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), MIB));
    }

    private static void write(DataOutputStream out, Signed<?> signed) throws IOException {
        byte[] bytes = MaskingMessageJson.bytes(signed);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
