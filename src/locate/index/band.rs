//! A band of rows of the grid: what each cell says, found by a sweep along its rows.

use std::hint::black_box;
use std::ops::Range;

use geo::Coord;

use super::cell::{self, NOWHERE, Parts, Slot};
use super::frame::Frame;
use super::rings::Ring;
use super::trace::{Crossing, Run, Traces};

/// Some rows of a grid.
#[derive(Debug)]
pub(super) struct Band {
    /// For each cell the area that holds all of it, [`NOWHERE`], or where its words stand.
    cells: Vec<u32>,
    /// The words of the cells that edges pass.
    words: Vec<u32>,
}

/// What a cell says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    /// This area holds all of it, or none does ([`NOWHERE`]).
    Whole(u32),
    /// Edges pass it.
    Parted(&'a [u32]),
    /// No point of it has a certain answer.
    Unsure,
}

/// Set in a cell whose words follow.
const WORDS: u32 = 1 << 31;
/// A cell without a certain answer.
const UNSURE: u32 = NOWHERE - 1;

impl Band {
    /// Sweeps the rows from `first_row` on, given what the pieces of the rings left in them.
    pub(super) fn new(
        frame: &Frame,
        rings: &[Ring<'_>],
        first_row: usize,
        n_rows: usize,
        traces: Vec<&Traces>,
        sweep: &mut Sweep,
    ) -> Band {
        let n_cells = n_rows * frame.columns;
        let runs = ByCell::new(n_cells, || traces.iter().flat_map(|trace| &trace.runs));
        let crossings = ByCell::new(n_rows * (frame.columns + 1), || {
            traces.iter().flat_map(|trace| &trace.crossings)
        });

        let mut band = Band { cells: Vec::with_capacity(n_cells), words: Vec::new() };
        for row in 0..n_rows {
            touch(rings, runs.of_range(row * frame.columns..(row + 1) * frame.columns));
            for column in 0..frame.columns {
                for crossing in crossings.of(row * (frame.columns + 1) + column) {
                    sweep.cross(rings, crossing);
                }
                let runs = runs.of(row * frame.columns + column);
                let value = if runs.is_empty() {
                    sweep.holding(rings)
                } else {
                    let anchor = frame.anchor(column, first_row + row);
                    band.parted(rings, runs, sweep, anchor, frame.cell_m())
                };
                band.cells.push(value);
            }
            // Rings are closed: east of all crossings none winds around anything.
            for crossing in crossings.of(row * (frame.columns + 1) + frame.columns) {
                sweep.cross(rings, crossing);
            }
        }
        band.words.shrink_to_fit();
        band
    }

    /// Writes a cell that edges pass.
    fn parted(
        &mut self,
        rings: &[Ring<'_>],
        runs: &[Run],
        sweep: &mut Sweep,
        anchor: Coord<f64>,
        cell_m: f64,
    ) -> u32 {
        let exterior = |run: &Run| rings[run.ring as usize].exterior;
        let passing = |part: &u32| runs.binary_search_by_key(part, exterior).is_ok();
        let whole = sweep.inside.iter().find(|part| !passing(part));
        let elsewhere = whole.map_or(NOWHERE, |&part| rings[part as usize].area);
        // Areas that come after one that holds the whole cell hold no point of it.
        let n_runs = runs.partition_point(|run| rings[run.ring as usize].area < elsewhere);
        let runs = &runs[..n_runs];
        if runs.is_empty() {
            return elsewhere;
        }
        let start = self.words.len();
        sweep.slots(rings, runs);
        let (words, parts) = (&mut self.words, &mut sweep.parts);
        let fits = start < (UNSURE - WORDS) as usize
            && cell::write(words, rings, parts, runs, elsewhere, anchor, cell_m);
        if fits { WORDS | start as u32 } else { UNSURE }
    }

    /// The value of a cell, counted from the first of the band.
    pub(super) fn value(&self, cell: usize) -> u32 {
        self.cells[cell]
    }

    /// What a value of this band's cells means.
    pub(super) fn meaning(&self, value: u32) -> Cell<'_> {
        match value {
            NOWHERE => Cell::Whole(NOWHERE),
            UNSURE => Cell::Unsure,
            _ if value & WORDS == 0 => Cell::Whole(value),
            _ => Cell::Parted(&self.words[(value & !WORDS) as usize..]),
        }
    }
}

/// The winding numbers of all rings around the anchor that a sweep has come to.
///
/// All are zero before and after a row.
#[derive(Debug)]
pub(super) struct Sweep {
    windings: Vec<i32>,
    /// For each exterior the number of holes of its part that the anchor lies in.
    holes: Vec<u32>,
    /// The parts that hold the anchor, by their exteriors, in order.
    inside: Vec<u32>,
    /// Those of the cell at hand.
    parts: Parts,
}

impl Sweep {
    /// Stands outside of all rings.
    pub(super) fn new(n_rings: usize) -> Sweep {
        Sweep {
            windings: vec![0; n_rings],
            holes: vec![0; n_rings],
            inside: Vec::new(),
            parts: Parts::default(),
        }
    }

