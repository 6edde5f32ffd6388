package dev.throughline.message;

/// What templates show in place of a recipient's own links, which are made when the message is sent
/// and not when it is decided. No such host can exist (RFC 2606), so one that is left over leads
/// nowhere.
public final class LinkPlaceholders {
  /// `{{ unsubscribe_url }}`.
  public static final String UNSUBSCRIBE = "https://unsubscribe.invalid/";

  /// `{{ preferences_url }}`.
  public static final String PREFERENCES = "https://preferences.invalid/";

  private LinkPlaceholders() {}
}
