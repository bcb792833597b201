package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.keys.Authority;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.Issued;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Role;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.KeyText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes and lists the keys and certificates of nodes and operators; asks no cluster. */
@Command(
    name = "keys",
    customSynopsis = {
      "jumpgate keys [--keys DIR]",
      "       jumpgate keys init [--replace]",
      "       jumpgate keys node NAME [--days N] [--replace]",
      "       jumpgate keys operator NAME --role ROLE [--days N] [--replace]"
    },
    description = {
      "Makes the keys of a cluster, or lists those that are there.",
      "init makes a private certificate authority; node and operator make a private key and a"
          + " certificate that it signs. A node needs its own file and ca.pem, an operator too;"
          + " ca.key stays where certificates are made."
    },
    commandListHeading = "%n",
    footer = {
      "",
      "Example:",
      "  jumpgate keys init",
      "  jumpgate keys node ship",
      "  jumpgate keys operator ann --role viewer"
    })
final class KeysCommand implements Callable<Integer> {

  private final Invocation invocation;
  private final InstantSource clock;

  KeysCommand(Invocation invocation, InstantSource clock) {
    this.invocation = invocation;
    this.clock = clock;
  }

  /** Lists what is there. */
  @Override
  public Integer call() {
    KeyFolder folder = invocation.keyFolder();
    List<KeyText.Row> rows = new ArrayList<>();
    for (Issued issued : folder.exists() ? folder.issued() : List.<Issued>of()) {
      rows.add(row(issued));
    }
    if (invocation.json) {
      invocation.println(Json.document(rows));
    } else if (rows.isEmpty()) {
      invocation.remark(
          folder.exists()
              ? "%s has no keys of nodes or operators".formatted(folder.path())
              : "there are no keys in %s: jumpgate keys init makes an authority"
                  .formatted(folder.path()));
    } else {
      invocation.print(KeyText.table(rows, clock.instant(), invocation.session().style()));
    }
    return ExitCode.DONE;
  }

  @Command(name = "init", description = "Makes a private certificate authority.")
  int init(
      @Option(
              names = "--replace",
              description = "In place of one that is there: all that it signed is worthless then.")
          boolean replace) {
    KeyFolder folder = invocation.keyFolder();
    Authority authority = Authority.init(folder, replace, clock, new SecureRandom());
    tell(
        new KeyText.Row(
            "jumpgate",
            "authority",
            null,
            authority.expires(),
            folder.path().resolve("ca.pem").toString()));
    return ExitCode.DONE;
  }

  @Command(name = "node", description = "Makes the keys of a node.")
  int node(
      @Parameters(paramLabel = "NAME", description = "The node's name.") String name,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "365",
              description = "How long they are good for. Default: 365.")
          int days,
      @Option(
              names = "--replace",
              description = "In place of those that are there; a node that runs takes them up.")
          boolean replace) {
    return issue(new Holder.OfNode(name), days, replace);
  }

  @Command(name = "operator", description = "Makes the keys of an operator.")
  int operator(
      @Parameters(paramLabel = "NAME", description = "The operator's name.") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "viewer, operator or admin.")
          Role role,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "365",
              description = "How long they are good for. Default: 365.")
          int days,
      @Option(names = "--replace", description = "In place of those that are there.")
          boolean replace) {
    return issue(new Holder.OfOperator(name, role), days, replace);
  }

  private int issue(Holder holder, int days, boolean replace) {
    if (days < 1 || days > Authority.AUTHORITY_VALIDITY.toDays()) {
      throw new OperatorException(
          BAD_USAGE,
          "--days %d: from 1 to %d".formatted(days, Authority.AUTHORITY_VALIDITY.toDays()),
          null);
    }
    var authority = Authority.open(invocation.keyFolder(), clock, new SecureRandom());
    tell(row(authority.issue(holder, Duration.ofDays(days), replace)));
    return ExitCode.DONE;
  }

  private static KeyText.Row row(Issued issued) {
    return switch (issued.holder()) {
      case Holder.OfNode(var name) ->
          new KeyText.Row(name, "node", null, issued.expires(), issued.file().toString());
      case Holder.OfOperator(var name, var role) ->
          new KeyText.Row(
              name, "operator", role.toString(), issued.expires(), issued.file().toString());
    };
  }

  private void tell(KeyText.Row row) {
    if (invocation.json) {
      invocation.println(Json.document(row));
    } else {
      invocation.print(KeyText.made(row, invocation.session().style()));
    }
  }
}
