package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a link: takes each packet of the other end's session once and in order.
 * Guarded by the link, but for what the inboxes do by themselves.
 */
final class Incoming {

  private final Map<Channel, Inbox> inboxes = new EnumMap<>(Channel.class);
  // 0 while the other end has not greeted.
  private long session;
  private long received;

  void add(Inbox inbox) {
    inboxes.put(inbox.channel(), inbox);
  }

  long session() {
    return session;
  }

  long received() {
    return received;
  }

  /** Takes a packet with frames, of the present session; gives the inbox that is to be started. */
  @Nullable Inbox take(Packet.Data data, Channel channel) throws BadPacketException {
    if (data.sequence() <= received) {
      return null; // came over an earlier wire
    }
    if (data.sequence() != received + 1) {
      throw new BadPacketException(
          "packet %d instead of %d".formatted(data.sequence(), received + 1));
    }
    Inbox inbox = inboxes.get(channel);
    if (inbox == null) {
      throw new BadPacketException("nobody receives " + channel);
    }
    boolean start = inbox.add(data.bytes(), data.from());
    received++;
    return start ? inbox : null;
  }

  /** The other end's session is another one now. */
  void begin(long fresh) {
    if (session != 0) {
      inboxes.values().forEach(Inbox::restart);
    }
    session = fresh;
    received = 0;
  }

  /** What was handled since this was last asked. */
  List<Packet.Grant> takeGrants() {
    List<Packet.Grant> grants = null;
    for (Inbox inbox : inboxes.values()) {
      if (inbox.hasGrant()) {
        grants = grants == null ? new ArrayList<>(inboxes.size()) : grants;
        grants.add(inbox.takeGrant());
      }
    }
    return grants == null ? List.of() : grants;
  }

  /** What was granted over a wire that was cut may not have come through. */
  void grantAgain() {
    inboxes.values().forEach(Inbox::grantAgain);
  }
}
