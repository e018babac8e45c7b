//! Values in Thrift's compact protocol, in which Parquet writes its footer and page headers. A value
//! takes no more room than its bytes account for, whatever lengths they declare.

/// How deep values may nest; Parquet needs eight.
const DEPTH: usize = 16;

/// A value; kinds of which nothing is asked are dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Whole(i64),
    List(Vec<Value>),
    Struct(Vec<(i64, Value)>),
    Other,
}

impl Value {
    /// A field of a struct by its number.
    pub fn field(&self, number: i64) -> Option<&Value> {
        let Value::Struct(fields) = self else { return None };
        fields.iter().find(|(known, _)| *known == number).map(|(_, value)| value)
    }

    /// A whole number in a field.
    pub fn whole(&self, number: i64) -> Option<i64> {
        match self.field(number)? {
            Value::Whole(whole) => Some(*whole),
            _ => None,
        }
    }

    /// The values of a list in a field; none where there is no list.
    pub fn list(&self, number: i64) -> &[Value] {
        match self.field(number) {
            Some(Value::List(values)) => values,
            _ => &[],
        }
    }
}

/// Reads one struct from the start of `bytes`; `None` when it breaks off or is none.
pub(super) fn read_struct(bytes: &[u8]) -> Option<(Value, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(STRUCT, DEPTH)?;
    Some((value, reader.at))
}

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(count).ok()?)?;
        (end <= self.bytes.len()).then(|| self.at = end)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A signed number; its sign is in the last bit.
    fn whole(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value> {
        match kind {
            TRUE | FALSE => Some(Value::Other),
            BYTE => self.byte().map(|byte| Value::Whole((byte as i8).into())),
            4..=6 => self.whole().map(Value::Whole),
            DOUBLE => self.skip(8).map(|()| Value::Other),
            BINARY => {
                let length = self.varint()?;
                self.skip(length).map(|()| Value::Other)
            }
            LIST | SET => self.list(depth.checked_sub(1)?),
            MAP => {
                let count = self.varint()?;
                if count == 0 {
                    return Some(Value::Other);
                }
                let kinds = self.byte()?;
                for _ in 0..count {
                    self.element(kinds >> 4, depth.checked_sub(1)?)?;
                    self.element(kinds & 0x0F, depth.checked_sub(1)?)?;
                }
                Some(Value::Other)
            }
            STRUCT => self.fields(depth.checked_sub(1)?),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        let left = (self.bytes.len() - self.at) as u64;
        if count > left {
            return None; // each takes a byte at least
        }
        (0..count).map(|_| self.element(head & 0x0F, depth)).collect::<Option<_>>().map(Value::List)
    }

    /// A value in a list or map, where a truth takes a byte of its own.
    fn element(&mut self, kind: u8, depth: usize) -> Option<Value> {
        match kind {
            TRUE | FALSE => self.byte().map(|_| Value::Other),
            kind => self.value(kind, depth),
        }
    }

    fn fields(&mut self, depth: usize) -> Option<Value> {
        let mut fields = Vec::new();
        let mut number = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Value::Struct(fields));
            }
            number = match head >> 4 {
                0 => self.whole()?,
                step => number.checked_add(step.into())?,
            };
            let value = self.value(head & 0x0F, depth)?;
            // Which of two would count cannot be told.
            if fields.iter().any(|(known, _)| *known == number) {
                return None;
            }
            fields.push((number, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_their_numbers() {
        // 1: -1, 3: [2, 3], 20: "ab", 21: true
        let bytes =
            [0x15, 0x01, 0x29, 0x25, 0x04, 0x06, 0x08, 0x28, 0x02, b'a', b'b', 0x11, 0x00, 9];
        let (value, length) = read_struct(&bytes).unwrap();
        assert_eq!(length, 13);
        assert_eq!(value.whole(1), Some(-1));
        assert_eq!(value.list(3), [Value::Whole(2), Value::Whole(3)]);
        assert_eq!(value.field(20), Some(&Value::Other));
        assert_eq!(value.field(21), Some(&Value::Other));
        assert_eq!(value.field(2), None);
    }

    #[test]
    fn lengths_beyond_the_bytes_are_refused() {
        for bytes in [
            &[][..],
            &[0x15],                                           // breaks off
            &[0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00], // a list of 2^32 structs
            &[0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00],       // a text of 2^32 bytes
            &[0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x11, 0x00], // a map of 2^32 pairs
            &[0x15, 0x00, 0x05, 0x02, 0x00, 0x00],             // field 1 twice
            &[0x1C; 100],                                      // structs in structs
        ] {
            assert_eq!(read_struct(bytes), None, "{bytes:x?}");
        }
    }
}
