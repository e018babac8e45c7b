//! Well-known text of a coordinate reference system, as a tree.
//!
//! Both generations, in the dialects of Esri, OGC and ISO, share one shape:
//! `KEYWORD["text", 1.5, word, KEYWORD[...]]`. This reads the shape and knows
//! nothing of what the keywords mean; that is for `recognise`.

/// Deeper than any real text; a hostile one is refused instead of overflowing
/// the stack.
const MAX_DEPTH: usize = 32;

/// One `KEYWORD[...]`.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    /// In capitals.
    pub keyword: String,
    pub values: Vec<Value>,
}

/// What stands between the commas of a [`Node`].
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    /// In quotes, which are taken off.
    Text(String),
    Number(f64),
    /// Bare, such as the direction of an axis.
    Word(String),
    Node(Node),
}

impl Node {
    /// Reads the first node in `text`; `None` when it is no well-known text.
    /// What follows its closing bracket is ignored.
    pub fn parse(text: &str) -> Option<Node> {
        match (Reader { rest: text }).value(MAX_DEPTH)? {
            Value::Node(node) => Some(node),
            _ => None,
        }
    }

    /// The first text, which in most nodes is a name.
    pub fn name(&self) -> Option<&str> {
        self.values.iter().find_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The first number.
    pub fn number(&self) -> Option<f64> {
        self.values.iter().find_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    /// The nodes directly in this one, in order.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        self.values.iter().filter_map(|value| match value {
            Value::Node(node) => Some(node),
            _ => None,
        })
    }

    /// The first node directly in this one with one of these keywords.
    pub fn child(&self, keywords: &[&str]) -> Option<&Node> {
        self.children().find(|node| node.is(keywords))
    }

    /// The first node at any depth with one of these keywords.
    pub fn descendant(&self, keywords: &[&str]) -> Option<&Node> {
        self.children()
            .find_map(|node| if node.is(keywords) { Some(node) } else { node.descendant(keywords) })
    }

    pub fn is(&self, keywords: &[&str]) -> bool {
        keywords.contains(&self.keyword.as_str())
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        if self.take('"') {
            return self.quoted().map(Value::Text);
        }

        let word = self.word()?;
        if !self.take('[') && !self.take('(') {
            return Some(match word.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Word(word),
            });
        }

        let depth = depth.checked_sub(1)?;
        let mut values = vec![self.value(depth)?];
        while self.take(',') {
            values.push(self.value(depth)?);
        }
        let closed = self.take(']') || self.take(')');
        let keyword = word.to_ascii_uppercase();
        closed.then_some(Value::Node(Node { keyword, values }))
    }

    /// The rest of a text after its opening quote; a quote in it is doubled.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('"')?;
            text.push_str(part);
            self.rest = rest;
            if !self.rest.starts_with('"') {
                return Some(text);
            }
            text.push('"');
            self.rest = &self.rest[1..];
        }
    }

    /// A keyword, number or bare word.
    fn word(&mut self) -> Option<String> {
        let ends = |c: char| c.is_whitespace() || "[](),\"".contains(c);
        let (word, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// Steps over `expected` and the space before it, if it is next.
    fn take(&mut self, expected: char) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_text_numbers_words_and_nodes() {
        let axis =
            Node::parse("axis [ \"say \"\"x\"\"\", east ,\n ORDER(-1.5e1) ] and more").unwrap();
        assert_eq!(axis.keyword, "AXIS");
        assert_eq!(axis.name(), Some("say \"x\""));
        assert_eq!(axis.values[1], Value::Word("east".to_owned()));
        assert_eq!(axis.child(&["ORDER"]).unwrap().number(), Some(-15.0));
    }

    #[test]
    fn finds_a_child_only_directly_and_a_descendant_anywhere() {
        let root = Node::parse(r#"A["a",B["b",C["c"]]]"#).unwrap();
        assert_eq!(root.child(&["C"]), None);
        assert_eq!(root.descendant(&["C"]).unwrap().name(), Some("c"));
    }

    #[test]
    fn refuses_what_is_cut_off_or_no_node() {
        for text in ["", "A", "\"a\"", "A[", "A[]", "A[\"a", "A[\"a\"", "A[1,]", "[1]", "{}"] {
            assert_eq!(Node::parse(text), None, "{text}");
        }
        assert_eq!(Node::parse(&"A[".repeat(1_000_000)), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[A-Cé0-9.\\-\\[\\](),\" ]{0,60}") {
            Node::parse(&text);
        }
    }
}
