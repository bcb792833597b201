package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler that failed, with all that is known of it.
 *
 * @param status its line in the list
 * @param revision how many commits the state before had had
 * @param message what it failed on, or null where that was no message: a start, an end
 * @param state the state before, which stands as it was; null where it cannot be shown
 * @param stack of what was thrown, or where the handler was abandoned; innermost first
 * @param before the last messages that were handled before, oldest first
 * @param deadLetter the id under which the message is kept, or null where it is not
 */
public record Crash(
    CrashStatus status,
    long revision,
    @Nullable Tree message,
    @Nullable Tree state,
    List<String> stack,
    List<Tree> before,
    @Nullable String deadLetter) {}
