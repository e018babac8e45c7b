//! The first pass over a sheet's XML by its tags alone, where it is written as spreadsheets write it: tags
//! with values in double quotes, and neither comments nor sections beside them. Most of a sheet are cells,
//! and most of these tags need no look. Whether the texts between them are sound calamine finds, which
//! reads them.

use std::borrow::Cow;
use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr};

use super::rows::{Element, Unseen, Walk};

/// Bytes that are looked at together. Tests have little, and several blocks of it.
const BLOCK: usize = if cfg!(test) { 64 } else { 1 << 16 };

/// The longest tag that is waited for.
const LONGEST_TAG: usize = 1 << 16;

/// What is hidden or merged; `None` where the XML is not written so plainly, or something is wrong with
/// it: [`rows::unseen`](super::rows::unseen) tells.
pub(super) fn unseen(mut xml: impl Read) -> Option<Unseen> {
    let mut walk = Walk::default();
    let mut block: Vec<u8> = Vec::new();
    let (mut is_first, mut depth) = (true, 0_u32);
    loop {
        let kept = block.len();
        block.resize(kept + BLOCK, 0);
        let read = xml.read(&mut block[kept..]).ok()?;
        block.truncate(kept + read);
        if read == 0 {
            // A tag that is not closed ends the sheet where it should not.
            return if memchr(b'<', &block).is_none() { walk.finish().ok() } else { None };
        }
        if std::mem::take(&mut is_first) {
            pass_declaration(&mut block)?;
        }
        // Only tags that are whole.
        let end = memrchr(b'>', &block).map_or(0, |last| last + 1);
        for start in memchr_iter(b'<', &block[..end]) {
            let tag = &block[start + 1..end];
            match tag {
                // Most tags of a sheet, about which there is nothing to tell.
                [b'v' | b't', b'>', ..] | [b'i', b's', b'>', ..] => depth += 1,
                [b'/', b'v' | b't' | b'c', b'>', ..] | [b'/', b'i', b's', b'>', ..] => {
                    depth = depth.checked_sub(1)?;
                }
                _ => Tag::at(tag)?.pass(&mut walk, &mut depth)?,
            }
        }
        block.drain(..end);
        // Behind the last tag there may be a long text, of which nothing is needed.
        match memchr(b'<', &block) {
            None => block.clear(),
            Some(_) if block.len() > LONGEST_TAG => return None,
            Some(start) => drop(block.drain(..start)),
        }
    }
}

/// Takes the declaration away, which may name an encoding that is none with the letters of ASCII.
fn pass_declaration(block: &mut Vec<u8>) -> Option<()> {
    let mark = if block.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    block.drain(..mark);
    if block.starts_with(b"<?xml") {
        let end = memchr(b'>', block)?;
        let said = std::str::from_utf8(&block[..end]).ok()?.to_ascii_lowercase();
        if !said.ends_with('?') || said.contains("encoding") && !said.contains("\"utf-8\"") {
            return None;
        }
        block.drain(..=end);
    }
    Some(())
}

/// A tag without its angle brackets.
struct Tag<'a> {
    /// Its name without a prefix.
    name: &'a str,
    closes: bool,
    /// What follows the name, up to a later tag's end.
    rest: &'a [u8],
}

impl<'a> Tag<'a> {
    /// The tag that begins here; `None` where it is no plain one.
    fn at(bytes: &'a [u8]) -> Option<Tag<'a>> {
        let closes = bytes.first() == Some(&b'/');
        let bytes = &bytes[usize::from(closes)..];
        let is_letter =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        let run = |from: usize| bytes[from..].iter().take_while(|byte| is_letter(**byte)).count();
        let (mut start, mut end) = (0, run(0));
        if bytes.get(end) == Some(&b':') && end > 0 {
            start = end + 1;
            end = start + run(start);
        }
        let starts_well = bytes.get(start).is_some_and(u8::is_ascii_alphabetic);
        let rest = &bytes[end..];
        let ends_well = match rest {
            [b'>', ..] => true,
            [b'/', b'>', ..] => !closes,
            [b' ' | b'\t' | b'\r' | b'\n', ..] => !closes,
            _ => false,
        };
        let name = std::str::from_utf8(&bytes[start..end]).ok()?;
        (starts_well && ends_well).then_some(Tag { name, closes, rest })
    }

    /// Passes the tag, below so many open ones; `None` where it closes one that is not open.
    fn pass(self, walk: &mut Walk, depth: &mut u32) -> Option<()> {
        if self.closes {
            *depth = depth.checked_sub(1)?;
            walk.end(self.name);
            return Some(());
        }
        let end = memchr(b'>', self.rest)?;
        let empty = self.rest[..end].ends_with(b"/");
        *depth += u32::from(!empty);
        let inner = std::str::from_utf8(&self.rest[..end - usize::from(empty)]).ok()?;
        walk.start(self.name, &Attributes::of(inner)?).ok()?;
        if empty {
            walk.end(self.name);
        }
        Some(())
    }
}

/// The attributes of a tag.
struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// What stands between the name of a tag and its end; `None` where a value is not in double quotes,
    /// or the end of the tag lies in a value.
    fn of(inner: &'a str) -> Option<Attributes<'a>> {
        let mut left = inner;
        while let Some((_, _, behind)) = first_of(left) {
            left = behind;
        }
        left.trim_ascii().is_empty().then_some(Attributes(inner))
    }
}

/// Name and value of the first attribute, and what follows it.
fn first_of<'a>(text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    let spaced = text.trim_ascii_start();
    // Names and values are short: a search byte by byte has ended before another has begun.
    let split = |text: &'a str, at: u8| {
        let place = text.bytes().position(|byte| byte == at)?;
        Some((&text[..place], &text[place + 1..]))
    };
    let (name, quoted) = split(spaced, b'=')?;
    let (value, behind) = split(quoted.strip_prefix('"')?, b'"')?;
    let is_name =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'.' | b'-');
    let well = spaced.len() < text.len() && !name.is_empty() && name.bytes().all(is_name);
    well.then_some((name, value, behind))
}

