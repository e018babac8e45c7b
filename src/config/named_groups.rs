//! The groups of urgency that an expression compares with.

/// The texts that `urgent_group` is compared with in a Polars SQL expression: by `=`, `<>`, `!=` on either
/// side, or in the list of an `IN`.
pub(super) fn named_groups(expression: &str) -> Vec<String> {
    let tokens = tokens(expression);
    let at = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    let is = |token: Option<&Token>, words: &[&str]| matches!(token, Some(Token::Word(word)) if words.iter().any(|one| word.eq_ignore_ascii_case(one)));
    let compares = ["=", "<>", "!=", "=="];
    let mut named = Vec::new();
    for (here, _) in
        tokens.iter().enumerate().filter(|(_, token)| is(Some(token), &["urgent_group"]))
    {
        let next = |n: usize| at(Some(here + n));
        if is(at(here.checked_sub(1)), &compares)
            && let Some(Token::Text(text)) = at(here.checked_sub(2))
        {
            named.push(text.clone());
        }
        if is(next(1), &compares)
            && let Some(Token::Text(text)) = next(2)
        {
            named.push(text.clone());
        }
        let list = 1 + usize::from(is(next(1), &["not"]));
        if is(next(list), &["in"]) {
            let inside =
                tokens[here + list + 1..].iter().take_while(|token| !is(Some(token), &[")"]));
            named.extend(inside.filter_map(|token| match token {
                Token::Text(text) => Some(text.clone()),
                Token::Word(_) => None,
            }));
        }
    }
    named
}

#[derive(Debug)]
enum Token {
    /// A text between single quotes.
    Text(String),
    /// A name, a number, or one or more marks.
    Word(String),
}

fn tokens(expression: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut signs = expression.chars().peekable();
    while let Some(sign) = signs.next() {
        let of_name = |c: char| c.is_alphanumeric() || c == '_';
        if sign == '\'' {
            let mut text = String::new();
            while let Some(sign) = signs.next() {
                // A quote within a text is written twice.
                if sign == '\'' && signs.next_if_eq(&'\'').is_none() {
                    break;
                }
                text.push(sign);
            }
            tokens.push(Token::Text(text));
        } else if of_name(sign) {
            let mut word = String::from(sign);
            while let Some(more) = signs.next_if(|c| of_name(*c)) {
                word.push(more);
            }
            tokens.push(Token::Word(word));
        } else if "<>!=".contains(sign) {
            let mut marks = String::from(sign);
            while let Some(more) = signs.next_if(|c| "<>!=".contains(*c)) {
                marks.push(more);
            }
            tokens.push(Token::Word(marks));
        } else if !sign.is_whitespace() && sign != '"' {
            tokens.push(Token::Word(sign.to_string()));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_the_group_is_compared_with() {
        let check =
            |text: &str, expected: &[&str]| assert_eq!(named_groups(text), expected, "{text}");
        check("urgent_group = 'zorg'", &["zorg"]);
        check("'zorg' <> urgent_group AND rent < 700", &["zorg"]);
        check("urgent_group IN ('zorg', 'uit') OR priority IN ('A')", &["zorg", "uit"]);
        check("urgent_group not in('zorg') and \"urgent_group\"!='uit'", &["zorg", "uit"]);
        check("urgent_group = 'it''s' AND 'urgent_group' = 'x'", &["it's"]);
        check("urgent_group IS NOT NULL AND urgent", &[]);
        check("'open", &[]);
        check("urgent_group", &[]);
    }
}
