//! Numbers that stand in for hidden counts where statistics are computed.
//!
//! They follow from what is shown, the denominators and the tree of areas alone: a statistic that is computed
//! from them tells no more than what is shown. Of hidden areas the sum is known where the area above is
//! shown; it is dealt among them in proportion to what each can hold, so that they have as even a share as
//! what is shown allows.

use super::table::{Part, Table};

/// What a reader knows of a node over the window.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    parent: Option<usize>,
    out_of: u32,
    shown: Option<u32>,
}

/// A count over the window for each node of the table: what is shown, and what stands in for the rest. Nodes
/// with nothing to count have 0.
///
/// `shown` gives the value of a cell by its position, `None` where it is hidden; the city over the window is
/// shown. The counts of the cells are not read. The result agrees with every shown value, areas add up to those
/// that hold them, and no count is larger than what it is out of.
///
/// Where shown values are rounded, what they leave may be more or less than hidden areas can have. These then
/// have the most or the least that they can, and the areas within an area may differ from its own number: by
/// what rounding moved it, and each of the coarsest shown areas within it, together. A value above what it
/// is out of becomes that.
pub fn fill(table: &Table, shown: impl Fn(usize) -> Option<u32>) -> Vec<u32> {
    let known = table.nodes.iter().enumerate().map(|(at, node)| {
        let cell = table.find(at, Part::Window);
        Known {
            parent: node.parent,
            out_of: cell.map_or(0, |cell| table.cells[cell].out_of),
            shown: cell.and_then(&shown),
        }
    });
    filled(&known.collect::<Vec<_>>())
}

/// The same from what a reader knows: a node stands behind the one that holds it.
fn filled(known: &[Known]) -> Vec<u32> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (at, node) in known.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(at);
        }
    }
    // The least and the most that what is shown within a node, and its denominators, leave.
    let mut bounds: Vec<(u32, u32)> = vec![(0, 0); known.len()];
    for (at, of) in known.iter().enumerate().rev() {
        let within = children[at].iter().map(|&child| bounds[child]);
        let within = within.reduce(|one, other| (one.0 + other.0, one.1 + other.1));
        let (least, most) = match of.shown {
            Some(value) => (value, value),
            None => within.unwrap_or((0, of.out_of)),
        };
        bounds[at] = (least.min(of.out_of), most.min(of.out_of));
    }
    let mut values: Vec<u32> = bounds.iter().map(|bound| bound.0).collect();
    for at in 0..known.len() {
        let within: Vec<(u32, u32)> = children[at].iter().map(|&child| bounds[child]).collect();
        for (&child, value) in children[at].iter().zip(dealt(values[at], &within)) {
            values[child] = value;
        }
    }
    values
}

