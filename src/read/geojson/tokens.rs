//! What JSON does not know and programs write all the same.

/// The signs that Python and JavaScript write for what is no finite number.
const SIGNS: [&str; 3] = ["NaN", "-Infinity", "Infinity"];

/// The text with `null` for every such sign outside of texts in quotes; `None` when it has none.
pub(super) fn without_signs_of_no_number(text: &str) -> Option<String> {
    // Nearly always there is none, and to see that costs little.
    if !text.contains("NaN") && !text.contains("Infinity") {
        return None;
    }
    let mut mended = String::with_capacity(text.len() + 64);
    let (mut rest, mut found) = (text, false);
    while let Some(next) = rest.find(['"', 'N', '-', 'I']) {
        let (before, from) = rest.split_at(next);
        mended.push_str(before);
        rest = if let Some(sign) = SIGNS.iter().find(|sign| from.starts_with(**sign)) {
            found = true;
            mended.push_str("null");
            &from[sign.len()..]
        } else {
            let length = if from.starts_with('"') { quoted(from) } else { 1 };
            mended.push_str(&from[..length]);
            &from[length..]
        };
    }
    mended.push_str(rest);
    found.then_some(mended)
}

/// The length of the text in quotes that begins here, up to its closing quote or the end.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_signs_outside_of_quotes_are_replaced() {
        let text = r#"{"a":NaN,"NaN \"Infinity":[-Infinity, -1, Infinity],"b":"x\\"}"#;
        let mended = r#"{"a":null,"NaN \"Infinity":[null, -1, null],"b":"x\\"}"#;
        assert_eq!(without_signs_of_no_number(text).as_deref(), Some(mended));
        for text in ["", "{}", r#"{"a":"NaN"}"#, r#"{"naam":"Infinity \\"}"#] {
            assert_eq!(without_signs_of_no_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(
            parts in prop::collection::vec(
                prop::sample::select(vec!["NaN", "Infinity", "-", "\"", "\\", "é", "x", "Na"]), 0..30,
            ),
        ) {
            let _ = without_signs_of_no_number(&parts.concat());
        }
    }
}
