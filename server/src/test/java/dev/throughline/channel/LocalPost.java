package dev.throughline.channel;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/// A real SMTP server in this process, on a port of its own.
public final class LocalPost {
  /// Only ends a start that would hang; the usual two seconds are few for a busy machine.
  private static final long LONGEST_START_MS = 120_000;

  private LocalPost() {}

  public static GreenMail office() {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", "smtp");
    setup.setServerStartupTimeout(LONGEST_START_MS);
    return new GreenMail(setup);
  }
}
