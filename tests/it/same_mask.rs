//! Cities that differ in hidden counts alone, and their public results, which do not.

use std::collections::BTreeMap;

use crate::gate::{PLACEMENTS, everything};
use crate::toytown::{AREAS, DWELLINGS, Toytown, buurten};

/// One placement. `corporation` is 0 or 1, `year` one of the three of the window.
#[derive(Clone)]
struct Letting {
    buurt: usize,
    year: usize,
    corporation: usize,
    urgent: bool,
}

/// Draws, the same from the same seed (Knuth's linear congruential generator).
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Three years of placements of two corporations; in about half of the buurten few are urgent, and from an even
/// seed in the wijken of one stadsdeel hardly any.
fn lettings(seed: u64) -> Vec<Letting> {
    let mut draws = Draws(seed);
    let mut all = Vec::new();
    for buurt in 0..16 {
        let few = draws.below(2) == 0;
        for year in 0..3 {
            let n = 8 + draws.below(25);
            let hardly_any = seed.is_multiple_of(2) && buurt / 4 % 2 == 0;
            let urgent = match few {
                _ if hardly_any => draws.below(2),
                true => draws.below(3),
                false => n / 4 + draws.below(4),
            };
            for at in 0..n {
                let corporation = draws.below(2);
                all.push(Letting { buurt, year, corporation, urgent: at < urgent });
            }
        }
    }
    all
}

/// The city of these placements, with a home of each corporation in each buurt.
fn city(lettings: &[Letting]) -> Toytown {
    let mut files = ["id;x;y;label\n".to_owned(), "id;x;y;label\n".to_owned()];
    for (at, buurt) in buurten().iter().enumerate() {
        for (owner, file) in files.iter_mut().enumerate() {
            let x = buurt.x + 40.0 + 10.0 * owner as f64;
            *file += &format!("h{at}-{owner};{x};{};A\n", buurt.y + 50.0);
        }
    }
    let second = DWELLINGS.replace("dwellings.csv", "others.csv").replace("Ons Huis", "De Sleutel");
    let mut rows = "nr,datum,voorrang\n".to_owned();
    for (at, of) in lettings.iter().enumerate() {
        let (year, month, day) = (2023 + of.year, 1 + at % 12, 1 + at % 28);
        let word = if of.urgent { "URG" } else { "REG" };
        rows += &format!("h{}-{},{year}-{month:02}-{day:02},{word}\n", of.buurt, of.corporation);
    }
    let [first, others] = files;
    Toytown::new()
        .file("dwellings.csv", first)
        .file("others.csv", others)
        .file("toewijzingen.csv", rows)
        .config(&format!("{AREAS}{DWELLINGS}{second}{PLACEMENTS}[spread]\npermutations = 199\n"))
}

/// The same placements with one urgent of this buurt and year regular, and one regular of that buurt and
/// year urgent, both of one corporation.
fn moved(
    all: &[Letting],
    from: (usize, usize),
    to: (usize, usize),
    owner: usize,
) -> Option<Vec<Letting>> {
    let mut all = all.to_vec();
    for ((buurt, year), urgent) in [(from, true), (to, false)] {
        let found = all.iter_mut().find(|of| {
            (of.buurt, of.year, of.corporation, of.urgent) == (buurt, year, owner, urgent)
        })?;
        found.urgent = !urgent;
    }
    Some(all)
}

/// Whether a count over some of the placements is unsafe by the rule of the house.
fn is_unsafe(all: &[Letting], part: impl Fn(&Letting) -> bool) -> bool {
    let n = all.iter().filter(|of| part(of)).count();
    let k = all.iter().filter(|of| part(of) && of.urgent).count();
    (1..5).contains(&k) || (1..5).contains(&(n - k)) || k == n
}

