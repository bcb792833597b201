package dev.jumpgate.gate.evaluator;

/**
 * What the {@link Weaver} makes snippets call. Public only because their classes live in another
 * loader and package.
 */
@SuppressWarnings("DoNotCallSuggester") // Called by woven byte code only.
public final class Woven {

  private Woven() {}

  /** Called at each method's start and before each jump back. */
  public static void check() {
    Run.check();
  }

  /** Stands for {@code System.exit}. */
  public static void exit(int code) {
    throw new ExitRefused(code);
  }

  /** Stands for {@code Runtime.exit} and {@code Runtime.halt}. */
  public static void exit(Runtime runtime, int code) {
    throw new ExitRefused(code);
  }
}
