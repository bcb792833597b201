package dev.jumpgate.process;

import org.jspecify.annotations.Nullable;

/**
 * Where the answer to a request goes. A value: keep it in the state, it moves with the process.
 *
 * @param node the caller's node
 * @param incarnation the life of that node
 * @param call the caller's number for this request
 * @param process the caller where it is a process, null where it is a thread
 * @param <R> the answer
 */
@SuppressWarnings("UnusedTypeParameter") // R ties the type of the answer to that of the request
public record ReplyTo<R>(String node, long incarnation, long call, @Nullable Pid process) {}
