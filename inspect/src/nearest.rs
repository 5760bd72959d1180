//! Names that come near to what was typed.

/// The candidate that comes nearest to what was typed, if any comes near.
pub fn nearest<'c>(typed: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest_all(typed, candidates).into_iter().next()
}

/// The candidates that come near to what was typed, the nearest first.
pub(crate) fn nearest_all<'c>(
    typed: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Vec<&'c str> {
    let most = typed.chars().count() / 3;
    let mut near: Vec<(usize, &str)> = candidates
        .map(|c| (distance(&typed.to_lowercase(), &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= most.max(1))
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The number of characters to insert, remove or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or_default();
            let cost = diagonal.saturating_add(usize::from(x != *y));
            next.push(cost.min(above.saturating_add(1)).min(left.saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn near_names_are_found() {
        assert_eq!(distance("widht", "width"), 2);
        assert_eq!(nearest("BI_RGP", ["BI_RLE8", "BI_RGB"].into_iter()), Some("BI_RGB"));
        assert_eq!(nearest("x", ["width"].into_iter()), None);
    }
}
