package dev.throughline.message;

import java.util.List;

/// The channels that people can be reached on, in the workspace order used when nothing else
/// decides.
public final class Channels {
  public static final String EMAIL = "email";
  public static final String SMS = "sms";
  public static final String PUSH = "push";
  public static final String WEB_PUSH = "web_push";
  public static final String IN_APP = "in_app";
  public static final String WEB = "web";
  public static final List<String> ALL = List.of(EMAIL, PUSH, WEB_PUSH, SMS, IN_APP, WEB);

  private Channels() {}
}
