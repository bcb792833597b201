package dev.jumpgate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.operator.Role;
import dev.jumpgate.process.JumpgateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are made, read and taken up again. */
class KeysTest {

  private static final Holder SHIP = new Holder.OfNode("ship");
  private static final Holder ANN = new Holder.OfOperator("ann", Role.VIEWER);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path home;
  private KeyFolder folder;
  private Authority authority;

  @BeforeEach
  void init() {
    folder = new KeyFolder(home.resolve("keys"));
    authority = Authority.init(folder, false, InstantSource.system(), new SecureRandom());
  }

  private Issued issue(Holder holder) {
    return authority.issue(holder, Authority.VALIDITY, false);
  }

  @Test
  void files_areForTheirUserAlone() throws Exception {
    Path file = issue(SHIP).file();
    assertThat(mode(folder.path())).isEqualTo("rwx------");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(folder.authority())).isEqualTo("rw-------");
    assertThat(folder.path()).isDirectoryNotContaining("glob:**.new");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void certificate_saysWhoHoldsIt() throws Exception {
    assertThat(issue(SHIP).holder()).isEqualTo(SHIP);
    assertThat(issue(ANN).holder()).isEqualTo(ANN);
    assertThat(folder.operators()).containsExactly((Holder.OfOperator) ANN);
  }

  @Test
  void certificate_ofAnOperator_isNotMeantForServers() throws Exception {
    var operator = Pem.read(issue(ANN).file()).certificates().getFirst();
    assertThat(operator.getExtendedKeyUsage())
        .contains("1.3.6.1.5.5.7.3.2", ANN.purpose())
        .doesNotContain("1.3.6.1.5.5.7.3.1", SHIP.purpose());
  }

  @Test
  void whatIsThere_isNotOverwritten() throws Exception {
    Path file = issue(SHIP).file();
    String before = Files.readString(file);
    assertThatThrownBy(() -> issue(SHIP))
        .isInstanceOf(JumpgateException.class)
        .hasMessage("%s is there already: --replace makes a new one in its place", file);
    assertThatThrownBy(
            () -> Authority.init(folder, false, InstantSource.system(), new SecureRandom()))
        .hasMessageContaining("ca.key is there already");
    assertThat(file).hasContent(before);
    authority.issue(SHIP, Authority.VALIDITY, true);
    assertThat(Files.readString(file)).isNotEqualTo(before);
  }

  @Test
  void expiry_isThatOfTheClock() {
    var past = Authority.open(folder, InstantSource.fixed(NOON), new SecureRandom());
    assertThat(past.issue(SHIP, Duration.ofDays(1), false).expires())
        .isEqualTo(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void keys_thatExpired_sayWhatToRun() {
    Instant expires = issue(SHIP).expires();
    var credentials = Credentials.of(folder, SHIP, Holder.OfNode.class);
    credentials.requireValid(InstantSource.fixed(expires.minusSeconds(1)));
    var late = InstantSource.fixed(expires.plusSeconds(1));
    assertThatThrownBy(() -> credentials.requireValid(late))
        .hasMessage(
            "the certificate of node ship expired at %s: run jumpgate keys node ship --replace",
            expires);
  }

  @Test
  void missingKeys_sayWhatToRun() {
    assertThatThrownBy(() -> Credentials.of(folder, SHIP, Holder.OfNode.class))
        .hasMessage("%s has no keys of node ship: run jumpgate keys node ship", folder.path());
    var empty = new KeyFolder(home.resolve("none"));
    assertThatThrownBy(() -> Credentials.of(empty, SHIP, Holder.OfNode.class))
        .hasMessage(
            "there are no keys in %s: run jumpgate keys init, then jumpgate keys node ship",
            empty.path());
    assertThatThrownBy(() -> Authority.open(empty, InstantSource.system(), new SecureRandom()))
        .hasMessageContaining("run jumpgate keys init");
  }

  @Test
  void privateKey_openToOthers_isRefused() throws Exception {
    Path file = issue(SHIP).file();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Credentials.of(folder, SHIP, Holder.OfNode.class))
        .hasMessageContaining("open to other users: chmod 600");
  }

  @Test
  void keys_ofAnother_areRefused() throws Exception {
    Files.copy(issue(SHIP).file(), folder.file(new Holder.OfNode("home")));
    assertThatThrownBy(() -> Credentials.of(folder, new Holder.OfNode("home"), Holder.OfNode.class))
        .hasMessageContaining("is the certificate of node ship");
  }

  @Test
  void key_thatIsNotThatOfTheCertificate_isRefused() throws Exception {
    Path ship = issue(SHIP).file();
    String home = Files.readString(issue(new Holder.OfNode("home")).file());
    String mixed =
        home.substring(0, home.indexOf("-----BEGIN CERT"))
            + Files.readString(ship).replaceFirst("(?s)^.*(?=-----BEGIN CERT)", "");
    folder.write(ship, mixed);
    assertThatThrownBy(() -> Credentials.of(folder, SHIP, Holder.OfNode.class))
        .hasMessageContaining("is not that of its certificate");
  }

  @Test
  void keys_thatChange_areTakenUpByTheNextConnection() {
    issue(SHIP);
    var credentials = Credentials.of(folder, SHIP, Holder.OfNode.class);
    var before = credentials.context();
    assertThat(credentials.context()).isSameAs(before);
    authority.issue(SHIP, Duration.ofDays(1), true);
    assertThat(credentials.context()).isNotSameAs(before);
    assertThat(credentials.expires()).isBefore(Instant.now().plus(Duration.ofDays(2)));
  }

  @Test
  void keys_thatBreak_leaveTheFormerOnesInUse() throws Exception {
    Path file = issue(SHIP).file();
    var credentials = Credentials.of(folder, SHIP, Holder.OfNode.class);
    var before = credentials.context();
    folder.write(file, "half a file");
    assertThat(credentials.context()).isSameAs(before);
  }

  @Test
  void folder_isThatOfTheEnvironment() {
    assertThat(KeyFolder.of(Map.of("JUMPGATE_HOME", "/srv/jg")).path())
        .isEqualTo(Path.of("/srv/jg/keys"));
    assertThat(KeyFolder.of(Map.of()).path()).endsWithRaw(Path.of(".jumpgate", "keys"));
  }

  @Test
  void name_thatIsNone_isRefused() {
    assertThatThrownBy(() -> new Holder.OfNode("../ship")).hasMessageContaining("is no name");
    assertThatThrownBy(() -> new Holder.OfOperator("ann?role=admin", Role.VIEWER))
        .hasMessageContaining("is no name");
  }
}
