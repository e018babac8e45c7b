//! A number with its noun.

/// `1 row` or `2 rows`.
pub fn counted(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_many() {
        let told = [0, 1, 2].map(|number| counted(number, "row", "rows"));
        assert_eq!(told, ["0 rows", "1 row", "2 rows"]);
    }
}
