package dev.jumpgate.shell.demo;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every command of every client and what became of it.
 *
 * <p>Takes the lines that clients write, in the order in which each of them wrote:
 *
 * <pre>
 * client NAME NODE
 * sent NAME NUMBER
 * called NAME NUMBER
 * answered NAME NUMBER APPLIED LAST DISORDER
 * failed NAME NUMBER REASON
 * </pre>
 *
 * A line that makes no sense spoils the ledger: its figures prove nothing then, and it is not
 * clean. Safe for use by several threads.
 */
final class Ledger {

  // Guarded by this.
  private final Map<String, ClientAccount> clients = new LinkedHashMap<>();
  private final Set<String> killed = new HashSet<>();
  private @Nullable String spoiled;
  private @Nullable String failure;

  /** Takes one line; throws {@link IllegalArgumentException} where it makes no sense. */
  synchronized void line(String line) {
    try {
      take(line.split(" ", 4), line);
    } catch (IllegalArgumentException e) {
      spoil("not a line of this ledger: " + line + " (" + e.getMessage() + ")");
      throw new IllegalArgumentException(spoiled, e);
    }
  }

  private void take(String[] words, String line) {
    if (words.length < 3) {
      throw new IllegalArgumentException("too short");
    }
    String name = words[1];
    if (words[0].equals("client")) {
      if (clients.putIfAbsent(name, new ClientAccount(words[2])) != null) {
        throw new IllegalArgumentException("that client is here already");
      }
      return;
    }
    ClientAccount account = account(name);
    long number = Long.parseLong(words[2]);
    switch (words[0]) {
      case "sent" -> account.sent(number);
      case "called" -> account.called(number);
      case "answered" -> {
        long[] log = numbers(words);
        account.answered(number, log[0], log[1], log[2]);
      }
      case "failed" -> {
        account.failed(number);
        failure = failure == null ? line : failure;
      }
      default -> throw new IllegalArgumentException("unknown word");
    }
  }

  private static long[] numbers(String[] words) {
    String[] rest = words.length < 4 ? new String[0] : words[3].split(" ", -1);
    if (rest.length != 3) {
      throw new IllegalArgumentException("an answer has three numbers");
    }
    return new long[] {Long.parseLong(rest[0]), Long.parseLong(rest[1]), Long.parseLong(rest[2])};
  }

  private ClientAccount account(String client) {
    ClientAccount account = clients.get(client);
    if (account == null) {
      throw new IllegalArgumentException("no such client");
    }
    return account;
  }

  /** A client's connection ended, for whatever reason. */
  synchronized void closed(String client) {
    account(client).close();
  }

  /**
   * A node was killed: what its clients had open is cut, not failed, and what is on its way one way
   * may never come. To say so again means the same kill.
   */
  synchronized void killed(String node) {
    if (killed.add(node)) {
      clients.values().forEach(ClientAccount::struck);
    }
  }

  synchronized void spoil(String why) {
    spoiled = spoiled == null ? why : spoiled;
  }

  synchronized Accounts accounts() {
    Accounts sum = Accounts.NONE;
    for (ClientAccount account : clients.values()) {
      sum = sum.plus(account.accounts(killed.contains(account.node())));
    }
    return sum;
  }

  /** What an operator should know beside the ledger line: why it is not clean; empty if it is. */
  synchronized List<String> complaints() {
    if (spoiled != null) {
      return List.of(spoiled);
    }
    return failure == null ? List.of() : List.of("first failed call: " + failure);
  }

  synchronized boolean clean() {
    return spoiled == null && accounts().clean();
  }

  /** How many clients have had an answer. */
  synchronized long answered() {
    return clients.values().stream().filter(ClientAccount::answered).count();
  }

  /** How many connections of clients are open, on one node or with null on all. */
  synchronized long connected(@Nullable String node) {
    return clients.values().stream()
        .filter(account -> !account.closed())
        .filter(account -> node == null || account.node().equals(node))
        .count();
  }
}
