package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.Flush;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {

  private static final Pid NAV = new Pid("ship", 1_700_000_000_000L, 17);
  private static final Bytes CONTENT = Bytes.of(new byte[] {1, 2, 3});

  static Stream<Signal> signals() {
    var thread = new ReplyTo<>("home", -1, Long.MAX_VALUE, null);
    var process = new ReplyTo<>("home", 4, 5, NAV);
    List<Pid> many = Collections.nCopies(300, NAV);
    return Stream.of(
        new Signal.Deliver(NAV, 3, new Signal.Mail.Message(CONTENT)),
        new Signal.Deliver(NAV, 3, new Signal.Mail.Message(Bytes.empty())),
        new Signal.Deliver(NAV, 3, new Signal.Mail.Request(CONTENT, thread, List.of(), 0)),
        new Signal.Deliver(
            NAV, 3, new Signal.Mail.Request(CONTENT, process, List.of(NAV, NAV), 77)),
        new Signal.Deliver(NAV, 3, new Signal.Mail.Request(CONTENT, process, many, 3)),
        new Signal.Deliver(
            NAV, 3, new Signal.Mail.Marked(new Mark(NAV, 8, 1), new Signal.Mail.Message(CONTENT))),
        new Signal.Deliver(NAV, 3, new Signal.Mail.End(new Flush("home", 1, 2, List.of()))),
        new Signal.Reply(thread, new Signal.Result.Value(CONTENT)),
        new Signal.Reply(process, new Signal.Result.Failed(Outcome.Why.LOST, "gone")),
        new Signal.Flushed(NAV, 1, "home", 2));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void signal_comesBackAsItWas(Signal signal) {
    assertThat(new Frames().read(Frames.write(signal))).isEqualTo(signal);
  }

  @ParameterizedTest
  @MethodSource("signals")
  void frame_thatEndsBeforeItsContent_isRefused(Signal signal) {
    byte[] frame = Frames.write(signal);
    for (int length = 0; length < Math.min(20, frame.length); length++) {
      byte[] part = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> new Frames().read(part)).isInstanceOf(RuntimeException.class);
    }
  }
}
