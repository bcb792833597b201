package dev.jumpgate.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.shell.eval.Marked;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaintTest {

  private @Nullable List<Marked> marks = List.of();
  private final Paint paint = new Paint(List.of("move", "nodes"), _ -> marks);

  @Test
  void command_known_isBold() {
    assertThat(painted("/move nav")).isEqualTo("\033[1m/move\033[0m nav");
  }

  @Test
  void command_unknown_isRedOnceItCannotBecomeOne() {
    assertThat(painted("/mo")).isEqualTo("/mo");
    assertThat(painted("/mo nav")).isEqualTo("\033[31m/mo\033[0m nav");
    assertThat(painted("/mx")).isEqualTo("\033[31m/mx\033[0m");
  }

  @Test
  void java_parts_haveTheirColors() {
    marks = List.of(new Marked(0, 3, true, false, false), new Marked(4, 5, false, true, false));
    assertThat(painted("int n = 10 + \"a\"; // b"))
        .isEqualTo(
            "\033[35mint\033[0m \033[1mn\033[0m = \033[36m10\033[0m + \033[32m\"a\"\033[0m;"
                + " \033[2m// b\033[0m");
  }

  @Test
  void java_compilerBusy_keepsWhatItSaidOfTheBeginning() {
    marks = List.of(new Marked(0, 3, true, false, false));
    assertThat(painted("int ")).isEqualTo("\033[35mint\033[0m ");
    marks = null;
    assertThat(painted("int n")).isEqualTo("\033[35mint\033[0m n");
    assertThat(painted("in")).isEqualTo("in");
  }

  @Test
  void java_unfinished_isPaintedAllTheSame() {
    assertThat(painted("\"open")).isEqualTo("\033[32m\"open\033[0m");
    assertThat(painted("/* open")).isEqualTo("\033[2m/* open\033[0m");
  }

  private String painted(String text) {
    assertThat(paint.paint(text).toString()).isEqualTo(text);
    return paint.paint(text).toAnsi();
  }
}
