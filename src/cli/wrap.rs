//! Lines of at most eighty columns.

/// Columns of a line.
pub(super) const WIDTH: usize = 80;

/// The words of `text` on lines of at most [`WIDTH`] columns: the first line begins at column
/// `first`, the others are indented to column `hang`. A word longer than a line is broken.
pub(super) fn wrapped(text: &str, first: usize, hang: usize) -> String {
    let hang = hang.min(WIDTH / 2);
    let mut told = String::new();
    let mut column = first;
    let mut at_start = true;
    for word in text.split(' ') {
        let length = word.chars().count();
        let space = usize::from(!at_start);
        if column + space + length <= WIDTH {
            told.extend((!at_start).then_some(' '));
            told.push_str(word);
            column += space + length;
        } else {
            if !at_start || column > hang {
                column = new_line(&mut told, hang);
            }
            for character in word.chars() {
                if column == WIDTH {
                    column = new_line(&mut told, hang);
                }
                told.push(character);
                column += 1;
            }
        }
        at_start = false;
    }
    told
}

fn new_line(told: &mut String, hang: usize) -> usize {
    told.push('\n');
    told.extend(std::iter::repeat_n(' ', hang));
    hang
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_breaks_between_words_and_hangs() {
        let text = "aaaa ".repeat(20);
        let expected = format!("{}\n    {}", ["aaaa"; 15].join(" "), ["aaaa"; 5].join(" "));
        assert_eq!(wrapped(text.trim_end(), 2, 4), expected);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        let expected = format!("x\n  {}\n  {}", "a".repeat(78), "a".repeat(22));
        assert_eq!(wrapped(&format!("x {}", "a".repeat(100)), 0, 2), expected);
    }

    proptest! {
        #[test]
        fn no_line_is_longer_and_no_letter_is_lost(
            text in "([a-z\u{e9}]{0,100} ?){0,8}", first in 0..80_usize, hang in 0..80_usize,
        ) {
            let told = wrapped(&text, first, hang);
            for (at, line) in told.lines().enumerate() {
                let from = if at == 0 { first } else { 0 };
                prop_assert!(from + line.chars().count() <= WIDTH);
            }
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&told), letters(&text));
        }
    }
}
