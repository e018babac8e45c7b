//! Numbers as text, straight into the bytes of a file.

/// Eight decimal digits of a number below 100,000,000, with zeros in front.
///
/// Halves, quarters and eighths of the digits are parted side by side within one integer, with a
/// multiplication and a shift for each division: exact for all such numbers.
pub(super) fn eight_digits(number: u32) -> [u8; 8] {
    let (high, low) = (u64::from(number / 10_000), u64::from(number % 10_000));
    let fours = high | low << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let twos = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    let ones = tens | (twos - 10 * tens) << 8;
    (ones + 0x3030_3030_3030_3030).to_le_bytes()
}

/// Writes a whole number.
pub(super) fn push_whole(text: &mut Vec<u8>, number: u32) {
    let rest = eight_digits(number % 100_000_000);
    let above = number / 100_000_000;
    if above > 0 {
        let first = eight_digits(above);
        text.extend_from_slice(&first[if above < 10 { 7 } else { 6 }..]);
        text.extend_from_slice(&rest);
    } else {
        let zeros = rest.iter().take(7).take_while(|&&digit| digit == b'0').count();
        text.extend_from_slice(&rest[zeros..]);
    }
}

/// Writes a share as a percentage with one decimal, rounded half up, exactly: `28.6`; nothing, and
/// `false`, with nothing to divide by.
pub(super) fn push_percent(text: &mut Vec<u8>, count: u32, out_of: u32) -> bool {
    let (count, out_of) = (u64::from(count), u64::from(out_of));
    if out_of == 0 {
        return false;
    }
    let tenths = (2000 * count + out_of) / (2 * out_of);
    // A count is at most what it is out of, so there are at most a thousand.
    push_whole(text, (tenths / 10) as u32);
    text.extend_from_slice(&[b'.', b'0' + (tenths % 10) as u8]);
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percent(count: u32, out_of: u32) -> Option<String> {
        let mut text = Vec::new();
        push_percent(&mut text, count, out_of).then(|| String::from_utf8(text).unwrap())
    }

    #[test]
    fn percentages_have_one_decimal_and_round_half_up() {
        assert_eq!(percent(1, 3).as_deref(), Some("33.3"));
        assert_eq!(percent(1, 2).as_deref(), Some("50.0"));
        assert_eq!(percent(1, 2000).as_deref(), Some("0.1")); // 0.05, half up
        assert_eq!(percent(7, 7).as_deref(), Some("100.0"));
        assert_eq!(percent(0, 0), None);
    }

    #[track_caller]
    fn check(number: u32) {
        let mut text = b"x".to_vec();
        push_whole(&mut text, number);
        assert_eq!(String::from_utf8(text).unwrap(), format!("x{number}"));
    }

    #[test]
    fn numbers_of_every_length() {
        for power in 0..10 {
            let number = 10_u32.pow(power);
            check(number);
            check(number - 1);
            check(number + 1);
        }
        check(u32::MAX);
    }

    /// The two divisions by multiplication meet no other numbers than these.
    #[test]
    fn every_group_of_four_digits_is_parted_right() {
        for group in 0..10_000 {
            let expected = format!("{group:04}{:04}", 9_999 - group);
            assert_eq!(eight_digits(group * 10_000 + 9_999 - group), expected.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn any_number_is_written_as_the_standard_library_does(number in any::<u32>()) {
            check(number);
        }
    }
}
