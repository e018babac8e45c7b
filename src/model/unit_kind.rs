//! Kinds of units that corporations let: homes, and what stands among them in a file of all units.

/// What a word says of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// A home.
    Home,
    /// Something else, in a word.
    Other(&'static str),
}

/// Beginnings of words for what is no home, each with the word that is told.
const OTHERS: [(&str, &str); 51] = [
    ("antenne", "antenne"),
    ("atelier", "atelier"),
    ("autobox", "autobox"),
    ("basisschool", "school"),
    ("bedrijf", "bedrijfsruimte"),
    ("bedrijfs", "bedrijfsruimte"),
    ("berghok", "berging"),
    ("berging", "berging"),
    ("bergruimte", "berging"),
    ("bijeenkomst", "bijeenkomstruimte"),
    ("bog", "BOG"),
    ("box", "box"),
    ("buurthuis", "buurthuis"),
    ("buurtcentrum", "buurthuis"),
    ("carport", "carport"),
    ("fietsenberging", "fietsenstalling"),
    ("fietsenstalling", "fietsenstalling"),
    ("fietsparkeer", "fietsenstalling"),
    ("garage", "garage"),
    ("gezondheidszorgfunctie", "gezondheidszorgfunctie"),
    ("grond", "grond"),
    ("horeca", "horeca"),
    ("industriefunctie", "industriefunctie"),
    ("kantoor", "kantoor"),
    ("kelderbox", "berging"),
    ("kinderopvang", "kinderopvang"),
    ("logiesfunctie", "logiesfunctie"),
    ("loods", "loods"),
    ("maatschappelijk", "maatschappelijk vastgoed"),
    ("magazijn", "magazijn"),
    ("mog", "MOG"),
    ("onderwijs", "school"),
    ("opslag", "opslag"),
    ("parkeer", "parkeerplaats"),
    ("parkeren", "parkeerplaats"),
    ("parking", "parkeerplaats"),
    ("pp", "parkeerplaats"),
    ("praktijk", "praktijkruimte"),
    ("recreatieruimte", "recreatieruimte"),
    ("school", "school"),
    ("scootmobiel", "scootmobielplek"),
    ("showroom", "winkel"),
    ("sportfunctie", "sportfunctie"),
    ("stalling", "stalling"),
    ("supermarkt", "winkel"),
    ("volkstuin", "volkstuin"),
    ("wijkcentrum", "buurthuis"),
    ("winkel", "winkel"),
    ("zendmast", "antenne"),
    ("zog", "ZOG"),
    ("zorgvastgoed", "zorgvastgoed"),
];

/// Words that are taken whole and not as beginnings: they begin other words too.
const WHOLE: [&str; 7] = ["bog", "box", "mog", "pp", "zog", "grond", "bedrijf"];

/// Parts of words for homes.
const HOMES: [&str; 20] = [
    "woning",
    "woonruimte",
    "woonfunctie",
    "woonwagen",
    "woonboot",
    "wonen",
    "appartement",
    "flat",
    "eengezins",
    "meergezins",
    "maisonnette",
    "maisonette",
    "studio",
    "kamer",
    "etage",
    "portiek",
    "galerij",
    "herenhuis",
    "rijtjeshuis",
    "penthouse",
];

/// Words for homes that are taken whole.
const WHOLE_HOMES: [&str; 8] =
    ["egw", "mgw", "huis", "zelfstandig", "onzelfstandig", "home", "house", "woon"];

/// The codes of VERA for homes: EENHEIDSOORT, and EENHEIDDETAILSOORT below it.
const HOME_CODES: &str = "WOO BEN BOV COR EIN GAL GTW GWO HAL HER HOE KAM KNG MAI POF POW PRW TIJ TIN TUS TWE \
    VRI WAT WOB WOW WWP";

/// The codes of VERA for other units.
const OTHER_CODES: &str = "BED INT MOG OVE PAR REC ANT ATE BAS BER BIB BIJ BOU BRE BUU CJG CUL DAG EPK FIE GAR \
    GEM HOR HOS JON KAN KIN KTI LGI LIG LVG MAA MUL MWR OPS OPV PAM PAO PRA PZI REZ SCH SCO STP VEI VGI VOL \
    VPL VZO WEL WER WIJ WIR WWI WWR ZIE ZST";

