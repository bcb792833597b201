package dev.jumpgate.cluster;

import java.util.List;

/**
 * Goes the way that messages go, behind them, and tells its sender when it has come out at the
 * owner: then all that went before it has too.
 *
 * @param node who sent it
 * @param round which of the flushes of that node and process it is; an answer to an earlier one is
 *     void
 * @param sent the epoch of the way it was sent on
 * @param behind members that its sender knows to be lost: it goes on from no node that may still
 *     take something from one of them
 */
public record Flush(String node, long round, long sent, List<Member> behind) {}
