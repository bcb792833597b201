package dev.jumpgate.operator;

/**
 * A dead letter that was sent again. Whether it was handled this time shows in the process; a
 * message that was a request has nobody any more who waits for its answer.
 *
 * @param id the letter's
 * @param process the name or pid that it went to
 */
public record RedeliverResult(String id, String process) {}
