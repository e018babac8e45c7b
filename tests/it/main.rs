//! The whole program, as people and other programs meet it, on a town that can be counted on paper.

mod bad_input;
mod counting;
mod example_city;
mod formats;
mod import_rules;
mod init;
mod laws;
mod locating;
mod results;
mod toytown;
