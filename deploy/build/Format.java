import com.palantir.javaformat.java.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks (`check`) or rewrites (`apply`) the formatting of every Java source of the project.
///
/// Run by the root POM on the project's own JDK; exits 1 and names the files when one differs.
final class Format {
    public static void main(String[] args) throws Exception {
        boolean apply = args.length == 1 && args[0].equals("apply");
        List<String> command = new ArrayList<>(List.of("--palantir"));
        command.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        try (Stream<Path> paths = Files.walk(Path.of("."))) {
            paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .forEach(path -> command.add(path.toString()));
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = new Main(out, err, System.in).format(command.toArray(String[]::new));
        if (exit != 0 && !apply) {
            err.println("The files above are not formatted; run: mvn -N validate -Dformat.mode=apply");
        }
        System.exit(exit);
    }
}
