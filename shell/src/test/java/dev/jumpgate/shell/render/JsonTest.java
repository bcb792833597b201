package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  private record Timed(Duration pause) {}

  @Test
  void nodes_any_haveTheFieldsOfTheContract() {
    assertThat(Json.document(List.of(Samples.SHIP)))
        .isEqualTo(
            "[{\"name\":\"ship\",\"address\":\"127.0.0.1:5801\",\"pid\":4242,\"state\":\"up\","
                + "\"version\":\"0.1.0\",\"processes\":3,\"heapUsed\":12900000,"
                + "\"heapMax\":536870912,\"cpu\":0.034,\"uptimeMs\":3723000,"
                + "\"gate\":\"/run/jumpgate/ship.sock\"}]");
  }

  @Test
  void processes_unknownValues_areNull() {
    assertThat(Json.document(Samples.RADAR))
        .isEqualTo(
            "{\"name\":null,\"pid\":\"ship.z.4\",\"node\":\"ship\",\"behavior\":\"Radar\","
                + "\"version\":12,\"status\":\"stuck\",\"mailbox\":17,\"rate\":0.0,\"revision\":9,"
                + "\"stateBytes\":null,\"standby\":\"home\",\"lag\":4,\"standbyStatus\":\"async\",\"supervisor\":\"ship.z.17\"}");
    assertThat(Json.document(Samples.NAV)).contains("\"lag\":null");
  }

  @Test
  void move_any_hasMillisecondsWithFractions() {
    assertThat(Json.document(Samples.MOVE))
        .isEqualTo(
            "{\"name\":\"nav\",\"from\":\"ship\",\"to\":\"home\",\"epoch\":2,\"rounds\":1,"
                + "\"bytes\":1234,\"totalMs\":12.345678,\"pauseMs\":0.4,\"forwarded\":3,\"crash\":null}");
  }

  @Test
  void event_any_hasIsoTimeAndLowerCaseKind() {
    assertThat(Json.document(Samples.MOVED))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"node\":\"home\",\"sequence\":9,"
                + "\"kind\":\"moved\",\"process\":\"nav\",\"detail\":\"from ship to home\"}");
  }

  @Test
  void duration_anyLength_isAPlainNumber() {
    assertThat(Json.document(new Timed(Duration.ofNanos(1)))).isEqualTo("{\"pauseMs\":0.000001}");
    assertThat(Json.document(new Timed(Duration.ZERO))).isEqualTo("{\"pauseMs\":0}");
    assertThat(Json.document(new Timed(Duration.ofDays(100))))
        .isEqualTo("{\"pauseMs\":8640000000}");
    assertThat(Json.document(new Timed(Duration.ofNanos(-4_200_000))))
        .isEqualTo("{\"pauseMs\":-4.2}");
  }

  @Test
  void error_withoutHint_keepsTheField() {
    assertThat(Json.error("unknown-process", "no \"x\"", null))
        .isEqualTo(
            "{\"error\":{\"code\":\"unknown-process\",\"message\":\"no \\\"x\\\"\","
                + "\"hint\":null}}");
  }

  @Test
  void number_thatJsonLacks_isNull() {
    assertThat(Json.document(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.5)))
        .isEqualTo("[null,null,1.5]");
  }
}
