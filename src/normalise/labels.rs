//! Energy labels from the register (EP-online): the latest valid label of each dwelling.
//!
//! The register covers all homes of the country, so its rows are taken in this order, whatever its
//! format and however it is read:
//!
//! 1. a row of another building, or of a permit application, is set aside;
//! 2. a row that is certainly of another home, by a BAG id or an address that is none of the
//!    dwellings', is set aside, whatever else stands in it;
//! 3. a row that names neither id nor address is set aside;
//! 4. a row of which no key can be read is rejected: it may be of a dwelling;
//! 5. of the rest, rows without a label and of a survey after the reference date are set aside, and then
//!    all but the latest of each dwelling that is valid on the reference date; where none is, the latest
//!    of those that have ended tells which label the dwelling had.
//!
//! A label is valid until its last day, that day included; where none stands, until ten years after its
//! survey.
//!
//! A label that cannot be read is the unknown label of its home where it would be the one that counts; so
//! is a label whose day of survey cannot be read, where the home has another label: an older one never
//! counts in its place.

mod differing;
mod glance;
mod home_keys;
mod latest;
mod standing;

use polars::prelude::{DataFrame, Expr, IntoLazy, PolarsResult, col, lit};

use crate::config::{Config, EnergyLabelsFile, Prefer};
use crate::diagnostics::{Finding, Outcome, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, Streamed, TableOptions};

use super::columns::{kinds, wanted, with_unit_kind};
use super::date::day;
use super::dwellings::compact_type;
use super::ep2::{self, Rounding};
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::join::left_join;
use super::label_terms;
use super::needed::{ADDRESS, Needed};
use super::sift::{Sift, among_rows, rows_of, without_half_keys};
use super::text::{ADDRESS_KEY, address_key, where_word};
use super::typing::bad;

use differing::{beside_ended, differ, differences, differing, homes_where};
use glance::{DWELLING_CLASSES, Glance, PERMIT};
use home_keys::HomeKeys;
use latest::{latest, matched};
use standing::{ENDED_FROM, Source, settle, without_days};

/// Position of a dwelling within the frame of dwellings (UInt32).
const HOME: &str = "home";

/// What the register says of a dwelling: its label, what goes along with it, and the row.
const REGISTER_LABEL: &str = "register_label";
const REGISTER_UNTIL: &str = "#register_until";
const REGISTER_METHOD: &str = "#register_method";
const REGISTER_EP2: &str = "#register_ep2";
const REGISTER_ROW: &str = "#register_row";

/// Reads the register, and gives each dwelling its label.
pub(super) fn attach(
    config: &Config,
    dwellings: DataFrame,
    inputs: &mut Vec<InputFile>,
) -> Result<DataFrame, InputError> {
    let Some(file) = &config.energy_labels else {
        return Ok(match dwellings.column("label_valid_until") {
            Ok(_) => settle(dwellings, &[Source::own()], config)?.drop(ENDED_FROM)?,
            Err(_) => without_days(dwellings, config)?,
        });
    };
    let labelled = label_homes(config, file, dwellings.clone());
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((labelled, input)) = admit(inputs, Role::EnergyLabels, paths, labelled)? else {
        return Ok(dwellings);
    };
    inputs.push(input);
    Ok(labelled)
}

