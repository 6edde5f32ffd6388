package dev.throughline.governance;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The time zone of each state of a country whose states keep different times; of a state that is
/// itself divided, that of most of its people.
///
/// Made from the tz database 2025b (`zone.tab`) and ISO 3166-2: a line is the country, the zone,
/// and its states as `CODE=Name`.
final class StateZones {
  private static final String TABLE =
      """
      US America/New_York CT=Connecticut DC=District_of_Columbia DE=Delaware FL=Florida GA=Georgia
      US America/New_York MA=Massachusetts MD=Maryland ME=Maine NC=North_Carolina NH=New_Hampshire
      US America/New_York NJ=New_Jersey NY=New_York OH=Ohio PA=Pennsylvania RI=Rhode_Island
      US America/New_York SC=South_Carolina VA=Virginia VT=Vermont WV=West_Virginia
      US America/Detroit MI=Michigan
      US America/Indiana/Indianapolis IN=Indiana
      US America/Kentucky/Louisville KY=Kentucky
      US America/Chicago AL=Alabama AR=Arkansas IA=Iowa IL=Illinois KS=Kansas LA=Louisiana
      US America/Chicago MN=Minnesota MO=Missouri MS=Mississippi ND=North_Dakota NE=Nebraska
      US America/Chicago OK=Oklahoma SD=South_Dakota TN=Tennessee TX=Texas WI=Wisconsin
      US America/Denver CO=Colorado MT=Montana NM=New_Mexico UT=Utah WY=Wyoming
      US America/Boise ID=Idaho
      US America/Phoenix AZ=Arizona
      US America/Los_Angeles CA=California NV=Nevada OR=Oregon WA=Washington
      US America/Anchorage AK=Alaska
      US Pacific/Honolulu HI=Hawaii
      US America/Puerto_Rico PR=Puerto_Rico
      US America/St_Thomas VI=US_Virgin_Islands
      US Pacific/Guam GU=Guam
      US Pacific/Saipan MP=Northern_Mariana_Islands
      US Pacific/Pago_Pago AS=American_Samoa
      CA America/St_Johns NL=Newfoundland_and_Labrador NF=Newfoundland
      CA America/Halifax NS=Nova_Scotia PE=Prince_Edward_Island
      CA America/Moncton NB=New_Brunswick
      CA America/Toronto ON=Ontario QC=Quebec
      CA America/Winnipeg MB=Manitoba
      CA America/Regina SK=Saskatchewan
      CA America/Edmonton AB=Alberta
      CA America/Vancouver BC=British_Columbia
      CA America/Whitehorse YT=Yukon
      CA America/Inuvik NT=Northwest_Territories
      CA America/Iqaluit NU=Nunavut
      AU Australia/Sydney NSW=New_South_Wales ACT=Australian_Capital_Territory
      AU Australia/Melbourne VIC=Victoria
      AU Australia/Brisbane QLD=Queensland
      AU Australia/Adelaide SA=South_Australia
      AU Australia/Darwin NT=Northern_Territory
      AU Australia/Perth WA=Western_Australia
      AU Australia/Hobart TAS=Tasmania
      BR America/Sao_Paulo DF=Distrito_Federal ES=Espirito_Santo GO=Goias MG=Minas_Gerais PR=Parana
      BR America/Sao_Paulo RJ=Rio_de_Janeiro RS=Rio_Grande_do_Sul SC=Santa_Catarina SP=Sao_Paulo
      BR America/Fortaleza CE=Ceara MA=Maranhao PB=Paraiba PI=Piaui RN=Rio_Grande_do_Norte
      BR America/Recife PE=Pernambuco
      BR America/Maceio AL=Alagoas SE=Sergipe
      BR America/Bahia BA=Bahia
      BR America/Belem AP=Amapa PA=Para
      BR America/Araguaina TO=Tocantins
      BR America/Campo_Grande MS=Mato_Grosso_do_Sul
      BR America/Cuiaba MT=Mato_Grosso
      BR America/Porto_Velho RO=Rondonia
      BR America/Boa_Vista RR=Roraima
      BR America/Manaus AM=Amazonas
      BR America/Rio_Branco AC=Acre
      MX America/Mexico_City AGU=Aguascalientes CHP=Chiapas CMX=Ciudad_de_Mexico DIF=Mexico_City
      MX America/Mexico_City COL=Colima GRO=Guerrero GUA=Guanajuato HID=Hidalgo JAL=Jalisco
      MX America/Mexico_City MEX=Estado_de_Mexico MIC=Michoacan MOR=Morelos OAX=Oaxaca PUE=Puebla
      MX America/Mexico_City QUE=Queretaro SLP=San_Luis_Potosi TAB=Tabasco TLA=Tlaxcala VER=Veracruz
      MX America/Mexico_City ZAC=Zacatecas
      MX America/Monterrey COA=Coahuila DUR=Durango NLE=Nuevo_Leon TAM=Tamaulipas
      MX America/Merida CAM=Campeche YUC=Yucatan
      MX America/Cancun ROO=Quintana_Roo
      MX America/Chihuahua CHH=Chihuahua
      MX America/Hermosillo SON=Sonora
      MX America/Mazatlan BCS=Baja_California_Sur NAY=Nayarit SIN=Sinaloa
      MX America/Tijuana BCN=Baja_California
      RU Europe/Kaliningrad KGD=Kaliningrad
      RU Europe/Moscow AD=Adygea ARK=Arkhangelsk BEL=Belgorod BRY=Bryansk CE=Chechnya CU=Chuvashia
      RU Europe/Moscow DA=Dagestan IN=Ingushetia IVA=Ivanovo KB=Kabardino-Balkaria KC=Karachay-Cherkessia
      RU Europe/Moscow KDA=Krasnodar KL=Kalmykia KLU=Kaluga KO=Komi KOS=Kostroma KR=Karelia KRS=Kursk
      RU Europe/Moscow LEN=Leningrad LIP=Lipetsk ME=Mari_El MO=Mordovia MOS=Moscow_Oblast MOW=Moscow
      RU Europe/Moscow MUR=Murmansk NEN=Nenets NGR=Novgorod NIZ=Nizhny_Novgorod ORL=Oryol PNZ=Penza
      RU Europe/Moscow PSK=Pskov ROS=Rostov RYA=Ryazan SE=North_Ossetia SMO=Smolensk
      RU Europe/Moscow SPE=Saint_Petersburg STA=Stavropol TA=Tatarstan TAM=Tambov TUL=Tula TVE=Tver
      RU Europe/Moscow VLA=Vladimir VLG=Vologda VOR=Voronezh YAR=Yaroslavl
      RU Europe/Kirov KIR=Kirov
      RU Europe/Volgograd VGG=Volgograd
      RU Europe/Astrakhan AST=Astrakhan
      RU Europe/Saratov SAR=Saratov
      RU Europe/Ulyanovsk ULY=Ulyanovsk
      RU Europe/Samara SAM=Samara UD=Udmurtia
      RU Asia/Yekaterinburg BA=Bashkortostan CHE=Chelyabinsk KGN=Kurgan KHM=Khanty-Mansi ORE=Orenburg
      RU Asia/Yekaterinburg PER=Perm SVE=Sverdlovsk TYU=Tyumen YAN=Yamalo-Nenets
      RU Asia/Omsk OMS=Omsk
      RU Asia/Novosibirsk NVS=Novosibirsk
      RU Asia/Barnaul AL=Altai_Republic ALT=Altai_Krai
      RU Asia/Tomsk TOM=Tomsk
      RU Asia/Novokuznetsk KEM=Kemerovo
      RU Asia/Krasnoyarsk KK=Khakassia KYA=Krasnoyarsk TY=Tuva
      RU Asia/Irkutsk BU=Buryatia IRK=Irkutsk
      RU Asia/Chita ZAB=Zabaykalsky
      RU Asia/Yakutsk AMU=Amur SA=Sakha
      RU Asia/Vladivostok KHA=Khabarovsk PRI=Primorsky YEV=Jewish_Autonomous_Oblast
      RU Asia/Magadan MAG=Magadan
      RU Asia/Sakhalin SAK=Sakhalin
      RU Asia/Kamchatka KAM=Kamchatka
      RU Asia/Anadyr CHU=Chukotka
      """;

  /// Zone ids by `COUNTRY-STATE`, both as code and as name.
  private static final Map<String, String> ALL = parse();

  private StateZones() {}

  private static Map<String, String> parse() {
    Map<String, String> zones = new TreeMap<>();
    for (String line : TABLE.strip().split("\n", -1)) {
      String[] words = line.strip().split(" ", -1);
      for (int i = 2; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        zones.put(key(words[0], words[i].substring(0, equals)), words[1]);
        zones.put(key(words[0], words[i].substring(equals + 1)), words[1]);
      }
    }
    return Collections.unmodifiableMap(zones);
  }

  private static String key(String country, String state) {
    return country + "-" + Countries.folded(state);
  }

  /// @param state a code (`CA`, `US-CA`) or an English name, in any case
  static Optional<String> of(String country, String state) {
    String bare = state.strip();
    boolean prefixed = bare.toUpperCase(Locale.ROOT).startsWith(country + "-");
    return Optional.ofNullable(
        ALL.get(key(country, prefixed ? bare.substring(country.length() + 1) : bare)));
  }

  static List<String> zones() {
    return List.copyOf(ALL.values());
  }
}
