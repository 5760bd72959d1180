//! Order of computations that depend on each other.

/// Returns the order in which `count` values are computed, each after the values that it depends
/// on. Values that do not depend on each other keep their order.
///
/// # Errors
/// Returns the values of a cycle.
pub(crate) fn compute_order(
    count: usize,
    mut dependencies: impl FnMut(usize) -> Vec<usize>,
) -> Result<Vec<usize>, Vec<usize>> {
    let mut states = vec![OrderState::New; count];
    let mut order = Vec::with_capacity(count);
    // Values whose dependencies are being computed, each with its remaining dependencies.
    let mut open: Vec<(usize, Vec<usize>)> = Vec::new();
    for first in 0..count {
        let mut next = Some(first);
        loop {
            if let Some(value) = next.take() {
                match states.get(value).copied() {
                    Some(OrderState::New) => {
                        set(&mut states, value, OrderState::Open);
                        let mut remaining = dependencies(value);
                        remaining.reverse();
                        open.push((value, remaining));
                    }
                    Some(OrderState::Open) => {
                        let start = open.iter().position(|(known, _)| *known == value);
                        let cycle = open.get(start.unwrap_or(0)..).unwrap_or_default();
                        return Err(cycle.iter().map(|(value, _)| *value).collect());
                    }
                    Some(OrderState::Done) | None => {}
                }
            }
            let Some((value, remaining)) = open.last_mut() else { break };
            next = remaining.pop();
            if next.is_none() {
                set(&mut states, *value, OrderState::Done);
                order.push(*value);
                open.pop();
            }
        }
    }
    Ok(order)
}

/// State of a value in the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OrderState {
    New,
    /// Its dependencies are being computed.
    Open,
    Done,
}

fn set(states: &mut [OrderState], value: usize, state: OrderState) {
    if let Some(known) = states.get_mut(value) {
        *known = state;
    }
}

#[cfg(test)]
mod tests {
    use super::compute_order;

    fn order(dependencies: &[&[usize]]) -> Result<Vec<usize>, Vec<usize>> {
        compute_order(dependencies.len(), |value| dependencies[value].to_vec())
    }

    #[test]
    fn values_are_computed_after_their_dependencies() {
        assert_eq!(order(&[&[], &[], &[]]), Ok(vec![0, 1, 2]));
        assert_eq!(order(&[&[2, 1], &[], &[1]]), Ok(vec![1, 2, 0]));
        assert_eq!(order(&[&[1], &[2], &[0, 3], &[]]), Err(vec![0, 1, 2]));
        assert_eq!(order(&[&[], &[2], &[1]]), Err(vec![1, 2]));
    }

    #[test]
    fn long_chains_do_not_overflow_the_stack() {
        let count = 200_000;
        let found = compute_order(count, |value| (value + 1..(value + 2).min(count)).collect());
        assert_eq!(found.map(|order| order[0]), Ok(count - 1));
    }
}
