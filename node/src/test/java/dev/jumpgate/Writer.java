package dev.jumpgate;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Book;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A caller on a node in a JVM of its own, that writes one number after the other into a book; and
 * its ledger, in this JVM, of each call and what came of it. See {@link dev.jumpgate.fixture.Book}.
 */
final class Writer {

  // Longer than a call may take.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildNode node;
  private final String book;
  private final String name;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean stopped;

  // Guarded by this.
  private final Map<Long, Integer> acknowledged = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long calls;
  // Its node has ended with the last call in hand.
  private boolean cut;

  Writer(ChildNode node, String book, String round) {
    this.node = node;
    this.book = book;
    this.name = node.name() + "-" + round;
    Thread.ofVirtual().name("writer " + name).start(this::run);
  }

  private void run() {
    for (long n = 1; !stopped; n++) {
      synchronized (this) {
        calls++;
      }
      String answer = node.ask("write %s %s %d".formatted(book, name, n));
      if (!noted(n, answer)) {
        break;
      }
    }
    done.complete(null);
  }

  private synchronized boolean noted(long n, String answer) {
    if (answer.startsWith("ok ")) {
      acknowledged.put(n, Integer.valueOf(answer.substring(3)));
    } else if (answer.equals("ended")) {
      cut = true;
    } else {
      failures.add("%s: call %d of %s: %s".formatted(name, n, book, answer));
    }
    return !cut;
  }

  String book() {
    return book;
  }

  ChildNode node() {
    return node;
  }

  synchronized long calls() {
    return calls;
  }

  synchronized int acknowledged() {
    return acknowledged.size();
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized boolean isCut() {
    return cut;
  }

  /** Waits until so many more are acknowledged than now, or its node has ended. */
  void awaitMore(int more) {
    int goal = acknowledged() + more;
    await(more + " more lines", () -> acknowledged() >= goal || isCut());
  }

  private void await(String what, BooleanSupplier condition) {
    try {
      Await.within(PATIENCE, condition);
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s: no %s after %d of %d: %s".formatted(this, what, acknowledged(), calls(), failures()),
          e);
    }
  }

  /** Ends with the call in hand. */
  void stop() {
    stopped = true;
  }

  void join() {
    await("end", done::isDone);
  }

  /** What is wrong with the book, as it is read on that node; empty where nothing is. */
  synchronized List<String> complaints(ChildNode reader) {
    List<Long> lines = lines(reader.ask("read %s %s".formatted(book, name)));
    List<String> complaints = new ArrayList<>();
    acknowledged.forEach((number, place) -> {
      if (!lines.contains(number)) {
        complaints.add("%s: %d was acknowledged and is lost".formatted(this, number));
      } else if (lines.get(place - 1) != (long) number) {
        complaints.add(
            "%s: %d was line %d, which is %s".formatted(this, number, place, lines.get(place - 1)));
      }
    });
    complaints.addAll(disorder(lines));
    return complaints;
  }

  /** What is wrong with the copy of the book: what has come came once and in order. */
  synchronized List<String> complaintsOfCopy(ChildNode reader, String copy) {
    return disorder(copied(reader, copy));
  }

  /** True where all that stands in the book stands in its copy. */
  boolean isCopied(ChildNode reader, String copy) {
    return copied(reader, copy).equals(lines(reader.ask("read %s %s".formatted(book, name))));
  }

  private List<Long> copied(ChildNode reader, String copy) {
    return lines(reader.ask("read %s %s".formatted(copy, Book.copyOf(name))));
  }

  private List<String> disorder(List<Long> lines) {
    List<String> complaints = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long last = 0;
    for (long line : lines) {
      if (!seen.add(line)) {
        complaints.add("%s: %d was applied twice".formatted(this, line));
      } else if (line < last || line > calls) {
        complaints.add("%s: %d came behind %d of %d".formatted(this, line, last, calls));
      }
      last = Math.max(last, line);
    }
    return complaints;
  }

  private static List<Long> lines(String answer) {
    if (!answer.startsWith("ok ")) {
      throw new AssertionError("the book is not read: " + answer);
    }
    String numbers = answer.substring(3);
    return numbers.isEmpty()
        ? Collections.emptyList()
        : Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList();
  }

  @Override
  public String toString() {
    return name + " in " + book;
  }
}
