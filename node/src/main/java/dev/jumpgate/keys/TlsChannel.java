package dev.jumpgate.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/**
 * A socket with TLS on it, for those that read and write blocks of bytes and wait.
 *
 * <p>One thread reads, one at a time writes; any thread may close.
 */
public final class TlsChannel implements ByteChannel {

  private static final int CHUNK = 16 * 1024;

  // Immutable.
  private final Socket plain;
  private final SSLSocket tls;
  // Held while something is written: who closes then cannot say goodbye, and need not wait either.
  private final ReentrantLock writing = new ReentrantLock();

  private TlsChannel(Socket plain, SSLSocket tls) {
    this.plain = plain;
    this.tls = tls;
  }

  /** The end that was called. */
  public static TlsChannel called(Socket socket, Credentials own) throws IOException {
    return over(socket, own, false);
  }

  /** The end that calls. */
  public static TlsChannel calling(Socket socket, Credentials own) throws IOException {
    return over(socket, own, true);
  }

  private static TlsChannel over(Socket socket, Credentials own, boolean calls) throws IOException {
    var tls =
        (SSLSocket)
            own.context()
                .getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    tls.setUseClientMode(calls);
    var parameters = Credentials.parameters();
    if (calls) {
      parameters.setNeedClientAuth(false);
    }
    tls.setSSLParameters(parameters);
    return new TlsChannel(socket, tls);
  }

  /**
   * Proves each side to the other. A time-out of the socket is for this alone, and gone after.
   *
   * @return who is at the other end
   * @throws IOException when either is not satisfied; the channel is of no more use
   */
  public Holder handshake() throws IOException {
    tls.startHandshake();
    plain.setSoTimeout(0);
    try {
      var certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      // The JDK does not look at the dates again where a session is resumed.
      certificate.checkValidity();
      return Holder.of(certificate);
    } catch (CertificateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    InputStream in = tls.getInputStream();
    int read = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
    if (read > 0) {
      into.position(into.position() + read);
    }
    return read;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int count = Math.min(CHUNK, from.remaining());
    writing.lock();
    try {
      OutputStream out = tls.getOutputStream();
      out.write(from.array(), from.arrayOffset() + from.position(), count);
    } finally {
      writing.unlock();
    }
    from.position(from.position() + count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return !plain.isClosed();
  }

  /** Says goodbye and closes; where a writer is stuck it only closes. */
  @Override
  public void close() throws IOException {
    if (writing.tryLock()) {
      try {
        tls.close();
      } finally {
        writing.unlock();
        plain.close();
      }
    } else {
      plain.close();
    }
  }
}
