//! What a zip is that is no workbook of the kind that is read, by the names of its parts.

use std::collections::HashMap;

/// Names told of a zip of other files.
const NAMES_TOLD: usize = 3;

/// What the zip is, `None` for an `.xlsx` or `.xlsm`. The keys are names in lower case.
pub(super) fn kind_of_zip(names: &HashMap<String, String>) -> Option<String> {
    let has = |name: &str| names.contains_key(name);
    let any = |test: fn(&str) -> bool| names.keys().any(|name| test(name));
    let save = |kind: &str| format!("{kind}; open it and save or export it as .xlsx");
    let found = match () {
        _ if any(|name| name.ends_with("workbook.bin")) => save("a binary workbook (.xlsb)"),
        _ if has("index/document.iwa") || has("index.zip") || has("index/tables/datalist.iwa") => {
            save("a document of Numbers or Pages")
        }
        _ if any(|name| name.starts_with("word/")) => save("a document of Word (.docx)"),
        _ if any(|name| name.starts_with("ppt/")) => save("a presentation (.pptx)"),
        _ if has("mimetype") && has("content.xml") => save("a workbook of LibreOffice (.ods)"),
        _ if has("_rels/.rels") => return None,
        _ => {
            let mut told: Vec<&str> = names.values().map(String::as_str).collect();
            told.sort_unstable();
            let more = told.len().saturating_sub(NAMES_TOLD);
            told.truncate(NAMES_TOLD);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            match told.len() {
                0 => "a zip with nothing in it".to_owned(),
                _ => format!("a zip with {}{more}; unpack it first", told.join(", ")),
            }
        }
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Option<&str>) {
        let names = names.iter().map(|name| (name.to_lowercase(), (*name).to_owned())).collect();
        assert_eq!(kind_of_zip(&names).as_deref(), expected);
    }

    #[test]
    fn other_zips_are_told_by_their_parts() {
        check(&["_rels/.rels", "xl/workbook.xml"], None);
        check(
            &["_rels/.rels", "xl/workbook.bin"],
            Some("a binary workbook (.xlsb); open it and save or export it as .xlsx"),
        );
        check(
            &["mimetype", "content.xml", "styles.xml"],
            Some("a workbook of LibreOffice (.ods); open it and save or export it as .xlsx"),
        );
        check(
            &["Index/Document.iwa", "Metadata/Properties.plist"],
            Some("a document of Numbers or Pages; open it and save or export it as .xlsx"),
        );
        check(
            &["_rels/.rels", "word/document.xml"],
            Some("a document of Word (.docx); open it and save or export it as .xlsx"),
        );
        check(&["bezit.csv"], Some("a zip with bezit.csv; unpack it first"));
        check(
            &["d.shp", "a.dbf", "c.prj", "b.shx"],
            Some("a zip with a.dbf, b.shx, c.prj and 1 more; unpack it first"),
        );
        check(&[], Some("a zip with nothing in it"));
    }
}
