package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file of the repository is as google-java-format writes it.
 *
 * <p>{@code mvn -pl node test -Dtest=FormatTest -Dformat.fix=true} rewrites those that are not.
 */
class FormatTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyJavaFile_isFormatted() throws Exception {
    boolean fix = Boolean.getBoolean("format.fix");
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> unformatted = new ArrayList<>();
    for (Path file : javaFiles()) {
      String text = Files.readString(file);
      String formatted = format(formatter, file, text);
      if (!formatted.equals(text)) {
        if (fix) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(ROOT.relativize(file));
        }
      }
    }
    assertThat(unformatted)
        .as("run: mvn -pl node test -Dtest=FormatTest -Dformat.fix=true")
        .isEmpty();
  }

  private static String format(Formatter formatter, Path file, String text) {
    try {
      return formatter.formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : List.of("node", "shell", "examples")) {
      try (var tree = Files.walk(ROOT.resolve(module))) {
        tree.filter(f -> f.toString().endsWith(".java"))
            .filter(f -> !f.toString().contains("/target/"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