/// Deals a total among parts within their bounds: each its least, and the rest in proportion to the room that
/// is left, by the largest remainders, the first of equal ones.
fn dealt(total: u32, bounds: &[(u32, u32)]) -> Vec<u32> {
    let least: u64 = bounds.iter().map(|bound| u64::from(bound.0)).sum();
    let rooms: Vec<u64> = bounds.iter().map(|bound| u64::from(bound.1 - bound.0)).collect();
    let room: u64 = rooms.iter().sum();
    let rest = u64::from(total).saturating_sub(least).min(room);
    if room == 0 {
        return bounds.iter().map(|bound| bound.0).collect();
    }
    let mut parts: Vec<u64> = rooms.iter().map(|of| rest * of / room).collect();
    let mut order: Vec<usize> = (0..bounds.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(rest * rooms[at] % room));
    let left = rest - parts.iter().sum::<u64>();
    // Fewer are left than there are remainders above zero, and a part with a remainder has room.
    for &at in order.iter().take(left as usize) {
        parts[at] += 1;
    }
    let whole = parts.iter().map(|&part| u32::try_from(part).expect("at most the room of a part"));
    whole.zip(bounds).map(|(part, bound)| bound.0 + part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disclose::policy::Policy;
    use crate::disclose::table::{Node, Role, TableCell};

    /// The city, its wijken, and buurten with counts out of denominators.
    fn table(wijken: &[Vec<(u32, u32)>]) -> Table {
        let mut nodes = vec![Node { parent: None, level: None, area: 0 }];
        let node = |parent, level, area| Node { parent: Some(parent), level: Some(level), area };
        nodes.extend((0..wijken.len()).map(|wijk| node(0, 0, wijk)));
        let mut sums: Vec<(u32, u32)> = vec![(0, 0); nodes.len()];
        for (wijk, buurten) in wijken.iter().enumerate() {
            for &(count, out_of) in buurten {
                nodes.push(node(wijk + 1, 1, nodes.len()));
                sums.push((count, out_of));
                for holder in [0, wijk + 1] {
                    sums[holder].0 += count;
                    sums[holder].1 += out_of;
                }
            }
        }
        let cells =
            sums.iter().enumerate().filter(|(_, sum)| sum.1 > 0).map(|(node, sum)| TableCell {
                node,
                part: Part::Window,
                role: if node == 0 { Role::City } else { Role::Published },
                count: sum.0,
                out_of: sum.1,
                needs: Policy::Threshold(5).needs(sum.0, sum.1),
            });
        Table { cells: cells.collect(), nodes, ..Table::default() }
    }

    fn wijken() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
        let buurt = (0_u32..12, 0_u32..12).prop_map(|(count, others)| (count, count + others));
        prop::collection::vec(prop::collection::vec(buurt, 1..5), 1..5)
    }

    #[test]
    fn a_rest_is_dealt_by_room_and_the_first_of_equal_remainders_has_more() {
        assert_eq!(dealt(5, &[(0, 10), (0, 10)]), [3, 2]);
        assert_eq!(dealt(7, &[(4, 4), (0, 1), (0, 8)]), [4, 0, 3]);
        assert_eq!(dealt(9, &[(0, 2), (1, 3)]), [2, 3]); // more than there is room for
        assert_eq!(dealt(0, &[(2, 5)]), [2]);
        assert!(dealt(3, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn it_agrees_with_what_is_shown_adds_up_and_stays_within(
            wijken in wijken(),
            hidden in prop::collection::vec(any::<bool>(), 40),
        ) {
            let table = table(&wijken);
            let shows = |at: usize| at == 0 || !hidden[at];
            let found = fill(&table, |at| shows(at).then(|| table.cells[at].count));
            for (at, cell) in table.cells.iter().enumerate() {
                if shows(at) {
                    prop_assert_eq!(found[cell.node], cell.count);
                }
                prop_assert!(found[cell.node] <= cell.out_of);
            }
            for parent in 0..table.nodes.len() {
                let children = table.nodes.iter().enumerate().filter(|(_, node)| node.parent == Some(parent));
                let sum = children.map(|(at, _)| found[at]).reduce(|one, other| one + other);
                prop_assert!(sum.is_none_or(|sum| sum == found[parent]));
            }
        }

        /// Rounded values of a city and its areas need not leave what the hidden ones can have.
        #[test]
        fn rounded_values_are_shown_and_within_an_area_differ_by_what_rounding_moved(
            wijken in wijken(),
            hidden in prop::collection::vec(any::<bool>(), 40),
            up in prop::collection::vec(any::<bool>(), 40),
        ) {
            let table = table(&wijken);
            let rounded = |at: usize| {
                let count = table.cells[at].count;
                if up[at] { count.next_multiple_of(5) } else { count - count % 5 }
            };
            let shown = |at: usize| (at == 0 || !hidden[at]).then(|| rounded(at));
            let found = fill(&table, shown);
            let of_node = |node: usize| table.find(node, Part::Window).and_then(shown);
            for (at, cell) in table.cells.iter().enumerate() {
                prop_assert!(found[cell.node] <= cell.out_of);
                if let Some(value) = shown(at) {
                    prop_assert_eq!(found[cell.node], value.min(cell.out_of));
                }
            }
            let nodes = &table.nodes;
            let held = |parent: usize| {
                (0..nodes.len()).filter(move |&at| nodes[at].parent == Some(parent))
            };
            for parent in (0..table.nodes.len()).filter(|&at| held(at).next().is_some()) {
                let coarsest: usize = held(parent)
                    .map(|child| match of_node(child) {
                        Some(_) => 1,
                        None => held(child).filter(|&at| of_node(at).is_some()).count(),
                    })
                    .sum();
                let itself = usize::from(of_node(parent).is_some());
                let sum: u32 = held(parent).map(|child| found[child]).sum();
                prop_assert!(sum.abs_diff(found[parent]) as usize <= 4 * (itself + coarsest));
            }
        }

        /// What is hidden does not show: whatever the counts are, the numbers are the same.
        #[test]
        fn it_does_not_depend_on_a_hidden_count(
            wijken in wijken(),
            hidden in prop::collection::vec(any::<bool>(), 40),
            others in prop::collection::vec(0_u32..9, 40),
        ) {
            let table = table(&wijken);
            let mut changed = table.clone();
            for (at, cell) in changed.cells.iter_mut().enumerate().filter(|(at, _)| hidden[*at]) {
                cell.count = others[at].min(cell.out_of);
            }
            let shown = |of: &Table, at: usize| (at == 0 || !hidden[at]).then(|| of.cells[at].count);
            let (one, other) = (fill(&table, |at| shown(&table, at)), fill(&changed, |at| shown(&table, at)));
            prop_assert_eq!(one, other);
        }
    }
}
