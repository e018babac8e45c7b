//! Where in the city the share is high: do neighbours look alike, and which areas stand out together.

use geo::{Coord, MultiPolygon};

use super::empirical_bayes::{binomial_index, poisson_index};
use super::evenness::Draws;
use super::false_discovery::q_values;
use super::judgement::Judgement;
use super::local_moran::{LocalMoran, Quadrant, local_moran};
use super::moran::{Moran, moran};
use super::neighbours::{Contiguity, Links, Neighbours, centroids};
use super::scan::{Cluster, scan};
use super::shares::Shares;
use super::silence::Silence;

/// The finest areas as places: their neighbours, in three senses, and their centres.
#[derive(Debug)]
pub struct Places {
    neighbours: Vec<(Contiguity, Neighbours)>,
    centres: Vec<Coord<f64>>,
}

impl Places {
    /// The senses of being neighbours; the first is the one that counts, the others show whether it
    /// matters.
    pub const SENSES: [Contiguity; 3] =
        [Contiguity::Queen, Contiguity::Rook, Contiguity::Nearest(6)];

    /// Finds the neighbours among all outlines, whether they take part or not.
    pub fn of(outlines: &[&MultiPolygon<f64>]) -> Places {
        let neighbours = Places::SENSES.map(|sense| (sense, Neighbours::of(outlines, sense)));
        Places { neighbours: neighbours.into(), centres: centroids(outlines) }
    }
}

/// What is told of an indicator in space. Areas are positions among all areas.
#[derive(Debug, Clone, PartialEq)]
pub struct InSpace {
    /// Moran's I in each sense of being neighbours, with the areas that have no neighbour and drop
    /// out.
    pub moran: Vec<(Contiguity, Vec<usize>, Result<Moran, Silence>)>,
    /// What stands out, of flows: of a stock nothing is tested.
    pub patterns: Option<Patterns>,
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
    let links: Vec<_> =
        places.neighbours.iter().map(|(sense, all)| (*sense, all.among(shares.areas()))).collect();
    let global = links.iter().map(|(sense, links)| {
        let isolates = links.isolates.iter().map(|&at| shares.areas()[at]).collect();
        let values = links.kept_of(&index);
        let found = match links.len() {
            0 => Err(Silence::NoNeighbours),
            1 | 2 => Err(Silence::TooFewAreas),
            _ => moran(&values, links, draws.map(|draws| draws.of_city)).ok_or(Silence::AllAlike),
        };
        (*sense, isolates, found)
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
