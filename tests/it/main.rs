//! The whole program, as people and other programs meet it, on a town that can be counted on paper.

mod addresses;
mod area_years;
mod bad_input;
mod broken_csv;
mod cells;
mod changed_inputs;
mod checking;
mod counting;
mod days;
mod example_city;
mod explain;
mod faults;
mod formats;
mod hostile_tables;
mod import_rules;
mod init;
mod labels;
mod laws;
mod layer_files;
mod layer_systems;
mod layers_cut;
mod locating;
mod mixtures;
mod own_labels;
mod registers;
mod results;
mod spreading;
mod timings;
mod toytown;
mod units;
mod unknown_units;
mod without_place;
mod workbook_faults;
#[allow(dead_code)] // the tests of the reader use the rest
mod workbooks;
