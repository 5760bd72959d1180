//! Suggestions for misspelled names.

/// Returns the candidate most similar to `typed`, if any is similar enough.
pub fn nearest<'c>(typed: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest_all(typed, candidates).into_iter().next()
}

/// Returns the candidates that are similar to `typed`, the most similar first.
pub(crate) fn nearest_all<'c>(
    typed: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Vec<&'c str> {
    let max_distance = (typed.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .map(|c| (distance(&typed.to_lowercase(), &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= max_distance)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Returns the number of inserted, deleted, replaced or swapped adjacent characters (optimal string
/// alignment distance).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut before: Option<(char, Vec<usize>)> = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, (y, pair)) in b.iter().zip(row.windows(2)).enumerate() {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or_default();
            let cost = diagonal.saturating_add(usize::from(x != *y));
            let mut least = cost.min(above.saturating_add(1)).min(left.saturating_add(1));
            if let (Some((previous, row)), Some(at)) = (&before, j.checked_sub(1))
                && previous == y
                && b.get(at) == Some(&x)
                && let Some(swapped) = row.get(at)
            {
                least = least.min(swapped.saturating_add(1));
            }
            next.push(least);
        }
        before = Some((x, std::mem::replace(&mut row, next)));
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn similar_names_are_found() {
        assert_eq!(distance("widht", "width"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(nearest("BI_RGP", ["BI_RLE8", "BI_RGB"].into_iter()), Some("BI_RGB"));
        assert_eq!(nearest("x", ["width"].into_iter()), None);
    }
}
