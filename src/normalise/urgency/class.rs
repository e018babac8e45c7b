//! The class of one value of the priority column.

use std::collections::BTreeSet;

use crate::config::{Urgent, plain_value};

use super::UNREAD;

/// What a letting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Urgent, and of the group at this position among those of the definition, if of any.
    Urgent(Option<usize>),
    Regular,
    Excluded,
    /// It cannot be read: counted, and not known to be urgent or regular.
    Unread,
}

/// Why a value has no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unclear {
    /// No list names it.
    Unnamed,
    /// It holds codes of several groups.
    SeveralGroups,
}

/// VERA's VOORRANGSOORT `URG` and the VOORRANGDETAILSOORT codes below it.
///
/// Aedes, VERA referentiedata (CC0), as of 2026-06-26.
const VERA_URGENT: [&str; 14] = [
    "URG", "BER", "DAK", "DUP", "EXD", "FIN", "GEW", "HUI", "MAN", "MED", "REL", "SOC", "STA",
    "UIT",
];

/// The other codes of VOORRANGSOORT (binding, group, indication) and those below them.
const VERA_REGULAR: [&str; 11] =
    ["BIN", "GRO", "IND", "ECO", "KRN", "MAA", "REG", "GEL", "ROL", "RST", "SER"];

/// The class of one value: by the lists and groups first, and then by VERA where the definition asks for
/// it.
pub(super) fn class(text: &str, urgent: &Urgent) -> Result<Class, Unclear> {
    let plain = plain_value(text);
    let among = |list: &[String]| list.iter().any(|word| plain_value(word) == plain);
    if among(&urgent.values) {
        return Ok(Class::Urgent(None));
    }
    if let Some(group) = urgent.groups.values().position(|list| among(list)) {
        return Ok(Class::Urgent(Some(group)));
    }
    if among(&urgent.regular) {
        return Ok(Class::Regular);
    }
    if among(&urgent.exclude) {
        return Ok(Class::Excluded);
    }
    if text == UNREAD {
        return Ok(Class::Unread);
    }
    if urgent.vera { by_vera(text, urgent) } else { Err(Unclear::Unnamed) }
}

/// The class of a cell of VERA codes, of which there may be several (`GRO, URG.STA`): urgent when any
/// is; regular without any, for then no priority was given. Of a group is a cell with a code that the
/// group names, by itself (`STA`) or with its kind (`URG.STA`).
fn by_vera(text: &str, urgent: &Urgent) -> Result<Class, Unclear> {
    let codes = text.split([',', ';', '|', '+', '/', ' ']).filter(|code| !code.is_empty());
    let (mut class, mut groups) = (Class::Regular, BTreeSet::new());
    for code in codes {
        let last = code.rsplit('.').next().unwrap_or(code);
        let spelt = [plain_value(code), plain_value(last)];
        let names = |list: &Vec<String>| list.iter().any(|word| spelt.contains(&plain_value(word)));
        let group = urgent.groups.values().position(names);
        groups.extend(group);
        let upper = last.to_uppercase();
        if group.is_some() || VERA_URGENT.contains(&upper.as_str()) {
            class = Class::Urgent(None);
        } else if !VERA_REGULAR.contains(&upper.as_str()) {
            return Err(Unclear::Unnamed);
        }
    }
    match groups.len() {
        0 => Ok(class),
        1 => Ok(Class::Urgent(groups.first().copied())),
        _ => Err(Unclear::SeveralGroups),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn each_value_is_in_the_class_of_its_list() {
        let urgent = Urgent {
            values: list(&["Urg"]),
            groups: [("zorg".to_owned(), list(&["Med "]))].into(),
            regular: list(&["reg", ""]),
            exclude: list(&["RUIL"]),
            ..Urgent::default()
        };
        assert_eq!(class("URG ", &urgent), Ok(Class::Urgent(None)));
        assert_eq!(class("MED", &urgent), Ok(Class::Urgent(Some(0))));
        assert_eq!(class("", &urgent), Ok(Class::Regular));
        assert_eq!(class("ruil", &urgent), Ok(Class::Excluded));
        assert_eq!(class("STA", &urgent), Err(Unclear::Unnamed));
        assert_eq!(class("MED, URG", &urgent), Err(Unclear::Unnamed)); // codes are those of VERA alone
        assert_eq!(class(UNREAD, &urgent), Ok(Class::Unread));
    }

    #[test]
    fn codes_of_vera_are_urgent_when_any_is() {
        let urgent = Urgent { exclude: list(&["MAN"]), vera: true, ..Urgent::default() };
        assert_eq!(class("GRO, VOORRANGSOORT.URG", &urgent), Ok(Class::Urgent(None)));
        assert_eq!(class("URG.STA", &urgent), Ok(Class::Urgent(None)));
        assert_eq!(class("BIN|IND", &urgent), Ok(Class::Regular));
        assert_eq!(class("", &urgent), Ok(Class::Regular));
        assert_eq!(class("MAN", &urgent), Ok(Class::Excluded)); // the lists go first
        assert_eq!(class("XYZ", &urgent), Err(Unclear::Unnamed));
    }

    #[test]
    fn a_group_names_codes_of_vera() {
        let groups = [
            ("uitstroom".to_owned(), list(&["UIT"])),
            ("vergunninghouders".to_owned(), list(&["urg.sta", "PDU", "STA, UIT"])),
            ("economisch".to_owned(), list(&["ECO"])),
        ];
        let urgent = Urgent { groups: groups.into(), vera: true, ..Urgent::default() };
        // In order of name: economisch, uitstroom, vergunninghouders.
        let of = |text: &str| class(text, &urgent);
        let group = |at| Ok(Class::Urgent(Some(at)));
        assert_eq!(
            (of("URG.UIT"), of("GRO, uit"), of("BIN|URG.STA")),
            (group(1), group(1), group(2))
        );
        assert_eq!(of("URG, UIT"), group(1)); // a group says more than none
        assert_eq!(of("MED"), Ok(Class::Urgent(None)));
        assert_eq!(of("URG.MED"), Ok(Class::Urgent(None)));
        assert_eq!((of("GRO, PDU"), of("GRO, ECO")), (group(2), group(0))); // before VERA
        assert_eq!(of("UIT; PDU"), Err(Unclear::SeveralGroups));
        assert_eq!(of("sta, uit"), group(2)); // the whole cell is named
        assert_eq!(of("UIT, XYZ"), Err(Unclear::Unnamed));
    }
}
