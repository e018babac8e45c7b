//! Where in the city the share is high: do neighbours look alike, and which areas stand out together.

use geo::{Coord, MultiPolygon};

use crate::diagnostics::{Finding, codes};
use crate::normalise::tiling::touches;

use super::contiguity::Borders;
use super::empirical_bayes::{binomial_index, poisson_index};
use super::evenness::Draws;
use super::false_discovery::q_values;
use super::judgement::Judgement;
use super::local_moran::{LocalMoran, Quadrant, local_moran};
use super::moran::{Moran, moran};
use super::nearest::{centroids, nearest};
use super::neighbours::{Contiguity, Links};
use super::scan::{Cluster, scan};
use super::shares::Shares;
use super::silence::Silence;

/// The finest areas as places: on which others they border, and their centres.
#[derive(Debug)]
pub struct Places {
    queen: Borders,
    rook: Borders,
    centres: Vec<Coord<f64>>,
}

/// How many neighbours all areas of the layer have together, in a sense of bordering on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BorderLinks {
    /// The sense.
    pub sense: Contiguity,
    /// The neighbours of each area, added up: each pair counts twice.
    pub links: usize,
    /// Those among them that share no vertex, or no side, exactly: one has a vertex where the other runs
    /// straight on.
    pub by_t_junction: usize,
}

impl Places {
    /// The senses of being neighbours; the first is the one that counts, the others show whether it
    /// matters.
    pub const SENSES: [Contiguity; 3] =
        [Contiguity::Queen, Contiguity::Rook, Contiguity::Nearest(6)];

    /// Finds which outlines border on each other, whether they take part or not.
    pub fn of(outlines: &[&MultiPolygon<f64>]) -> Places {
        let touches = touches(outlines);
        let (queen, rook) = rayon::join(
            || Borders::queen(outlines, &touches),
            || Borders::rook(outlines, &touches),
        );
        Places { queen, rook, centres: centroids(outlines) }
    }

    /// The links among areas that take part, given by their positions, rising.
    ///
    /// Areas that border on each other do so whether others take part or not; the nearest ones are those
    /// among the areas that take part.
    fn links(&self, sense: Contiguity, taking_part: &[usize]) -> Links {
        match sense {
            Contiguity::Queen => self.queen.neighbours.among(taking_part),
            Contiguity::Rook => self.rook.neighbours.among(taking_part),
            Contiguity::Nearest(k) => {
                let centres: Vec<_> = taking_part.iter().map(|&area| self.centres[area]).collect();
                let all: Vec<usize> = (0..centres.len()).collect();
                nearest(&centres, k).among(&all)
            }
        }
    }

    /// The links of all areas of the layer.
    pub fn borders(&self) -> Vec<BorderLinks> {
        let senses = [(Contiguity::Queen, &self.queen), (Contiguity::Rook, &self.rook)];
        let links = senses.map(|(sense, borders)| BorderLinks {
            sense,
            links: borders.neighbours.n_links(),
            by_t_junction: borders.by_touch,
        });
        links.into()
    }

    /// That areas border on each other without a common vertex; `file` is that of the layer.
    pub fn t_junctions(&self, file: &str) -> Option<Finding> {
        let [queen, rook] = [&self.queen, &self.rook]
            .map(|borders| (borders.by_touch, borders.neighbours.n_links()));
        let detail = format!(
            "{} of {} links by a corner or a side, {} of {} by a side; each pair is two links",
            queen.0, queen.1, rook.0, rook.1
        );
        let pairs = queen.0.max(rook.0) as u64 / 2;
        (pairs > 0).then(|| Finding::new(&codes::T_JUNCTIONS, file, pairs).detail(detail))
    }
}

/// What is told of an indicator in space. Areas are positions among all areas.
#[derive(Debug, Clone, PartialEq)]
pub struct InSpace {
    /// Moran's I in each sense of being neighbours.
    pub moran: Vec<InSense>,
    /// What stands out, of flows: of a stock nothing is tested.
    pub patterns: Option<Patterns>,
}

