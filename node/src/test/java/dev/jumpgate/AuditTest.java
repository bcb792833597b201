package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jumpgate.fixture.AuditLines;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.TestKeys;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.AuditEntry.Kind;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators at the gate of home leave in the audit log; the process is on ship. */
class AuditTest {

  private static final Holder.OfOperator ANN = new Holder.OfOperator("ann", Role.OPERATOR);
  private static final Holder.OfOperator VIC = new Holder.OfOperator("vic", Role.VIEWER);

  private AuditLines lines;
  private TestKeys keys;
  private Node ship;
  private Node home;
  private GateConnection ann;
  private GateConnection vic;
  private GateConnection admin;

  @BeforeEach
  void start() throws IOException {
    lines = new AuditLines();
    keys =
        new TestKeys()
            .node("ship")
            .node("home")
            .operator("ann", Role.OPERATOR)
            .operator("vic", Role.VIEWER);
    Path run = Files.createTempDirectory("jg");
    ship = Node.start(named("ship", run));
    home = Node.start(named("home", run).gate("127.0.0.1:0").join(List.of(ship.address())));
    ship.spawn("tally", Tally.class, Tally.EMPTY);
    ann = connect(ANN);
    vic = connect(VIC);
    admin = new GateConnection(home);
  }

  private NodeConfig named(String name, Path run) {
    return NodeConfig.named(name).sockets(new GateSockets(run)).keys(keys.path());
  }

  private GateConnection connect(Holder holder) throws IOException {
    return GateConnection.overTcp(home, Credentials.of(keys.folder(), holder, Holder.OfNode.class));
  }

  @AfterEach
  void stop() throws IOException {
    ann.close();
    vic.close();
    admin.close();
    home.close();
    ship.close();
    lines.close();
  }

  private List<String> linesWith(String part) {
    return lines.all().stream().filter(line -> line.contains(part)).toList();
  }

  private List<AuditEntry> audit() throws IOException {
    return ((Result.Audit) ann.ask(new Call.Audit(Map.of()))).entries();
  }

  @Test
  void command_relayed_isOneLineOfTheNodeThatExecutedIt() throws Exception {
    ann.ask(new Call.Suspend("tally"));
    assertThat(linesWith("what=suspend tally"))
        .singleElement()
        .asString()
        .startsWith("command node=ship operator=ann role=operator gate=home from=/127.0.0.1:")
        .contains(" result=done what=");
  }

  @Test
  void command_ofTheSocketsUser_isTheirs() throws Exception {
    admin.ask(new Call.Suspend("tally"));
    assertThat(linesWith("what=suspend tally"))
        .singleElement()
        .asString()
        .contains("operator=" + System.getProperty("user.name") + " role=admin", " from=socket ");
  }

  @Test
  void command_refused_isOneLineWithWhoTriedAndWhat() {
    assertThatThrownBy(() -> vic.ask(new Call.Stop("tally", true)))
        .isInstanceOf(OperatorException.class);
    assertThat(linesWith("what=stop tally --kill"))
        .singleElement()
        .asString()
        .startsWith("command node=ship operator=vic role=viewer gate=home")
        .contains(" result=refused ");
  }

  @Test
  void command_ofWhatIsNotThere_isOneLineOfTheGatesNode() {
    assertThatThrownBy(() -> ann.ask(new Call.Restart("nobody")))
        .isInstanceOf(OperatorException.class);
    assertThatThrownBy(() -> ann.ask(new Call.Move("tally", "mars", MoveOptions.DEFAULT)))
        .isInstanceOf(OperatorException.class);
    assertThat(linesWith("what=restart nobody"))
        .singleElement()
        .asString()
        .contains("node=home", "result=unknown-process");
    assertThat(linesWith("what=move tally mars"))
        .singleElement()
        .asString()
        .contains("node=home", "result=unknown-node");
  }

  @Test
  void command_ofMany_isOneLineAtTheGateAndOneForEachProcess() throws Exception {
    ann.ask(new Call.MoveMany(List.of("tal*"), "home", MoveOptions.DEFAULT));
    assertThat(linesWith("what=move tal* home"))
        .singleElement()
        .asString()
        .contains("node=home", "result=done: 1 moved, 0 failed");
    assertThat(linesWith("what=move tally home"))
        .filteredOn(line -> line.startsWith("command"))
        .singleElement()
        .asString()
        .contains("node=ship", "result=done: from ship");
  }

  @Test
  void look_atAllNodesAndRepeated_isOneLineOfTheGatesNode() throws Exception {
    for (int i = 0; i < 3; i++) {
      ann.ask(new Call.Ps("t*", "mailbox > 1"));
    }
    assertThat(linesWith("what=ps t* --where 'mailbox > 1'"))
        .singleElement()
        .asString()
        .startsWith("look node=home operator=ann");
  }

  @Test
  void snippet_ofWhoIsNoAdmin_isRefusedAndTold() {
    var load = new Evaluation.Load(List.of(), "System.exit(1)\nforged");
    assertThatThrownBy(() -> ann.evaluate(load)).isInstanceOf(OperatorException.class);
    assertThat(linesWith("System.exit"))
        .singleElement()
        .asString()
        .startsWith("snippet node=home operator=ann role=operator")
        .endsWith("result=refused what=System.exit(1)\\nforged");
  }

  @Test
  void audit_asked_hasWhatAllNodesDid() throws Exception {
    ann.ask(new Call.Suspend("tally"));
    admin.ask(new Call.About("tally", true));
    assertThatThrownBy(() -> vic.ask(new Call.Audit(Map.of())))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("needs the role operator");
    assertThat(audit())
        .extracting(AuditEntry::node, AuditEntry::kind, AuditEntry::what, AuditEntry::result)
        .containsExactly(
            tuple("ship", Kind.COMMAND, "suspend tally", "done"),
            tuple("ship", Kind.COMMAND, "inspect tally --reveal", "done"),
            tuple("home", Kind.LOOK, "audit", "refused"));
  }

  @Test
  void audit_sinceAMoment_hasWhatCameThenAndLater() throws Exception {
    ann.ask(new Call.Suspend("tally"));
    ann.ask(new Call.Resume("tally"));
    AuditEntry resumed = audit().get(1);
    var since = new Call.Audit(Map.of("ship", resumed.time()));
    assertThat(((Result.Audit) ann.ask(since)).entries())
        .filteredOn(entry -> entry.kind() == Kind.COMMAND)
        .containsExactly(resumed);
  }
}