/// The status of every number about urgent placements in a table: by level, code, corporation and year.
fn mask(all: &[(String, Vec<u8>)]) -> BTreeMap<[String; 4], String> {
    let (_, bytes) = all.iter().find(|(name, _)| name == "indicatoren.csv").unwrap();
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let header = table.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let key = ["niveau", "code", "corporatie", "jaar"].map(column);
    let (indicator, status) = (column("indicator"), column("status"));
    let rows = table.records().map(Result::unwrap).filter(|row| &row[indicator] == "urgent");
    rows.map(|row| (key.map(|at| row[at].to_owned()), row[status].to_owned())).collect()
}

fn hides(mask: &BTreeMap<[String; 4], String>, level: &str, code: &str, year: &str) -> bool {
    mask[&[level, code, "", year].map(str::to_owned)] == "onderdrukt"
}

/// Cities that differ from this one in counts that it hides alone, and in which the same counts are unsafe.
fn neighbours(
    all: &[Letting],
    mask: &BTreeMap<[String; 4], String>,
) -> Vec<(&'static str, Vec<Letting>)> {
    let places = buurten();
    let mut found = Vec::new();
    let same = |other: &[Letting], part: &dyn Fn(&Letting) -> bool| {
        is_unsafe(all, part) == is_unsafe(other, part)
    };
    let years = ["2023", "2024", "2025"];
    for a in 0..16 {
        for b in (0..16).filter(|b| *b != a) {
            let hidden = |at: usize| hides(mask, "buurt", &places[at].code, "");
            for owner in 0..2 {
                // A household more here, one fewer there, in one year of one wijk.
                for year in 0..3 {
                    let same_wijk = places[a].wijk == places[b].wijk;
                    if same_wijk
                        && hidden(a)
                        && hidden(b)
                        && let Some(other) = moved(all, (a, year), (b, year), owner)
                        && same(&other, &|of| of.buurt == a)
                        && same(&other, &|of| of.buurt == b)
                    {
                        found.push(("between buurten", other));
                    }
                }
                // The same households in another year, and in another wijk the other way round.
                for (one, two) in [(0, 1), (0, 2), (1, 2)] {
                    let apart = places[a].wijk != places[b].wijk
                        && places[a].stadsdeel == places[b].stadsdeel;
                    let hidden = [a, b].iter().all(|&at| {
                        [one, two]
                            .iter()
                            .all(|&year| hides(mask, "wijk", &places[at].wijk, years[year]))
                    });
                    if apart
                        && hidden
                        && let Some(half) = moved(all, (a, one), (a, two), owner)
                        && let Some(other) = moved(&half, (b, two), (b, one), owner)
                        && [a, b].iter().all(|&at| {
                            [one, two].iter().all(|&year| {
                                same(&other, &|of| of.buurt / 4 == at / 4 && of.year == year)
                            })
                        })
                    {
                        found.push(("between years", other));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_same_mask_means_the_same_bytes_whatever_is_hidden() {
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 1..=4 {
        let all = lettings(seed);
        let here = everything(&city(&all));
        let mask_here = mask(&here);
        let mut others = neighbours(&all, &mask_here);
        // A few of each kind.
        let mut draws = Draws(seed);
        for kind in ["between buurten", "between years"] {
            let mut of_kind: Vec<_> = others.extract_if(.., |(of, _)| *of == kind).collect();
            for _ in 0..2.min(of_kind.len()) {
                let (_, other) = of_kind.swap_remove(draws.below(of_kind.len()));
                let there = everything(&city(&other));
                if mask(&there) != mask_here {
                    continue;
                }
                *compared.entry(kind).or_default() += 1;
                assert_eq!(here.len(), there.len());
                for ((name, here), (_, there)) in here.iter().zip(&there) {
                    assert!(here == there, "seed {seed}, {kind}: {name} tells of a hidden count");
                }
            }
        }
    }
    // Where another count is so different that other cells are hidden, nothing is promised; mostly it is not.
    assert!(compared["between buurten"] >= 4 && compared["between years"] >= 2, "{compared:?}");
}
