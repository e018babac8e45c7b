//! BAG identifications: sixteen digits, municipality (4), object type (2), number (10).

use polars::prelude::{Expr, NULL, lit, when};

use crate::diagnostics::{Entry, codes};
use crate::model::schema::BagObject;

use super::text::one_of;

/// Digits with what exports put round them: the prefix of database dumps, an apostrophe, `.0`.
/// Of several pand ids in one cell the first is taken.
const DIGITS: &str = r"^(?:NL\.IMBAG\.[A-Za-z]+\.)?'?([0-9]{14,16})(?:\.0)?(?:\s*[,;].*)?$";

/// The digits of a BAG id that tell the kind of a nummeraanduiding.
pub(super) const NUMBER: &str = "20";

/// The object types that may stand where this kind is expected.
pub(super) fn object_types(object: BagObject) -> &'static [&'static str] {
    match object {
        BagObject::Home => &["01", "02", "03"],
        BagObject::HomeOrNumber => &["01", "02", "03", NUMBER],
        BagObject::Number => &[NUMBER],
        BagObject::Building => &["10"],
    }
}

/// Whether an id of sixteen digits is that of a nummeraanduiding.
pub(super) fn is_number(id: &str) -> bool {
    id.get(4..6) == Some(NUMBER)
}

/// The sixteen digits, with up to two lost zeros put back; null for anything else.
pub(super) fn read(present: Expr, object: BagObject) -> Expr {
    let digits = present.str().extract(lit(DIGITS), 1).str().zfill(lit(16));
    let kind = digits.clone().str().slice(lit(4), lit(2));
    when(one_of(kind, object_types(object))).then(digits).otherwise(lit(NULL))
}

/// Why the text is no id of this kind.
pub(super) fn fault(text: &str) -> &'static Entry {
    let scientific = text.contains(['E', 'e']) && text.starts_with(|c: char| c.is_ascii_digit());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match (scientific, digits) {
        (true, _) => &codes::BAG_ID_EXCEL,
        (false, 14..=16) if text.bytes().all(|b| b.is_ascii_digit()) => &codes::BAG_ID_KIND,
        _ => &codes::BAG_ID_FORM,
    }
}

/// What was done to text that was not yet the sixteen digits.
pub(super) fn repair(text: &str) -> &'static Entry {
    match text.bytes().filter(u8::is_ascii_digit).count() {
        14 | 15 => &codes::LOST_ZEROS,
        _ => &codes::BAG_ID_TIDIED,
    }
}
