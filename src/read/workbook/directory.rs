//! Whether the list of parts at the end of a zip is that of the parts before it.
//!
//! Checksums guard what the parts hold, and not what they are called or how many there are: a part that
//! is not found under its name is taken for one that the workbook does not have, and a workbook without
//! texts, formats or sheets still opens.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// Begins an entry of the list.
const ENTRY: &[u8; 4] = b"PK\x01\x02";
/// Begins a part.
const PART: &[u8; 4] = b"PK\x03\x04";
/// What may follow the last entry: a signature, or one of two ends.
const ENDS: [&[u8; 4]; 3] = [b"PK\x05\x05", b"PK\x05\x06", b"PK\x06\x06"];

/// What is wrong with the list of the parts of a zip, in words; `None` where nothing is.
pub(super) fn fault<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    file: impl Read + Seek,
) -> Option<String> {
    let mut starts = Vec::new();
    for at in 0..zip.len() {
        match zip.by_index_raw(at) {
            Ok(part) => starts.push(part.header_start()),
            Err(error) => return Some(format!("part {} cannot be found ({error})", at + 1)),
        }
    }
    let list = zip.central_directory_start();
    match compare(&mut BufReader::new(file), list, &mut starts) {
        Ok(fault) => fault,
        Err(error) => Some(format!("its list of parts breaks off ({error})")),
    }
}

fn compare(
    file: &mut (impl BufRead + Seek),
    list: u64,
    starts: &mut [u64],
) -> io::Result<Option<String>> {
    file.seek(SeekFrom::Start(list))?;
    let mut listed: Vec<Vec<u8>> = Vec::new();
    loop {
        let mark = read::<4>(file)?;
        if mark != *ENTRY {
            if !ENDS.contains(&&mark) {
                return Ok(Some("its list of parts does not come to its end".to_owned()));
            }
            break;
        }
        let fixed = read::<42>(file)?;
        let length = |at: usize| u64::from(u16::from_le_bytes([fixed[at], fixed[at + 1]]));
        listed.push(read_name(file, length(24))?);
        file.seek_relative((length(26) + length(28)) as i64)?;
    }
    if listed.len() != starts.len() {
        let (entries, counted) = (listed.len(), starts.len());
        return Ok(Some(format!("it lists {entries} parts and counts {counted}")));
    }
    starts.sort_unstable();
    let mut names = Vec::new();
    for &start in starts.iter() {
        file.seek(SeekFrom::Start(start))?;
        if read::<4>(file)? != *PART {
            return Ok(Some("a part does not stand where it is listed".to_owned()));
        }
        let fixed = read::<26>(file)?;
        names.push(read_name(file, u64::from(u16::from_le_bytes([fixed[22], fixed[23]])))?);
    }
    listed.sort_unstable();
    names.sort_unstable();
    let differs = listed.iter().zip(&names).find(|(listed, name)| listed != name);
    Ok(differs.map(|(listed, name)| {
        let [listed, name] = [listed, name].map(|name| String::from_utf8_lossy(name).into_owned());
        format!("a part is listed as {listed} and called {name}")
    }))
}

fn read<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_name(file: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut name = Vec::new();
    file.take(length).read_to_end(&mut name)?;
    Ok(name)
}