    /// Goes over an edge.
    fn cross(&mut self, rings: &[Ring<'_>], crossing: &Crossing) {
        let (ring, part) = (crossing.ring, rings[crossing.ring as usize].exterior);
        let winding = &mut self.windings[ring as usize];
        let before = *winding != 0;
        *winding += crossing.step;
        let after = *winding != 0;
        if before == after {
            return;
        }
        if ring != part {
            let holes = &mut self.holes[part as usize];
            *holes = if after { *holes + 1 } else { *holes - 1 };
        }
        let holds = self.windings[part as usize] != 0 && self.holes[part as usize] == 0;
        match (self.inside.binary_search(&part), holds) {
            (Err(at), true) => self.inside.insert(at, part),
            (Ok(at), false) => {
                self.inside.remove(at);
            }
            _ => {}
        }
    }

    /// The smallest area that holds the anchor.
    fn holding(&self, rings: &[Ring<'_>]) -> u32 {
        self.inside.first().map_or(NOWHERE, |&part| rings[part as usize].area)
    }

    /// Lists the rings of these runs.
    fn slots(&mut self, rings: &[Ring<'_>], runs: &[Run]) {
        self.parts.slots.clear();
        let part_of = |ring: u32| rings[ring as usize].exterior;
        for runs in runs.chunk_by(|a, b| part_of(a.ring) == part_of(b.ring)) {
            let from = self.parts.slots.len();
            let part = part_of(runs[0].ring);
            for run in runs.chunk_by(|a, b| a.ring == b.ring) {
                let ring = run[0].ring;
                let winding = self.windings[ring as usize];
                self.parts.slots.push(Slot { ring, winding, possible: true });
            }
            // The rings of the part that have no edge here wind around all of the cell alike.
            let here = &self.parts.slots[from..];
            let exterior_holds = here[0].ring == part || self.windings[part as usize] != 0;
            let holes_here = here.iter().filter(|slot| slot.ring != part && slot.winding != 0);
            let possible = exterior_holds && self.holes[part as usize] == holes_here.count() as u32;
            self.parts.slots[from..].iter_mut().for_each(|slot| slot.possible = possible);
        }
    }
}

/// Reads a little of the edges of all runs: places in memory that do not wait for each other are
/// fetched at the same time, and are at hand when the cells are written.
fn touch(rings: &[Ring<'_>], runs: &[Run]) {
    let ends = |run: &Run| {
        let ring = &rings[run.ring as usize];
        ring.edge(run.first as usize).0.x + ring.edge(run.end as usize - 1).1.x
    };
    black_box(runs.iter().map(ends).sum::<f64>());
}

/// What has a cell.
trait InCell: Copy {
    fn cell(&self) -> usize;
}

impl InCell for Run {
    fn cell(&self) -> usize {
        self.cell as usize
    }
}

impl InCell for Crossing {
    fn cell(&self) -> usize {
        self.cell as usize
    }
}

/// Things by their cells, in the order in which they came.
struct ByCell<T> {
    /// For each cell where its things end.
    ends: Vec<u32>,
    things: Vec<T>,
}

impl<T: InCell> ByCell<T> {
    fn new<'t, I: Iterator<Item = &'t T>>(n_cells: usize, things: impl Fn() -> I) -> ByCell<T>
    where
        T: 't,
    {
        let mut ends = vec![0u32; n_cells];
        things().for_each(|thing| ends[thing.cell()] += 1);
        let mut n = 0;
        for end in &mut ends {
            // The start, which moves to the end as the things come in.
            (*end, n) = (n, n + *end);
        }
        let Some(&some) = things().next() else { return ByCell { ends, things: Vec::new() } };
        let mut sorted = vec![some; n as usize];
        for thing in things() {
            let end = &mut ends[thing.cell()];
            sorted[*end as usize] = *thing;
            *end += 1;
        }
        ByCell { ends, things: sorted }
    }

    fn of(&self, cell: usize) -> &[T] {
        self.of_range(cell..cell + 1)
    }

    /// The things of cells that follow each other, at least one.
    fn of_range(&self, cells: Range<usize>) -> &[T] {
        let start = cells.start.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.things[start as usize..self.ends[cells.end - 1] as usize]
    }
}
