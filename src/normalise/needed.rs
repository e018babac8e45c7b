//! Which cells the rows of a table cannot do without: those that identify a row, and those that give it
//! its place where no other key does. Any other cell may be unknown.

/// The cells that a row cannot do without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needed {
    /// What identifies a row: of each list the first column that the table has.
    pub identity: &'static [&'static [&'static str]],
    /// Keys of which one is enough to place a row, each with the columns that make it together. A key of
    /// no columns is one that every row has.
    pub keys: &'static [&'static [&'static str]],
}

/// The columns of an address; without the last two of them it is whole too.
pub(super) const ADDRESS: [&str; 4] = ["postcode", "house_number", "house_letter", "addition"];

/// A position.
pub(super) const POSITION: [&str; 2] = ["x", "y"];

const ADDRESS_KEY: &[&str] = &["postcode", "house_number"];

impl Needed {
    /// Homes.
    pub const DWELLINGS: Needed = Needed {
        identity: &[&["id", "bag_id"], &["corporation"]],
        keys: &[&["area"], &["area_name"], &["bag_id"], ADDRESS_KEY, &POSITION],
    };

    /// Lettings, which stand for their home by any key of it.
    pub const PLACEMENTS: Needed = Needed {
        identity: &[&["date"]],
        keys: &[&["dwelling"], &["area"], &["area_name"], &["bag_id"], ADDRESS_KEY, &POSITION],
    };

    /// Addresses, which are there for their position.
    pub const ADDRESSES: Needed =
        Needed { identity: &[&["x"], &["y"]], keys: &[&["bag_id"], &["number_id"], ADDRESS_KEY] };

    /// Registrations of labels.
    pub const ENERGY_LABELS: Needed = Needed { identity: &[], keys: &[&["bag_id"], ADDRESS_KEY] };

    /// Roofs of a table: without its kind a roof cannot be counted.
    pub const ROOFS: Needed = Needed {
        identity: &[&["kind"]],
        keys: &[&["bag_id"], ADDRESS_KEY, &["pand_id"], &POSITION],
    };

    /// Roofs of a layer, each of which has a shape.
    pub const ROOFS_OF_LAYER: Needed = Needed { keys: &[&[]], ..Needed::ROOFS };

    /// Places of a table, which are there for their position.
    pub const PLACES: Needed = Needed { identity: &[&["x"], &["y"]], keys: &[&POSITION] };

    /// Places of a layer, each of which has a shape.
    pub const PLACES_OF_LAYER: Needed = Needed { identity: &[], keys: &[&[]] };

    /// All homes, an area a row.
    pub const STOCK: Needed = Needed { identity: &[], keys: &[&["area"], &["area_name"]] };

    /// Addresses from which all homes are counted.
    pub const STOCK_ADDRESSES: Needed =
        Needed { identity: &[&["bag_id"], &["x"], &["y"]], keys: &[&["bag_id"]] };

    /// Projects, each of which stands for itself: no cell costs its row.
    pub const PROJECTS: Needed = Needed { identity: &[], keys: &[&[]] };

    /// Names of projects with their areas.
    pub const PROJECT_AREAS: Needed =
        Needed { identity: &[&["level"], &["code"]], keys: &[&["district"], &["area"]] };

    /// Printed totals.
    pub const PROJECT_TOTALS: Needed =
        Needed { identity: &[&["homes"], &["certainty"], &["segment"], &["year"]], keys: &[&[]] };

    /// Whether a column identifies the rows of a table that has these columns.
    pub fn identifies(&self, column: &str, has: impl Fn(&str) -> bool) -> bool {
        self.identity.iter().any(|names| names.iter().find(|name| has(name)) == Some(&column))
    }

    /// Whether a column is part of a key.
    pub fn is_of_a_key(&self, column: &str) -> bool {
        let of_address = ADDRESS.contains(&column) && self.keys.contains(&ADDRESS_KEY);
        of_address || self.keys.iter().any(|key| key.contains(&column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema;

    #[test]
    fn the_first_column_of_a_list_that_a_table_has_identifies_its_rows() {
        let needed = Needed::DWELLINGS;
        assert!(needed.identifies("id", |_| true));
        assert!(!needed.identifies("bag_id", |_| true));
        assert!(needed.identifies("bag_id", |name| name != "id"));
        assert!(!needed.identifies("energy_label", |_| true));
    }

    #[test]
    fn letter_and_addition_are_of_the_key_of_the_address() {
        assert!(Needed::ENERGY_LABELS.is_of_a_key("addition"));
        assert!(!Needed::ENERGY_LABELS.is_of_a_key("energy_label"));
        assert!(!Needed::ROOFS_OF_LAYER.is_of_a_key("addition"));
    }

    #[test]
    fn every_column_that_is_needed_is_one_of_its_table() {
        let tables = [
            (Needed::DWELLINGS, schema::DWELLINGS),
            (Needed::PLACEMENTS, schema::PLACEMENTS),
            (Needed::ADDRESSES, schema::ADDRESSES),
            (Needed::ENERGY_LABELS, schema::ENERGY_LABELS),
            (Needed::ROOFS, schema::ROOFS),
            (Needed::PLACES, schema::PLACES),
            (Needed::PROJECTS, schema::PROJECTS),
            (Needed::PROJECT_AREAS, schema::PROJECT_AREAS),
            (Needed::PROJECT_TOTALS, schema::PROJECT_TOTALS),
            (Needed::STOCK, schema::STOCK),
            (Needed::STOCK_ADDRESSES, schema::STOCK_ADDRESSES),
        ];
        for (needed, columns) in tables {
            for name in needed.identity.iter().chain(needed.keys).copied().flatten() {
                assert!(columns.iter().any(|column| column.name == *name), "{name}");
            }
        }
    }
}