fn label_homes(
    config: &Config,
    file: &EnergyLabelsFile,
    dwellings: DataFrame,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let homes = HomeKeys::of(&dwellings)?;
    let mut sift = open(file, &path, &homes)?;
    ep2::with_area_default(&mut sift)?;
    ep2::without_implausible(&mut sift)?;
    label_terms::without_impossible_days(&mut sift, "valid_until")?;

    // A label that cannot be read may be the one that counts: it keeps an older one from counting.
    let unread = sift.rows_unread("energy_label");
    let no_label = col("energy_label").is_null().and(among_rows(&unread).not());
    sift.set_aside(no_label, &codes::LABEL_NO_HOME)?;
    sift.set_aside(col("surveyed").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    label_terms::with_supposed_days(&mut sift, config.reference_date)?;
    let dwellings = dwellings.with_row_index(HOME.into(), None)?;
    let matched = matched(&dwellings, sift.frame())?;
    let here = among_rows(&rows_of(&matched)?);
    sift.set_aside(here.not(), &codes::LABEL_ELSEWHERE)?;
    let past = |name: &str| col(name).lt(day(config.reference_date)).fill_null(lit(false));
    let ended = (!file.expired).then(|| past("valid_until"));
    let latest = latest(matched, &unread, &sift.rows_unread("surveyed"), ended.clone())?;
    let mut used: Vec<u32> = match ended.clone() {
        Some(ended) => rows_of(&latest.clone().lazy().filter(ended.not()).collect()?)?,
        None => rows_of(&latest)?,
    };

    let joined = with_register(dwellings, latest, config)?;
    let own_until = match joined.column("label_valid_until") {
        Ok(_) => col("label_valid_until"),
        Err(_) => lit(polars::prelude::NULL),
    };
    let own_past = own_until.clone().lt(day(config.reference_date)).fill_null(lit(false));
    let mut both_count = differ();
    if !file.expired {
        both_count = both_count.and(own_past.or(past(REGISTER_UNTIL)).not());
        let undated = past(REGISTER_UNTIL).and(own_until.is_null());
        let beside = homes_where(&joined, undated)?;
        if let Some(finding) = beside_ended(&beside, &label(&file.path))? {
            sift.note(finding);
        }
    }
    let different = homes_where(&joined, both_count)?;
    if let Some(finding) = differing(&different, &label(&file.path))? {
        sift.note(finding);
    }
    let label_differences = differences(&different, config)?;

    let register = || Source {
        label: REGISTER_LABEL,
        valid_until: REGISTER_UNTIL,
        method: REGISTER_METHOD,
        ep2: REGISTER_EP2,
        unread: Some(
            col(REGISTER_ROW)
                .is_not_null()
                .and(col(REGISTER_LABEL).is_null())
                .and(past(REGISTER_UNTIL).not()),
        ),
    };
    let (sources, of_register) = match file.prefer {
        Prefer::Register => ([register(), Source::own()], 0),
        Prefer::Own => ([Source::own(), register()], 1),
    };
    let settled = settle(joined, &sources, config)?;
    let from_register = settled.clone().lazy().filter(col(ENDED_FROM).eq(lit(of_register)));
    let from_register = from_register.select([col(REGISTER_ROW).alias(ROW)]).collect()?;
    let mut told_apart = rows_of(&from_register)?;
    told_apart.sort_unstable();
    told_apart.dedup();
    used.extend(&told_apart);
    if let Some(ended) = ended {
        sift.set_aside(ended.and(among_rows(&used).not()), &codes::LABEL_EXPIRED)?;
        if !told_apart.is_empty() {
            let finding = sift.finding(&codes::LABEL_EXPIRED, &told_apart);
            let finding = finding.detail("counted in label_d_verlopen, not as a label");
            sift.note(Finding { outcome: Outcome::Note, ..finding });
        }
    }
    sift.set_aside(among_rows(&used).not(), &codes::LABEL_OLDER)?;
    ep2::tell_contradictions(&mut sift, Rounding::None)?;
    let dwellings = settled.drop_many([
        HOME,
        REGISTER_LABEL,
        REGISTER_UNTIL,
        REGISTER_METHOD,
        REGISTER_EP2,
        REGISTER_ROW,
        ENDED_FROM,
    ]);

    let sifted = sift.finish()?;
    let input = InputFile::of(Role::EnergyLabels, &file.path, &path, sifted.account).with(
        sifted.findings,
        sifted.rejected,
        sifted.unread,
    );
    let input = InputFile { label_differences, ..input };
    Ok((dwellings, input))
}

/// The dwellings with what the register says of each; of what goes along with a label only what is needed.
fn with_register(
    dwellings: DataFrame,
    latest: DataFrame,
    config: &Config,
) -> PolarsResult<DataFrame> {
    let words = |kind| compact_type("", kind);
    let mut columns = vec![
        col(HOME),
        col(ROW).alias(REGISTER_ROW),
        col("valid_until").alias(REGISTER_UNTIL),
        col(REGISTER_LABEL).cast(words(Kind::EnergyLabel)),
    ];
    if config.needs_of_homes("label_method") {
        let method = col("label_method").cast(words(Kind::LabelMethod));
        columns.push(method.alias(REGISTER_METHOD));
    }
    if config.needs_of_homes("ep2") {
        columns.push(col("ep2").alias(REGISTER_EP2));
    }
    let latest = latest.lazy().select(columns);
    dwellings.lazy().join(latest, [col(HOME)], [col(HOME)], left_join()).collect()
}

/// The rows that are of the dwellings and can be read: steps 1 to 4.
fn open(
    file: &EnergyLabelsFile,
    path: &std::path::Path,
    homes: &HomeKeys,
) -> Result<Sift, InputError> {
    let mut wanted = wanted(&file.columns, schema::ENERGY_LABELS, "energy_labels");
    for column in &mut wanted {
        column.required |= ["energy_label", "surveyed"].contains(&column.name.as_str());
    }
    let form = file.form();
    let mut columns = kinds(schema::ENERGY_LABELS, &[&file.columns]);
    with_unit_kind(&form, "energy_labels", &mut wanted, &mut columns);
    let options = TableOptions::from(&form);
    let glance = Glance::new(homes, &wanted);
    let Streamed { table, passed } =
        read::read_table_where(path, &wanted, options, &|cells| glance.passes(cells))?;
    let mut sift = Sift::open(table, &label(&file.path), &columns, &form, Needed::ENERGY_LABELS)?;
    for finding in passed {
        sift.pass_over(finding);
    }
    let no_home = where_word(sift.frame().column("building_class")?, |class| {
        !DWELLING_CLASSES.contains(&class.to_uppercase().as_str())
    })?;
    let permit = where_word(sift.frame().column("status")?, |status| {
        status.to_lowercase().starts_with(PERMIT)
    })?;
    let no_home = no_home.fill_null(lit(false)).or(permit.fill_null(lit(false)));
    sift.set_aside(no_home, &codes::LABEL_NO_HOME)?;
    let elsewhere = among_rows(&rows_elsewhere(sift.frame(), homes)?);
    sift.set_aside(elsewhere, &codes::LABEL_ELSEWHERE)?;
    let nameless = nameless(sift.frame());
    sift.set_aside(nameless, &codes::LABEL_NO_HOME)?;
    sift.settle()?;
    Ok(sift)
}

/// The rows of which an id or an address that can be read is none of the dwellings'.
fn rows_elsewhere(labels: &DataFrame, homes: &HomeKeys) -> PolarsResult<Vec<u32>> {
    let keyed = without_half_keys(labels.clone())?.lazy().with_column(address_key()).collect()?;
    let (ids, addresses) = (keyed.column("bag_id")?.str()?, keyed.column(ADDRESS_KEY)?.str()?);
    let keys = ids.iter().zip(addresses.iter());
    let elsewhere = keys
        .map(|(id, address)| homes.hold(id.and_then(|id| id.parse().ok()), address) == Some(false));
    Ok(rows_of(labels)?
        .into_iter()
        .zip(elsewhere)
        .filter(|(_, is)| *is)
        .map(|(row, _)| row)
        .collect())
}

/// Whether a row has no id and no whole address, and nothing in these that cannot be read.
fn nameless(labels: &DataFrame) -> Expr {
    let no_address = col("postcode").is_null().or(col("house_number").is_null());
    let mut nameless = col("bag_id").is_null().and(no_address);
    for key in ["bag_id"].iter().chain(&ADDRESS) {
        if labels.column(&bad(key)).is_ok() {
            nameless = nameless.and(col(bad(key)).not());
        }
    }
    nameless
}
