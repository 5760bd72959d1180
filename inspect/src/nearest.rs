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

/// Returns the Levenshtein distance of two strings.
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
    fn similar_names_are_found() {
        assert_eq!(distance("widht", "width"), 2);
        assert_eq!(nearest("BI_RGP", ["BI_RLE8", "BI_RGB"].into_iter()), Some("BI_RGB"));
        assert_eq!(nearest("x", ["width"].into_iter()), None);
    }
}