/// What a text says of a unit, in words; `None` where it says nothing of the kind. A home with a garage is
/// a home.
pub fn unit_kind(text: &str) -> Option<UnitKind> {
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_home =
        |word: &str| WHOLE_HOMES.contains(&word) || HOMES.iter().any(|part| word.contains(part));
    if words().any(is_home) {
        return Some(UnitKind::Home);
    }
    let other = |word: &str| {
        let fits = |start: &str| {
            if WHOLE.contains(&start) { word == start } else { word.starts_with(start) }
        };
        OTHERS.iter().find(|(start, _)| fits(start)).map(|(_, told)| UnitKind::Other(told))
    };
    words().find_map(other)
}

/// What a code of VERA says of a unit: `WOO`, `PAR.GAR`; of several the last one that is known.
pub fn unit_code(text: &str) -> Option<UnitKind> {
    let code = |code: &str| {
        if HOME_CODES.split(' ').any(|home| home == code) {
            return Some(UnitKind::Home);
        }
        OTHER_CODES.split(' ').find(|other| *other == code).map(UnitKind::Other)
    };
    text.trim().split(['.', '-', '_', '/', ' ']).rev().find_map(code)
}

/// Whether a column of this name, bare as [`bare_name`](super::schema::bare_name) makes it, says by its
/// name that it tells the kind of a unit.
pub fn names_unit_kind(bare: &str) -> bool {
    const NAMES: [&str; 12] = [
        "soort",
        "type",
        "detailsoort",
        "hoofdsoort",
        "subsoort",
        "subtype",
        "categorie",
        "gebruiksdoel",
        "gebruiksdoelen",
        "gebruiksfunctie",
        "bestemming",
        "functie",
    ];
    const UNITS: [&str; 9] =
        ["eenheid", "vhe", "oge", "object", "verhuur", "vastgoed", "woning", "unit", "bezit"];
    const KINDS: [&str; 5] = ["soort", "type", "categorie", "kind", "functie"];
    let any = |parts: &[&str]| parts.iter().any(|part| bare.contains(part));
    NAMES.contains(&bare) || (any(&UNITS) && any(&KINDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_homes_and_for_what_is_none() {
        for text in ["Woning", "appartement (3 kamers)", "Woning met garage", "EGW", "Bovenwoning"]
        {
            assert_eq!(unit_kind(text), Some(UnitKind::Home), "{text}");
        }
        for (text, told) in [
            ("Garage", "garage"),
            ("GARAGEBOX 12", "garage"),
            ("Parkeerplaats overdekt", "parkeerplaats"),
            ("PP", "parkeerplaats"),
            ("Bedrijfsruimte", "bedrijfsruimte"),
            ("Winkel", "winkel"),
            ("BOG", "BOG"),
            ("kelderbox", "berging"),
        ] {
            assert_eq!(unit_kind(text), Some(UnitKind::Other(told)), "{text}");
        }
        for text in ["", "Jansen", "ja", "PPP", "boxer", "groot", "D", "1978"] {
            assert_eq!(unit_kind(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_vera() {
        assert_eq!(unit_code("WOO"), Some(UnitKind::Home));
        assert_eq!(unit_code("WOO.TUS"), Some(UnitKind::Home));
        assert_eq!(unit_code("PAR.GAR"), Some(UnitKind::Other("GAR")));
        assert_eq!(unit_code("woo"), None);
        assert_eq!(unit_code("A"), None);
    }

    #[test]
    fn names_of_columns() {
        for name in ["soort", "type", "soorteenheid", "typevhe", "eenheidtype", "gebruiksdoel"] {
            assert!(names_unit_kind(name), "{name}");
        }
        for name in ["label", "soortdak", "typeglas", "huurder", "eenheid"] {
            assert!(!names_unit_kind(name), "{name}");
        }
    }

    #[test]
    fn no_code_is_told_twice() {
        let mut codes: Vec<&str> = OTHER_CODES.split(' ').chain(HOME_CODES.split(' ')).collect();
        assert!(codes.iter().all(|code| code.len() == 3));
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
