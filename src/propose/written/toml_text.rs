//! The text of a TOML file that grows line by line, each with a comment behind it.

use super::super::column::on_one_line;

/// Where the comment of a line begins.
const COMMENT_AT: usize = 37;

/// The text of a TOML file that grows.
#[derive(Default)]
pub(super) struct Toml(pub String);

impl Toml {
    pub fn line(&mut self, code: &str, why: &str) {
        let why = on_one_line(why);
        if why.is_empty() {
            self.0 += code;
        } else {
            let width = COMMENT_AT.max(code.chars().count() + 2);
            self.0 += &format!("{code:<width$}# {why}");
        }
        self.0.push('\n');
    }

    pub fn comment(&mut self, text: &str) {
        self.0 += &format!("# {}\n", on_one_line(text));
    }

    pub fn table(&mut self, header: &str, why: &str) {
        self.0.push('\n');
        self.line(header, why);
    }

    pub fn set(&mut self, key: &str, value: &str, why: &str) {
        self.line(&format!("{key} = {value}"), why);
    }

    /// A line that waits for a person.
    pub fn doubt(&mut self, key: &str, value: &str, why: &str) {
        self.line(&format!("# ? {key} = {value}"), why);
    }
}

/// A text in quotes, as TOML reads it back.
pub(in super::super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_survives_its_quotes(text in "\\PC*|[\"\\\\\\n\\t'#=\\[\\]]*") {
            let table: toml::Table = toml::from_str(&format!("a = {}", quoted(&text))).unwrap();
            prop_assert_eq!(table["a"].as_str(), Some(text.as_str()));
        }
    }
}
