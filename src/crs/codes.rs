//! What the EPSG code of a system that is not read says of its numbers.

/// The codes of EPSG's own register; Esri has its own above these.
const REGISTER: std::ops::RangeInclusive<u32> = 1024..=32767;

/// Whether numbers in the Netherlands in this system cannot be taken for RD New or for degrees, so that
/// numbers which are those prove that the code is wrong.
///
/// Of most codes that is not known. Lambert 72 of Belgium (31370) and the grid of Luxembourg (2169) give
/// places in the Netherlands numbers that are places in RD New too, and the degrees of another datum
/// (Amersfoort, 4289) lie a hundred metres off.
pub(super) fn is_distinct(code: u32) -> bool {
    match code {
        // Web Mercator under all its numbers, and World Mercator.
        3857 | 3785 | 900_913 | 102_100 | 102_113 | 41_001 | 54_004 | 3395 => true,
        // UTM 30 to 33 on WGS84, ETRS89 (with the zone before the easting too) and ED50.
        32_630..=32_633 | 25_830..=25_833 | 23_030..=23_033 | 3042..=3045 | 4647 => true,
        // The systems of Europe as a whole: LAEA, LCC.
        3035 | 3034 => true,
        // RD Old, of which all numbers lie around 0.
        28_991 => true,
        _ => !REGISTER.contains(&code) || is_misspelt(code),
    }
}

/// Whether a text in parts, without a code of EPSG, names a system of Esri's register or one of the
/// neighbours, in which the same is to be feared.
pub(super) fn is_of_neighbours(parts: &[&str]) -> bool {
    let by_esri =
        matches!(parts, ["esri", code] if !matches!(*code, "28992" | "102100" | "102113"));
    by_esri
        || parts
            .iter()
            .any(|part| ["lambert", "belge", "luref"].iter().any(|name| part.contains(name)))
}

/// Whether the code is that of RD New with one digit too many, too few, another or out of place. No code
/// so near to it is of a system in which the Netherlands lie.
fn is_misspelt(code: u32) -> bool {
    strsim::osa_distance(&code.to_string(), "28992") == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_misspelt_by_one_digit() {
        for code in [2892, 28_922, 28_902, 29_892, 289_992, 28_929, 8992] {
            assert!(is_misspelt(code), "{code}");
        }
        for code in [28_992, 31_370, 2169, 4326, 28_855] {
            assert!(!is_misspelt(code), "{code}");
        }
    }

    #[test]
    fn systems_whose_numbers_may_be_those_of_rd_are_not_distinct() {
        assert!([31_370, 2169, 3447, 3812, 4289, 4230].iter().all(|code| !is_distinct(*code)));
        assert!([3857, 32_631, 28_991, 0, 99_999].iter().all(|code| is_distinct(*code)));
    }
}
