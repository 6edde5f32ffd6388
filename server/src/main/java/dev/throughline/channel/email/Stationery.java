package dev.throughline.channel.email;

/// What every mail of a workspace carries, besides what its template says.
///
/// @param postalAddress shown under everything but transactional mail
/// @param utmSource whose mails they are, for web analytics
public record Stationery(
    String postalAddress, String utmSource, boolean trackOpens, boolean trackClicks) {}
