//! Text from a file, made fit to be shown.

/// A text with every character that cannot be seen, or that could act on a terminal or turn the
/// direction of writing, in the form `[U+00AD]`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unseen(character) {
            shown += &format!("[U+{:04X}]", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Control characters, spaces that do not look different from a space, marks without width, and
/// marks that turn the direction of writing.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
        )
}

/// A text of at most `longest` characters, with `…` where it was cut.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some(_) => text.chars().take(longest.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(visible(text), expected);
    }

    #[test]
    fn what_can_be_seen_stays_as_it_is() {
        check("Café \"1315 AB\" – ½ 東", "Café \"1315 AB\" – ½ 東");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        check("1315\u{A0}AB", "1315[U+00A0]AB");
        check("Steden\u{AD}wijk", "Steden[U+00AD]wijk");
        check("a\u{1b}[31mb", "a[U+001B][31mb"); // a terminal would turn red
        check("a\tb\nc", "a[U+0009]b[U+000A]c");
        check("\u{202E}xslx.exe", "[U+202E]xslx.exe"); // would be read from the right
    }

    #[test]
    fn a_long_text_is_cut_by_characters() {
        assert_eq!(cut("été", 3), "été");
        assert_eq!(cut("étés", 3), "ét…");
    }
}