impl Element for Attributes<'_> {
    fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, String> {
        let mut left = self.0;
        while let Some((found, value, behind)) = first_of(left) {
            if found == name {
                return Ok(Some(value.into()));
            }
            left = behind;
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::package::reader;
    use super::super::rows;
    use super::*;

    fn both(xml: &str) -> (Option<Unseen>, Result<Unseen, String>) {
        (unseen(xml.as_bytes()), rows::unseen(reader(xml.as_bytes())))
    }

    const SHEET: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<worksheet xmlns:x14ac="x"><dimension ref="A1:B9"/><cols><col min="2" max="3" hidden="1"/></cols>"#,
        r#"<sheetData><row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c>"#,
        r#"<c r="B1" t="inlineStr"><is><t>a</t></is></c><c r="C1"/></row><row r="4" hidden="1"><c r="B4"><f ref="B4:B5">A1+2</f><v>1</v></c></row>"#,
        r#"<row r="7"/></sheetData><mergeCells count="1"><mergeCell ref="A1:A4"/></mergeCells>"#,
        r#"<extLst><x14:ext uri="{1}"/></extLst></worksheet>"#
    );

    #[test]
    fn a_sheet_of_excel_is_written_plainly() {
        let (plain, full) = both(SHEET);
        let expected = Unseen { rows: vec![4], columns: vec![(2, 3)], merged: vec![[1, 4, 1, 1]] };
        assert_eq!(plain.as_ref(), Some(&expected));
        assert_eq!(full, Ok(expected));
    }

    #[test]
    fn what_is_not_written_plainly_is_left_to_the_full_pass() {
        for (from, to) in [
            ("<sheetData>", "<!-- <row r=\"9\" hidden=\"1\"> --><sheetData>"),
            ("<v>0</v>", "<v><![CDATA[<row>]]></v>"),
            ("r=\"1\"", "r='1'"),
            ("UTF-8", "UTF-16"),
            ("hidden=\"1\"><c", "note=\"a>b\" hidden=\"1\"><c"),
            ("</sheetData>", ""),
            ("r=\"B4\"", "r=\"B5\""),
            ("</worksheet>", "</worksheet"),
        ] {
            let xml = SHEET.replace(from, to);
            assert_ne!(xml, SHEET);
            assert_eq!(unseen(xml.as_bytes()), None, "{to}");
        }
    }

    fn changed(changes: &[(prop::sample::Index, &str)]) -> String {
        let mut bytes = SHEET.to_owned();
        for (at, put) in changes {
            let at = at.index(bytes.len());
            bytes.replace_range(at..at + 1, put);
        }
        bytes
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn it_finds_what_the_full_pass_finds_or_leaves_it(
            changes in prop::collection::vec(
                (
                    any::<prop::sample::Index>(),
                    prop::sample::select(vec![
                        "", " ", "1", "A", "/", ":", "c", "x:", "</c>", "<c/>", "<row/>", "<c r=\"B7\"/>",
                        "<row r=\"9\" hidden=\"1\">", "</row>", "<f/>", "<v>", "</t>", "</is>", "<c t=\"n\" r=\"A4\">",
                    ]),
                ),
                0..4,
            ),
        ) {
            let (plain, full) = both(&changed(&changes));
            if let Some(plain) = plain {
                prop_assert_eq!(Ok(plain), full);
            }
        }
    }
}