/// Moran's I in one sense of being neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct InSense {
    /// The sense.
    pub sense: Contiguity,
    /// The areas that have no neighbour that takes part, and drop out.
    pub isolates: Vec<usize>,
    /// The neighbours of each of the others, added up.
    pub links: usize,
    /// I.
    pub moran: Result<Moran, Silence>,
}

/// The draws of the tests of patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternDraws {
    /// Of a test of the city.
    pub of_city: Draws,
    /// Of a test of one area, of which there are many.
    pub local: Draws,
}

/// What stands out, beyond what chance gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Patterns {
    /// Local Moran's I of the areas that have a neighbour.
    pub local: Vec<LocalClass>,
    /// The clusters of high shares, the strongest first.
    pub clusters: Vec<Cluster>,
}

/// Local Moran's I of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalClass {
    /// The area.
    pub area: usize,
    /// I and its p-value.
    pub moran: LocalMoran,
    /// The q-value among all areas.
    pub q: f64,
}

impl LocalClass {
    /// The side of the mean of the area and its neighbours, where that is no chance.
    pub fn class(&self) -> Option<Quadrant> {
        (self.q <= Judgement::LIMIT).then_some(self.moran.quadrant)
    }
}

/// Below this share of all, events are rare and their chance is taken as that of the Poisson
/// distribution.
pub const RARE: f64 = 0.1;

/// Looks how alike neighbours are in the shares of the finest areas, and with `draws` which areas stand
/// out.
///
/// # Errors
/// There is nothing to spread.
pub fn in_space(
    shares: &Shares,
    places: &Places,
    draws: Option<PatternDraws>,
) -> Result<InSpace, Silence> {
    Silence::of(shares)?;
    let rare = shares.overall().is_some_and(|share| share < RARE);
    let index = if rare { poisson_index(shares) } else { binomial_index(shares) };
    let index = index.ok_or(Silence::TooFewAreas)?;
    let links = Places::SENSES.map(|sense| (sense, places.links(sense, shares.areas())));
    let global = links.iter().map(|(sense, links)| {
        let isolates = links.isolates.iter().map(|&at| shares.areas()[at]).collect();
        let values = links.kept_of(&index);
        let moran = match links.len() {
            0 => Err(Silence::NoNeighbours),
            1 | 2 => Err(Silence::TooFewAreas),
            _ => moran(&values, links, draws.map(|draws| draws.of_city)).ok_or(Silence::AllAlike),
        };
        InSense { sense: *sense, isolates, links: links.n_links(), moran }
    });
    let global = global.collect();

    let patterns = draws.map(|draws| patterns(shares, places, &index, &links[0].1, draws));
    Ok(InSpace { moran: global, patterns })
}

/// The local statistic by the first sense of being neighbours, and the scan.
fn patterns(
    shares: &Shares,
    places: &Places,
    index: &[f64],
    queen: &Links,
    draws: PatternDraws,
) -> Patterns {
    let PatternDraws { of_city, local } = draws;
    let found = local_moran(&queen.kept_of(index), queen, local.n, local.seed).unwrap_or_default();
    let q = q_values(&found.iter().map(|of| of.p).collect::<Vec<_>>());
    let classes = found.into_iter().zip(q).zip(&queen.kept);
    let local = classes.map(|((moran, q), &at)| LocalClass { area: shares.areas()[at], moran, q });

    let centres: Vec<Coord<f64>> =
        shares.areas().iter().map(|&area| places.centres[area]).collect();
    let mut clusters = scan(shares, &centres, of_city.n, of_city.seed);
    for cluster in &mut clusters {
        cluster.members.iter_mut().for_each(|member| *member = shares.areas()[*member]);
    }
    Patterns { local: local.collect(), clusters }
}
