package dev.throughline.demo;

import java.util.List;

/// What people are called and where they live, by country.
///
/// Numbers are of the ranges that regulators keep for films and books; addresses are of domains
/// that nobody can have.
record Names(
    String country,
    String zone,
    String locale,
    List<String> first,
    List<String> last,
    List<String> cities,
    List<String> phones) {

  static final Names GERMANY =
      new Names(
          "DE",
          "Europe/Berlin",
          "de",
          words(
              "Anna Lena Marie Sophie Hannah Clara Emma Mia Johanna Katharina Paula Greta Ida Frieda"
                  + " Lukas Jonas Paul Felix Maximilian Jakob Anton Emil Karl Moritz Tobias Sebastian"
                  + " Matthias Jan Henrik Fatma Emre Aylin Mehmet Nour Olena"),
          words(
              "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter"
                  + " Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange"
                  + " Werner Krause Lehmann Yilmaz Demir Kaya Nowak Petersen"),
          words("Berlin Hamburg Leipzig Köln München Dresden Bremen Freiburg Kassel Erfurt Halle"),
          List.of("+4915228817386", "+4915228895456", "+4915254599371", "+491729925904"));

  static final Names FRANCE =
      new Names(
          "FR",
          "Europe/Paris",
          "fr",
          words(
              "Camille Léa Manon Chloé Inès Jeanne Louise Alice Juliette Margot Élise Nora Yasmine"
                  + " Louis Gabriel Hugo Arthur Jules Nathan Théo Baptiste Antoine Mathieu Karim"
                  + " Mehdi Étienne Rémi Olivier"),
          words(
              "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent"
                  + " Lefèvre Michel Garcia David Bertrand Roux Vincent Fournier Benali Diallo"
                  + " Nguyen Girard Mercier"),
          words("Paris Lyon Lille Nantes Bordeaux Toulouse Strasbourg Rennes Dijon"),
          List.of("+33639980011", "+33639980427", "+33639981903", "+33639982218"));

  static final Names BRITAIN =
      new Names(
          "GB",
          "Europe/London",
          "en",
          words(
              "Olivia Amelia Isla Freya Poppy Grace Charlotte Harriet Eleanor Ruby Aisha Priya Niamh"
                  + " Oliver George Harry Noah Jack Leo Arthur Alfie Thomas Callum Rhys Mohammed"
                  + " Kwame Ewan Hamish"),
          words(
              "Smith Jones Taylor Brown Williams Wilson Davies Evans Thomas Johnson Roberts Walker"
                  + " Wright Robinson Hughes Hall Green Wood Patel Khan Campbell MacDonald Murphy"
                  + " Okafor Begum"),
          words("London Leeds Bristol Glasgow Manchester York Cardiff Brighton Norwich"),
          List.of("+447700900123", "+447700900418", "+447700900672", "+447700900931"));

  static final Names AMERICA =
      new Names(
          "US",
          "America/New_York",
          "en",
          words(
              "Ava Harper Evelyn Abigail Madison Zoe Nora Hazel Maya Sofia Camila Jasmine Naomi"
                  + " Ethan Mason Logan Caleb Wyatt Henry Isaac Julian Diego Malik Andre Connor"
                  + " Theodore Levi"),
          words(
              "Miller Davis Garcia Rodriguez Martinez Anderson Jackson White Harris Clark Lewis Young"
                  + " Allen King Scott Hill Baker Nelson Carter Mitchell Perez Turner Phillips"
                  + " Nguyen Kim"),
          words("Boston Philadelphia Atlanta Pittsburgh Richmond Providence Baltimore"),
          List.of("+12125550142", "+16175550176", "+12155550118", "+14045550163"));

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
