/**
 * The application that {@code jumpgate demo} runs: a ship's processes, and clients that hammer one
 * of them and keep a ledger of what it answers.
 *
 * <pre>
 *  clients (4 a node) -- Thrust, Chart, Turn --&gt; nav -- Burn --&gt; engine
 *     |                     &lt;-- Log --           ^  &lt;-- Fuel --   ^
 *     | sent, called, answered                   '---- radar -----'   asks both, once a second
 *     v
 *  ledger (a Unix-domain socket of the demo's own JVM)
 * </pre>
 *
 * Every client numbers its commands 1, 2, 3... and {@code nav} keeps a {@link
 * dev.jumpgate.examples.spaceship.Navigation.Log} per client, so that one answer accounts for
 * everything the client did before: a command that was lost, applied twice or overtaken shows.
 *
 * <p>Start reading at {@link dev.jumpgate.examples.spaceship.Navigation}.
 */
@NullMarked
package dev.jumpgate.examples.spaceship;

import org.jspecify.annotations.NullMarked;
