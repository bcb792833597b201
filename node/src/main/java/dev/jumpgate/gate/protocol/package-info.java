/**
 * What a shell and a gate say to each other: sealed calls and replies, records in our own codec.
 *
 * <pre>
 * shell                                   gate
 *   | -- Hello(protocol, version) -------> |     both sides first, then
 *   | &lt;------- Hello(protocol, version) -- |
 *   | -- Ask(7, Ps("*")) ----------------> |
 *   | &lt;--------- Answered(7, Processes) -- |     or Failed(7, code, message, hint)
 *   | -- Ask(8, Follow()) ---------------> |
 *   | &lt;---- Answered(8, Done) ------------ |
 *   | &lt;---- Happened(8, event) ----------- |     any number, until Cancel(8)
 *   | -- Ask(10, Trace("nav", ...)) -----> |
 *   | &lt;---- Answered(10, Done) ----------- |
 *   | &lt;---- Traced(10, step) ------------- |     any number, Over the last, or until Cancel(10)
 *   | -- Evaluate(9, Invoke(...)) -------> |
 *   | &lt;---- Printed(9, "...", false) ----- |     any number
 *   | &lt;------ Evaluated(9, Value("42")) -- |
 * </pre>
 *
 * Every frame is a length (four bytes, big endian) and that many bytes of codec. Answers come in
 * any order. Start reading at {@link dev.jumpgate.gate.protocol.Call}.
 */
@NullMarked
package dev.jumpgate.gate.protocol;

import org.jspecify.annotations.NullMarked;
