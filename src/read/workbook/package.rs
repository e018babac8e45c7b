//! The parts of a workbook as they lie in its zip, checked before anything is read from them: which
//! sheets there are, where each is stored, and that nothing unpacks out of proportion.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::error::ReadError;
use super::directory;
use super::plain_rows;
use super::rows::{self, Unseen};
use super::weigh::{Weight, weigh};
use super::zip_kind::kind_of_zip;

/// Sheets that one workbook may have.
const MOST_SHEETS: usize = 1000;

/// A worksheet: what it is called and where it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub name: String,
    /// Hidden, or very hidden.
    pub hidden: bool,
    part: String,
}

/// A workbook's zip, found to be in proportion.
pub(super) struct Package {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    /// Name in the zip by the name as parts refer to it: in lower case, with forward slashes.
    names: HashMap<String, String>,
}

impl Package {
    /// Opens a zip that is a workbook.
    pub fn open(path: &Path) -> Result<Package, ReadError> {
        let open = |source| ReadError::Open { path: path.to_owned(), source };
        let file = File::open(path).map_err(open)?;
        let packed = file.metadata().map_err(open)?.len();
        let again = file.try_clone().map_err(open)?;
        let mut zip = ZipArchive::new(BufReader::new(file))
            .map_err(|error| broken(path, &format!("its zip cannot be opened ({error})")))?;
        if let Some(fault) = directory::fault(&mut zip, again) {
            return Err(broken(path, &fault));
        }
        let listed: Vec<String> = zip
            .file_names()
            .map(|name| name.map(Cow::into_owned))
            .collect::<Result<_, _>>()
            .map_err(|error| broken(path, &format!("its zip cannot be listed ({error})")))?;
        let mut package = Package { path: path.to_owned(), zip, names: HashMap::new() };
        for name in &listed {
            if package.names.insert(plain(name), name.clone()).is_some() {
                return Err(broken(path, &format!("two of its parts are called {name}")));
            }
        }
        if let Some(found) = kind_of_zip(&package.names) {
            return Err(ReadError::Format { path: path.to_owned(), found });
        }
        weigh(&mut package.zip, packed).map_err(|found| match found {
            Weight::TooLarge => ReadError::TooLarge {
                path: path.to_owned(),
                detail: format!(
                    "its {} kB unpack to far more than sheets of that size do\n  open it in Excel and \
                     save it again, without pictures and empty formatted cells",
                    packed.div_ceil(1000),
                ),
            },
            Weight::Damaged(part) => broken(path, &format!("{part} was not written or copied whole")),
            Weight::Contradiction => broken(path, "its list of texts is shorter than it says"),
        })?;
        Ok(package)
    }

    /// The worksheets in the order of their tabs.
    pub fn sheets(&mut self) -> Result<Vec<Sheet>, ReadError> {
        let workbook = self.workbook_part()?;
        let (folder, name) = match workbook.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name.to_owned()),
            None => (String::new(), workbook.clone()),
        };
        let mut targets = HashMap::new();
        self.elements(&format!("{folder}_rels/{name}.rels"), "Relationship", |element| {
            let kind = attribute(element, "Type").unwrap_or_default();
            let target = attribute(element, "Target").unwrap_or_default();
            if kind.ends_with("/worksheet") {
                targets.insert(attribute(element, "Id").unwrap_or_default(), target);
            }
        })?;
        let mut sheets = Vec::new();
        let mut parts = HashSet::new();
        let mut twice = false;
        self.elements(&workbook, "sheet", |element| {
            // The prefix of the id differs between the two kinds of Office Open XML.
            let id = attribute_ending(element, "id").unwrap_or_default();
            let Some(target) = targets.get(&id) else { return }; // a chart has no cells
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            };
            twice |= !parts.insert(plain(&part));
            let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
            let name = attribute(element, "name").unwrap_or_default();
            sheets.push(Sheet { name, hidden, part });
        })?;
        if twice || sheets.len() > MOST_SHEETS {
            return Err(broken(&self.path, "its list of sheets cannot be right"));
        }
        Ok(sheets)
    }

    /// Whether the workbook says that its days count from 1904.
    pub fn counts_days_from_1904(&mut self) -> Result<bool, ReadError> {
        let workbook = self.workbook_part()?;
        let mut says = false;
        self.elements(&workbook, "workbookPr", |element| {
            let value = attribute(element, "date1904");
            says |= value.is_some_and(|value| value == "1" || value == "true");
        })?;
        Ok(says)
    }

    /// What nobody sees on a sheet, of which every reference is found to be sound.
    pub fn unseen(&mut self, sheet: &Sheet) -> Result<Unseen, ReadError> {
        if let Some(unseen) = plain_rows::unseen(self.part(&sheet.part)?) {
            return Ok(unseen);
        }
        let unseen = rows::unseen(self.xml(&sheet.part)?);
        unseen.map_err(|what| broken(&self.path, &format!("sheet `{}`: {what}", sheet.name)))
    }

    fn workbook_part(&mut self) -> Result<String, ReadError> {
        let mut found = None;
        self.elements("_rels/.rels", "Relationship", |element| {
            if attribute(element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                found = attribute(element, "Target");
            }
        })?;
        let part =
            found.ok_or_else(|| broken(&self.path, "it does not say where its sheets are"))?;
        Ok(part.strip_prefix('/').unwrap_or(&part).to_owned())
    }

    /// Calls `each` for every element of this name in a part.
    fn elements(
        &mut self,
        part: &str,
        name: &str,
        mut each: impl FnMut(&BytesStart<'_>),
    ) -> Result<(), ReadError> {
        let path = self.path.clone();
        let mut xml = self.xml(part)?;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) if element.local_name().as_ref() == name => {
                    each(&element)
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(broken(&path, &format!("{part} breaks off ({error})"))),
            }
        }
    }

    fn xml(&mut self, part: &str) -> Result<Reader<impl BufRead + use<'_>>, ReadError> {
        Ok(reader(BufReader::new(self.part(part)?)))
    }

    fn part(&mut self, part: &str) -> Result<impl Read + use<'_>, ReadError> {
        if !is_xml(&plain(part)) {
            return Err(broken(&self.path, &format!("{part} is no XML")));
        }
        let name = self.names.get(&plain(part)).map_or(part, String::as_str);
        self.zip
            .by_name(name)
            .map_err(|error| broken(&self.path, &format!("{part} cannot be read ({error})")))
    }
}

/// The message for a workbook that is damaged.
pub(super) fn broken(path: &Path, what: &str) -> ReadError {
    ReadError::Broken {
        path: path.to_owned(),
        detail: format!(
            "the workbook is damaged: {what}\n  open it in Excel and save it again, or export it again"
        ),
    }
}

/// The attribute of this name; entities such as `&amp;` are resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    unescape(&found.value).map(Cow::into_owned).ok()
}

/// The attribute of this name after any prefix.
fn attribute_ending(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let mut known = all.with_checks(false).flatten();
    let found = known.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).map(Cow::into_owned).ok()
}

/// Reads XML as calamine does, so that both see the same elements.
pub(super) fn reader<R: BufRead>(inner: R) -> Reader<R> {
    let mut reader = Reader::from_reader(inner);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.trim_text(false);
    config.expand_empty_elements = true;
    reader
}

/// A part's name as it is compared.
pub(super) fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

pub(super) fn is_xml(part: &str) -> bool {
    [".xml", ".rels"].iter().any(|ending| part.ends_with(ending))
}
