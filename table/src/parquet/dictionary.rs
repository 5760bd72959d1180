//! Dictionaries of the values of a column chunk.

/// Number of distinct values from which a dictionary is not enlarged.
const MAX_ENTRIES: usize = 1 << 16;

/// Maximum number of slots that are compared for a value, which bounds the time for values that are
/// chosen to have the same hash.
const MAX_PROBES: usize = 64;

/// Marker of an empty slot.
const EMPTY: u32 = u32::MAX;

/// Distinct values in the order of their first occurrence, and the index of each value.
pub(super) struct Dictionary<T> {
    pub(super) entries: Vec<T>,
    pub(super) indices: Vec<u32>,
}

/// Value with a hash.
pub(super) trait DictionaryValue: Copy + PartialEq {
    fn hash(self) -> u64;
}

/// Odd constant with well distributed bits.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl DictionaryValue for u64 {
    fn hash(self) -> u64 {
        let mixed = self.wrapping_mul(FACTOR);
        mixed ^ mixed >> 32
    }
}

impl DictionaryValue for &[u8] {
    fn hash(self) -> u64 {
        let mut hash = self.len() as u64;
        let (words, rest) = self.as_chunks::<8>();
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        for word in words.iter().chain(std::iter::once(&last)) {
            hash = (hash.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        }
        hash ^ hash >> 32
    }
}

impl<T: DictionaryValue> Dictionary<T> {
    /// Creates the dictionary of these values; `None` if too many are distinct.
    pub(super) fn of(values: &[T]) -> Option<Self> {
        let mut entries: Vec<T> = Vec::new();
        let mut indices: Vec<u32> = Vec::with_capacity(values.len());
        let mut slots = vec![EMPTY; 64];
        for value in values {
            // Equal values are often adjacent.
            if let Some(last) = indices.last().copied()
                && entries.get(last as usize) == Some(value)
            {
                indices.push(last);
                continue;
            }
            if entries.len() >= slots.len() / 2 {
                if entries.len() >= MAX_ENTRIES {
                    return None;
                }
                slots = vec![EMPTY; slots.len().saturating_mul(4)];
                for (index, entry) in entries.iter().enumerate() {
                    *find(&mut slots, &entries, *entry)? = index as u32;
                }
            }
            let slot = find(&mut slots, &entries, *value)?;
            if *slot == EMPTY {
                *slot = entries.len() as u32;
                entries.push(*value);
            }
            indices.push(*slot);
        }
        Some(Self { entries, indices })
    }
}

/// Returns the slot of a value, or the empty slot for it.
fn find<'s, T: DictionaryValue>(
    slots: &'s mut [u32],
    entries: &[T],
    value: T,
) -> Option<&'s mut u32> {
    let mask = slots.len().saturating_sub(1);
    let start = value.hash() as usize & mask;
    let is_found = |slot: usize| match slots.get(slot) {
        Some(&EMPTY) => true,
        Some(index) => entries.get(*index as usize) == Some(&value),
        None => false,
    };
    let mut probes = (0..MAX_PROBES).map(|probe| start.wrapping_add(probe) & mask);
    let found = probes.find(|slot| is_found(*slot))?;
    slots.get_mut(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_values_have_one_entry() {
        let texts: Vec<String> = (0..10_000).map(|n| format!("value {}", n % 500)).collect();
        let values: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        let dictionary = Dictionary::of(&values).unwrap();
        assert_eq!((dictionary.entries.len(), dictionary.indices.len()), (500, 10_000));
        for (value, index) in values.iter().zip(&dictionary.indices) {
            assert_eq!(dictionary.entries.get(*index as usize), Some(value));
        }
    }

    #[test]
    fn distinct_and_colliding_values_have_no_dictionary() {
        let distinct: Vec<u64> = (0..200_000).collect();
        assert!(Dictionary::of(&distinct).is_none());
        // The inverse of the factor gives values with chosen hashes.
        let mut inverse = 1_u64;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(FACTOR.wrapping_mul(inverse)));
        }
        let colliding = |n: u64| inverse.wrapping_mul(n << 48 | n << 16);
        let values: Vec<u64> = (0..100_000).map(|n| colliding(n % 5000)).collect();
        assert!(Dictionary::of(&values).is_none());
    }
}
